import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

/** The quotes that a strip shows with the suggested reading: id, price and change. */
const shown = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.feed.quotes ?? []).map(({ id, price, change }) => [id, price, change]);

const kospi = { cur: 3166.05, diff: -38.45, pct: -1.2 };
const kosdaq = { cur: 902.37, diff: 4.12, pct: 0.46 };
const dollar = { cur: 1326.6, diff: -8.4, pct: -0.63 };

describe('lists under several keys', () => {
  test('are read in the order of the payload', () => {
    const payload = { fx: [{ nm: 'USD/KRW', ...dollar }], news: [{ title: 'a' }], index: [{ nm: 'KOSPI', ...kospi }] };
    expect(guessMapping(payload)).toMatchObject({ items: ['fx', 'index'], id: 'nm', price: 'cur' });
    expect(shown(payload)).toEqual([
      ['USD/KRW', 1326.6, -8.4],
      ['KOSPI', 3166.05, -38.45],
    ]);
  });

  test('may have different names for the same field', () => {
    const payload = {
      index: [{ code: 'KOSPI', value: '3,166.05', change: '-38.45', rate: '-1.20' }],
      fx: [{ pair: 'USD/KRW', rate: '1,326.60', chg: '-8.40', pct: '-0.63' }],
    };
    expect(shown(payload)).toEqual([
      ['KOSPI', 3166.05, -38.45],
      ['USD/KRW', 1326.6, -8.4],
    ]);
    // `rate` is the percent in one list, and the price in the other.
    expect(guessMapping(payload)).toMatchObject({ price: 'value|rate', changePercent: 'pct|rate' });
  });

  test('stay separate if no mapping can read both', () => {
    const payload = {
      index: [
        { nm: 'KOSPI', ...kospi },
        { nm: 'KOSDAQ', ...kosdaq },
      ],
      fx: [{ nm: 'USD/KRW', cur: 1326.6, diff: -8.4, pct: -0.0063 }],
    };
    expect(guessMapping(payload)).toMatchObject({ items: 'index' });
    expect(suggestReadings(payload, now)[0]?.warnings).toEqual([{ kind: 'rows', path: 'fx', values: ['USD/KRW'] }]);
  });

  test('are read once if they contain the same items', () =>
    expect(guessMapping({ all: [{ nm: 'KOSPI', ...kospi }], top: [{ nm: 'KOSPI', ...kospi }] })).toMatchObject({
      items: 'all',
    }));

  test('stay separate from a table of plain numbers', () => {
    const payload = {
      index: [{ nm: 'KOSPI', value: 3166.05, change: -38.45 }],
      rates: { USDKRW: 1326.6, EURKRW: 1448.1 },
    };
    expect(guessMapping(payload)).toMatchObject({ items: 'index', price: 'value' });
  });

  test('are ignored if they contain something else', () => {
    const payload = {
      markets: [{ nm: 'KOSPI', ...kospi }],
      orders: [{ price: 3166, size: 20 }],
      comments: [{ id: 'c1', value: 3 }],
    };
    expect(guessMapping(payload)).toMatchObject({ items: 'markets' });
  });
});

describe('quotes in one object', () => {
  test('have their keys as ids, if these are not known names', () => {
    const payload = { data: { alpha: kospi, beta: kosdaq } };
    expect(guessMapping(payload)).toMatchObject({ items: 'data.*', id: '$key' });
    expect(shown(payload)).toEqual([
      ['alpha', 3166.05, -38.45],
      ['beta', 902.37, 4.12],
    ]);
  });

  test('are listed one by one if the object contains other things', () => {
    const payload = { alpha: kospi, beta: kosdaq, page: { number: 1, size: 20 }, status: 'ok' };
    expect(guessMapping(payload)).toMatchObject({ items: { alpha: 'alpha', beta: 'beta' } });
  });

  test('have the usual ids of Korean names; other keys stay unchanged', () => {
    const payload = { kospi, KOSDAQ: kosdaq, kospi200: { ...kosdaq, cur: 421.5 }, usdkrw: dollar, dow: kospi };
    expect(guessMapping(payload)).toMatchObject({
      items: { KOSPI: 'kospi', KOSDAQ: 'KOSDAQ', KOSPI200: 'kospi200', 'USD/KRW': 'usdkrw', dow: 'dow' },
    });
  });

  test('may be at several depths', () => {
    const payload = { index: { kospi, kosdaq }, fx: { usd: dollar } };
    expect(guessMapping(payload)).toMatchObject({
      items: { KOSPI: 'index.kospi', KOSDAQ: 'index.kosdaq', 'USD/KRW': 'fx.usd' },
    });
    expect(shown(payload)).toHaveLength(3);
  });

  test('are taken for dollars in won only in a Korean feed, with a price in won', () => {
    const euro = { cur: 1.1, diff: 0.01, pct: 0.92 };
    expect(guessMapping({ usd: { ...dollar, cur: 2100 }, sgd: euro })).toMatchObject({ items: '*', id: '$key' });
    expect(guessMapping({ kospi, usd: euro })).toMatchObject({ items: { KOSPI: 'kospi', usd: 'usd' } });
  });

  test('have their keys as ids and their own display names', () => {
    const payload = { kospi: { name: '코스피', ...kospi }, kosdaq: { name: '코스닥', ...kosdaq } };
    expect(guessMapping(payload)).toMatchObject({ items: { KOSPI: 'kospi', KOSDAQ: 'kosdaq' }, name: 'name' });
    expect(guessMapping(payload)).not.toHaveProperty('id');
  });

  test('keep the key of yen in won, because the amount (1 or 100) is unknown', () =>
    expect(guessMapping({ kospi, jpykrw: { ...kosdaq } })).toMatchObject({ items: { jpykrw: 'jpykrw' } }));

  test('are pairs of currencies, if the payload names their base', () => {
    const KRW = { mid: 1451.3, prevMid: 1449 };
    const mapping = { items: 'rates.*', id: '={$root.base}/{$key}', price: 'mid', previousClose: 'prevMid' };
    for (const rates of [{ KRW }, { KRW, EUR: { mid: 0.91, prevMid: 0.92 } }]) {
      expect(guessMapping({ base: 'USD', rates })).toEqual(mapping);
      expect(shown({ base: 'USD', rates })[0]).toEqual(['USD/KRW', 1451.3, 2.3]);
    }
    // The amount of yen is unknown, and other keys are no currencies.
    expect(guessMapping({ base: 'JPY', rates: { KRW, USD: KRW } })).toMatchObject({ id: '$key' });
    expect(guessMapping({ base: 'USD', rates: { alpha: KRW, beta: KRW } })).toMatchObject({ id: '$key' });
  });

  test('are not rows if they are the figures of a single quote', () => {
    const stats = { open: { value: 3200.1 }, high: { value: 3204.5 }, low: { value: 3160.2 }, volume: { value: 512 } };
    expect(guessMapping({ stats, quote: { symbol: 'KOSPI', price: 3166.05, change: -38.45 } })).toMatchObject({
      id: 'quote.symbol',
      price: 'quote.price',
    });
  });

  test('are not rows if their keys are names of fields', () => {
    const payload = { price: { value: 3166.05 }, change: { value: -38.45 }, pct: { value: -1.2 } };
    expect(guessMapping(payload)).toMatchObject({
      price: 'price.value',
      change: 'change.value',
      changePercent: 'pct.value',
    });
  });
});

describe('several days of one quote', () => {
  const days = [
    { idxNm: '코스피', basDt: '20270309', clpr: '3204.5', vs: '12.3', fltRt: '.39' },
    { idxNm: '코스피', basDt: '20270310', clpr: '3166.05', vs: '-38.45', fltRt: '-1.2' },
    { idxNm: '코스닥', basDt: '20270310', clpr: '902.37', vs: '4.12', fltRt: '.46' },
    { idxNm: '코스닥', basDt: '20270309', clpr: '898.25', vs: '-1.05', fltRt: '-.12' },
  ];

  test('give the newest row of each quote', () => {
    expect(guessMapping({ rows: days })).toMatchObject({ keep: 'newest', id: 'idxNm', asOf: 'basDt' });
    expect(shown({ rows: days })).toEqual([
      ['코스피', 3166.05, -38.45],
      ['코스닥', 902.37, 4.12],
    ]);
  });

  test('give the newest row if no row has a name', () => {
    const rows = days.slice(0, 2).map(({ idxNm: _, ...row }) => row);
    expect(shown(rows)).toEqual([['ITEM', 3166.05, -38.45]]);
  });

  test('are ignored as a history next to today’s quote', () => {
    const payload = { symbol: 'KOSPI', price: 3166.05, change: -38.45, history: days };
    expect(guessMapping({ ...payload, history: days.map(({ basDt, clpr }) => ({ basDt, clpr })) })).toMatchObject({
      id: 'symbol',
      price: 'price',
    });
  });
});

describe('the id of a row', () => {
  test.each<[string, readonly object[], string]>([
    ['a code rather than the key of a database', [{ id: 7, itemCode: 'KOSPI', ...kospi }], 'itemCode'],
    [
      'the row’s own code rather than its exchange’s',
      [{ exchange: { code: 'KS' }, symbolCode: 'KOSPI', ...kospi }],
      'symbolCode',
    ],
    [
      'the field that differs in every row',
      [
        { market: 'A', nm: 'KOSPI', ...kospi },
        { market: 'A', nm: 'KOSDAQ', ...kosdaq },
      ],
      'nm',
    ],
  ])('is %s', (_, rows, id) => expect(guessMapping(rows)).toMatchObject({ id }));
});
