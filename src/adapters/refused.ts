import type { RawFeed } from '../model/raw-feed.js';

/** A payload that is no feed: the last good data stay. */
export const refused = (rule: string, value: unknown): RawFeed => ({
  fields: {},
  items: [],
  issues: [{ path: '', value, rule, action: 'refused' }],
});
