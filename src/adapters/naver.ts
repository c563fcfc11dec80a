import { refusedFeed, type Adapter, type RawFeed } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { BROKER_CODES } from './direction-codes.js';
import { defaultPer, isIndexCode, isShareCode } from './instrument-codes.js';
import { isMissing, isObject, textOf } from './json-values.js';
import { indexIdOf } from './korean-indices.js';
import type { Mapping } from './mapping.js';
import { parseLegacy } from './naver-legacy.js';
import { NAVER_STATES } from './naver-states.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { valueAt } from './value-at.js';

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
    state: NAVER_STATES,
    kind: { stock: 'equity', etf: 'equity', etn: 'equity' },
    delay: { 실시간: 0 },
  },
};

const MS_PER_SECOND = 1000;

/**
 * The possible paths of the rows of the payload. The adapter uses the first path that exists. If none exists, the
 * payload itself is a list of rows, an item response (a response for a single item) or an error response.
 */
const ITEM_PATHS = [
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
 * Parses the responses of Naver Finance:
 * - responses of the polling service (`datas`);
 * - lists of indicators (a bare array);
 * - price lists, which contain the prices of one item by day (a bare array);
 * - the exchange rates of Hana Bank (`items`);
 * - item responses, each for a single item;
 * - all of the above from the front API, which wraps them in `result`;
 * - the older lists by area (`naver-legacy.ts`).
 *
 * All formats except the older lists have the same field names, but each response contains only some of the fields.
 * None of these services is documented. You can request them only through your own proxy, and at your own licence risk.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `itemCode` | The id of the item. Some item responses lack this field. In this case, the adapter recognises a Korean index by its name. A price list does not name its item at all, so the publisher's mapping has to set the id: `paths='{"id": "=USD/KRW"}'`. |
 * | `…Raw` | The same number as in the field without `Raw`, but without commas. The field with `Raw` is empty (`""`) if the other field is `"-"`. Some responses lack the fields with `Raw`. |
 * | `closePrice` | The price. While the market is open, it is the latest price. Before the market opens, it is the close of the previous trading day. |
 * | `compareToPreviousPrice`, `fluctuationsType` | The direction. A response contains one of the two fields, or both. The value is a word, or an object with a code, an English name and a Korean text. If the two fields contradict each other, the direction is unknown. |
 * | `compareToPreviousClosePrice`, `fluctuations` | The change. Current responses write it with a sign. Older responses and some other services write it without a sign. |
 * | `overMarketPriceInfo` | The price of a share at another trading venue. The adapter does not read it. |
 * | `pollingInterval` | The refresh interval in ms. |
 * | `delayTimeName` | The delay as a text: `실시간` (real time), `20분 지연` (20 minutes) or `2시간 지연` (2 hours). |
 * | `date` in Hana Bank's rates | The business day of the rate. The rate may be announced days later, so the adapter reads the time of the announcement (`announcedAt`) instead. |
 * | codes such as `FX_JPYKRW` | The codes of currency pairs. The prices of yen, rupiah and dong are in won per 100 units. |
 * | `isSuccess` | `false` means an error. The response still has status 200. The error message is in `message`, or in `detailCode` if `message` is empty. |
 */
export const naver: Adapter = (payload, paths) => {
  const areas = valueAt(payload, 'result.areas');
  // If the publisher's mapping sets the id, the payload is assumed to be a price list, whose rows are the days of one
  // item. In this case, only the newest row of each id is used.
  const extra: Mapping = { keep: Object.hasOwn(paths ?? {}, 'id') ? 'newest' : 'all' };
  const feed = Array.isArray(areas) ? parseLegacy(payload, areas, paths, extra) : parseCurrent(payload, paths, extra);
  const ttl = Number(textOf(feed.fields.ttl)) / MS_PER_SECOND || undefined;
  return refineItems({ ...feed, fields: { ...feed.fields, ttl } }, paths, describe);
};

function parseCurrent(payload: unknown, paths: object | undefined, extra: Mapping): RawFeed {
  if (valueAt(payload, 'isSuccess') === false)
    return refusedFeed(
      'source-error',
      valueAt(payload, 'message') || valueAt(payload, 'detailCode') || 'isSuccess: false',
    );
  const items = ITEM_PATHS.find((path) => valueAt(payload, path) !== undefined) ?? '';
  // A payload that has none of these paths is a list of rows, an item response or an error response. Only an error
  // response contains a `message`.
  return applyMapping(payload, { ...MAPPING, ...extra, items, error: items ? undefined : 'message' }, paths);
}

/**
 * Converts the fields that Naver writes in its own notation, such as the id and the delay. Also determines the kind of
 * the item from its code and its other fields.
 */
function describe(fields: RawFeed['fields']): RawFeed['fields'] {
  const { kind, name } = fields;
  const koreanName = textOf(valueAt(name, 'ko') ?? name);
  const id = isMissing(fields.id) ? (indexIdOf(koreanName) ?? fields.id) : fields.id;
  const code = textOf(id);
  // `20분 지연` is a delay of 20 minutes, and `2시간 지연` is a delay of 2 hours.
  const [, amount, hours] = /^(\d+)(?:분|(시간)) 지연$/.exec(textOf(fields.delay)) ?? [];
  const delay = amount ? Number(amount) * (hours ? 60 : 1) : fields.delay;
  // The direction is in one of two fields, or in both. If both have a value, the adapter passes both values to the
  // model, because they may contradict each other.
  const directions = [fields.direction, fields.otherDirection].filter(isGiven);
  const direction = directions.length ? directions : (fields.direction ?? fields.otherDirection);
  // A currency pair has an id such as `FX_USDKRW` in Naver's responses, and an id such as `USD/KRW` in a publisher's
  // mapping for a price list.
  const [, afterPrefix, beforeSlash, quote] = /^(?:FX_([A-Z]{3})|([A-Z]{3})\/)([A-Z]{3})$/.exec(code) ?? [];
  const base = afterPrefix ?? beforeSlash;
  if (base && quote) {
    const per = defaultPer(base, quote);
    const pair = { id: `${base}/${quote}`, name: undefined, kind: 'fx', base, quote, per, unit: undefined };
    return { delay, direction, ...pair };
  }
  if (isShareCode(code)) return { delay, direction, kind: 'equity', decimals: 0 };
  const knownKind = kind ?? guessKind(code, fields);
  if (knownKind !== 'index') return { delay, direction, id, kind: knownKind };
  const indexId = code === 'KPI200' ? 'KOSPI200' : id;
  const names = { ...(isObject(name) ? name : {}), en: indexId };
  return { delay, direction, id: indexId, kind: 'index', name: names };
}

function guessKind(code: string, { unit, indexName }: RawFeed['fields']): string {
  if (code.endsWith('=RR')) return 'rate';
  if (unit) return 'commodity';
  return isIndexCode(code) || !isMissing(indexName) ? 'index' : 'other';
}

/**
 * Whether a direction field contains a value. An object counts only if one of its properties has a value. A dash counts
 * as a value, even though the model cannot parse it.
 */
const isGiven = (direction: unknown): boolean =>
  isObject(direction) ? Object.values(direction).some(isWritten) : isWritten(direction);

const isWritten = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

registerAdapter('naver', naver);
