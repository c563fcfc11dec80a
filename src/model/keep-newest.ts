import { keepDecimals } from './decimals.js';
import { isLater } from './parse-time.js';
import type { Feed, Quote } from './quote.js';

/**
 * Returns the newly parsed feed. A quote that is older than the known quote of the same item is replaced with the known
 * quote, because caches can return responses out of order and an old price should not replace a newer one.
 *
 * A quote with the same values as the known quote is also replaced with the known quote, because an item is not
 * rendered again if its quote is still the same object.
 *
 * The parser may have replaced a time in the future with the current time (see `timeParser`). If nothing but this time
 * has changed in an item, the earlier time of the item is kept. The time of the feed is treated in the same way.
 * Otherwise, a feed with a fast clock would look live even after its values stop changing.
 *
 * A known quote from the future is replaced in any case. It was parsed while the reader's clock was wrong.
 *
 * A known quote whose price an update of a stream has changed since the request for the new feed was made is also kept,
 * unless the new quote has this price or is certainly newer.
 *
 * @param before the known feed
 * @param next the newly parsed feed
 * @param now the time at which the new feed was parsed, in epoch ms; Infinity if it was parsed earlier
 * @param atRequest the feed that was known when the new feed was requested
 */
export function keepNewest(before: Feed | undefined, next: Feed, now: number, atRequest = before): Feed {
  if (!before) return next;
  const after = keepDecimals(before, next);
  const known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  const pricesAtRequest = new Map(atRequest?.quotes.map(({ id, price }) => [id, price]));
  const quotes = after.quotes.map((quote) => {
    const old = known.get(quote.id);
    if (!old) return quote;
    const withOldTime = quote.asOf === now ? { ...quote, asOf: old.asOf } : quote;
    const isFromFuture = old.asOf !== null && isLater(old.asOf, now);
    const isUpdated =
      ![quote.price, pricesAtRequest.get(old.id) ?? old.price].includes(old.price) && !isOlder(old, quote);
    return ((isOlder(quote, old) || isUpdated) && !isFromFuture) || sameQuote(withOldTime, old) ? old : quote;
  });
  const isUnchanged = after.generatedAt === now && quotes.every((quote) => known.get(quote.id) === quote);
  return { ...after, quotes, generatedAt: isUnchanged ? before.generatedAt : after.generatedAt };
}

/**
 * Whether a quote is certainly older than another one. Returns false if either quote has no time, or if the times do
 * not show which quote is older.
 */
export const isOlder = ({ asOf }: Quote, other: Quote): boolean =>
  asOf !== null && other.asOf !== null && isLater(other.asOf, asOf);

/** Whether two quotes have the same value in every field. */
export const sameQuote = (one: Quote, other: Quote | undefined): boolean =>
  one === other ||
  (other !== undefined &&
    Object.entries(one).every(([name, value]: [string, unknown]) => sameValue(value, other[name as keyof Quote])));

/** Whether two parsed feeds have the same content, apart from their issues. Times in the future are not compared. */
export function sameFeed(one: Feed, other: Feed, now: number): boolean {
  const merged = keepNewest(one, other, now);
  return sameValue({ ...one, issues: [] }, { ...merged, issues: [] });
}

/** Whether two values of a feed are equal. Objects and arrays are compared by their content. */
export const sameValue = (one: unknown, other: unknown): boolean =>
  one === other || (one instanceof Object && JSON.stringify(one) === JSON.stringify(other));
