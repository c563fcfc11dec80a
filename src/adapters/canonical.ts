import type { Issue } from '../model/quote.js';
import type { RawFeed, RawItem } from '../model/raw-feed.js';

/**
 * The feed of contract §4: an envelope with `items`, or a bare array of items. A missing `version` is 1; another
 * version is refused whole, because a change of meaning is what a new version is for.
 */
export function canonical(payload: unknown): RawFeed {
  const fields = (Array.isArray(payload) ? { items: payload } : (payload ?? {})) as Record<string, unknown>;
  const { version = 1, items } = fields;
  const issues: Issue[] = [];
  const picked: RawItem[] = [];
  if (Number(version) !== 1) issues.push({ path: 'version', value: version, rule: 'unknown-version', action: 'refused' });
  else if (Array.isArray(items)) {
    items.forEach((item: unknown, index) => {
      const path = `items[${index}]`;
      if (item && typeof item === 'object') picked.push({ path, fields: item as RawItem['fields'] });
      else issues.push({ path, value: item, rule: 'not-an-item', action: 'skipped' });
    });
  }
  return { fields, items: picked, issues };
}
