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
 * Where the rows may stand. The first place that exists is used. Without any, the payload is a list or a page of one
 * item.
 */
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
 * Reads the responses of Naver Finance: those of the polling service (`datas`), lists of indicators and of days (a bare
 * array), the rates of Hana bank (`items`), pages of one item, all these from the front API (inside `result`), and the
 * old lists by area (`naver-legacy.ts`). All but the last share one set of field names, of which each response has
 * some. None of these services is documented. You can read them only through your own proxy, and at your own licence
 * risk.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `itemCode` | It is missing on some pages of one item; then a Korean index is recognised by its name. A price list does not name its item at all, so the page has to: `paths='{"id": "=USD/KRW"}'`. |
 * | `…Raw` | The same number without commas. It is empty (`""`) where the other is `"-"`, and some responses lack it. |
 * | `closePrice` | The latest price, also while the market is open. Before the market opens, it is yesterday's close. |
 * | `compareToPreviousPrice`, `fluctuationsType` | Either of the two is the direction: as a word, or as an object with code, English name and Korean text. Where they contradict each other, the direction is unknown. |
 * | `compareToPreviousClosePrice`, `fluctuations` | Signed today; older responses, and some other services, had no sign. |
 * | `overMarketPriceInfo` | The price of a share at another venue. It is not read. |
 * | `pollingInterval` | It is in milliseconds. |
 * | `delayTimeName` | `실시간`, `20분 지연`, `2시간 지연`. |
 * | `date` of Hana's rates | The business day, which can be days before the rate was announced (`announcedAt`). |
 * | `FX_JPYKRW` and others | Yen, rupiah and dong are priced in won per 100 units. |
 * | `isSuccess` | `false` is an error, which comes with status 200 and its message in `message`, or else in `detailCode`. |
 */
export const naver: Adapter = (payload, paths) => {
  const areas = valueAt(payload, 'result.areas');
  // The page names the id only where the rows are the days of one price list. Of these, only the newest is shown.
  const own: Mapping = { keep: Object.hasOwn(paths ?? {}, 'id') ? 'newest' : 'all' };
  const feed = Array.isArray(areas) ? parseLegacy(payload, areas, paths, own) : parseCurrent(payload, paths, own);
  const ttl = Number(textOf(feed.fields.ttl)) / MS_PER_SECOND || undefined;
  return refineItems({ ...feed, fields: { ...feed.fields, ttl } }, paths, describe);
};

function parseCurrent(payload: unknown, paths: object | undefined, own: Mapping): RawFeed {
  if (valueAt(payload, 'isSuccess') === false)
    return refusedFeed(
      'source-error',
      valueAt(payload, 'message') || valueAt(payload, 'detailCode') || 'isSuccess: false',
    );
  const items = PLACES.find((place) => valueAt(payload, place) !== undefined) ?? '';
  // A page of one item has no `message`, and an error has nothing else.
  return applyMapping(payload, { ...MAPPING, ...own, items, error: items ? undefined : 'message' }, paths);
}

/** Returns the kind of an item, as far as its code tells, and the fields that Naver writes in ways of its own. */
function describe(fields: RawFeed['fields']): RawFeed['fields'] {
  const { kind, name } = fields;
  const koreanName = textOf(valueAt(name, 'ko') ?? name);
  const id = isMissing(fields.id) ? (indexIdOf(koreanName) ?? fields.id) : fields.id;
  const code = textOf(id);
  // `20분 지연` is a delay of 20 minutes, `2시간 지연` one of 2 hours.
  const [, amount, hours] = /^(\d+)(?:분|(시간)) 지연$/.exec(textOf(fields.delay)) ?? [];
  const delay = amount ? Number(amount) * (hours ? 60 : 1) : fields.delay;
  // The direction stands in one of two fields, or in both. The model gets both, because they may contradict each other.
  const directions = [fields.direction, fields.otherDirection].filter(isGiven);
  const direction = directions.length ? directions : (fields.direction ?? fields.otherDirection);
  // Naver writes `FX_USDKRW`; a page that names a price list writes `USD/KRW`.
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
 * Whether a field for the direction has a value. An empty object has none; a dash is a value that the model can't
 * parse.
 */
const isGiven = (direction: unknown): boolean =>
  isObject(direction) ? Object.values(direction).some(isWritten) : isWritten(direction);

const isWritten = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

registerAdapter('naver', naver);
