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
 * Parses exchange rates of dunamu (published by Hana Bank), prices of coins of Upbit (from its REST and WebSocket
 * services), and prices of shares of Daum. The three vendors use similar field names, in camelCase or in snake_case.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `change` | The direction as a word, which the model parses: `RISE`, `EVEN` or `FALL`. Shares can also have `UPPER_LIMIT` or `LOWER_LIMIT`. |
 * | `changePrice`, `changeRate` | The change and its rate, both without a sign. Most responses also contain signed numbers, such as `signedChangePrice`. The adapter passes both the signed numbers and the word in `change` to the model, so that the model can detect contradictions. If there are no signed numbers, the sign is taken from `change`. |
 * | `changeRate`, `signedChangeRate` | The rate of the change, as a fraction: 0.0127 means 1.27 %. |
 * | `code` | The code of a currency pair, a coin or a share. `FRX.KRWUSD` is the code for the price of one dollar in won. `KRW-BTC` is the code for the price of one bitcoin in won. A share of Daum has two codes (`symbolCode` and `code`), and the adapter reads `symbolCode`. |
 * | `currencyUnit` | The number of units that the price is for, such as 100 for yen. This number is correct only for pairs with the won. For the pair dollar–yen, it is 100, although the price is for one dollar. |
 * | `timestamp` | The time of the price. The adapter does not read `createdAt`, which is the time when the row of the payload was created. It does not read `date` and `time` either, because they have no time zone. |
 * | `cp`, `c` | Abbreviated field names of Upbit. The adapter does not read these fields, because the same names have other meanings in other payloads. |
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
 * Returns the word for the direction. If there is a word and a signed number is positive, the result also contains `+`.
 * A JSON number has no plus sign, so without this `+`, the model would not detect that a positive number contradicts a
 * word for a fall.
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
    // A pair with the won is priced in won: `FRX.KRWUSD` is the price of a dollar in won. Any other pair is priced in
    // `currencyCode`, and `currencyUnit` is ignored, because it can be wrong. For example, the unit of dollar–yen is
    // 100, but the price, such as 150 yen, is for one dollar.
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
