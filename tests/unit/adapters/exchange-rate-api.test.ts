import { describe, expect, test } from 'vitest';
import '../../../src/adapters/rates.js';
import { ecos, ecosRow, exchangeRateApi, exchangeRatePair } from '../../support/fixtures/adapters/rates.js';
import { issuesOf, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('rates');
const daily = { kind: 'fx', delay: 'eod', asOf: Date.parse('2027-03-10T00:00:01Z') } as const;

describe('exchangerate-api.com', () => {
  test('reads a table with every pair, except the base currency in itself', () => {
    const feed = parse(exchangeRateApi());
    expect(feed.ttl).toBe(3600);
    expect(feed.quotes).toEqual([
      quote({ ...daily, id: 'USD/KRW', price: 1312.4, base: 'USD', quote: 'KRW' }),
      quote({ ...daily, id: 'USD/JPY', price: 147.35, base: 'USD', quote: 'JPY' }),
    ]);
    expect(issuesOf(feed)).toEqual(['conversion_rates.USD same-currency skipped']);
  });

  test('reads a single pair', () => {
    const feed = parse(exchangeRatePair);
    expect(feed).toMatchObject({ ttl: 3600, issues: [] });
    expect(feed.quotes).toEqual([
      quote({ ...daily, id: 'EUR/USD', price: 1.1448, decimals: 4, base: 'EUR', quote: 'USD' }),
    ]);
  });

  test('an error with status 200 is refused with its type', () => {
    const error = { result: 'error', documentation: 'https://example.org', 'error-type': 'quota-reached' };
    expect(parse(error)).toMatchObject(refusal('source-error', 'quota-reached'));
    expect(parse({ ...exchangeRatePair, ...error })).toMatchObject(refusal('source-error', 'quota-reached'));
    expect(parse({ ...exchangeRateApi(), ...error })).toMatchObject(refusal('source-error', 'quota-reached'));
  });

  test('a rate that is no number is shown as a dash, beside the others', () => {
    const feed = parse(exchangeRateApi({ conversion_rates: { KRW: 1312.4, JPY: 'n/a' } }));
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['USD/KRW', 1312.4],
      ['USD/JPY', null],
    ]);
  });
});

describe('a table by weeks or months, which has no previous close', () => {
  const dollar = '원/미국달러(매매기준율)';

  test.each([
    ['days', '20270309', '20270308', 1300],
    ['days with holidays between', '20270309', '20270303', 1300],
    ['weeks', '20270309', '20270302', null],
    ['months', '202703', '202702', null],
    ['quarters', '2027Q1', '2026Q4', null],
  ])('ECOS by %s', (_, newest, older, previousClose) => {
    const feed = parse(ecos(ecosRow(dollar, older, '1300'), ecosRow(dollar, newest, '1312.4')));
    expect(feed.quotes).toMatchObject([{ id: 'USD/KRW', price: 1312.4, previousClose }]);
  });

  test('reads weekly rows of Frankfurter', () => {
    const rows = ['2027-03-01', '2027-03-08'].map((date, index) => ({
      date,
      base: 'EUR',
      quote: 'USD',
      rate: 1 + index,
    }));
    expect(parse(rows).quotes).toMatchObject([{ price: 2, change: null, previousClose: null }]);
  });

  test('skips a newest day that has no rate', () => {
    const rows = [ecosRow(dollar, '20270308', '1300'), ecosRow(dollar, '20270309', '-')];
    expect(parse(ecos(...rows)).quotes).toMatchObject([{ price: 1300, asOf: Date.parse('2027-03-08') }]);
  });
});
