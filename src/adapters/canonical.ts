import type { Issue } from '../model/quote.js';
import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { isObject } from './json-values.js';

/**
 * Reads a feed in the tag's own format, version 1, which `feed.v1.schema.json` describes: an envelope with `items`, or
 * a bare array of items. A missing `version` counts as 1. Any other version refuses the whole feed, because a new
 * version means that fields have another meaning.
 */
export function canonical(payload: unknown): RawFeed {
  const fields = envelopeOf(payload);
  const version = fields.version ?? 1;
  const issues: Issue[] = [];
  const items: RawItem[] = [];
  if (version !== 1 && version !== '1') {
    issues.push({ path: 'version', value: version, rule: 'unknown-version', action: 'refused' });
  } else if (Array.isArray(fields.items)) {
    fields.items.forEach((row: unknown, index) => {
      const path = `items[${index}]`;
      if (isObject(row)) items.push({ path, fields: row });
      else issues.push({ path, value: row, rule: 'not-an-item', action: 'skipped' });
    });
  } else {
    // Some servers answer an error with status 200: `{"Note": "Thank you …"}`.
    issues.push({ path: '', value: payload, rule: 'not-a-feed', action: 'refused' });
  }
  return { fields, items, issues };
}

function envelopeOf(payload: unknown): RawFeed['fields'] {
  if (Array.isArray(payload)) return { items: payload };
  return isObject(payload) ? payload : {};
}
