/**
 * The motion of the marquee, in CSS px and ms. It is a uniform motion plus an extra distance: in each half-life, half
 * of the rest of the extra distance is covered. The position is a pure function of the clock: it is the same at 30 and
 * at 144 Hz, and after a stall there is nothing to catch up with.
 *
 * This one form serves for every motion: for a stop and a start (the extra distance is then what the gradual change of
 * pace gains or loses), for the momentum of a swipe, and for the glide to another item.
 */
export interface MotionCurve {
  /** The position at `time`, in CSS px. */
  readonly position: number;
  /** The time at which the curve begins, in ms. */
  readonly time: number;
  /** The pace of the uniform motion, in CSS px per ms; 0 for a motion that comes to rest. */
  readonly pixelsPerMs: number;
  /** The distance still to cover at `time`, in addition to the uniform motion, in CSS px; negative for a motion back. */
  readonly extraDistance: number;
  /** The time in which half of the remaining extra distance is covered, in ms. */
  readonly halfLife: number;
}

/** A remaining distance of less than this cannot be seen, in CSS px. */
const INVISIBLE_DISTANCE = 0.05;

/** Creates a curve of uniform motion; a pace of 0 is rest. */
export const steady = (position: number, time: number, pixelsPerMs: number): MotionCurve => ({
  position,
  time,
  pixelsPerMs,
  extraDistance: 0,
  halfLife: 1,
});

/** Returns the part of the extra distance that is still to cover at a time, in CSS px. */
const remainingDistance = (curve: MotionCurve, time: number): number =>
  curve.extraDistance * 2 ** ((curve.time - time) / curve.halfLife);

/** Returns the position at a time, in CSS px. */
export const positionAt = (curve: MotionCurve, time: number): number =>
  targetAt(curve, time) - remainingDistance(curve, time);

/** Returns the velocity at a time, in CSS px per ms. */
export const velocityAt = (curve: MotionCurve, time: number): number =>
  curve.pixelsPerMs + (remainingDistance(curve, time) * Math.LN2) / curve.halfLife;

/** Whether nothing visible is left of the extra distance at a time, so that only the uniform motion remains. */
export const isSteady = (curve: MotionCurve, time: number): boolean =>
  Math.abs(remainingDistance(curve, time)) < INVISIBLE_DISTANCE;

/**
 * Creates a curve that goes on from the position of another curve and changes to another pace.
 *
 * @param halfLife the time in which half of the change of pace has happened, in ms
 * @param velocity the velocity to begin with, in CSS px per ms; by default the velocity of the other curve at that time
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

/** Returns the position at a time as if all of the extra distance had been covered: where a glide will have led to. */
export const targetAt = (curve: MotionCurve, time: number): number =>
  curve.position + curve.pixelsPerMs * (time - curve.time) + curve.extraDistance;
