import { describe, expect, test } from 'vitest';
import '../../../src/adapters/rates.js';
import {
  ecos,
  ecosRow,
  exchangerateHost,
  exim,
  frankfurter1,
  frankfurter2,
  openErApi,
} from '../../support/fixtures/adapters/rates.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('rates');
const daily = { kind: 'fx', delay: 'eod' } as const;
const usdKrw = quote({ ...daily, id: 'USD/KRW', price: 1312.4, base: 'USD', quote: 'KRW' });

/** Returns the id of each quote, the number of units, and the price. */
const prices = (payload: unknown) => parse(payload).quotes.map(({ id, per, price }) => [id, per, price]);

test('each table is requested once an hour', () => {
  const tables = [[exim('USD', '1')], ecos(ecosRow('원/미국달러', '20270309', '1')), frankfurter1(), frankfurter2];
  expect([...tables, openErApi, exchangerateHost].map((table) => parse(table).ttl)).toEqual(Array(6).fill(3600));
});

describe('Korea Eximbank', () => {
  test('reads numbers with commas and without zeros at the end', () => {
    expect(parse([exim('USD', '1,312.4')])).toMatchObject({ quotes: [usdKrw], issues: [] });
  });

  test.each([
    ['JPY(100)', '1,116.2', ['JPY/KRW', 100, 1116.2]],
    ['IDR(100)', '8.4', ['IDR/KRW', 100, 8.4]],
    ['VND(1000)', '51', ['VND/KRW', 1000, 51]],
    ['CNH', '184', ['CNH/KRW', 1, 184]],
  ])('the unit of %s is the number of units that the price is for', (unit, price, expected) => {
    expect(prices([exim(unit, price)])).toEqual([expected]);
    expect(parse([exim(unit, price)]).quotes[0]!.base).toBe(unit.slice(0, 3));
  });

  test('the row of the won in won is left out', () => {
    const feed = parse([exim('KRW', '1'), exim('USD', '1,312.4')]);
    expect(feed.quotes).toEqual([usdKrw]);
    expect(issuesOf(feed)).toEqual(['[0] same-currency skipped']);
  });

  test('a missing rate is shown as a dash, beside the others', () => {
    const feed = parse([exim('USD', '-'), exim('EUR', '1,500')]);
    expect(feed.quotes).toMatchObject([
      { id: 'USD/KRW', price: null },
      { id: 'EUR/KRW', price: 1500 },
    ]);
    expect(issuesOf(feed)).toEqual(['[0].price no-price dropped']);
  });

  test('a currency that is there twice has no change between its rows', () => {
    const feed = parse([exim('USD', '1,312.4'), exim('USD', '1,300')]);
    expect(feed.quotes).toEqual([usdKrw]);
    expect(issuesOf(feed)).toEqual(['[1].id duplicate-id skipped']);
  });

  test.each([2, 3, 4, '3'])(
    'result %j is an error, refused although it has status 200 and a row of nulls',
    (result) => {
      const payload = [exim(null, null, { result })];
      expect(parse(payload)).toMatchObject(refusal('source-error', `result ${result}`));
      expect(parse([{ result }])).toMatchObject(refusal('source-error', `result ${result}`));
    },
  );

  test.each([0, 1, undefined])('result %j is no error', (result) => {
    expect(parse([exim('USD', '1,312.4', { result })]).quotes).toEqual([usdKrw]);
  });

  test('a row without a currency is left out', () => {
    expect(issuesOf(parse([{ result: 1 }, exim('USD', '1')]))).toEqual(['[0] no-base skipped']);
  });

  test('on a holiday the payload is `[]` or null, and nothing is shown', () => {
    expect(parse([])).toMatchObject(noItems);
    expect(parse(null)).toMatchObject(refusal('not-a-feed', null));
  });
});

describe('ECOS', () => {
  const dollar = '원/미국달러(매매기준율)';

  test('rows come in any order: the newest gives the price, and the one before it the previous close', () => {
    const feed = parse(
      ecos(
        ecosRow(dollar, '20270308', '1320'),
        ecosRow(dollar, '20270309', '1312.4'),
        ecosRow('원/유로', '20270308', '1501'),
        ecosRow(dollar, '20270305', '1290'),
      ),
    );
    expect(feed.quotes).toEqual([
      {
        ...usdKrw,
        change: -7.6,
        changePercent: -0.57575758,
        previousClose: 1320,
        direction: 'down',
        asOf: Date.parse('2027-03-09T00:00:00Z'),
      },
      quote({ ...daily, id: 'EUR/KRW', price: 1501, base: 'EUR', quote: 'KRW', asOf: Date.parse('2027-03-08') }),
    ]);
    expect(issuesOf(feed)).toEqual([
      'StatisticSearch.row[0] older-row skipped',
      'StatisticSearch.row[3] older-row skipped',
    ]);
  });

  test.each([
    ['원/미국달러(매매기준율)', 'USD/KRW', 1],
    ['원/일본엔(100엔)', 'JPY/KRW', 100],
    ['원/유로', 'EUR/KRW', 1],
    ['원/위안(매매기준율)', 'CNY/KRW', 1],
    ['원/영국파운드', 'GBP/KRW', 1],
    ['미국달러', 'USD/KRW', 1],
    ['원/SGD', 'SGD/KRW', 1],
  ])('`%s` is %s per %i', (name, id, per) => {
    const feed = parse(ecos(ecosRow(name, '20270309', '1234.5')));
    expect(feed.quotes).toMatchObject([{ ...daily, id, per, quote: 'KRW', unit: null }]);
  });

  // Other tables of the same service have rows of the same shape.
  test.each([
    'KOSPI지수',
    'X원/미국달러',
    '(원/미국달러',
    '원/미국달러(종가)뒤',
    '원/달러(종가)',
    'USDX',
    'XUSD',
    'usd',
  ])('`%s` is no currency, so the row stays as it is', (name) => {
    const rows = [ecosRow(name, '20270309', '2030', { UNIT_NAME: '1980=100' }), ecosRow(name, '20270308', '2000')];
    expect(parse(ecos(...rows)).quotes).toEqual([
      quote({
        id: name,
        price: 2030,
        change: 30,
        changePercent: 1.5,
        previousClose: 2000,
        direction: 'up',
        unit: '1980=100',
        asOf: Date.parse('2027-03-09'),
        delay: 'eod',
      }),
    ]);
  });

  test('a payload that has a result in place of data is refused', () => {
    const payload = { RESULT: { CODE: 'INFO-200', MESSAGE: '해당하는 데이터가 없습니다.' } };
    expect(parse(payload)).toMatchObject(refusal('source-error', '해당하는 데이터가 없습니다.'));
    expect(parse(ecos())).toMatchObject(noItems);
  });
});

describe('Frankfurter', () => {
  const asOf = Date.parse('2027-03-09');

  test('reads version 1: one base currency, many quote currencies', () => {
    const feed = parse(frankfurter1());
    expect(feed.issues).toEqual([]);
    const eur = { ...daily, base: 'EUR', asOf };
    expect(feed.quotes).toEqual([
      quote({ ...eur, id: 'EUR/JPY', quote: 'JPY', price: 161.35 }),
      quote({ ...eur, id: 'EUR/KRW', quote: 'KRW', price: 1502.4 }),
      quote({ ...eur, id: 'EUR/USD', quote: 'USD', price: 1.1448, decimals: 4 }),
    ]);
  });

  test.each([1, 100, 1000])('an amount of %i is shown', (amount) => {
    expect(parse(frankfurter1({ amount })).quotes.map(({ per }) => per)).toEqual([amount, amount, amount]);
  });

  test.each([250, 10, 0])('an amount of %i can’t be shown, so the rows are left out', (amount) => {
    expect(issuesOf(parse(frankfurter1({ amount, rates: { USD: 2.5 } })))).toEqual([
      'rates.USD.per unusual-amount skipped',
      'items no-items refused',
    ]);
  });

  test('reads version 2: rows, one of which is the base currency in itself', () => {
    const feed = parse(frankfurter2);
    expect(feed.quotes).toEqual([
      quote({ ...daily, id: 'EUR/USD', price: 1.1448, decimals: 4, base: 'EUR', quote: 'USD', asOf }),
      { ...usdKrw, asOf: Date.parse('2027-03-08') },
    ]);
    expect(issuesOf(feed)).toEqual(['[0] same-currency skipped']);
  });

  test('an error is refused with its message', () => {
    expect(parse({ message: 'not found' })).toMatchObject(refusal('source-error', 'not found'));
  });
});

describe('open.er-api.com', () => {
  test('reads a success', () => {
    const feed = parse(openErApi);
    const asOf = Date.parse('2027-03-10T00:02:31Z');
    expect(feed.quotes).toEqual([
      quote({ ...daily, id: 'USD/EUR', price: 0.8735, decimals: 4, base: 'USD', quote: 'EUR', asOf }),
      { ...usdKrw, asOf },
    ]);
    expect(issuesOf(feed)).toEqual(['rates.USD same-currency skipped']);
  });

  test('an error is refused', () => {
    const payload = { result: 'error', 'error-type': 'unsupported-code' };
    expect(parse(payload)).toMatchObject(refusal('source-error', 'unsupported-code'));
  });
});

describe('exchangerate.host', () => {
  test('reads a pair from the name of a quote', () => {
    const feed = parse(exchangerateHost);
    const asOf = Date.parse('2027-03-10T06:59:59Z');
    expect(feed.quotes).toEqual([
      quote({ ...daily, delay: null, id: 'USD/EUR', price: 0.8735, decimals: 4, base: 'USD', quote: 'EUR', asOf }),
      { ...usdKrw, delay: null, asOf },
    ]);
    expect(issuesOf(feed)).toEqual(['quotes.USDUSD same-currency skipped']);
  });

  test.each([
    ['KRW', 'USD/KRW'],
    ['USDT', 'USD/USDT'],
    ['USDKR', 'USD/USDKR'],
  ])('%s in a table of dollars is %s', (name, id) => {
    expect(parse({ source: 'USD', quotes: { [name]: 2 } }).quotes).toMatchObject([{ id, base: 'USD' }]);
  });

  test.each(['EURUSD', 'USDKRWX', '2027-03-08'])('%s in a table of dollars is no pair', (name) => {
    const feed = parse({ source: 'USD', quotes: { KRW: 1, [name]: 2 } });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['USD/KRW']);
    expect(issuesOf(feed)).toEqual([`quotes.${name} no-quote skipped`]);
  });

  test.each([
    ['its message', { code: 101, type: 'missing_access_key', info: 'No API key.' }, 'No API key.'],
    ['its type', { code: 101, type: 'missing_access_key' }, 'missing_access_key'],
  ])('a failure is refused with %s', (_, error, value) => {
    expect(parse({ success: false, error })).toMatchObject(refusal('source-error', value));
    expect(parse({ ...exchangerateHost, error })).toMatchObject(refusal('source-error', value));
  });
});

describe('a table that does not name its base currency', () => {
  test.each([
    ['of rates by name', { rates: { KRW: 1312.4 } }, 'rates.KRW'],
    ['of rates by name, whose base is a number,', { base: 840, rates: { KRW: 1312.4 } }, 'rates.KRW'],
    ['of rows', [{ quote: 'KRW', rate: 1312.4 }], '[0]'],
  ])('%s has nothing to show', (_, payload, path) => {
    expect(issuesOf(parse(payload))).toEqual([`${path} no-base skipped`, 'items no-items refused']);
  });

  test('a base currency named like a member of every object is not translated', () => {
    expect(prices([{ base: 'constructor', quote: 'USD', rate: 2 }])).toEqual([['constructor/USD', 1, 2]]);
  });
});

test.each([['Too Many Requests'], [42], [{}], [{ rates: null }], [{ StatisticSearch: {} }]])(
  '%j is refused',
  (payload) => {
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  },
);

test('a page’s own mapping adds and replaces fields', () => {
  const feed = parse([exim('USD', '1,312.4')], { price: 'tts', url: '=/{cur_unit}', decimals: 1 });
  expect(feed.quotes).toMatchObject([{ price: 1325.6, url: '/USD', decimals: 1 }]);
});
