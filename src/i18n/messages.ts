import type { Limit, MarketState, Quote } from '../model/quote.js';

/**
 * All texts that the element shows or that a screen reader reads out, in one language. `en.ts` is the model for a
 * translation. Messages start with a capital letter where the language has one, except where the description says that
 * the text stands inside a longer one.
 */
export interface Messages {
  /** The BCP 47 tag of the language of these messages. Screen readers choose their voice by it. */
  readonly lang: string;
  /** The accessible name of the whole strip. It is only read out, and a publisher can replace it. */
  readonly label: string;
  /** The name of the button that stops the strip. */
  readonly pause: string;
  /** The name of the button that starts the strip again. */
  readonly play: string;
  /** The name of the button that moves the strip back to the items before the visible ones. */
  readonly previous: string;
  /** The name of the button that moves the strip forward to the items after the visible ones. */
  readonly next: string;
  /**
   * The change of one item's price, as a screen reader reads it out after the name and the price: `up 43.72 points,
   * 1.56 percent`. Sighted readers see an arrow, signs and colours instead. The text stands after a comma, so it starts
   * in lower case.
   *
   * @param direction whether the price has risen or fallen
   * @param change the amount without its sign, such as `43.72`; empty when only the percentage is known
   * @param percent the percentage without its sign and without `%`, such as `1.56`; empty when only the amount is known
   * @param kind the kind of the item: the change of an `index` is counted in points
   */
  readonly priceChange: (direction: 'up' | 'down', change: string, percent: string, kind: Quote['kind']) => string;
  /** Read out instead of `priceChange` when the price has not changed. It starts in lower case. */
  readonly unchanged: string;
  /**
   * Read out after `priceChange` when the price stands at the highest or lowest price that the exchange allows that
   * day.
   */
  readonly limits: Readonly<Record<Limit, string>>;
  /** Read out after the name of an item that has no price. It starts in lower case. */
  readonly noValue: string;
  /**
   * How late the prices are, as the feed states it.
   *
   * @param minutes the delay in minutes; 0 means real time
   */
  readonly delay: (minutes: number) => string;
  /** Shown instead of `delay` when the prices are those of the end of a trading day. */
  readonly endOfDay: string;
  /** Shown at an item whose trading session is unknown, while the strip names one session for the other items. */
  readonly unknownState: string;
  /** Shown at an item whose delay is unknown, while the strip names one delay for the other items. */
  readonly unknownDelay: string;
  /**
   * When the prices were made.
   *
   * @param time the time in the reader's format, such as `15:30 GMT+9` or `Jun 8`
   */
  readonly asOf: (time: string) => string;
  /** The status text while the first data are being loaded. */
  readonly loading: string;
  /** The status text when the prices are older than they should be. It is also shown at a single old item. */
  readonly stale: string;
  /** The status text when the last update has failed. The strip then keeps the prices that it had. */
  readonly error: string;
  /** Read out once when the prices are up to date again after the status text was `stale` or `error`. */
  readonly recovered: string;
  /** There is no status text while the element has no feed to load. */
  readonly idle?: undefined;
  /** There is no status text while the prices are up to date. */
  readonly live?: undefined;
  /** The names of the trading sessions. A session that has no name here is not shown. */
  readonly states: Readonly<Partial<Record<MarketState, string>>>;
}
