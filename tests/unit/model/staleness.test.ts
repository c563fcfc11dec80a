import { expect, test } from 'vitest';
import type { Delay, MarketState } from '../../../src/model/quote.js';
import { staleAt } from '../../../src/model/staleness.js';

const asOf = 1_000_000_000_000;

test.each<[string, number, Delay, MarketState | null, number | null]>([
  ['after 60 s with a short polling interval', 10, null, 'open', 60],
  ['after 60 s with an interval of up to 20 s', 20, 0, 'open', 60],
  ['after three intervals where that is longer', 21, 0, 'open', 63],
  ['after three intervals, however long they are', 60, 0, 'open', 180],
  ['later by the delay', 10, 20, 'open', 60 + 20 * 60],
  ['after three intervals beside a delay, where that is longer', 600, 20, 'open', 1800],
  ['in an auction as well', 10, null, 'auction', 60],
  ['with no state as well: the market may be open', 10, null, null, 60],
  ['with an unknown state as well: the market may be open', 10, null, 'unknown', 60],
  ['never before the open', 10, null, 'pre', null],
  ['never after the close', 10, null, 'post', null],
  ['never in a closed market', 10, null, 'closed', null],
  ['never on a holiday', 10, null, 'holiday', null],
  ['never while trading is halted', 10, null, 'halted', null],
  ['never with end-of-day data', 10, 'eod', 'open', null],
])('data become stale: %s', (_, pollSeconds, delay, state, seconds) => {
  expect(staleAt(asOf, pollSeconds, delay, state)).toBe(seconds === null ? null : asOf + seconds * 1000);
});

test('data without a time never become stale', () => {
  expect(staleAt(null, 10, null, 'open')).toBeNull();
});

test('a date alone lasts a day longer', () => {
  const date = Date.parse('2025-06-09T00:00:00Z');
  expect(staleAt(date, 10, null, 'open')).toBe(Date.parse('2025-06-10T00:01:00Z'));
  expect(staleAt(date + 1, 10, null, 'open')).toBe(Date.parse('2025-06-09T00:01:00.001Z'));
  expect(staleAt(date, 10, null, 'closed')).toBeNull();
});

test.each(['reopen', 'opening', 'halted', 'pre', 'post'])('data never become stale in the state %s', (state) => {
  expect(staleAt(asOf, 10, null, state as MarketState)).toBeNull();
});
