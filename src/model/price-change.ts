import { round } from './round.js';
import type { Direction, Quote } from './quote.js';

/** The fields of a quote that say how its price has changed since the previous close. */
export type PriceChange = Pick<Quote, 'change' | 'changePercent' | 'previousClose' | 'direction'>;

export const UNKNOWN_CHANGE: PriceChange = { change: null, changePercent: null, previousClose: null, direction: null };

/**
 * Computes the change from a base price to a price. The percent is null for a base of zero or less, by which nothing is
 * divided (AFRAF came with a previous close of 0).
 */
export function computeChange(price: number, base: number): PriceChange {
  return {
    change: round(price - base, 8),
    changePercent: base > 0 ? round((price / base - 1) * 100, 8) : null,
    previousClose: round(base, 8),
    direction: directionOf(price - base),
  };
}

/** The direction of a signed number. */
export function directionOf(change: number): Direction {
  if (change > 0) return 'up';
  return change < 0 ? 'down' : 'flat';
}
