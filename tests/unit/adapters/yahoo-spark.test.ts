import { describe, expect, test } from 'vitest';
import '../../../src/adapters/yahoo.js';
import { issuesOf, quote, reader, refusal } from '../../support/fixtures/adapters/read.js';
import { chart, flatSpark, flatWeek, row, spark, v10 } from '../../support/fixtures/adapters/yahoo.js';

const read = reader('yahoo');
const first = (payload: unknown, paths?: object) => read(payload, paths).quotes[0]!;

describe('spark of v7', () => {
  test('is a chart, one level deeper', () => {
    const feed = read(spark());
    expect(feed).toEqual(read(chart()));
    expect(feed.quotes).toMatchObject([{ id: 'KOSPI', price: 3166.05, change: -38.45, direction: 'down' }]);
  });

  test.each([
    ['1d', 2500],
    ['5d', null],
    ['', null],
  ])('the close before the line is yesterday’s only on one of one day: %j', (range, previousClose) => {
    expect(first(spark({ previousClose: undefined, range })).previousClose).toBe(previousClose);
  });

  test('several symbols, one of them unknown', () => {
    const [known] = spark().spark.result;
    const [pair] = spark({ symbol: 'KRW=X', instrumentType: 'CURRENCY' }).spark.result;
    const result = [known, { ...pair, symbol: 'KRW=X' }, { symbol: 'NONE', response: [] }];
    const feed = read({ spark: { result, error: null } });
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['KOSPI', 3166.05],
      ['USD/KRW', 3166.05],
      ['NONE', null],
    ]);
    expect(issuesOf(feed)).toEqual(['spark.result[2].price no-price dropped']);
  });

  test('an error is refused with its words', () => {
    const error = { code: 'Not Found', description: 'No data found for spark symbols' };
    expect(read({ spark: { result: null, error } })).toMatchObject(refusal('source-error', error.description));
  });
});

describe('spark in its flat form', () => {
  test('the last of its line is the price, and a line of one day has yesterday’s close', () => {
    const feed = read(flatSpark());
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

  test('on a line of several days there is none', () => {
    expect(first(flatSpark(flatWeek))).toMatchObject({ price: 3166.05, change: null, previousClose: null });
  });

  test('nor on one that does not tell its times', () => {
    expect(first(flatSpark({ timestamp: undefined }))).toMatchObject({
      price: 3166.05,
      previousClose: null,
      asOf: null,
    });
  });

  test('a previous close of its own counts on any line', () => {
    expect(first(flatSpark({ ...flatWeek, previousClose: 3204.5 }))).toMatchObject({ change: -38.45 });
  });

  test('a line that ends with nothing ends before it', () => {
    const { price, asOf } = first(flatSpark({ close: [3190, 3180.5, null] }));
    expect([price, asOf]).toEqual([3180.5, Date.parse('2027-03-10T12:00:00+09:00')]);
  });

  test.each<[string, object]>([
    ['one point', { timestamp: [1], close: [3166.05] }],
    ['one moment twice', { timestamp: [1, 1], close: [3166.05, 3166.05] }],
    ['no moments', { timestamp: [], close: [3166.05] }],
    ['moments that have no text', { timestamp: [1, { toString: 1 }], close: [3190, 3166.05] }],
    ['moments that are empty', { timestamp: [1, ''], close: [3190, 3166.05] }],
    ['moments that go back', { timestamp: [2, 1], close: [3190, 3166.05] }],
  ])('with %s a line does not tell how long it is: no previous close', (_, more) => {
    const { timestamp, close } = { timestamp: [], close: [], ...more };
    const start = flatSpark()['^KS11']!.timestamp[0]!;
    const moments = timestamp.map((moment) => (typeof moment === 'number' ? start + moment : moment));
    expect(first(flatSpark({ close, timestamp: moments }))).toMatchObject({
      price: 3166.05,
      previousClose: null,
      change: null,
      direction: null,
    });
  });

  test('a line of nothing has no price', () => {
    const feed = read({ ...flatSpark({ close: [null, null] }), ...flatSpark({}, 'KRW=X') });
    expect(feed.quotes).toMatchObject([
      { id: 'KOSPI', price: null },
      { id: 'USD/KRW', price: 3166.05, kind: 'fx' },
    ]);
    expect(issuesOf(feed)).toEqual(['^KS11.price no-price dropped']);
  });

  test('a line that ends with what is no number has no price either', () => {
    const feed = read({ ...flatSpark({ close: [3190, 'n/a'] }), ...flatSpark({}, 'KRW=X') });
    expect(feed.quotes[0]).toMatchObject({ id: 'KOSPI', price: null, change: null });
  });

  test('its key will do for a symbol', () => {
    expect(first(flatSpark({ symbol: undefined })).id).toBe('KOSPI');
  });

  test('a mapping of the publisher’s own is left as it is', () => {
    expect(first(flatSpark(), { price: 'chartPreviousClose', id: '=MINE' })).toMatchObject({
      id: 'MINE',
      price: 3204.5,
    });
  });
});

describe('a number that is not there, where numbers are objects', () => {
  test('is `{}`, and no sign that can’t be read', () => {
    const numbers = {
      regularMarketPrice: { raw: 3166.05, fmt: '3,166.05' },
      regularMarketChange: {},
      regularMarketChangePercent: { raw: -0.012, fmt: '-1.20%' },
      regularMarketPreviousClose: {},
    };
    const feed = read(v10(numbers));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toMatchObject([{ price: 3166.05, changePercent: -1.2, direction: 'down' }]);
  });

  test('but one that only has its format is', () => {
    const feed = read({ price: row({ regularMarketChange: { fmt: '-38.45' }, regularMarketChangePercent: 0.012 }) });
    expect(issuesOf(feed)).toContain('price.change unreadable dropped');
  });
});
