/** What an item is. It decides the default decimals and the words around its change. */
export type Kind = 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';

/** Which way the number went, whatever that means for the reader: for FX too the number decides. */
export type Direction = 'up' | 'down' | 'flat';

/** The daily limit that a price stands at: in Korea 30 % above (상한) or below (하한) the previous close. */
export type Limit = 'upper' | 'lower';

/** The session that a market is in, as the feed says it; never guessed from a clock. */
export type MarketState = 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';

/** How late the numbers are: minutes, `'eod'` for end-of-day data, `null` when the feed does not say. */
export type Delay = number | 'eod' | null;

/** Where numbers come from, as the reader is told. */
export interface Source {
  readonly name: string;
  /** An http(s) address, or null. */
  readonly url: string | null;
}

/** A name, or names by BCP 47 language. */
export type Name = string | Readonly<Record<string, string>>;

/**
 * One item of the feed, read. Every number is finite or null; null means that the feed has no such value,
 * and is shown as a dash, never as 0.
 */
export interface Quote {
  /** Unique in the feed; the key for updates. 1–64 characters. */
  readonly id: string;
  /** Plain text of at most 80 characters, or such texts by language. The id where the feed gives no name. */
  readonly name: Name;
  readonly kind: Kind;
  readonly price: number | null;
  /** Signed, in the unit of `price`, against `previousClose`. */
  readonly change: number | null;
  /** Signed, in percent points: −1.03 means −1.03 %. */
  readonly changePercent: number | null;
  /** null where the feed doesn't give it and its numbers don't tell it to the last digit. */
  readonly previousClose: number | null;
  /** null: not known, so no arrow is drawn. */
  readonly direction: Direction | null;
  /** The daily limit that the price stands at, as the feed says; null: at none, or not known. */
  readonly limit: Limit | null;
  /**
   * Decimal places to print `price` and `change` with, 0–8. Decided when the item first has a price, and kept then, so that no
   * number changes its digits from tick to tick; null until then, unless the feed gives them.
   */
  readonly decimals: number | null;
  /** ISO 4217 code of the currency that is priced (`USD` in USD/KRW), or null. */
  readonly base: string | null;
  /** ISO 4217 code of the currency that it is priced in (`KRW` in USD/KRW), or null. */
  readonly quote: string | null;
  /** How many units of `base` the price is for: 1, 100 or 1000. Yen are quoted by the hundred in Korea. */
  readonly per: number;
  /** The unit of the price, such as `USD/bbl`, or null. */
  readonly unit: string | null;
  /**
   * When the price was made: epoch milliseconds, or null when the feed does not say. Midnight in UTC is how a date alone
   * is told.
   */
  readonly asOf: number | null;
  /** The item's own state, else the feed's, else null. */
  readonly state: MarketState | null;
  /** The item's own delay, else the feed's. */
  readonly delay: Delay;
  /** The item's own source, else the feed's, else null. */
  readonly source: Source | null;
  /** An http(s) address, absolute or relative to the page, or null. */
  readonly url: string | null;
  /** Recent prices, oldest first, at most 64; empty when the feed has none. */
  readonly trend: readonly number[];
}

/** What became of the value that broke a rule. */
export type IssueAction =
  /** Another value stands in for it. */
  | 'mended'
  /** The value is shown as missing. */
  | 'dropped'
  /** The whole item is left out. */
  | 'skipped'
  /** It is used as it is, and worth a look. */
  | 'kept'
  /** The whole feed is refused; the last good data stay. */
  | 'refused';

/** One thing in a feed that was not as it should be. */
export interface Issue {
  /**
   * The row's place in the payload, then the field of a canonical item that it is about: `items[3].change`. For the payload
   * as a whole it is empty.
   */
  readonly path: string;
  /** What stood there. */
  readonly value: unknown;
  /** The broken rule's name, like `sign-borrowed`. */
  readonly rule: string;
  readonly action: IssueAction;
}

/** A feed, read: what `parseFeed` returns. */
export interface Feed {
  readonly quotes: readonly Quote[];
  /** Of a partial update alone: ids that it takes away. */
  readonly removed?: readonly string[];
  /** Of a partial update alone: what of the feed itself it says there is none of any more, as `notice`. */
  readonly gone?: readonly string[];
  readonly issues: readonly Issue[];
  /** Epoch milliseconds, or null. */
  readonly generatedAt: number | null;
  /** How long the data may be used, in seconds, or null. */
  readonly ttl: number | null;
  readonly delay: Delay;
  readonly state: MarketState | null;
  readonly source: Source | null;
  /** What the publisher wants to be read beside the numbers, at most 200 characters, or null. */
  readonly notice: string | null;
}

/** Whether one of the issues refuses the payload as a whole, so that the last good data stay. */
export const isRefused = (issues: readonly Issue[]): boolean => issues.some(({ action }) => action === 'refused');
