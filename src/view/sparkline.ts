import type { Quote } from '../model/quote.js';

/** The size of the SVG view box. */
const WIDTH = 60;
const HEIGHT = 20;
/**
 * The space above and below the line, in view box units. Without this space, the edge of the box would cut off half of
 * the stroke.
 */
const MARGIN = 2;

/** The path data of a small line chart of recent prices. The chart has two SVG paths in a view box of 60 × 20. */
export interface Sparkline {
  /** The line through the prices, from the oldest to the newest. */
  readonly line: string;
  /** A horizontal line at the previous close; empty if the previous close is unknown. */
  readonly baseline: string;
}

/**
 * Creates the chart of a quote. Returns undefined if there are fewer than two prices, because a line needs two points.
 */
export function sparkline({ trend = [], previousClose = null }: Partial<Quote>): Sparkline | undefined {
  if (trend.length < 2) return undefined;
  // The scale includes the previous close, so that the chart shows how far the prices are from the previous close.
  const scale = previousClose === null ? trend : [...trend, previousClose];
  const min = Math.min(...scale);
  const max = Math.max(...scale);
  const x = (index: number): number => toTenths((index / (trend.length - 1)) * WIDTH);
  const y = (price: number): number => {
    // If all prices are equal, the line is in the middle of the box.
    if (min === max) return HEIGHT / 2;
    return toTenths(MARGIN + ((max - price) / (max - min)) * (HEIGHT - 2 * MARGIN));
  };
  return {
    line: `M${trend.map((price, index) => `${x(index)} ${y(price)}`).join('L')}`,
    baseline: previousClose === null ? '' : `M0 ${y(previousClose)}H${WIDTH}`,
  };
}

/** Rounds to one decimal, which is finer than a pixel and keeps the path short. */
const toTenths = (length: number): number => Math.round(length * 10) / 10;
