import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistent, toItem, type Consistent } from '../../support/fixtures/consistent.js';
import { parseOne } from '../../support/fixtures/parse-helpers.js';

// The same sums in decimal arithmetic, which shares no code with the parser. The parser derives numbers to 8 decimals.
const DERIVED = new Decimal('0.5e-8').times(1.01);

const distance = (one: number | null, other: Decimal): Decimal => new Decimal(one ?? NaN).minus(other).abs();

function expectWithin(one: number | null, other: Decimal, bound: Decimal, what: string): void {
  const off = distance(one, other);
  expect(off.lessThanOrEqualTo(bound), `${what} ${one} is off ${other} by ${off}, more than ${bound}`).toBe(true);
}

const direction = (sign: Decimal): string => (sign.isZero() ? 'flat' : sign.isNegative() ? 'down' : 'up');

function checkSample(sample: Consistent): void {
  const { price, previousClose, change, percent, given } = sample;
  const { quote, rules } = parseOne(toItem(sample));
  expect(rules).toEqual([]);
  expect(quote.price).toBe(price.toNumber());

  if (!given.change && !given.changePercent && !given.previousClose) {
    expect(quote).toMatchObject({ change: null, changePercent: null, previousClose: null, direction: null });
    return;
  }
  // A percent alone can't tell a small change from none.
  const isExact = given.change || given.previousClose;
  expect(quote.direction).toBe(direction(isExact ? change : percent));

  if (given.change) expect(quote.change).toBe(change.toNumber() || 0);
  else if (given.previousClose) expectWithin(quote.change, change, DERIVED, 'change');
  // A change is derived from a rounded percent only where it is right to one unit of its last digit.
  else if (quote.change !== null) {
    expectWithin(quote.change, change, new Decimal(10).pow(-(quote.decimals ?? 0)), 'change');
  }

  if (given.changePercent) expect(quote.changePercent).toBe(percent.toNumber() || 0);
  else expectWithin(quote.changePercent, change.div(previousClose).times(100), DERIVED, 'percent');

  if (isExact) expect(quote.previousClose).toBe(previousClose.toNumber());
  else if (quote.change === null) expect(quote.previousClose).toBe(null);
  else expectWithin(quote.previousClose, previousClose, new Decimal(10).pow(-(quote.decimals ?? 0)), 'previous close');
}

// Mutation testing runs this many times over, with fewer samples each.
const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 100_000) / 10);

describe('decimal arithmetic agrees with the parser', () => {
  test('on 10,000 correct quotes: nothing is recomputed, dropped or reported', () => {
    fc.assert(fc.property(consistent, checkSample), { seed: 20250609, numRuns });
  }, 60_000);

  test('the samples include every combination of given fields, and rises, falls and no change', () => {
    const seen = new Set<string>();
    for (const { given, change, as } of fc.sample(consistent, { seed: 20250609, numRuns: 10_000 }))
      seen.add([...Object.values(given), direction(change), as].join());
    expect(seen.size).toBe(2 ** 3 * 3 * 3);
  });
});
