import type { RawFeed, RawItem } from '../model/raw-feed.js';

/**
 * The feed of contract §4: an envelope with `items`, or a bare array of items. A missing `version` is 1; another
 * version is refused whole, because a change of meaning is what a new version is for.
 */
export function canonical(payload: unknown): RawFeed {
  // What is no object has no fields, and so no id.
  const fields = Object(Array.isArray(payload) ? { items: payload } : payload) as RawFeed['fields'];
  const { items } = fields;
  const version = fields.version ?? 1;
  if (![1, '1'].includes(version as number)) {
    return {
      fields,
      items: [],
      issues: [{ path: 'version', value: version, rule: 'unknown-version', action: 'refused' }],
    };
  }
  const rows: unknown[] = Array.isArray(items) ? items : [];
  return {
    fields,
    items: rows.map((item, index): RawItem => ({ path: `items[${index}]`, fields: Object(item) as RawItem['fields'] })),
  };
}
