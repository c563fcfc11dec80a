import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed, type Feed, type Quote } from '../../../../src/feed.js';
import { updateBetween, wholeUpdate, type WrittenFeed } from '../../../../src/feed-tool/serve/updates.js';
import { mergeUpdates } from '../../../../src/model/merge-updates.js';
import { writeFeed } from '../../../../src/model/write-feed.js';
import { now } from '../../../support/fixtures/parse-helpers.js';
import { seed } from '../../../support/fixtures/seed.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 50_000) / 200;

const write = (payload: unknown): WrittenFeed =>
  JSON.parse(JSON.stringify(writeFeed(parseFeed(payload, { now })))) as WrittenFeed;
const read = (written: WrittenFeed): Feed => parseFeed(written, { now });

/** What a reader of the stream has, in the way of the element. */
const apply = (before: Feed, ...updates: (WrittenFeed | undefined)[]): Feed =>
  mergeUpdates(
    before,
    updates.filter((update) => update !== undefined).map((update) => JSON.parse(JSON.stringify(update)) as unknown),
    (payload, known) => parseFeed(payload, { known, now }),
  );

/** A feed without its issues, its items by id. */
const content = ({ quotes, issues: _, ...envelope }: Feed) => ({
  ...envelope,
  quotes: Object.fromEntries(quotes.map((quote) => [quote.id, quote])),
});

const base = write(seed);
const changed = (fields: Record<string, unknown>, items = seed.items as Record<string, unknown>[]): WrittenFeed =>
  write({ ...seed, ...fields, items });
const withItem = (fields: Record<string, unknown>): WrittenFeed =>
  changed({}, [{ ...seed.items[0], ...fields }, ...seed.items.slice(1)]);

describe('an update has only what has changed', () => {
  test('a price comes with all that belongs to it', () => {
    const update = updateBetween(base, withItem({ price: 2860, change: 47.95, changePercent: 1.71 }));
    expect(update).toEqual({
      generatedAt: '2025-06-09T06:32:05.000Z',
      items: [
        {
          id: 'KOSPI',
          price: 2860,
          change: 47.95,
          changePercent: 1.71,
          previousClose: 2812.05,
          direction: 'up',
          decimals: 2,
          limit: null,
          asOf: '2025-06-09T06:30:00.000Z',
        },
      ],
    });
  });

  test('a name comes alone', () => {
    expect(updateBetween(base, withItem({ name: '코스피' }))?.items).toEqual([{ id: 'KOSPI', name: '코스피' }]);
  });

  test('a field that has gone is null', () => {
    expect(updateBetween(base, withItem({ url: undefined }))?.items).toEqual([{ id: 'KOSPI', url: null }]);
    expect(updateBetween(base, changed({ source: undefined }))).toMatchObject({ source: null, items: [] });
  });

  test('an item that has gone is removed', () => {
    expect(updateBetween(base, changed({}, seed.items.slice(1)))?.items).toEqual([{ id: 'KOSPI', removed: true }]);
  });

  test('a new item has a delay of its own', () => {
    const items = updateBetween(base, changed({}, [...seed.items, { id: 'NEW', price: 1 }]))?.items;
    expect(items).toMatchObject([{ id: 'NEW', price: 1, delay: 20 }]);
  });

  test('the same feed needs no update, nor does another order', () => {
    expect(updateBetween(base, write(seed))).toBeUndefined();
    expect(updateBetween(base, changed({}, seed.items.toReversed()))).toBeUndefined();
  });
});

test('a new delay of the feed is not taken over by an item of an unknown delay that changes as well', () => {
  const before = withItem({ delay: null });
  const after = changed({ delay: 5 }, [{ ...seed.items[0], delay: null, trend: [1, 2] }, ...seed.items.slice(1)]);
  expect(content(apply(read(before), updateBetween(before, after)))).toEqual(content(read(after)));
});

test('an item that takes over the delay of the feed again has that delay, and one of an unknown delay has none', () => {
  const own = withItem({ delay: 5 });
  expect(apply(read(own), updateBetween(own, base)).quotes[0]).toMatchObject({ delay: 20 });
  const unknown = withItem({ delay: null });
  expect(apply(read(base), updateBetween(base, unknown)).quotes[0]).toMatchObject({ delay: null });
});

/** Versions of a feed whose times never go back, as those of the merge. */
const versions = fc
  .array(
    fc.record(
      {
        state: fc.constantFrom('open', 'closed', 'pre'),
        delay: fc.constantFrom<unknown>(0, 20, 'eod', null),
        source: fc.constantFrom({ name: 'KRX' }, { name: 'BOK', url: '/bok' }),
        notice: fc.constantFrom('A', 'B'),
        ttl: fc.constantFrom(5, 10),
        items: fc.uniqueArray(
          fc.record(
            {
              id: fc.constantFrom('KOSPI', 'USD/KRW', 'X', '__proto__'),
              price: fc.option(fc.integer({ min: 90, max: 110 })),
              previousClose: fc.constantFrom(99, 100),
              change: fc.constantFrom(-1, 0, 1.5, '+2'),
              changePercent: fc.constantFrom(-1, 0, 1.5),
              direction: fc.constantFrom('up', 'down', 'flat'),
              limit: fc.constantFrom('upper', 'lower'),
              decimals: fc.constantFrom(0, 2, 4),
              name: fc.constantFrom<unknown>('A', { ko: '가', en: 'A' }),
              kind: fc.constantFrom('index', 'fx', 'rate', 'other'),
              per: fc.constantFrom(1, 100),
              base: fc.constantFrom('USD', 'JPY'),
              unit: fc.constantFrom('pt', 'USD/bbl'),
              hasTime: fc.boolean(),
              state: fc.constantFrom('open', 'closed', 'odd'),
              delay: fc.constantFrom<unknown>(0, 20, 'eod', null),
              source: fc.constantFrom({ name: 'KRX' }, { name: 'BOK', url: '/bok' }),
              url: fc.constantFrom('/a', '/b'),
              icon: fc.constantFrom('/a', '/b'),
              trend: fc.constantFrom([1, 2], [1, 2, 3]),
            },
            { requiredKeys: ['id', 'price', 'hasTime'] },
          ),
          { minLength: 1, selector: ({ id }) => id },
        ),
      },
      { requiredKeys: ['items'] },
    ),
    { minLength: 2, maxLength: 4 },
  )
  .map((feeds) =>
    feeds.map((feed, index) =>
      write({
        ...feed,
        generatedAt: now - 60_000 + index,
        items: [
          ...feed.items.map(({ hasTime, ...item }) => ({ ...item, ...(hasTime && { asOf: now - 60_000 + index }) })),
          { id: 'ALWAYS', price: 1 }, // A feed without a price is refused.
        ],
      }),
    ),
  );

describe('a reader of the stream has the same as a reader of the whole feed', () => {
  test('after each update', () => {
    fc.assert(
      fc.property(versions, ([first, ...later]) => {
        let feed = read(first!);
        let before = first!;
        for (const after of later) {
          feed = apply(feed, updateBetween(before, after));
          expect(content(feed)).toEqual(content(read(after)));
          before = after;
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('after a whole feed, whatever was known before', () => {
    fc.assert(
      fc.property(versions, (feeds) => {
        const [first, last] = [feeds[0]!, feeds.at(-1)!];
        const removed = feeds.flatMap(({ items }) => items.map(({ id }) => id as string));
        expect(content(apply(read(first), wholeUpdate(last, removed)))).toEqual(content(read(last)));
      }),
      { numRuns: RUNS },
    );
  });

  test('after several updates at once, some of them twice', () => {
    fc.assert(
      fc.property(versions, (feeds) => {
        const updates = feeds.slice(1).map((after, index) => updateBetween(feeds[index]!, after));
        const ids = (quotes: readonly Quote[]): string[] => quotes.map(({ id }) => id).sort();
        const last = read(feeds.at(-1)!);
        expect(ids(apply(read(feeds[0]!), ...updates, ...updates.slice(-1)).quotes)).toEqual(ids(last.quotes));
      }),
      { numRuns: RUNS },
    );
  });
});
