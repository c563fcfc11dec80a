import { normalise } from '../model/normalise.js';
import type { Feed, Quote } from '../model/quote.js';
import { refusedFeed, type Adapter } from '../model/raw-feed.js';
import { canonical } from './canonical.js';
import { adapterNamed, registerAdapter } from './registry.js';

export interface ParseOptions {
  /** The adapter that parses the payload, or the name of a registered adapter. Default: `canonical`. */
  readonly adapter?: Adapter | string;
  /** A mapping that adds to the adapter's own mapping or replaces parts of it. Default: none. */
  readonly paths?: object | undefined;
  /**
   * The known quotes by id, if the payload is a partial update. The items of a partial update may omit fields that have
   * not changed. An item with `removed` removes the quote with the same id. The result contains only the quotes of the
   * update. Default: none, so the payload is parsed as a complete feed.
   */
  readonly known?: ReadonlyMap<string, Quote> | undefined;
  /** The current time in epoch ms. Default: `Date.now()`. */
  readonly now?: number;
}

registerAdapter('canonical', canonical);

/**
 * Parses a feed in the same way as the element does. The function needs no DOM, so it runs in browsers, in Node and in
 * edge runtimes.
 *
 * The function never throws. If the payload is unusable, the result has an issue with the action `refused` but no
 * quotes. An unusable item is skipped and reported. An unusable value becomes null and is reported.
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
    // The adapters of this project never throw. An adapter that the publisher wrote may throw, and so may a getter in a
    // payload that is not a result of `JSON.parse`.
    return normalise(refusedFeed('adapter-threw', error), now);
  }
}
