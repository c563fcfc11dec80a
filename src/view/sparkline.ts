import type { Quote } from '../model/quote.js';

/** The box of the picture. */
const WIDE = 60;
const HIGH = 20;
/** The line must not be cut at its edges. */
const EDGE = 2;

/** A small line, and the previous close as its base, as SVG paths in a box of 60 by 20. */
export interface Sparkline {
  readonly line: string;
  /** Empty where there is no previous close. */
  readonly baseline: string;
}

/** @returns undefined where there are not two points to draw a line between */
export function sparkline({ trend = [], previousClose = null }: Partial<Quote>): Sparkline | undefined {
  if (trend.length < 2) return undefined;
  // The base belongs to the picture: how far the day is from it is what the line tells.
  const all = previousClose === null ? trend : [...trend, previousClose];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const y = (value: number): number =>
    // What never moved is a line in the middle.
    Math.round((most > least ? EDGE + ((most - value) / (most - least)) * (HIGH - 2 * EDGE) : HIGH / 2) * 10) / 10;
  const x = (index: number): number => Math.round((index / (trend.length - 1)) * WIDE * 10) / 10;
  return {
    line: `M${trend.map((value, index) => `${x(index)} ${y(value)}`).join('L')}`,
    baseline: previousClose === null ? '' : `M0 ${y(previousClose)}H${WIDE}`,
  };
}
