import { expect, test } from 'vitest';
import { parseFreshSeconds, pollSeconds, pollDelay, parseRetryAfter, retryDelay } from '../../../src/feed/schedule.js';

test.each<[string, (number | null)[], number | null, number]>([
  ['a minute by default', [null], null, 60],
  ['the ttl of the feed', [null], 10, 10],
  ['that of the attribute, which wins over the ttl', [30], 10, 30],
  ['the shortest of the page', [30, 20, null], 60, 20],
  ['at least 5 s for an attribute', [1], null, 5],
  ['at least 5 s for a ttl', [null], 1, 5],
  ['5 s for a ttl of 0, which does not end polling', [null], 0, 5],
  ['0 where the only element loads the feed once', [0], 10, 0],
  ['that of the others where one element loads the feed once', [0, 30], 10, 30],
  ['0 without elements', [], 10, 0],
])('the poll interval is %s', (_, requested, ttl, seconds) => {
  expect(pollSeconds(requested, ttl)).toBe(seconds);
});

test('the delay between polls varies by ten per cent either way', () => {
  expect([0, 0.5, 1].map((random) => pollDelay(10, random))).toEqual([9_000, 10_000, 11_000]);
});

test('the delay after failures doubles up to the poll interval, and is never less than a second', () => {
  expect([1, 2, 3, 4, 5, 9].map((failures) => retryDelay(failures, 20, 1))).toEqual([
    2_000, 4_000, 8_000, 16_000, 20_000, 20_000,
  ]);
  expect(retryDelay(9, 20, 0)).toBe(1_000);
});

test('the feed is not requested again while the last answer is fresh, for up to ten poll intervals', () => {
  expect(pollSeconds([null], 10, 25)).toBe(25);
  expect(pollSeconds([30], 10, 25)).toBe(30);
  expect(pollSeconds([null], 10, 14_400)).toBe(100);
  expect(pollSeconds([0], 10, 25)).toBe(0);
});

test('while markets are closed and nothing is new, the delay doubles up to a minute', () => {
  expect([0, 1, 2, 3, 40].map((unchangedAnswers) => pollDelay(10, 0.5, unchangedAnswers))).toEqual([
    10_000, 20_000, 40_000, 60_000, 60_000,
  ]);
  expect(pollDelay(300, 0.5, 3)).toBe(300_000);
});

test('a client error is retried at the poll interval, any other failure sooner', () => {
  for (const status of [400, 401, 403, 404, 410]) {
    expect(retryDelay(1, 20, 0, status)).toBe(18_000);
    expect(retryDelay(1, 20, 1, status)).toBe(20_000);
  }
  for (const status of [408, 425, 429, 500, 502, 503]) expect(retryDelay(1, 20, 0, status)).toBe(1_000);
});

test('the delay that a server asks for is kept, and lengthened at random so that readers don’t all return at once', () => {
  expect(retryDelay(1, 20, 0, 503, 30_000)).toBe(30_000);
  expect(retryDelay(1, 20, 1, 503, 30_000)).toBe(33_000);
});

test.each<[string, Record<string, string>, number]>([
  ['max-age', { 'cache-control': 'public, max-age=20, stale-while-revalidate=30' }, 20],
  ['max-age less the age', { 'cache-control': 'max-age=20', age: '15' }, 5],
  ['max-age, but never for less than 0 s', { 'cache-control': 'max-age=20', age: '90' }, 0],
  ['a quoted max-age', { 'cache-control': 'Max-Age="20"' }, 20],
  ['nothing where there is no-cache', { 'cache-control': 'no-cache, max-age=20' }, 0],
  ['nothing where there is no-store', { 'cache-control': 'max-age=20, no-store' }, 0],
  ['nothing where there is only s-maxage, which is for shared caches', { 'cache-control': 's-maxage=20' }, 0],
  ['nothing where the values are not numbers', { 'cache-control': 'max-age=soon', age: 'old' }, 0],
  ['nothing where there are no headers', {}, 0],
])('how long an answer is fresh follows from %s', (_, headers, seconds) => {
  expect(parseFreshSeconds(new Headers(headers))).toBe(seconds);
});

const NOON = 'Mon, 23 Nov 2026 12:00:00 GMT';

test.each<[string, Record<string, string>, number]>([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['a date, by the server’s own clock', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: NOON }, 30_000],
  ['a date, by the reader’s own clock', { 'retry-after': 'Mon, 23 Nov 2026 13:00:45 GMT' }, 45_000],
  ['a date that has passed, which is a second', { 'retry-after': 'Mon, 23 Nov 2026 11:59:00 GMT', date: NOON }, 1000],
  ['a day, which is limited to an hour', { 'retry-after': '86400' }, 3_600_000],
  ['a word, which is ignored', { 'retry-after': 'soon' }, 0],
  ['0 seconds, which is ignored', { 'retry-after': '0' }, 0],
  ['no header at all', {}, 0],
])('Retry-After is read from %s', (_, headers, ms) => {
  expect(parseRetryAfter(new Headers(headers), Date.parse('2026-11-23T13:00:00Z'))).toBe(ms);
});
