import type { Failure } from './feed/types.js';
import type { FailureKind } from './feed/fetch-json.js';
import type { Issue, Quote } from './model/quote.js';

/** They bubble, so that a page can listen once for all its strips, and end at the root that the tag stands in. */
class TickerEvent extends Event {
  constructor(name: string, detail: object, cancelable = false) {
    super(`market-ticker-${name}`, { bubbles: true, cancelable });
    Object.assign(this, detail);
  }
}

/** New values have been taken over and painted. */
export class MarketTickerUpdateEvent extends TickerEvent {
  /** All quotes that are shown, as they are now. */
  declare readonly quotes: readonly Quote[];
  /** The ids that are new or not the same. */
  declare readonly changed: readonly string[];

  constructor(quotes: readonly Quote[], changed: readonly string[]) {
    super('update', { quotes, changed });
  }
}

/** The feed was read, but some of it was mended, dropped or skipped. Told once for as long as the same is wrong. */
export class MarketTickerIssuesEvent extends TickerEvent {
  /** What was wrong, and what became of it. */
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super('issues', { issues });
  }
}

/** A refresh failed; the old values stay. */
export class MarketTickerErrorEvent extends TickerEvent {
  /** What went wrong. */
  declare readonly kind: FailureKind;
  /** HTTP status, where there was an answer. */
  declare readonly status: number | undefined;
  /** When the next try is due, epoch milliseconds; null when there will be none. */
  declare readonly retryAt: number | null;
  /** What was wrong in the payload, for kind `shape`. */
  declare readonly issues: readonly Issue[];

  constructor(failure: Failure) {
    super('error', failure);
  }
}

/** A reader chose an item that has a `url`. Cancelled, the page goes nowhere. */
export class MarketTickerSelectEvent extends TickerEvent {
  /** The newest one. */
  declare readonly quote: Quote;
  /** The click: whether a new tab is wanted, among other things. */
  declare readonly originalEvent: Event;

  constructor(quote: Quote, originalEvent: Event) {
    super('select', { quote, originalEvent }, true);
  }
}

declare global {
  // Of elements, and of the document and the window that the events bubble to.
  interface GlobalEventHandlersEventMap {
    'market-ticker-update': MarketTickerUpdateEvent;
    'market-ticker-error': MarketTickerErrorEvent;
    'market-ticker-issues': MarketTickerIssuesEvent;
    'market-ticker-select': MarketTickerSelectEvent;
  }
}
