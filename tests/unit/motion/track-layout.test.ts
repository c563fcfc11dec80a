import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchorIndex,
  copiesNeeded,
  layOutTrack,
  SINGLE_ITEM_LIMIT,
  segmentCapacity,
  segmentPositions,
  snapToDevicePixel,
  distanceToStep,
} from '../../../src/motion/track-layout.js';

const width = fc.double({ min: 60, max: 900, noNaN: true });
const rows = fc.record({
  period: fc.array(width, { minLength: 1, maxLength: 30 }),
  viewport: fc.double({ min: 1, max: 1800, noNaN: true }),
  scroll: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
});

/** A row with as many copies as it needs. */
function row(period: readonly number[], viewport: number) {
  const sum = period.reduce((total, one) => total + one, 0);
  const copies = copiesNeeded(sum, layOutTrack(period, viewport).lead, viewport);
  const widths = Array.from({ length: copies }, () => period).flat();
  return { geometry: layOutTrack(widths, viewport), widths };
}

describe('the marquee', () => {
  test('covers the viewport without a gap or an overlap, wherever it stands', () => {
    fc.assert(
      fc.property(rows, ({ period, viewport, scroll }) => {
        const { geometry, widths } = row(period, viewport);
        const boxes = segmentPositions(geometry, scroll).map((start, index) => ({ start, wide: widths[index]! }));
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
        const afterwards = segmentPositions(geometry, scroll + 1);
        segmentPositions(geometry, scroll).forEach((before, index) => {
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
        const there = segmentPositions(geometry, scroll + geometry.length)[0]! - segmentPositions(geometry, scroll)[0]!;
        // At the wrap itself rounding may land it on either end.
        expect(Math.min(Math.abs(there), geometry.length - Math.abs(there))).toBeLessThan(1e-5);
      }),
    );
  });

  test('needs no copy where the items are longer than the strip, and no more than fill it', () => {
    expect(copiesNeeded(1400, 208, 800)).toBe(1);
    expect(copiesNeeded(510, 178, 1280)).toBe(3);
    expect(copiesNeeded(10, 18, 8000)).toBe(32);
  });

  test('leaves empty marquee, not an overlap, where copies are capped', () => {
    const geometry = layOutTrack([10, 10], 500);
    expect(geometry.length).toBe(518);
  });
});

const starts = fc.array(fc.double({ min: -2000, max: 2000, noNaN: true }), { maxLength: 40 });

describe('the anchor', () => {
  test('is the first item that starts in sight', () => {
    expect(anchorIndex([-50, 150, 50, 700])).toBe(2);
    expect(anchorIndex([0])).toBe(0);
    expect(anchorIndex([-1])).toBe(-1);
    expect(anchorIndex([])).toBe(-1);
  });

  test('is the item under the pointer, where there is one', () => {
    expect(anchorIndex([-50, 150, 50, 700], 149)).toBe(2);
    expect(anchorIndex([-50, 150, 50, 700], 150)).toBe(1);
    expect(anchorIndex([-50, 150, 50, 700], 20)).toBe(0);
    expect(anchorIndex([-50, 150, 50, 700], 5000)).toBe(3);
  });

  test('is the first in sight where nothing is under the pointer', () => {
    expect(anchorIndex([50, 150], 20)).toBe(0);
    expect(anchorIndex([], 20)).toBe(-1);
  });

  test('leaves out what does not stay', () => {
    expect(anchorIndex([NaN, 50, 20])).toBe(2);
    expect(anchorIndex([NaN, 50, 20], 10)).toBe(2);
    expect(anchorIndex([10, NaN, 50], 40)).toBe(0);
    expect(anchorIndex([NaN, NaN])).toBe(-1);
  });

  test('has nothing between it and the eye', () => {
    fc.assert(
      fc.property(starts, fc.option(fc.double({ min: 0, max: 2000, noNaN: true }), { nil: undefined }), (all, eye) => {
        const anchor = all[anchorIndex(all, eye)];
        const under = all.some((x) => x <= eye!);
        for (const x of all) {
          if (under) expect(x <= eye! && x > anchor!).toBe(false);
          else expect(x >= 0 && x < anchor!).toBe(false);
        }
        if (under) expect(anchor).toBeLessThanOrEqual(eye!);
        else if (all.some((x) => x >= 0)) expect(anchor).toBeGreaterThanOrEqual(0);
        else expect(anchor).toBe(undefined);
      }),
    );
  });
});

describe('a segment', () => {
  const ratio = fc.constantFrom(1, 1.25, 1.5, 2, 3, 4);
  const widest = fc.double({ min: 20, max: 3000, noNaN: true });

  const items = fc.integer({ min: SINGLE_ITEM_LIMIT + 1, max: 500 });
  const mostOf = (ratio: number): number => Math.min(1000, 3600 / ratio);

  test('holds one item while they are few', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: SINGLE_ITEM_LIMIT }), widest, ratio, (items, widest, ratio) => {
        expect(segmentCapacity(items, 1, widest, widest, ratio)).toBe(1);
      }),
    );
  });

  test('of many is as long as every engine can move at once, and no longer', () => {
    fc.assert(
      fc.property(items, widest, ratio, (items, widest, ratio) => {
        const most = mostOf(ratio);
        for (const [present, segment] of [
          [1, widest],
          [50, most + 1],
        ] as const) {
          const count = segmentCapacity(items, present, segment, widest, ratio);
          expect(Number.isInteger(count) && count >= 1).toBe(true);
          if (count > 1) expect(count * widest).toBeLessThanOrEqual(most);
          expect((count + 1) * widest).toBeGreaterThan(most);
        }
      }),
    );
  });

  test('keeps the items that it has for as long as they fit, also where there are only a few yet', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.integer({ min: 2, max: 50 }),
        widest,
        ratio,
        (items, present, segment, ratio) => {
          const count = segmentCapacity(items, present, segment, segment / present, ratio);
          if (segment <= mostOf(ratio)) expect(count).toBe(present);
          else expect(count).toBeLessThan(present);
        },
      ),
    );
  });
});

test('a whole device pixel is the nearest one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.constantFrom(0.5, 0.67, 1, 1.25, 1.5, 2, 3),
      (px, ratio) => {
        const whole = snapToDevicePixel(px, ratio);
        expect(Math.abs(whole - px)).toBeLessThanOrEqual(0.5 / ratio + 1e-9);
        expect(Math.abs(whole * ratio - Math.round(whole * ratio))).toBeLessThan(1e-6);
        expect(snapToDevicePixel(whole, ratio)).toBeCloseTo(whole, 9);
      },
    ),
  );
});

describe('a step', () => {
  test('goes to the next item that starts further on, or back to the last before', () => {
    expect(distanceToStep([-150, -40, 70, 300], 1)).toBe(70);
    expect(distanceToStep([-150, -40, 70, 300], -1)).toBe(-40);
  });

  test('from an item’s start leads to another item, also where rounding has left a hair', () => {
    expect(distanceToStep([-100, 0, 100], 1)).toBe(100);
    expect(distanceToStep([-100, 0, 100], -1)).toBe(-100);
    expect(distanceToStep([-100.4, -0.4, 99.6], -1)).toBe(-100.4);
    expect(distanceToStep([-99.6, 0.4, 100.4], 1)).toBe(100.4);
  });

  test('where there is nothing is none', () => {
    expect(distanceToStep([], 1)).toBe(0);
    expect(distanceToStep([-50, 0.5], 1)).toBe(0);
    expect(distanceToStep([50, -0.5], -1) || 0).toBe(0);
  });

  test('leaves no item out, and goes no other way', () => {
    fc.assert(
      fc.property(starts, fc.constantFrom<1 | -1>(1, -1), (all, direction) => {
        const way = distanceToStep(all, direction) * direction;
        const further = all.map((x) => x * direction).filter((x) => x > 1);
        expect(way).toBe(further.length ? Math.min(...further) : way);
        if (!further.length) expect(Math.abs(way)).toBe(0);
      }),
    );
  });

  test('on and back again comes back, on any marquee', () => {
    fc.assert(
      fc.property(rows, ({ period, viewport, scroll }) => {
        const { geometry, widths } = row(period, viewport);
        if (widths.length < 2) return;
        // From an item's start: there and back are the same two items then.
        const there = scroll + distanceToStep(segmentPositions(geometry, scroll), 1);
        const on = distanceToStep(segmentPositions(geometry, there), 1);
        const back = distanceToStep(segmentPositions(geometry, there + on), -1);
        if (on) expect(Math.abs(on + back)).toBeLessThan(1e-4);
      }),
    );
  });
});
