// Generated from feed.v1.schema.json by `npm run schema`.

/**
 * Plain text.
 */
export type Text = string;

/**
 * The feed of <market-ticker>, version 1: what a writer sends. Unknown fields are ignored, so that a later writer does not break an earlier reader; a change of meaning is a new version.
 */
export interface MarketFeed {
  /**
   * The version of this format. Another one is refused whole.
   */
  version: 1;
  /**
   * When the feed was made.
   */
  generatedAt?: string;
  /**
   * How long the feed may be used, in seconds: the polling pace, unless the tag's `interval` says otherwise. Below 5 it is 5.
   */
  ttl?: number;
  /**
   * How late the numbers are: minutes, `eod` for end-of-day data, null where it is not known.
   */
  delay?: number | 'eod' | null;
  /**
   * The session of the market. It is believed, never guessed from a clock.
   */
  state?: 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';
  source?: MarketFeedSource;
  /**
   * What is to be read beside the numbers.
   */
  notice?: string;
  /**
   * The quotes, in the order in which they are shown.
   *
   * @maxItems 500
   */
  items: (MarketFeedItem | MarketFeedRemoval)[];
}
/**
 * Where the numbers come from; an item's own, where it differs from the feed's. The name is shown beside the time.
 */
export interface MarketFeedSource {
  /**
   * What it is called.
   */
  name: string;
  /**
   * Its page.
   */
  url?: string;
}
/**
 * One quote.
 */
export interface MarketFeedItem {
  /**
   * Unique in the feed; the key for updates and for `symbols`. Without spaces and commas it can be named there.
   */
  id: string;
  /**
   * What the reader sees: a text, or texts by BCP 47 language. The id where it is missing.
   */
  name?:
    | Text
    | {
        [k: string]: Text;
      };
  /**
   * What it is. It decides the default decimals and the words around the change; `fx` where base and quote are given, else `other`.
   */
  kind?: 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';
  /**
   * The last price; for `rate` in percent. null: the item is known and has no value now. Above 0, but for rates, commodities and futures. From 1e15 on only whole numbers, as a double holds no others.
   */
  price: number | null;
  /**
   * Signed, against the previous close, in the unit of the price.
   */
  change?: number | null;
  /**
   * Signed, in percent points: -1.03 means −1.03 %.
   */
  changePercent?: number | null;
  /**
   * The close that the change is against.
   */
  previousClose?: number | null;
  /**
   * Which way, where the numbers come without their signs.
   */
  direction?: 'up' | 'down' | 'flat' | null;
  /**
   * The daily limit that the price stands at: in Korea 30 % above or below the previous close. Shown as ↑ or ↓, and said. null or missing: at none, or not known.
   */
  limit?: 'upper' | 'lower' | null;
  /**
   * Decimal places of price and change. Default by kind: index 2, pairs in KRW and JPY 2, other pairs 4, rate 3, crypto 6 below 1, else 2; more for prices below 0.1.
   */
  decimals?: number;
  /**
   * The currency that is priced: USD in USD/KRW. Read from such an id where it is missing.
   */
  base?: string;
  /**
   * The currency that it is priced in: KRW in USD/KRW.
   */
  quote?: string;
  /**
   * How many units of the base the price is for: yen are quoted by the hundred in Korea. Default 1.
   */
  per?: 1 | 100 | 1000;
  /**
   * The unit of the price, such as USD/bbl.
   */
  unit?: string;
  /**
   * When the price was made. A date alone is shown as a date.
   */
  asOf?: string;
  /**
   * The session of its own market, where it differs from the feed's.
   */
  state?: 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';
  /**
   * Its own delay, where it differs from the feed's.
   */
  delay?: number | 'eod' | null;
  source?: MarketFeedSource;
  /**
   * The page of the item: http or https, absolute or relative to the page.
   */
  url?: string;
  /**
   * A square picture, such as a flag or a logo, which is shown before the name and has no text of its own: http or https, absolute or relative to the page.
   */
  icon?: string;
  /**
   * Recent prices, oldest first.
   *
   * @maxItems 64
   */
  trend?: number[];
}
/**
 * For partial updates of a stream: the item is gone.
 */
export interface MarketFeedRemoval {
  /**
   * The item's id.
   */
  id: string;
  /**
   * Always true.
   */
  removed: true;
}
