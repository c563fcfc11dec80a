import type { Feed } from './quote.js';
import { isDate } from './read-time.js';

/**
 * A new answer, with what is known already where that is newer: caches answer out of order, and an old price must not come
 * back. A date alone is no moment to compare with.
 *
 * @param before the answer before, of the same feed
 */
export function keepNewest(before: Feed | undefined, after: Feed): Feed {
  const known = new Map(before?.quotes.map((quote) => [quote.id, quote]));
  const quotes = after.quotes.map((quote) => {
    const old = known.get(quote.id);
    return quote.asOf && !isDate(quote.asOf) && old?.asOf && old.asOf > quote.asOf ? old : quote;
  });
  return { ...after, quotes };
}
