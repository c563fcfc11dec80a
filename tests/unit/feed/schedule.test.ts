import { expect, test } from 'vitest';
import { parseFreshSeconds, pollSeconds, pollDelay, parseRetryAfter, retryDelay } from '../../../src/feed/schedule.js';

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
  expect(pollSeconds(asked, ttl)).toBe(pace);
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

test('while a server’s answer is fresh nobody asks again; but ten times the pace is the longest', () => {
  expect(pollSeconds([null], 10, 25)).toBe(25);
  expect(pollSeconds([30], 10, 25)).toBe(30);
  expect(pollSeconds([null], 10, 14_400)).toBe(100);
  expect(pollSeconds([0], 10, 25)).toBe(0);
});

test('a closed market with nothing new is asked about less and less, and once a minute at least', () => {
  expect([0, 1, 2, 3, 40].map((quiet) => pollDelay(10, 0.5, quiet))).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(pollDelay(300, 0.5, 3)).toBe(300_000);
});

test('a request that is wrong will be wrong again: it is made at the pace; others are tried sooner', () => {
  for (const status of [400, 401, 403, 404, 410]) {
    expect(retryDelay(1, 20, 0, status)).toBe(18_000);
    expect(retryDelay(1, 20, 1, status)).toBe(20_000);
  }
  for (const status of [408, 425, 429, 500, 502, 503]) expect(retryDelay(1, 20, 0, status)).toBe(1_000);
});

test('what a server asks for is the least; all who were told so don’t come back at once', () => {
  expect(retryDelay(1, 20, 0, 503, 30_000)).toBe(30_000);
  expect(retryDelay(1, 20, 1, 503, 30_000)).toBe(33_000);
});

test.each<[string, Record<string, string>, number]>([
  ['max-age', { 'cache-control': 'public, max-age=20, stale-while-revalidate=30' }, 20],
  ['less the age', { 'cache-control': 'max-age=20', age: '15' }, 5],
  ['never less than nothing', { 'cache-control': 'max-age=20', age: '90' }, 0],
  ['quoted', { 'cache-control': 'Max-Age="20"' }, 20],
  ['not at all with no-cache', { 'cache-control': 'no-cache, max-age=20' }, 0],
  ['not at all with no-store', { 'cache-control': 'max-age=20, no-store' }, 0],
  ['not by s-maxage, which is for shared caches', { 'cache-control': 's-maxage=20' }, 0],
  ['nor by what is no number', { 'cache-control': 'max-age=soon', age: 'old' }, 0],
  ['nor without a word', {}, 0],
])('an answer is fresh by %s', (_, headers, seconds) => {
  expect(parseFreshSeconds(new Headers(headers))).toBe(seconds);
});

const NOON = 'Mon, 23 Nov 2026 12:00:00 GMT';

test.each<[string, Record<string, string>, number]>([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['a date, by the server’s own clock', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: NOON }, 30_000],
  ['a date, by the reader’s', { 'retry-after': 'Mon, 23 Nov 2026 13:00:45 GMT' }, 45_000],
  ['a second at least', { 'retry-after': 'Mon, 23 Nov 2026 11:59:00 GMT', date: NOON }, 1000],
  ['an hour at most', { 'retry-after': '86400' }, 3_600_000],
  ['what is neither, which is nothing', { 'retry-after': 'soon' }, 0],
  ['nothing, of a second that is none', { 'retry-after': '0' }, 0],
  ['nothing', {}, 0],
])('a server asks to be left alone by %s', (_, headers, ms) => {
  expect(parseRetryAfter(new Headers(headers), Date.parse('2026-11-23T13:00:00Z'))).toBe(ms);
});
