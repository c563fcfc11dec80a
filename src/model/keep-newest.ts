import { keepDecimals } from './decimals.js';
import { isLater } from './parse-time.js';
import type { Feed, Quote } from './quote.js';

/**
 * Returns the new answer with the known quote in place of each quote that is older, because caches answer out of order and an
 * old price must not come back. A date and a moment are compared only where they are a day apart. The known quote also
 * replaces one with the same values: a quote that stays the same object is not rendered again.
 *
 * The parser replaces a time from the future by the present. Where nothing else about such an item is new, its earlier time
 * is kept: otherwise a feed that no longer changes would look live for as long as its clock is ahead.
 *
 * @param before the previous answer of the same feed
 * @param answer the new answer
 * @param now when the new answer was parsed, in epoch milliseconds
 */
export function keepNewest(before: Feed | undefined, answer: Feed, now: number): Feed {
  if (!before) return answer;
  const after = keepDecimals(before, answer);
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

/** Whether a quote is certainly older than another one. Without both times that is never certain. */
export const isOlder = ({ asOf }: Quote, other: Quote): boolean =>
  asOf !== null && other.asOf !== null && isLater(other.asOf, asOf);

/** Whether two quotes have the same value in every field. */
export const sameQuote = (one: Quote, other: Quote | undefined): boolean =>
  one === other ||
  (other !== undefined &&
    Object.entries(one).every(([name, value]: [string, unknown]) => sameValue(value, other[name as keyof Quote])));

/** Whether two values of a feed are the same. Objects and arrays are compared by their content. */
export const sameValue = (one: unknown, other: unknown): boolean =>
  one === other || (one instanceof Object && JSON.stringify(one) === JSON.stringify(other));
