import type { Adapter, RawFeed } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { isMissing, isObject, textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { valueAt } from './value-at.js';

const QUOTE: Mapping = {
  items: 'quoteResponse.result',
  error: ['quoteResponse', 'finance', 'quoteSummary', 'chart', 'spark']
    .map((name) => `${name}.error.description`)
    .join('|'),
  id: 'symbol',
  name: 'shortName|longName',
  kind: 'quoteType',
  price: 'regularMarketPrice.raw|regularMarketPrice',
  change: 'regularMarketChange.raw|regularMarketChange',
  changePercent: 'regularMarketChangePercent.raw|regularMarketChangePercent',
  previousClose: 'regularMarketPreviousClose.raw|regularMarketPreviousClose',
  decimals: 'priceHint.raw|priceHint',
  asOf: 'regularMarketTime.raw|regularMarketTime',
  state: 'marketState',
  delay: 'exchangeDataDelayedBy',
  unit: 'currency',
  words: {
    kind: {
      INDEX: 'index',
      CURRENCY: 'fx',
      CRYPTOCURRENCY: 'crypto',
      FUTURE: 'future',
      EQUITY: 'equity',
      ETF: 'equity',
      MUTUALFUND: 'equity',
      NONE: 'other',
    },
    state: { PREPRE: 'closed', PRE: 'pre', REGULAR: 'open', POST: 'post', POSTPOST: 'closed', CLOSED: 'closed' },
  },
};

const SUMMARY: Mapping = { ...QUOTE, items: 'quoteSummary.result.0.price', percentUnit: 'fraction' };

/**
 * Returns the mapping for a chart or nested spark response. These responses lack the fields for the change, the state
 * and the delay.
 *
 * @param meta the path of the chart's metadata
 */
const chartMapping = (meta: string): Mapping => ({
  ...QUOTE,
  id: `${meta}.symbol`,
  name: `${meta}.shortName|${meta}.longName`,
  kind: `${meta}.instrumentType`,
  price: `${meta}.regularMarketPrice`,
  change: undefined,
  changePercent: undefined,
  previousClose: `${meta}.previousClose`,
  closeBeforeChart: `${meta}.chartPreviousClose`,
  range: `${meta}.range`,
  decimals: `${meta}.priceHint`,
  asOf: `${meta}.regularMarketTime`,
  state: undefined,
  delay: undefined,
  unit: `${meta}.currency`,
});

const CHART: Mapping = { ...chartMapping('meta'), items: 'chart.result' };

const SPARK: Mapping = { ...chartMapping('response.0.meta'), items: 'spark.result', id: 'symbol' };

const FLAT_SPARK: Mapping = {
  items: '*',
  id: 'symbol|$key',
  previousClose: 'previousClose',
  closeBeforeChart: 'chartPreviousClose',
  closes: 'close',
  times: 'timestamp',
};

/** The ids of Korean indices by Yahoo's symbols. */
const INDEX_IDS: ReadonlyMap<string, string> = new Map([
  ['^KS11', 'KOSPI'],
  ['^KQ11', 'KOSDAQ'],
  ['^KS200', 'KOSPI200'],
]);

const SECONDS_PER_DAY = 86_400;

/**
 * Parses responses of Yahoo's services v7 quote, v8 chart, v10 quoteSummary (price module) and spark (nested and flat).
 * Korean indices and currency pairs get the same ids as in other adapters: `^KS11` becomes `KOSPI`, and `KRW=X` becomes
 * `USD/KRW`. These services are not documented, and a web page cannot request them directly. You can request them only
 * through your own proxy, and at your own licence risk.
 *
 * | field | what is odd about it |
 * |---|---|
 * | all numbers | A number is either bare or inside an object `{ raw, fmt }`. An empty object `{}` means that the number is missing. |
 * | `regularMarketChangePercent` | The relative change. In v7, the value is in percent. In v10, it is a fraction. |
 * | `chartPreviousClose` | The last close before the start of the chart. Depending on the length of the chart, the close is a day old or several years old. It is the previous close only if the chart covers one day. |
 * | `range` | The length of the chart. In some responses, this field is empty. Spark's flat format lacks this field, so the adapter derives the length from `timestamp`. |
 * | `close`, `timestamp` | In spark's flat format (`{"^KS11": {…}}`), these are the lists of the chart's prices and of their times. No other field contains the current price, so the adapter reads the last price that is not null, with its time. |
 * | `dataGranularity` | The interval between the prices of a chart. In spark's flat format, the value is 300 for every request, so the adapter does not read it. |
 * | `regularMarketPreviousClose` | The previous close. It may be 0. For `BTC-USD`, it may also differ from the base price (the price that the change is measured from). |
 * | `currency` | The currency of the price. Indices have this field as well, although their prices are in points. The adapter therefore ignores the currency of an index. |
 * | `error` | The error is inside an object that is named after the requested service (`chart.error`), or inside `finance`. |
 */
export const yahoo: Adapter = (payload, paths) =>
  refineItems(applyMapping(payload, mappingOf(payload), paths), paths, describe);

function mappingOf(payload: unknown): Mapping {
  if (valueAt(payload, 'chart') !== undefined) return CHART;
  if (valueAt(payload, 'spark') !== undefined) return SPARK;
  if (valueAt(payload, 'quoteSummary') !== undefined) return SUMMARY;
  if (valueAt(payload, 'price') !== undefined) return { ...SUMMARY, items: 'price' };
  const isFlatSpark = isObject(payload) && Object.values(payload).some((row) => Array.isArray(valueAt(row, 'close')));
  return isFlatSpark ? FLAT_SPARK : QUOTE;
}

function describe(extracted: RawFeed['fields']): RawFeed['fields'] {
  const emptyNames = Object.keys(extracted).filter((name) => isEmptyObject(extracted[name]));
  const cleared = Object.fromEntries(emptyNames.map((name) => [name, undefined]));
  const fields: RawFeed['fields'] = { ...extracted, ...cleared };
  const symbol = textOf(fields.id);
  const line = lineOf(fields);
  const isOneDay = fields.range === '1d' || line?.isOneDay;
  const previousClose = fields.previousClose ?? (isOneDay ? fields.closeBeforeChart : undefined);
  const numbers = { ...cleared, ...line?.fields, previousClose };
  // `KRW=X` is short for `USDKRW=X`.
  const [, base = 'USD', quote] = /^([A-Z]{3})?([A-Z]{3})=X$/.exec(symbol) ?? [];
  if (quote) return { ...numbers, id: `${base}/${quote}`, name: undefined, kind: 'fx', unit: undefined };
  const kind = fields.kind ?? (symbol.startsWith('^') ? 'index' : undefined);
  // The price of an index is in points, so the currency that Yahoo states for an index is dropped.
  const unit = kind === 'index' ? undefined : fields.unit;
  return { ...numbers, kind, unit, id: INDEX_IDS.get(symbol) ?? fields.id };
}

/** The maximum number of prices in which the last one is searched. A trading day has fewer minutes. */
const MAX_PRICES = 1000;

/** Whether a value is `{}`, which Yahoo writes for a missing number. */
const isEmptyObject = (value: unknown): boolean =>
  isObject(value) && !Array.isArray(value) && Object.keys(value).length === 0;

/**
 * Returns the last price of a row in spark's flat format, with its time. The result also states whether the chart
 * covers less than a day. Returns undefined for rows in other formats.
 */
function lineOf({ closes, times }: RawFeed['fields']): { fields: RawFeed['fields']; isOneDay: boolean } | undefined {
  if (!Array.isArray(closes)) return undefined;
  const moments: readonly unknown[] = Array.isArray(times) ? times : [];
  const prices: readonly unknown[] = closes.slice(-MAX_PRICES);
  const found = prices.findLastIndex((close) => !isMissing(close));
  const index = closes.length - prices.length + found;
  const seconds = Number(textOf(moments.at(-1))) - Number(textOf(moments[0]));
  // The length of a chart with a single point is unknown, so such a chart does not count as one day.
  const isOneDay = seconds > 0 && seconds < SECONDS_PER_DAY;
  return { fields: { price: prices[found], asOf: moments[index] }, isOneDay };
}

registerAdapter('yahoo', yahoo);
