import type { Marquee } from './marquee.js';
import { panGesture } from './pan-gesture.js';
import { snapToDevicePixel } from './track-layout.js';

/** The strip that contains a viewport. */
export interface ViewportOwner {
  /** Whether the row is a marquee. In a still row the browser scrolls, and all input is left to it. */
  isMarquee(): boolean;
  /** Returns 1 where the row starts at the left, −1 where it starts at the right. */
  inlineDirection(): 1 | -1;
  /**
   * Adds or removes a reason for the marquee to stand still.
   *
   * @param halfLife the time in which half of the stop or start happens, in ms; by default that of any stop and start
   * @param velocity the velocity at which a pointer has released the marquee, in CSS px per ms; positive leads to later
   *   items
   */
  hold(reason: 'hover' | 'focus' | 'drag', isHeld: boolean, halfLife?: number, velocity?: number): void;
  /** Called when other items have come into view, or soon will. */
  onMoved(): void;
}

/** Half of the velocity of a swipe is lost in this time, in ms. */
const MOMENTUM_HALF_LIFE = 250;

/** These events may end a hover or pan that began while the row was a marquee, so they are handled in a still row, too. */
const END_TYPES: readonly string[] = ['pointerleave', 'pointerup', 'pointercancel'];
/** The events of a mouse that begin, move or end a hover. */
const HOVER_TYPES: readonly string[] = ['pointerenter', 'pointerleave', 'pointermove'];
const PAN_TYPES = ['pointerenter', 'pointermove', 'pointerdown', 'dragstart', ...END_TYPES];

/** Returns the number of CSS px in one unit of a wheel event. */
function wheelUnit(deltaMode: number, viewport: HTMLElement): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return 16;
  if (deltaMode === WheelEvent.DOM_DELTA_PAGE) return viewport.clientWidth;
  return 1;
}

/**
 * Lets a reader hold and move the marquee in its viewport: by pointer, wheel and focus. The listeners stay for as long
 * as the viewport does.
 */
export function listenToViewport(viewport: HTMLElement, marquee: Marquee, owner: ViewportOwner): void {
  const pan = panGesture({
    onGrab() {
      // The velocity of 0 also stops a glide, which a marquee that is held already may be in.
      owner.hold('drag', true, 0, 0);
      owner.onMoved();
    },
    onPan: (px) => marquee.moveBy(-px * owner.inlineDirection()),
    onRelease(velocity) {
      if (velocity === undefined) owner.hold('drag', false);
      else owner.hold('drag', false, MOMENTUM_HALF_LIFE, -velocity * owner.inlineDirection());
      owner.onMoved();
    },
  });

  const distanceFromStart = (clientX: number): number => {
    const { left, right } = viewport.getBoundingClientRect();
    return owner.inlineDirection() > 0 ? clientX - left : right - clientX;
  };

  const onPointer = (event: Event): void => {
    // `dragstart` and `click` may have no `pointerType`, and it is not used for them.
    const { type, pointerType, clientX } = event as PointerEvent;
    if (!owner.isMarquee() && !END_TYPES.includes(type)) return;
    // Only a mouse hovers. A touch would begin a hover that never ends.
    if (pointerType === 'mouse' && HOVER_TYPES.includes(type)) {
      const isOver = type !== 'pointerleave';
      marquee.setAnchor(isOver ? distanceFromStart(clientX) : undefined);
      owner.hold('hover', isOver);
    }
    pan(event);
  };

  /**
   * Moves the marquee by a wheel that turns sideways. A wheel that scrolls the page or zooms is left to the browser.
   */
  const onWheel = (event: WheelEvent): void => {
    const { deltaX, deltaY, deltaMode, shiftKey, ctrlKey } = event;
    if (!owner.isMarquee() || ctrlKey) return;
    // With Shift, some engines swap the axes by themselves and others do not.
    const isSwapped = shiftKey && !deltaX;
    const delta = isSwapped ? deltaY : deltaX;
    if (Math.abs(delta) <= Math.abs(isSwapped ? deltaX : deltaY)) return;
    event.preventDefault();
    // The distance is a whole number of device pixels, because a marquee at rest lies on them.
    const distance = delta * owner.inlineDirection() * wheelUnit(deltaMode, viewport);
    marquee.moveBy(snapToDevicePixel(distance, devicePixelRatio));
    owner.onMoved();
  };

  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!owner.isMarquee()) return;
    // A click focuses a link, too, and the pointer holds the marquee already.
    const element = target as Element;
    if (!element.matches(':focus-visible')) return;
    owner.hold('focus', true, 0);
    marquee.reveal(element);
    owner.onMoved();
  };

  for (const type of PAN_TYPES) viewport.addEventListener(type, onPointer);
  // In the capturing phase, before the listeners of the items: the click that ends a pan must not reach them.
  viewport.addEventListener('click', onPointer, true);
  viewport.addEventListener('wheel', onWheel);
  viewport.addEventListener('focusin', onFocusIn);
  viewport.addEventListener('focusout', () => owner.hold('focus', false));
}
