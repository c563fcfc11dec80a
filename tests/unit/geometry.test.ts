import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorOf, copiesFor, geometryOf, positionsOf } from '../../src/motion/geometry.js';

const width = fc.double({ min: 60, max: 900, noNaN: true });
const rows = fc.record({
  period: fc.array(width, { minLength: 1, maxLength: 30 }),
  viewport: fc.double({ min: 1, max: 1800, noNaN: true }),
  scroll: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
});

/** A row with as many copies as it needs. */
function row(period: readonly number[], viewport: number) {
  const sum = period.reduce((total, one) => total + one, 0);
  const copies = copiesFor(sum, geometryOf(period, viewport).lead, viewport);
  const widths = Array.from({ length: copies }, () => period).flat();
  return { geometry: geometryOf(widths, viewport), widths };
}

describe('the belt', () => {
  test('covers the viewport without a gap or an overlap, wherever it stands', () => {
    fc.assert(
      fc.property(rows, ({ period, viewport, scroll }) => {
        const { geometry, widths } = row(period, viewport);
        const boxes = positionsOf(geometry, scroll).map((start, index) => ({ start, wide: widths[index]! }));
        boxes.sort((one, other) => one.start - other.start);
        let edge = boxes[0]!.start;
        expect(edge).toBeLessThanOrEqual(1e-6);
        for (const { start, wide } of boxes) {
          if (start > viewport) break;
          expect(Math.abs(start - edge)).toBeLessThan(1e-5);
          edge = start + wide;
        }
        expect(edge).toBeGreaterThanOrEqual(Math.min(viewport, edge));
        expect(Math.max(...boxes.map(({ start, wide }) => start + wide))).toBeGreaterThanOrEqual(viewport);
      }),
      { numRuns: 2000 },
    );
  });

  test('wraps an item only where it is out of sight', () => {
    fc.assert(
      fc.property(rows, ({ period, viewport, scroll }) => {
        const { geometry, widths } = row(period, viewport);
        const afterwards = positionsOf(geometry, scroll + 1);
        positionsOf(geometry, scroll).forEach((before, index) => {
          const wide = widths[index]!;
          const after = afterwards[index]!;
          if (Math.abs(before - 1 - after) < 1e-6) return;
          expect(before + wide).toBeLessThanOrEqual(0);
          expect(after).toBeGreaterThanOrEqual(viewport - 1);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('comes back after one length', () => {
    fc.assert(
      fc.property(rows, ({ period, viewport, scroll }) => {
        const { geometry } = row(period, viewport);
        const there = positionsOf(geometry, scroll + geometry.length)[0]! - positionsOf(geometry, scroll)[0]!;
        // At the wrap itself rounding may land it on either end.
        expect(Math.min(Math.abs(there), geometry.length - Math.abs(there))).toBeLessThan(1e-5);
      }),
    );
  });

  test('needs no copy where the items are longer than the strip, and no more than fill it', () => {
    expect(copiesFor(1400, 208, 800)).toBe(1);
    expect(copiesFor(510, 178, 1280)).toBe(3);
    expect(copiesFor(10, 18, 8000)).toBe(32);
  });

  test('leaves empty belt, not an overlap, where copies are capped', () => {
    const geometry = geometryOf([10, 10], 500);
    expect(geometry.length).toBe(518);
  });
});

test('the anchor is the first item that starts in sight', () => {
  expect(anchorOf([-50, 150, 50, 700])).toBe(2);
  expect(anchorOf([0])).toBe(0);
  expect(anchorOf([-1])).toBe(-1);
  expect(anchorOf([])).toBe(-1);
});
