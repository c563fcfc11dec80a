import type { Adapter, RawItem } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { dataGoKrMapping } from './data-go-kr.js';
import type { DirectionCodes } from './direction-codes.js';
import { isShare } from './instrument-codes.js';
import { isMissing, isObject, textOf } from './json-values.js';
import { indexIdOf } from './korean-indices.js';
import { keepLatestRows } from './latest-rows.js';
import type { Mapping } from './mapping.js';
import { refineItems } from './refine-items.js';
import { registerAdapter } from './registry.js';
import { someRowHas } from './some-row-has.js';
import { valueAt } from './value-at.js';

/** The exchange's own direction codes, which differ from the codes of brokers. */
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

/**
 * The mapping for rows of the payload that are shares or funds. A fund's row also contains numbers of the index that
 * the fund tracks. One of their fields, `CMPPREVDD_IDX`, has the same name as in the row of an index. This mapping does
 * not read these numbers.
 */
const SHARE: Mapping = {
  id: 'ISU_SRT_CD|ISU_CD',
  code: 'ISU_SRT_CD|ISU_CD',
  isSecurity: true,
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
 * Parses the Korea Exchange's daily prices of indices, shares and funds. The prices come from three services:
 * - the exchange's Open API (`idx/kospi_dd_trd`, `sto/stk_bydd_trd` and similar ones);
 * - its data portal data.krx.co.kr (`getJsonData`), with the tables MDCSTAT00101 (all indices), MDCSTAT00301 (one index
 *   by day), MDCSTAT01501 (all shares) and MDCSTAT01701 (one share by day);
 * - data.go.kr.
 *
 * The ids of the quotes are:
 * - `KOSPI`, `KOSPI200`, `KOSDAQ` and `KOSDAQ150` for these four indices;
 * - the series and the name for all other indices (`KOSDAQ:IT서비스`), or the name alone if the row has no series, in both
 *   cases without spaces;
 * - the short code for shares and funds.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `IDX_NM` | The name of an index. The first row of the KOSPI table is `코스피 (외국주포함)`. This row is a different index than KOSPI, and all its numbers are `"-"`. |
 * | `FLUC_TP_CD` | The direction as a code of the exchange: 1 is up, 2 is down, 3 is flat, 4 is the upper limit, and 5 is the lower limit. Only the portal has this field. |
 * | `CMPPREVDD_IDX`, `PRV_DD_CMPR` | The change of an index. In the row of an index, this number has a sign. The row of a fund also contains `CMPPREVDD_IDX`. There, it is the change of the index that the fund tracks, and the portal writes it without a sign. The adapter reads the fund's own change, which is in `CMPPREVDD_PRC`. |
 * | `FLUC_RT`, `UPDN_RATE` | The change in percent, with its sign. The percent of a small change can be `0.00`. |
 * | `TRD_DD` | The day, such as `2026/03/12`. The first row has the newest day. The tables MDCSTAT00101 and MDCSTAT01501 lack this field, so they do not state their day. |
 * | `IDX_CLSS` | The series of an index. Only the Open API has this field. |
 * | – | The tables MDCSTAT00301 and MDCSTAT01701 do not name their index or share, so the publisher's mapping has to set the id. |
 * | `CURRENT_DATETIME` | The time of the response in Seoul, such as `2026.03.12 PM 04:05:39`. If the table is for the current day, its prices are 20 minutes older than this time during trading. |
 * | `respMsg`, `_error_message` | The message of an error response. |
 */
export const krx: Adapter = (payload, paths) => {
  const mapping = mappingOf(payload);
  const isPortal = mapping.asOf === PORTAL.asOf;
  const latest = keepLatestRows(
    applyMapping(payload, mapping, paths),
    ({ id, series }) => `${textOf(series)}\n${textOf(id)}`,
    ({ previousClose }, priceBefore) => (isPortal ? { previousClose: previousClose ?? priceBefore } : {}),
  );
  return refineItems(latest, paths, describe);
};

function mappingOf(payload: unknown): Mapping {
  const items = LISTS.find((list) => valueAt(payload, list) !== undefined);
  if (items === undefined && !valueAt(payload, 'respMsg') && !valueAt(payload, '_error_message'))
    return dataGoKrMapping(payload);
  const has = (field: string): boolean => someRowHas(payload, items ?? '', field);
  const isPortal = has('FLUC_TP_CD') || valueAt(payload, 'CURRENT_DATETIME') !== undefined;
  const kind = has('TDD_CLSPRC') ? SHARE : INDEX;
  return { ...(isPortal ? PORTAL : OPEN_API), ...kind, items, error: 'respMsg|_error_message' };
}

function describe(fields: RawItem['fields']): RawItem['fields'] | string {
  const { id, code, isSecurity, series, name, price } = fields;
  // If the exchange has not computed an index on a day, it writes `"-"` instead of each number. Such a row is skipped.
  if (isMissing(price)) return 'no-price';
  const session = sessionOf(fields);
  // Futures, for example, also have codes, so a row counts as a share only if its code is a share code.
  if (isSecurity || !isMissing(code)) return isShare(fields) ? { ...session, kind: 'equity', decimals: 0 } : session;
  const index = { ...session, kind: 'index' };
  if (isMissing(id)) return index;
  const market = textOf(series).replace('시리즈', '');
  const knownId = indexIdOf(textOf(id));
  // If the row has a series, the known id is used only if it starts with the name of the series. For example, an index
  // named `코스피` in the KOSDAQ series is not KOSPI.
  if (knownId?.startsWith(market))
    return { ...index, id: knownId, name: { ...(isObject(name) ? name : {}), en: knownId } };
  return { ...index, id: `${market && `${market}:`}${textOf(id)}`.replace(/\s/g, '') };
}

/**
 * Derives the state and the delay of a row of the portal from the time of the response and the day of the row. A field
 * that cannot be derived is left out.
 */
function sessionOf({ answeredAt, asOf }: RawItem['fields']): RawItem['fields'] {
  const [, today, halfOfDay, hour] = /^(\d{4}\.\d\d\.\d\d) ([AP])M (\d\d):/.exec(textOf(answeredAt)) ?? [];
  if (!today) return {};
  const hours = (Number(hour) % 12) + (halfOfDay === 'P' ? 12 : 0);
  const day = textOf(asOf).replaceAll('/', '.');
  // Prices of an earlier day are final. Prices of the current day are final from 16:00 on, because the last prices of a
  // day are published at 15:50. Before 9:00, a table without a day contains the prices of an earlier day.
  const isAfterClose = hours >= 16;
  const isFinal = isAfterClose || (day ? day < today : hours < 9);
  if (isFinal) return { delay: 'eod', state: 'closed' };
  // Between 9:00 and 16:00, a table without a day may still contain the prices of an earlier day, so its delay is
  // unknown.
  return day ? { delay: 20 } : {};
}

registerAdapter('krx', krx);
