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

const positions = fc.double({ min: -1e6, max: 1e6, noNaN: true });
/** In px per ms. The fastest strip runs at 2,000 px per second, and a swipe is faster. */
const paces = fc.double({ min: -5, max: 5, noNaN: true });
const halfLives = fc.double({ min: 10, max: 1000, noNaN: true });
const times = fc.double({ min: 0, max: 1e7, noNaN: true });
const delays = fc.double({ min: 0, max: 5000, noNaN: true });

const curves: fc.Arbitrary<MotionCurve> = fc.record({
  position: positions,
  time: times,
  pixelsPerMs: paces,
  extraDistance: fc.double({ min: -3000, max: 3000, noNaN: true }),
  halfLife: halfLives,
});

/** A difference below this many px cannot be measured by anybody. */
const TOLERANCE = 1e-5;

const expectClose = (actual: number, expected: number, tolerance = TOLERANCE): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);

describe('a change of pace', () => {
  test('begins at the position and the velocity of the marquee', () => {
    fc.assert(
      fc.property(curves, delays, paces, halfLives, (before, delay, pace, halfLife) => {
        const time = before.time + delay;
        const after = changePace(before, time, pace, halfLife);
        expectClose(positionAt(after, time), positionAt(before, time));
        expectClose(velocityAt(after, time), velocityAt(before, time), 1e-9);
      }),
    );
  });

  test('begins at the velocity of the pointer that released the marquee', () => {
    fc.assert(
      fc.property(curves, delays, paces, halfLives, paces, (before, delay, pace, halfLife, velocity) => {
        const time = before.time + delay;
        const after = changePace(before, time, pace, halfLife, velocity);
        expectClose(positionAt(after, time), positionAt(before, time));
        expectClose(velocityAt(after, time), velocity, 1e-9);
      }),
    );
  });

  test('ends at the new pace, and at the position that was its target from the beginning', () => {
    fc.assert(
      fc.property(curves, delays, paces, halfLives, (before, delay, pace, halfLife) => {
        const time = before.time + delay;
        const after = changePace(before, time, pace, halfLife);
        const end = time + 40 * halfLife;
        expect(isSteady(after, end)).toBe(true);
        expectClose(velocityAt(after, end), pace, 1e-6);
        expectClose(positionAt(after, end), targetAt(after, end));
        expectClose(targetAt(after, end), targetAt(after, time) + pace * (end - time));
      }),
    );
  });

  test('changes the velocity in one direction only: a stop never becomes a start backwards', () => {
    fc.assert(
      fc.property(curves, delays, paces, halfLives, fc.array(delays), (before, delay, pace, halfLife, laterDelays) => {
        const time = before.time + delay;
        const after = changePace(before, time, pace, halfLife);
        const elapsed = [0, ...laterDelays.toSorted((first, second) => first - second)];
        const velocities = elapsed.map((ms) => velocityAt(after, time + ms));
        const sign = Math.sign(pace - velocities[0]!);
        velocities.slice(1).forEach((velocity, index) => {
          expect((velocity - velocities[index]!) * sign).toBeGreaterThanOrEqual(-1e-9);
          expect((pace - velocity) * sign).toBeGreaterThanOrEqual(-1e-9);
        });
      }),
    );
  });

  test('happens by half in its half-life: a stop from 60 px per second ends before a reader has to wait for it', () => {
    const stop = changePace(steady(0, 0, 0.06), 0, 0, 40);
    expect(velocityAt(stop, 40)).toBeCloseTo(0.03);
    expect(velocityAt(stop, 80)).toBeCloseTo(0.015);
    expect(isSteady(stop, 250)).toBe(true);
    expect(isSteady(stop, 100)).toBe(false);
  });
});

describe('a motion curve', () => {
  test('moves at the velocity that it reports', () => {
    fc.assert(
      fc.property(curves, delays, (curve, delay) => {
        const time = curve.time + delay + 1;
        const distance = positionAt(curve, time + 0.5) - positionAt(curve, time - 0.5);
        // The remaining difference is the third derivative.
        const thirdDerivative = Math.abs(curve.extraDistance) * (Math.LN2 / curve.halfLife) ** 3;
        expectClose(distance, velocityAt(curve, time), 1e-4 + thirdDerivative);
      }),
    );
  });

  test('leads to its target and never beyond it', () => {
    fc.assert(
      fc.property(curves, delays, delays, (curve, firstDelay, secondDelay) => {
        const sooner = curve.time + firstDelay;
        const later = curve.time + firstDelay + secondDelay;
        const remainingAt = (time: number): number => targetAt(curve, time) - positionAt(curve, time);
        expect(remainingAt(sooner) * curve.extraDistance).toBeGreaterThanOrEqual(-TOLERANCE);
        expect(Math.abs(remainingAt(later))).toBeLessThanOrEqual(Math.abs(remainingAt(sooner)) + TOLERANCE);
        expectClose(remainingAt(sooner + curve.halfLife), remainingAt(sooner) / 2);
      }),
    );
  });

  test('is steady from the beginning where it has no extra distance', () => {
    fc.assert(
      fc.property(positions, times, paces, delays, (position, time, pace, delay) => {
        const curve = steady(position, time, pace);
        expect(isSteady(curve, time)).toBe(true);
        expectClose(positionAt(curve, time), position);
        expectClose(positionAt(curve, time + delay), position + pace * delay);
        expectClose(targetAt(curve, time + delay), positionAt(curve, time + delay));
        expectClose(velocityAt(curve, time + delay), pace);
      }),
    );
  });

  test('is steady only when the remaining distance cannot be seen', () => {
    fc.assert(
      fc.property(curves, delays, (curve, delay) => {
        const time = curve.time + delay;
        if (isSteady(curve, time)) expectClose(positionAt(curve, time), targetAt(curve, time), 0.05);
        else expect(Math.abs(positionAt(curve, time) - targetAt(curve, time))).toBeGreaterThan(0.04);
      }),
    );
  });
});

describe('the path at 30, 60, 120 and 144 frames per second', () => {
  interface Change {
    /** Time since the change before, in ms. */
    readonly delay: number;
    readonly pace: number;
    readonly halfLife: number;
  }

  const HALF_LIFE = 40;
  const changes = fc.record({
    delay: fc.integer({ min: 0, max: 3000 }),
    pace: fc.constantFrom(0, 0.06, 0.3),
    halfLife: fc.constantFrom(HALF_LIFE),
  });

  /** Returns the last position at a frame rate. In each frame a steady curve is replaced by a uniform one, as in the marquee. */
  function finalPosition(changesOfPace: readonly Change[], framesPerSecond: number): number {
    let curve = steady(0, 0, 0.06);
    let now = 0;
    let nextFrame = 0;
    for (const { delay, pace, halfLife } of changesOfPace) {
      const end = now + delay;
      for (; nextFrame < end; nextFrame += 1000 / framesPerSecond) {
        if (isSteady(curve, nextFrame)) curve = steady(targetAt(curve, nextFrame), nextFrame, curve.pixelsPerMs);
      }
      curve = changePace(curve, end, pace, halfLife);
      now = end;
    }
    return positionAt(curve, now + 5000);
  }

  test('leads to the same position after any changes of pace', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 20 }), (changesOfPace) => {
        const [first, ...others] = [30, 60, 120, 144].map((rate) => finalPosition(changesOfPace, rate));
        // At each change an invisible distance may be dropped, and once more the velocity that was left.
        for (const other of others) expectClose(other, first!, 0.1 * (changesOfPace.length + 1));
      }),
    );
  });

  test('has exactly the same position at the same time where nothing is dropped', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 0, max: 100 }), (curve, steps) => {
        // The position is a pure function of the time: reading it on the way changes nothing.
        const time = curve.time + steps * 100;
        const before = positionAt(curve, time);
        for (const rate of [30, 60, 120, 144]) for (let i = 0; i < rate; i++) positionAt(curve, curve.time + i / rate);
        expect(positionAt(curve, time)).toBe(before);
      }),
    );
  });
});
