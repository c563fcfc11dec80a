import { BROKER_CODES, type DirectionCodes } from './direction-codes.js';
import { isMissing, textOf, type Mapping } from './apply-mapping.js';
import type { Shape } from './shape.js';

/** From 6 up the price is a bid or an offer: nothing was traded. */
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
  signal: 'trdTm',
  words: { direction: CODES, expectedDirection: CODES },
};

/**
 * KOSCOM `market/index`: licensed KRX data.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cmpprevddTpCd` | The direction as a code, 1 to 9. The documentation has `"69"` in an example: that means nothing. |
 * | `deemTrdPrc`, `deemcmpprevddPrc`, `deemcmpprevddTpCd` | The expected index of a call auction, with a change and a code of its own. Read together, and only where there is no `trdPrc`. |
 * | `trdTm` | `HHMMSSmm` as a number and without a day, so it is no time. From hour 30 up it is a signal: the session is over. |
 * | – | There is no percent; the model derives it. |
 * | `error` | A text, or an object with a `message`. |
 */
export const KOSCOM: Shape = {
  mapping: PRICE,
  describe: ({ price, expectedPrice, expectedChange, expectedDirection, signal }) =>
    isMissing(price) && expectedPrice
      ? { price: expectedPrice, change: expectedChange, direction: expectedDirection, state: 'auction' }
      : Number(textOf(signal)) >= 30_000_000
        ? { state: 'closed' }
        : {},
};
