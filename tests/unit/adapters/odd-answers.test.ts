import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import { ratesSince } from '../../../src/adapters/rates.js';
import '../../../src/adapters/yahoo.js';
import { share } from '../../support/fixtures/adapters/dunamu.js';
import { kisRow, kiwoomBars, koscom } from '../../support/fixtures/adapters/kis.js';
import { openRow } from '../../support/fixtures/adapters/krx.js';
import { kospi, legacy, legacyIndex, legacyShare, polling } from '../../support/fixtures/adapters/naver.js';
import { ecos, ecosRow, exim, frankfurter1, frankfurter2 } from '../../support/fixtures/adapters/rates.js';
import { issuesOf, parserFor, refusal } from '../../support/fixtures/adapters/read.js';
import { row, v7 } from '../../support/fixtures/adapters/yahoo.js';

const firstQuote = (adapter: string, payload: unknown, paths?: object) => parserFor(adapter)(payload, paths).quotes[0];

describe('fields that the page’s own mapping names stay as the page says', () => {
  test.each<[string, unknown, object, object]>([
    ['naver', polling(kospi), { name: '=Seoul' }, { id: 'KOSPI', name: 'Seoul' }],
    [
      'naver',
      polling({ itemCode: '098760', closePrice: '512' }),
      { kind: '=other', decimals: 2 },
      { kind: 'other', decimals: 2 },
    ],
    [
      'krx',
      { OutBlock_1: [openRow('KOSPI', '코스피', '3166.05')] },
      { id: '=MINE', name: 'IDX_NM' },
      { id: 'MINE', name: '코스피' },
    ],
    ['dunamu', { data: [share()] }, { kind: '=other', decimals: 2 }, { kind: 'other', decimals: 2 }],
    ['yahoo', v7(row({ symbol: 'KRW=X' })), { name: '=Won' }, { id: 'USD/KRW', name: 'Won' }],
    ['rates', [exim('USD', '1,312')], { id: '=DOLLAR' }, { id: 'DOLLAR', base: 'USD' }],
    ['kis', koscom({ trdTm: 31000000 }), { state: '=post' }, { state: 'post' }],
  ])('in %s', (adapter, payload, paths, expected) => {
    expect(firstQuote(adapter, payload, paths)).toMatchObject(expected);
  });
});

describe('payloads that lack something', () => {
  test('an area of Naver without rows does not affect the other areas', () => {
    const { result } = legacy('SERVICE_INDEX', legacyIndex);
    const feed = parserFor('naver')({
      result: { ...result, areas: [...result.areas, { name: 'SERVICE_ITEM' }, null] },
    });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['KOSPI200']);
    expect(feed.issues).toEqual([]);
  });

  test('two areas of Naver are both read, each in its own unit', () => {
    const { result } = legacy('SERVICE_INDEX', legacyIndex);
    const areas = [...result.areas, ...legacy('SERVICE_ITEM', legacyShare).result.areas];
    expect(parserFor('naver')({ result: { ...result, areas } }).quotes.map(({ price }) => price)).toEqual([
      421.37, 51200,
    ]);
  });

  test('a KRX row without a series has its name as id, and one without a name is left out', () => {
    const named = { ...openRow('', '코스피 50', '100.00', '1.00', '1.01'), IDX_CLSS: undefined };
    const nameless = { ...openRow('KOSPI', '', '100.00') };
    const feed = parserFor('krx')({ OutBlock_1: [named, nameless] });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['코스피50']);
    expect(issuesOf(feed)).toEqual(['OutBlock_1[1].id no-id skipped']);
  });

  test('a name that every object inherits can be an id', () => {
    const feed = parserFor('krx')({ OutBlock_1: [{ ...openRow('', 'constructor', '100.00'), IDX_CLSS: '' }] });
    expect(feed.quotes[0]!.id).toBe('constructor');
    expect(firstQuote('rates', [{ base: 'constructor', quote: 'USD', rate: 2 }])!.id).toBe('constructor/USD');
  });

  test('KIS may write its code as a number', () => {
    expect(firstQuote('kis', { rt_cd: 0, msg1: 'ok', output: kisRow() }, { id: '=KOSPI' })).toMatchObject({
      price: 3166.05,
    });
    expect(parserFor('kis')({ rt_cd: 1, msg1: 'no' })).toMatchObject(refusal('source-error', 'no'));
    expect(parserFor('kis')({ rt_cd: '1' })).toMatchObject(refusal('source-error', '1'));
  });

  test('the sector code of Kiwoom’s bars can stand beside them', () => {
    expect(firstQuote('kis', { ...kiwoomBars, inds_cd: '101' })).toMatchObject({ id: 'KOSDAQ', price: 3166.05 });
  });

  test('a KRX row without a day is shown without a time', () => {
    const row = { ...openRow('KOSPI', '코스피', '3166.05', '1.00', '0.03'), BAS_DD: undefined };
    expect(firstQuote('krx', { OutBlock_1: [row] })).toMatchObject({ id: 'KOSPI', price: 3166.05, asOf: null });
  });

  test('KOSCOM’s expected index beside a traded one gives no auction state', () => {
    expect(firstQuote('kis', koscom({ deemTrdPrc: 3166.05 }))).toMatchObject({ price: 3166.05, state: null });
    expect(firstQuote('kis', koscom({ deemTrdPrc: 3170 }))).toMatchObject({ price: 3166.05, state: null });
  });
});

describe('tables of rates with several days', () => {
  test('Frankfurter’s newest row gives the price, and the row before it the previous close', () => {
    const rows = [
      { date: '2027-03-08', base: 'EUR', quote: 'USD', rate: 1.14 },
      { date: '2027-03-09', base: 'EUR', quote: 'USD', rate: 1.1514 },
      { date: '2027-03-05', base: 'EUR', quote: 'USD', rate: 1.1 },
    ];
    const feed = parserFor('rates')(rows);
    expect(feed.quotes).toMatchObject([{ id: 'EUR/USD', price: 1.1514, previousClose: 1.14, changePercent: 1 }]);
    expect(issuesOf(feed)).toEqual(['[0] older-row skipped', '[2] older-row skipped']);
  });

  test('the same day twice gives no previous close', () => {
    const twice = ecos(
      ecosRow('원/미국달러(매매기준율)', '20270309', '1312'),
      ecosRow('원/미국달러(매매기준율)', '20270309', '1312'),
    );
    expect(firstQuote('rates', twice)).toMatchObject({ id: 'USD/KRW', change: null, previousClose: null });
  });

  test('the closing rate of ECOS gives no previous close for its basic rate', () => {
    const rows = ecos(
      ecosRow('원/미국달러(종가 15:30)', '20270308', '1355'),
      ecosRow('원/미국달러(종가 15:30)', '20270309', '1359'),
      ecosRow('원/미국달러(매매기준율)', '20270308', '1371'),
      ecosRow('원/미국달러(매매기준율)', '20270309', '1360'),
    );
    const feed = parserFor('rates')(rows);
    expect(feed.quotes).toMatchObject([
      { id: 'USD/KRW', price: 1359, previousClose: 1355, change: 4, direction: 'up' },
    ]);
    expect(feed.issues.map(({ rule }) => rule)).toEqual(['older-row', 'older-row', 'duplicate-id']);
  });

  test('a table without days gives no previous close', () => {
    const feed = parserFor('rates')([exim('USD', '1,312'), exim('EUR', '1,500')]);
    expect(feed.quotes.map(({ previousClose, change }) => [previousClose, change])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(feed.issues).toEqual([]);
  });

  test('Frankfurter’s table by days is refused, because it has no pairs', () => {
    const days = frankfurter1({ rates: { '2027-03-08': { USD: 1.1 }, '2027-03-09': { USD: 1.2 } } });
    const feed = parserFor('rates')(days);
    expect(feed.quotes).toEqual([]);
    expect(feed.issues.map(({ rule }) => rule)).toEqual(['no-quote', 'no-quote', 'no-items']);
  });

  test('pairs of different days are all shown', () => {
    expect(parserFor('rates')(frankfurter2).quotes.map(({ id }) => id)).toEqual(['EUR/USD', 'USD/KRW']);
  });

  test.each([
    ['스위스프랑', 'CHF'],
    ['캐나다달러', 'CAD'],
    ['호주달러', 'AUD'],
    ['뉴질랜드달러', 'NZD'],
    ['홍콩달러', 'HKD'],
    ['대만달러', 'TWD'],
    ['싱가폴달러', 'SGD'],
    ['태국바트', 'THB'],
    ['베트남동', 'VND'],
    ['인도네시아루피아', 'IDR'],
  ])('the ECOS name %s is %s', (name, code) => {
    const rows = ecos(ecosRow(`원/${name}(100${name})`, '20270309', '9.5'));
    expect(firstQuote('rates', rows)).toMatchObject({ id: `${code}/KRW`, base: code, per: 100 });
  });

  test('another column, chosen by a mapping, is compared with the same column of the day before', () => {
    const previous = [exim('USD', '1,320', { tts: '1,333.6' })];
    const feed = parserFor(ratesSince(previous))([exim('USD', '1,312', { tts: '1,325.6' })], { price: 'tts' });
    expect(feed.quotes).toMatchObject([{ price: 1325.6, previousClose: 1333.6, change: -8, direction: 'down' }]);
  });
});

describe('Yahoo’s numbers that are objects with `raw` and `fmt`', () => {
  const formatted = (raw: number, fmt: string) => ({ raw, fmt });

  test('are read from `raw`', () => {
    const price = row({
      regularMarketPrice: formatted(3166.05, '3,166.05'),
      regularMarketChange: formatted(-38.45, '-38.45'),
      regularMarketChangePercent: formatted(-0.011999, '-1.20%'),
      regularMarketPreviousClose: formatted(3204.5, '3,204.50'),
      priceHint: formatted(2, '2'),
    });
    const feed = parserFor('yahoo')({ quoteSummary: { result: [{ price }], error: null } });
    expect(feed.quotes).toMatchObject([
      { price: 3166.05, change: -38.45, changePercent: -1.1999, previousClose: 3204.5, decimals: 2 },
    ]);
    expect(feed.issues).toEqual([]);
  });

  test('are read in v7 as well', () => {
    const time = { regularMarketTime: formatted(1804661100, '6:45AM UTC') };
    const feed = parserFor('yahoo')(v7(row({ regularMarketPrice: formatted(3166.05, '3,166.05'), ...time })));
    expect(feed.quotes).toMatchObject([{ price: 3166.05, asOf: 1804661100_000 }]);
  });
});

describe('a code that is no text does not affect other rows', () => {
  const noText = { toString: 1 };
  test.each<[string, unknown, string]>([
    ['naver', polling({ itemCode: noText, closePrice: '1' }, kospi), 'KOSPI'],
    ['naver', { ...polling(kospi), pollingInterval: noText }, 'KOSPI'],
    [
      'krx',
      {
        OutBlock_1: [
          { ...openRow('KOSPI', 'X', '1'), IDX_NM: noText },
          openRow('KOSPI', '코스피', '3166.05', '1.00', '0.03'),
        ],
      },
      'KOSPI',
    ],
    [
      'dunamu',
      [
        { market: noText, trade_price: 1 },
        { market: 'KRW-BTC', trade_price: 1 },
      ],
      'BTC/KRW',
    ],
    ['rates', [exim('USD', '1,312'), { ...exim('EUR', '1,500'), result: noText }], 'USD/KRW'],
    ['yahoo', v7(row({ symbol: noText }), row()), 'KOSPI'],
    ['kis', koscom({ isuSrtCd: 'K9', trdTm: noText }), 'K9'],
  ])('in a payload for %s', (adapter, payload, id) => {
    expect(parserFor(adapter)(payload).quotes.map(({ id }) => id)).toContain(id);
  });
});

describe('a payload with very many rows does not freeze the page', () => {
  const many = (row: object) => Array.from({ length: 200_000 }, () => row);
  test.each<[string, unknown]>([
    ['rates', { StatisticSearch: { row: many({ ITEM_NAME1: 'a' }) } }],
    ['rates', many({ base: 'USD', quote: 'KRW' })],
    ['naver', many({})],
    ['dunamu', many({})],
    ['yahoo', { quoteResponse: { result: many({}) } }],
    ['krx', { OutBlock_1: many({}) }],
  ])('in a payload for %s', (adapter, payload) => {
    const { quotes, issues } = parserFor(adapter)(payload);
    expect(quotes.length).toBeLessThan(2);
    expect(issues[0]).toMatchObject({ value: 200_000, rule: 'too-many-items', action: 'skipped' });
  });

  test('the first 5,000 rows are read', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, id) => openRow('KOSPI', `${id}`, '1.00', '0.00', '0.00'));
    expect(parserFor('krx')({ OutBlock_1: rows(5000) }).issues.map(({ path }) => path)).toEqual(['items']);
    expect(parserFor('krx')({ OutBlock_1: rows(5001) }).issues.map(({ path }) => path)).toEqual([
      'OutBlock_1',
      'items',
    ]);
  });
});

test('a foreign share has an unknown kind, which is not reported', () => {
  const feed = parserFor('naver')(polling({ reutersCode: 'XYZ.O', stockName: '가나', closePrice: '12.50' }));
  expect(feed.quotes).toMatchObject([{ id: 'XYZ.O', kind: 'other', price: 12.5 }]);
  expect(feed.issues).toEqual([]);
});

test('an error of Kiwoom without a message is refused with its code', () => {
  expect(parserFor('kis')({ return_code: 3 })).toMatchObject(refusal('source-error', 3));
});
