import { expect, test } from 'vitest';
import fc from 'fast-check';
import { addToTrend, type Trend } from '../../../src/feed-tool/merge/trend.js';

const START = 1_700_000_000_000;
const trendOf = (...points: [seconds: number, price: number][]): Trend => {
  let trend: Trend | null = null;
  for (const [seconds, price] of points) trend = addToTrend(trend, 1, START + 1000 * seconds, price);
  if (!trend) throw new Error('there is no point');
  return trend;
};

test('a trend has the last price of each interval of ten seconds', () => {
  expect(trendOf([0, 1], [9.999, 2], [10, 3], [19, 4], [20, 5])).toEqual({
    day: 1,
    start: START,
    step: 10_000,
    prices: [2, 4, 5],
  });
});

test('an interval without a price has that of the interval before', () => {
  expect(trendOf([0, 1], [30, 2]).prices).toEqual([1, 1, 1, 2]);
});

test('a price from before the last interval is ignored, and one of the last interval is used', () => {
  const trend = trendOf([0, 1], [10, 2], [20, 3]);
  expect(addToTrend(trend, 1, START + 19_999, 9)).toBe(trend);
  expect(addToTrend(trend, 1, START - 5, 9)).toBe(trend);
  expect(addToTrend(trend, 1, START + 20_000, 9).prices).toEqual([1, 2, 9]);
});

test('another day begins a new trend', () => {
  const trend = addToTrend(trendOf([0, 1], [10, 2]), 2, START + 20_000, 3);
  expect(trend).toEqual({ day: 2, start: START + 20_000, step: 10_000, prices: [3] });
});

test('with more than 64 intervals, each two become one, and the later price of the two is kept', () => {
  const points = [...Array(65).keys()].map((index): [number, number] => [10 * index, index]);
  expect(trendOf(...points.slice(0, 64)).prices).toEqual([...Array(64).keys()]);
  const thinned = trendOf(...points);
  expect(thinned.step).toBe(20_000);
  expect(thinned.prices).toEqual([...[...Array(32).keys()].map((index) => 2 * index + 1), 64]);
});

test('an odd number of intervals keeps the last one when they are thinned', () => {
  expect(trendOf([0, 1], [10, 2], [20, 3], [1000, 4]).prices.slice(0, 3)).toEqual([2, 3, 3]);
});

test('whatever the times, a trend has at most 64 known prices, ends with the last one and is spaced evenly', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 1, max: 1000 })), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(points, (given) => {
      const inOrder = given.sort(([a], [b]) => a - b);
      const { start, step, prices } = trendOf(...inOrder);
      expect(prices.length).toBeLessThanOrEqual(64);
      const last = inOrder.at(-1);
      expect(prices.at(-1)).toBe(last?.[1]);
      for (const [index, price] of prices.entries()) {
        const until = (start - START) / 1000 + ((index + 1) * step) / 1000;
        expect(price).toBe(inOrder.findLast(([seconds]) => seconds < until)?.[1]);
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
  );
});
