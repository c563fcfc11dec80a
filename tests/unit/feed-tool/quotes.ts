import { parseFeed, type Feed, type Quote } from '../../../src/feed.js';

/** The time at which the tests of the merge begin, on a Monday at 10:00 in Seoul. */
export const NOW = Date.parse('2025-06-09T10:00:00+09:00');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Returns a time in Seoul, such as `at('2025-06-09 15:30')`. */
export const at = (time: string): number => Date.parse(`${time.replace(' ', 'T')}+09:00`);

/** Returns a feed of items as a source sends them. A field `asOf` may be a number in epoch ms. */
export function feedOf(...items: object[]): Feed {
  const read = parseFeed({ items }, { now: 4e12 });
  if (read.quotes.length === 0) throw new Error(JSON.stringify(read.issues));
  return read;
}

export function quoteOf(item: object): Quote {
  const [quote] = parseFeed({ items: [{ id: 'other', price: 1 }, item] }, { now: 4e12 }).quotes.slice(1);
  if (!quote) throw new Error('the item is not read');
  return quote;
}
