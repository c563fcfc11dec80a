import { expect, test } from 'vitest';
import type { Delay, MarketState } from '../../src/model/quote.js';
import { staleAt } from '../../src/model/staleness.js';

const asOf = 1_000_000_000_000;

test.each<[string, number, Delay, MarketState | null, number | null]>([
  ['60 s where the pace is fast', 10, null, 'open', 60],
  ['three times the pace where that is longer', 60, 0, 'open', 180],
  ['the delay counts', 10, 20, 'open', 60 + 20 * 60],
  ['an auction moves', 10, null, 'auction', 60],
  ['a market of which nothing is known may be open', 10, null, null, 60],
  ['a closed market has no stale numbers', 10, null, 'closed', null],
  ['nor has a holiday', 10, null, 'holiday', null],
  ['nor have end-of-day data', 10, 'eod', 'open', null],
])('data turn stale: %s', (_, pace, delay, state, seconds) => {
  expect(staleAt(asOf, pace, delay, state)).toBe(seconds === null ? null : asOf + seconds * 1000);
});

test('data without a time can’t be called stale', () => {
  expect(staleAt(null, 10, null, 'open')).toBeNull();
});
