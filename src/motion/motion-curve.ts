/**
 * A motion of the marquee, in CSS px and ms. It consists of a steady movement and an extra distance. The extra distance
 * is the distance still to be covered beyond the steady movement, as in a glide to another item. The position depends
 * on the clock alone, so it is the same at frame rates of 30 and 144 Hz, and stays correct after a delay.
 *
 * All motions have this form: a stop, a start, the momentum of a swipe and a glide. In a stop, the extra distance is
 * the distance that the marquee covers while it slows down. In a start, the extra distance is negative, because a
 * marquee that accelerates gradually covers less than one that starts immediately.
 */
export interface MotionCurve {
  /** The position at `time`, in CSS px. */
  readonly position: number;
  /** The time in ms at which the curve begins. */
  readonly time: number;
  /** The pace of the steady movement, or 0 if the motion comes to rest. */
  readonly pixelsPerMs: number;
  /** The extra distance at `time` in CSS px. A negative distance leads towards earlier items. */
  readonly extraDistance: number;
  /** The time in ms in which half of the remaining extra distance is covered. */
  readonly halfLife: number;
}

/** The distance in CSS px below which a movement is invisible. */
const INVISIBLE_DISTANCE = 0.05;

/** Returns a curve without an extra distance. If the pace is 0, the marquee stands still. */
export const steady = (position: number, time: number, pixelsPerMs: number): MotionCurve => ({
  position,
  time,
  pixelsPerMs,
  extraDistance: 0,
  halfLife: 1,
});

/** Returns how much of the extra distance remains at `time`. */
const remainingDistance = (curve: MotionCurve, time: number): number =>
  curve.extraDistance * 2 ** ((curve.time - time) / curve.halfLife);

export const positionAt = (curve: MotionCurve, time: number): number =>
  targetAt(curve, time) - remainingDistance(curve, time);

/**
 * Returns a curve whose target is `distance` beyond the target of `curve`. The pace of the steady movement remains the
 * same.
 *
 * @param distance the distance in CSS px, negative towards earlier items
 * @param halfLife the time in ms in which half of the remaining distance is covered
 */
export function glide(curve: MotionCurve, time: number, distance: number, halfLife: number): MotionCurve {
  const position = positionAt(curve, time);
  const extraDistance = targetAt(curve, time) + distance - position;
  return { position, time, pixelsPerMs: curve.pixelsPerMs, extraDistance, halfLife };
}

/** Returns the velocity at `time` in CSS px per ms. */
export const velocityAt = (curve: MotionCurve, time: number): number =>
  curve.pixelsPerMs + (remainingDistance(curve, time) * Math.LN2) / curve.halfLife;

/**
 * Returns whether the remaining extra distance is too short to be visible at `time`, so that only the steady movement
 * matters.
 */
export const isSteady = (curve: MotionCurve, time: number): boolean =>
  Math.abs(remainingDistance(curve, time)) < INVISIBLE_DISTANCE;

/**
 * Returns a curve that continues from the position of `curve` at `time`, and gradually changes to the pace
 * `pixelsPerMs`.
 *
 * @param halfLife the time in ms in which half of the change of pace happens
 * @param velocity the initial velocity in CSS px per ms, by default the velocity of `curve` at `time`
 */
export const changePace = (
  curve: MotionCurve,
  time: number,
  pixelsPerMs: number,
  halfLife: number,
  velocity = velocityAt(curve, time),
): MotionCurve => ({
  position: positionAt(curve, time),
  time,
  pixelsPerMs,
  extraDistance: ((velocity - pixelsPerMs) * halfLife) / Math.LN2,
  halfLife,
});

/**
 * Returns the position that the curve would have at `time` if the whole extra distance had been covered by then. If the
 * pace is 0, the curve ends at this position.
 */
export const targetAt = (curve: MotionCurve, time: number): number =>
  curve.position + curve.pixelsPerMs * (time - curve.time) + curve.extraDistance;
