import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistent, itemOf, type Consistent } from '../fixtures/consistent.js';
import { readOne } from '../fixtures/reading.js';

// The same sums once more, by decimal arithmetic that shares nothing with the reader. 8 decimals are what it derives to.
const DERIVED = new Decimal('0.5e-8').times(1.01);
const HUNDREDTH = new Decimal('0.005');

const distance = (one: number | null, other: Decimal): Decimal => new Decimal(one ?? NaN).minus(other).abs();

function expectWithin(one: number | null, other: Decimal, bound: Decimal, what: string): void {
  const off = distance(one, other);
  expect(off.lessThanOrEqualTo(bound), `${what} ${one} is off ${other} by ${off}, more than ${bound}`).toBe(true);
}

const direction = (sign: Decimal): string => (sign.isZero() ? 'flat' : sign.isNegative() ? 'down' : 'up');

/**
 * A percent in hundredths tells the base only to price ÷ (1 + p ± 0.005 %): for small moves half a unit in 10,000 of the
 * price.
 */
function looseness({ price, percent }: Consistent): Decimal {
  const base = (points: Decimal): Decimal => price.div(points.div(100).plus(1));
  return base(percent.minus(HUNDREDTH)).minus(base(percent)).plus(DERIVED);
}

function check(sample: Consistent): void {
  const { price, previousClose, change, percent, given } = sample;
  const { quote, rules } = readOne(itemOf(sample));
  expect(rules).toEqual([]);
  expect(quote.price).toBe(price.toNumber());

  if (!given.change && !given.changePercent && !given.previousClose) {
    expect(quote).toMatchObject({ change: null, changePercent: null, previousClose: null, direction: null });
    return;
  }
  // A percent alone can't tell a small move from none.
  const exact = given.change || given.previousClose;
  expect(quote.direction).toBe(direction(exact ? change : percent));

  if (given.change) expect(quote.change).toBe(change.toNumber() || 0);
  else if (given.previousClose) expectWithin(quote.change, change, DERIVED, 'change');
  else {
    // It is printed to the decimals of the kind, and rounded to them.
    const half = new Decimal(10).pow(-quote.decimals).div(2);
    expectWithin(quote.change, change, looseness(sample).plus(half), 'change');
  }

  if (given.changePercent) expect(quote.changePercent).toBe(percent.toNumber() || 0);
  else expectWithin(quote.changePercent, change.div(previousClose).times(100), DERIVED, 'percent');

  if (exact) expect(quote.previousClose).toBe(previousClose.toNumber());
  else expectWithin(quote.previousClose, previousClose, looseness(sample), 'previous close');
}

// Mutation testing asks for fewer, being many times the same.
const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 100_000) / 10);

describe('decimal arithmetic agrees', () => {
  test('on 10,000 quotes that are right: nothing recomputed, nothing dropped, nothing reported', () => {
    fc.assert(fc.property(consistent, check), { seed: 20250609, numRuns });
  }, 60_000);

  test('each way a feed may give them comes up, and each way a price may move', () => {
    const seen = new Set<string>();
    for (const { given, change, as } of fc.sample(consistent, { seed: 20250609, numRuns: 10_000 }))
      seen.add([...Object.values(given), direction(change), as].join());
    expect(seen.size).toBe(2 ** 3 * 3 * 3);
  });
});
