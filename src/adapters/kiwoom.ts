import { isShare } from './codes.js';
import { BROKER_CODES } from './direction-codes.js';
import { someRowHas } from './find-row.js';
import { valueAt, isMissing, textOf, type Mapping } from './apply-mapping.js';
import type { Shape } from './shape.js';

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
 * Kiwoom REST: the price of a sector index (ka20001) or a share (ka10001), lists of either (ka20003 `all_inds_idex`, ka20002
 * `inds_stkpc`, ka10095 `atn_stk_infr` and other lists whose rows have a code), and the newest minute bar of an index (ka20005).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cur_prc` | Carries the sign of the day's move: `-3166.05` is an index at 3,166.05 that has fallen. |
 * | `cur_prc` of `inds_min_pole_qry` | An integer, the index times 100, with the same sign. Newest bar first. |
 * | `pred_pre_sig` | The direction as a code; ka20003 and ka10001 call it `pre_sig`. |
 * | `inds_cd` | Only in what was asked. An answer without `stk_cd` does not say which index it is: the page has to. |
 * | `stk_cd` | Three digits are a sector index, all others a share. |
 * | `stk_nm` | `종합(KOSPI)` for KOSPI, which nobody calls so: an index with an id of its own goes by that. |
 * | `return_code` | Other than 0 is an error with status 200; `return_msg` has its words. |
 *
 * @returns undefined when it is another answer
 */
export function kiwoomShape(payload: unknown): Shape | undefined {
  if (Number(textOf(valueAt(payload, 'return_code')))) return { mapping: { error: 'return_msg|return_code' } };
  if (valueAt(payload, 'inds_min_pole_qry') !== undefined) return { mapping: MINUTE_BARS };
  if (valueAt(payload, 'cur_prc') !== undefined) return { mapping: PRICE, describe };
  // Bars of a chart have prices, too, but no code.
  const lists = Object.entries(Object(payload) as object);
  const list = lists.find(([, rows]) => Array.isArray(rows) && someRowHas(rows, '', 'stk_cd'));
  return list && { mapping: { ...PRICE, items: list[0] }, describe };
}

const describe: Shape['describe'] = (fields) => {
  const { id, code, name } = fields;
  if (isShare(fields)) return { kind: 'equity', decimals: 0 };
  // An answer without a code is of an index, unless the page names a share.
  const isIndex = isMissing(code) || /^\d{3}$/.test(textOf(code));
  return isIndex ? { name: id === code ? name : undefined } : { kind: 'equity' };
};
