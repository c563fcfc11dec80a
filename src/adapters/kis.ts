import type { Adapter, RawItem } from '../model/raw-feed.js';
import { isShare } from './codes.js';
import { BROKER_CODES } from './direction-codes.js';
import { someRowHas } from './find-row.js';
import { kiwoomShape } from './kiwoom.js';
import { KOSCOM } from './koscom.js';
import { valueAt, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';
import type { Shape } from './shape.js';

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

// The pairs of which public code says which way they are quoted. `FX@KRWJS` (won for yen) is not among them: whether its price
// is for one yen or for a hundred is told both ways, so it keeps its code and its Korean name.
const PAIRS: Readonly<Record<string, string>> = {
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
};

/** `HK#HS` and the like, and the American ones that have no country in their code. */
const INDEX_CODE = /#|^(\.DJI|SPX|COMP|NDX|SOX|VIX|SX5E|HSCE|SHANG)$/;

/**
 * Prices of KIS, Kiwoom and KOSCOM, which each have their own shape. Where an answer does not name its index, the tag has to:
 * `adapter="kis" paths='{"id": "=KOSPI"}'`.
 *
 * KIS, Korea Investment & Securities: domestic indices (`bstp_nmix_prpr`), overseas indices, exchange rates and yields
 * (`ovrs_nmix_prpr`), domestic shares, one or a list (`stck_prpr`, `inter2_prpr`).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `rt_cd` | Other than `"0"` is an error with status 200; `msg1` has its words. |
 * | `output`, `output1` | The price is in `output`; where a chart comes with it (`output2`), in `output1`. |
 * | `prdy_vrss_sign` | The direction as a code, 1 to 5. |
 * | `bstp_nmix_prdy_vrss`, `prdy_vrss` | With a sign in some answers and without one in others; the code says which way. |
 * | `bstp_cls_code` | Mostly missing: the answer does not say which index was asked for. |
 * | `hts_kor_isnm` | The name. For the index KOSPI it is only `종합`, so indices go by their ids. |
 * | `bstp_kor_isnm` | The name of a share's sector, not of the share. |
 * | `ovrs_nmix_…` | Not only indices: `FX@KRW` is won for a dollar, `Y0202` a yield. For an unknown code all are `"0.00"`. |
 */
export const kis: Adapter = (payload, paths) => {
  const { mapping, describe = () => ({}) } = shapeOf(payload);
  return refine(applyMapping(payload, mapping, paths), paths, describe);
};

function shapeOf(payload: unknown): Shape {
  if (valueAt(payload, 'rt_cd') === undefined) return kiwoomShape(payload) ?? KOSCOM;
  if (textOf(valueAt(payload, 'rt_cd')) !== '0') return { mapping: { error: 'msg1|msg_cd|rt_cd' } };
  const items = valueAt(payload, 'output1') === undefined ? 'output' : 'output1';
  const has = (field: string): boolean => someRowHas(payload, items, field);
  if (has('ovrs_nmix_prpr')) return { mapping: { ...OVERSEAS, items }, describe: describeOverseas };
  if (has('stck_prpr') || has('inter2_prpr')) return { mapping: { ...SHARE, items }, describe: describeShare };
  return { mapping: { ...INDEX, items } };
}

const describeShare: Shape['describe'] = (fields) => (isShare(fields) ? { decimals: 0 } : {});

function describeOverseas(fields: RawItem['fields']): RawItem['fields'] {
  const code = textOf(fields.code);
  if (Object.hasOwn(PAIRS, code)) {
    const [base, quote] = PAIRS[code]!.split('/');
    return { id: PAIRS[code], name: undefined, kind: 'fx', base, quote };
  }
  if (code.startsWith('FX@')) return { kind: 'fx' };
  if (/^Y\d{4}$/.test(code)) return { kind: 'rate' };
  return INDEX_CODE.test(code) ? { kind: 'index' } : {};
}

registerAdapter('kis', kis);
