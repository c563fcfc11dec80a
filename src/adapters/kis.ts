import type { Adapter } from '../model/raw-feed.js';
import { at, isMissing, pick, refine, textOf, type Mapping } from './pick.js';
import { registerAdapter } from './registry.js';

// Sign codes are one table for all three: 1 upper limit, 2 up, 3 flat, 4 lower limit, 5 down; KOSCOM's go on to 9.

/** Korea Investment & Securities, index price. The answer does not say which index was asked for. */
const KIS: Mapping = {
  items: 'output',
  id: 'bstp_cls_code',
  price: 'bstp_nmix_prpr',
  change: 'bstp_nmix_prdy_vrss',
  changePercent: 'bstp_nmix_prdy_ctrt',
  direction: 'prdy_vrss_sign',
  words: { id: { '0001': 'KOSPI', '1001': 'KOSDAQ', '2001': 'KOSPI200' } },
};

/** Kiwoom REST, sector price: the sign of the day stands before the price. */
const KIWOOM: Mapping = {
  id: 'inds_cd|stk_cd|$root.inds_cd',
  price: 'cur_prc',
  change: 'pred_pre',
  changePercent: 'flu_rt',
  direction: 'pred_pre_sig',
  signInPrice: true,
  words: { id: { '001': 'KOSPI', '101': 'KOSDAQ', '201': 'KOSPI200' } },
};

/** Its minute bars, newest first: integers ×100, with the same sign. */
const KIWOOM_BARS: Mapping = { ...KIWOOM, items: 'inds_min_pole_qry.0', asOf: 'cntr_tm', zone: '+09:00', scale: 0.01 };

/** KOSCOM, licensed KRX data. `deem…` is the expected index of a call auction. */
const KOSCOM: Mapping = {
  items: 'result',
  id: 'isuSrtCd',
  price: 'trdPrc|deemTrdPrc',
  change: 'cmpprevddPrc|deemcmpprevddPrc',
  direction: 'cmpprevddTpCd|deemcmpprevddTpCd',
  traded: 'trdPrc',
  expected: 'deemTrdPrc',
  signal: 'trdTm',
};

/**
 * Index prices of KIS, Kiwoom and KOSCOM. Where the answer does not name the index, the tag has to:
 * `adapter="kis" paths='{"id": "=KOSPI"}'`.
 */
export const kis: Adapter = (payload, paths) => {
  const own = { kind: '=index', ...shapeOf(payload) };
  return refine(pick(payload, own, paths), paths, ({ traded, expected, signal }) =>
    // HHMMSSmm without a day is no time; from hour 30 up it is the session's end.
    expected && isMissing(traded)
      ? { state: 'auction' }
      : Number(textOf(signal)) >= 30_000_000
        ? { state: 'closed' }
        : {},
  );
};

function shapeOf(payload: unknown): Mapping {
  const is = (path: string): boolean => at(payload, path) !== undefined;
  // Each says with a code of its own that all is well, and with status 200 that nothing is.
  if (is('rt_cd')) {
    const items = is('output1') ? 'output1' : 'output';
    return textOf(at(payload, 'rt_cd')) === '0' ? { ...KIS, items } : { error: 'msg1|msg_cd|rt_cd' };
  }
  if (is('return_code') && Number(textOf(at(payload, 'return_code')))) return { error: 'return_msg|return_code' };
  if (is('inds_min_pole_qry')) return KIWOOM_BARS;
  return is('cur_prc') ? KIWOOM : { ...KOSCOM, error: 'error.message|error' };
}

registerAdapter('kis', kis);
