import type { FailureKind } from './feed/load.js';
import type { Issue, Quote } from './model/quote.js';

// They bubble, so that a page can listen once for all its strips, and end at the root that the tag stands in.
const BUBBLES: EventInit = { bubbles: true };

/** New values have been taken over and painted. */
export class MarketTickerUpdateEvent extends Event {
  static readonly type = 'market-ticker-update';
  /** All quotes as they are now. */
  readonly quotes: readonly Quote[];
  /** The ids that are new, gone, or changed. */
  readonly changed: readonly string[];

  constructor(quotes: readonly Quote[], changed: readonly string[]) {
    super(MarketTickerUpdateEvent.type, BUBBLES);
    this.quotes = quotes;
    this.changed = changed;
  }
}

export interface FailureDetail {
  readonly kind: FailureKind;
  readonly status: number | undefined;
  readonly retryAt: number | null;
  readonly issues: readonly Issue[];
}

/** A refresh failed; the old values stay. */
export class MarketTickerErrorEvent extends Event {
  static readonly type = 'market-ticker-error';
  readonly kind: FailureKind;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** When the next try is due, epoch milliseconds; null when there will be none. */
  readonly retryAt: number | null;
  /** What was wrong in the payload, for kind `shape`. */
  readonly issues: readonly Issue[];

  constructor({ kind, status, retryAt, issues }: FailureDetail) {
    super(MarketTickerErrorEvent.type, BUBBLES);
    this.kind = kind;
    this.status = status;
    this.retryAt = retryAt;
    this.issues = issues;
  }
}

/** The feed was read, but items were mended or skipped. */
export class MarketTickerIssuesEvent extends Event {
  static readonly type = 'market-ticker-issues';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(MarketTickerIssuesEvent.type, BUBBLES);
    this.issues = issues;
  }
}

/** A reader chose an item that has a `url`. Cancel it to handle the choice yourself. */
export class MarketTickerSelectEvent extends Event {
  static readonly type = 'market-ticker-select';
  readonly quote: Quote;
  readonly originalEvent: Event;

  constructor(quote: Quote, originalEvent: Event) {
    super(MarketTickerSelectEvent.type, { ...BUBBLES, cancelable: true });
    this.quote = quote;
    this.originalEvent = originalEvent;
  }
}

declare global {
  interface HTMLElementEventMap {
    'market-ticker-update': MarketTickerUpdateEvent;
    'market-ticker-error': MarketTickerErrorEvent;
    'market-ticker-issues': MarketTickerIssuesEvent;
    'market-ticker-select': MarketTickerSelectEvent;
  }
}
