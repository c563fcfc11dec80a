import type { Quote } from '../model/quote.js';

/** The size of the SVG view box. */
const WIDTH = 60;
const HEIGHT = 20;
/** The space above and below the line, so that the edge of the box does not cut half of the stroke off. */
const MARGIN = 2;

/** A small line chart of recent prices: the data of two SVG paths in a view box of 60 × 20. */
export interface Sparkline {
  /** The prices from the oldest to the newest. */
  readonly line: string;
  /** A horizontal line at the previous close; empty when the previous close is unknown. */
  readonly baseline: string;
}

/** @returns undefined when there are fewer than two prices, because two points make the shortest line */
export function sparkline({ trend = [], previousClose = null }: Partial<Quote>): Sparkline | undefined {
  if (trend.length < 2) return undefined;
  // The scale includes the previous close: the line shows how far the day has moved from it.
  const scale = previousClose === null ? trend : [...trend, previousClose];
  const min = Math.min(...scale);
  const max = Math.max(...scale);
  const x = (index: number): number => toTenths((index / (trend.length - 1)) * WIDTH);
  const y = (price: number): number => {
    // Prices that never moved make a line in the middle.
    if (min === max) return HEIGHT / 2;
    return toTenths(MARGIN + ((max - price) / (max - min)) * (HEIGHT - 2 * MARGIN));
  };
  return {
    line: `M${trend.map((price, index) => `${x(index)} ${y(price)}`).join('L')}`,
    baseline: previousClose === null ? '' : `M0 ${y(previousClose)}H${WIDTH}`,
  };
}

/** One decimal is finer than a pixel, and keeps the path short. */
const toTenths = (length: number): number => Math.round(length * 10) / 10;
