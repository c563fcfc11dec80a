import { normalise } from '../model/normalise.js';
import type { Feed, Quote } from '../model/quote.js';
import { refusedFeed, type Adapter } from '../model/raw-feed.js';
import { canonical } from './canonical.js';
import { adapterNamed, registerAdapter } from './registry.js';

export interface ParseOptions {
  /** Reads a payload of another shape: an adapter, or the name of a registered one. Default: `canonical`. */
  readonly adapter?: Adapter | string;
  /** A mapping that adds to the adapter's own, as described for the adapter `paths`. Default: none. */
  readonly paths?: object | undefined;
  /**
   * The known quotes by id, when the payload is a partial update. Its items may leave out what has not changed, and
   * `removed` removes an item. The result has only the quotes that are part of the update. Default: the payload is a
   * whole feed.
   */
  readonly known?: ReadonlyMap<string, Quote> | undefined;
  /** The present, in epoch milliseconds. Default: `Date.now()`. */
  readonly now?: number;
}

registerAdapter('canonical', canonical);

/**
 * Parses a feed as the element does. Needs no DOM: it runs in browsers, in Node and at the edge.
 *
 * Never throws. For a payload that can't be used the result has no quotes, and an issue with the action `refused`. An
 * item that can't be used is left out and reported; a value that can't be used is null and reported.
 *
 * @param payload the result of `JSON.parse`
 */
export function parseFeed(
  payload: unknown,
  { adapter = canonical, paths, known, now = Date.now() }: ParseOptions = {},
): Feed {
  try {
    const parse = typeof adapter === 'string' ? adapterNamed(adapter) : adapter;
    return normalise(parse ? parse(payload, paths) : refusedFeed('unknown-adapter', adapter), now, known);
  } catch (error) {
    // Only an adapter of the publisher's own can throw, or a getter of the payload, which JSON does not have.
    return normalise(refusedFeed('adapter-threw', error), now);
  }
}
