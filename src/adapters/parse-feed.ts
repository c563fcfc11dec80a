import { normalise } from '../model/normalise.js';
import type { Feed, Quote } from '../model/quote.js';
import { refusedFeed, type Adapter } from '../model/raw-feed.js';
import { canonical } from './canonical.js';
import { adapterNamed, registerAdapter } from './registry.js';

export interface ParseOptions {
  /** How to read a payload of another shape: an adapter, or the name of one that is registered. Default `canonical`. */
  readonly adapter?: Adapter | string;
  /** A mapping that adds to the adapter's own: see the adapter `paths`. */
  readonly paths?: object | undefined;
  /**
   * For a partial update, by id, the quotes that are known: an item need not say again what has not changed, and `removed`
   * takes one away. What comes back are the quotes of the update alone.
   */
  readonly known?: ReadonlyMap<string, Quote> | undefined;
  /** The present, epoch milliseconds. Default: the clock's. */
  readonly now?: number;
}

registerAdapter('canonical', canonical);

/**
 * Reads a feed: the pure way in that the element uses itself. Runs in browsers, in Node and at the edge.
 *
 * Never throws. A payload that can't be used gives no quotes and an issue with action `refused`; an item that can't
 * be used is left out and reported; a value that can't be used is null and reported.
 *
 * @param payload what `JSON.parse` gave
 */
export function parseFeed(
  payload: unknown,
  { adapter = canonical, paths, known, now = Date.now() }: ParseOptions = {},
): Feed {
  try {
    const read = typeof adapter === 'string' ? adapterNamed(adapter) : adapter;
    return normalise(read ? read(payload, paths) : refusedFeed('unknown-adapter', adapter), now, known);
  } catch (error) {
    // Only a publisher's own adapter can throw, or a payload with getters, which no JSON has.
    return normalise(refusedFeed('adapter-threw', error), now);
  }
}
