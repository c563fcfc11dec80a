/** The kind of instrument. It determines the default number of decimals and how the change is put into words. */
export type Kind = 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';

/**
 * Whether the price rose, fell or stayed the same. The direction does not depend on whether a rise is good or bad for
 * the reader. For example, a rise of USD/KRW is `up`, although the won has become weaker.
 */
export type Direction = 'up' | 'down' | 'flat';

/**
 * The daily price limit that a price has reached. In Korea the limits are 30 % above (상한) and below (하한) the previous
 * close.
 */
export type Limit = 'upper' | 'lower';

/** The trading session of a market, as stated by the feed. It is never guessed from a clock. */
export type MarketState = 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';

/** The delay of the numbers in minutes, `'eod'` for end-of-day data, or null if the feed states no delay. */
export type Delay = number | 'eod' | null;

/** The source of the numbers, as shown to the reader. */
export interface Source {
  readonly name: string;
  /** An http(s) URL, absolute or relative to the publisher's page, or null. */
  readonly url: string | null;
}

/** A name, or an object that maps BCP 47 language tags to names. */
export type Name = string | Readonly<Record<string, string>>;

/**
 * One parsed item of a feed. Every number is finite or null. If a number is null, the feed contains no usable value,
 * and a dash is shown instead of 0.
 */
export interface Quote {
  /** The identifier of the item in the feed, and its key in updates. It has 1 to 64 characters. */
  readonly id: string;
  /** Plain text of at most 80 characters, or one such text per language. It is the id if the feed contains no name. */
  readonly name: Name;
  readonly kind: Kind;
  readonly price: number | null;
  /** The signed difference from `previousClose`, in the unit of `price`. */
  readonly change: number | null;
  /** The signed change in percent, for example −1.03 for −1.03 %. */
  readonly changePercent: number | null;
  /** The previous close. It is null if the feed neither contains it nor determines it to the last digit. */
  readonly previousClose: number | null;
  /** The direction of the change. If it is null, the direction is unknown and no arrow is drawn. */
  readonly direction: Direction | null;
  /**
   * The daily limit that the price has reached. It is null if the price has reached no limit or if the limit is
   * unknown.
   */
  readonly limit: Limit | null;
  /**
   * The number of decimals that `price` and `change` are printed with, from 0 to 8. If the feed does not state this
   * number, it is derived from the first price and kept afterwards, so that the number of printed digits does not
   * change from tick to tick. It is derived again if a later nonzero price would be printed as zero. It is null if the
   * feed has stated neither the decimals nor a price.
   */
  readonly decimals: number | null;
  /** Code of the base currency, usually from ISO 4217 (`USD` in USD/KRW), or null. */
  readonly base: string | null;
  /** Code of the currency that the price is in, usually from ISO 4217 (`KRW` in USD/KRW), or null. */
  readonly quote: string | null;
  /**
   * The number of units of `base` that the price applies to: 1, 100 or 1000. Korean rates for the yen apply to 100 yen.
   */
  readonly per: number;
  /** The unit of the price, such as `USD/bbl`, or null. */
  readonly unit: string | null;
  /**
   * The as-of time of the price in epoch ms, or null if it is unknown. Exactly midnight in UTC means a date without a
   * time of day.
   */
  readonly asOf: number | null;
  /** The market state of the item, inherited from the feed if the item has none. It is null if neither has one. */
  readonly state: MarketState | null;
  /** The delay of the item, inherited from the feed if the item omits it. It is null if the delay is unknown. */
  readonly delay: Delay;
  /** The source of the item, inherited from the feed if the item has none. It is null if neither has one. */
  readonly source: Source | null;
  /** The item URL (http or https), absolute or relative to the publisher's page, or null. */
  readonly url: string | null;
  /** The URL of a square picture (http or https), absolute or relative to the publisher's page, or null. */
  readonly icon: string | null;
  /** At most 64 recent prices, oldest first. The list is empty if the feed contains none. */
  readonly trend: readonly number[];
}

/** How a value that broke a rule was handled. */
export type IssueAction =
  /** Another value is used instead. */
  | 'mended'
  /** The value is shown as missing. */
  | 'dropped'
  /** The whole item or the whole update is left out. */
  | 'skipped'
  /** The value is used as it is, but the publisher should check it. */
  | 'kept'
  /** The whole payload is refused, and the last good data stay on the page. */
  | 'refused';

/** One value of a feed that broke a rule. */
export interface Issue {
  /**
   * The location of the record in the payload and the standard field name, such as `items[3].change`. For a field of
   * the envelope, the path is only the field name. The path is empty if the issue concerns the whole payload.
   */
  readonly path: string;
  /** The value that broke the rule. */
  readonly value: unknown;
  /** The name of the broken rule, such as `sign-borrowed`. */
  readonly rule: string;
  readonly action: IssueAction;
}

/** Reports that a field of an item or of the envelope broke a rule. */
export type ReportIssue = (field: string, rule: string, action: IssueAction) => void;

/** A parsed feed, as returned by `parseFeed`. */
export interface Feed {
  readonly quotes: readonly Quote[];
  /** The ids of the items that a partial update removes. Present only for a partial update. */
  readonly removed?: readonly string[];
  /**
   * The names of the envelope fields that a partial update removes, such as `notice`. Present only for a partial
   * update.
   */
  readonly removedFields?: readonly string[];
  readonly issues: readonly Issue[];
  /** The time in epoch ms at which the feed was generated, or null. */
  readonly generatedAt: number | null;
  /** How long the data may be used, in s, or null if the feed does not state it. */
  readonly ttl: number | null;
  readonly delay: Delay;
  readonly state: MarketState | null;
  readonly source: Source | null;
  /** A text of at most 200 characters to show next to the numbers, or null. */
  readonly notice: string | null;
}

/** Returns an issue that causes the whole payload to be refused. */
export const refusal = (path: string, value: unknown, rule: string): Issue => ({
  path,
  value,
  rule,
  action: 'refused',
});

/** Whether one of the issues causes the whole payload to be refused, so that the last good data stay on the page. */
export const isRefused = (issues: readonly Issue[]): boolean => issues.some(({ action }) => action === 'refused');
