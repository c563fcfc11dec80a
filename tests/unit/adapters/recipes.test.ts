import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pathsOf, type Mapping } from '../../../src/adapters/paths.js';
import { parseFeed } from '../../../src/feed.js';

const chapter = readFileSync('docs/adapters.md', 'utf8');
const section = chapter.slice(chapter.indexOf('<!-- recipes -->'), chapter.indexOf('<!-- end of recipes -->'));
const recipes = Object.fromEntries(
  [...section.matchAll(/\n([A-Z]\w+(?: Data)?) .*\n\n```json\n([\s\S]*?)```/g)].map(([, name, json]) => [
    name!,
    JSON.parse(json!) as Mapping,
  ]),
);

const now = Date.parse('2026-11-23T00:00:00Z');

function parse(name: string, payload: unknown, more: Mapping = {}) {
  const { quotes, issues } = parseFeed(payload, { adapter: pathsOf({ ...recipes[name], ...more }), now });
  return {
    rows: quotes.map(({ id, price, change, changePercent }) => [id, price, change, changePercent]),
    quotes,
    rules: issues.map(({ rule }) => rule),
  };
}

test('the chapter has a mapping for each source that needs no adapter', () => {
  expect(Object.keys(recipes)).toEqual(['Finnhub', 'FMP', 'EODHD', 'Twelve Data', 'CNBC', 'Nasdaq']);
});

describe('Finnhub', () => {
  const aapl = { c: 210.4, d: -1.6, dp: -0.7547, h: 213, l: 209.5, o: 212, pc: 212, t: 1781294400 };

  test('reads a response without its symbol', () => {
    const { rows, quotes, rules } = parse('Finnhub', aapl);
    expect(rows).toEqual([['AAPL', 210.4, -1.6, -0.7547]]);
    expect(quotes[0]).toMatchObject({ previousClose: 212, asOf: 1781294400_000, kind: 'equity' });
    expect(rules).toEqual([]);
  });

  test('the zeros that answer an unknown symbol with status 200 are no price, so the old one stays', () => {
    const { rows, rules } = parse('Finnhub', { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 });
    expect(rows).toEqual([]);
    expect(rules).toEqual(expect.arrayContaining(['no-price', 'no-prices']));
  });

  test('a reached request limit is refused', () => {
    expect(parse('Finnhub', { error: 'API limit reached.' }).rules).toEqual(['source-error']);
  });
});

describe('FMP', () => {
  test('reads a current quote', () => {
    const row = { symbol: 'AAPL', name: 'Apple Inc.', price: 268.5, changePercentage: -0.55556, change: -1.5 };
    const { rows, quotes } = parse('FMP', [{ ...row, previousClose: 270, timestamp: 1762549202 }]);
    expect(rows).toEqual([['AAPL', 268.5, -1.5, -0.55556]]);
    expect(quotes[0]).toMatchObject({ name: 'Apple Inc.', previousClose: 270, asOf: 1762549202_000 });
  });

  test('reads the old list, with its percent in parentheses', () => {
    const row = {
      ticker: 'XYZ',
      changes: 2.5,
      price: '12.5',
      changesPercentage: '(+25.00%)',
      companyName: 'X &amp; Z',
    };
    const { rows, quotes } = parse('FMP', [row]);
    expect(rows).toEqual([['XYZ', 12.5, 2.5, 25]]);
    expect(quotes[0]!.name).toBe('X & Z');
  });

  test('an error is refused', () => {
    expect(parse('FMP', { 'Error Message': 'Invalid API KEY.' }).rules).toEqual(['source-error']);
  });
});

describe('EODHD', () => {
  const row = { code: 'KS11.INDX', timestamp: 1781294400, close: 2855.77, previousClose: 2812.05, change: 43.72 };

  test('reads one row and several rows', () => {
    const { rows } = parse('EODHD', { ...row, change_p: 1.5547 });
    expect(rows).toEqual([['KS11.INDX', 2855.77, 43.72, 1.5547]]);
    expect(parse('EODHD', [{ ...row, change_p: 1.5547 }]).rows).toEqual(rows);
  });

  test('"NA" everywhere but in the previous close is no price, so the old one stays', () => {
    const na = { ...row, timestamp: 'NA', close: 'NA', change: 'NA', change_p: 'NA' };
    expect(parse('EODHD', na).rows).toEqual([]);
    expect(parse('EODHD', [na, { ...row, code: 'KQ11.INDX' }]).rows[0]).toEqual(['KS11.INDX', null, null, null]);
  });
});

describe('Twelve Data', () => {
  const eur = {
    symbol: 'EUR/USD',
    name: 'Euro',
    close: '1.1368',
    previous_close: '1.1374',
    percent_change: '-0.05275185',
  };

  test('reads one symbol, with numbers as texts and without a change', () => {
    const { rows, quotes } = parse('Twelve Data', { ...eur, datetime: '2026-07-26', is_market_open: true });
    expect(rows).toEqual([['EUR/USD', 1.1368, -0.0006, -0.05275185]]);
    expect(quotes[0]).toMatchObject({ kind: 'fx', state: 'open', asOf: Date.parse('2026-07-26') });
  });

  test('reads several symbols, by name', () => {
    const spy = { symbol: 'SPY', close: '212.48', change: '2.15', percent_change: '1.02', is_market_open: false };
    const { quotes } = parse('Twelve Data', { 'EUR/USD': eur, SPY: { ...spy, timestamp: 1786028400 } }, { items: '*' });
    expect(quotes.map(({ id, state }) => [id, state])).toEqual([
      ['EUR/USD', null],
      ['SPY', 'closed'],
    ]);
    expect(quotes[1]).toMatchObject({ change: 2.15, asOf: 1786028400_000 });
  });

  test('an error in the body is refused', () => {
    expect(parse('Twelve Data', { code: 401, message: 'apikey is incorrect', status: 'error' }).rules).toEqual([
      'source-error',
    ]);
  });
});

describe('CNBC', () => {
  const answer = (...rows: unknown[]) => ({ FormattedQuoteResult: { FormattedQuote: rows } });

  test('reads an index that has a date without a time', () => {
    const vix = { symbol: 'VIX', last: '15.50', change: '-1.00', change_pct: '-6.06%', previous_day_closing: '16.50' };
    const { rows, quotes } = parse('CNBC', answer({ ...vix, last_time: '2026-10-02', type: 'INDEX' }));
    expect(rows).toEqual([['VIX', 15.5, -1, -6.06]]);
    expect(quotes[0]).toMatchObject({ kind: 'index', asOf: Date.parse('2026-10-02') });
  });

  test('a yield comes with the percent of the bond’s price, so it is calculated from the previous close', () => {
    const bond = {
      symbol: 'US10Y',
      shortName: 'US 10-YR',
      type: 'BOND',
      last_time: '2026-10-02',
      curmktstatus: 'REG_MKT',
    };
    const us10y = { ...bond, last: '4.300%', change: '+0.050', change_pct: '-0.0700%' };
    const { rows, rules } = parse('CNBC', answer({ ...us10y, previous_day_closing: '4.25%' }));
    expect(rows).toEqual([['US10Y', 4.3, 0.05, 1.17647059]]);
    expect(rules).toEqual(['sign-contradiction', 'percent-recomputed']);
  });

  test('an unknown symbol has no price, so the old one stays', () => {
    const { rules } = parse('CNBC', answer({ symbol: '@ES.1', code: 1 }));
    // The payload for an unknown symbol has no other field of the mapping.
    expect(rules.filter((rule) => rule !== 'not-found')).toEqual(['no-price', 'no-prices']);
  });
});

describe('Nasdaq', () => {
  const answer = (primaryData: object, marketStatus: string) => ({
    data: {
      symbol: 'AAPL',
      companyName: 'Apple Inc. ',
      primaryData,
      keyStats: { PreviousClose: { label: 'Previous Close', value: '$267.10' } },
      marketStatus,
    },
  });
  const down = { lastSalePrice: '$266.29', percentageChange: '0.3%', deltaIndicator: 'down' };

  test('reads unsigned numbers, as in 2019', () => {
    const { rows, quotes } = parse('Nasdaq', answer({ ...down, netChange: '0.81' }, 'Market Closed'));
    expect(rows).toEqual([['AAPL', 266.29, -0.81, -0.3]]);
    expect(quotes[0]).toMatchObject({ name: 'Apple Inc.', state: 'closed', direction: 'down', previousClose: 267.1 });
  });

  test('reads signed numbers, as since 2020', () => {
    const { rows, rules } = parse(
      'Nasdaq',
      answer({ ...down, netChange: '-0.81', percentageChange: '-0.3%' }, 'After Hours'),
    );
    expect(rows).toEqual([['AAPL', 266.29, -0.81, -0.3]]);
    expect(rules).toEqual([]);
  });
});
