import { createTrackMeasurer, distanceToItem, isItemBetween, itemStarts, type MeasuredTrack } from './measure.js';
import { changePace, glide, isSteady, positionAt, steady, targetAt, type MotionCurve } from './motion-curve.js';
import type { Fitter } from './fit.js';
import { viewportOf, type Mover } from './mover.js';
import { createSegmentAnimations } from './segment-animations.js';
import { anchorIndex, distanceToStep, parkingDistance, segmentPositions, snapToDevicePixel } from './track-layout.js';

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
 * Creates a mover of an endless marquee. The row is repeated until it fills the viewport. The position of the marquee is
 * the distance in CSS px that the copies have moved towards the start of the viewport. A glide is the eased movement
 * after a step or swipe. Each segment has its own compositor animation. All animations have the same distance and duration
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
  fitter: Fitter,
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
  now = () => performance.now(),
): Mover {
  const animations = createSegmentAnimations(() => updateAnimations());
  let segments: readonly HTMLElement[] = [];
  /** The key of each item of all segments, in document order. */
  let keys: readonly string[] = [];
  let indexByKey: ReadonlyMap<string, number> = new Map();
  /** Undefined until the segments have been measured. */
  let track: MeasuredTrack | undefined;
  /** The anchor to use when the current segments are measured for the first time. */
  let pendingAnchor: Anchor | undefined;
  let anchorX: number | undefined;
  let isRunning = false;
  /** The pace of the marquee while it is running. `set` must be called before the first measurement. */
  let pixelsPerMs = 0;
  let curve: MotionCurve = steady(0, now(), 0);
  let frameRequest = 0;
  let parkingTimer: ReturnType<typeof setTimeout> | undefined;

  const measurer = createTrackMeasurer(
    fitter,
    (measured) => {
      const anchor = pendingAnchor ?? findAnchor();
      pendingAnchor = undefined;
      track = measured;
      const start = anchor && itemStarts(track, 0)[indexByKey.get(anchor.key) ?? -1];
      if (anchor && start !== undefined) shift(start - anchor.start - anchor.position);
      updateAnimations();
    },
    onFitChanged,
  );

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
    if (!track) return;
    animations.setPath(track.layout, pixelsPerMs, track.isRightToLeft);
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
      parkingDistance(track.items.length, measurer.viewportWidth(), pixelsPerMs),
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
    handlesInput: true,
    setSegments(nextSegments, copies) {
      const nextKeys = nextSegments.flatMap(({ children }, index) => {
        const copy = Math.floor((index * copies) / nextSegments.length);
        return [...children].map((item) => itemKey(item.getAttribute('data-id') ?? '', copy));
      });
      const isSameRow = nextSegments[0] === segments[0] && nextSegments.length === segments.length;
      if (isSameRow && String(nextKeys) === String(keys)) return;
      pendingAnchor ??= findAnchor(nextKeys);
      for (const segment of segments) if (!nextSegments.includes(segment)) animations.release(segment);
      clearTimeout(parkingTimer);
      segments = nextSegments;
      keys = nextKeys;
      indexByKey = new Map(keys.map((key, index) => [key, index]));
      track = undefined;
      measurer.observe(viewportOf(segments), segments, copies);
    },
    set({ speed }) {
      if (pixelsPerMs === speed / 1000) return;
      const time = now();
      pixelsPerMs = speed / 1000;
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
      const position = targetAt(curve, now());
      const distance = distanceToItem(track, position, element, measurer.viewportWidth(), toStart);
      if (distance) glideBy(distance);
    },
    setAnchor(x) {
      anchorX = x;
    },
    refit: () => measurer.refit(),
    repair() {
      if (!animations.areIntact()) updateAnimations();
    },
    itemsNearViewport(seconds) {
      const measured = track;
      if (!measured) return () => true;
      const time = now();
      const position = positionAt(curve, time);
      const remaining = targetAt(curve, time) - position;
      const min = Math.min(0, remaining);
      const max = measurer.viewportWidth() + Math.max(0, remaining) + seconds * 1000 * pixelsPerMs;
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
