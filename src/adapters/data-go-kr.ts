import { textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import { valueAt } from './value-at.js';

const PRICES: Mapping = {
  zone: '+09:00',
  delay: '=eod',
  state: '=closed',
  id: 'idxNm|srtnCd',
  code: 'srtnCd',
  series: 'idxCsf',
  name: { ko: 'idxNm|itmsNm' },
  price: 'clpr',
  change: 'vs',
  changePercent: 'fltRt',
  asOf: 'basDt',
};

/** Where the rows stand: in the response as it comes, and in responses whose outer envelopes were removed. */
const PLACES = ['response.body.items.item', 'body.items.item', 'items.item'];

/** Where the gateway writes its errors, with and without the outer envelope. */
const GATEWAY_ERROR = [
  'OpenAPI_ServiceResponse.cmmMsgHeader.returnAuthMsg',
  'cmmMsgHeader.returnAuthMsg',
  'OpenAPI_ServiceResponse.cmmMsgHeader.errMsg',
  'cmmMsgHeader.errMsg',
].join('|');

/**
 * Returns the mapping for a payload of data.go.kr: `getStockMarketIndex`, the indices of the Korea Exchange one day
 * late, and the similar `getStockPriceInfo` for shares.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `clpr`, `vs`, `fltRt` | They have no zero before the point (`-.89`), no zeros at the end (`234.3`), and now and then commas. |
 * | `vs` | The change, signed. It is missing in some rows. |
 * | `idxNm` | The name is not unique: it can stand in several series (`idxCsf`). Where there is no series, the name alone is the id. |
 * | `basDt` | One response has several days, in any order. The newest is a day old. |
 * | `items.item` | A list of rows; a single row stands there without a list; without rows, `items` is an empty text. |
 * | `resultCode` | Any code but `00` is an error, which comes with status 200 and its message in `resultMsg`. |
 * | `cmmMsgHeader` | The gateway answers with it in place of the service, for example when the key is unknown; `returnAuthMsg` is the message. |
 */
export function dataGoKrMapping(payload: unknown): Mapping {
  const code = valueAt(payload, 'response.header.resultCode');
  const hasFailed = code !== undefined && Number(textOf(code)) !== 0;
  const items = PLACES.find((place) => valueAt(payload, place) !== undefined);
  return {
    ...PRICES,
    items: items ?? (valueAt(payload, 'response') === undefined ? '' : PLACES[0]),
    error: hasFailed ? 'response.header.resultMsg|response.header.resultCode' : GATEWAY_ERROR,
  };
}
