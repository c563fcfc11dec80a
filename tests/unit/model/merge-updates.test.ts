import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Feed, Quote } from '../../../src/feed.js';
import { isRefused } from '../../../src/model/quote.js';
import { sameQuote } from '../../../src/model/keep-newest.js';
import { mergeUpdates } from '../../../src/model/merge-updates.js';
import { now, parse } from '../../support/fixtures/parse-helpers.js';
import { seed } from '../../support/fixtures/seed.js';

const at = (time: string): string => `2025-06-09T${time}+09:00`;
const mapOf = (quotes: readonly Quote[]): Map<string, Quote> => new Map(quotes.map((quote) => [quote.id, quote]));

const fullFeed = parse(seed);
/** Parses an update, given the known quotes. */
const update = (items: unknown, known: readonly Quote[] = fullFeed.quotes) => parse(items, { known: mapOf(known) });
/** Parses an update of one item, and returns its quote before and after, and the issues. */
const updateOne = (before: Record<string, unknown>, fields: Record<string, unknown>) => {
  const known = parse([{ id: 'X', ...before }]).quotes;
  const { quotes, rules } = update([{ id: 'X', ...fields }], known);
  return { quote: quotes[0]!, old: known[0]!, rules };
};

describe('a partial update', () => {
  test('gives the items that it names, and no others', () => {
    const { quotes, removed, rules } = update([{ id: 'KOSDAQ', price: 765.02 }]);
    expect(quotes.map(({ id }) => id)).toEqual(['KOSDAQ']);
    expect([removed, rules]).toEqual([[], []]);
  });

  test('without items is no error, and a full feed without items is one', () => {
    expect(update([]).rules).toEqual([]);
    expect(parse([]).rules).toEqual(['items no-items refused']);
    expect(parse(seed).removed).toBe(undefined);
  });

  test('of an unknown item gives a new item', () => {
    const { quotes } = update([{ id: 'EUR/KRW', price: 1551.3, change: 4.2, changePercent: 0.27 }]);
    expect(quotes).toEqual(parse([{ id: 'EUR/KRW', price: 1551.3, change: 4.2, changePercent: 0.27 }]).quotes);
  });

  test('keeps the fields that it does not repeat', () => {
    const before = {
      name: { ko: '코스피', en: 'KOSPI' },
      kind: 'index',
      decimals: 3,
      unit: 'pt',
      url: '/markets/kospi',
      delay: 20,
      state: 'open',
      source: { name: 'KRX' },
      trend: [1, 2, 3],
      price: 2855.77,
      previousClose: 2812.05,
    };
    const { quote, old } = updateOne(before, { price: 2856 });
    const { name, kind, decimals, unit, url, delay, state, source, trend } = old;
    expect(quote).toMatchObject({ name, kind, decimals, unit, url, delay, state, source, trend, price: 2856 });
  });

  test('of a pair keeps its currencies and the number of units that the price is for', () => {
    const { quote } = updateOne({ base: 'JPY', quote: 'KRW', per: 100, price: 940.1 }, { price: 940.2 });
    expect(quote).toMatchObject({ base: 'JPY', quote: 'KRW', per: 100, kind: 'fx', decimals: 2 });
  });

  test('with a price alone computes the whole change from the known previous close', () => {
    const { quote, rules } = updateOne({ price: 110, change: 10, changePercent: 10 }, { price: 95 });
    expect(quote).toMatchObject({ price: 95, change: -5, changePercent: -5, previousClose: 100, direction: 'down' });
    expect(rules).toEqual([]);
  });

  test('with a price alone has no change where no previous close is known', () => {
    const { quote } = updateOne({ price: 110 }, { price: 95 });
    expect(quote).toMatchObject({ price: 95, change: null, changePercent: null, direction: null });
  });

  test('with its own change is not checked against yesterday’s close: a new day begins', () => {
    const { quote, rules } = updateOne(
      { price: 110, change: 10, changePercent: 10 },
      { price: 112, change: 2, changePercent: 1.82 },
    );
    expect(quote).toMatchObject({ change: 2, changePercent: 1.82, previousClose: 110, direction: 'up' });
    expect(rules).toEqual([]);
  });

  describe('with numbers that have no sign of their own', () => {
    const fallen = { price: '1,359.00', change: '14.00', changePercent: '1.03', direction: '하락' };

    test('is checked against the known previous close: a fall goes on', () => {
      for (const fields of [
        { price: '1,358.00', change: '15.00' },
        { price: '1,358.00', changePercent: '1.09' },
      ])
        expect(updateOne(fallen, fields).quote).toMatchObject({ direction: 'down', previousClose: 1373 });
    });

    test('is checked against it also where the update’s own close can’t be parsed', () => {
      const { quote } = updateOne(fallen, { price: '1,358.00', change: '15.00', previousClose: '?' });
      expect(quote).toMatchObject({ change: -15, direction: 'down' });
    });

    test('is checked against it also where the source may write JSON numbers without their sign', () => {
      const known = mapOf(parse([{ id: 'X', price: 1359, change: -14 }]).quotes);
      const update = (fields: Record<string, unknown>) => {
        const items = [{ path: '', needsDirection: true, fields: { id: 'X', ...fields } }];
        return parse({}, { adapter: () => ({ fields: {}, items }), known }).quotes[0]!;
      };
      expect(update({ price: 1358, change: 15 })).toMatchObject({ change: -15, direction: 'down' });
      expect(update({ price: 1350, change: 9 })).toMatchObject({ change: null, direction: null });
      expect(update({ price: 1350, change: '+9' })).toMatchObject({ change: 9, direction: 'up' });
    });

    test('is a rise where the known close confirms it', () => {
      expect(updateOne(fallen, { price: '1,375.00', change: '2.00' }).quote).toMatchObject({
        change: 2,
        direction: 'up',
      });
    });

    test('is no issue on a new day that the known close does not fit', () => {
      const { quote, rules } = updateOne(fallen, { price: '1,380.00', change: '21.00', changePercent: '1.55' });
      expect([quote.change, quote.direction, rules]).toEqual([21, 'up', []]);
    });

    test('shows the price alone where the known close makes it a possible fall', () => {
      const { quote, rules } = updateOne(fallen, { price: '1,350.00', change: '9.00', changePercent: '0.66' });
      expect([quote.price, quote.change, quote.direction]).toEqual([1350, null, null]);
      expect(rules).toEqual(['items[0].change sign-contradiction dropped']);
    });
  });

  test('with a limit of null removes the limit, also without a price', () => {
    const limited = { price: 1300, change: '+300', direction: '상한' };
    expect(updateOne(limited, { state: 'closed' }).quote.limit).toBe('upper');
    expect(updateOne(limited, { limit: null }).quote).toMatchObject({ limit: null, change: 300, direction: 'up' });
  });

  test('with one JSON number of its own is not checked against the known close either', () => {
    const { quote, rules } = updateOne({ price: 110, change: 10 }, { price: 95, change: 2 });
    expect([quote.change, quote.direction, quote.previousClose, rules]).toEqual([2, 'up', 93, []]);
  });

  test('without a price leaves the numbers as they are', () => {
    const { quote, old } = updateOne(
      { price: 110, change: 10, changePercent: 10, asOf: at('15:00:00') },
      { state: 'halted' },
    );
    expect(quote).toEqual({ ...old, state: 'halted' });
  });

  test('with a change and no price drops the change, and reports it', () => {
    const { quote, old, rules } = updateOne({ price: 110, change: 10 }, { change: 12, changePercent: 12 });
    expect(quote).toEqual(old);
    expect(rules).toEqual(['items[0].change no-price dropped', 'items[0].changePercent no-price dropped']);
  });

  test('with a direction, a limit or a previous close and no price drops them as well', () => {
    const { quote, old, rules } = updateOne({ price: 110 }, { direction: 'up', limit: 'upper', previousClose: 100 });
    expect(quote).toEqual(old);
    expect(rules).toEqual(['previousClose', 'direction', 'limit'].map((name) => `items[0].${name} no-price dropped`));
  });

  test('with a price of null removes the price', () => {
    const { quote, rules } = updateOne({ price: 110, change: 10 }, { price: null });
    expect(quote).toMatchObject({ price: null, change: null, changePercent: null, direction: null });
    expect(rules).toEqual([]);
  });

  test('with a price that can’t be parsed removes the price, and reports it', () => {
    const { quote, rules } = updateOne({ price: 110, change: 10 }, { price: 'soon' });
    expect([quote.price, quote.change, rules]).toEqual([null, null, ['items[0].price no-price dropped']]);
  });

  test('with a price and without a time has no time: the old time is not that of the new price', () => {
    const { quote } = updateOne({ price: 110, asOf: at('15:00:00') }, { price: 111 });
    expect(quote.asOf).toBe(null);
  });

  test('removes an item', () => {
    const { quotes, removed, rules } = update([
      { id: 'KOSDAQ', removed: true },
      { id: 'KOSPI', price: 2856 },
    ]);
    expect([quotes.map(({ id }) => id), removed, rules]).toEqual([['KOSPI'], ['KOSDAQ'], []]);
  });

  test('removes nothing for any other value, or without an id', () => {
    expect(update([{ id: 'KOSDAQ', removed: 'yes', price: 765 }]).removed).toEqual([]);
    expect(update([{ removed: true }]).removed).toEqual([]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (payload, item) => {
        update(payload);
        update([item]);
        update([{ ...Object(item), id: 'KOSPI' }]);
      }),
    );
  });
});

describe('the feed after updates', () => {
  const after = (updates: readonly unknown[], before: Feed = fullFeed): Feed =>
    mergeUpdates(before, updates, (payload, known) => parse(payload, { known }));
  const shown = ({ quotes }: Feed): string[] => quotes.map(({ id, price }) => `${id} ${price}`);

  test('has them merged by id, and keeps its order', () => {
    const feed = after([[{ id: 'USD/KRW', price: 1360 }], { items: [{ id: 'KOSPI', price: 2856 }] }]);
    expect(shown(feed)).toEqual(['KOSPI 2856', 'KOSDAQ 764.21', 'KOSPI200 382.99', 'USD/KRW 1360']);
    expect(feed.quotes[1]).toBe(fullFeed.quotes[1]);
  });

  test('has new items at its end, and no removed ones', () => {
    const feed = after([
      [
        { id: 'KOSPI', removed: true },
        { id: 'EUR/KRW', price: 1551.3 },
      ],
    ]);
    expect(shown(feed)).toEqual(['KOSDAQ 764.21', 'KOSPI200 382.99', 'USD/KRW 1359', 'EUR/KRW 1551.3']);
  });

  test('parses each update with the values of the one before', () => {
    const feed = after([
      [{ id: 'X', kind: 'rate', price: 3.1, previousClose: 3 }],
      [{ id: 'X', price: 2.9 }],
      [{ id: 'X', state: 'halted' }],
    ]);
    expect(feed.quotes.at(-1)).toMatchObject({ kind: 'rate', price: 2.9, change: -0.1, state: 'halted' });
  });

  test('ignores an item of an update that is older than the known one', () => {
    const feed = after([
      [{ id: 'KOSPI', price: 2856, asOf: at('15:30:02') }],
      [
        { id: 'KOSPI', price: 2850, asOf: at('15:30:01') },
        { id: 'KOSDAQ', price: 765 },
      ],
    ]);
    expect(shown(feed).slice(0, 2)).toEqual(['KOSPI 2856', 'KOSDAQ 765']);
  });

  test('treats a removed item that comes again as a new one', () => {
    const feed = after([[{ id: 'KOSPI', removed: true }], [{ id: 'KOSPI', price: 2856 }]]);
    expect(feed.quotes.at(-1)).toMatchObject({ id: 'KOSPI', kind: 'other', name: 'KOSPI', price: 2856 });
  });

  test('has the envelope fields of the last update that gives them, and keeps the others', () => {
    const feed = after([
      { state: 'open', items: [] },
      { notice: 'Trading has begun', items: [] },
    ]);
    expect(feed).toMatchObject({ state: 'open', notice: 'Trading has begun', ttl: 10, delay: 20 });
    expect(feed.source).toEqual(fullFeed.source);
  });

  test('has no field that an update gives as null', () => {
    const before = parse({ ...seed, state: 'closed', notice: 'Trading is halted' });
    const feed = after([{ state: null, notice: null, source: null, items: [{ id: 'KOSPI', url: null }] }], before);
    expect(feed).toMatchObject({ state: null, notice: null, source: null, ttl: 10, delay: 20 });
    expect(feed).not.toHaveProperty('removedFields');
    expect(feed.quotes.map(({ state, source }) => state ?? source)).toEqual([null, null, null, null]);
    expect(feed.quotes[0]).toEqual({ ...before.quotes[0], url: null, state: null, source: null });
  });

  test('has the feed’s state in an item whose own one an update gives as null, and no delay where it gives that as null', () => {
    const own = { id: 'KOSPI', state: 'halted', delay: 0, previousClose: 2800 };
    const removal = { id: 'KOSPI', state: null, delay: null, previousClose: null, name: null };
    const feed = after([[own], [removal]]);
    expect(feed.quotes[0]).toMatchObject({ state: fullFeed.state, delay: null, name: 'KOSPI', price: 2855.77 });
    expect(feed.quotes[0]).toMatchObject({ previousClose: fullFeed.quotes[0]!.previousClose, direction: 'up' });
  });

  test('has its new state, delay and source in all items that had inherited the old ones', () => {
    const before = parse({ ...seed, items: [...seed.items, { id: 'BTC', price: 1, state: 'open', delay: 0 }] });
    const source = { name: 'Koscom' };
    const feed = after([{ state: 'pre', delay: 15, source, items: [{ id: 'KOSPI', price: 2856 }] }], before);
    expect(feed.quotes.map(({ id, state, delay }) => `${id} ${state} ${String(delay)}`)).toEqual([
      'KOSPI pre 15',
      'KOSDAQ pre 15',
      'KOSPI200 pre 15',
      'USD/KRW pre 15',
      'BTC open 0',
    ]);
    expect(feed.quotes.every((quote) => quote.source?.name === 'Koscom')).toBe(true);
  });

  test('keeps an item’s own state although the feed’s state changes in the same update', () => {
    const feed = after([{ state: 'open', items: [{ id: 'KOSPI', state: 'closed' }] }]);
    expect(feed.quotes.map(({ state }) => state)).toEqual(['closed', 'open', 'open', 'open']);
  });

  test('never has an earlier time than before', () => {
    const feed = after([{ generatedAt: at('15:32:02'), items: [{ id: 'KOSDAQ', price: 765 }] }]);
    expect(feed.generatedAt).toBe(fullFeed.generatedAt);
  });

  test('has at most the items that a feed may have, however many the updates bring', () => {
    const updates = Array.from({ length: 600 }, (_, index) => [{ id: `N${index}`, price: 1 }]);
    const feed = after([...updates, [{ id: 'KOSPI', price: 2856 }]]);
    expect(feed.quotes.length).toBe(500);
    expect(shown(feed)[0]).toBe('KOSPI 2856');
    expect(feed.issues.slice(0, 1)).toEqual([
      { path: 'items', value: 'N496', rule: 'too-many-items', action: 'skipped' },
    ]);
  });

  test('leaves out a refused update, and reports it beside the other issues', () => {
    const feed = after([
      { version: 9, items: [{ id: 'KOSPI', price: 1 }] },
      undefined,
      [{ price: 5 }],
      [{ id: 'KOSPI', price: 2856 }],
    ]);
    expect(shown(feed)[0]).toBe('KOSPI 2856');
    expect(feed.issues.map(({ rule }) => rule)).toEqual(['unknown-version', 'not-a-feed', 'no-id']);
    // A bad update does not make the feed a bad one.
    expect(isRefused(feed.issues)).toBe(false);
  });

  test('is unchanged after no updates, except that it has no issues', () => {
    expect(after([])).toEqual({ ...fullFeed, issues: [] });
  });

  test('is the same whether the updates are merged at once or one by one', () => {
    const item = fc.record(
      {
        id: fc.constantFrom('KOSPI', 'KOSDAQ', 'X', 'Y'),
        price: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
        change: fc.double({ min: -10, max: 10, noNaN: true }),
        previousClose: fc.double({ min: 1, max: 1e6, noNaN: true }),
        removed: fc.boolean(),
        asOf: fc.constantFrom(at('15:29:00'), at('15:31:00'), at('15:32:00')),
        state: fc.constantFrom('open', 'halted'),
      },
      { requiredKeys: ['id'] },
    );
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 3 }), { maxLength: 6 }), (updates) => {
        const { quotes } = after(updates);
        const oneByOne = updates.reduce<Feed>((feed, update) => after([update], feed), fullFeed);
        expect(quotes).toEqual(oneByOne.quotes);
        expect(new Set(quotes.map(({ id }) => id)).size).toBe(quotes.length);
      }),
    );
  });
});

describe('two quotes are the same', () => {
  const [one] = fullFeed.quotes as [Quote];

  test('when all their fields are the same, also in a copy', () => {
    expect(sameQuote(one, one)).toBe(true);
    expect(sameQuote(one, structuredClone(one))).toBe(true);
    expect(sameQuote(one, undefined)).toBe(false);
  });

  test.each<[string, Partial<Quote>]>([
    ['the price', { price: 1 }],
    ['no price', { price: null }],
    ['the sign', { change: -43.72 }],
    ['the time', { asOf: now }],
    ['a name in one language', { name: { ko: '코스피', en: 'Kospi' } }],
    ['a name', { name: 'KOSPI' }],
    ['the source', { source: { name: 'Koscom', url: null } }],
    ['the trend', { trend: [1] }],
    ['the state', { state: 'open' }],
  ])('not when %s differs', (_, other) => {
    expect(sameQuote(one, { ...one, ...other })).toBe(false);
    expect(sameQuote({ ...one, ...other }, one)).toBe(false);
  });
});
