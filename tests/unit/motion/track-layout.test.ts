import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchorIndex,
  copiesNeeded,
  layOutTrack,
  SINGLE_ITEM_LIMIT,
  itemsPerSegment,
  segmentPositions,
  snapToDevicePixel,
  distanceToReveal,
  distanceToStep,
} from '../../../src/motion/track-layout.js';

const itemWidths = fc.double({ min: 60, max: 900, noNaN: true });
const rows = fc.record({
  row: fc.array(itemWidths, { minLength: 1, maxLength: 30 }),
  viewport: fc.double({ min: 1, max: 1800, noNaN: true }),
  position: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
});

/** Lays out a row with as many copies as it needs. */
function filledTrack(row: readonly number[], viewport: number) {
  const rowLength = row.reduce((sum, width) => sum + width, 0);
  const copies = copiesNeeded(rowLength, layOutTrack(row, viewport).lead, viewport);
  const widths = Array.from({ length: copies }, () => row).flat();
  return { layout: layOutTrack(widths, viewport), widths };
}

describe('the track', () => {
  test('covers the viewport without a gap or an overlap at any position', () => {
    fc.assert(
      fc.property(rows, ({ row, viewport, position }) => {
        const { layout, widths } = filledTrack(row, viewport);
        const boxes = segmentPositions(layout, position).map((start, index) => ({ start, width: widths[index]! }));
        boxes.sort((first, second) => first.start - second.start);
        let edge = boxes[0]!.start;
        expect(edge).toBeLessThanOrEqual(1e-6);
        for (const { start, width } of boxes) {
          if (start > viewport) break;
          expect(Math.abs(start - edge)).toBeLessThan(1e-5);
          edge = start + width;
        }
        expect(edge).toBeGreaterThanOrEqual(Math.min(viewport, edge));
        expect(Math.max(...boxes.map(({ start, width }) => start + width))).toBeGreaterThanOrEqual(viewport);
      }),
      { numRuns: 2000 },
    );
  });

  test('wraps a segment only while it is out of sight', () => {
    fc.assert(
      fc.property(rows, ({ row, viewport, position }) => {
        const { layout, widths } = filledTrack(row, viewport);
        const positionsAfter = segmentPositions(layout, position + 1);
        segmentPositions(layout, position).forEach((before, index) => {
          const width = widths[index]!;
          const after = positionsAfter[index]!;
          if (Math.abs(before - 1 - after) < 1e-6) return;
          expect(before + width).toBeLessThanOrEqual(0);
          expect(after).toBeGreaterThanOrEqual(viewport - 1);
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('has the same positions again after the length of the track', () => {
    fc.assert(
      fc.property(rows, ({ row, viewport, position }) => {
        const { layout } = filledTrack(row, viewport);
        const before = segmentPositions(layout, position)[0]!;
        const distance = Math.abs(segmentPositions(layout, position + layout.length)[0]! - before);
        // At the wrap itself rounding may put the segment at either end.
        expect(Math.min(distance, layout.length - distance)).toBeLessThan(1e-5);
      }),
    );
  });

  test('needs no second copy where the items are longer than the viewport, else as many as fill it', () => {
    expect(copiesNeeded(1400, 208, 800)).toBe(1);
    expect(copiesNeeded(510, 178, 1280)).toBe(3);
    expect(copiesNeeded(10, 18, 8000)).toBe(32);
  });

  test('ends in an empty stretch and not in an overlap where the copies are capped', () => {
    const layout = layOutTrack([10, 10], 500);
    expect(layout.length).toBe(518);
  });
});

const starts = fc.array(fc.double({ min: -2000, max: 2000, noNaN: true }), { maxLength: 40 });

describe('the anchor', () => {
  test('is the first item that starts in the viewport', () => {
    expect(anchorIndex([-50, 150, 50, 700])).toBe(2);
    expect(anchorIndex([0])).toBe(0);
    expect(anchorIndex([-1])).toBe(-1);
    expect(anchorIndex([])).toBe(-1);
  });

  test('is the item under the pointer where there is one', () => {
    expect(anchorIndex([-50, 150, 50, 700], 149)).toBe(2);
    expect(anchorIndex([-50, 150, 50, 700], 150)).toBe(1);
    expect(anchorIndex([-50, 150, 50, 700], 20)).toBe(0);
    expect(anchorIndex([-50, 150, 50, 700], 5000)).toBe(3);
  });

  test('is the first item in the viewport where no item is under the pointer', () => {
    expect(anchorIndex([50, 150], 20)).toBe(0);
    expect(anchorIndex([], 20)).toBe(-1);
  });

  test('is never an item that is not eligible', () => {
    expect(anchorIndex([NaN, 50, 20])).toBe(2);
    expect(anchorIndex([NaN, 50, 20], 10)).toBe(2);
    expect(anchorIndex([10, NaN, 50], 40)).toBe(0);
    expect(anchorIndex([NaN, NaN])).toBe(-1);
  });

  test('is the item nearest to the pointer, or to the start of the viewport', () => {
    fc.assert(
      fc.property(
        starts,
        fc.option(fc.double({ min: 0, max: 2000, noNaN: true }), { nil: undefined }),
        (all, anchorX) => {
          const anchor = all[anchorIndex(all, anchorX)];
          const isUnderPointer = all.some((x) => x <= anchorX!);
          for (const x of all) {
            if (isUnderPointer) expect(x <= anchorX! && x > anchor!).toBe(false);
            else expect(x >= 0 && x < anchor!).toBe(false);
          }
          if (isUnderPointer) expect(anchor).toBeLessThanOrEqual(anchorX!);
          else if (all.some((x) => x >= 0)) expect(anchor).toBeGreaterThanOrEqual(0);
          else expect(anchor).toBe(undefined);
        },
      ),
    );
  });
});

describe('the capacity of a segment', () => {
  const pixelRatios = fc.constantFrom(1, 1.25, 1.5, 2, 3, 4);
  const widestItems = fc.double({ min: 20, max: 3000, noNaN: true });
  const manyItems = fc.integer({ min: SINGLE_ITEM_LIMIT + 1, max: 500 });
  const maxWidthAt = (pixelRatio: number): number => Math.min(1000, 3600 / pixelRatio);

  test('is one item while there are few items', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: SINGLE_ITEM_LIMIT }),
        widestItems,
        pixelRatios,
        (itemCount, widest, pixelRatio) => {
          expect(itemsPerSegment(itemCount, 1, widest, widest, pixelRatio)).toBe(1);
        },
      ),
    );
  });

  test('is for many items as many as every engine can move in one box, and no more', () => {
    fc.assert(
      fc.property(manyItems, widestItems, pixelRatios, (itemCount, widest, pixelRatio) => {
        const maxWidth = maxWidthAt(pixelRatio);
        for (const [currentCapacity, segmentWidth] of [
          [1, widest],
          [50, maxWidth + 1],
        ] as const) {
          const capacity = itemsPerSegment(itemCount, currentCapacity, segmentWidth, widest, pixelRatio);
          expect(Number.isInteger(capacity) && capacity >= 1).toBe(true);
          if (capacity > 1) expect(capacity * widest).toBeLessThanOrEqual(maxWidth);
          expect((capacity + 1) * widest).toBeGreaterThan(maxWidth);
        }
      }),
    );
  });

  test('stays as it is for as long as the segments fit, also where there are only a few items yet', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.integer({ min: 2, max: 50 }),
        widestItems,
        pixelRatios,
        (itemCount, currentCapacity, segmentWidth, pixelRatio) => {
          const itemWidth = segmentWidth / currentCapacity;
          const capacity = itemsPerSegment(itemCount, currentCapacity, segmentWidth, itemWidth, pixelRatio);
          if (segmentWidth <= maxWidthAt(pixelRatio)) expect(capacity).toBe(currentCapacity);
          else expect(capacity).toBeLessThan(currentCapacity);
        },
      ),
    );
  });
});

test('a length snaps to the nearest whole device pixel', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.constantFrom(0.5, 0.67, 1, 1.25, 1.5, 2, 3),
      (px, pixelRatio) => {
        const snapped = snapToDevicePixel(px, pixelRatio);
        expect(Math.abs(snapped - px)).toBeLessThanOrEqual(0.5 / pixelRatio + 1e-9);
        expect(Math.abs(snapped * pixelRatio - Math.round(snapped * pixelRatio))).toBeLessThan(1e-6);
        expect(snapToDevicePixel(snapped, pixelRatio)).toBeCloseTo(snapped, 9);
      },
    ),
  );
});

describe('a step', () => {
  test('leads to the next item that starts after the viewport’s start, or back to the last one before it', () => {
    expect(distanceToStep([-150, -40, 70, 300], 1)).toBe(70);
    expect(distanceToStep([-150, -40, 70, 300], -1)).toBe(-40);
  });

  test('from the start of an item leads to another item, also after a rounding error', () => {
    expect(distanceToStep([-100, 0, 100], 1)).toBe(100);
    expect(distanceToStep([-100, 0, 100], -1)).toBe(-100);
    expect(distanceToStep([-100.4, -0.4, 99.6], -1)).toBe(-100.4);
    expect(distanceToStep([-99.6, 0.4, 100.4], 1)).toBe(100.4);
    // WebKit rounds a scroll position to whole device px, which are 1.25 CSS px in a page at 80 %.
    expect(distanceToStep([-98.8, 1.2, 101.2], 1)).toBe(101.2);
  });

  test('is 0 where there is no item in its direction', () => {
    expect(distanceToStep([], 1)).toBe(0);
    expect(distanceToStep([-50, 0.5], 1)).toBe(0);
    expect(distanceToStep([50, -0.5], -1) || 0).toBe(0);
  });

  test('skips no item and never goes in the other direction', () => {
    fc.assert(
      fc.property(starts, fc.constantFrom<1 | -1>(1, -1), (all, direction) => {
        const distance = distanceToStep(all, direction) * direction;
        const further = all.map((x) => x * direction).filter((x) => x > 2);
        expect(distance).toBe(further.length ? Math.min(...further) : distance);
        if (!further.length) expect(Math.abs(distance)).toBe(0);
      }),
    );
  });

  test('forward and another step back lead to the same item on any track', () => {
    fc.assert(
      fc.property(rows, ({ row, viewport, position }) => {
        const { layout, widths } = filledTrack(row, viewport);
        if (widths.length < 2) return;
        // The steps begin at the start of an item, so that both are between the same two items.
        const start = position + distanceToStep(segmentPositions(layout, position), 1);
        const forward = distanceToStep(segmentPositions(layout, start), 1);
        const back = distanceToStep(segmentPositions(layout, start + forward), -1);
        if (forward) expect(Math.abs(forward + back)).toBeLessThan(1e-4);
      }),
    );
  });
});

describe('the distance that brings an item into full view', () => {
  test('is 0 for an item that is in view', () => {
    expect(distanceToReveal(0, 200, 700)).toBe(0);
    expect(distanceToReveal(500, 200, 700)).toBe(0);
  });

  test('is the shortest one, from either side', () => {
    expect(distanceToReveal(-30, 200, 700)).toBe(-30);
    expect(distanceToReveal(600, 200, 700)).toBe(100);
    expect(distanceToReveal(900, 200, 700)).toBe(400);
  });

  test('leads to the start of an item that is wider than the viewport', () => {
    expect(distanceToReveal(100, 900, 700)).toBe(100);
    expect(distanceToReveal(-100, 900, 700)).toBe(-100);
    expect(distanceToReveal(0, 900, 700)).toBe(0);
  });
});
