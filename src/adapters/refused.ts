import type { Issue } from '../model/quote.js';
import type { RawFeed } from '../model/raw-feed.js';

/**
 * A payload that is no feed: the last good data stay.
 *
 * @param issues what else was wrong, and may be the reason
 */
export const refused = (rule: string, value: unknown, issues: readonly Issue[] = []): RawFeed => ({
  fields: {},
  items: [],
  issues: [...issues, { path: '', value, rule, action: 'refused' }],
});
