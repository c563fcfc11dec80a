import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ADAPTER_EVENT } from '../adapters/registry.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent } from '../events.js';
import { feedSource } from '../feed/feed-source.js';
import { EXCERPT_LENGTH } from '../feed/fetch-json.js';
import type { Failure, FeedSource } from '../feed/types.js';
import { keepDecimals } from '../model/decimals.js';
import { sameFeed } from '../model/keep-newest.js';
import { isRefused, refusal, type Feed, type Issue } from '../model/quote.js';
import type { Share } from '../properties.js';
import type { PageFeed } from '../ssr.js';
import { warnOnce } from '../warn-once.js';
import { watchChildFeed } from './child-feed.js';
import { currentTime } from './current-time.js';
import { parsePageFeed, parsePayload, parserFor, parserOptionsOf, type ParserHost } from './parser-options.js';
import { resolveAddress } from './resolve-address.js';
import { warnRefused, type PayloadOrigin } from './warn-refused.js';

interface FeedHost extends ReactiveControllerHost, ParserHost {
  readonly src: string | null;
  readonly stream: string | null;
  readonly interval: number | null;
  readonly credentials: RequestCredentials;
  readonly share: Share;
  readonly data: unknown;
}

export interface FeedControllerState {
  /** The newest feed, or undefined until the first feed has arrived. */
  readonly feed: Feed | undefined;
  /** Why the last feed could not be loaded or parsed. Undefined after a success and before the first attempt. */
  readonly failure: Failure | undefined;
  /** Whether the host is subscribed to a feed source. */
  readonly hasSource: boolean;
  /**
   * Returns the current poll interval in seconds, or, if nothing is polled, the interval that polling would use. Never 0.
   */
  readonly pollSeconds: () => number;
  /** Whether a server rendered the strip. If so, the reader may have scrolled the strip before the script loaded. */
  readonly isServerRendered: boolean;
}

/**
 * While its host is in a document, subscribes to the feed that `src` and `stream` name. Also parses a feed that is set
 * as `data` or contained in the page. Dispatches events on the host: one for each failure, unless the previous refresh
 * failed in the same way, and one for each feed that has issues, unless the previous feed had the same issues.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  readonly #onFeedChanged: () => void;
  /** Whether a script has set `data` since the host's last update, to another value or to the same. */
  isDataSet = false;
  #feed: Feed | undefined;
  #failure: Failure | undefined;
  #source: FeedSource | undefined;
  #unsubscribe: ((endsNow: boolean) => void) | undefined;
  /** The property values on which the current subscription is based. */
  #subscribedTo: readonly unknown[] = [];
  /** The absolute URLs of the feed and of the stream to which the host is subscribed. */
  #addresses: readonly [src: string | null, stream: string | null] = [null, null];
  /** The values of `data`, `adapter` and `paths` at the host's last update. */
  #dataProperties: readonly unknown[] = [];
  /** The feed that was last set as `data`. Undefined if it was refused. */
  #dataFeed: Feed | undefined;
  /**
   * The initial feed, which the page was served with, or the feed that was set as `data`. Discarded when the source
   * delivers a feed or is replaced.
   */
  #servedFeed: Feed | undefined;
  /** Whether a server rendered the strip from a feed. */
  #isServerRendered = false;
  /** The last feed in the page: in a child, or that from which a server rendered the strip. */
  #pageFeed: PageFeed | undefined;
  #unwatchChild: (() => void) | undefined;
  /** The paths and rules of the issues in the current feed. */
  #announcedIssues = '';
  /** What identifies the failure of the last event. Empty after a success. */
  #announcedFailure = '';

  /** @param onFeedChanged called when `feed` or `failure` has changed, before the host dispatches an event */
  constructor(host: FeedHost, onFeedChanged: () => void) {
    this.#host = host;
    this.#onFeedChanged = onFeedChanged;
    host.addController(this);
  }

  /** The values that a rendering depends on. */
  get state(): FeedControllerState {
    return {
      feed: this.#feed,
      failure: this.#failure,
      hasSource: !!this.#source,
      pollSeconds: () => this.#source?.pollSeconds() || this.#host.interval || this.#feed?.ttl || 60,
      isServerRendered: this.#isServerRendered,
    };
  }

  /** Requests the feed now if there is a source. Resolves when the request has succeeded or failed. Never rejects. */
  async refresh(): Promise<void> {
    await this.#source?.refresh();
  }

  /** Stores the JSON text of the feed from which a server rendered the strip, until the host is connected. */
  adoptServerRendered(text: string | undefined): void {
    this.#pageFeed = text ? { text, isCanonical: true } : undefined;
    this.#isServerRendered = !!text;
  }

  hostConnected(): void {
    addEventListener(ADAPTER_EVENT, this.#onAdapterRegistered);
    if (this.#pageFeed) this.#parsePageFeed(this.#pageFeed);
    this.#unwatchChild = watchChildFeed(this.#host, this.#parsePageFeed);
    this.#updateSubscription();
  }

  hostDisconnected(): void {
    removeEventListener(ADAPTER_EVENT, this.#onAdapterRegistered);
    this.#unwatchChild?.();
    this.#updateSubscription();
  }

  /** Updates the subscription. Parses `data` if `data` or a property that affects its parsing has changed. */
  hostUpdate(): void {
    this.#updateSubscription();
    const { data, adapter, paths } = this.#host;
    const { isDataSet } = this;
    this.isDataSet = false;
    const [lastData, lastAdapter, lastPaths] = this.#dataProperties;
    this.#dataProperties = [data, adapter, paths];
    // If there is a source, its feed is newer than `data`, so `data` is not parsed again for another adapter or mapping.
    const isParsedAnew = !this.#source && (adapter !== lastAdapter || paths !== lastPaths);
    if (isParsedAnew) this.#dataFeed = undefined;
    if (isDataSet || isParsedAnew) this.#parseData(data === lastData);
  }

  /**
   * Ends the previous subscription. If the host is in a document, subscribes to the feed that the host's properties
   * name. Does nothing if no value that affects the subscription has changed.
   */
  #updateSubscription(): void {
    const { src, stream, interval, credentials, share, isConnected, ownerDocument } = this.#host;
    const parserOptions = parserOptionsOf(this.#host);
    const subscribedTo = [isConnected && ownerDocument, src, stream, interval, credentials, share, ...parserOptions];
    if (subscribedTo.every((value, index) => value === this.#subscribedTo[index])) return;
    this.#subscribedTo = subscribedTo;
    const previous = this.#source;
    const unsubscribe = this.#unsubscribe;
    this.#source = this.#unsubscribe = undefined;
    const [url, streamUrl] = (this.#addresses = [resolveAddress(this.#host, src), resolveAddress(this.#host, stream)]);
    // A request is aborted if the host shows another feed now, but not if the host was removed and may soon be back.
    if (!url && !streamUrl) return unsubscribe?.(isConnected);

    const request = { url, streamUrl, credentials, sharedByTabs: share === 'tabs', parserOptions };
    const source = feedSource(request, parserFor(parserOptions));
    this.#source = source;
    // If the new source replaces a different one, the served feed is discarded with the old source.
    if (previous && previous !== source) this.#servedFeed = undefined;
    if (this.#servedFeed) source.seed(this.#servedFeed);
    const subscription = source.subscribe({
      interval: () => this.#host.interval,
      onFeed: (feed, isSuccess) => this.#adopt(feed, isSuccess),
      onFailure: (failure) => this.#fail(failure, 'src'),
    });
    this.#unsubscribe = subscription.unsubscribe;
    unsubscribe?.(true);
    // These calls come last, because they may dispatch events whose listeners remove the host or change its `src`.
    if (subscription.feed) this.#adopt(subscription.feed, !subscription.failure);
    if (subscription.failure) this.#fail(subscription.failure, 'src');
  }

  /** @param isSameValue whether a script has set the same value as before, which may be an object that has changed */
  #parseData(isSameValue = false): void {
    const { data } = this.#host;
    if (!data) return;
    const now = currentTime();
    const parsed = parsePayload(this.#host, data, now);
    const before = this.#dataFeed;
    this.#dataFeed = isRefused(parsed.issues) ? undefined : parsed;
    // Equal data are not adopted again, because the feed from a source may be newer.
    if (!before || !sameFeed(before, parsed, now)) this.#adoptServed(parsed);
    else if (isSameValue) warnOnce('data', '…', 'new values, but the same object was set again, unchanged');
  }

  /**
   * Parses the feed that the page contains, so that the strip can be rendered before the first response arrives. Does
   * nothing if there is already a feed from a source or if `data` is set.
   */
  readonly #parsePageFeed = (pageFeed: PageFeed): void => {
    this.#pageFeed = pageFeed;
    if (this.#host.data || (this.#source && this.#feed)) return;
    const parsed = parsePageFeed(this.#host, pageFeed, currentTime());
    if (typeof parsed !== 'string') return this.#adoptServed(parsed);
    const value = pageFeed.text.slice(0, EXCERPT_LENGTH);
    this.#fail({ kind: parsed, retryAt: null, issues: [refusal('', value, 'not-json')] }, 'data');
  };

  #adoptServed(parsed: Feed): void {
    const feed = keepDecimals(this.#feed, parsed);
    if (isRefused(feed.issues)) return this.#fail({ kind: 'shape', retryAt: null, issues: feed.issues }, 'data');
    this.#source?.seed(feed);
    this.#adopt(feed, true, feed);
  }

  /**
   * Called when an adapter has been registered. If the last failure was caused by an unknown adapter, parses `data` or
   * the feed in the page once more, and requests the feed from the source.
   */
  readonly #onAdapterRegistered = (): void => {
    if (this.#failure?.issues[0]?.rule !== 'unknown-adapter') return;
    this.#parseData();
    if (this.#pageFeed) this.#parsePageFeed(this.#pageFeed);
    void this.refresh();
  };

  /**
   * @param isSuccess whether the same failure is reported again
   * @param servedFeed the same feed, unless the source has delivered it
   */
  #adopt(feed: Feed, isSuccess: boolean, servedFeed?: Feed): void {
    if (isSuccess) this.#announcedFailure = '';
    this.#servedFeed = servedFeed;
    this.#feed = feed;
    this.#failure = undefined;
    this.#onFeedChanged();
    // A whole message of a stream that was skipped.
    this.#warn(feed.issues, 'stream');
    // The same issues usually recur in every response, so the event is dispatched only if the issues have changed.
    const issues = feed.issues.map(({ path, rule }) => path + rule).join();
    if (issues && issues !== this.#announcedIssues) this.#host.dispatchEvent(new MarketTickerIssuesEvent(feed.issues));
    this.#announcedIssues = issues;
  }

  /** @param origin where the payload that failed comes from */
  #fail(failure: Failure, origin: PayloadOrigin): void {
    this.#failure = failure;
    this.#warn(failure.issues, origin);
    this.#onFeedChanged();
    const { kind, status, issues } = failure;
    const announced = [kind, status, issues[0]?.rule, origin, ...this.#addresses].join(' ');
    if (announced === this.#announcedFailure) return;
    this.#announcedFailure = announced;
    this.#host.dispatchEvent(new MarketTickerErrorEvent(failure));
  }

  #warn(issues: readonly Issue[], origin: PayloadOrigin): void {
    warnRefused(issues, this.#host.adapter, origin, this.#addresses);
  }
}
