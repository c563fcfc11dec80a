import type { Adapter, RawItem } from '../model/raw-feed.js';
import { someRowHas } from './find-row.js';
import { latestRows } from './latest-rows.js';
import { valueAt, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';

/** Reference rates: one a day (exchangerate.host: one an hour), no change. Asking every hour is what the free ones allow. */
const DAILY: Mapping = { kind: '=fx', delay: '=eod', feed: { ttl: 3600 } };

/** Korea Eximbank: `JPY(100)` is the won price of 100 yen. */
const EXIMBANK: Mapping = { ...DAILY, base: 'cur_unit', quote: '=KRW', price: 'deal_bas_r' };

/** Bank of Korea, ECOS: the currency is in the name, `원/일본엔(100엔)`. Several days, in any order. */
const ECOS: Mapping = {
  ...DAILY,
  items: 'StatisticSearch.row',
  zone: '+09:00',
  id: 'ITEM_NAME1',
  base: 'ITEM_NAME1',
  series: 'ITEM_NAME1',
  quote: '=KRW',
  price: 'DATA_VALUE',
  unit: 'UNIT_NAME',
  asOf: 'TIME',
};

/** Frankfurter v2: rows. */
const PAIRS: Mapping = { ...DAILY, base: 'base', quote: 'quote', price: 'rate', asOf: 'date' };

/** Frankfurter v1, open.er-api.com, exchangerate-api.com, exchangerate.host: one base, many quotes by name. */
const TABLE: Mapping = {
  ...DAILY,
  base: '$root.base|$root.base_code|$root.source',
  quote: '$key',
  price: '$value',
  per: '$root.amount',
  asOf: '$root.date|$root.time_last_update_unix|$root.timestamp',
};

/** exchangerate-api.com, asked for one pair. */
const PAIR: Mapping = {
  ...DAILY,
  base: 'base_code',
  quote: 'target_code',
  price: 'conversion_rate',
  asOf: 'time_last_update_unix',
};

const CURRENCIES: Readonly<Record<string, string>> = {
  미국달러: 'USD',
  일본엔: 'JPY',
  유로: 'EUR',
  위안: 'CNY',
  영국파운드: 'GBP',
  스위스프랑: 'CHF',
  캐나다달러: 'CAD',
  호주달러: 'AUD',
  뉴질랜드달러: 'NZD',
  홍콩달러: 'HKD',
  대만달러: 'TWD',
  싱가폴달러: 'SGD',
  태국바트: 'THB',
  베트남동: 'VND',
  인도네시아루피아: 'IDR',
};

/** `JPY(100)`, `원/일본엔(100엔)`, `원/미국달러(매매기준율)`. */
const CURRENCY_NAME = /^(?:원\/)?([^(]+)(?:\((\d+)?.*\))?$/;

/** What is longer is no currency, and not worth a regular expression. */
const LONGEST_NAME = 80;

/**
 * Tables of exchange rates: Korea Eximbank, ECOS, Frankfurter (v1, v2), open.er-api.com, exchangerate-api.com (v6), exchangerate.host.
 * Where an answer has several days, the newest is the price, and the day before it the previous close.
 *
 * | field | what is odd about it |
 * |---|---|
 * | – | None of them has a change or a direction. |
 * | `cur_unit` of Eximbank | `JPY(100)` is the won price of a hundred yen; `KRW` is a row like the others, at 1. |
 * | `deal_bas_r` | Commas, and no zeros at the end. Without a day: the answer does not say for which it is. |
 * | `result` of Eximbank | 1 is well; 2, 3 and 4 are errors with status 200, in a row of nulls. Elsewhere it is the word `success` or `error`. |
 * | `ITEM_NAME1` of ECOS | Currency and unit in one text: `원/일본엔(100엔)`. The closing rate and the basic rate of one day are two series; high, low and open (`(고가)`, `(저가)`, `(시가)`) are others, and no current price. |
 * | `TIME` of ECOS | A day, or a month, a quarter or a year: the one before is a day before only among days. |
 * | `rates`, `conversion_rates` | The base is among the quotes, at 1. |
 * | `date` of Frankfurter | By day, by week or by month, as it was asked; only of days the one before is the day before. |
 * | `quotes` of exchangerate.host | Both currencies in the name: `USDKRW`. |
 * | `amount` of Frankfurter v1 | The rates are for so many units; 1, 100 and 1000 can be told. |
 * | `error-type`, `error`, `message`, `RESULT` | Where the words of an error are, with status 200. |
 */
export const rates: Adapter = (payload, paths) =>
  latestRows(
    refine(applyMapping(payload, shapeOf(payload), paths), paths, describe),
    // ECOS has a closing rate and a basic rate (매매기준율) of one day, and they differ by more than most days do.
    ({ id, series }) => `${textOf(series)}\n${textOf(id)}`,
    ({ previousClose }, before) => ({ previousClose: previousClose ?? before }),
  );

/**
 * The same with what an earlier table of the same source had as previous close: the change that a table alone can't tell.
 *
 * @param previous the payload of the business day before
 */
export const ratesSince =
  (previous: unknown): Adapter =>
  (payload, paths) => {
    const before = new Map(rates(previous, paths).items.map(({ fields }) => [fields.id, fields.price]));
    return refine(rates(payload, paths), undefined, ({ id, previousClose }) => ({
      previousClose: previousClose ?? before.get(id),
    }));
  };

function shapeOf(payload: unknown): Mapping {
  const row = valueAt(payload, '0');
  const is = (path: string): boolean => valueAt(payload, path) !== undefined;
  if (someRowHas(payload, '', 'cur_unit') || valueAt(row, 'result') !== undefined) {
    // 1 is well; 2 a wrong data code, 3 a wrong key, 4 the day's limit: one row of nulls, with status 200.
    return Number(textOf(valueAt(row, 'result'))) > 1 ? { error: '=result {0.result}' } : EXIMBANK;
  }
  if (Array.isArray(payload)) return PAIRS;
  if (is('StatisticSearch')) return ECOS;
  // `error` is an object at exchangerate.host, `result` the word `success` at open.er-api.com.
  const error = 'RESULT.MESSAGE|error-type|error.info|error.type|message';
  if (is('quotes')) return { ...TABLE, delay: undefined, error, items: 'quotes.*' };
  if (is('conversion_rate')) return { ...PAIR, error };
  return { ...TABLE, error, items: is('conversion_rates') ? 'conversion_rates.*' : 'rates.*' };
}

function describe({ id, base, quote, per }: RawItem['fields']): RawItem['fields'] | string {
  if (typeof base !== 'string') return 'no-base';
  // The high, low, open and mean of a day are no current price, and the volume is no price at all.
  if (id && /\((고가|저가|시가|평균|거래량)/.test(base)) return 'no-price';
  const [, word = base, amount] = base.length <= LONGEST_NAME ? (CURRENCY_NAME.exec(base) ?? []) : [];
  const from = Object.hasOwn(CURRENCIES, word) ? CURRENCIES[word]! : word;
  // exchangerate.host writes `USDKRW`.
  const pair = textOf(quote);
  const to = pair.length === 6 && pair.startsWith(from) ? pair.slice(3) : pair;
  if (from === to) return 'same-currency';
  // Another table of ECOS, not of rates.
  if (id && !/^[A-Z]{3}$/.test(from)) return { kind: undefined, base: undefined, quote: undefined };
  // A table by days of Frankfurter has dates there.
  if (!/^[A-Z]{3,5}$/.test(to)) return 'no-quote';
  return { id: `${from}/${to}`, unit: undefined, base: from, quote: to, per: amount ?? per };
}

registerAdapter('rates', rates);
