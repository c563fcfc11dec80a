/** The kind of instrument. It decides the default number of decimals and the words around the change. */
export type Kind = 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';

/**
 * Whether the price rose, fell or stayed the same. Only the number counts, also for exchange rates, whatever a rise means
 * for the reader.
 */
export type Direction = 'up' | 'down' | 'flat';

/** The daily price limit that a price stands at: in Korea 30 % above (상한) or below (하한) the previous close. */
export type Limit = 'upper' | 'lower';

/** The trading session that a market is in, as the feed gives it. It is never guessed from a clock. */
export type MarketState = 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';

/** By how many minutes the numbers are delayed; `'eod'` for end-of-day data; `null` when the feed gives no delay. */
export type Delay = number | 'eod' | null;

/** The source of the numbers, as it is shown to the reader. */
export interface Source {
  readonly name: string;
  /** An http(s) address, or null. */
  readonly url: string | null;
}

/** A name, or one name for each language, by BCP 47 language tag. */
export type Name = string | Readonly<Record<string, string>>;

/**
 * One parsed item of a feed. Every number is finite or null; null means that the feed has no such value, and is shown as a
 * dash, never as 0.
 */
export interface Quote {
  /** Identifies the item in the feed, and is the key for updates. 1–64 characters. */
  readonly id: string;
  /** Plain text of at most 80 characters, or one such text for each language. Where the feed gives no name, it is the id. */
  readonly name: Name;
  readonly kind: Kind;
  readonly price: number | null;
  /** The signed difference from `previousClose`, in the unit of `price`. */
  readonly change: number | null;
  /** The signed change in percent points: −1.03 means −1.03 %. */
  readonly changePercent: number | null;
  /** null where the feed doesn't give it and its other numbers don't determine it to the last digit. */
  readonly previousClose: number | null;
  /** null means that the direction is not known: no arrow is drawn. */
  readonly direction: Direction | null;
  /** The daily limit that the price stands at, as the feed gives it; null when it stands at none, or when that is not known. */
  readonly limit: Limit | null;
  /**
   * How many decimal places `price` and `change` are printed with, 0–8. The number is decided when the item first has a
   * price, and kept from then on, so that the printed digits don't change from tick to tick. Until then it is null, unless
   * the feed gives it.
   */
  readonly decimals: number | null;
  /** ISO 4217 code of the currency that is priced (`USD` in USD/KRW), or null. */
  readonly base: string | null;
  /** ISO 4217 code of the currency that the price is in (`KRW` in USD/KRW), or null. */
  readonly quote: string | null;
  /** How many units of `base` the price is for: 1, 100 or 1000. In Korea, for example, yen are quoted by the hundred. */
  readonly per: number;
  /** The unit of the price, such as `USD/bbl`, or null. */
  readonly unit: string | null;
  /**
   * The as-of time of the price in epoch milliseconds, or null when the feed gives none. Exactly midnight in UTC stands for
   * a date without a time of day.
   */
  readonly asOf: number | null;
  /** The item's own market state; where it has none, the feed's; null where neither has one. */
  readonly state: MarketState | null;
  /** The item's own delay; where it has none, the feed's. */
  readonly delay: Delay;
  /** The item's own source; where it has none, the feed's; null where neither has one. */
  readonly source: Source | null;
  /** An http(s) address, absolute or relative to the page, or null. */
  readonly url: string | null;
  /** Recent prices, oldest first, at most 64; empty when the feed has none. */
  readonly trend: readonly number[];
}

/** What was done about a value that broke a rule. */
export type IssueAction =
  /** Another value is used in its place. */
  | 'mended'
  /** The value is shown as missing. */
  | 'dropped'
  /** The whole item is left out. */
  | 'skipped'
  /** The value is used as it is, and the publisher should check it. */
  | 'kept'
  /** The whole payload is refused; the last good data stay on the page. */
  | 'refused';

/** One value of a feed that broke a rule. */
export interface Issue {
  /**
   * The position of the row in the payload, followed by the field of a canonical item: `items[3].change`. It is empty when
   * the issue is about the payload as a whole.
   */
  readonly path: string;
  /** The value that was found there. */
  readonly value: unknown;
  /** The name of the broken rule, such as `sign-borrowed`. */
  readonly rule: string;
  readonly action: IssueAction;
}

/** Reports that the value of a field, of an item or of the envelope, broke a rule. */
export type ReportIssue = (field: string, rule: string, action: IssueAction) => void;

/** A parsed feed: the result of `parseFeed`. */
export interface Feed {
  readonly quotes: readonly Quote[];
  /** Only present for a partial update: the ids of the items that it removes. */
  readonly removed?: readonly string[];
  /** Only present for a partial update: the names of the envelope fields, such as `notice`, that it removes. */
  readonly removedFields?: readonly string[];
  readonly issues: readonly Issue[];
  /** When the feed was generated, in epoch milliseconds, or null. */
  readonly generatedAt: number | null;
  /** How long the data may be used, in seconds, or null. */
  readonly ttl: number | null;
  readonly delay: Delay;
  readonly state: MarketState | null;
  readonly source: Source | null;
  /** A text that the publisher wants to be shown beside the numbers, at most 200 characters, or null. */
  readonly notice: string | null;
}

/** Whether one of the issues refuses the payload as a whole, so that the last good data stay. */
export const isRefused = (issues: readonly Issue[]): boolean => issues.some(({ action }) => action === 'refused');
