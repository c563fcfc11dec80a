import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { checkMapping } from './check-mapping.js';
import { overriddenFields } from './row-locations.js';

/**
 * Adds or replaces fields of the items of a feed, or skips items, by rules that no mapping can express.
 *
 * @param paths the publisher's mapping; fields that this mapping sets are not changed
 * @param describe returns the fields to add or replace; if it returns the name of an issue rule instead, the item is
 *   skipped and reported under this rule
 */
export function refineItems(
  feed: RawFeed,
  paths: object | undefined,
  describe: (fields: RawItem['fields']) => RawItem['fields'] | string,
): RawFeed {
  const { mapping } = checkMapping(paths);
  const namedByPublisher = [...Object.keys(mapping), ...overriddenFields(mapping.items)];
  const issues = [...(feed.issues ?? [])];
  const items: RawItem[] = [];
  for (const item of feed.items) {
    const described = describe(item.fields);
    if (typeof described === 'string') {
      issues.push({ path: item.path, value: item.fields, rule: described, action: 'skipped' });
      continue;
    }
    const kept = namedByPublisher.map((name) => [name, item.fields[name]] as const);
    items.push({ ...item, fields: { ...item.fields, ...described, ...Object.fromEntries<unknown>(kept) } });
  }
  return { ...feed, items, issues };
}
