import { describe, expect, test } from 'vitest';
import { parseFeed, type Feed } from '../../../src/feed.js';
import { keepNewest } from '../../../src/model/keep-newest.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const feed = (...items: object[]) => parseFeed({ ttl: 5, items }, { now });
const at = (time: string) => `2025-06-09T${time}+09:00`;
const prices = (before: ReturnType<typeof feed> | undefined, after: ReturnType<typeof feed>) =>
  keepNewest(before, after, now).quotes.map(({ price }) => price);

test('24 an item that is older than the known one is ignored, and the others are used', () => {
  const before = feed({ id: 'A', price: 1, asOf: at('15:30:00') }, { id: 'B', price: 1, asOf: at('15:30:00') });
  const after = feed({ id: 'B', price: 2, asOf: at('15:30:01') }, { id: 'A', price: 2, asOf: at('15:29:59') });
  expect(prices(before, after)).toEqual([2, 1]);
  expect(keepNewest(before, after, now).quotes[1]).toBe(before.quotes[0]);
});

test.each<[string, object, object]>([
  ['with the same time', { asOf: at('15:30:00') }, { asOf: at('15:30:00') }],
  ['without a time', { asOf: at('15:30:00') }, {}],
  ['with a time where the known one has none', {}, { asOf: at('15:30:00') }],
  ['with a date alone', { asOf: at('15:30:00') }, { asOf: '2025-06-09' }],
])('an item %s is used', (_, before, after) => {
  expect(prices(feed({ id: 'A', price: 1, ...before }), feed({ id: 'A', price: 2, ...after }))).toEqual([2]);
});

test('a new item is shown, and an item that is missing from the new answer is not', () => {
  const before = feed({ id: 'A', price: 1, asOf: at('15:30:00') });
  expect(prices(before, feed({ id: 'B', price: 2, asOf: at('15:29:00') }))).toEqual([2]);
  expect(prices(undefined, before)).toEqual([1]);
});

test('the envelope is that of the new answer', () => {
  const before = feed({ id: 'A', price: 1, asOf: at('15:30:00') });
  const after = { ...feed({ id: 'A', price: 2, asOf: at('15:29:00') }), ttl: 60 };
  expect(keepNewest(before, after, now)).toEqual({ ...after, quotes: before.quotes });
});

describe('a feed whose clock is ahead', () => {
  const ahead = '2025-06-09T18:00:00+09:00';
  const minute = 60_000;
  const poll = (before: Feed | undefined, price: number, at: number): Feed => {
    const payload = { generatedAt: ahead, items: [{ id: 'A', price, asOf: ahead }] };
    return keepNewest(before, parseFeed(payload, { now: at }), at);
  };

  test('does not look live while nothing in it changes', () => {
    const first = poll(undefined, 1, now);
    expect(first.quotes[0]!.asOf).toBe(now);
    const later = poll(poll(first, 1, now + minute), 1, now + 9 * minute);
    expect([later.quotes[0]!.asOf, later.generatedAt]).toEqual([now, now]);
  });

  test('gets the present as its time when a price changes', () => {
    const later = poll(poll(undefined, 1, now), 2, now + minute);
    expect([later.quotes[0]!.asOf, later.generatedAt]).toEqual([now + minute, now + minute]);
  });
});

test('a date alone does not keep back a moment of the same day', () => {
  const before = feed({ id: 'A', price: 1, asOf: '2025-06-09' });
  expect(prices(before, feed({ id: 'A', price: 2, asOf: at('08:30:00') }))).toEqual([2]);
});

test('the feed’s own time is the new one where an item is new, and where it is not in the future', () => {
  const items = (b: number) => [
    { id: 'A', price: 1, asOf: at('15:30:00') },
    { id: 'B', price: b },
  ];
  const read = (b: number, generatedAt: string, now: number) => parseFeed({ generatedAt, items: items(b) }, { now });
  const ahead = '2025-06-09T18:00:00+09:00';
  const later = now + 60_000;
  const before = read(1, ahead, now);
  expect(keepNewest(before, read(2, ahead, later), later).generatedAt).toBe(later);
  expect(keepNewest(undefined, read(1, ahead, later), later).generatedAt).toBe(later);
  const past = read(1, at('15:33:01'), later);
  expect(keepNewest(before, past, later).generatedAt).toBe(past.generatedAt);
});
