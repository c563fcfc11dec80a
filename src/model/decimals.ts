import type { Feed, Kind, Quote } from './quote.js';

/**
 * The quotes whose decimals were worked out from their price, and were not given by the feed. It is asked of an answer that has
 * just been read: a copy, as another tab has it, keeps the decimals that it came with.
 */
const workedOut = new WeakSet<Quote>();

/**
 * The usual decimals of an item (contract §3). Below a tenth there are as many as four digits of the price need: 0.0000381 is not
 * 0.0000.
 *
 * @param quote the currency that it is priced in, or null
 */
export function usualDecimals(kind: Kind, quote: string | null, price: number): number {
  if (kind === 'rate') return 3;
  const isWon = quote !== null && /KRW|JPY/.test(quote);
  const small = price > 0 && price < 0.1 ? Math.min(8, 3 - Math.floor(Math.log10(price))) : 0;
  const usual = kind === 'fx' && !isWon ? 4 : kind !== 'crypto' ? 2 : price < 1 ? 6 : isWon && price >= 1000 ? 0 : 2;
  return Math.max(usual, small);
}

/** Remembers that the decimals of a quote were worked out. */
export function markWorkedOut(quote: Quote): Quote {
  workedOut.add(quote);
  return quote;
}

/**
 * The decimals that an item has had so far, or the usual ones where it has none yet, or where the price would be printed as zero
 * with them.
 */
export function keptDecimals(before: number | null, usual: number | null, price: number | null): number | null {
  const printsZero = before !== null && !!price && Math.abs(price) < 0.5 * 10 ** -before;
  return before === null || printsZero ? usual : before;
}

/**
 * A new answer with the decimals that its items have had so far, unless it gives others itself: a price that passes 0.1, or a coin
 * that passes 1, must not change its digits from tick to tick.
 */
export function keepDecimals(before: Feed | undefined, after: Feed): Feed {
  const known = new Map(before?.quotes.map(({ id, decimals }) => [id, decimals]));
  const quotes = after.quotes.map((quote) => {
    if (!workedOut.has(quote)) return quote;
    const decimals = keptDecimals(known.get(quote.id) ?? null, quote.decimals, quote.price);
    return decimals === quote.decimals ? quote : { ...quote, decimals };
  });
  return { ...after, quotes };
}
