import { expect, test } from 'vitest';
import type { Delay, MarketState } from '../../../src/model/quote.js';
import { staleAt } from '../../../src/model/staleness.js';

const asOf = 1_000_000_000_000;

test.each<[string, number, Delay, MarketState | null, number | null]>([
  ['60 s where the pace is fast', 10, null, 'open', 60],
  ['60 s up to a pace of 20 s', 20, 0, 'open', 60],
  ['three times the pace where that is longer', 21, 0, 'open', 63],
  ['three times the pace, however long', 60, 0, 'open', 180],
  ['the delay counts', 10, 20, 'open', 60 + 20 * 60],
  ['the pace counts beside a delay, where it is longer', 600, 20, 'open', 1800],
  ['an auction moves', 10, null, 'auction', 60],
  ['a market of which nothing is known may be open', 10, null, null, 60],
  ['and so may one of which the feed knows nothing', 10, null, 'unknown', 60],
  ['a market before its open has no stale numbers', 10, null, 'pre', null],
  ['nor has one after its close', 10, null, 'post', null],
  ['nor has a closed one', 10, null, 'closed', null],
  ['nor has a holiday', 10, null, 'holiday', null],
  ['nor has one that is halted', 10, null, 'halted', null],
  ['nor have end-of-day data', 10, 'eod', 'open', null],
])('data turn stale: %s', (_, pace, delay, state, seconds) => {
  expect(staleAt(asOf, pace, delay, state)).toBe(seconds === null ? null : asOf + seconds * 1000);
});

test('data without a time can’t be called stale', () => {
  expect(staleAt(null, 10, null, 'open')).toBeNull();
});

test('a date alone is good for its day', () => {
  const date = Date.parse('2025-06-09T00:00:00Z');
  expect(staleAt(date, 10, null, 'open')).toBe(Date.parse('2025-06-10T00:01:00Z'));
  expect(staleAt(date + 1, 10, null, 'open')).toBe(Date.parse('2025-06-09T00:01:00.001Z'));
  expect(staleAt(date, 10, null, 'closed')).toBeNull();
});

test.each(['reopen', 'opening', 'halted', 'pre', 'post'])('%s is no state in which data turn stale', (state) => {
  expect(staleAt(asOf, 10, null, state as MarketState)).toBeNull();
});
