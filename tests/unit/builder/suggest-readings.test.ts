import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { readWith, suggestReadings } from '../../../demo/builder/suggest-readings.js';
import * as dunamu from '../../support/fixtures/adapters/dunamu.js';
import * as naver from '../../support/fixtures/adapters/naver.js';
import { now } from '../../support/fixtures/adapters/read.js';
import * as yahoo from '../../support/fixtures/adapters/yahoo.js';

/** The first suggestion: its adapter, and the id, price, change and percent of each quote. */
const shown = (payload: unknown): unknown[] => {
  const [best] = suggestReadings(payload, now);
  return best
    ? [
        best.adapter,
        ...best.feed.quotes.map(({ id, price, change, changePercent }) => [id, price, change, changePercent]),
      ]
    : [];
};

describe('a feed of a known shape', () => {
  test.each([
    ['canonical', { items: [{ id: 'ALPHA', price: 120.5, change: 1.5, changePercent: 1.26 }] }],
    ['canonical', [{ id: 'ALPHA', price: 120.5, change: 1.5, changePercent: 1.26 }]],
    ['naver', naver.polling(naver.kospi, naver.kosdaq)],
    ['yahoo', yahoo.v7(yahoo.row())],
    ['yahoo', yahoo.v10()],
    ['dunamu', [dunamu.forex('FRX.KRWUSD')]],
    [
      'krx',
      {
        OutBlock_1: [
          {
            BAS_DD: '20270310',
            IDX_CLSS: 'KOSPI',
            IDX_NM: '코스피',
            CLSPRC_IDX: '3166.05',
            CMPPREVDD_IDX: '-38.45',
            FLUC_RT: '-1.20',
          },
        ],
      },
    ],
    ['rates', { base: 'USD', date: '2027-03-10', rates: { KRW: 1326.6, JPY: 144.25 } }],
    ['rates', [{ result: 1, cur_unit: 'JPY(100)', deal_bas_r: '919.66', cur_nm: '일본 옌' }]],
  ])('is read by the adapter %s', (adapter, payload) => {
    expect(suggestReadings(payload, now)[0]).toMatchObject({ adapter, paths: '' });
  });

  test('is read by kis with a mapping for the id, if the answer contains none', () => {
    const output = {
      bstp_nmix_prpr: '3166.05',
      bstp_nmix_prdy_vrss: '-38.45',
      bstp_nmix_prdy_ctrt: '-1.20',
      prdy_vrss_sign: '5',
    };
    const [best] = suggestReadings({ rt_cd: '0', output }, now);
    expect(best).toMatchObject({ adapter: 'kis', paths: expect.stringContaining('"=KOSPI"') });
    expect(best?.feed.quotes[0]).toMatchObject({ id: 'KOSPI', price: 3166.05, direction: 'down' });
  });
});

describe('a feed of a shape of its own', () => {
  test('is read by the names of its fields, wherever its rows are', () => {
    const payload = {
      status: 'ok',
      data: {
        quotes: [
          {
            ticker: 'ALPHA',
            label: 'Alpha index',
            last: '1,020.50',
            chg: '-4.50',
            chgPct: '-0.44',
            prevClose: '1,025.00',
            updatedAt: '2027-03-10T15:30:00+09:00',
          },
          {
            ticker: 'BETA',
            label: 'Beta index',
            last: '88.10',
            chg: '0.10',
            chgPct: '0.11',
            prevClose: '88.00',
            updatedAt: '2027-03-10T15:30:00+09:00',
          },
        ],
      },
    };
    expect(guessMapping(payload)).toEqual({
      items: 'data.quotes',
      id: 'ticker',
      name: 'label',
      price: 'last',
      change: 'chg',
      changePercent: 'chgPct',
      previousClose: 'prevClose',
      asOf: 'updatedAt',
    });
    expect(shown(payload)).toEqual(['paths', ['ALPHA', 1020.5, -4.5, -0.44], ['BETA', 88.1, 0.1, 0.11]]);
  });

  test('is read in nested rows', () => {
    const payload = [
      {
        instrument: { symbol: 'ALPHA' },
        quote: { price: { raw: 50 }, netChange: { raw: -1 }, percentChange: { raw: -1.96 } },
      },
    ];
    expect(shown(payload)).toEqual(['paths', ['ALPHA', 50, -1, -1.96]]);
  });

  test('is read if the ids of the rows are their keys', () => {
    const payload = {
      result: { ALPHA: { close: 10.5, change: 0.5, pct: 5 }, BETA: { close: 20, change: -1, pct: -4.76 } },
    };
    expect(guessMapping(payload)).toMatchObject({ items: 'result.*', id: '$key', price: 'close' });
    expect(shown(payload)).toEqual(['paths', ['ALPHA', 10.5, 0.5, 5], ['BETA', 20, -1, -4.76]]);
  });

  test('is read if it is a single row', () => {
    expect(shown({ c: 50, d: -1, dp: -1.96, pc: 51, t: 1804662000 })).toEqual(['paths', ['ITEM', 50, -1, -1.96]]);
  });

  test('is read in Korean', () => {
    const payload = { 목록: [{ 종목명: '가나지수', 현재가: '1,020.50', 전일대비: '-4.50', 등락률: '-0.44' }] };
    expect(shown(payload)).toEqual(['paths', ['가나지수', 1020.5, -4.5, -0.44]]);
  });

  test('can have its time outside the rows', () => {
    const payload = { updated: '2027-03-10T15:30:00+09:00', rows: [{ code: 'ALPHA', value: 12 }] };
    expect(guessMapping(payload)).toMatchObject({ asOf: '$root.updated' });
    expect(suggestReadings(payload, now)[0]?.feed.quotes[0]?.asOf).toBe(Date.parse('2027-03-10T15:30:00+09:00'));
  });

  test('has percents as fractions, if price and change prove it', () => {
    const row = (pct: number) => [{ code: 'ALPHA', last: 102, change: 2, pct }];
    expect(guessMapping(row(0.02))).toMatchObject({ percentUnit: 'fraction' });
    expect(shown(row(0.02))).toEqual(['paths', ['ALPHA', 102, 2, 2]]);
    expect(guessMapping(row(2))).not.toHaveProperty('percentUnit');
  });

  test('is read by a mapping if only that finds the change, although ids and prices have canonical names', () => {
    const payload = { items: [{ id: 'ALPHA', price: 102, netChange: 2, pct: 2 }] };
    expect(shown(payload)).toEqual(['paths', ['ALPHA', 102, 2, 2]]);
    expect(suggestReadings(payload, now)[1]?.adapter).toBe('canonical');
  });
});

describe('a payload that is not a feed', () => {
  test.each([
    null,
    7,
    'text',
    [],
    {},
    { error: 'no key' },
    [[1, 2]],
    { a: { b: { c: { d: { e: { f: [{ id: 'X', price: 1 }] } } } } } },
  ])('gives no suggestion: %j', (payload) => expect(suggestReadings(payload, now)).toEqual([]));

  test('does not take long if it is large or deep', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 5000; depth++) deep = { deep };
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, { x: index }]));
    const startedAt = performance.now();
    expect([suggestReadings(deep, now), suggestReadings(wide, now)]).toEqual([[], []]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test('gives no quotes with a mapping that is not JSON', () => {
    expect(readWith([{ id: 'ALPHA', price: 1 }], 'paths', '{"id": ', now).feed.quotes).toEqual([]);
  });
});
