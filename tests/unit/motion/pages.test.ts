import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOnPage, neighbour, pageWith, placeWidths, type Page } from '../../../src/motion/pages.js';

const items = ({ start, end }: Page): number[] => Array.from({ length: end - start }, (_, index) => start + index);
const width = (page: Page, widths: readonly number[]): number =>
  items(page).reduce((sum, index) => sum + (widths[index] ?? NaN), 0);

test('a page has as many whole items as fit', () => {
  const widths = [100, 100, 100, 150, 100];
  expect(pageWith(0, widths, 250)).toEqual({ start: 0, end: 2 });
  expect(pageWith(1, widths, 250)).toEqual({ start: 0, end: 2 });
  expect(pageWith(2, widths, 250)).toEqual({ start: 2, end: 4 });
  expect(pageWith(4, widths, 1000)).toEqual({ start: 0, end: 5 });
});

test('an item that is wider than the viewport has a page of its own', () => {
  expect(pageWith(1, [100, 400, 100], 200)).toEqual({ start: 1, end: 2 });
});

test('after the last page comes the first, and before the first the last', () => {
  const widths = [100, 100, 100, 100, 100];
  expect(neighbour({ start: 4, end: 5 }, 1, widths, 200)).toEqual({ start: 0, end: 2 });
  expect(neighbour({ start: 0, end: 2 }, -1, widths, 200)).toEqual({ start: 4, end: 5 });
});

test('the places of a page fill the viewport, with equal space beside each item', () => {
  expect(placeWidths({ start: 1, end: 3 }, [50, 100, 60], 200)).toEqual([120, 80]);
  expect(placeWidths({ start: 0, end: 1 }, [300], 200)).toEqual([300]);
});

describe('whatever the widths are', () => {
  const rows = fc.record({
    widths: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 40 }),
    viewportWidth: fc.integer({ min: 1, max: 1000 }),
    index: fc.nat(39),
  });

  test('a page fits, or is a single item', () => {
    fc.assert(
      fc.property(rows, ({ widths, viewportWidth, index }) => {
        const page = pageWith(index % widths.length, widths, viewportWidth);
        expect(isOnPage(page, index % widths.length)).toBe(true);
        expect(items(page).length === 1 || width(page, widths) <= viewportWidth).toBe(true);
      }),
    );
  });

  test('going on shows all items, each once a round, and no item of the page before', () => {
    fc.assert(
      fc.property(rows, ({ widths, viewportWidth }) => {
        let page = pageWith(0, widths, viewportWidth);
        fc.pre(items(page).length < widths.length);
        const seen: number[] = [];
        do {
          seen.push(...items(page));
          const next = neighbour(page, 1, widths, viewportWidth);
          expect(items(next).filter((index) => isOnPage(page, index))).toEqual([]);
          page = next;
        } while (page.start);
        expect(seen).toEqual(widths.map((_, index) => index));
      }),
    );
  });

  test('going back shows the pages of the way forth', () => {
    fc.assert(
      fc.property(rows, ({ widths, viewportWidth }) => {
        let page = pageWith(0, widths, viewportWidth);
        fc.pre(items(page).length < widths.length);
        for (let step = 0; step < widths.length; step++) {
          const next = neighbour(page, 1, widths, viewportWidth);
          if (next.start) expect(neighbour(next, -1, widths, viewportWidth)).toEqual(page);
          page = next;
        }
      }),
    );
  });
});
