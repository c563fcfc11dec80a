import type { Feed, Issue } from '../model/quote.js';
import type { FailureKind } from './fetch-json.js';
import type { StreamState } from './stream-updates.js';

/** A failure to load or parse a feed. The previous feed remains in use. */
export interface Failure {
  readonly kind: FailureKind;
  /** The HTTP status, if the server has responded. */
  readonly status?: number | undefined;
  /** When the next attempt is due, in epoch ms of the reader's clock; null if none is planned. */
  readonly retryAt: number | null;
  /** What was received instead of a feed. Empty unless `kind` is `type`, `size`, `syntax` or `shape`. */
  readonly issues: readonly Issue[];
}

/** An element that displays the feed of a source. */
export interface Subscriber {
  /**
   * Returns the poll interval in seconds that the element requests. Null leaves the interval to the feed, and 0 loads
   * the feed once.
   */
  interval(): number | null;
  /** @param isSuccess false if the feed may be old, because a stream has only been opened, or because a refresh has failed */
  onFeed(feed: Feed, isSuccess: boolean): void;
  onFailure(failure: Failure): void;
}

/** The state of a source at the time of the subscription, and the function that ends the subscription. */
export interface Subscription {
  /** The newest feed, or undefined until the first feed has arrived. */
  readonly feed: Feed | undefined;
  /** Why the last refresh failed. Undefined after a success and before the first refresh. */
  readonly failure: Failure | undefined;
  /** @param endsNow whether a request in progress is aborted if no other subscriber waits for it */
  readonly unsubscribe: (endsNow: boolean) => void;
}

/** The functions that a source calls, apart from those of its subscribers. */
export interface SourceHooks {
  /** Called when `feed` or `failure` of the source's state has changed, after the subscribers have been called. */
  readonly onChange?: () => void;
  /**
   * Called when the last subscriber has left. Unless someone subscribes again, the source makes no new requests.
   *
   * @param endsNow whether a request in progress is to be aborted
   */
  readonly onIdle?: (endsNow: boolean) => void;
}

/**
 * Keeps one feed up to date for all elements of a page that display it. A source makes one request per poll interval,
 * parses the response once and passes the result to every subscriber. The source does not poll while the page is
 * hidden. If responses arrive out of order, the newest quotes are kept.
 */
export interface FeedSource {
  /** Returns the current poll interval in seconds; 0 if nothing is polled. */
  pollSeconds(): number;
  /** Returns the state from which another source can continue. */
  state(): SourceState;
  /**
   * Adds the initial feed, which the page was served with. A quote in the initial feed is kept if it is newer than the
   * same quote in a response. Until a response arrives, updates from a stream are merged into the initial feed.
   * Subscribers are not called.
   */
  seed(served: Feed): void;
  /** Adds a subscriber. The subscriber is never called before this function has returned. */
  subscribe(subscriber: Subscriber): Subscription;
  /**
   * Requests the feed now, regardless of the schedule. If a request is in progress, returns the promise of that
   * request. If the feed is only streamed, makes no request. Never rejects.
   */
  refresh(): Promise<void>;
  /** Ends all that the source does. It cannot be used after this call, but its state can. */
  end(): void;
}

/**
 * The state from which another source can continue. All times are page times (see `pageTime`). Tabs send this state to
 * each other and may run different versions of this code. If you change these properties, increase `VERSION` in
 * shared-tab-source.ts.
 */
export interface SourceState {
  /** The newest feed from a response or the stream; undefined until the first one arrives. Not the initial feed. */
  readonly feed?: Feed | undefined;
  readonly failure?: Failure | undefined;
  /** When the next request is due. Infinity means never. */
  readonly dueAt: number;
  /** The earliest time at which the server allows the next request; 0 if there is no limit. */
  readonly notBefore?: number;
  /** When the last response or update arrived that postponed the next poll. */
  readonly receivedAt?: number;
  /** For how many more seconds the last response was fresh when it arrived. */
  readonly freshSeconds?: number;
  /** The number of failed requests in a row. */
  readonly failures?: number;
  /** The number of responses in a row that contained nothing new while all markets were closed. */
  readonly unchangedResponses?: number;
  readonly stream?: StreamState | undefined;
  /** The server's clock minus `pageTime()` when the last response arrived, in ms; NaN if it is unknown. */
  readonly serverAhead?: number;
  /** The current poll interval in seconds; 0 if nothing is polled. */
  readonly pollSeconds?: number;
}

/** The properties that identify the feed of a source. Equal requests share one source. */
export interface FeedRequest {
  /** The absolute URL to poll; null if the feed is only streamed. */
  readonly url: string | null;
  /** The absolute URL of a Server-Sent Events endpoint; null if the feed is only polled. */
  readonly streamUrl: string | null;
  readonly credentials: RequestCredentials;
  /** Whether all tabs of the site share one connection. Has no effect if the browser does not support this. */
  readonly sharedByTabs: boolean;
  /** The adapter and the mapping. Feeds from the same URL that are parsed differently have separate sources. */
  readonly parserOptions: readonly unknown[];
}
