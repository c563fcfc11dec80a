import type { Failure } from './feed/types.js';
import type { FailureKind } from './feed/fetch-json.js';
import type { Issue, Quote } from './model/quote.js';

/**
 * The events bubble, so that a page can listen once for all its strips. They do not leave the shadow root that the tag
 * is in.
 */
class TickerEvent extends Event {
  constructor(name: string, detail: object, cancelable = false) {
    super(`market-ticker-${name}`, { bubbles: true, cancelable });
    Object.assign(this, detail);
  }
}

/** The strip has rendered new values. */
export class MarketTickerUpdateEvent extends TickerEvent {
  /** All quotes that the strip shows, in its order. */
  declare readonly quotes: readonly Quote[];
  /** The ids of the quotes that are new, or differ from those of the last update event. */
  declare readonly changed: readonly string[];

  constructor(quotes: readonly Quote[], changed: readonly string[]) {
    super('update', { quotes, changed });
  }
}

/**
 * The feed could be used, but something in it was mended, dropped or skipped. The event is not repeated while the same
 * issues come with each answer.
 */
export class MarketTickerIssuesEvent extends TickerEvent {
  /** What was wrong in the feed, and how the strip has dealt with it. */
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super('issues', { issues });
  }
}

/** A refresh has failed. The strip goes on showing the old values. */
export class MarketTickerErrorEvent extends TickerEvent {
  /** Why the refresh has failed. */
  declare readonly kind: FailureKind;
  /** The HTTP status, where the server has answered. */
  declare readonly status: number | undefined;
  /** When the next attempt is due, in epoch milliseconds; null when none is planned. */
  declare readonly retryAt: number | null;
  /** What was wrong with the payload. Empty unless `kind` is `shape`. */
  declare readonly issues: readonly Issue[];

  constructor(failure: Failure) {
    super('error', failure);
  }
}

/** A reader has chosen an item that has a `url`. The link is not followed when the event is cancelled. */
export class MarketTickerSelectEvent extends TickerEvent {
  /** The newest quote of the item. */
  declare readonly quote: Quote;
  /** The click event, which tells, among other things, whether the reader wants a new tab. */
  declare readonly originalEvent: Event;

  constructor(quote: Quote, originalEvent: Event) {
    super('select', { quote, originalEvent }, true);
  }
}

declare global {
  // For listeners on elements, and on the document and the window, to which the events bubble.
  interface GlobalEventHandlersEventMap {
    'market-ticker-update': MarketTickerUpdateEvent;
    'market-ticker-error': MarketTickerErrorEvent;
    'market-ticker-issues': MarketTickerIssuesEvent;
    'market-ticker-select': MarketTickerSelectEvent;
  }
}
