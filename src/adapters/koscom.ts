import { BROKER_CODES, type DirectionCodes } from './direction-codes.js';
import { isMissing, textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import type { PayloadShape } from './payload-shape.js';

/**
 * KOSCOM's direction codes. The codes 6 to 9 mean the same directions as the codes 1, 2, 4 and 5, in this order. They
 * also mean that nothing was traded, and that the price is therefore a bid or an offer.
 */
const CODES: DirectionCodes = { ...BROKER_CODES, '6': 'upper_limit', '7': 'up', '8': 'lower_limit', '9': 'down' };

const PRICE: Mapping = {
  items: 'result',
  error: 'error.message|error',
  id: 'isuSrtCd',
  kind: '=index',
  price: 'trdPrc',
  change: 'cmpprevddPrc',
  direction: 'cmpprevddTpCd',
  expectedPrice: 'deemTrdPrc',
  expectedChange: 'deemcmpprevddPrc',
  expectedDirection: 'deemcmpprevddTpCd',
  tradeTime: 'trdTm',
  words: { direction: CODES, expectedDirection: CODES },
};

/** A `trdTm` of this value (hour 30) or more is not a time. It means that the session is over. */
const SESSION_OVER = 30_000_000;

/**
 * The rules for parsing responses of KOSCOM `market/index`, which contain licensed KRX data.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cmpprevddTpCd` | The direction as a code from 1 to 9. An example in the vendor's documentation contains `"69"`, which is not a valid code. |
 * | `deemTrdPrc`, `deemcmpprevddPrc`, `deemcmpprevddTpCd` | The expected value of the index in a call auction, with its own change and direction code. The adapter uses the three fields together, and only if `trdPrc` is missing. |
 * | `trdTm` | The time of the last trade, as a number in the form `HHMMSSmm`. The number does not contain the day, so the adapter does not use it as a time. From hour 30 on, the number means that the session is over. |
 * | – | No field contains the change in percent, so the model calculates it. |
 * | `error` | The error message. It is either a string, or in the `message` of an object. |
 */
export const KOSCOM: PayloadShape = {
  mapping: PRICE,
  describe: ({ price, expectedPrice, expectedChange, expectedDirection, tradeTime }) => {
    if (isMissing(price) && expectedPrice)
      return { price: expectedPrice, change: expectedChange, direction: expectedDirection, state: 'auction' };
    return Number(textOf(tradeTime)) >= SESSION_OVER ? { state: 'closed' } : {};
  },
};
