import type { Feed, Quote } from './quote.js';
import { isDate } from './read-time.js';

/**
 * A new answer, with what is known already where that is newer: caches answer out of order, and an old price must not come
 * back. A date alone is no moment to compare with.
 *
 * A time from the future was taken for now. Where nothing else of the item is new it stays what it was, or a feed that
 * stands still would look live for as long as its clock is ahead.
 *
 * @param before the answer before, of the same feed
 * @param now when the new one was read, epoch milliseconds
 */
export function keepNewest(before: Feed | undefined, after: Feed, now: number): Feed {
  const known = new Map(before?.quotes.map((quote) => [quote.id, quote]));
  const quotes = after.quotes.map((quote) => {
    const old = known.get(quote.id);
    return old && (isOlder(quote, old) || (quote.asOf === now && isSame(quote, old))) ? old : quote;
  });
  const still = before && after.generatedAt === now && quotes.every((quote) => known.get(quote.id) === quote);
  return { ...after, quotes, generatedAt: still ? before.generatedAt : after.generatedAt };
}

const isOlder = ({ asOf }: Quote, old: Quote): boolean =>
  !!asOf && !!old.asOf && !isDate(asOf) && !isDate(old.asOf) && asOf < old.asOf;

/** The same but for the time. All fields are JSON values, written in one order by one function. */
const isSame = (quote: Quote, old: Quote): boolean =>
  JSON.stringify({ ...quote, asOf: old.asOf }) === JSON.stringify(old);
