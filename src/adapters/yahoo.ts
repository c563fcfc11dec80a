import type { Adapter, RawFeed } from '../model/raw-feed.js';
import { valueAt, isMissing, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';

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

/** A chart has no change, state or delay. */
const chartAt = (meta: string): Mapping => ({
  ...QUOTE,
  id: `${meta}.symbol`,
  name: `${meta}.shortName|${meta}.longName`,
  kind: `${meta}.instrumentType`,
  price: `${meta}.regularMarketPrice`,
  change: undefined,
  changePercent: undefined,
  previousClose: `${meta}.previousClose`,
  beforeChart: `${meta}.chartPreviousClose`,
  range: `${meta}.range`,
  decimals: `${meta}.priceHint`,
  asOf: `${meta}.regularMarketTime`,
  state: undefined,
  delay: undefined,
  unit: `${meta}.currency`,
});

const CHART: Mapping = { ...chartAt('meta'), items: 'chart.result' };

const SPARK: Mapping = { ...chartAt('response.0.meta'), items: 'spark.result', id: 'symbol' };

const FLAT_SPARK: Mapping = {
  items: '*',
  id: 'symbol|$key',
  previousClose: 'previousClose',
  beforeChart: 'chartPreviousClose',
  closes: 'close',
  times: 'timestamp',
};

const IDS: Readonly<Record<string, string>> = { '^KS11': 'KOSPI', '^KQ11': 'KOSDAQ', '^KS200': 'KOSPI200' };

/**
 * Yahoo's v7 quote, v8 chart, v10 quoteSummary (price module), and spark in both of its forms. Korean indices get their own ids,
 * pairs theirs: `KRW=X` is `USD/KRW`. They are not documented, and can't be read from a browser: through your own proxy, at
 * your own licence risk.
 *
 * | field | what is odd about it |
 * |---|---|
 * | numbers | Bare, or as `{ raw, fmt }`; there a missing one is `{}`. |
 * | `regularMarketChangePercent` | Percent points in v7; in v10 the same field of the same index is a fraction. |
 * | `chartPreviousClose` | The close before the chart, be it a day or ten years: yesterday's only on a chart of one day. |
 * | `range` | How long the chart is; empty in some answers, and not there in spark's flat form, where the times have to tell. |
 * | `close`, `timestamp` | Spark's flat form, `{"^KS11": {…}}`, has no price but the last of these; the very last may be null. |
 * | `dataGranularity` | 300 in the flat form, whatever was asked for. Not read. |
 * | `regularMarketPreviousClose` | May be 0, or on another base than the change (BTC-USD). |
 * | `currency` | Of indices, too: points have no currency. |
 * | `error` | Under the name of what was asked for, or under `finance`. |
 */
export const yahoo: Adapter = (payload, paths) =>
  refine(applyMapping(payload, shapeOf(payload), paths), paths, describe);

function shapeOf(payload: unknown): Mapping {
  if (valueAt(payload, 'chart') !== undefined) return CHART;
  if (valueAt(payload, 'spark') !== undefined) return SPARK;
  if (valueAt(payload, 'quoteSummary') !== undefined) return SUMMARY;
  if (valueAt(payload, 'price') !== undefined) return { ...SUMMARY, items: 'price' };
  const isFlat = Object.values(Object(payload) as object).some((row) => Array.isArray(valueAt(row, 'close')));
  return isFlat ? FLAT_SPARK : QUOTE;
}

function describe(picked: RawFeed['fields']): RawFeed['fields'] {
  const missing = Object.keys(picked).filter((name) => isEmpty(picked[name]));
  const without = Object.fromEntries(missing.map((name) => [name, undefined]));
  const fields: RawFeed['fields'] = { ...picked, ...without };
  const { id, kind, unit, beforeChart, range, previousClose } = fields;
  const symbol = textOf(id);
  const last = lastOf(fields);
  const isOneDay = range === '1d' || last?.isOneDay;
  const close = previousClose ?? (isOneDay ? beforeChart : undefined);
  const told = { ...without, ...last?.fields, previousClose: close };
  const [, from = 'USD', to] = /^([A-Z]{3})?([A-Z]{3})=X$/.exec(symbol) ?? [];
  if (to) return { ...told, id: `${from}/${to}`, name: undefined, kind: 'fx', unit: undefined };
  const known = kind ?? (symbol.startsWith('^') ? 'index' : undefined);
  // Points have no currency.
  const own = { kind: known, unit: known === 'index' ? undefined : unit };
  return { ...told, ...own, id: Object.hasOwn(IDS, symbol) ? IDS[symbol] : id };
}

/** `{}` is how a number is written that is not there. */
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** The last price of spark's flat form, and whether its line is of one day; undefined for all other answers. */
function lastOf({ closes, times }: RawFeed['fields']): { fields: RawFeed['fields']; isOneDay: boolean } | undefined {
  if (!Array.isArray(closes)) return undefined;
  const moments: readonly unknown[] = Array.isArray(times) ? times : [];
  const index = closes.findLastIndex((close) => !isMissing(close));
  const [first, last] = [moments[0], moments.at(-1)].map((moment) => Number(textOf(moment)));
  // One point does not tell how long the line is.
  const isOneDay = last! > first! && last! - first! < 86_400;
  return { fields: { price: closes[index] as unknown, asOf: moments[index] }, isOneDay };
}

registerAdapter('yahoo', yahoo);
