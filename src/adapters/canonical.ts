import type { Issue } from '../model/quote.js';
import { MAX_ITEMS, MAX_ROWS, type RawFeed, type RawItem } from '../model/raw-feed.js';
import { isObject } from './json-values.js';

/**
 * Parses a payload in version 1 of the canonical feed format (the project's own JSON format). The file
 * `feed.v1.schema.json` describes this version. The payload is an object with `items`, or a bare array of items. A
 * missing `version` counts as 1. A payload with any other version is refused as a whole, because a new version number
 * means that the meaning of fields has changed.
 */
export function canonical(payload: unknown): RawFeed {
  const fields = envelopeOf(payload);
  const version = fields.version ?? 1;
  const issues: Issue[] = [];
  const items: RawItem[] = [];
  if (version !== 1 && version !== '1') {
    issues.push({ path: 'version', value: version, rule: 'unknown-version', action: 'refused' });
  } else if (Array.isArray(fields.items)) {
    const rows: readonly unknown[] = fields.items;
    // One item more than the limit is read, so that the model detects that there are too many.
    for (let index = 0; index < rows.length && items.length <= MAX_ITEMS; index++) {
      const path = `items[${index}]`;
      const row = rows[index];
      if (index === MAX_ROWS) {
        issues.push({ path: 'items', value: rows.length, rule: 'too-many-items', action: 'skipped' });
        break;
      }
      if (isObject(row)) items.push({ path, fields: row });
      else issues.push({ path, value: row, rule: 'not-an-item', action: 'skipped' });
    }
  } else {
    // A payload without a list of items may be an error message (`{"Note": "Thank you …"}`), because some servers send
    // errors with status 200. The issue therefore contains the payload.
    issues.push({ path: '', value: payload, rule: 'not-a-feed', action: 'refused' });
  }
  return { fields, items, issues };
}

function envelopeOf(payload: unknown): RawFeed['fields'] {
  if (Array.isArray(payload)) return { items: payload };
  return isObject(payload) ? payload : {};
}
