import type { Issue } from '../model/quote.js';
import type { RawFeed, RawItem } from '../model/raw-feed.js';

/**
 * The feed of contract §4: an envelope with `items`, or a bare array of items. A missing `version` is 1; another
 * version is refused whole, because a change of meaning is what a new version is for.
 */
export function canonical(payload: unknown): RawFeed {
  const fields = Object(Array.isArray(payload) ? { items: payload } : payload) as RawFeed['fields'];
  const rows: unknown = fields.items;
  const version = fields.version ?? 1;
  const issues: Issue[] = [];
  const items: RawItem[] = [];
  if (version !== 1 && version !== '1') {
    issues.push({ path: 'version', value: version, rule: 'unknown-version', action: 'refused' });
  } else if (Array.isArray(rows)) {
    rows.forEach((row: unknown, index) => {
      const path = `items[${index}]`;
      if (row && typeof row === 'object') items.push({ path, fields: row as RawItem['fields'] });
      else issues.push({ path, value: row, rule: 'not-an-item', action: 'skipped' });
    });
  } else {
    // An error body with status 200: `{"Note": "Thank you …"}`.
    issues.push({ path: '', value: payload, rule: 'not-a-feed', action: 'refused' });
  }
  return { fields, items, issues };
}
