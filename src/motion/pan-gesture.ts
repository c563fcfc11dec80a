/** Callbacks for the gestures of a pointer on the marquee. */
export interface PanHandlers {
  /**
   * Called when the pointer is pressed. The callback must stop the marquee immediately, so that a tap hits the item
   * that the reader aimed at.
   */
  onGrab(): void;
  /**
   * Called when the pointer has moved in a pan. `px` is the distance in client px since the last call, positive to the
   * right.
   */
  onPan(px: number): void;
  /**
   * Called when the pointer is released or cancelled, or leaves the element before a pan begins. The velocity is in client
   * px per ms, positive to the right, and undefined if the pointer has not panned.
   */
  onRelease(velocity?: number): void;
}

/**
 * A press becomes a pan when the pointer has moved by this distance in client px. The distance is not 0, because a finger
 * moves slightly during a tap.
 */
const PAN_THRESHOLD = 6;
/** The period in ms before the release over which the velocity is averaged. */
const VELOCITY_WINDOW = 80;

/**
 * Recognises the pans (drags and swipes) of one pointer at a time. The click that ends a pan is cancelled, but a tap
 * still causes a click. The `touch-action` in the styles leaves vertical scrolling by touch to the browser.
 *
 * @returns a listener for an element's pointer events, `dragstart` and `click`. Add the listener for `click` in the
 *   capturing phase, so that it is called before the listeners of the element's descendants.
 */
export function panGesture(handlers: PanHandlers): (event: Event) => void {
  let pointer: number | undefined;
  let startX = 0;
  let lastX = 0;
  let isPanning = false;
  /** The positions of the pointer in the last `VELOCITY_WINDOW` ms. */
  let samples: { readonly x: number; readonly time: number }[] = [];

  const addSample = (x: number, time: number): void => {
    lastX = x;
    samples.push({ x, time });
    dropOldSamples(time);
  };

  const dropOldSamples = (now: number): void => {
    samples = samples.filter(({ time }) => now - time < VELOCITY_WINDOW);
  };

  const release = (time: number): void => {
    if (pointer === undefined) return;
    pointer = undefined;
    if (!isPanning) return handlers.onRelease();
    dropOldSamples(time);
    const first = samples[0];
    const last = samples.at(-1);
    const duration = first && last ? last.time - first.time : 0;
    handlers.onRelease(first && last && duration ? (last.x - first.x) / duration : 0);
  };

  const move = (event: PointerEvent): void => {
    const { clientX, timeStamp, pointerId, buttons } = event;
    // If no button is pressed, the pointer was released outside the window, where the page receives no event.
    if (!buttons) return release(timeStamp);
    if (!isPanning) {
      if (Math.abs(clientX - startX) < PAN_THRESHOLD) return;
      isPanning = true;
      try {
        (event.currentTarget as Element).setPointerCapture(pointerId);
      } catch {
        // The pointer is no longer active, so it cannot be captured.
      }
      samples = [];
      addSample(clientX, timeStamp);
    }
    handlers.onPan(clientX - lastX);
    addSample(clientX, timeStamp);
  };

  return (event) => {
    // `dragstart` and some `click` events are not pointer events, so they lack `pointerId` and `isPrimary`. These two
    // properties are used only for pointer events.
    const { type, pointerId, isPrimary, button, clientX, timeStamp, detail } = event as PointerEvent;
    if (type === 'click') {
      // A click by keyboard has a `detail` of 0. It is not cancelled, because no pan has caused it.
      if (isPanning && detail) {
        event.preventDefault();
        event.stopPropagation();
      }
      isPanning = false;
    } else if (type === 'dragstart') event.preventDefault();
    else if (type === 'pointerdown') {
      if (!isPrimary || button) return;
      // Another pointer may still be pressed, for example a finger when a pen is pressed. The earlier press is ended
      // first.
      release(timeStamp);
      pointer = pointerId;
      startX = clientX;
      isPanning = false;
      handlers.onGrab();
    } else if (pointerId !== pointer) return;
    else if (type === 'pointermove') move(event as PointerEvent);
    else release(timeStamp);
  };
}
