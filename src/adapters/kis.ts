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
 * Currency pairs by their KIS code or Korean name. The list contains only pairs whose base currency is documented in
 * publicly available source code. `FX@KRWJS` (yen in won) is left out, because sources disagree on whether its price is
 * for 1 yen or for 100 yen. An item with this code therefore keeps its original code and Korean name.
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

/**
 * Matches the KIS codes of overseas indices. Most of these codes contain a `#` after a country code, such as
 * `HK#HS`. The codes without a `#`, mostly of American indices, are listed in the expression.
 */
const INDEX_CODE = /#|^(?:\.DJI|SPX|COMP|NDX|SOX|VIX|SX5E|HSCE|SHANG)$/;

/**
 * Parses prices of KIS, Kiwoom and KOSCOM, whose payloads have different shapes. If a response does not name its index,
 * the publisher's mapping has to set the id: `adapter="kis" paths='{"id": "=KOSPI"}'`.
 *
 * KIS is Korea Investment & Securities. The name of the price field depends on the kind of payload:
 * - `bstp_nmix_prpr` for domestic indices;
 * - `ovrs_nmix_prpr` for overseas indices, exchange rates and yields;
 * - `stck_prpr` for one domestic share, and for rankings of domestic shares;
 * - `inter2_prpr` for a list of domestic shares.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `rt_cd` | Any code except `"0"` means an error. The response still has status 200, and `msg1` contains the error message. |
 * | `output`, `output1` | The price is in `output`, or in `output1` if the response also contains a chart (`output2`). |
 * | `prdy_vrss_sign` | The direction as a code from 1 to 5. |
 * | `bstp_nmix_prdy_vrss`, `prdy_vrss` | The change. Some responses write it with a sign and others without, so the adapter also reads the direction from `prdy_vrss_sign`. |
 * | `bstp_cls_code` | The code of the index. Most responses lack it, so they do not state which index was requested. |
 * | `hts_kor_isnm` | The name. For KOSPI, the name is only `종합` (“composite”). The adapter therefore does not read the names of domestic indices, and the strip shows their ids. |
 * | `bstp_kor_isnm` | The name of the sector that a share belongs to. The adapter does not read it. |
 * | `ovrs_nmix_…` | The price, the change and the previous close of an overseas index, an exchange rate or a yield. For example, the code `FX@KRW` identifies the price of a dollar in won, and `Y0202` identifies a yield. If the requested code is unknown, all these fields are `"0.00"`. |
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
