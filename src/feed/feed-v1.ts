// Generated from feed.v1.schema.json by `npm run schema`.

/**
 * Plain text.
 */
export type Text = string;

/**
 * The feed of <market-ticker>, version 1. Unknown fields are ignored, so new fields do not break older readers. A field never changes its meaning within a version.
 */
export interface MarketFeed {
  /**
   * The version of this format. A feed with any other version is refused as a whole.
   */
  version: 1;
  /**
   * When the feed was generated.
   */
  generatedAt?: string;
  /**
   * The polling interval in seconds, unless the tag has an `interval`. Values below 5 count as 5. Default: 60.
   */
  ttl?: number;
  /**
   * The delay of the numbers in minutes, or `eod` for end-of-day data. Null means unknown.
   */
  delay?: number | 'eod' | null;
  /**
   * The trading session. It is shown as stated and never derived from the time.
   */
  state?: 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';
  source?: MarketFeedSource;
  /**
   * A text to show next to the quotes, such as a disclaimer.
   */
  notice?: string;
  /**
   * The quotes, in display order.
   *
   * @maxItems 500
   */
  items: (MarketFeedItem | MarketFeedRemoval)[];
}
/**
 * The source of the numbers. The strip shows the name of the feed’s source next to the time. An item can have its own source, which the strip does not show.
 */
export interface MarketFeedSource {
  /**
   * The name of the source.
   */
  name: string;
  /**
   * The page of the source.
   */
  url?: string;
}
/**
 * One quote.
 */
export interface MarketFeedItem {
  /**
   * The id of the item, unique in the feed. Updates and the tag's `symbols` refer to it; `symbols` cannot name an id that contains a space or comma.
   */
  id: string;
  /**
   * The displayed name: a text, or an object of texts by BCP 47 language tag. Default: the id.
   */
  name?:
    | Text
    | {
        [k: string]: Text;
      };
  /**
   * The kind of instrument. It determines the default decimals and how the change is put into words. Default: `fx` if the item has `base` and `quote`, otherwise `other`.
   */
  kind?: 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';
  /**
   * The last price; for a `rate`, in percent. Null means that there is no value now. Only a rate can be 0, and only rates, commodities and futures can be negative. From 1e15 on, only whole numbers are exact.
   */
  price: number | null;
  /**
   * The signed change from the previous close, in the unit of the price.
   */
  change?: number | null;
  /**
   * The signed change in percent: -1.03 means −1.03 %.
   */
  changePercent?: number | null;
  /**
   * The previous close, from which the change is measured. A missing change and percent are calculated from it.
   */
  previousClose?: number | null;
  /**
   * The direction of the change, for numbers that are written without a sign.
   */
  direction?: 'up' | 'down' | 'flat' | null;
  /**
   * The daily price limit that the price has reached, in Korea 30 % above or below the previous close. It is shown as ↑ or ↓ and read out. Null or missing means none or unknown.
   */
  limit?: 'upper' | 'lower' | null;
  /**
   * The decimals of the price and the change. Default: 2 for an index and for pairs quoted in KRW or JPY, 4 for other pairs, 3 for a rate, 6 for crypto below 1, otherwise 2; more for prices below 0.1.
   */
  decimals?: number;
  /**
   * The base currency: USD in USD/KRW. Default: taken from an id such as USD/KRW.
   */
  base?: string;
  /**
   * The quote currency, in which the price is given: KRW in USD/KRW. Default: taken from an id such as USD/KRW.
   */
  quote?: string;
  /**
   * The number of units of the base currency that the price is for. Korea quotes the yen per 100. Default: 1.
   */
  per?: 1 | 100 | 1000;
  /**
   * The unit of the price, such as USD/bbl.
   */
  unit?: string;
  /**
   * The as-of time of the price. A date without a time of day is shown as a date.
   */
  asOf?: string;
  /**
   * The trading session of the item's market. Default: that of the feed.
   */
  state?: 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';
  /**
   * The delay of the item. Default: that of the feed.
   */
  delay?: number | 'eod' | null;
  source?: MarketFeedSource;
  /**
   * The page that the item links to: http or https, absolute or relative to your page. It opens in the same tab.
   */
  url?: string;
  /**
   * A square picture, such as a flag or logo, shown before the name. It has no alternative text. http or https, absolute or relative to your page.
   */
  icon?: string;
  /**
   * Recent prices for a small chart, oldest first.
   *
   * @maxItems 64
   */
  trend?: number[];
}
/**
 * In a partial update of a stream: removes the item.
 */
export interface MarketFeedRemoval {
  /**
   * The id of the item to remove.
   */
  id: string;
  /**
   * Always true.
   */
  removed: true;
}
