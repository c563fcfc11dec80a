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
 * Returns the rules for parsing a payload of Kiwoom REST, or undefined if the payload is from another vendor. A payload
 * of Kiwoom contains an error message or one of the following:
 * - the price of a sector index (ka20001) or of a share (ka10001);
 * - a list of sector indices or shares (ka20003 `all_inds_idex`, ka20002 `inds_stkpc`, ka10095 `atn_stk_infr`, and any
 *   other list whose rows contain `stk_cd`);
 * - the newest minute bar of an index (ka20005).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `cur_prc` | The price, with the sign of the day's change. `-3166.05` means that the index has fallen to 3,166.05. |
 * | `cur_prc` in `inds_min_pole_qry` | An integer that is 100 times the index, with the sign of the day's change. The newest bar is the first. |
 * | `pred_pre_sig` | The direction as a code. In ka20003 and ka10001, the field is named `pre_sig`. |
 * | `inds_cd` | The code of the index. Most responses lack this field, because only the request contains the code. If a response contains neither `inds_cd` nor `stk_cd`, the publisher's mapping has to set the id. |
 * | `stk_cd` | A code of three digits identifies a sector index. Any other code identifies a share. |
 * | `stk_nm` | The name. For KOSPI, it is `종합(KOSPI)`, which is not the usual name of the index. The adapter therefore drops the name of any index whose id differs from its code (`KOSPI` for `001`), and the strip shows the id. |
 * | `return_code` | Any code except 0 means an error. The response still has status 200, and `return_msg` contains the error message. |
 */
export function kiwoomShape(payload: unknown): PayloadShape | undefined {
  if (Number(textOf(valueAt(payload, 'return_code')))) return { mapping: { error: 'return_msg|return_code' } };
  if (valueAt(payload, 'inds_min_pole_qry') !== undefined) return { mapping: MINUTE_BARS };
  if (valueAt(payload, 'cur_prc') !== undefined) return { mapping: PRICE, describe };
  const items = listOf(payload);
  return items === undefined ? undefined : { mapping: { ...PRICE, items }, describe };
}

/** The maximum length of the name of a list. */
const MAX_LIST_NAME = 64;

/**
 * Returns the property name of the first list whose rows contain a code (`stk_cd`), or undefined if there is no
 * such list. The list of a chart's bars does not match, because the bars have prices but no codes.
 */
function listOf(payload: unknown): string | undefined {
  const members = isObject(payload) ? Object.entries(payload) : [];
  // The name is used as a path, and a long path is slow.
  const list = members.find(
    ([name, rows]) => name.length <= MAX_LIST_NAME && Array.isArray(rows) && someRowHas(rows, '', 'stk_cd'),
  );
  return list?.[0];
}

const describe: PayloadShape['describe'] = (fields) => {
  const { id, code, name } = fields;
  if (isShare(fields)) return { kind: 'equity', decimals: 0 };
  // A row that is not recognised as a share is an index if its code has three digits or is missing. If the code is
  // missing, `isShare` has checked the id from the publisher's mapping instead.
  const isIndex = isMissing(code) || /^\d{3}$/.test(textOf(code));
  return isIndex ? { name: id === code ? name : undefined } : { kind: 'equity' };
};
