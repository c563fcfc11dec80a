/** The prices of one day at even intervals. The last price of each interval is kept. */
export interface Trend {
  /** The day, as the number of days since 1 January 1970. */
  readonly day: number;
  /** The time of the first price, in epoch ms. */
  readonly start: number;
  /** The length of an interval in ms. */
  readonly step: number;
  readonly prices: readonly number[];
}

/** The maximum number of prices in a trend, which is also the limit of the feed format. */
const MAX_PRICES = 64;
/** The initial length of the intervals of a day, in ms. */
const FIRST_STEP = 10_000;

/**
 * Adds a price to the trend of a day. A price of another day begins a new trend. When the day has more than 64 intervals,
 * the intervals are merged in pairs. An interval without a price gets the price of the interval before.
 *
 * A price from before the last interval is ignored.
 */
export function addToTrend(trend: Trend | null, day: number, time: number, price: number): Trend {
  if (trend?.day !== day) return { day, start: time, step: FIRST_STEP, prices: [price] };
  let { step, prices } = trend;
  const intervalOf = (time: number): number => Math.floor((time - trend.start) / step);
  if (intervalOf(time) < prices.length - 1) return trend;
  while (intervalOf(time) >= MAX_PRICES) {
    step *= 2;
    prices = prices.filter((_, index) => index % 2 === 1 || index === prices.length - 1);
  }
  const index = intervalOf(time);
  const last = prices.at(-1) ?? price;
  const gap = new Array<number>(Math.max(0, index - prices.length)).fill(last);
  return { ...trend, step, prices: [...prices.slice(0, index), ...gap, price] };
}
