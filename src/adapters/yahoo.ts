import type { Adapter, RawFeed } from '../model/raw-feed.js';
import { at, pick, refine, textOf, type Mapping } from './pick.js';
import { registerAdapter } from './registry.js';

/** Numbers come bare, or as `{ raw, fmt }`. */
const QUOTE: Mapping = {
  items: 'quoteResponse.result',
  error:
    'quoteResponse.error.description|finance.error.description|quoteSummary.error.description|chart.error.description',
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
      FUTURE: 'commodity',
      EQUITY: 'equity',
      ETF: 'equity',
      MUTUALFUND: 'equity',
      NONE: 'other',
    },
    state: { PREPRE: 'closed', PRE: 'pre', REGULAR: 'open', POST: 'post', POSTPOST: 'closed', CLOSED: 'closed' },
  },
};

/** The same field of the same index is a fraction here. */
const SUMMARY: Mapping = { ...QUOTE, items: 'quoteSummary.result.0.price', percentUnit: 'fraction' };

/** `chartPreviousClose` is the close before the chart, be it a day or ten years: yesterday's only on a chart of one day. */
const CHART: Mapping = {
  ...QUOTE,
  items: 'chart.result',
  id: 'meta.symbol',
  name: 'meta.shortName|meta.longName',
  kind: 'meta.instrumentType',
  price: 'meta.regularMarketPrice',
  change: undefined,
  changePercent: undefined,
  previousClose: 'meta.previousClose',
  beforeChart: 'meta.chartPreviousClose',
  range: 'meta.range',
  decimals: 'meta.priceHint',
  asOf: 'meta.regularMarketTime',
  state: undefined,
  delay: undefined,
  unit: 'meta.currency',
};

const IDS: Readonly<Record<string, string>> = { '^KS11': 'KOSPI', '^KQ11': 'KOSDAQ', '^KS200': 'KOSPI200' };

/**
 * Yahoo's v7 quote, v8 chart and v10 quoteSummary (price module). Korean indices get their own ids, pairs theirs: `KRW=X` is
 * `USD/KRW`. They are not documented, and can't be read from a browser: through your own proxy, at your own licence risk.
 */
export const yahoo: Adapter = (payload, paths) => refine(pick(payload, shapeOf(payload), paths), paths, describe);

function shapeOf(payload: unknown): Mapping {
  if (at(payload, 'chart') !== undefined) return CHART;
  if (at(payload, 'quoteSummary') !== undefined) return SUMMARY;
  return at(payload, 'price') === undefined ? QUOTE : { ...SUMMARY, items: 'price' };
}

function describe({ id, kind, unit, beforeChart, range, previousClose }: RawFeed['fields']): RawFeed['fields'] {
  const symbol = textOf(id);
  const close = { previousClose: previousClose ?? (range === '1d' ? beforeChart : undefined) };
  const [, from = 'USD', to] = /^([A-Z]{3})?([A-Z]{3})=X$/.exec(symbol) ?? [];
  if (to) return { ...close, id: `${from}/${to}`, name: undefined, kind: 'fx', unit: undefined };
  const known = kind ?? (symbol.startsWith('^') ? 'index' : undefined);
  // Points have no currency.
  const own = { kind: known, unit: known === 'index' ? undefined : unit };
  return { ...close, ...own, id: Object.hasOwn(IDS, symbol) ? IDS[symbol] : id };
}

registerAdapter('yahoo', yahoo);
