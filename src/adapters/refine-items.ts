import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { checkMapping } from './check-mapping.js';
import { overriddenFields } from './row-places.js';

/**
 * Adds to the items of a feed what no mapping can express, or leaves items out.
 *
 * @param paths the page's own mapping: the fields that it names stay as they are
 * @param describe returns the fields to add or replace, or the issue rule by which the item is left out
 */
export function refineItems(
  feed: RawFeed,
  paths: object | undefined,
  describe: (fields: RawItem['fields']) => RawItem['fields'] | string,
): RawFeed {
  const { mapping } = checkMapping(paths);
  const namedByPage = [...Object.keys(mapping), ...overriddenFields(mapping.items)];
  const issues = [...(feed.issues ?? [])];
  const items: RawItem[] = [];
  for (const item of feed.items) {
    const described = describe(item.fields);
    if (typeof described === 'string') {
      issues.push({ path: item.path, value: item.fields, rule: described, action: 'skipped' });
      continue;
    }
    const kept = namedByPage.map((name) => [name, item.fields[name]] as const);
    items.push({ ...item, fields: { ...item.fields, ...described, ...Object.fromEntries<unknown>(kept) } });
  }
  return { ...feed, items, issues };
}
