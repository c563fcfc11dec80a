import { clientGeometry, scrollToReveal, type ClientGeometry } from './client-geometry.js';
import type { Mover } from './mover.js';
import { panGesture } from './pan-gesture.js';
import { snapToDevicePixel } from './track-layout.js';

/** The strip that contains the viewport. */
export interface ViewportOwner {
  /** Returns what currently moves the row. */
  mover(): Mover;
  /**
   * Adds or removes a hold, which is a reason for the marquee to stand still.
   *
   * @param halfLife the time in ms in which half of the change of pace happens, by default the strip's own half-life
   * @param velocity the initial velocity of the stop or start in CSS px per ms, positive towards later items; by
   *   default the current velocity
   */
  hold(reason: 'hover' | 'focus' | 'drag', isHeld: boolean, halfLife?: number, velocity?: number): void;
  /**
   * Called after input has moved, stopped or released the marquee, because other items may be near the viewport now.
   */
  onMoved(): void;
}

/** The time in ms in which a swipe loses half of its velocity. */
const MOMENTUM_HALF_LIFE = 250;

/**
 * The events that can end a hover or pan. These events are also handled if the row is no longer a marquee, because the
 * hover or pan may have begun while the row was one.
 */
const END_TYPES: readonly string[] = ['pointerleave', 'pointerup', 'pointercancel'];
/** The pointer events that begin, end or continue a hover if the pointer is a mouse. */
const HOVER_TYPES: readonly string[] = ['pointerenter', 'pointerleave', 'pointermove'];
const PAN_TYPES = ['pointerenter', 'pointermove', 'pointerdown', 'dragstart', ...END_TYPES];

/**
 * Returns the length in CSS px of one unit of a wheel event.
 *
 * @param scale client px per CSS px
 */
function wheelUnit(deltaMode: number, viewport: HTMLElement, scale: number): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return 16;
  if (deltaMode === WheelEvent.DOM_DELTA_PAGE) return viewport.clientWidth;
  return 1 / scale;
}

/**
 * Lets the reader hold and move the row by pointer, wheel and focus. The listeners are never removed, because they
 * are needed for as long as the viewport exists.
 */
export function listenToViewport(viewport: HTMLElement, owner: ViewportOwner): void {
  /** The geometry at the last press. Direction and scale of the viewport hardly change during a gesture. */
  let geometry: ClientGeometry;
  const toTrack = (px: number): number => (-px * geometry.direction) / geometry.scale;
  const pan = panGesture({
    onGrab() {
      geometry = clientGeometry(viewport);
      // The last argument, a velocity of 0, also stops a glide. Without this argument, a glide would continue if
      // another hold had already stopped the marquee.
      owner.hold('drag', true, 0, 0);
      owner.onMoved();
    },
    onPan: (px) => owner.mover().moveBy(toTrack(px)),
    onRelease(velocity) {
      if (velocity === undefined) owner.hold('drag', false);
      else owner.hold('drag', false, MOMENTUM_HALF_LIFE, toTrack(velocity));
      owner.onMoved();
    },
  });

  const onPointer = (event: Event): void => {
    // `dragstart` and some `click` events lack `pointerType`, which this function does not use for these events.
    const { type, pointerType, clientX } = event as PointerEvent;
    if (!owner.mover().handlesInput && !END_TYPES.includes(type)) return;
    // Only a mouse adds the hover hold. Touches and pens add only the drag hold.
    if (pointerType === 'mouse' && HOVER_TYPES.includes(type)) {
      const isOver = type !== 'pointerleave';
      owner.mover().setAnchor(isOver ? clientGeometry(viewport).distanceTo(clientX) : undefined);
      owner.hold('hover', isOver);
    }
    pan(event);
  };

  /** Moves the marquee on horizontal wheel scrolling. Vertical scrolling and zooming are left to the browser. */
  const onWheel = (event: WheelEvent): void => {
    const { deltaX, deltaY, deltaMode, shiftKey, ctrlKey } = event;
    if (!owner.mover().handlesInput || ctrlKey) return;
    // If Shift is pressed, some engines swap the axes and others do not. This code swaps them if the engine has not.
    const isSwapped = shiftKey && !deltaX;
    const delta = isSwapped ? deltaY : deltaX;
    if (Math.abs(delta) <= Math.abs(isSwapped ? deltaX : deltaY)) return;
    event.preventDefault();
    const { direction, scale } = clientGeometry(viewport);
    // The distance is rounded to whole device pixels, because a marquee at rest is aligned with them.
    const distance = delta * direction * wheelUnit(deltaMode, viewport, scale);
    owner.mover().moveBy(snapToDevicePixel(distance, devicePixelRatio));
    owner.onMoved();
  };

  const onFocusIn = ({ target }: FocusEvent): void => {
    const element = target as Element;
    // Focus caused by a click is ignored, because the pointer is on the item that the reader means.
    if (!element.matches(':focus-visible')) return;
    if (!owner.mover().handlesInput) return scrollToReveal(viewport, element);
    owner.hold('focus', true, 0);
    owner.mover().reveal(element);
    owner.onMoved();
  };

  for (const type of PAN_TYPES) viewport.addEventListener(type, onPointer);
  // In the capturing phase, this listener can cancel the click that ends a pan before the items receive the click. It is not
  // on the viewport, which Firefox would then call clickable.
  const onClick = (event: Event): void => {
    if (viewport.contains(event.target as Node)) onPointer(event);
  };
  viewport.getRootNode().addEventListener('click', onClick, true);
  viewport.addEventListener('wheel', onWheel);
  viewport.addEventListener('focusin', onFocusIn);
  viewport.addEventListener('focusout', () => owner.hold('focus', false));
}
