import type { Adapter, RawItem } from '../model/raw-feed.js';
import { isIndexCode, isShareCode, usualAmount } from './codes.js';
import { valueAt, isMissing, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';

const MAPPING: Mapping = {
  percentUnit: 'fraction',
  error: 'error.message|error.name',
  id: 'market|symbolCode|code',
  name: { ko: 'name' },
  price: 'basePrice|trade_price|tradePrice',
  change: 'signedChangePrice|signed_change_price|changePrice|change_price',
  changePercent: 'signedChangeRate|signed_change_rate|changeRate|change_rate',
  direction: 'change',
  signedPrice: 'signedChangePrice|signed_change_price',
  signedRate: 'signedChangeRate|signed_change_rate',
  previousClose: 'prev_closing_price|prevClosingPrice',
  asOf: 'timestamp|trade_timestamp',
  state: 'market_state',
  words: { state: { ACTIVE: 'open' } },
  currency: 'currencyCode',
  units: 'currencyUnit',
};

/**
 * Exchange rates of dunamu (Hana bank), coins of Upbit (REST and WebSocket), shares of Daum: one vocabulary.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `change` | The direction as a word, which the model reads: `RISE`, `EVEN`, `FALL`, for shares `UPPER_LIMIT` and `LOWER_LIMIT`. |
 * | `changePrice`, `changeRate` | Without a sign; mostly with a signed form beside (`signedChangePrice`). Where a signed number and the word contradict each other, both are handed over. |
 * | `changeRate`, `signedChangeRate` | Fractions: 0.0127 is 1.27 %. |
 * | `code` | `FRX.KRWUSD` is won for a dollar, `KRW-BTC` won for a bitcoin. Shares of Daum have two codes. |
 * | `currencyUnit` | 100 for yen, and only in pairs with the won: dollar–yen says 100, too, and is for one dollar. |
 * | `timestamp` | The time of the price. `createdAt` is the birthday of the row; `date` and `time` have no zone. |
 * | `cp`, `c` | Upbit's short names mean other things elsewhere and are not read. |
 */
export const dunamu: Adapter = (payload, paths) => {
  const feed = applyMapping(
    payload,
    { ...MAPPING, items: valueAt(payload, 'data') === undefined ? '' : 'data' },
    paths,
  );
  const items = feed.items.map((item) => ({
    ...item,
    needsDirection: item.needsDirection ?? signedOf(item.fields).every(isMissing),
  }));
  return refine({ ...feed, items }, paths, (fields) => ({ direction: directionOf(fields), ...describe(fields) }));
};

const signedOf = ({ signedPrice, signedRate }: RawItem['fields']): unknown[] => [signedPrice, signedRate];

/** The word, and the sign of a signed number: a JSON number has no plus, so that it alone does not contradict a word for a fall. */
function directionOf(fields: RawItem['fields']): unknown {
  const { direction } = fields;
  const isRise = signedOf(fields).some((number) => Number(textOf(number)) > 0);
  return isRise && !isMissing(direction) ? [direction, '+'] : direction;
}

function describe({ id, currency, units }: RawItem['fields']): RawItem['fields'] {
  const code = textOf(id);
  const [, first, second] = /^FRX\.([A-Z]{3})([A-Z]{3})$/.exec(code) ?? [];
  if (first && second) {
    // `FRX.KRWUSD` is won for a dollar. A cross is in the row's own currency, and its unit of 100 is not the price's:
    // dollar–yen stands at 150, not at 15,000.
    const quote = first === 'KRW' || second === 'KRW' ? 'KRW' : currency === first ? first : second;
    const base = quote === first ? second : first;
    const per = quote === 'KRW' ? (units ?? usualAmount(base, quote)) : 1;
    return { id: `${base}/${quote}`, name: undefined, kind: 'fx', base, quote, per };
  }
  const [, quote, base] = /^([A-Z]{3,5})-([A-Z\d]+)$/.exec(code) ?? [];
  if (base)
    return { id: `${base}/${quote}`, kind: 'crypto', base: /^[A-Z]{3,5}$/.test(base) ? base : undefined, quote };
  if (isShareCode(code)) return { kind: 'equity', decimals: 0 };
  return { kind: isIndexCode(code) ? 'index' : 'other' };
}

registerAdapter('dunamu', dunamu);
