import type { Adapter, RawItem } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { textOf } from './json-values.js';
import { keepLatestRows } from './latest-rows.js';
import type { Mapping } from './mapping.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { someRowHas } from './some-row-has.js';
import { valueAt } from './value-at.js';

/**
 * What all tables share: a reference rate is published once a day (by exchangerate.host once an hour) and has no
 * change. The feed is requested once an hour, which is what the free services allow.
 */
const DAILY: Mapping = { kind: '=fx', delay: '=eod', feed: { ttl: 3600 } };

/** Korea Eximbank: `JPY(100)` is the price of 100 yen in won. */
const EXIMBANK: Mapping = { ...DAILY, base: 'cur_unit', quote: '=KRW', price: 'deal_bas_r' };

/** ECOS of the Bank of Korea: the name contains the currency, `원/일본엔(100엔)`. There are several days, in any order. */
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

/** Frankfurter v2: a list of rows. */
const PAIRS: Mapping = { ...DAILY, base: 'base', quote: 'quote', price: 'rate', asOf: 'date' };

/**
 * Frankfurter v1, open.er-api.com, exchangerate-api.com, exchangerate.host: one base currency, and many quote
 * currencies by name.
 */
const TABLE: Mapping = {
  ...DAILY,
  base: '$root.base|$root.base_code|$root.source',
  quote: '$key',
  price: '$value',
  per: '$root.amount',
  asOf: '$root.date|$root.time_last_update_unix|$root.timestamp',
};

/** exchangerate-api.com, when the request names one pair. */
const PAIR: Mapping = {
  ...DAILY,
  base: 'base_code',
  quote: 'target_code',
  price: 'conversion_rate',
  asOf: 'time_last_update_unix',
};

/** Currency codes by the names that ECOS uses. */
const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['미국달러', 'USD'],
  ['일본엔', 'JPY'],
  ['유로', 'EUR'],
  ['위안', 'CNY'],
  ['영국파운드', 'GBP'],
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
]);

/** Matches `JPY(100)`, `원/일본엔(100엔)` and `원/미국달러(매매기준율)`. */
const CURRENCY_NAME = /^(?:원\/)?([^(]+)(?:\((\d+)?.*\))?$/;

/** A longer text names no currency. The limit keeps the regular expression from running on very long texts. */
const MAX_NAME_LENGTH = 80;

/**
 * Reads tables of exchange rates: Korea Eximbank, ECOS, Frankfurter (v1, v2), open.er-api.com, exchangerate-api.com
 * (v6), exchangerate.host. Where a response has several days, the newest gives the price, and the day before it the
 * previous close.
 *
 * | field | what is odd about it |
 * |---|---|
 * | – | None of them has a change or a direction. |
 * | `cur_unit` of Eximbank | `JPY(100)` is the price of 100 yen in won. `KRW` has a row like the others, at 1. |
 * | `deal_bas_r` | It has commas, and no zeros at the end. The response does not say for which day it is. |
 * | `result` of Eximbank | 1 is a success; 2, 3 and 4 are errors, which come with status 200 and a row of nulls. Elsewhere `result` is the word `success` or `error`. |
 * | `ITEM_NAME1` of ECOS | One text has the currency and the unit: `원/일본엔(100엔)`. The closing rate and the basic rate of one day are two series. High, low and open (`(고가)`, `(저가)`, `(시가)`) are series as well, and are no current prices. |
 * | `TIME` of ECOS | A day, a month, a quarter or a year. Only among days does the row before give a previous close. |
 * | `rates`, `conversion_rates` | The base currency is among the quotes, at 1. |
 * | `date` of Frankfurter | The rows are by day, by week or by month, depending on the request. Only among days does the row before give a previous close. |
 * | `quotes` of exchangerate.host | Each name has both currencies: `USDKRW`. |
 * | `amount` of Frankfurter v1 | The number of units that the rates are for. Only 1, 100 and 1000 can be shown. |
 * | `error-type`, `error`, `message`, `RESULT` | The message of an error, which comes with status 200. |
 */
export const rates: Adapter = (payload, paths) =>
  keepLatestRows(
    refineItems(applyMapping(payload, mappingOf(payload), paths), paths, describe),
    // For each day, ECOS has a closing rate and a basic rate (매매기준율). These two differ by more than a rate changes on
    // most days, so they are kept apart.
    ({ id, series }) => `${textOf(series)}\n${textOf(id)}`,
    ({ previousClose }, priceBefore) => ({ previousClose: previousClose ?? priceBefore }),
  );

/**
 * Makes an adapter that reads the same tables, and takes each previous close from an earlier table of the same source.
 * So the strip can show a change, which one table alone does not give.
 *
 * @param previous the payload of the business day before
 */
export const ratesSince =
  (previous: unknown): Adapter =>
  (payload, paths) => {
    const pricesBefore = new Map(rates(previous, paths).items.map(({ fields }) => [fields.id, fields.price]));
    return refineItems(rates(payload, paths), undefined, ({ id, previousClose }) => ({
      previousClose: previousClose ?? pricesBefore.get(id),
    }));
  };

function mappingOf(payload: unknown): Mapping {
  const row = valueAt(payload, '0');
  const has = (path: string): boolean => valueAt(payload, path) !== undefined;
  if (someRowHas(payload, '', 'cur_unit') || valueAt(row, 'result') !== undefined) {
    // 1 is a success. Errors come with status 200 and a row of nulls: 2 is a wrong data code, 3 a wrong key, and 4 the
    // daily limit of requests.
    return Number(textOf(valueAt(row, 'result'))) > 1 ? { error: '=result {0.result}' } : EXIMBANK;
  }
  if (Array.isArray(payload)) return PAIRS;
  if (has('StatisticSearch')) return ECOS;
  // `error` is an object at exchangerate.host, `result` the word `success` at open.er-api.com.
  const error = 'RESULT.MESSAGE|error-type|error.info|error.type|message';
  if (has('quotes')) return { ...TABLE, delay: undefined, error, items: 'quotes.*' };
  if (has('conversion_rate')) return { ...PAIR, error };
  return { ...TABLE, error, items: has('conversion_rates') ? 'conversion_rates.*' : 'rates.*' };
}

function describe({ id, base, quote, per }: RawItem['fields']): RawItem['fields'] | string {
  if (typeof base !== 'string') return 'no-base';
  // The high, low, open and mean of a day are no current prices, and the volume is no price at all.
  if (id && /\((고가|저가|시가|평균|거래량)/.test(base)) return 'no-price';
  const [, word = base, amount] = base.length <= MAX_NAME_LENGTH ? (CURRENCY_NAME.exec(base) ?? []) : [];
  const baseCode = CURRENCIES.get(word) ?? word;
  // exchangerate.host writes both currencies: `USDKRW`.
  const pair = textOf(quote);
  const quoteCode = pair.length === 6 && pair.startsWith(baseCode) ? pair.slice(3) : pair;
  if (baseCode === quoteCode) return 'same-currency';
  // ECOS has other tables as well, whose names are no currencies.
  if (id && !/^[A-Z]{3}$/.test(baseCode)) return { kind: undefined, base: undefined, quote: undefined };
  // Frankfurter's table of several days has dates in place of the quote currencies.
  if (!/^[A-Z]{3,5}$/.test(quoteCode)) return 'no-quote';
  return { id: `${baseCode}/${quoteCode}`, unit: undefined, base: baseCode, quote: quoteCode, per: amount ?? per };
}

registerAdapter('rates', rates);
