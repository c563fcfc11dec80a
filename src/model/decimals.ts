import type { Feed, Kind, Quote } from './quote.js';

/**
 * The quotes whose decimals were derived from the price, because the feed gave none. Only a quote that has just been parsed
 * is looked up here: a copy, such as one that another tab has sent, keeps its decimals.
 */
const withDerivedDecimals = new WeakSet<Quote>();

/** Remembers that the decimals of a quote were derived from its price. */
export function markDerivedDecimals(quote: Quote): Quote {
  withDerivedDecimals.add(quote);
  return quote;
}

/**
 * Returns the default decimals of an item. A price below 0.1 gets as many decimals as four of its digits need, at most
 * 8, so that 0.0000381 is not printed as 0.0000.
 *
 * @param currency the currency that the price is in, or null
 */
export function defaultDecimals(kind: Kind, currency: string | null, price: number): number {
  if (kind === 'rate') return 3;
  const forSmallPrice = price > 0 && price < 0.1 ? Math.min(8, 3 - Math.floor(Math.log10(price))) : 0;
  return Math.max(decimalsOfKind(kind, currency, price), forSmallPrice);
}

function decimalsOfKind(kind: Kind, currency: string | null, price: number): number {
  // A part of the code is enough: JPYC is a yen, too.
  const isWonOrYen = currency !== null && (currency.includes('KRW') || currency.includes('JPY'));
  if (kind === 'fx') return isWonOrYen ? 2 : 4;
  if (kind !== 'crypto') return 2;
  if (price < 1) return 6;
  return isWonOrYen && price >= 1000 ? 0 : 2;
}

/**
 * Chooses between the decimals that an item has had so far and its default ones. The default ones are used where the item
 * has had none yet, and where the price would be printed as zero with the earlier ones.
 */
export function chooseDecimals(earlier: number | null, byDefault: number | null, price: number | null): number | null {
  if (earlier === null) return byDefault;
  const printsZero = price !== null && price !== 0 && Math.abs(price) < 0.5 * 10 ** -earlier;
  return printsZero ? byDefault : earlier;
}

/**
 * Returns the new answer with the decimals that its items have had so far, except where the answer itself gives decimals. A
 * price that passes 0.1, or a coin that passes 1, must not change its number of digits from tick to tick.
 */
export function keepDecimals(before: Feed | undefined, answer: Feed): Feed {
  const earlier = new Map(before?.quotes.map(({ id, decimals }) => [id, decimals]));
  const quotes = answer.quotes.map((quote) => {
    if (!withDerivedDecimals.has(quote)) return quote;
    const decimals = chooseDecimals(earlier.get(quote.id) ?? null, quote.decimals, quote.price);
    return decimals === quote.decimals ? quote : { ...quote, decimals };
  });
  return { ...answer, quotes };
}
