import { BROKER_CODES } from './direction-codes.js';
import { isShare } from './instrument-codes.js';
import { isMissing, isObject, textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import type { PayloadShape } from './payload-shape.js';
import { someRowHas } from './some-row-has.js';
import { valueAt } from './value-at.js';

const PRICE: Mapping = {
  id: 'inds_cd|stk_cd|$root.inds_cd',
  code: 'inds_cd|stk_cd|$root.inds_cd',
  name: { ko: 'stk_nm' },
  kind: '=index',
  price: 'cur_prc',
  change: 'pred_pre',
  changePercent: 'flu_rt',
  direction: 'pred_pre_sig|pre_sig',
  signInPrice: true,
  needsDirection: true,
  words: { id: { '001': 'KOSPI', '101': 'KOSDAQ', '201': 'KOSPI200' }, direction: BROKER_CODES },
};

const MINUTE_BARS: Mapping = {
  ...PRICE,
  items: 'inds_min_pole_qry.0',
  asOf: 'cntr_tm',
  zone: '+09:00',
  scale: 0.01,
};

/**
 * Returns how a payload of Kiwoom REST is read; undefined when the payload is from another source. Kiwoom has the price
 * of a sector index (ka20001) or of a share (ka10001), lists of either (ka20003 `all_inds_idex`, ka20002 `inds_stkpc`,
 * ka10095 `atn_stk_infr`, and other lists whose rows have a code), and the newest minute bar of an index (ka20005).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cur_prc` | It carries the sign of the day's change: `-3166.05` is an index that has fallen to 3,166.05. |
 * | `cur_prc` of `inds_min_pole_qry` | An integer, the index times 100, with the same sign. The newest bar is first. |
 * | `pred_pre_sig` | The direction as a code. ka20003 and ka10001 call the field `pre_sig`. |
 * | `inds_cd` | It is only in the request. A response without `stk_cd` does not say which index it is for, so the page has to. |
 * | `stk_cd` | Three digits are a sector index; every other code is a share. |
 * | `stk_nm` | For KOSPI it is `종합(KOSPI)`, which nobody calls the index, so an index that has an id of its own is shown by the id. |
 * | `return_code` | Any code but 0 is an error, which comes with status 200 and its message in `return_msg`. |
 */
export function kiwoomShape(payload: unknown): PayloadShape | undefined {
  if (Number(textOf(valueAt(payload, 'return_code')))) return { mapping: { error: 'return_msg|return_code' } };
  if (valueAt(payload, 'inds_min_pole_qry') !== undefined) return { mapping: MINUTE_BARS };
  if (valueAt(payload, 'cur_prc') !== undefined) return { mapping: PRICE, describe };
  const items = listOf(payload);
  return items === undefined ? undefined : { mapping: { ...PRICE, items }, describe };
}

/** Returns the name of the list whose rows have a code. The bars of a chart have prices as well, but no code. */
function listOf(payload: unknown): string | undefined {
  const members = isObject(payload) ? Object.entries(payload) : [];
  const list = members.find(([, rows]) => Array.isArray(rows) && someRowHas(rows, '', 'stk_cd'));
  return list?.[0];
}

const describe: PayloadShape['describe'] = (fields) => {
  const { id, code, name } = fields;
  if (isShare(fields)) return { kind: 'equity', decimals: 0 };
  // A row without a code is an index, unless the page gives it the id of a share.
  const isIndex = isMissing(code) || /^\d{3}$/.test(textOf(code));
  return isIndex ? { name: id === code ? name : undefined } : { kind: 'equity' };
};
