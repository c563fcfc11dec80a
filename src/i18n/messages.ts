import type { Limit, MarketState } from '../model/quote.js';

/**
 * All texts that the element shows or a screen reader reads out, in one language. Use `en.ts` as the model for a
 * translation. If the language has capital letters, each message starts with one, unless the description below states
 * that the message starts in lower case.
 */
export interface Messages {
  /** The language of these messages as a BCP 47 tag. A screen reader chooses its voice according to this tag. */
  readonly lang: string;
  /** The accessible name of the whole strip. The name is read out but not shown. A publisher can replace it. */
  readonly label: string;
  /** The name of the button that pauses the strip. */
  readonly pause: string;
  /** The name of the button that starts the strip. */
  readonly play: string;
  /**
   * The names of the two buttons that stand side by side if the reader's system requests reduced motion: the first stops
   * new values, the second starts the motion.
   */
  readonly pauseUpdates: string;
  readonly startMotion: string;
  /**
   * The texts that are read out after the reader has paused or started all strips of the page. The accessible name of the
   * strip and `comma` precede them, so they start in lower case.
   */
  readonly paused: string;
  readonly playing: string;
  /** The name of the button that moves the strip back to the previous item. */
  readonly previous: string;
  /** The name of the button that moves the strip forward to the next item. */
  readonly next: string;
  /**
   * The price change of one item, such as `up 43.72 points, 1.56 percent`. A screen reader reads out this text after
   * the name and the price. Sighted readers see an arrow, signs and colours instead. `comma` precedes the text, so the
   * text starts in lower case.
   *
   * @param direction whether the price has risen or fallen
   * @param change the change without its sign, such as `43.72`; empty if the change is unknown
   * @param percent the percentage without its sign and without `%`, such as `1.56`; empty if the percentage is unknown
   * @param unit `index` for points, or the currency of an exchange rate, such as `KRW`, if it has one
   */
  readonly priceChange: (direction: 'up' | 'down', change: string, percent: string, unit?: string | null) => string;
  /** The word that is read out before a number below zero, with a space between them. */
  readonly minus: string;
  /** Separates the parts of what is read out, where sighted readers see ` · `. */
  readonly comma: string;
  /** The text that replaces `priceChange` if the price has not changed. It starts in lower case. */
  readonly unchanged: string;
  /**
   * The texts that are read out after `priceChange` if the price is the highest (`upper`) or lowest (`lower`) that the
   * exchange allows on that day. They start in lower case.
   */
  readonly limits: Readonly<Record<Limit, string>>;
  /** The text that is read out instead of `priceChange` if an item has no price. It starts in lower case. */
  readonly noValue: string;
  /**
   * The delay of the prices, as stated by the feed.
   *
   * @param minutes the delay in minutes; 0 means real time
   */
  readonly delay: (minutes: number) => string;
  /** Shown instead of `delay` if the prices are from the end of a trading day. */
  readonly endOfDay: string;
  /** Shown beside an item whose trading session is unknown, if the feed states a session. */
  readonly unknownState: string;
  /** Shown beside an item whose delay is unknown, if the feed states a delay other than 0. */
  readonly unknownDelay: string;
  /**
   * The as-of time of the prices.
   *
   * @param time the formatted time, such as `15:30 KST` or `Jun 8`
   */
  readonly asOf: (time: string) => string;
  /** The status text while the first data are loading. */
  readonly loading: string;
  /**
   * The status text if the data are stale. If only some items are stale, the text is shown beside these items instead.
   */
  readonly stale: string;
  /** The status text if the last refresh has failed. The strip continues to show the previous prices, if any. */
  readonly error: string;
  /** The text that is read out once if the prices are up to date again after `stale` or `error` was shown. */
  readonly recovered: string;
  /** Always undefined, because no status text is shown while the publisher has not set a feed. */
  readonly idle?: undefined;
  /** Always undefined, because no status text is shown while the prices are up to date. */
  readonly live?: undefined;
  /** The names of the trading sessions. A session without a name is not shown. */
  readonly states: Readonly<Partial<Record<MarketState, string>>>;
}
