import type { Feed, Kind, Quote } from './quote.js';

/**
 * The quotes whose decimals were derived from the price, because the feed does not state them. Only these decimals may
 * be replaced later. The set contains only the objects that the parser created. A copy of such a quote, such as one that
 * another tab has sent, is not in the set, so its decimals are treated as if the feed had stated them.
 */
const withDerivedDecimals = new WeakSet<Quote>();

/** Records that the decimals of a quote were derived from its price. */
export function markDerivedDecimals(quote: Quote): Quote {
  withDerivedDecimals.add(quote);
  return quote;
}

/**
 * Returns the default decimals of an item. A positive price below 0.1 gets enough decimals for four significant digits,
 * but at most 8, so that 0.0000381 is not printed as 0.0000. A rate always gets 3 decimals.
 *
 * @param currency the currency that the price is in, or null
 */
export function defaultDecimals(kind: Kind, currency: string | null, price: number): number {
  if (kind === 'rate') return 3;
  const forSmallPrice = price > 0 && price < 0.1 ? Math.min(8, 3 - Math.floor(Math.log10(price))) : 0;
  return Math.max(decimalsOfKind(kind, currency, price), forSmallPrice);
}

function decimalsOfKind(kind: Kind, currency: string | null, price: number): number {
  // The code only has to contain `KRW` or `JPY`, so that `JPYC`, a yen stablecoin, is treated like the yen.
  const isWonOrYen = currency !== null && (currency.includes('KRW') || currency.includes('JPY'));
  if (kind === 'fx') return isWonOrYen ? 2 : 4;
  if (kind !== 'crypto') return 2;
  if (price < 1) return 6;
  return isWonOrYen && price >= 1000 ? 0 : 2;
}

/**
 * Returns the earlier decimals of an item. Returns the default decimals instead if there are no earlier decimals, or if
 * the earlier decimals would print a nonzero price as zero.
 */
export function chooseDecimals(earlier: number | null, byDefault: number | null, price: number | null): number | null {
  if (earlier === null) return byDefault;
  const printsZero = price !== null && price !== 0 && Math.abs(price) < 0.5 * 10 ** -earlier;
  return printsZero ? byDefault : earlier;
}

/**
 * Returns the newly parsed feed with the decimals that each item had before. An item gets new decimals only if the new
 * feed states them, or if `chooseDecimals` does not return the earlier decimals.
 *
 * Without this function, the number of printed digits would change, for example, whenever a price crosses 0.1 or the
 * price of a coin crosses 1.
 */
export function keepDecimals(before: Feed | undefined, next: Feed): Feed {
  const earlier = new Map(before?.quotes.map(({ id, decimals }) => [id, decimals]));
  const quotes = next.quotes.map((quote) => {
    if (!withDerivedDecimals.has(quote)) return quote;
    const decimals = chooseDecimals(earlier.get(quote.id) ?? null, quote.decimals, quote.price);
    return decimals === quote.decimals ? quote : { ...quote, decimals };
  });
  return { ...next, quotes };
}
