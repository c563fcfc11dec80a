import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  targetAt,
  steady,
  isSteady,
  positionAt,
  changePace,
  velocityAt,
  type MotionCurve,
} from '../../../src/motion/motion-curve.js';

const px = fc.double({ min: -1e6, max: 1e6, noNaN: true });
/** px per ms; 2,000 px a second is the fastest strip, and a hand is faster. */
const pace = fc.double({ min: -5, max: 5, noNaN: true });
const half = fc.double({ min: 10, max: 1000, noNaN: true });
const time = fc.double({ min: 0, max: 1e7, noNaN: true });
const wait = fc.double({ min: 0, max: 5000, noNaN: true });

const courses: fc.Arbitrary<MotionCurve> = fc.record({
  from: px,
  at: time,
  pace,
  extra: fc.double({ min: -3000, max: 3000, noNaN: true }),
  half,
});

/** What less than this is off nobody will ever measure: px. */
const NOTHING = 1e-5;

const near = (one: number, other: number, by = NOTHING): void => expect(Math.abs(one - other)).toBeLessThanOrEqual(by);

describe('a turn into another pace', () => {
  test('begins where the marquee is, and as fast as it is there', () => {
    fc.assert(
      fc.property(courses, wait, pace, half, (before, later, pace, half) => {
        const at = before.at + later;
        const after = changePace(before, at, pace, half);
        near(positionAt(after, at), positionAt(before, at));
        near(velocityAt(after, at), velocityAt(before, at), 1e-9);
      }),
    );
  });

  test('begins as fast as the hand that let it go', () => {
    fc.assert(
      fc.property(courses, wait, pace, half, pace, (before, later, pace, half, velocity) => {
        const at = before.at + later;
        const after = changePace(before, at, pace, half, velocity);
        near(positionAt(after, at), positionAt(before, at));
        near(velocityAt(after, at), velocity, 1e-9);
      }),
    );
  });

  test('ends at that pace, and on the place that it aimed at from the start', () => {
    fc.assert(
      fc.property(courses, wait, pace, half, (before, later, pace, half) => {
        const at = before.at + later;
        const after = changePace(before, at, pace, half);
        const end = at + 40 * half;
        expect(isSteady(after, end)).toBe(true);
        near(velocityAt(after, end), pace, 1e-6);
        near(positionAt(after, end), targetAt(after, end));
        near(targetAt(after, end), targetAt(after, at) + pace * (end - at));
      }),
    );
  });

  test('changes the pace in one direction only: a stop is never a start backwards', () => {
    fc.assert(
      fc.property(courses, wait, pace, half, fc.array(wait), (before, later, pace, half, waits) => {
        const at = before.at + later;
        const after = changePace(before, at, pace, half);
        const velocities = [0, ...waits.toSorted((one, other) => one - other)].map((ms) => velocityAt(after, at + ms));
        const way = Math.sign(pace - velocities[0]!);
        velocities.slice(1).forEach((velocity, index) => {
          expect((velocity - velocities[index]!) * way).toBeGreaterThanOrEqual(-1e-9);
          expect((pace - velocity) * way).toBeGreaterThanOrEqual(-1e-9);
        });
      }),
    );
  });

  test('takes half of the change in its half-time: a stop from 60 px a second is over before a reader waits for it', () => {
    const stop = changePace(steady(0, 0, 0.06), 0, 0, 40);
    expect(velocityAt(stop, 40)).toBeCloseTo(0.03);
    expect(velocityAt(stop, 80)).toBeCloseTo(0.015);
    expect(isSteady(stop, 250)).toBe(true);
    expect(isSteady(stop, 100)).toBe(false);
  });
});

describe('a course', () => {
  test('goes as fast as it says', () => {
    fc.assert(
      fc.property(courses, wait, (course, later) => {
        const at = course.at + later + 1;
        const went = positionAt(course, at + 0.5) - positionAt(course, at - 0.5);
        // The third derivative is what is left of the difference.
        near(went, velocityAt(course, at), 1e-4 + Math.abs(course.extra) * (Math.LN2 / course.half) ** 3);
      }),
    );
  });

  test('leads to its aim without ever going beyond it', () => {
    fc.assert(
      fc.property(courses, wait, wait, (course, one, more) => {
        const [sooner, later] = [course.at + one, course.at + one + more];
        const left = (at: number): number => targetAt(course, at) - positionAt(course, at);
        expect(left(sooner) * course.extra).toBeGreaterThanOrEqual(-NOTHING);
        expect(Math.abs(left(later))).toBeLessThanOrEqual(Math.abs(left(sooner)) + NOTHING);
        near(left(sooner + course.half), left(sooner) / 2);
      }),
    );
  });

  test('is even from the start where it has only a pace', () => {
    fc.assert(
      fc.property(px, time, pace, wait, (from, at, pace, later) => {
        const course = steady(from, at, pace);
        expect(isSteady(course, at)).toBe(true);
        near(positionAt(course, at), from);
        near(positionAt(course, at + later), from + pace * later);
        near(targetAt(course, at + later), positionAt(course, at + later));
        near(velocityAt(course, at + later), pace);
      }),
    );
  });

  test('goes past what it has still to go only when that is less than is seen', () => {
    fc.assert(
      fc.property(courses, wait, (course, later) => {
        const at = course.at + later;
        if (isSteady(course, at)) near(positionAt(course, at), targetAt(course, at), 0.05);
        else expect(Math.abs(positionAt(course, at) - targetAt(course, at))).toBeGreaterThan(0.04);
      }),
    );
  });
});

describe('the same path at 30, 60, 120 and 144 frames a second', () => {
  const EASE = 40;
  const happens = fc.record({
    /** Since what happened before. */
    after: fc.integer({ min: 0, max: 3000 }),
    pace: fc.constantFrom(0, 0.06, 0.3),
    half: fc.constantFrom(EASE),
  });

  /** Where the marquee is in the end, when it looks so often and forgets what has come to nothing, as the marquee does. */
  function travelled(turns: readonly { after: number; pace: number; half: number }[], rate: number): number {
    let course = steady(0, 0, 0.06);
    let now = 0;
    let next = 0;
    for (const { after, pace, half } of turns) {
      const end = now + after;
      for (; next < end; next += 1000 / rate) {
        if (isSteady(course, next)) course = steady(targetAt(course, next), next, course.pace);
      }
      course = changePace(course, end, pace, half);
      now = end;
    }
    return positionAt(course, now + 5000);
  }

  test('leads to the same place, whatever is done to the marquee', () => {
    fc.assert(
      fc.property(fc.array(happens, { maxLength: 20 }), (turns) => {
        const [first, ...others] = [30, 60, 120, 144].map((rate) => travelled(turns, rate));
        // Less than is seen may be forgotten at each turn, and once more with the speed that it had.
        for (const other of others) near(other, first!, 0.1 * (turns.length + 1));
      }),
    );
  });

  test('has the same place at the same moment, to the last digit, when nothing is forgotten', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: 0, max: 100 }), (course, tenths) => {
        // A pure function of the time: looking at it on the way changes nothing.
        const at = course.at + tenths * 100;
        const before = positionAt(course, at);
        for (const rate of [30, 60, 120, 144]) for (let i = 0; i < rate; i++) positionAt(course, course.at + i / rate);
        expect(positionAt(course, at)).toBe(before);
      }),
    );
  });
});
