import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import { BROKER_CODES } from './direction-codes.js';
import { isShareCode } from './instrument-codes.js';
import { textOf } from './json-values.js';
import type { Mapping } from './mapping.js';
import { NAVER_STATES } from './naver-states.js';
import { valueAt } from './value-at.js';

const MAPPING: Mapping = {
  needsDirection: true,
  zone: '+09:00',
  feed: { ttl: 'result.pollingInterval' },
  id: 'cd',
  code: 'cd',
  name: { ko: 'nm' },
  price: 'nv',
  change: 'cv',
  changePercent: 'cr',
  direction: 'rf',
  previousClose: 'pcv',
  asOf: '$root.result.time',
  state: 'ms',
  words: { direction: BROKER_CODES, state: NAVER_STATES },
};

/**
 * Parses Naver Finance's older response format, which Naver's web pages used in 2020. The payload contains one
 * list per area, such as `SERVICE_INDEX` and `SERVICE_ITEM`.
 *
 * | field | what is odd about it |
 * |---|---|
 * | `nv`, `cv`, `pcv` in `SERVICE_INDEX` | The price, the change and the previous close of an index, as integers that are 100 times the value. |
 * | `nv`, `cv`, `pcv` in `SERVICE_ITEM` | The same numbers of a share, in whole won. |
 * | `nv`, `cv`, `pcv` in any other area | The same numbers of any item. If the code of the item is a share code, they are in whole won. Otherwise, their unit is unknown, and the item is skipped unless the publisher's mapping sets `scale`. |
 * | `cr` | The change in percent, in every area. |
 * | `cv`, `cr` | These numbers have no sign. The direction is a code in `rf`. |
 *
 * @param areas the areas of the payload, which are in `result.areas`
 * @param paths the publisher's mapping
 * @param extra entries to add to `MAPPING`, such as `keep`
 */
export function parseLegacy(
  payload: unknown,
  areas: readonly unknown[],
  paths: object | undefined,
  extra: Mapping,
): RawFeed {
  const itemPaths = areas.flatMap((area, index) =>
    Array.isArray(valueAt(area, 'datas')) ? [`result.areas.${index}.datas`] : [],
  );
  const feed = applyMapping(
    payload,
    { ...MAPPING, ...extra, items: itemPaths.length ? itemPaths : 'result.areas' },
    paths,
  );
  const issues = [...(feed.issues ?? [])];
  const items: RawItem[] = [];
  for (const item of feed.items) {
    const [, areaIndex] = /^result\.areas\.(\d+)\./.exec(item.path) ?? [];
    const area = textOf(valueAt(areas[Number(areaIndex)], 'name'));
    const scale = item.scale ?? scaleOf(area, textOf(item.fields.code));
    if (scale !== undefined) items.push({ ...item, scale });
    else issues.push({ path: item.path, value: item.fields, rule: 'unknown-scale', action: 'skipped' });
  }
  return { ...feed, items, issues };
}

function scaleOf(area: string, code: string): number | undefined {
  if (area === 'SERVICE_INDEX') return 0.01;
  return area === 'SERVICE_ITEM' || isShareCode(code) ? 1 : undefined;
}
