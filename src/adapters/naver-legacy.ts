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
 * Parses the old response of Naver Finance, which web pages of 2020 request: lists by area (`SERVICE_INDEX`,
 * `SERVICE_ITEM`).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `nv`, `cv`, `pcv` of `SERVICE_INDEX` | Integers, the index times 100. |
 * | `nv`, `cv`, `pcv` of `SERVICE_ITEM` | Whole won. In areas of other names, only shares are read, which are known by their codes: the unit of all else is not known. |
 * | `cr` | Percent points. |
 * | `cv`, `cr` | They have no sign; `rf` is the direction as a code. |
 *
 * @param areas the areas of the payload, `result.areas`
 * @param paths the mapping that the page wrote
 * @param own what to add to the adapter's own mapping
 */
export function parseLegacy(
  payload: unknown,
  areas: readonly unknown[],
  paths: object | undefined,
  own: Mapping,
): RawFeed {
  const places = areas.flatMap((area, index) =>
    Array.isArray(valueAt(area, 'datas')) ? [`result.areas.${index}.datas`] : [],
  );
  const feed = applyMapping(payload, { ...MAPPING, ...own, items: places.length ? places : 'result.areas' }, paths);
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
