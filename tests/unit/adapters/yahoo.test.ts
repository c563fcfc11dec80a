import { describe, expect, test } from 'vitest';
import '../../../src/adapters/yahoo.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';
import { chart, fraction, row, v10, v7 } from '../../support/fixtures/adapters/yahoo.js';

const parse = parserFor('yahoo');
const firstQuote = (more: object) => parse(v7(row(more))).quotes[0]!;

const kospi = quote({
  id: 'KOSPI',
  name: 'KOSPI Composite Index',
  kind: 'index',
  price: 3166.05,
  change: -38.449951,
  changePercent: -1.1998737,
  previousClose: 3204.5,
  direction: 'down',
  decimals: 3,
  asOf: Date.parse('2027-03-10T06:45:00Z'),
  state: 'open',
  delay: 15,
});

describe('the v7 quote', () => {
  test('reads every field, with a percent in points', () => {
    const feed = parse(v7(row()));
    expect(feed).toMatchObject({ issues: [], ttl: null });
    expect(feed.quotes).toEqual([kospi]);
  });

  test.each([
    ['PREPRE', 'closed'],
    ['PRE', 'pre'],
    ['REGULAR', 'open'],
    ['POST', 'post'],
    ['POSTPOST', 'closed'],
    ['CLOSED', 'closed'],
  ])('the state %s is %s', (marketState, state) => {
    expect(firstQuote({ marketState }).state).toBe(state);
  });

  test.each([
    ['INDEX', 'index'],
    ['CURRENCY', 'fx'],
    ['CRYPTOCURRENCY', 'crypto'],
    ['FUTURE', 'future'],
    ['EQUITY', 'equity'],
    ['ETF', 'equity'],
    ['MUTUALFUND', 'equity'],
  ])('the type %s is %s', (quoteType, kind) => {
    expect(firstQuote({ quoteType, symbol: 'ABC' })).toMatchObject({ id: 'ABC', kind });
  });

  test('an unknown type is reported, and NONE is not', () => {
    const feed = parse(v7(row({ quoteType: 'OPTION', symbol: 'ABC' }), row({ quoteType: 'NONE', symbol: 'DEF' })));
    expect(feed.quotes.map(({ kind }) => kind)).toEqual(['other', 'other']);
    expect(issuesOf(feed)).toEqual(['quoteResponse.result[0].kind unreadable dropped']);
  });

  test('a row with the type NONE and little else is shown as a dash', () => {
    const feed = parse(v7({ quoteType: 'NONE', symbol: 'ABC', priceHint: 2 }, row()));
    expect(feed.quotes).toEqual([quote({ id: 'ABC' }), kospi]);
    expect(issuesOf(feed)).toEqual(['quoteResponse.result[0].price no-price dropped']);
  });

  test('without any price, a dash is shown, and the rest is read', () => {
    const feed = parse(v7(row({ regularMarketPrice: undefined }), row({ symbol: 'ABC' })));
    expect(feed.quotes).toMatchObject([
      { id: 'KOSPI', price: null, change: null, direction: null, delay: 15 },
      { id: 'ABC', price: 3166.05 },
    ]);
    expect(issuesOf(feed)).toEqual(['quoteResponse.result[0].price no-price dropped']);
  });

  test('a previous close of 0 counts as missing', () => {
    const feed = parse(v7(row({ regularMarketPreviousClose: 0 })));
    expect(feed.quotes).toMatchObject([{ change: -38.449951, previousClose: 3204.499951 }]);
    expect(issuesOf(feed)).toEqual(['quoteResponse.result[0].previousClose prev-not-positive dropped']);
  });

  test('calculates the change from the previous close alone', () => {
    const none = { regularMarketChange: undefined, regularMarketChangePercent: undefined };
    expect(firstQuote(none)).toMatchObject({ change: -38.45, previousClose: 3204.5, direction: 'down' });
  });

  test('the long name is used where there is no short one', () => {
    expect(firstQuote({ shortName: '' }).name).toBe('KOSPI Composite Index (long)');
  });

  test('an unknown symbol has no row', () => {
    expect(parse(v7())).toMatchObject(noItems);
  });

  test('a row without a symbol is left out', () => {
    expect(issuesOf(parse(v7(row({ symbol: undefined }), row())))).toEqual([
      'quoteResponse.result[0].id no-id skipped',
    ]);
  });
});

describe('symbols', () => {
  test.each([
    ['^KS11', 'KOSPI'],
    ['^KQ11', 'KOSDAQ'],
    ['^KS200', 'KOSPI200'],
    ['^DJI', '^DJI'],
    // Names of members that every object inherits.
    ['toString', 'toString'],
    ['__proto__', '__proto__'],
  ])('%s has the id %s', (symbol, id) => {
    expect(firstQuote({ symbol, shortName: 'X' })).toMatchObject({ id, name: 'X' });
  });

  test.each([
    ['KRW=X', 'USD/KRW'],
    ['EURUSD=X', 'EUR/USD'],
    ['JPYKRW=X', 'JPY/KRW'],
  ])('%s has the id %s, whatever the name of the row', (symbol, id) => {
    const [base, other] = id.split('/');
    const feed = parse(v7(row({ symbol, quoteType: undefined })));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes[0]).toMatchObject({
      id,
      name: id,
      kind: 'fx',
      base,
      quote: other,
      unit: null,
      previousClose: 3204.5,
    });
  });

  test.each([
    'EURUSD=XX',
    'XEURUSD=X',
    '1EURUSD=X',
    'EUKRW=X',
    'KR=X',
    '=X',
    'eurusd=X',
    'EURusd=X',
    'EUR1SD=X',
    'EURUSD',
  ])('%s is no currency pair', (symbol) => {
    expect(firstQuote({ symbol, quoteType: undefined })).toMatchObject({
      id: symbol,
      kind: 'other',
      base: null,
      unit: 'KRW',
    });
  });

  test.each([
    ['^XYZ', 'index'],
    ['XYZ^', 'other'],
    ['XYZ', 'other'],
  ])('without a type, %s has the kind %s', (symbol, kind) => {
    expect(firstQuote({ symbol, quoteType: undefined }).kind).toBe(kind);
  });

  test('an index has no currency as unit, a share has one', () => {
    expect(firstQuote({}).unit).toBeNull();
    expect(firstQuote({ symbol: '005930.KS', quoteType: 'EQUITY' })).toMatchObject({ unit: 'KRW' });
  });

  test('the type is preferred to a guess from the symbol', () => {
    expect(firstQuote({ symbol: '^XYZ', quoteType: 'ETF' }).kind).toBe('equity');
  });
});

describe('the v10 summary', () => {
  test('its percent is a fraction, in a field of the same name', () => {
    expect(parse(v10())).toMatchObject({ quotes: [kospi], issues: [] });
  });

  test('reads the price module without its envelope', () => {
    const time = { regularMarketTime: '2027-03-10T06:45:00.000Z' };
    expect(parse({ price: row({ ...fraction, ...time }), result: 3166.05 }).quotes).toEqual([kospi]);
  });

  test('issues have the path from the root of the payload', () => {
    expect(issuesOf(parse(v10({ marketState: 'LUNCH' })))).toEqual([
      'quoteSummary.result.0.price.state unreadable dropped',
    ]);
    expect(issuesOf(parse({ price: row({ ...fraction, marketState: 'LUNCH' }) }))).toEqual([
      'price.state unreadable dropped',
    ]);
  });
});

describe('the v8 chart', () => {
  const firstChart = (more: object) => parse(chart(more)).quotes[0]!;

  test('reads the previous close, and has no change, state or delay', () => {
    const feed = parse(chart());
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([{ ...kospi, change: -38.45, changePercent: -1.19987518, state: null, delay: null }]);
  });

  test.each([
    ['1d', 2500],
    ['5d', null],
    ['10y', null],
    ['', null],
    [undefined, null],
  ])('the close before the chart is yesterday’s only on a chart of one day: %j', (range, previousClose) => {
    const only = { previousClose: undefined, range, regularMarketPrice: 2525 };
    expect(firstChart(only)).toMatchObject({ previousClose, change: previousClose && 25 });
  });

  test('when both closes are there, yesterday’s is used', () => {
    expect(firstChart({ range: '1d' }).previousClose).toBe(3204.5);
  });

  test('reads a currency pair', () => {
    const only = { symbol: 'KRW=X', previousClose: undefined, chartPreviousClose: 3100, range: '1d' };
    expect(firstChart(only)).toMatchObject({ id: 'USD/KRW', previousClose: 3100, unit: null });
  });

  test('the long name is used, and a missing type is guessed', () => {
    expect(firstChart({ shortName: undefined, instrumentType: undefined })).toMatchObject({
      name: 'KOSPI Composite Index (long)',
      kind: 'index',
    });
    expect(firstChart({ instrumentType: 'ETF' }).kind).toBe('equity');
  });
});

describe('payloads that are refused', () => {
  const error = { code: 'Not Found', description: 'No data found' };

  test.each(['quoteResponse', 'finance', 'quoteSummary', 'chart'])(
    'an error of %s is refused with its message',
    (name) => {
      expect(parse({ [name]: { result: null, error } })).toMatchObject(refusal('source-error', 'No data found'));
    },
  );

  test.each([[null], ['Too Many Requests'], [42], [{}], [[]], [{ price: 3166.05 }], [{ chart: null }]])(
    '%j is refused',
    (payload) => {
      expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
    },
  );
});

test('a page’s own mapping adds and replaces fields', () => {
  const paths = { url: '=/{symbol}', price: 'postMarketPrice' };
  expect(parse(v7(row()), paths).quotes).toMatchObject([{ url: '/^KS11', price: 1 }]);
  expect(parse(chart(), { name: '=Seoul' }).quotes[0]!.name).toBe('Seoul');
});
