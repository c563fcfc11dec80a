import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sparkline } from '../../../src/view/sparkline.js';

const points = (path: string): number[][] =>
  path
    .slice(1)
    .split('L')
    .map((point) => point.split(' ').map(Number));

describe('the sparkline', () => {
  test('runs from the oldest price to the newest, and higher prices are higher', () => {
    expect(sparkline({ trend: [10, 20, 15], previousClose: 15 })).toEqual({
      line: 'M0 18L30 2L60 10',
      baseline: 'M0 10H60',
    });
  });

  test('shows how far the day is from the previous close', () => {
    const { line, baseline } = sparkline({ trend: [110, 111, 112], previousClose: 100 })!;
    expect(baseline).toBe('M0 18H60');
    expect(points(line).every(([, y]) => y! < 6)).toBe(true);
  });

  test('has no baseline when the previous close is unknown', () => {
    expect(sparkline({ trend: [1, 2] })!.baseline).toBe('');
  });

  test('is in the middle when the price never moved', () => {
    expect(sparkline({ trend: [5, 5], previousClose: 5 })).toEqual({ line: 'M0 10L60 10', baseline: 'M0 10H60' });
  });

  test.each([[undefined], [[]], [[1]]])('needs two prices: %j', (trend) => {
    expect(sparkline({ trend: trend ?? [] })).toBe(undefined);
  });

  test('stays inside its view box for all prices', () => {
    const price = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(price, { minLength: 2, maxLength: 64 }), fc.option(price), (trend, previousClose) => {
        const { line, baseline } = sparkline({ trend, previousClose })!;
        expect(line + baseline).toMatch(/^[\d .MLH]*$/);
        for (const [x, y] of points(line)) expect(x! >= 0 && x! <= 60 && y! >= 2 && y! <= 18).toBe(true);
      }),
    );
  });
});
