/** What an item is. It decides the default decimals and the words around its change. */
export type Kind = 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'rate' | 'other';

/** Which way the number went, whatever that means for the reader: for FX too the number decides. */
export type Direction = 'up' | 'down' | 'flat';

/** The session that a market is in, as the feed says it; never guessed from a clock. */
export type MarketState = 'pre' | 'open' | 'auction' | 'post' | 'closed' | 'holiday' | 'halted' | 'unknown';

/** How late the numbers are: minutes, `'eod'` for end-of-day data, `null` when the feed does not say. */
export type Delay = number | 'eod' | null;

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
  readonly previousClose: number | null;
  /** null: not known, so no arrow is drawn. */
  readonly direction: Direction | null;
  /** Decimal places to print `price` and `change` with, 0–8. */
  readonly decimals: number;
  /** ISO 4217 code of the currency that is priced (`USD` in USD/KRW), or null. */
  readonly base: string | null;
  /** ISO 4217 code of the currency that it is priced in (`KRW` in USD/KRW), or null. */
  readonly quote: string | null;
  /** When the price was made: epoch milliseconds, or null when the feed does not say. */
  readonly asOf: number | null;
  /** The item's own state, else the feed's, else null. */
  readonly state: MarketState | null;
  /** The item's own delay, else the feed's. */
  readonly delay: Delay;
}

/** What became of the value that broke a rule. */
export type IssueAction =
  /** Another value stands in for it. */
  | 'mended'
  /** The value is shown as missing. */
  | 'dropped'
  /** The whole item is left out. */
  | 'skipped'
  /** The whole feed is refused; the last good data stay. */
  | 'refused';

/** One thing in a feed that was not as it should be. */
export interface Issue {
  /** Where in the payload, like `items[3].change`; empty for the payload as a whole. */
  readonly path: string;
  readonly value: unknown;
  /** The broken rule's name, like `sign-borrowed`. */
  readonly rule: string;
  readonly action: IssueAction;
}

/** A feed, read: what `parseFeed` returns. */
export interface Feed {
  readonly quotes: readonly Quote[];
  readonly issues: readonly Issue[];
  /** Epoch milliseconds, or null. */
  readonly generatedAt: number | null;
  /** How long the data may be used, in seconds, or null. */
  readonly ttl: number | null;
  readonly delay: Delay;
  readonly state: MarketState | null;
}
