import type { Adapter, RawItem } from '../model/raw-feed.js';
import { isShare } from './codes.js';
import { dataGoKr } from './data-go-kr.js';
import type { DirectionCodes } from './direction-codes.js';
import { someRowHas } from './find-row.js';
import { indexIdOf } from './korean-indices.js';
import { latestRows } from './latest-rows.js';
import { valueAt, isMissing, applyMapping, refine, textOf, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';

/** The exchange's own table; brokers have another one. */
const CODES: DirectionCodes = { '1': 'up', '2': 'down', '3': 'flat', '4': 'upper_limit', '5': 'lower_limit' };

const INDEX: Mapping = {
  id: 'IDX_NM',
  series: 'IDX_CLSS',
  name: { ko: 'IDX_NM' },
  price: 'CLSPRC_IDX',
  change: 'CMPPREVDD_IDX|PRV_DD_CMPR',
  changePercent: 'FLUC_RT|UPDN_RATE',
  direction: 'FLUC_TP_CD',
  words: { direction: CODES },
};

/** Rows of funds have the numbers of their index beside their own, under the names that an index has elsewhere. */
const SHARE: Mapping = {
  id: 'ISU_SRT_CD|ISU_CD',
  code: 'ISU_SRT_CD|ISU_CD',
  isIssue: true,
  name: { ko: 'ISU_ABBRV|ISU_NM' },
  price: 'TDD_CLSPRC',
  change: 'CMPPREVDD_PRC',
  changePercent: 'FLUC_RT',
  direction: 'FLUC_TP_CD',
  words: { direction: CODES },
};

const OPEN_API: Mapping = { zone: '+09:00', delay: '=eod', state: '=closed', asOf: 'BAS_DD' };

const PORTAL: Mapping = { asOf: 'TRD_DD', answeredAt: '$root.CURRENT_DATETIME' };

const LISTS = ['OutBlock_1', 'output', 'block1'];

/**
 * Indices and shares of the Korea Exchange by days: from its Open API (`idx/kospi_dd_trd`, `sto/stk_bydd_trd` and their
 * sisters), from its data portal data.krx.co.kr (`getJsonData`: MDCSTAT00101 all indices, MDCSTAT00301 one index by days,
 * MDCSTAT01501 all shares, MDCSTAT01701 one share by days), and from data.go.kr. Ids are `KOSPI`, `KOSPI200`, `KOSDAQ`,
 * `KOSDAQ150`, for all other indices the series and the name without spaces (`KOSDAQ:IT서비스`; without a series the name
 * alone), and the short code for shares.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `IDX_NM` | The first row of KOSPI's table is `코스피 (외국주포함)`, another index, and full of `"-"`. |
 * | `FLUC_TP_CD` | The direction as a code of the exchange: 1 up, 2 down, 3 flat, 4 upper limit, 5 lower limit. Only at the portal. |
 * | `CMPPREVDD_IDX`, `PRV_DD_CMPR` | The change of an index. Mostly signed; of funds the portal has it without a sign. |
 * | `FLUC_RT`, `UPDN_RATE` | Percent points, signed. `0.00` stands beside a small change. |
 * | `CMPPREVDD_IDX` in rows of funds | The change of the fund's index; its own is `CMPPREVDD_PRC`. |
 * | `TRD_DD` | `2026/03/12`, newest first. MDCSTAT00101 and MDCSTAT01501 do not say for which day they are. |
 * | `IDX_CLSS` | Only in the Open API. MDCSTAT00301 and MDCSTAT01701 do not even name what they are about: the page has to. |
 * | `CURRENT_DATETIME` | When the portal answered, `2026.03.12 PM 04:05:39` in Seoul. While trading goes on, the table of the day has prices that are 20 minutes old. |
 * | `respMsg`, `_error_message` | The words of an error. |
 */
export const krx: Adapter = (payload, paths) => {
  const mapping = mappingOf(payload);
  const isPortal = mapping.asOf === PORTAL.asOf;
  const rows = latestRows(
    applyMapping(payload, mapping, paths),
    ({ id, series }) => `${textOf(series)}\n${textOf(id)}`,
    ({ previousClose }, before) => (isPortal ? { previousClose: previousClose ?? before } : {}),
  );
  return refine(rows, paths, describe);
};

function mappingOf(payload: unknown): Mapping {
  const items = LISTS.find((list) => valueAt(payload, list) !== undefined);
  if (items === undefined && !valueAt(payload, 'respMsg') && !valueAt(payload, '_error_message'))
    return dataGoKr(payload);
  const has = (field: string): boolean => someRowHas(payload, items ?? '', field);
  const isPortal = has('FLUC_TP_CD') || valueAt(payload, 'CURRENT_DATETIME') !== undefined;
  const kind = has('TDD_CLSPRC') ? SHARE : INDEX;
  return { ...(isPortal ? PORTAL : OPEN_API), ...kind, items, error: 'respMsg|_error_message' };
}

function describe(fields: RawItem['fields']): RawItem['fields'] | string {
  const { id, code, isIssue, series, name, price } = fields;
  // Rows of `"-"` are no quotes: the exchange computes no such index on that day.
  if (isMissing(price)) return 'no-price';
  const session = sessionOf(fields);
  // Shares, funds, and futures, whose codes are others.
  if (isIssue || !isMissing(code)) return isShare(fields) ? { ...session, kind: 'equity', decimals: 0 } : session;
  const index = { ...session, kind: 'index' };
  if (isMissing(id)) return index;
  const market = textOf(series).replace('시리즈', '');
  const own = indexIdOf(textOf(id));
  // `코스피` among the indices of KOSDAQ is not KOSPI.
  if (own?.startsWith(market)) return { ...index, id: own, name: { ...Object(name), en: own } };
  return { ...index, id: `${market && `${market}:`}${textOf(id)}`.replace(/\s/g, '') };
}

/** Whether a row of the portal is the end of its day, as far as the time of the answer tells. */
function sessionOf({ answeredAt, asOf }: RawItem['fields']): RawItem['fields'] {
  const [, today, half, hour] = /^(\d{4}\.\d\d\.\d\d) ([AP])M (\d\d):/.exec(textOf(answeredAt)) ?? [];
  if (!today) return {};
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const day = textOf(asOf).replaceAll('/', '.');
  // The last prices are there at ten to four. A table that does not say its day may be of any.
  if (day ? day < today || hours >= 16 : hours >= 16 || hours < 9) return { delay: 'eod', state: 'closed' };
  return day ? { delay: 20 } : {};
}

registerAdapter('krx', krx);
