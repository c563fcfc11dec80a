import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createParser } from '../adapters/create-parser.js';
import { ADAPTER_EVENT } from '../adapters/registry.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent } from '../events.js';
import { feedSource } from '../feed/feed-source.js';
import type { Failure, FeedSource } from '../feed/types.js';
import { keepDecimals } from '../model/decimals.js';
import { isRefused, type Feed } from '../model/quote.js';
import type { Adapter, ParsePayload } from '../model/raw-feed.js';
import { feedInChild } from '../ssr.js';
import type { Share } from '../properties.js';
import { warnOnce } from '../warn-once.js';

interface FeedHost extends ReactiveControllerHost, HTMLElement {
  readonly src: string | null;
  readonly stream: string | null;
  readonly interval: number | null;
  readonly credentials: RequestCredentials;
  readonly share: Share;
  readonly adapter: string | Adapter | null;
  readonly paths: object | string | null;
  readonly data: unknown;
  readonly renderRoot: HTMLElement | DocumentFragment;
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

/** The adapter and the JSON text of the mapping that are used to parse payloads. */
type ParserOptions = readonly [adapter: Adapter | string | null, mapping: string | null];

/**
 * While its host is in a document, subscribes to the feed that `src` and `stream` name. Also parses a feed that is set
 * as `data` or contained in the page. Dispatches events on the host: one for each failure, and one for each feed that
 * has issues, unless the previous feed had the same issues.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  readonly #onFeedChanged: () => void;
  #feed: Feed | undefined;
  #failure: Failure | undefined;
  #source: FeedSource | undefined;
  #unsubscribe: (() => void) | undefined;
  /** The property values on which the current subscription is based. */
  #subscribedTo: readonly unknown[] = [];
  /** The values of `data`, `adapter` and `paths` at the host's last update. */
  #dataProperties: readonly unknown[] = [];
  /**
   * The initial feed, which the page was served with, or the feed that was set as `data`. Discarded when the source
   * delivers a feed or is replaced.
   */
  #servedFeed: Feed | undefined;
  /** The JSON text of the feed from which a server rendered the strip. */
  #serverFeed: string | undefined;
  /** The paths and rules of the issues in the current feed. */
  #announcedIssues = '';

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
      isServerRendered: !!this.#serverFeed,
    };
  }

  /** Requests the feed now if there is a source. Resolves when the request has succeeded or failed. Never rejects. */
  async refresh(): Promise<void> {
    await this.#source?.refresh();
  }

  /**
   * Stores the JSON text of the feed from which a server rendered the strip. The text is parsed when the host is
   * connected.
   */
  adoptServerRendered(feed: string | undefined): void {
    this.#serverFeed = feed;
  }

  hostConnected(): void {
    addEventListener(ADAPTER_EVENT, this.#onAdapterRegistered);
    // While the browser is parsing the page, children may be added after the host is connected, and a long text may
    // arrive in pieces. Therefore, `#parseChild` is not only called here, but also at each of these events.
    this.#host.renderRoot.addEventListener('slotchange', this.#parseChild);
    document.addEventListener('DOMContentLoaded', this.#parseChild);
    this.#parseChild();
    this.#updateSubscription();
  }

  hostDisconnected(): void {
    removeEventListener(ADAPTER_EVENT, this.#onAdapterRegistered);
    this.#host.renderRoot.removeEventListener('slotchange', this.#parseChild);
    document.removeEventListener('DOMContentLoaded', this.#parseChild);
    this.#updateSubscription();
  }

  /** Updates the subscription. Parses `data` if `data` or a property that affects its parsing has changed. */
  hostUpdate(): void {
    this.#updateSubscription();
    const { data, adapter, paths } = this.#host;
    const [lastData, lastAdapter, lastPaths] = this.#dataProperties;
    this.#dataProperties = [data, adapter, paths];
    // If there is a source, a change of `adapter` or `paths` does not cause `data` to be parsed again, because the feed
    // from the source is newer than `data`.
    const isParsedAnew = !this.#source && (adapter !== lastAdapter || paths !== lastPaths);
    if (data !== lastData || isParsedAnew) this.#parseData();
  }

  /**
   * Ends the previous subscription. If the host is in a document, subscribes to the feed that the host's properties
   * name. Does nothing if no value that affects the subscription has changed.
   */
  #updateSubscription(): void {
    const { src, stream, interval, credentials, share, isConnected } = this.#host;
    const parserOptions = this.#parserOptions;
    const subscribedTo = [isConnected, src, stream, interval, credentials, share, ...parserOptions];
    if (subscribedTo.every((value, index) => value === this.#subscribedTo[index])) return;
    this.#subscribedTo = subscribedTo;
    const previous = this.#source;
    const unsubscribe = this.#unsubscribe;
    this.#source = this.#unsubscribe = undefined;
    const url = this.#resolve(src);
    const streamUrl = this.#resolve(stream);
    if (!url && !streamUrl) return unsubscribe?.();

    const request = { url, streamUrl, credentials, sharedByTabs: share === 'tabs', parserOptions };
    const source = feedSource(request, this.#createParser(parserOptions));
    this.#source = source;
    // If the new source replaces a different one, the served feed is discarded with the old source.
    if (previous && previous !== source) this.#servedFeed = undefined;
    if (this.#servedFeed) source.seed(this.#servedFeed);
    const subscription = source.subscribe({
      interval: () => this.#host.interval,
      onFeed: (feed) => this.#adoptFromSource(feed),
      onFailure: (failure) => this.#fail(failure),
    });
    this.#unsubscribe = subscription.unsubscribe;
    unsubscribe?.();
    // These calls come last, because they may dispatch events whose listeners remove the host or change its `src`.
    if (subscription.feed) this.#adoptFromSource(subscription.feed);
    if (subscription.failure) this.#fail(subscription.failure);
  }

  /**
   * Returns the absolute URL of an address. Returns null if the address is missing or invalid, or if the host is not in
   * a document. On a server, the host is never in a document.
   */
  #resolve(address: string | null): string | null {
    if (!address || !this.#host.isConnected || !URL.canParse(address, document.baseURI)) return null;
    return new URL(address, document.baseURI).href;
  }

  #parseData(): void {
    if (this.#host.data) this.#parseServed(this.#host.data);
  }

  /**
   * Parses the feed that the page contains, so that the strip can be rendered before the first response arrives. Does
   * nothing if there is already a feed or if `data` is set.
   */
  readonly #parseChild = (): void => {
    if (this.#feed || this.#host.data) return;
    const text = this.#serverFeed ?? feedInChild(this.#host);
    if (!text) return;
    try {
      this.#parseServed(JSON.parse(text));
    } catch {
      this.#fail({ kind: 'syntax', retryAt: null, issues: [] });
    }
  };

  #parseServed(payload: unknown): void {
    const parsed = this.#createParser(this.#parserOptions)(payload, Date.now());
    const feed = keepDecimals(this.#feed, parsed);
    if (isRefused(feed.issues)) return this.#fail({ kind: 'shape', retryAt: null, issues: feed.issues });
    this.#servedFeed = feed;
    this.#source?.seed(feed);
    this.#adopt(feed);
  }

  #createParser([adapter, mapping]: ParserOptions): ParsePayload {
    return createParser(adapter, mapping, (text) => warnOnce('paths', text, 'JSON'));
  }

  get #parserOptions(): ParserOptions {
    const { adapter, isConnected } = this.#host;
    const paths = this.#host.paths ?? (isConnected && this.#host.querySelector('script[data-paths]')?.textContent);
    if (!paths) return [adapter, null];
    // Mappings are compared as texts, because a framework may create a new but equal object at each update.
    return [adapter, typeof paths === 'string' ? paths : JSON.stringify(paths)];
  }

  /**
   * Called when an adapter has been registered. If the last failure was caused by an unknown adapter, parses `data` or
   * the feed in the page once more, and requests the feed from the source.
   */
  readonly #onAdapterRegistered = (): void => {
    if (this.#failure?.issues[0]?.rule !== 'unknown-adapter') return;
    this.#parseData();
    this.#parseChild();
    void this.refresh();
  };

  #adoptFromSource(feed: Feed): void {
    this.#servedFeed = undefined;
    this.#adopt(feed);
  }

  #adopt(feed: Feed): void {
    this.#feed = feed;
    this.#failure = undefined;
    this.#onFeedChanged();
    // The same issues usually recur in every response, so the event is dispatched only if the issues have changed.
    const issues = feed.issues.map(({ path, rule }) => path + rule).join();
    if (issues && issues !== this.#announcedIssues) this.#host.dispatchEvent(new MarketTickerIssuesEvent(feed.issues));
    this.#announcedIssues = issues;
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    const rule = failure.issues.find(({ action }) => action === 'refused')?.rule;
    // A console warning is logged only if the whole feed was refused. The event is dispatched for every failure.
    if (rule)
      warnOnce('adapter', this.#host.adapter ?? 'canonical', `a loaded adapter, and a feed that it reads: ${rule}`);
    this.#onFeedChanged();
    this.#host.dispatchEvent(new MarketTickerErrorEvent(failure));
  }
}
