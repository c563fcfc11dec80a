import { createTrackMeasurer, isItemBetween, itemStarts, type MeasuredTrack } from './measure.js';
import { changePace, glide, isSteady, positionAt, steady, targetAt, type MotionCurve } from './motion-curve.js';
import { createSegmentAnimations } from './segment-animations.js';
import { anchorIndex, distanceToStep, parkingDistance, segmentPositions, snapToDevicePixel } from './track-layout.js';

/**
 * Moves a row of items as an endless marquee. The row is repeated until it fills the viewport. Each repetition is a
 * copy, and the row itself is the first copy. A copy consists of segments, which are boxes of one or more items that
 * move as one. The position of the marquee is the distance in CSS px that the copies have moved towards the start of
 * the viewport. A glide is the eased movement after a step or swipe.
 */
export interface Marquee {
  /**
   * Sets the segments to move, in place of the previous segments. The motion continues. Call this method after each
   * rendering that has changed the items, the segments or the text direction of the row.
   *
   * @param segments the segments of all copies, beginning with the first copy. The children of a segment are its items.
   *   Items are identified by their `data-id`, so the element of an item may change.
   * @param copies the number of copies, including the first
   */
  setSegments(segments: readonly HTMLElement[], copies: number): void;
  /** Sets the pace, in CSS px per second, at which the marquee moves while it is running. */
  setSpeed(pxPerSecond: number): void;
  /**
   * Starts or stops the marquee.
   *
   * @param halfLife the time in ms in which half of the change of pace happens, or 0 for an immediate change
   * @param velocity the initial velocity in CSS px per ms, positive towards later items; by default the current one
   */
  setRunning(isRunning: boolean, halfLife: number, velocity?: number): void;
  /** Moves the marquee immediately by a distance in CSS px. A positive distance leads to later items. */
  moveBy(distance: number): void;
  /** Glides to the next item (1) or to the previous item (−1). */
  step(direction: 1 | -1): void;
  /**
   * Glides until the item that contains `element` is fully visible. If `toStart` is true, glides until this item is at
   * the start of the viewport. Otherwise, does nothing if the item is already fully visible.
   */
  reveal(element: Element, toStart?: boolean): void;
  /**
   * Sets the position of the pointer. The item under the pointer stays in place when widths change.
   *
   * @param x the distance in CSS px from the start of the viewport, or undefined if no pointer is over the viewport
   */
  setAnchor(x: number | undefined): void;
  /**
   * Returns a function that tests whether an item, in a given copy of the row, is near the viewport. An item is near if
   * it is visible or at most `reach` CSS px beyond the end of the viewport, either now or later in the current glide.
   * Unmeasured items count as near.
   */
  itemsNearViewport(reach: number): (id: string, copy: number) => boolean;
}

/** The item that stays in place when widths change, and the start of this item when the marquee is at `position`. */
interface Anchor {
  readonly key: string;
  readonly start: number;
  readonly position: number;
}

/** The time in ms in which a glide to another item covers half of the remaining distance. */
const STEP_HALF_LIFE = 60;

const itemKey = (id: string, copy: number): string => `${id} ${copy}`;

/**
 * Creates a marquee. Each segment has its own compositor animation. All animations have the same distance and duration
 * but different phases. Segments are kept small, because Firefox moves boxes wider than 4,096 device px on the main
 * thread, and WebKit splits boxes wider than 1,280 px into tiles. The position is computed from the clock alone, so it
 * stays correct if a frame is late. When widths change, the item under the pointer, or without a pointer the first
 * item, stays in place.
 *
 * @param onFitChanged called if the measured widths require a different number of copies or of items per segment
 * @param now returns the time in ms from a clock that advances during a task, unlike `document.timeline` (which lagged
 *   by 602 ms in Firefox)
 */
export function createMarquee(
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
  now = () => performance.now(),
): Marquee {
  const animations = createSegmentAnimations();
  let viewport: HTMLElement | undefined;
  let segments: readonly HTMLElement[] = [];
  /** The items of all segments in document order. */
  let items: readonly Element[] = [];
  /** The key of each item in `items`. */
  let keys: readonly string[] = [];
  let indexByKey: ReadonlyMap<string, number> = new Map();
  /** Undefined until the segments have been measured. */
  let track: MeasuredTrack | undefined;
  /** The anchor to use when the current segments are measured for the first time. */
  let pendingAnchor: Anchor | undefined;
  let anchorX: number | undefined;
  let isRunning = false;
  /** The pace of the marquee while it is running. `setSpeed` must be called before the first measurement. */
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
   * Returns the item that stays in place when widths change, or undefined if there is none.
   *
   * @param nextKeys the keys of the eligible items; by default, all items are eligible
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

  /** Adds a distance to the position, without changing the motion. */
  const shift = (distance: number): void => {
    curve = { ...curve, position: curve.position + distance };
  };

  /** Sets the curve. If the pace of the curve is 0, the end position of the curve is rounded to whole device pixels. */
  const setCurve = (next: MotionCurve): void => {
    curve = next;
    if (next.pixelsPerMs) return;
    const rest = snapToDevicePixel(next.position + next.extraDistance, devicePixelRatio);
    curve = next.extraDistance ? { ...next, extraDistance: rest - next.position } : { ...next, position: rest };
  };

  const glideBy = (distance: number): void => {
    setCurve(glide(curve, now(), distance, STEP_HALF_LIFE));
    placeSegments();
  };

  /** Applies the current layout, pace and text direction to the animations. */
  const updateAnimations = (): void => {
    if (!track || !viewport) return;
    animations.setPath(track.layout, pixelsPerMs, viewport.matches(':dir(rtl)'));
    placeSegments();
  };

  /**
   * Puts each segment at its current position. While the velocity changes, the function calls itself in each frame. At
   * a steady pace, the compositor moves the segments, and the function calls itself only to unpark segments. A parked
   * segment is far from the viewport and has no animation.
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
    if (!isUniform)
      frameRequest ||= requestAnimationFrame(() => {
        frameRequest = 0;
        placeSegments();
      });
    clearTimeout(parkingTimer);
    if (isRunningUniformly && distanceToUnpark < Infinity)
      parkingTimer = setTimeout(placeSegments, distanceToUnpark / pixelsPerMs);
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
        return start === undefined || !item || isItemBetween(measured, item.width, start, min, max);
      };
    },
  };
}
