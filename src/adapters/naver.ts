import type { Adapter, RawFeed } from '../model/raw-feed.js';
import { at, pick, refine, textOf, type Mapping } from './pick.js';
import { registerAdapter } from './registry.js';

const STATES = { PREOPEN: 'pre', OPEN: 'open', CLOSE: 'closed' };

/**
 * The polling answers (`datas`), the list of indicators (a bare array), Hana bank's rates (`items`), and pages of one item:
 * they share their words, and each has some of them. The `…Raw` twin of a number has no commas; it is empty where the
 * other says `"-"`. Before the open the price is yesterday's; `overMarketPriceInfo` is another venue's, for stocks.
 */
const MAPPING: Mapping = {
  zone: '+09:00',
  feed: { ttl: 'pollingInterval' },
  id: 'itemCode|reutersCode|marketIndexCode|symbolCode',
  name: { ko: 'stockName|indexName|name' },
  kind: 'stockEndType',
  price: 'closePriceRaw|closePrice|currentPrice|saleBaseRate',
  change:
    'compareToPreviousClosePriceRaw|compareToPreviousClosePrice|fluctuationsRaw|fluctuations|changePriceRaw|changePrice',
  changePercent: 'fluctuationsRatioRaw|fluctuationsRatio|changeRate',
  direction: 'compareToPreviousPrice.code|fluctuationsType.code|fluctuationsType',
  previousClose: 'lastClosePrice',
  // Hana's `date` is the business day, which can lie days before the round that was announced.
  asOf: 'announcedAt|localTradedAt',
  state: 'marketStatus',
  delay: 'stockExchangeType.delayTime|delayTime|delayTimeName',
  unit: 'unit',
  words: {
    state: STATES,
    kind: { stock: 'equity', etf: 'equity', etn: 'equity' },
    delay: { 실시간: 0 },
  },
};

/** `SERVICE_INDEX`, as pages of 2020 ask: integers ×100, percent points. `rf` is the sign code, where it is. */
const LEGACY: Mapping = {
  id: 'cd',
  name: { ko: 'nm' },
  price: 'nv',
  change: 'cv',
  changePercent: 'cr',
  direction: 'rf',
  previousClose: 'pcv',
  asOf: '$root.result.time',
  state: 'ms',
  words: { state: STATES },
};

/** Answers of Naver Finance. They are not documented: through your own proxy, at your own licence risk. */
export const naver: Adapter = (payload, paths) => {
  const areas = at(payload, 'result.areas');
  const feed = Array.isArray(areas) ? legacy(payload, areas, paths) : current(payload, paths);
  const ttl = Number(textOf(feed.fields.ttl)) / 1000 || undefined; // milliseconds
  return refine({ ...feed, fields: { ...feed.fields, ttl } }, paths, describe);
};

function current(payload: unknown, paths: object | undefined): RawFeed {
  const items = ['datas', 'items', 'exchangeInfo'].find((key) => at(payload, key) !== undefined) ?? '';
  return pick(payload, { ...MAPPING, items }, paths);
}

function legacy(payload: unknown, areas: readonly unknown[], paths: object | undefined): RawFeed {
  const feeds = areas.flatMap((area, index) => {
    if (!Array.isArray(at(area, 'datas'))) return [];
    const scale = at(area, 'name') === 'SERVICE_ITEM' ? 1 : 0.01;
    return pick(payload, { ...LEGACY, scale, items: `result.areas.${index}.datas` }, paths);
  });
  const all = <T>(of: (feed: RawFeed) => readonly T[] | undefined): T[] => feeds.flatMap((feed) => of(feed) ?? []);
  return {
    fields: { ttl: at(payload, 'result.pollingInterval') },
    items: all(({ items }) => items),
    issues: all(({ issues }) => issues),
  };
}

/** What the code of an item tells: indices and rates by name, shares by six places, bonds by Reuters' ending. */
function describe(fields: RawFeed['fields']): RawFeed['fields'] {
  const { id, kind, name, unit } = fields;
  // `20분 지연`, `2시간 지연`.
  const [, amount, hours] = /^(\d+)(?:분|(시간)) 지연$/.exec(textOf(fields.delay)) ?? [];
  const delay = amount ? Number(amount) * (hours ? 60 : 1) : fields.delay;
  const code = textOf(id);
  const [, base, quote] = /^FX_([A-Z]{3})([A-Z]{3})$/.exec(code) ?? [];
  if (base) {
    // Hana bank's table, as all in Korea, counts these by the hundred.
    const per = /JPY|IDR|VND/.test(base) && quote === 'KRW' ? 100 : 1;
    return { delay, id: `${base}/${quote}`, name: undefined, kind: 'fx', base, quote, per };
  }
  // Preferred shares and newer listings have letters in it.
  if (/^\d[\dA-Z]{5}$/.test(code)) return { delay, kind: 'equity', decimals: 0 };
  // `.DJI`, `KOSPI`; `AAPL.O` is a share.
  const guess = code.endsWith('=RR') ? 'rate' : unit ? 'commodity' : /^\.|^[A-Z\d]+$/.test(code) ? 'index' : 'other';
  const known = kind ?? guess;
  const own = code === 'KPI200' ? 'KOSPI200' : id;
  return known === 'index'
    ? { delay, id: own, kind: known, name: { ...Object(name), en: own } }
    : { delay, kind: known };
}

registerAdapter('naver', naver);
