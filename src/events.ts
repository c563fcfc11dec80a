import type { Failure } from './feed/types.js';
import type { FailureKind } from './feed/fetch-json.js';
import type { Issue, Quote } from './model/quote.js';

/** The browser's own `Event`, the base class of `MessageEvent`. MooTools replaces the global `Event` by its own class. */
const NativeEvent = Object.getPrototypeOf(MessageEvent) as typeof Event;

/**
 * The base class of all events. The events bubble, so that a page can listen once for all its strips. The events are
 * not composed, so if the tag is inside a shadow root, the events do not leave this root.
 */
class TickerEvent extends NativeEvent {
  constructor(name: string, detail: object, cancelable = false) {
    super(`market-ticker-${name}`, { __proto__: null, bubbles: true, cancelable });
    Object.assign(this, detail);
  }
}

/** Dispatched after new values of shown items have been rendered. */
export class MarketTickerUpdateEvent extends TickerEvent {
  /** All quotes that the strip shows, in display order. */
  declare readonly quotes: readonly Quote[];
  /** The ids of the quotes that are new or have changed since the previous update event. */
  declare readonly changed: readonly string[];

  constructor(quotes: readonly Quote[], changed: readonly string[]) {
    super('update', { quotes, changed });
  }
}

/**
 * Dispatched when the feed is usable, but values in it were corrected, dropped or skipped. The event is not repeated while
 * the responses contain the same issues.
 */
export class MarketTickerIssuesEvent extends TickerEvent {
  /** The issues in the feed, and how the strip handled each issue. */
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super('issues', { issues });
  }
}

/**
 * Dispatched when a refresh has failed. The strip continues to show the old values. The event is not repeated for the same
 * failure (kind, status, address and first rule) before a success or another failure. A stream that is only reopened
 * is not a success.
 */
export class MarketTickerErrorEvent extends TickerEvent {
  /** The reason why the refresh failed. */
  declare readonly kind: FailureKind;
  /** The HTTP status, if the server sent a response. */
  declare readonly status: number | undefined;
  /** The time of the next attempt when the event was dispatched, in epoch ms of the reader's clock; null if no attempt is planned. */
  declare readonly retryAt: number | null;
  /** What was received instead of a feed. The list is empty unless `kind` is `type`, `size`, `syntax` or `shape`. */
  declare readonly issues: readonly Issue[];

  constructor(failure: Failure) {
    super('error', failure);
  }
}

/**
 * Dispatched when a reader activates the link of an item that has a `url`. Cancel the event to prevent the browser from
 * following the link.
 */
export class MarketTickerSelectEvent extends TickerEvent {
  /** The newest quote of the item. */
  declare readonly quote: Quote;
  /** The click event. Its modifier keys show, for example, whether the reader wants to open a new tab. */
  declare readonly originalEvent: Event;

  constructor(quote: Quote, originalEvent: Event) {
    super('select', { quote, originalEvent }, true);
  }
}

declare global {
  // This interface contains the events of elements, the document and the window. The events reach the document and the
  // window, because the events bubble.
  interface GlobalEventHandlersEventMap {
    'market-ticker-update': MarketTickerUpdateEvent;
    'market-ticker-error': MarketTickerErrorEvent;
    'market-ticker-issues': MarketTickerIssuesEvent;
    'market-ticker-select': MarketTickerSelectEvent;
  }
}
