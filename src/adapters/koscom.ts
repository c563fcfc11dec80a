import { BROKER_CODES, type DirectionCodes } from './direction-codes.js';
import { isMissing, textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import type { PayloadShape } from './payload-shape.js';

/** From code 6 on, the price is a bid or an offer: nothing was traded. */
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

/** `trdTm` from hour 30 on is a signal in place of a time: the session is over. */
const SESSION_OVER = 30_000_000;

/**
 * KOSCOM `market/index`: licensed KRX data.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cmpprevddTpCd` | The direction as a code, 1 to 9. An example in the documentation has `"69"`, which has no meaning. |
 * | `deemTrdPrc`, `deemcmpprevddPrc`, `deemcmpprevddTpCd` | The expected index of a call auction, with its own change and code. The three are used together, and only where there is no `trdPrc`. |
 * | `trdTm` | `HHMMSSmm` as a number and without a day, so it is not used as a time. From hour 30 on, it is a signal: the session is over. |
 * | – | There is no percent; the model derives it. |
 * | `error` | A text, or an object with a `message`. |
 */
export const KOSCOM: PayloadShape = {
  mapping: PRICE,
  describe: ({ price, expectedPrice, expectedChange, expectedDirection, tradeTime }) => {
    if (isMissing(price) && expectedPrice)
      return { price: expectedPrice, change: expectedChange, direction: expectedDirection, state: 'auction' };
    return Number(textOf(tradeTime)) >= SESSION_OVER ? { state: 'closed' } : {};
  },
};
