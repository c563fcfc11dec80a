import type { Adapter, RawFeed } from '../model/raw-feed.js';
import { isIndexCode, isShareCode, usualAmount } from './codes.js';
import { BROKER_CODES } from './direction-codes.js';
import { indexIdOf } from './korean-indices.js';
import { legacy, STATES } from './naver-legacy.js';
import { valueAt, isMissing, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { refusedFeed } from '../model/raw-feed.js';
import { registerAdapter } from './registry.js';
import { isObject } from './values.js';

const MAPPING: Mapping = {
  zone: '+09:00',
  feed: { ttl: 'pollingInterval|result.pollingInterval' },
  id: 'itemCode|reutersCode|marketIndexCode|symbolCode|worldIndexSymbol',
  name: { ko: 'stockName|indexName|name' },
  indexName: 'indexName',
  kind: 'stockEndType',
  price: 'closePriceRaw|closePrice|currentPrice|saleBaseRate',
  change:
    'compareToPreviousClosePriceRaw|compareToPreviousClosePrice|fluctuationsRaw|fluctuations|changePriceRaw|changePrice',
  changePercent: 'fluctuationsRatioRaw|fluctuationsRatio|changeRate',
  direction: 'compareToPreviousPrice',
  otherDirection: 'fluctuationsType',
  previousClose: 'lastClosePrice',
  asOf: 'announcedAt|localTradedAt',
  state: 'marketStatus',
  delay: 'stockExchangeType.delayTime|delayTime|delayTimeName',
  unit: 'unit',
  words: {
    direction: BROKER_CODES,
    otherDirection: BROKER_CODES,
    state: STATES,
    kind: { stock: 'equity', etf: 'equity', etn: 'equity' },
    delay: { 실시간: 0 },
  },
};

/** Where the rows of an answer are, the first that is there; else the answer is itself a list or a page of one item. */
const PLACES = [
  'datas',
  'items',
  'exchangeInfo',
  'result.datas',
  'result.items',
  'result.exchangeInfo',
  'result.mainList',
  'result',
];

/**
 * Answers of Naver Finance: of the polling service (`datas`), lists of indicators and of days (a bare array), the rates of Hana
 * bank (`items`), pages of one item, the same from the front API (inside `result`), and the old lists by area
 * (`naver-legacy.ts`). All but the last use the same names for their fields, and each answer has some of these fields. None of
 * them is documented. They can only be read through your own proxy, at your own licence risk.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `itemCode` | Missing on some pages: a Korean index is known by its name then. A price list names nothing at all: the page has to say what it is, `paths='{"id": "=USD/KRW"}'`. |
 * | `…Raw` | The twin of a number without commas. It is empty (`""`) where the other says `"-"`, and not always there. |
 * | `closePrice` | The latest price, also while the market is open. Before the open it is yesterday's. |
 * | `compareToPreviousPrice`, `fluctuationsType` | The direction, in either of the two: as a word, or as code, English name and Korean text together. Where they contradict each other it is unknown. |
 * | `compareToPreviousClosePrice`, `fluctuations` | Signed today; other times and places had it without a sign. |
 * | `overMarketPriceInfo` | The price at another venue, for shares. Not read. |
 * | `pollingInterval` | In milliseconds. |
 * | `delayTimeName` | `실시간`, `20분 지연`, `2시간 지연`. |
 * | `date` of Hana's rates | The business day, which can lie days before the round that was announced (`announcedAt`). |
 * | `FX_JPYKRW` and others | Won for a hundred: yen, rupiah and dong. |
 * | `isSuccess` | `false` is an error with status 200; `message` has its words, or `detailCode`. |
 */
export const naver: Adapter = (payload, paths) => {
  const areas = valueAt(payload, 'result.areas');
  // Where the page has to name the rows, they are the days of one price list.
  const own: Mapping = { keep: Object.hasOwn(paths ?? {}, 'id') ? 'newest' : 'all' };
  const feed = Array.isArray(areas) ? legacy(payload, areas, paths, own) : current(payload, paths, own);
  const ttl = Number(textOf(feed.fields.ttl)) / 1000 || undefined; // milliseconds
  return refine({ ...feed, fields: { ...feed.fields, ttl } }, paths, describe);
};

function current(payload: unknown, paths: object | undefined, own: Mapping): RawFeed {
  if (valueAt(payload, 'isSuccess') === false)
    return refusedFeed(
      'source-error',
      valueAt(payload, 'message') || valueAt(payload, 'detailCode') || 'isSuccess: false',
    );
  const items = PLACES.find((place) => valueAt(payload, place) !== undefined) ?? '';
  // A page of one item has no message; an error has nothing else.
  return applyMapping(payload, { ...MAPPING, ...own, items, error: items ? undefined : 'message' }, paths);
}

/** What kind of item it is, as far as its code tells, and what is said in a way that only Naver has. */
function describe(fields: RawFeed['fields']): RawFeed['fields'] {
  const { kind, name, unit } = fields;
  const korean = textOf((Object(name) as { ko?: unknown }).ko ?? name);
  const id = isMissing(fields.id) ? (indexIdOf(korean) ?? fields.id) : fields.id;
  const code = textOf(id);
  // `20분 지연`, `2시간 지연`.
  const [, amount, hours] = /^(\d+)(?:분|(시간)) 지연$/.exec(textOf(fields.delay)) ?? [];
  const delay = amount ? Number(amount) * (hours ? 60 : 1) : fields.delay;
  // The direction stands in one of two places, or in both; then the two have to agree.
  const directions = [fields.direction, fields.otherDirection].filter(isGiven);
  const told = { delay, direction: directions.length ? directions : (fields.direction ?? fields.otherDirection) };
  // `FX_USDKRW`; a page that names a price list writes `USD/KRW`.
  const [, first, other, quote] = /^(?:FX_([A-Z]{3})|([A-Z]{3})\/)([A-Z]{3})$/.exec(code) ?? [];
  const base = first ?? other;
  if (base) {
    const per = usualAmount(base, quote!);
    return { ...told, id: `${base}/${quote}`, name: undefined, kind: 'fx', base, quote, per, unit: undefined };
  }
  if (isShareCode(code)) return { ...told, kind: 'equity', decimals: 0 };
  const isIndex = isIndexCode(code) || !isMissing(fields.indexName);
  const guess = code.endsWith('=RR') ? 'rate' : unit ? 'commodity' : isIndex ? 'index' : 'other';
  const known = kind ?? guess;
  const own = code === 'KPI200' ? 'KOSPI200' : id;
  return known === 'index'
    ? { ...told, id: own, kind: known, name: { ...Object(name), en: own } }
    : { ...told, id, kind: known };
}

/** Whether a place for the direction says anything. An empty object does not; a dash does, though nobody knows what. */
const isGiven = (direction: unknown): boolean =>
  (isObject(direction) ? Object.values(direction) : [direction]).some((said) => said != null && said !== '');

registerAdapter('naver', naver);
