import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

/** The quotes that a strip shows with the suggested reading: id, price and change. */
const shown = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.feed.quotes ?? []).map(({ id, price, change }) => [id, price, change]);

const kospi = { cur: 3166.05, diff: -38.45, pct: -1.2 };

describe('keys that contain the name of the quote', () => {
  test.each<[string, object, object]>([
    [
      'before the name of the field',
      { kospi_value: 3166.05, kospi_change: -38.45, kospi_change_rate: -1.2, usd_value: 1326.6, usd_change: -8.4 },
      {
        KOSPI: { price: 'kospi_value', change: 'kospi_change', changePercent: 'kospi_change_rate' },
        'USD/KRW': { price: 'usd_value', change: 'usd_change' },
      },
    ],
    [
      'before a capital letter',
      { kospiPrice: 3166.05, kospiChg: -38.45, kosdaqPrice: 902.37, kosdaqChg: 4.12 },
      { KOSPI: { price: 'kospiPrice', change: 'kospiChg' }, KOSDAQ: { price: 'kosdaqPrice', change: 'kosdaqChg' } },
    ],
    [
      'after the name of the field',
      { now_kospi: 3166.05, chg_kospi: -38.45, now_usd: 1326.6, chg_usd: -8.4 },
      { KOSPI: { price: 'now_kospi', change: 'chg_kospi' }, 'USD/KRW': { price: 'now_usd', change: 'chg_usd' } },
    ],
    [
      'as the key of the price',
      { kospi: '3,166.05', kospi_diff: '-38.45', kosdaq: '902.37', kosdaq_diff: '4.12' },
      { KOSPI: { price: 'kospi', change: 'kospi_diff' }, KOSDAQ: { price: 'kosdaq', change: 'kosdaq_diff' } },
    ],
  ])('%s', (_, payload, items) => {
    expect(guessMapping(payload)).toEqual({ items });
    expect(shown(payload)).toHaveLength(2);
    expect(suggestReadings(payload, now)[0]?.feed.issues).toEqual([]);
  });

  test('are found in an inner object, with their time and their signs', () => {
    const data = {
      time: '2027-03-10T06:30:00Z',
      kospi_idx: '3,166.05',
      kospi_diff: '38.45',
      kospi_sign: '-',
      kosdaq_idx: '902.37',
      kosdaq_diff: '4.12',
      kosdaq_sign: '+',
    };
    expect(guessMapping({ data })).toEqual({
      items: {
        KOSPI: { at: 'data', price: 'kospi_idx', change: 'kospi_diff', direction: 'kospi_sign' },
        KOSDAQ: { at: 'data', price: 'kosdaq_idx', change: 'kosdaq_diff', direction: 'kosdaq_sign' },
      },
      asOf: '$root.data.time',
      words: { direction: { '+': 'up', '-': 'down' } },
    });
    expect(shown({ data })).toEqual([
      ['KOSPI', 3166.05, -38.45],
      ['KOSDAQ', 902.37, 4.12],
    ]);
  });

  test('can have a time for each quote', () => {
    const payload = {
      a_price: 10,
      a_chg: 1,
      a_pct: 11.11,
      a_time: '20270310',
      b_price: 5,
      b_chg: 1,
      b_time: '20270309',
    };
    expect(guessMapping(payload)).toEqual({
      items: {
        a: { price: 'a_price', change: 'a_chg', changePercent: 'a_pct', asOf: 'a_time' },
        b: { price: 'b_price', change: 'b_chg', asOf: 'b_time' },
      },
      zone: 'Z',
    });
  });

  test('are read together with a list', () => {
    const payload = {
      index: [{ nm: 'KOSPI', ...kospi }],
      usd_price: 1326.6,
      usd_chg: -8.4,
      usd_rate: -0.63,
      eurkrw_price: 1448.1,
      eurkrw_chg: 3.3,
      eurkrw_rate: 0.23,
    };
    expect(guessMapping(payload)).toEqual({
      items: [
        'index',
        {
          'USD/KRW': { price: 'usd_price', change: 'usd_chg', changePercent: 'usd_rate' },
          'EUR/KRW': { price: 'eurkrw_price', change: 'eurkrw_chg', changePercent: 'eurkrw_rate' },
        },
      ],
      id: 'nm',
      price: 'cur',
      change: 'diff',
      changePercent: 'pct',
    });
    expect(shown(payload)).toEqual([
      ['KOSPI', 3166.05, -38.45],
      ['USD/KRW', 1326.6, -8.4],
      ['EUR/KRW', 1448.1, 3.3],
    ]);
  });

  test('are not quotes if the fields of a single quote begin alike', () => {
    const payload = { symbol: 'ALPHA', last_price: 20, last_time: 1804662000, open_price: 19, open_time: 1804640000 };
    expect(guessMapping(payload)).not.toHaveProperty('items');
  });
});
