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

/**
 * The possible paths of the rows of the payload. The shorter paths are for payloads that lack one or both of the outer
 * envelopes (`response` and `body`).
 */
const ITEM_PATHS = ['response.body.items.item', 'body.items.item', 'items.item'];

/**
 * The possible paths of the gateway's error message. The shorter paths are for payloads that lack the outer envelope
 * (`OpenAPI_ServiceResponse`).
 */
const GATEWAY_ERROR = [
  'OpenAPI_ServiceResponse.cmmMsgHeader.returnAuthMsg',
  'cmmMsgHeader.returnAuthMsg',
  'OpenAPI_ServiceResponse.cmmMsgHeader.errMsg',
  'cmmMsgHeader.errMsg',
].join('|');

/**
 * Returns the mapping for a payload of data.go.kr. The payload is from one of two similar services, which publish the
 * prices of the Korea Exchange one business day late: `getStockMarketIndex` for indices and `getStockPriceInfo` for
 * shares.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `clpr`, `vs`, `fltRt` | The price, the change and the change in percent. Numbers between −1 and 1 have no zero before the decimal point (`-.89`). Trailing zeros after the decimal point are omitted (`234.3`). Some numbers contain commas. |
 * | `vs` | The change, with its sign. Some rows lack this field. |
 * | `idxNm` | The name of an index. Several series (`idxCsf`) can contain indices with the same name, so `krx.ts` adds the series to the id of an index, except for `KOSPI` and the other indices in `korean-indices.ts`. If a row has no series, the name alone is the id. |
 * | `basDt` | The day of the row. One response contains several days in any order. The newest row is one business day old. |
 * | `items.item` | A list of rows. If there is only one row, `item` is this row instead of a list. If there are no rows, `items` is an empty string. |
 * | `resultCode` | Any code except `00` means an error. The response still has status 200, and `resultMsg` contains the error message. |
 * | `cmmMsgHeader` | The gateway sends this object instead of the service's response, for example if the API key is unknown. The error message is in `returnAuthMsg`, or in `errMsg` if `returnAuthMsg` is missing. |
 */
export function dataGoKrMapping(payload: unknown): Mapping {
  const code = valueAt(payload, 'response.header.resultCode');
  const hasFailed = code !== undefined && Number(textOf(code)) !== 0;
  const items = ITEM_PATHS.find((path) => valueAt(payload, path) !== undefined);
  return {
    ...PRICES,
    items: items ?? (valueAt(payload, 'response') === undefined ? '' : ITEM_PATHS[0]),
    error: hasFailed ? 'response.header.resultMsg|response.header.resultCode' : GATEWAY_ERROR,
  };
}
