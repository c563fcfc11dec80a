/** What a hand does to the marquee. */
export interface PanTarget {
  /** A hand has been laid on it: it stands, so that a finger meets what it has aimed at. */
  take(): void;
  /** It goes with the hand, by so many px to the right. */
  drag(px: number): void;
  /** The hand lets go, at so many px per ms to the right; undefined when it has not moved it. */
  drop(velocity?: number): void;
}

/** So far a finger may tremble before a tap is a drag: px. */
const TREMBLE = 6;
/** The velocity of a hand is that of its last way: ms. */
const LAST = 80;

/**
 * Drag and swipe of one pointer. Takes nothing that a page needs: taps stay clicks, vertical scrolling is the browser's (by
 * `touch-action`), and a click after a drag is none.
 *
 * @returns listener for the pointer events of a box, for its `click` before others hear of it, and for `dragstart`
 */
export function panGesture(held: PanTarget): (event: Event) => void {
  let pointer: number | undefined;
  let start = 0;
  let drags = false;
  /** Where the pointer was when, in the last moments. */
  let track: { x: number; at: number }[] = [];

  const forget = (now: number): void => {
    track = track.filter(({ at }) => now - at < LAST);
  };

  const end = (at: number): void => {
    if (pointer === undefined) return;
    pointer = undefined;
    if (!drags) return held.drop();
    forget(at);
    const [first, last] = [track[0], track.at(-1)];
    const time = first && last ? last.at - first.at : 0;
    held.drop(time ? (last!.x - first!.x) / time : 0);
  };

  const move = (event: PointerEvent): void => {
    const { clientX: x, timeStamp: at, pointerId, buttons } = event;
    // Let go where nobody told: outside the window.
    if (!buttons) return end(at);
    if (!drags) {
      if (Math.abs(x - start) < TREMBLE) return;
      drags = true;
      try {
        (event.currentTarget as Element).setPointerCapture(pointerId);
      } catch {
        // It is gone already.
      }
      track = [{ x, at }];
    }
    held.drag(x - track.at(-1)!.x);
    track.push({ x, at });
    forget(at);
  };

  return (event) => {
    const { type, pointerId, isPrimary, button, clientX, timeStamp, detail } = event as PointerEvent;
    // By the keyboard a link is clicked as often as nought times.
    if (type === 'click') {
      if (drags && detail) {
        event.preventDefault();
        event.stopPropagation();
      }
      drags = false;
    } else if (type === 'dragstart') event.preventDefault();
    else if (type === 'pointerdown') {
      if (!isPrimary || button) return;
      // A pen may come while a finger drags.
      end(timeStamp);
      pointer = pointerId;
      start = clientX;
      drags = false;
      held.take();
    } else if (pointerId !== pointer) return;
    else if (type === 'pointermove') move(event as PointerEvent);
    else end(timeStamp);
  };
}
