import { canonical } from './adapters/canonical.js';
import { normalise } from './model/normalise.js';
import type { Feed } from './model/quote.js';
import type { Adapter } from './model/raw-feed.js';

export type {
  Delay,
  Direction,
  Feed,
  Issue,
  IssueAction,
  Kind,
  MarketState,
  Name,
  Quote,
} from './model/quote.js';
export type { Adapter, RawFeed, RawItem } from './model/raw-feed.js';

export interface ParseOptions {
  /** How to read a payload of another shape. Default: the canonical feed. */
  adapter?: Adapter;
  /** The present, epoch milliseconds. Default: the clock. */
  now?: number;
}

/**
 * Reads a feed: the pure way in that the element uses itself. Runs in browsers, in Node and at the edge.
 *
 * Never throws. A payload that can't be used gives no quotes and an issue with action `refused`; an item that can't
 * be used is left out and reported; a value that can't be used is null and reported.
 *
 * @param payload what `JSON.parse` gave
 */
export function parseFeed(payload: unknown, { adapter = canonical, now = Date.now() }: ParseOptions = {}): Feed {
  try {
    return normalise(adapter(payload), now);
  } catch (error) {
    // Only a publisher's own adapter function can throw.
    const issues = [{ path: '', value: String(error), rule: 'adapter-threw', action: 'refused' } as const];
    return normalise({ fields: {}, items: [], issues }, now);
  }
}
