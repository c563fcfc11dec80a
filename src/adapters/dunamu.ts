import type { Adapter, RawItem } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { defaultPer, isIndexCode, isShareCode } from './instrument-codes.js';
import { isMissing, textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { valueAt } from './value-at.js';

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
 * Reads the exchange rates of dunamu (from Hana bank), the coins of Upbit (REST and WebSocket), and the shares of Daum.
 * All three use the same names for their fields.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `change` | The direction as a word, which the model parses: `RISE`, `EVEN`, `FALL`, for shares `UPPER_LIMIT` and `LOWER_LIMIT`. |
 * | `changePrice`, `changeRate` | They have no sign; most responses have signed numbers as well (`signedChangePrice`). Where a signed number and the word contradict each other, the model gets both. |
 * | `changeRate`, `signedChangeRate` | Fractions: 0.0127 is 1.27 %. |
 * | `code` | `FRX.KRWUSD` is the price of a dollar in won, and `KRW-BTC` that of a bitcoin. The shares of Daum have two codes. |
 * | `currencyUnit` | It is 100 for yen, and right only in pairs with the won: dollar–yen has 100 as well, though its price is for one dollar. |
 * | `timestamp` | The time of the price. `createdAt` is the time at which the row was created; `date` and `time` have no zone. |
 * | `cp`, `c` | These short names of Upbit mean other things elsewhere, so they are not read. |
 */
export const dunamu: Adapter = (payload, paths) => {
  const feed = applyMapping(
    payload,
    { ...MAPPING, items: valueAt(payload, 'data') === undefined ? '' : 'data' },
    paths,
  );
  const items = feed.items.map((item) => ({
    ...item,
    needsDirection: item.needsDirection ?? signedNumbers(item.fields).every(isMissing),
  }));
  return refineItems({ ...feed, items }, paths, (fields) => ({ direction: directionOf(fields), ...describe(fields) }));
};

const signedNumbers = ({ signedPrice, signedRate }: RawItem['fields']): unknown[] => [signedPrice, signedRate];

/**
 * Returns the word for the direction, together with `+` where a signed number is a rise. A JSON number has no plus
 * sign, so without the `+` the model would not see that such a number contradicts a word for a fall.
 */
function directionOf(fields: RawItem['fields']): unknown {
  const { direction } = fields;
  const isRise = signedNumbers(fields).some((number) => Number(textOf(number)) > 0);
  return isRise && !isMissing(direction) ? [direction, '+'] : direction;
}

function describe({ id, currency, units }: RawItem['fields']): RawItem['fields'] {
  const code = textOf(id);
  const [, first, second] = /^FRX\.([A-Z]{3})([A-Z]{3})$/.exec(code) ?? [];
  if (first && second) {
    // `FRX.KRWUSD` is the price of a dollar in won. A pair without the won is priced in the row's `currencyCode`, and
    // its unit of 100 does not apply to the price: dollar–yen stands at 150, not at 15,000.
    const quote = first === 'KRW' || second === 'KRW' ? 'KRW' : currency === first ? first : second;
    const base = quote === first ? second : first;
    const per = quote === 'KRW' ? (units ?? defaultPer(base, quote)) : 1;
    return { id: `${base}/${quote}`, name: undefined, kind: 'fx', base, quote, per };
  }
  const [, quote, base] = /^([A-Z]{3,5})-([A-Z\d]+)$/.exec(code) ?? [];
  if (base)
    return { id: `${base}/${quote}`, kind: 'crypto', base: /^[A-Z]{3,5}$/.test(base) ? base : undefined, quote };
  if (isShareCode(code)) return { kind: 'equity', decimals: 0 };
  return { kind: isIndexCode(code) ? 'index' : 'other' };
}

registerAdapter('dunamu', dunamu);
