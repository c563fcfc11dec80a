import { describe, expect, test } from 'vitest';
import '../../../src/adapters/yahoo.js';
import { issuesOf, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';
import { chart, flatSpark, flatWeek, row, spark, v10 } from '../../support/fixtures/adapters/yahoo.js';

const parse = parserFor('yahoo');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

describe('spark of v7', () => {
  test('is a chart, one level deeper', () => {
    const feed = parse(spark());
    expect(feed).toEqual(parse(chart()));
    expect(feed.quotes).toMatchObject([{ id: 'KOSPI', price: 3166.05, change: -38.45, direction: 'down' }]);
  });

  test.each([
    ['1d', 2500],
    ['5d', null],
    ['', null],
  ])('the close before the chart is yesterday’s only on a chart of one day: %j', (range, previousClose) => {
    expect(firstQuote(spark({ previousClose: undefined, range })).previousClose).toBe(previousClose);
  });

  test('several symbols are read, and an unknown one is left out', () => {
    const [known] = spark().spark.result;
    const [pair] = spark({ symbol: 'KRW=X', instrumentType: 'CURRENCY' }).spark.result;
    const result = [known, { ...pair, symbol: 'KRW=X' }, { symbol: 'NONE', response: [] }];
    const feed = parse({ spark: { result, error: null } });
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['KOSPI', 3166.05],
      ['USD/KRW', 3166.05],
      ['NONE', null],
    ]);
    expect(issuesOf(feed)).toEqual(['spark.result[2].price no-price dropped']);
  });

  test('an error is refused with its message', () => {
    const error = { code: 'Not Found', description: 'No data found for spark symbols' };
    expect(parse({ spark: { result: null, error } })).toMatchObject(refusal('source-error', error.description));
  });
});

describe('the flat form of spark', () => {
  test('the last close of its line is the price, and a line of one day has the previous close', () => {
    const feed = parse(flatSpark());
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: 'KOSPI',
        kind: 'index',
        price: 3166.05,
        change: -38.45,
        changePercent: -1.19987518,
        previousClose: 3204.5,
        direction: 'down',
        asOf: Date.parse('2027-03-10T15:30:00+09:00'),
      }),
    ]);
  });

  test('a line of several days gives no previous close', () => {
    expect(firstQuote(flatSpark(flatWeek))).toMatchObject({ price: 3166.05, change: null, previousClose: null });
  });

  test('a line without times gives no previous close', () => {
    expect(firstQuote(flatSpark({ timestamp: undefined }))).toMatchObject({
      price: 3166.05,
      previousClose: null,
      asOf: null,
    });
  });

  test('a `previousClose` of its own is used with any line', () => {
    expect(firstQuote(flatSpark({ ...flatWeek, previousClose: 3204.5 }))).toMatchObject({ change: -38.45 });
  });

  test('empty closes at the end of a line are passed over', () => {
    const { price, asOf } = firstQuote(flatSpark({ close: [3190, 3180.5, null] }));
    expect([price, asOf]).toEqual([3180.5, Date.parse('2027-03-10T12:00:00+09:00')]);
  });

  test.each<[string, object]>([
    ['one point', { timestamp: [1], close: [3166.05] }],
    ['the same time twice', { timestamp: [1, 1], close: [3166.05, 3166.05] }],
    ['no times', { timestamp: [], close: [3166.05] }],
    ['times that are no text', { timestamp: [1, { toString: 1 }], close: [3190, 3166.05] }],
    ['times that are empty', { timestamp: [1, ''], close: [3190, 3166.05] }],
    ['times that run backwards', { timestamp: [2, 1], close: [3190, 3166.05] }],
  ])('with %s, the length of a line is unknown, so it gives no previous close', (_, more) => {
    const { timestamp, close } = { timestamp: [], close: [], ...more };
    const start = flatSpark()['^KS11']!.timestamp[0]!;
    const moments = timestamp.map((moment) => (typeof moment === 'number' ? start + moment : moment));
    expect(firstQuote(flatSpark({ close, timestamp: moments }))).toMatchObject({
      price: 3166.05,
      previousClose: null,
      change: null,
      direction: null,
    });
  });

  test('a line without closes has no price', () => {
    const feed = parse({ ...flatSpark({ close: [null, null] }), ...flatSpark({}, 'KRW=X') });
    expect(feed.quotes).toMatchObject([
      { id: 'KOSPI', price: null },
      { id: 'USD/KRW', price: 3166.05, kind: 'fx' },
    ]);
    expect(issuesOf(feed)).toEqual(['^KS11.price no-price dropped']);
  });

  test('a line that ends with something other than a number has no price', () => {
    const feed = parse({ ...flatSpark({ close: [3190, 'n/a'] }), ...flatSpark({}, 'KRW=X') });
    expect(feed.quotes[0]).toMatchObject({ id: 'KOSPI', price: null, change: null });
  });

  test('its key is used where it has no symbol', () => {
    expect(firstQuote(flatSpark({ symbol: undefined })).id).toBe('KOSPI');
  });

  test('fields of a page’s own mapping stay as they are', () => {
    expect(firstQuote(flatSpark(), { price: 'chartPreviousClose', id: '=MINE' })).toMatchObject({
      id: 'MINE',
      price: 3204.5,
    });
  });
});

describe('a missing number, where numbers are objects', () => {
  test('is written as `{}`, and does not count as unreadable', () => {
    const numbers = {
      regularMarketPrice: { raw: 3166.05, fmt: '3,166.05' },
      regularMarketChange: {},
      regularMarketChangePercent: { raw: -0.012, fmt: '-1.20%' },
      regularMarketPreviousClose: {},
    };
    const feed = parse(v10(numbers));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toMatchObject([{ price: 3166.05, changePercent: -1.2, direction: 'down' }]);
  });

  test('is unreadable when it has only its format', () => {
    const feed = parse({ price: row({ regularMarketChange: { fmt: '-38.45' }, regularMarketChangePercent: 0.012 }) });
    expect(issuesOf(feed)).toContain('price.change unreadable dropped');
  });
});
