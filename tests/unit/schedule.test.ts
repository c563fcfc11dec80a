import { expect, test } from 'vitest';
import { paceOf, pollDelay, retryDelay } from '../../src/feed/schedule.js';

test.each<[string, (number | null)[], number | null, number]>([
  ['a minute where nobody says', [null], null, 60],
  ['the feed’s ttl', [null], 10, 10],
  ['the attribute before the ttl', [30], 10, 30],
  ['the hastiest of the page', [30, 20, null], 60, 20],
  ['never under 5 s', [1], null, 5],
  ['nor by the feed', [null], 1, 5],
  ['a ttl of 0 is no end', [null], 0, 5],
  ['0 is once', [0], 10, 0],
  ['one that loads once does not stop the others', [0, 30], 10, 30],
  ['nobody', [], 10, 0],
])('the pace is %s', (_, asked, ttl, pace) => {
  expect(paceOf(asked, ttl)).toBe(pace);
});

test('polls are spread by ten per cent either way', () => {
  expect([0, 0.5, 1].map((random) => pollDelay(10, random))).toEqual([9_000, 10_000, 11_000]);
});

test('tries after failures come later and later, never later than the pace, never at once', () => {
  expect([1, 2, 3, 4, 5, 9].map((failures) => retryDelay(failures, 20, 1))).toEqual([
    2_000, 4_000, 8_000, 16_000, 20_000, 20_000,
  ]);
  expect(retryDelay(9, 20, 0)).toBe(1_000);
});
