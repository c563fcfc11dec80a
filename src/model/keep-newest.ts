import { keepDecimals } from './decimals.js';
import { isLater } from './parse-time.js';
import type { Feed, Quote } from './quote.js';

/**
 * Returns a newly parsed feed in which the known quote replaces each quote that is older. Caches can return responses
 * out of order, and an old price should not replace a newer one.
 *
 * The known quote also replaces a quote with the same values, because a quote that is still the same object is not
 * rendered again.
 *
 * The parser replaces a time in the future by the present. If nothing else about such an item has changed, its earlier
 * time is kept. Otherwise a feed with a fast clock would look live even after it stops changing.
 *
 * @param before the known feed
 * @param next the newly parsed feed
 * @param now the time at which the new feed was parsed, in epoch ms
 */
export function keepNewest(before: Feed | undefined, next: Feed, now: number): Feed {
  if (!before) return next;
  const after = keepDecimals(before, next);
  const known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  const quotes = after.quotes.map((quote) => {
    const old = known.get(quote.id);
    if (!old) return quote;
    const withOldTime = quote.asOf === now ? { ...quote, asOf: old.asOf } : quote;
    return isOlder(quote, old) || sameQuote(withOldTime, old) ? old : quote;
  });
  const isUnchanged = after.generatedAt === now && quotes.every((quote) => known.get(quote.id) === quote);
  return { ...after, quotes, generatedAt: isUnchanged ? before.generatedAt : after.generatedAt };
}

/**
 * Whether a quote is certainly older than another one. Returns false if either quote has no time, or if `isLater`
 * cannot compare the times.
 */
export const isOlder = ({ asOf }: Quote, other: Quote): boolean =>
  asOf !== null && other.asOf !== null && isLater(other.asOf, asOf);

/** Whether two quotes have the same value in every field. */
export const sameQuote = (one: Quote, other: Quote | undefined): boolean =>
  one === other ||
  (other !== undefined &&
    Object.entries(one).every(([name, value]: [string, unknown]) => sameValue(value, other[name as keyof Quote])));

/** Whether two values of a feed are equal. Objects and arrays are compared by their content. */
export const sameValue = (one: unknown, other: unknown): boolean =>
  one === other || (one instanceof Object && JSON.stringify(one) === JSON.stringify(other));
