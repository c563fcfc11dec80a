import type { Feed, Issue, Quote } from '../model/quote.js';
import type { FailureKind } from './fetch-json.js';

/** A refresh that failed. The feed that was known before it stays in use. */
export interface Failure {
  readonly kind: FailureKind;
  /** The HTTP status, where the server has answered. */
  readonly status?: number | undefined;
  /** When the next attempt is due, in epoch milliseconds; null when none is planned. */
  readonly retryAt: number | null;
  /** What was wrong with the payload. Empty unless `kind` is `shape`. */
  readonly issues: readonly Issue[];
}

/** An element that shows the feed of a source. */
export interface Subscriber {
  /** The poll interval that the element asks for, in seconds: null leaves it to the feed, 0 loads the feed once. */
  interval(): number | null;
  onFeed(feed: Feed): void;
  onFailure(failure: Failure): void;
}

/** What a source knows at the time of the subscription, and the function that ends the subscription. */
export interface Subscription {
  /** The newest feed; undefined until the first one has arrived. */
  readonly feed: Feed | undefined;
  /** Why the last refresh failed; undefined when it succeeded, and before the first one. */
  readonly failure: Failure | undefined;
  readonly unsubscribe: () => void;
}

/**
 * Keeps one feed up to date for all elements of a page that ask for this feed. It makes one request per tick, parses the
 * answer once and passes the result to every subscriber. It sleeps while the page is hidden. The newest answer wins.
 */
export interface FeedSource {
  /** The poll interval in force, in seconds; 0 when nothing is polled. */
  pollSeconds(): number;
  /** All that another source needs to continue from here. */
  state(): SourceState;
  /**
   * Adds a feed that a page was served with to what is known. Quotes of it that are newer than those of an answer stay,
   * and the updates of a stream are merged into it until there is an answer. Subscribers are not called.
   */
  seed(served: Feed): void;
  /** Adds a subscriber. It is called later, and never before this function has returned. */
  subscribe(subscriber: Subscriber): Subscription;
  /** Requests the feed now, whatever the schedule; joins a request that is under way. Never rejects. */
  refresh(): Promise<void>;
}

/**
 * Turns a payload into a feed.
 *
 * @param now the present, in epoch milliseconds
 * @param known the known quotes by id, when the payload is a partial update
 */
export type ParsePayload = (payload: unknown, now: number, known?: ReadonlyMap<string, Quote>) => Feed;

/**
 * What a source knows, and when its next request is due. Tabs send it to each other, and they may run different
 * versions of this code: whoever changes its properties raises the version in shared-tab-source.ts.
 */
export interface SourceState {
  /** The newest feed that has arrived. A feed that only seeds the source is not part of its state. */
  readonly feed?: Feed | undefined;
  readonly failure?: Failure | undefined;
  /** When the next request is due, in epoch milliseconds; Infinity for never. */
  readonly dueAt: number;
  /** No request may be made before this time, because a server has asked for it: epoch milliseconds. */
  readonly notBefore?: number;
  /** The server has ended its stream, and does not want it to be opened again. */
  readonly streamEnded?: boolean;
  /** The poll interval in force, in seconds; 0 when nothing is polled. */
  readonly pollSeconds?: number;
}

/** Which feed a source is for. Equal requests share one source. */
export interface FeedRequest {
  /** The absolute URL to poll; null for a feed that is only streamed. */
  readonly url: string | null;
  /** The absolute URL of a Server-Sent Events endpoint; null for a feed that is only polled. */
  readonly streamUrl: string | null;
  readonly credentials: RequestCredentials;
  /** Whether all tabs of the site share one connection, where the browser supports it. */
  readonly sharedByTabs: boolean;
  /** The adapter and the mapping. Requests for the same URL with other parser options have sources of their own. */
  readonly parserOptions: readonly unknown[];
}
