/** Receives what a pointer does to the marquee. */
export interface PanHandlers {
  /** The pointer has been pressed. The marquee has to stand still at once, so that a tap meets what it was aimed at. */
  onGrab(): void;
  /** The pointer has moved by a number of CSS px to the right. */
  onPan(px: number): void;
  /**
   * The pointer has been released, with a velocity in CSS px per ms to the right; undefined where it has not panned.
   */
  onRelease(velocity?: number): void;
}

/** Up to this distance a press is a tap, beyond it a pan, in CSS px. A finger is never quite still. */
const PAN_THRESHOLD = 6;
/** The velocity at the release is the average over this last period, in ms. */
const VELOCITY_WINDOW = 80;

/**
 * Recognises the drags and swipes of one pointer. A tap is still a click, and vertical scrolling is left to the browser
 * (by `touch-action`). Only the click that ends a pan is cancelled.
 *
 * @returns a listener for the pointer events and `dragstart` of an element, and for its `click` in the capturing phase,
 *   before the listeners of its descendants
 */
export function panGesture(handlers: PanHandlers): (event: Event) => void {
  let pointer: number | undefined;
  let startX = 0;
  let lastX = 0;
  let isPanning = false;
  /** The positions of the pointer within the velocity window. */
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
    // The button was released outside the window, where no event reports it.
    if (!buttons) return release(timeStamp);
    if (!isPanning) {
      if (Math.abs(clientX - startX) < PAN_THRESHOLD) return;
      isPanning = true;
      try {
        (event.currentTarget as Element).setPointerCapture(pointerId);
      } catch {
        // The pointer is no longer active.
      }
      samples = [];
      addSample(clientX, timeStamp);
    }
    handlers.onPan(clientX - lastX);
    addSample(clientX, timeStamp);
  };

  return (event) => {
    // The properties of a pointer event are used only for those types that have them.
    const { type, pointerId, isPrimary, button, clientX, timeStamp, detail } = event as PointerEvent;
    if (type === 'click') {
      // A click by keyboard has a `detail` of 0, and no pan has led to it.
      if (isPanning && detail) {
        event.preventDefault();
        event.stopPropagation();
      }
      isPanning = false;
    } else if (type === 'dragstart') event.preventDefault();
    else if (type === 'pointerdown') {
      if (!isPrimary || button) return;
      // A pen may be pressed while a finger pans.
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
