import type { Adapter, RawItem } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { BROKER_CODES } from './direction-codes.js';
import { isShare } from './instrument-codes.js';
import { textOf } from './json-values.js';
import { kiwoomShape } from './kiwoom.js';
import { KOSCOM } from './koscom.js';
import type { Mapping } from './mapping.js';
import type { PayloadShape } from './payload-shape.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { someRowHas } from './some-row-has.js';
import { valueAt } from './value-at.js';

const INDEX: Mapping = {
  needsDirection: true,
  id: 'bstp_cls_code',
  kind: '=index',
  price: 'bstp_nmix_prpr',
  change: 'bstp_nmix_prdy_vrss',
  changePercent: 'bstp_nmix_prdy_ctrt',
  direction: 'prdy_vrss_sign',
  previousClose: 'prdy_nmix',
  words: { id: { '0001': 'KOSPI', '1001': 'KOSDAQ', '2001': 'KOSPI200' }, direction: BROKER_CODES },
};

const OVERSEAS: Mapping = {
  needsDirection: true,
  id: 'stck_shrn_iscd|hts_kor_isnm',
  code: 'stck_shrn_iscd|hts_kor_isnm',
  name: { ko: 'hts_kor_isnm' },
  price: 'ovrs_nmix_prpr',
  change: 'ovrs_nmix_prdy_vrss',
  changePercent: 'prdy_ctrt',
  direction: 'prdy_vrss_sign',
  previousClose: 'ovrs_nmix_prdy_clpr',
  words: { direction: BROKER_CODES },
};

const SHARE: Mapping = {
  needsDirection: true,
  id: 'stck_shrn_iscd|mksc_shrn_iscd|inter_shrn_iscd',
  name: { ko: 'hts_kor_isnm|inter_kor_isnm' },
  code: 'stck_shrn_iscd|mksc_shrn_iscd|inter_shrn_iscd',
  kind: '=equity',
  price: 'stck_prpr|inter2_prpr',
  change: 'prdy_vrss|inter2_prdy_vrss',
  changePercent: 'prdy_ctrt',
  direction: 'prdy_vrss_sign',
  previousClose: 'stck_prdy_clpr|inter2_prdy_clpr',
  words: { direction: BROKER_CODES },
};

/**
 * The pairs for which published code says which currency is the base. `FX@KRWJS` (yen in won) is missing: sources
 * disagree on whether its price is for 1 yen or for 100, so it keeps its code and its Korean name.
 */
const PAIRS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '원/달러(KMB)': 'USD/KRW',
    'FX@KRW': 'USD/KRW',
    'FX@KRWKFTC': 'USD/KRW',
    'FX@EUR': 'EUR/USD',
    'FX@GBP': 'GBP/USD',
    'FX@JPY': 'USD/JPY',
    'FX@CNY': 'USD/CNY',
    'FX@CAD': 'USD/CAD',
    'FX@CHF': 'USD/CHF',
    'FX@SEK': 'USD/SEK',
    'FX@TWD': 'USD/TWD',
    'FX@CZK': 'USD/CZK',
    'FX@VND': 'USD/VND',
  }),
);

/** Matches codes of indices such as `HK#HS`, and those, mostly American, that have no country in their code. */
const INDEX_CODE = /#|^(\.DJI|SPX|COMP|NDX|SOX|VIX|SX5E|HSCE|SHANG)$/;

/**
 * Reads prices of KIS, Kiwoom and KOSCOM, which each have their own shape. Where a response does not name its index,
 * the tag has to: `adapter="kis" paths='{"id": "=KOSPI"}'`.
 *
 * KIS is Korea Investment & Securities. It has domestic indices (`bstp_nmix_prpr`); overseas indices, exchange rates
 * and yields (`ovrs_nmix_prpr`); and domestic shares, one (`stck_prpr`) or a list of them (`inter2_prpr`).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `rt_cd` | Any code but `"0"` is an error, which comes with status 200 and its message in `msg1`. |
 * | `output`, `output1` | The price is in `output`; where a chart comes with it (`output2`), in `output1`. |
 * | `prdy_vrss_sign` | The direction as a code, 1 to 5. |
 * | `bstp_nmix_prdy_vrss`, `prdy_vrss` | They have a sign in some responses and none in others; the code has the direction. |
 * | `bstp_cls_code` | It is missing in most responses, so they do not say which index was requested. |
 * | `hts_kor_isnm` | The name. For the index KOSPI it is only `종합`, so indices are shown by their ids. |
 * | `bstp_kor_isnm` | The name of a share's sector, not of the share. |
 * | `ovrs_nmix_…` | They are not only for indices: `FX@KRW` is the price of a dollar in won, and `Y0202` is a yield. For an unknown code, all are `"0.00"`. |
 */
export const kis: Adapter = (payload, paths) => {
  const { mapping, describe = () => ({}) } = shapeOf(payload);
  return refineItems(applyMapping(payload, mapping, paths), paths, describe);
};

function shapeOf(payload: unknown): PayloadShape {
  if (valueAt(payload, 'rt_cd') === undefined) return kiwoomShape(payload) ?? KOSCOM;
  if (textOf(valueAt(payload, 'rt_cd')) !== '0') return { mapping: { error: 'msg1|msg_cd|rt_cd' } };
  const items = valueAt(payload, 'output1') === undefined ? 'output' : 'output1';
  const has = (field: string): boolean => someRowHas(payload, items, field);
  if (has('ovrs_nmix_prpr')) return { mapping: { ...OVERSEAS, items }, describe: describeOverseas };
  if (has('stck_prpr') || has('inter2_prpr')) return { mapping: { ...SHARE, items }, describe: describeShare };
  return { mapping: { ...INDEX, items } };
}

const describeShare: PayloadShape['describe'] = (fields) => (isShare(fields) ? { decimals: 0 } : {});

function describeOverseas(fields: RawItem['fields']): RawItem['fields'] {
  const code = textOf(fields.code);
  const pair = PAIRS.get(code);
  if (pair !== undefined) {
    const [base, quote] = pair.split('/');
    return { id: pair, name: undefined, kind: 'fx', base, quote };
  }
  if (code.startsWith('FX@')) return { kind: 'fx' };
  if (/^Y\d{4}$/.test(code)) return { kind: 'rate' };
  return INDEX_CODE.test(code) ? { kind: 'index' } : {};
}

registerAdapter('kis', kis);
