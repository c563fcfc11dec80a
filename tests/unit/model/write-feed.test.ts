import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed, type Feed } from '../../../src/feed.js';
import { writeFeed } from '../../../src/model/write-feed.js';
import { mutate, mutation, odd, validFeed } from '../../support/fixtures/odd.js';
import { now, parse } from '../../support/fixtures/parse-helpers.js';
import { seed } from '../../support/fixtures/seed.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 50_000) / 20;

/** What is read of a feed that was written as JSON. */
const again = (feed: Feed): Feed => parseFeed(JSON.parse(JSON.stringify(writeFeed(feed))), { now });

/** The feed without the numbers of the change, of which those that were computed from rounded ones may be rounded again. */
const withoutChanges = (feed: Feed) => ({
  ...feed,
  issues: [],
  quotes: feed.quotes.map((quote) => ({ ...quote, change: 0, changePercent: 0, previousClose: 0, direction: null })),
});

describe('a feed that is written is read as the same feed', () => {
  test('the seed feed, without an issue', () => {
    const feed = parse(seed);
    const { rules: _, ...read } = feed;
    expect(again(feed)).toEqual({ ...read, issues: [] });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a day without a time', { asOf: '2025-06-09' }],
    ['midnight in UTC', { asOf: '2025-06-09T09:00:00+09:00' }],
    ['every millisecond', { asOf: '2025-06-08T00:00:00.289Z' }],
    ['a delay that is unknown', { delay: null }],
    ['a state that cannot be read', { state: 'asleep' }],
    ['a number that only a text holds', { price: '9007199254740994', kind: 'commodity' }],
    ['an entity that was written twice', { name: '&amp;amp; &amp;#65; R&D' }],
    ['names by language', { name: { ko: '가', en: 'A' } }],
    ['an address with an entity', { url: '/a?b=1&amp;c' }],
    ['a picture whose address has an entity', { icon: '/a?b=1&amp;c' }],
    ['a trend', { trend: ['1.5', 2] }],
    ['no price', { price: null, change: 1 }],
    ['a direction without numbers', { direction: '▲' }],
    ['a previous close that disagrees', { price: 100, change: 5, changePercent: -5, previousClose: 300 }],
    ['signs that contradict each other', { price: 100, change: '▲-5', previousClose: 99 }],
    ['a limit', { price: 130, previousClose: 100, limit: 'upper' }],
    ['an amount', { id: 'JPY/KRW', per: 100 }],
  ])('%s', (_, fields) => {
    const feed = parse({
      ...seed,
      items: [
        { id: 'X', price: 100, ...fields },
        { id: 'Y', price: 1 },
      ],
    });
    expect(again(feed)).toEqual({ ...feed, rules: undefined, issues: expect.anything() as unknown });
  });

  test('any feed, with any values in it, but for the last digits of a change', () => {
    fc.assert(
      fc.property(validFeed, mutation, (valid, change) => {
        const feed = parseFeed(mutate(valid, change).feed, { now });
        if (!feed.quotes.length) return;
        const read = again(feed);
        expect(withoutChanges(read)).toEqual(withoutChanges(feed));
        for (const [index, { direction, changePercent }] of feed.quotes.entries())
          if (changePercent) expect([direction, null]).toContain(read.quotes[index]!.direction);
      }),
      { numRuns: RUNS },
    );
  });
});

test('a source without an address has none in the feed, as the schema wants it', () => {
  const written = writeFeed(
    parse({ source: { name: 'KRX' }, items: [{ id: 'X', price: 1, source: { name: 'Hana' } }] }),
  );
  expect(written).toMatchObject({ source: { name: 'KRX' }, items: [{ source: { name: 'Hana' } }] });
  expect(JSON.stringify(written)).not.toContain('null');
});

test('a payload that cannot be written as JSON is written', () => {
  fc.assert(
    fc.property(
      odd,
      (value) => void JSON.stringify(writeFeed(parse([{ id: 'X', price: 1, name: value, extra: value }]))),
    ),
    { numRuns: 1000 },
  );
});
