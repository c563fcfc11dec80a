import { valueAt, textOf, type Mapping } from './apply-mapping.js';

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

/** The answer as it comes, and without what stands around it. */
const PLACES = ['response.body.items.item', 'body.items.item', 'items.item'];

const GATEWAY_ERROR = ['returnAuthMsg', 'errMsg']
  .flatMap((name) => [`OpenAPI_ServiceResponse.cmmMsgHeader.${name}`, `cmmMsgHeader.${name}`])
  .join('|');

/**
 * data.go.kr: `getStockMarketIndex`, the indices of the exchange a day later, and its sister `getStockPriceInfo` for shares.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `clpr`, `vs`, `fltRt` | No zero before the point (`-.89`), no zeros at the end (`234.3`); now and then commas. |
 * | `vs` | The change, signed; missing in some rows. |
 * | `idxNm` | Not unique: one name stands in several series (`idxCsf`). Where there is no series, the name alone has to do. |
 * | `basDt` | Several days in one answer, in any order. The newest is a day old. |
 * | `items.item` | A list; of a single row the row itself; without rows `items` is an empty text. |
 * | `resultCode` | Other than `00` is an error with status 200, in `resultMsg`. |
 * | `cmmMsgHeader` | What the gateway answers instead: `returnAuthMsg` has its words, such as an unknown key. |
 */
export function dataGoKr(payload: unknown): Mapping {
  const code = valueAt(payload, 'response.header.resultCode');
  const failed = code !== undefined && Number(textOf(code)) !== 0;
  const items = PLACES.find((place) => valueAt(payload, place) !== undefined);
  return {
    ...PRICES,
    items: items ?? (valueAt(payload, 'response') === undefined ? '' : PLACES[0]),
    error: failed ? 'response.header.resultMsg|response.header.resultCode' : GATEWAY_ERROR,
  };
}
