import type { Adapter } from '../model/raw-feed.js';
import { newestRows } from './newest-rows.js';
import { at, isMissing, pick, refine, textOf, type Mapping } from './pick.js';
import { registerAdapter } from './registry.js';

/** Both are tables of one day's end. */
const DAILY: Mapping = { zone: '+09:00', kind: '=index', delay: '=eod', state: '=closed' };

/** KRX Open API: `idx/kospi_dd_trd` and its sisters. */
const OPEN_API: Mapping = {
  ...DAILY,
  items: 'OutBlock_1',
  error: 'respMsg',
  id: 'IDX_NM',
  series: 'IDX_CLSS',
  name: { ko: 'IDX_NM' },
  price: 'CLSPRC_IDX',
  change: 'CMPPREVDD_IDX',
  changePercent: 'FLUC_RT',
  asOf: 'BAS_DD',
};

/** data.go.kr `getStockMarketIndex`: the same a day later, several days in one answer, one name in several series. */
const DATA_PORTAL: Mapping = {
  ...DAILY,
  id: 'idxNm',
  series: 'idxCsf',
  name: { ko: 'idxNm' },
  price: 'clpr',
  change: 'vs',
  changePercent: 'fltRt',
  asOf: 'basDt',
};

// Names must match exactly: `코스피 (외국주포함)` is another index, and the first row.
const IDS: Readonly<Record<string, string>> = {
  'KOSPI:코스피': 'KOSPI',
  'KOSPI:코스피200': 'KOSPI200',
  'KOSDAQ:코스닥': 'KOSDAQ',
  'KOSDAQ:코스닥150': 'KOSDAQ150',
};

/**
 * End-of-day indices of the Korea Exchange, from its Open API or from data.go.kr. Ids are `KOSPI`, `KOSPI200`, `KOSDAQ`,
 * `KOSDAQ150`, and for all others the series and the name without spaces: `KOSDAQ:IT서비스`.
 */
export const krx: Adapter = (payload, paths) => {
  const mapping = at(payload, 'OutBlock_1') || at(payload, 'respMsg') ? OPEN_API : portal(payload);
  const feed = refine(pick(payload, mapping, paths), paths, ({ id, series, name, price }) => {
    // Rows of `"-"` are no quotes: the exchange computes no such index on that day.
    if (isMissing(price)) return 'no-price';
    if (isMissing(id)) return {};
    const prefix = isMissing(series) ? '' : `${textOf(series).replace('시리즈', '')}:`;
    const full = (prefix + textOf(id)).replace(/\s/g, '');
    const own = Object.hasOwn(IDS, full) ? IDS[full] : undefined;
    return own ? { id: own, name: { ...Object(name), en: own } } : { id: full };
  });
  return newestRows(feed, ({ id }) => textOf(id));
};

function portal(payload: unknown): Mapping {
  const ok = [undefined, '00'].includes(at(payload, 'response.header.resultCode') as string);
  const items = at(payload, 'response') === undefined ? '' : 'response.body.items.item';
  return { ...DATA_PORTAL, items, ...(!ok && { error: 'response.header.resultMsg|response.header.resultCode' }) };
}

registerAdapter('krx', krx);
