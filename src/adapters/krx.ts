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

/** The exchange's own codes, which differ from those of brokers. */
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

/** The row of a fund also has the numbers of the fund's index, in fields that belong to an index elsewhere. */
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
 * Reads daily prices of indices and shares of the Korea Exchange: from its Open API (`idx/kospi_dd_trd`,
 * `sto/stk_bydd_trd` and similar ones), from its data portal data.krx.co.kr (`getJsonData`: MDCSTAT00101 all indices,
 * MDCSTAT00301 one index by days, MDCSTAT01501 all shares, MDCSTAT01701 one share by days), and from data.go.kr. The
 * ids are `KOSPI`, `KOSPI200`, `KOSDAQ` and `KOSDAQ150`; for all other indices the series and the name without spaces
 * (`KOSDAQ:IT서비스`), or without a series the name alone; and for shares the short code.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `IDX_NM` | The first row of the KOSPI table is `코스피 (외국주포함)`. It is another index, and all its numbers are `"-"`. |
 * | `FLUC_TP_CD` | The direction as a code of the exchange: 1 up, 2 down, 3 flat, 4 upper limit, 5 lower limit. Only the portal has it. |
 * | `CMPPREVDD_IDX`, `PRV_DD_CMPR` | The change of an index. It is signed in most responses; in rows of funds the portal writes it without a sign. |
 * | `FLUC_RT`, `UPDN_RATE` | Percent points, signed. A small change can have `0.00`. |
 * | `CMPPREVDD_IDX` in rows of funds | The change of the fund's index; the fund's own change is `CMPPREVDD_PRC`. |
 * | `TRD_DD` | `2026/03/12`, the newest day first. MDCSTAT00101 and MDCSTAT01501 do not say for which day they are. |
 * | `IDX_CLSS` | Only the Open API has it. MDCSTAT00301 and MDCSTAT01701 do not even name their index or share, so the page has to. |
 * | `CURRENT_DATETIME` | The time of the response, `2026.03.12 PM 04:05:39` in Seoul. During trading, the table of the day has prices that are 20 minutes old. |
 * | `respMsg`, `_error_message` | The message of an error. |
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
  // The exchange fills a row with `"-"` when it has not computed the index on that day.
  if (isMissing(price)) return 'no-price';
  const session = sessionOf(fields);
  // Funds and futures have codes as well, but not those of shares.
  if (isSecurity || !isMissing(code)) return isShare(fields) ? { ...session, kind: 'equity', decimals: 0 } : session;
  const index = { ...session, kind: 'index' };
  if (isMissing(id)) return index;
  const market = textOf(series).replace('시리즈', '');
  const knownId = indexIdOf(textOf(id));
  // In the KOSDAQ series, an index named `코스피` is not KOSPI.
  if (knownId?.startsWith(market))
    return { ...index, id: knownId, name: { ...(isObject(name) ? name : {}), en: knownId } };
  return { ...index, id: `${market && `${market}:`}${textOf(id)}`.replace(/\s/g, '') };
}

/**
 * Returns state and delay of a row of the portal, as far as the time of the response tells whether the row is final.
 */
function sessionOf({ answeredAt, asOf }: RawItem['fields']): RawItem['fields'] {
  const [, today, halfOfDay, hour] = /^(\d{4}\.\d\d\.\d\d) ([AP])M (\d\d):/.exec(textOf(answeredAt)) ?? [];
  if (!today) return {};
  const hours = (Number(hour) % 12) + (halfOfDay === 'P' ? 12 : 0);
  const day = textOf(asOf).replaceAll('/', '.');
  // The last prices of a day are published at 15:50. Before 9:00, a response has the prices of an earlier day.
  const isAfterClose = hours >= 16;
  const isFinal = isAfterClose || (day ? day < today : hours < 9);
  if (isFinal) return { delay: 'eod', state: 'closed' };
  // During trading, a table that does not say its day may be of an earlier day, so its delay is unknown.
  return day ? { delay: 20 } : {};
}

registerAdapter('krx', krx);
