import type { RawFeed } from '../model/raw-feed.js';
import { isShareCode } from './codes.js';
import { BROKER_CODES } from './direction-codes.js';
import { valueAt, applyMapping, textOf, type Mapping } from './apply-mapping.js';

export const STATES = { PREOPEN: 'pre', OPEN: 'open', CLOSE: 'closed' };

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
  words: { direction: BROKER_CODES, state: STATES },
};

/**
 * The old answer of Naver Finance, as pages of 2020 ask for it: lists by area (`SERVICE_INDEX`, `SERVICE_ITEM`).
 *
 * | field | what is odd about it |
 * |---|---|
 * | `nv`, `cv`, `pcv` of `SERVICE_INDEX` | Integers, the index times 100. |
 * | `nv`, `cv`, `pcv` of `SERVICE_ITEM` | Whole won. Of other areas only shares are read, which are known by their codes: in what unit anything else is written is not known. |
 * | `cr` | Percent points. |
 * | `cv`, `cr` | Without a sign; `rf` is the direction as a code. |
 */
export function legacy(payload: unknown, areas: readonly unknown[], paths: object | undefined, own: Mapping): RawFeed {
  const places = areas.flatMap((area, index) =>
    Array.isArray(valueAt(area, 'datas')) ? [`result.areas.${index}.datas`] : [],
  );
  const feed = applyMapping(payload, { ...MAPPING, ...own, items: places.length ? places : 'result.areas' }, paths);
  const issues = [...(feed.issues ?? [])];
  const items = feed.items.flatMap((item) => {
    const [, index] = /^result\.areas\.(\d+)\./.exec(item.path) ?? [];
    const scale = item.scale ?? scaleOf(textOf(valueAt(areas[Number(index)], 'name')), textOf(item.fields.code));
    if (scale !== undefined) return [{ ...item, scale }];
    issues.push({ path: item.path, value: item.fields, rule: 'unknown-scale', action: 'skipped' });
    return [];
  });
  return { ...feed, items, issues };
}

function scaleOf(area: string, code: string): number | undefined {
  if (area === 'SERVICE_INDEX') return 0.01;
  return area === 'SERVICE_ITEM' || isShareCode(code) ? 1 : undefined;
}
