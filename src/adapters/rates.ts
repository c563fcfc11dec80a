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
 * The settings of all rate tables. Reference rates are published once a day, except those of exchangerate.host, which
 * are published once an hour and have no fixed `delay`. The strip requests the feed once an hour, because the free
 * services allow only one request per hour.
 */
const DAILY: Mapping = { kind: '=fx', delay: '=eod', feed: { ttl: 3600 } };

/** The mapping for Korea Eximbank. If `cur_unit` is `JPY(100)`, the rate is the price of 100 yen in won. */
const EXIMBANK: Mapping = { ...DAILY, base: 'cur_unit', quote: '=KRW', price: 'deal_bas_r' };

/**
 * The mapping for ECOS of the Bank of Korea. In each row of the payload, the currency is part of the name of the
 * series. For example, `원/일본엔(100엔)` contains `일본엔` (yen). The payload can contain several days, in any order.
 */
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

/** The mapping for Frankfurter v2, which sends a list of rows. */
const PAIRS: Mapping = { ...DAILY, base: 'base', quote: 'quote', price: 'rate', asOf: 'date' };

/**
 * The mapping for Frankfurter v1, open.er-api.com, exchangerate-api.com and exchangerate.host. The payload contains one
 * base currency, and an object of rates whose keys are the quote currencies. For exchangerate.host, the keys are
 * currency pairs (`USDKRW`).
 */
const TABLE: Mapping = {
  ...DAILY,
  base: '$root.base|$root.base_code|$root.source',
  quote: '$key',
  price: '$value',
  per: '$root.amount',
  asOf: '$root.date|$root.time_last_update_unix|$root.timestamp',
};

/** The mapping for the response of exchangerate-api.com to a request for a single pair. */
const PAIR: Mapping = {
  ...DAILY,
  base: 'base_code',
  quote: 'target_code',
  price: 'conversion_rate',
  asOf: 'time_last_update_unix',
};

/** Currency codes by the Korean names that ECOS uses. */
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

/**
 * Matches the name of a currency, such as `USD`, `JPY(100)`, `원/일본엔(100엔)` or `원/미국달러(매매기준율)`. The first
 * group captures the currency. If there are parentheses, the second group captures the number that they start with, which
 * is the number of units, or an empty string.
 */
const CURRENCY_NAME = /^(?:원\/)?([^(]+)(?:\((\d*)(?:\D.*)?\))?$/;

/**
 * Parses tables of exchange rates of Korea Eximbank, ECOS, Frankfurter (v1 and v2), open.er-api.com,
 * exchangerate-api.com (v6) and exchangerate.host. If a response contains several days, the newest day determines the
 * price. If the rows are daily, the previous business day determines the previous close.
 *
 * | field | what is odd about it |
 * |---|---|
 * | – | No table contains a change or a direction. |
 * | `cur_unit` of Eximbank | The base currency. `JPY(100)` means that the rate is the price of 100 yen in won. `KRW` has a row like any other currency, with the rate 1. The adapter skips this row. |
 * | `deal_bas_r` of Eximbank | The rate, with commas and without trailing zeros. The response does not state the day of the rate. |
 * | `result` of Eximbank | 1 means success. 2, 3 and 4 mean errors. An error response still has status 200, and contains a row whose other fields are null. Other vendors use `result` for the word `success` or `error`. |
 * | `ITEM_NAME1` of ECOS | The name of the series, which contains both the currency and the number of units: `원/일본엔(100엔)`. The closing rate and the basic rate of a day are two series. The adapter skips the series of the high (`고가`), the low (`저가`), the open (`시가`), the mean (`평균`) and the volume (`거래량`), because they do not contain current prices. |
 * | `TIME` of ECOS | A day, a month, a quarter or a year. The adapter derives a previous close only from daily rows. |
 * | `rates`, `conversion_rates` | The quote currencies can include the base currency itself, with the rate 1. The adapter skips this rate. |
 * | `date` of Frankfurter | The day of the rate. Depending on the request, the rows are daily, weekly or monthly. The adapter derives a previous close only from daily rows. |
 * | `quotes` of exchangerate.host | Each key contains both currencies: `USDKRW`. |
 * | `amount` of Frankfurter v1 | The number of units that the rates are for. The strip supports only the numbers 1, 100 and 1000. |
 * | `error-type`, `error`, `message`, `RESULT` | The message of an error response. An error response can have status 200. |
 */
export const rates: Adapter = (payload, paths) =>
  keepLatestRows(
    refineItems(applyMapping(payload, mappingOf(payload), paths), paths, describe),
    // ECOS publishes both a closing rate and a basic rate (매매기준율) for each day. The gap between them is usually larger
    // than a day's movement, so the rates of one series are not used as the previous close of the other.
    ({ id, series }) => `${textOf(series)}\n${textOf(id)}`,
    ({ previousClose }, priceBefore) => ({ previousClose: previousClose ?? priceBefore }),
  );

/**
 * Creates an adapter that parses the same tables as `rates` and takes missing previous closes from an earlier table of
 * the same vendor. The strip can then show a change, which it cannot calculate from the rates of a single day.
 *
 * @param previous the payload of the previous business day
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
    // The result 1 means success. An error response has status 200, and its row contains only a result and nulls. The
    // result is 2 for a wrong data code, 3 for a wrong key, and 4 if the daily limit of requests is reached.
    return Number(textOf(valueAt(row, 'result'))) > 1 ? { error: '=result {0.result}' } : EXIMBANK;
  }
  if (Array.isArray(payload)) return PAIRS;
  if (has('StatisticSearch')) return ECOS;
  // The paths include neither `error` nor `result`, because these fields do not always contain a message.
  // exchangerate.host writes an object to `error`, and open.er-api.com writes the word `success` to `result`.
  const error = 'RESULT.MESSAGE|error-type|error.info|error.type|message';
  if (has('quotes')) return { ...TABLE, delay: undefined, error, items: 'quotes.*' };
  if (has('conversion_rate')) return { ...PAIR, error };
  return { ...TABLE, error, items: has('conversion_rates') ? 'conversion_rates.*' : 'rates.*' };
}

function describe({ id, base, quote, per }: RawItem['fields']): RawItem['fields'] | string {
  if (typeof base !== 'string') return 'no-base';
  // The high, the low, the open and the mean of a day are not current prices, and the volume is not a price. These
  // series are skipped.
  if (id && /\((?:고가|저가|시가|평균|거래량)/.test(base)) return 'no-price';
  const [, word = base, amount] = CURRENCY_NAME.exec(base) ?? [];
  const baseCode = CURRENCIES.get(word) ?? word;
  // For exchangerate.host, the key contains both currencies, such as `USDKRW`.
  const pair = textOf(quote);
  const quoteCode = pair.length === 6 && pair.startsWith(baseCode) ? pair.slice(3) : pair;
  if (baseCode === quoteCode) return 'same-currency';
  // ECOS also has tables whose rows are not named after currencies. These rows do not become currency pairs.
  if (id && !/^[A-Z]{3}$/.test(baseCode)) return { kind: undefined, base: undefined, quote: undefined };
  // In a table of several days, Frankfurter v1 writes dates instead of quote currencies as keys. All rows of such a
  // table are skipped.
  if (!/^[A-Z]{3,5}$/.test(quoteCode)) return 'no-quote';
  return { id: `${baseCode}/${quoteCode}`, unit: undefined, base: baseCode, quote: quoteCode, per: amount || per };
}

registerAdapter('rates', rates);
