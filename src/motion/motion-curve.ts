/**
 * Where the marquee is at any time, in CSS px and ms: a uniform pace, and a way beyond it that fades by halves. A pure function
 * of the clock: the same at 30 and at 144 Hz, and nothing to catch up with after a stall.
 *
 * One form serves for all that moves: stop and start (the way that is lost or gained on it), the momentum of a swipe, and a
 * step to another item.
 */
export interface MotionCurve {
  /** Where it was at the time `at`. */
  readonly from: number;
  readonly at: number;
  /** px per ms in the end. */
  readonly pace: number;
  /** The way beyond `pace` that is still to go at the time `at`. */
  readonly extra: number;
  /** Half of that has been gone after so many ms. */
  readonly half: number;
}

/** Less than this nobody sees. */
const NEAR = 0.05;

export const steady = (from: number, at: number, pace: number): MotionCurve => ({ from, at, pace, extra: 0, half: 1 });

const left = ({ at, extra, half }: MotionCurve, time: number): number => extra * 2 ** ((at - time) / half);

export const positionAt = (course: MotionCurve, time: number): number =>
  course.from + course.pace * (time - course.at) + course.extra - left(course, time);

/** px per ms. */
export const velocityAt = (course: MotionCurve, time: number): number =>
  course.pace + (left(course, time) * Math.LN2) / course.half;

/** Whether nothing but the uniform pace is left. */
export const isSteady = (course: MotionCurve, time: number): boolean => Math.abs(left(course, time)) < NEAR;

/** From where it is, and as fast as it is there, into another pace. */
export const changePace = (
  course: MotionCurve,
  time: number,
  pace: number,
  half: number,
  velocity = velocityAt(course, time),
): MotionCurve => ({
  from: positionAt(course, time),
  at: time,
  pace,
  extra: ((velocity - pace) * half) / Math.LN2,
  half,
});

/** Where it would be now, had it no way left to go. */
export const targetAt = ({ from, at, pace, extra }: MotionCurve, time: number): number =>
  from + pace * (time - at) + extra;
