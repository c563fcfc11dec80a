import { createTrackMeasurer, itemStarts, type MeasuredTrack } from './measure.js';
import { changePace, isSteady, positionAt, steady, targetAt, type MotionCurve } from './motion-curve.js';
import { createSegmentAnimations } from './segment-animations.js';
import { anchorIndex, distanceToStep, parkingDistance, segmentPositions, snapToDevicePixel } from './track-layout.js';

export interface Marquee {
  /**
   * Sets the track segments that the marquee moves, and releases those that are no longer among them. The motion goes
   * on meanwhile. Call this method after each rendering that has changed the row, its segments or its direction.
   *
   * @param segments the segments of all copies of the row, those of the row itself first. The children of a segment are
   *   its items, identified by their `data-id`; the element that shows an item may change.
   * @param copies the number of copies of the row, the row itself included
   */
  setSegments(segments: readonly HTMLElement[], copies: number): void;
  /** Sets the pace at which the marquee runs, in CSS px per second. */
  setSpeed(pxPerSecond: number): void;
  /**
   * Starts or stops the marquee.
   *
   * @param halfLife the time in which half of the change of pace happens, in ms; 0 for a change at once
   * @param velocity the velocity at which a pointer has released the marquee, in CSS px per ms; positive leads to later
   *   items
   */
  setRunning(isRunning: boolean, halfLife: number, velocity?: number): void;
  /** Moves the marquee at once by a distance in CSS px, as a pointer does; positive distances lead to later items. */
  moveBy(distance: number): void;
  /** Glides to the next item (1) or back to the one before (−1). */
  step(direction: 1 | -1): void;
  /**
   * Glides until the item that contains an element is in full view. Does nothing where it is in full view already.
   *
   * @param toStart glides in any case, until the item is the first one in view
   */
  reveal(element: Element, toStart?: boolean): void;
  /**
   * Sets the position of a pointer, so that the item under it stays in place when widths change.
   *
   * @param x CSS px from the start of the viewport; undefined where no pointer is over it
   */
  setAnchor(x: number | undefined): void;
  /**
   * Returns a function that returns whether an item of a copy of the row is in the viewport, will be in it during the
   * rest of a glide, or will be within `reach` CSS px of its end after the glide. An item that has not been measured
   * counts as near.
   */
  itemsNearViewport(reach: number): (id: string, copy: number) => boolean;
}

/** An item that keeps its position, and the start that it had at a position of the marquee. */
interface Anchor {
  readonly key: string;
  readonly start: number;
  readonly position: number;
}

/** The time in which half of the distance to another item is covered, in ms. */
const STEP_HALF_LIFE = 60;

const itemKey = (id: string, copy: number): string => `${id} ${copy}`;

/**
 * Moves the items of a row as an endless marquee: one compositor animation for each segment, all of the same distance
 * and duration, each with its own phase. The segments are small boxes, because Firefox leaves boxes over 4,096 device
 * px to the main thread, and WebKit tiles boxes over 1,280 px. The position is a pure function of the clock, so the
 * marquee never has to catch up. The anchor, an item in view, keeps its position when widths change.
 *
 * @param onFitChanged called when another number of copies, or of items in a segment, fits the viewport better
 * @param now a clock in ms that goes on within a task; `document.timeline` stands still there (602 ms in Firefox)
 */
export function createMarquee(
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
  now = () => performance.now(),
): Marquee {
  const animations = createSegmentAnimations();
  let viewport: HTMLElement | undefined;
  let segments: readonly HTMLElement[] = [];
  /** All items of all segments in document order, and the key of each. */
  let items: readonly Element[] = [];
  let keys: readonly string[] = [];
  let indexByKey: ReadonlyMap<string, number> = new Map();
  /** Undefined until the segments have been measured. */
  let track: MeasuredTrack | undefined;
  /** The anchor for segments that have not been measured yet. */
  let pendingAnchor: Anchor | undefined;
  let anchorX: number | undefined;
  let isRunning = false;
  /** The pace at which the marquee runs; set before the first measurement. */
  let pixelsPerMs = 0;
  let curve: MotionCurve = steady(0, now(), 0);
  let frameRequest = 0;
  let parkingTimer: ReturnType<typeof setTimeout> | undefined;

  const measurer = createTrackMeasurer((measured) => {
    const anchor = pendingAnchor ?? findAnchor();
    pendingAnchor = undefined;
    track = measured;
    const start = anchor && itemStarts(track, 0)[indexByKey.get(anchor.key) ?? -1];
    if (anchor && start !== undefined) shift(start - anchor.start - anchor.position);
    updateAnimations();
  }, onFitChanged);

  /**
   * Finds the item that keeps its position.
   *
   * @param nextKeys the keys of the items of the next row, if only those are eligible; by default all items are
   */
  const findAnchor = (nextKeys?: readonly (string | undefined)[]): Anchor | undefined => {
    const position = positionAt(curve, now());
    const eligible = nextKeys && new Set(nextKeys);
    const starts = itemStarts(track, position).map((start, index) =>
      !eligible || eligible.has(keys[index]) ? start : NaN,
    );
    const index = anchorIndex(starts, anchorX);
    const key = keys[index];
    const start = starts[index];
    return key === undefined || start === undefined ? undefined : { key, start, position };
  };

  /** Moves the curve to another position without a change of the motion itself. */
  const shift = (distance: number): void => {
    curve = { ...curve, position: curve.position + distance };
  };

  /** Sets the curve. A curve that comes to rest is changed so that it ends on a whole device pixel. */
  const setCurve = (next: MotionCurve): void => {
    curve = next;
    if (next.pixelsPerMs) return;
    const rest = snapToDevicePixel(next.position + next.extraDistance, devicePixelRatio);
    curve = next.extraDistance ? { ...next, extraDistance: rest - next.position } : { ...next, position: rest };
  };

  const glideBy = (distance: number): void => {
    const time = now();
    const position = positionAt(curve, time);
    const extraDistance = targetAt(curve, time) + distance - position;
    setCurve({ position, time, pixelsPerMs: curve.pixelsPerMs, extraDistance, halfLife: STEP_HALF_LIFE });
    placeSegments();
  };

  /** Brings the animations in line with another layout, pace or direction. */
  const updateAnimations = (): void => {
    if (!track || !viewport) return;
    animations.setPath(track.layout, pixelsPerMs, viewport.matches(':dir(rtl)'));
    placeSegments();
  };

  /**
   * Puts each segment where it belongs at this time. This is repeated in each frame only while the pace changes; at a
   * uniform pace the compositor moves the segments by itself.
   */
  const placeSegments = (): void => {
    if (!track) return;
    const time = now();
    const isUniform = isSteady(curve, time);
    if (isUniform) curve = steady(targetAt(curve, time), time, curve.pixelsPerMs);
    const isRunningUniformly = isUniform && curve.pixelsPerMs !== 0;
    const distanceToUnpark = animations.place(
      segments,
      segmentPositions(track.layout, positionAt(curve, time)),
      parkingDistance(items.length, measurer.viewportWidth(), pixelsPerMs),
      isRunningUniformly ? time : undefined,
    );
    if (!isUniform) frameRequest ||= requestAnimationFrame(onFrame);
    clearTimeout(parkingTimer);
    if (isRunningUniformly && distanceToUnpark < Infinity)
      parkingTimer = setTimeout(placeSegments, distanceToUnpark / pixelsPerMs);
  };

  const onFrame = (): void => {
    frameRequest = 0;
    placeSegments();
  };

  return {
    setSegments(nextSegments, copies) {
      const nextKeys = nextSegments.flatMap(({ children }, index) => {
        const copy = Math.floor((index * copies) / nextSegments.length);
        return Array.from(children, (item) => itemKey(item.getAttribute('data-id') ?? '', copy));
      });
      const isSameRow = nextSegments[0] === segments[0] && nextSegments.length === segments.length;
      if (isSameRow && String(nextKeys) === String(keys)) return void updateAnimations();
      pendingAnchor ??= findAnchor(nextKeys);
      for (const segment of segments) if (!nextSegments.includes(segment)) animations.release(segment);
      clearTimeout(parkingTimer);
      viewport = nextSegments[0]?.closest<HTMLElement>('.viewport') ?? undefined;
      segments = nextSegments;
      items = segments.flatMap(({ children }) => [...children]);
      keys = nextKeys;
      indexByKey = new Map(keys.map((key, index) => [key, index]));
      track = undefined;
      measurer.observe(viewport, segments, copies);
    },
    setSpeed(pxPerSecond) {
      if (pixelsPerMs === pxPerSecond / 1000) return;
      const time = now();
      pixelsPerMs = pxPerSecond / 1000;
      setCurve(steady(positionAt(curve, time), time, isRunning ? pixelsPerMs : 0));
      updateAnimations();
    },
    setRunning(nextRunning, halfLife, velocity) {
      if (nextRunning === isRunning && velocity === undefined) return;
      const time = now();
      isRunning = nextRunning;
      const pace = isRunning ? pixelsPerMs : 0;
      if (halfLife && track) setCurve(changePace(curve, time, pace, halfLife, velocity));
      else setCurve(steady(positionAt(curve, time), time, pace));
      placeSegments();
    },
    moveBy(distance) {
      shift(distance);
      placeSegments();
    },
    step(direction) {
      glideBy(distanceToStep(itemStarts(track, targetAt(curve, now())), direction));
    },
    reveal(element, toStart) {
      const index = items.findIndex((item) => item.contains(element));
      const start = itemStarts(track, targetAt(curve, now()))[index];
      const item = track?.items[index];
      if (start === undefined || !item) return;
      const overflow = start + item.width - measurer.viewportWidth();
      if (toStart || start < 0) glideBy(start);
      else if (overflow > 0) glideBy(Math.min(start, overflow));
    },
    setAnchor(x) {
      anchorX = x;
    },
    itemsNearViewport(reach) {
      const measured = track;
      if (!measured) return () => true;
      const time = now();
      const position = positionAt(curve, time);
      const remaining = targetAt(curve, time) - position;
      const min = Math.min(0, remaining);
      const max = measurer.viewportWidth() + Math.max(0, remaining) + reach;
      const starts = itemStarts(measured, position);
      return (id, copy) => {
        const index = indexByKey.get(itemKey(id, copy)) ?? -1;
        const start = starts[index];
        const item = measured.items[index];
        if (start === undefined || !item) return true;
        const isNear = (x: number): boolean => x < max && x + item.width > min;
        // An item that will come back at the start of the viewport stands at the other end of the track until then.
        return isNear(start) || isNear(start - measured.layout.length);
      };
    },
  };
}
