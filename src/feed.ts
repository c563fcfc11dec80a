import { canonical } from './adapters/canonical.js';
import { normalise } from './model/normalise.js';
import type { Feed } from './model/quote.js';

export type { Delay, Direction, Feed, Issue, IssueAction, Kind, MarketState, Name, Quote } from './model/quote.js';

/**
 * Reads a feed: the pure way in that the element uses itself. Runs in browsers, in Node and at the edge.
 *
 * Never throws. A payload that can't be used gives no quotes and an issue with action `refused`; an item that can't
 * be used is left out and reported; a value that can't be used is null and reported.
 *
 * @param payload what `JSON.parse` gave
 * @param options `now` is the present, epoch milliseconds; the clock's by default
 */
export const parseFeed = (payload: unknown, { now = Date.now() }: { now?: number } = {}): Feed =>
  normalise(canonical(payload), now);
