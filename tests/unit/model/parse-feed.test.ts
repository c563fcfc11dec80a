import { describe, expect, test } from 'vitest';
import { parseFeed, type Quote } from '../../../src/feed.js';
import { keepDecimals } from '../../../src/model/decimals.js';
import { keepNewest } from '../../../src/model/keep-newest.js';
import { companion, parseOne } from '../../support/fixtures/parse-helpers.js';
import { seed } from '../../support/fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const one = (item: Record<string, unknown>) => {
  const feed = parseFeed([{ id: 'X', kind: 'index', ...item }, companion], { now });
  return { quote: feed.quotes.find(({ id }) => id !== companion.id), rules: feed.issues.map(({ rule }) => rule) };
};

describe('the seed feed', () => {
  const feed = parseFeed(seed, { now });

  test('keeps the publisher’s numbers as they are given', () => {
    const numbers = feed.quotes.map(({ id, price, change, changePercent, direction }) => [
      id,
      price,
      change,
      changePercent,
      direction,
    ]);
    expect(numbers).toEqual([
      ['KOSPI', 2855.77, 43.72, 1.55, 'up'],
      ['KOSDAQ', 764.21, 7.98, 1.06, 'up'],
      ['KOSPI200', 382.99, 6.45, 1.72, 'up'],
      ['USD/KRW', 1359, -14, -1.03, 'down'],
    ]);
  });

  test('reports only that the USD/KRW change takes its sign from the percent', () => {
    expect(feed.issues).toEqual([{ path: 'items[3].change', value: 14, rule: 'sign-borrowed', action: 'mended' }]);
  });

  test('derives the previous close from the numbers', () => {
    expect(feed.quotes.map(({ previousClose }) => previousClose)).toEqual([2812.05, 756.23, 376.54, 1373]);
  });

  test('parses envelope, delay, state and time', () => {
    expect(feed).toMatchObject({ ttl: 10, delay: 20, state: 'closed' });
    expect(feed.generatedAt).toBe(Date.parse('2025-06-09T06:32:05Z'));
    expect(feed.quotes[0]).toMatchObject({ asOf: Date.parse('2025-06-09T06:30:00Z'), state: 'closed', delay: 20 });
  });
});

describe('the direction is decided once, from the best evidence', () => {
  test.each<[string, Record<string, unknown>, number | null, number | null, string | null]>([
    [
      'a word for an unsigned change',
      { price: '1,381.40', change: '12.30', changePercent: 0.88, direction: 'down' },
      -12.3,
      -0.88,
      'down',
    ],
    [
      'a word beside a signed change is not applied twice',
      { price: 6788.88, change: '-123.49', changePercent: '-1.79', direction: 'down' },
      -123.49,
      -1.79,
      'down',
    ],
    ['a minus wins over a missing sign', { price: 100, change: -1, changePercent: 0.99 }, -1, -0.99, 'down'],
    ['+0.00 beside a fall', { price: 1604.1, change: '-0.02', changePercent: '+0.00' }, -0.02, 0, 'down'],
    ['a small rise beside 0.00', { price: '1604.10', change: '0.02', changePercent: '0.00' }, 0.02, 0, 'up'],
    [
      'two signs that contradict each other, with a previous close',
      { price: 101, change: '+1', changePercent: '-1', previousClose: 100 },
      1,
      1,
      'up',
    ],
    [
      'two signs that contradict each other, without a previous close',
      { price: 101, change: '+1', changePercent: '-1' },
      null,
      null,
      null,
    ],
    [
      'a word that contradicts a minus, without a previous close',
      { price: 99, change: -1, direction: 'up' },
      null,
      null,
      null,
    ],
    ['no change', { price: 8.46, change: 0, changePercent: 0, previousClose: 0 }, 0, 0, 'flat'],
    ['an old code beside no change', { price: 100, change: 0, changePercent: 0, direction: 'down' }, 0, 0, 'flat'],
    [
      '"flat" beside an unsigned change, which is unknown',
      { price: 100, change: 2, changePercent: 2, direction: 'flat' },
      null,
      null,
      null,
    ],
    ['only a previous close', { price: 2855.77, previousClose: 2812.05 }, 43.72, 1.55473765, 'up'],
    [
      'only a percent, which does not determine the change to its last digit',
      { price: 101, changePercent: 1 },
      null,
      1,
      'up',
    ],
    ['only a change', { price: 101, change: -1 }, -1, -0.98039216, 'down'],
    ['nothing but a price', { price: 408.43 }, null, null, null],
  ])('%s', (_, item, change, changePercent, direction) => {
    const { quote } = one(item);
    expect(quote).toMatchObject({ change, changePercent, direction });
  });
});

describe('numbers that contradict each other', () => {
  test('where three of them disagree, the price is shown and the change is a dash', () => {
    const { quote, rules } = one({ price: 3822.39, change: -50.01, changePercent: -1.45, previousClose: 3812.19 });
    expect(quote).toMatchObject({ price: 3822.39, change: null, changePercent: null, direction: null });
    expect(rules).toEqual(['inconsistent-dropped']);
  });
});

describe('a missing value is shown as missing', () => {
  test.each<[unknown]>([[''], [[]], [true], ['-'], ['NA'], ['1.359,00'], ['87억'], [Number.NaN], [0], [undefined]])(
    'the price %j is no value, and reported',
    (price) => {
      const { quote, rules } = one({ price, change: 1, changePercent: 1 });
      expect(quote).toMatchObject({ price: null, change: null, changePercent: null, direction: null });
      expect(rules).toEqual(['no-price']);
    },
  );

  test('the price null means that there is no price, which is no issue', () => {
    const { quote, rules } = one({ price: null, change: 1, changePercent: 1 });
    expect(quote).toMatchObject({ price: null, change: null, changePercent: null, direction: null });
    expect(rules).toEqual([]);
  });

  test('an index cannot be negative', () => {
    const { quote, rules } = one({ price: '-2653.81' });
    expect(quote).toBeUndefined();
    expect(rules).toEqual(['negative-price']);
  });

  test('a commodity can be negative, as oil was, and it is reported', () => {
    const { quote, rules } = one({ kind: 'commodity', price: -37.63 });
    expect(quote!.price).toBe(-37.63);
    expect(rules).toEqual(['negative-price']);
  });
});

describe('a payload that is no feed is refused', () => {
  test.each<[string, unknown, string]>([
    ['an unknown version', { version: 2, items: seed.items }, 'unknown-version'],
    ['a version that is no number', { version: {}, items: seed.items }, 'unknown-version'],
    ['a string', 'Too Many Requests', 'not-a-feed'],
    ['null', null, 'not-a-feed'],
    ['an error body with status 200', { Note: 'Thank you for using our API' }, 'not-a-feed'],
    ['items that are no array', { version: 1, items: { 0: seed.items[0] } }, 'not-a-feed'],
    ['no items', { version: 1, items: [] }, 'no-items'],
    ['an empty array', [], 'no-items'],
    ['only values that are no items', ['garbage', 42, null], 'no-items'],
    [
      'only items without a price',
      [
        { id: 'X', price: '-' },
        { id: 'Y', price: null },
      ],
      'no-prices',
    ],
    ['prices of zero, as for an unknown symbol', [{ id: 'X', price: 0, change: 0 }], 'no-prices'],
  ])('%s', (_, payload, rule) => {
    const feed = parseFeed(payload, { now });
    expect(feed.quotes).toEqual([]);
    expect(feed.issues.filter(({ action }) => action === 'refused').map((issue) => issue.rule)).toEqual([rule]);
  });

  test.each([undefined, null, 1, '1'])('the version %j is supported', (version) => {
    const feed = parseFeed({ version, items: [{ id: 'X', price: 1 }] }, { now });
    expect([feed.quotes.length, feed.issues]).toEqual([1, []]);
  });

  test('the issue has the path and the value', () => {
    const issue = (payload: unknown) => parseFeed(payload, { now }).issues;
    expect(issue({ version: 2, items: [] })).toEqual([
      { path: 'version', value: 2, rule: 'unknown-version', action: 'refused' },
    ]);
    expect(issue('no')).toEqual([{ path: '', value: 'no', rule: 'not-a-feed', action: 'refused' }]);
    expect(issue([])).toEqual([{ path: 'items', value: [], rule: 'no-items', action: 'refused' }]);
    expect(parseFeed([], { adapter: 'none', now }).issues).toEqual([
      { path: '', value: 'none', rule: 'unknown-adapter', action: 'refused' },
    ]);
  });

  test('without an option `now` the clock’s time is used', () => {
    const inAnHour = Date.now() + 60 * 60_000;
    const { asOf } = parseFeed([{ id: 'X', price: 1, asOf: inAnHour }]).quotes[0]!;
    expect(Math.abs(asOf! - Date.now())).toBeLessThan(60_000);
  });

  test('the adapter may be a name or a function', () => {
    expect(parseFeed(seed, { adapter: 'canonical', now })).toEqual(parseFeed(seed, { now }));
    const own = () => ({ fields: { ttl: 5 }, items: [{ path: '', fields: { id: 'X', price: 1, kind: 'stonk' } }] });
    const feed = parseFeed({}, { adapter: own, now });
    expect(feed).toMatchObject({ ttl: 5, quotes: [{ id: 'X', kind: 'other' }] });
    expect(feed.issues).toEqual([{ path: 'kind', value: 'stonk', rule: 'unreadable', action: 'dropped' }]);
  });
});

describe('one bad row among good ones', () => {
  test('the good rows are shown, and the bad one is reported with its index', () => {
    const feed = parseFeed([seed.items[0], null, { price: 1 }, seed.items[0], seed.items[1]], { now });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['KOSPI', 'KOSDAQ']);
    expect(feed.issues.map(({ path, rule, action }) => `${path} ${rule} ${action}`)).toEqual([
      'items[1] not-an-item skipped',
      'items[2].id no-id skipped',
      'items[3].id duplicate-id skipped',
    ]);
  });

  test('of 501 items the first 500 are shown, and the rest is reported', () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ id: `I${index}`, price: 1 }));
    const feed = parseFeed(many, { now });
    expect(feed.quotes).toHaveLength(500);
    expect(feed.issues).toMatchObject([{ path: 'items', rule: 'too-many-items', action: 'skipped' }]);
  });
});

describe('fields other than the numbers', () => {
  test('a __proto__ key is a key like any other', () => {
    const payload: unknown = JSON.parse(
      '[{"id":"__proto__","price":1,"name":{"__proto__":"x","en":"Y"},"__proto__":{"polluted":1}}]',
    );
    const { quotes } = parseFeed(payload, { now });
    expect(quotes[0]).toMatchObject({ id: '__proto__', name: { en: 'Y' } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('a time in the future is replaced by the present', () => {
    expect(one({ price: 1, asOf: '2025-06-09T17:00:00+09:00' }).quote!.asOf).toBe(now);
  });

  test('decimals come from the item, or else from its kind', () => {
    const decimals = (item: Record<string, unknown>) => one({ price: 1, ...item }).quote!.decimals;
    expect(decimals({ kind: 'index' })).toBe(2);
    expect(decimals({ id: 'USD/KRW', kind: 'fx' })).toBe(2);
    expect(decimals({ id: 'EUR/USD', kind: undefined })).toBe(4);
    expect(decimals({ id: 'USD/JPY', kind: 'fx' })).toBe(2);
    expect(decimals({ kind: 'rate' })).toBe(3);
    expect(decimals({ kind: 'rate', decimals: 1 })).toBe(1);
    expect(decimals({ kind: 'index', decimals: 99 })).toBe(2);
  });

  test('a value of the wrong kind is dropped, and reported with its path and value', () => {
    const { quotes, issues } = parseFeed([{ id: 'X', price: 1, kind: 'stonk', quote: 'won', state: 'asleep' }], {
      now,
    });
    expect(quotes[0]).toMatchObject({ kind: 'other', quote: null, state: 'unknown' });
    expect(issues).toEqual([
      { path: 'items[0].quote', value: 'won', rule: 'unreadable', action: 'dropped' },
      { path: 'items[0].kind', value: 'stonk', rule: 'unreadable', action: 'dropped' },
      { path: 'items[0].state', value: 'asleep', rule: 'unreadable', action: 'dropped' },
    ]);
  });
});

describe('changes that are impossible, and changes that look so', () => {
  test.each<[string, Record<string, unknown>, number | null, number | null, string | null]>([
    [
      '"flat" beside a change, with a previous close that is the price',
      { price: 100, change: 2, changePercent: 2, direction: 'flat', previousClose: 100 },
      null,
      null,
      null,
    ],
    ['a fall by more than 100 %', { price: 100, changePercent: -150 }, null, null, null],
    ['a rise from a negative price', { price: 100, change: 150 }, null, null, null],
    ['a negative rate', { kind: 'rate', price: -0.25, change: 0.05, changePercent: 16.67 }, 0.05, 16.67, 'up'],
    ['a negative previous close', { price: 100, previousClose: -100 }, null, null, null],
    [
      'a percent of today’s price, as in the USD/KRW row of the seed feed',
      { price: 1359, change: -14, changePercent: -1.03 },
      -14,
      -1.03,
      'down',
    ],
    [
      'a change and a percent that contradict each other',
      { price: 100, change: 5, changePercent: 1 },
      null,
      null,
      null,
    ],
  ])('%s', (_, item, change, changePercent, direction) => {
    expect(one(item).quote).toMatchObject({ change, changePercent, direction });
  });
});

describe('prices', () => {
  test.each<[string, unknown, number | null | undefined, ...string[]]>([
    ['other', 0.01, 0.01],
    ['other', 0, null, 'price no-price dropped'],
    ['other', '-0.00', null, 'price no-price dropped'],
    ['other', undefined, null, 'price no-price dropped'],
    ['other', null, null],
    ['other', -0.01, undefined, 'price negative-price skipped'],
    ['index', -1, undefined, 'price negative-price skipped'],
    ['fx', -1, undefined, 'price negative-price skipped'],
    ['future', -1, -1, 'price negative-price kept'],
    ['rate', 0, 0],
    ['rate', -0.25, -0.25],
    ['rate', null, null],
    ['commodity', 0, null, 'price no-price dropped'],
    ['commodity', -37.63, -37.63, 'price negative-price kept'],
    ['commodity', 37.63, 37.63],
  ])('of kind %s: %j', (kind, price, expected, ...rules) => {
    const { quote, rules: reported } = parseOne({ kind, price });
    expect(quote?.price).toBe(expected);
    expect(reported).toEqual(rules);
  });

  test.each([0, -0.01, '0.00'])('a previous close of %j is dropped', (previousClose) => {
    const { quote, rules } = parseOne({ previousClose });
    expect(quote).toMatchObject({ change: null, changePercent: null, previousClose: null, direction: null });
    expect(rules).toEqual(['previousClose prev-not-positive dropped']);
  });

  test('a very small previous close is used', () => {
    expect(parseOne({ price: 0.02, previousClose: 0.01 })).toMatchObject({ quote: { previousClose: 0.01 }, rules: [] });
  });

  test('an unknown direction is reported, and leaves numbers without a sign out', () => {
    expect(parseOne({ direction: '69', change: 1 })).toMatchObject({
      quote: { change: null, direction: null },
      rules: ['direction unreadable dropped', 'change direction-unknown dropped'],
    });
  });
});

describe('two rows of one id', () => {
  const row = (price: unknown, asOf?: unknown): object => ({ id: 'USD/KRW', price, asOf });
  const chosen = (...rows: object[]) => {
    const { quotes, issues } = parseFeed(rows, { now: Date.parse('2026-03-20T15:00:00+09:00') });
    return { prices: quotes.map(({ price }) => price), issues: issues.map(({ path, rule }) => `${path} ${rule}`) };
  };

  test.each<[string, object[], number | null, number]>([
    ['the later of two days', [row(1380, '2026-03-02'), row(1395, '2026-03-19')], 1395, 0],
    ['the later of two days, in the other order', [row(1395, '2026-03-19'), row(1380, '2026-03-02')], 1395, 1],
    [
      'the later of two moments',
      [row(1380, '2026-03-19T10:00:00+09:00'), row(1395, '2026-03-19T10:00:01+09:00')],
      1395,
      0,
    ],
    ['a moment of a later day', [row(1380, '2026-03-17'), row(1395, '2026-03-19T10:00:00+09:00')], 1395, 0],
    ['the first of one moment', [row(1380, '2026-03-19'), row(1395, '2026-03-19')], 1380, 1],
    [
      'the first where a moment may be on the day of the other',
      [row(1380, '2026-03-19'), row(1395, '2026-03-19T10:00:00Z')],
      1380,
      1,
    ],
    ['the first where one has no time', [row(1380), row(1395, '2026-03-19')], 1380, 1],
    ['the one with a price where one has no time', [row(null), row(1395, '2026-03-19')], 1395, 0],
    ['the newest also where it has no price', [row(1380, '2026-03-02'), row(null, '2026-03-19')], null, 0],
  ])('%s', (_, rows, price, left) => {
    expect(chosen({ id: 'KOSPI', price: 1 }, ...rows)).toEqual({
      prices: [1, price],
      issues: [`items[${left + 1}].id duplicate-id`],
    });
  });

  test('the chosen row has the position of the first one, and each of the others is an issue', () => {
    const { prices, issues } = chosen(
      row(1380, '2026-03-02'),
      { id: 'A', price: 2 },
      row(1390, '2026-03-18'),
      row(1395, '2026-03-19'),
    );
    expect(prices).toEqual([1395, 2]);
    expect(issues).toEqual(['items[0].id duplicate-id', 'items[2].id duplicate-id']);
  });

  test('an adapter that expects several days may have many rows, without issues', () => {
    const items = Array.from({ length: 600 }, (_, day) => ({
      path: `d[${day}]`,
      fields: { id: 'X', price: day + 1, asOf: (19_000 + day) * 86_400 },
    }));
    const feed = parseFeed({}, { adapter: () => ({ fields: {}, items, newestOnly: true }), now });
    expect([feed.quotes.map(({ price }) => price), feed.issues]).toEqual([[600], []]);
  });

  test('such an adapter has issues where the times don’t order two rows, and for more ids than can be shown', () => {
    const rowsOf = (rows: Record<string, unknown>[]) =>
      parseFeed(
        {},
        { adapter: () => ({ fields: {}, items: rows.map((fields) => ({ path: '', fields })), newestOnly: true }), now },
      );
    const same = rowsOf([
      { id: 'X', price: 1 },
      { id: 'X', price: 2 },
    ]);
    expect([same.quotes.map(({ price }) => price), same.issues.map(({ rule }) => rule)]).toEqual([
      [1],
      ['duplicate-id'],
    ]);
    const many = rowsOf(Array.from({ length: 501 }, (_, index) => ({ id: `I${index}`, price: 1 })));
    expect([many.quotes.length, many.issues.map(({ rule }) => rule)]).toEqual([500, ['too-many-items']]);
  });
});

describe('the decimals of an item', () => {
  const decimals = (price: unknown, known?: ReadonlyMap<string, Quote>, more: object = {}) => {
    const { quotes } = parseFeed([{ id: 'X', price, ...more }, companion], { now, ...(known && { known }) });
    return { quote: quotes[0]!, known: new Map(quotes.map((quote) => [quote.id, quote])) };
  };

  test('are not decided while it has no price', () => {
    const waiting = decimals(null);
    expect(waiting.quote.decimals).toBe(null);
    expect(decimals(382.99, waiting.known).quote.decimals).toBe(2);
    expect(decimals(0.0381, waiting.known).quote.decimals).toBe(5);
  });

  test('are those that the feed gives, also before there is a price', () => {
    const waiting = decimals(null, undefined, { decimals: 3 });
    expect(waiting.quote.decimals).toBe(3);
    expect(decimals(382.99, waiting.known).quote.decimals).toBe(3);
  });

  test('stay the same while the price passes 0.1, in updates and in full answers', () => {
    const first = decimals(0.0999);
    expect(first.quote.decimals).toBe(5);
    expect(decimals(0.1001, first.known).quote.decimals).toBe(5);
    const answer = (price: unknown, more: object = {}) => parseFeed([{ id: 'X', price, ...more }, companion], { now });
    const next = keepNewest(answer(0.0999), answer(0.1001), now);
    expect(next.quotes[0]!.decimals).toBe(5);
    expect(keepNewest(next, answer(0.1002), now).quotes[0]!.decimals).toBe(5);
    // A quote that has not changed is the same object, so it is not rendered again.
    const again = answer(0.0999);
    expect(keepDecimals(undefined, again).quotes[0]).toBe(again.quotes[0]);
    expect(keepDecimals(answer(0.0999), again).quotes[0]).toBe(again.quotes[0]);
    expect(keepNewest(answer(null, { decimals: 3 }), answer(null), now).quotes[0]!.decimals).toBe(3);
  });

  test('change where the price would be printed as zero', () => {
    const first = decimals(1.2);
    expect(decimals(0.0041, first.known).quote.decimals).toBe(6);
    const answer = (price: unknown) => parseFeed([{ id: 'X', price }, companion], { now });
    expect(keepNewest(answer(1.2), answer(0.0041), now).quotes[0]!.decimals).toBe(6);
    expect(keepNewest(answer(1.2), answer(0.005), now).quotes[0]!.decimals).toBe(2);
  });

  test('change where the feed gives others', () => {
    const answer = (price: unknown, more: object = {}) => parseFeed([{ id: 'X', price, ...more }, companion], { now });
    expect(keepNewest(answer(0.0999), answer(0.1001, { decimals: 2 }), now).quotes[0]!.decimals).toBe(2);
    expect(keepNewest(answer(null), answer(0.1001), now).quotes[0]!.decimals).toBe(2);
  });
});

describe('a source whose numbers may come without their sign', () => {
  const read = (fields: Record<string, unknown>) => {
    const items = [{ path: 'x', needsDirection: true, fields: { id: 'X', price: '101.00', ...fields } }];
    return parseFeed({}, { adapter: () => ({ fields: {}, items }), now }).quotes[0];
  };

  test.each<[string, Record<string, unknown>, number | null]>([
    ['a word gives the sign', { change: '1.00', direction: 'down' }, -1],
    ['a written plus gives the sign', { change: '+1.00' }, 1],
    ['a minus gives the sign', { change: -1 }, -1],
    ['a previous close that fits gives the sign', { change: '1.00', previousClose: '102.00' }, -1],
    ['no change needs no sign', { change: '0.00' }, 0],
    ['nothing gives the sign', { change: '1.00', changePercent: '0.99' }, null],
    ['a direction of null gives no sign', { change: '1.00', direction: null }, null],
    ['a JSON number without a sign gives none either', { change: 1 }, null],
  ])('%s', (_, fields, change) => {
    expect(read(fields)!.change).toBe(change);
  });

  test('a price alone is no issue', () => {
    const items = [{ path: 'x', needsDirection: true, fields: { id: 'X', price: 1 } }];
    expect(parseFeed({}, { adapter: () => ({ fields: {}, items }), now }).issues).toEqual([]);
  });
});

test('a number with a percent sign is no fraction, also where the source writes fractions', () => {
  const read = (changePercent: unknown) => {
    const items = [{ path: '', fraction: true, fields: { id: 'X', price: 101.27, changePercent } }];
    return parseFeed({}, { adapter: () => ({ fields: {}, items }), now }).quotes[0]!.changePercent;
  };
  expect([0.0127, '0.0127', '1.27%', '1.27 %'].map(read)).toEqual([1.27, 1.27, 1.27, 1.27]);
});

describe('a pair of currencies', () => {
  const kindOf = (fields: Record<string, unknown>) => parseOne(fields).quote.kind;

  test.each<[Record<string, unknown>, string]>([
    [{ id: 'EUR/USD', kind: 'other' }, 'fx'],
    [{ id: 'EUR/USD', kind: 'forex' }, 'fx'],
    [{ id: 'X', base: 'USD', quote: 'KRW', kind: 'other' }, 'fx'],
    [{ id: 'BTC/USDT', kind: 'other' }, 'other'],
    [{ id: 'BTC/USD', kind: 'coin' }, 'other'],
    [{ id: 'BTC/USD', kind: 'crypto' }, 'crypto'],
    [{ id: 'XAU/USD', kind: 'commodity' }, 'commodity'],
    [{ id: 'KOSPI', kind: 'other' }, 'other'],
  ])('%j is %s', (fields, kind) => {
    expect(kindOf(fields)).toBe(kind);
  });

  test('that is called something else has the decimals of an exchange rate', () => {
    const { quote } = parseOne({ id: 'EUR/USD', kind: 'other', price: 1.15588, change: 0.00123 });
    expect(quote).toMatchObject({ kind: 'fx', decimals: 4, change: 0.00123 });
  });
});
