import { round } from './round.js';
import type { Direction, Quote } from './quote.js';

/** The fields of a quote that describe how its price has changed since the previous close. */
export type PriceChange = Pick<Quote, 'change' | 'changePercent' | 'previousClose' | 'direction'>;

export const UNKNOWN_CHANGE: PriceChange = { change: null, changePercent: null, previousClose: null, direction: null };

/**
 * Computes the change of a price from a base price. The base price is the price that the change is measured from,
 * usually the previous close. The percent is null if the base price is zero or less, because no percent can be computed
 * from such a base price. Yahoo's AFRAF had a previous close of 0.
 */
export function computeChange(price: number, base: number): PriceChange {
  return {
    change: round(price - base, 8),
    changePercent: base > 0 ? round((price / base - 1) * 100, 8) : null,
    previousClose: round(base, 8),
    direction: directionOf(price - base),
  };
}

/** Returns the direction of a signed number. */
export function directionOf(change: number): Direction {
  if (change > 0) return 'up';
  return change < 0 ? 'down' : 'flat';
}
