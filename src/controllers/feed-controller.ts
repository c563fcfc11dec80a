import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createParser } from '../adapters/create-parser.js';
import { ADAPTER_EVENT } from '../adapters/registry.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent } from '../events.js';
import { feedSource } from '../feed/feed-source.js';
import type { Failure, FeedSource } from '../feed/types.js';
import { keepDecimals } from '../model/decimals.js';
import { isRefused, type Feed } from '../model/quote.js';
import type { Adapter } from '../model/raw-feed.js';
import { embeddedFeed } from '../ssr.js';
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
  /** The newest feed; undefined until the first one has arrived. */
  readonly feed: Feed | undefined;
  /** Why the last refresh failed; undefined when it succeeded, and before the first one. */
  readonly failure: Failure | undefined;
  /** Whether there is a source that brings feeds. */
  readonly hasSource: boolean;
  /** The poll interval in force, in seconds; where nothing is polled, the one that would be. Never 0. */
  readonly pollSeconds: number;
  /** Whether a server has rendered the strip, which a reader may have scrolled. */
  readonly isServerRendered: boolean;
}

/** The adapter and the mapping that payloads are parsed with, the mapping as JSON. */
type ParserOptions = readonly [adapter: Adapter | string | null, mapping: string | null];

/**
 * Subscribes to the feed that its host names, for as long as the host is in a document. It also parses a feed that is
 * handed over in `data` or stands in the page. The host dispatches an event for each failure and for new issues.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  readonly #onFeedChanged: () => void;
  #feed: Feed | undefined;
  #failure: Failure | undefined;
  #source: FeedSource | undefined;
  #unsubscribe: (() => void) | undefined;
  /** The values of the host that decide about the subscription, as they were when it was made. */
  #subscribedTo: readonly unknown[] = [];
  /** `data`, `adapter` and `paths`, as they were when the host last updated. */
  #dataProperties: readonly unknown[] = [];
  /**
   * The feed that the page was served with or that a script has handed over, until a source has brought a newer one.
   */
  #servedFeed: Feed | undefined;
  /** The feed that a server has rendered the strip with, as JSON. */
  #serverFeed: string | undefined;
  /** The paths and rules of the issues that were last announced by an event. */
  #announcedIssues = '';

  /** @param onFeedChanged called when the feed or the failure has changed, before the host dispatches an event */
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
      pollSeconds: this.#source?.pollSeconds() || this.#host.interval || this.#feed?.ttl || 60,
      isServerRendered: !!this.#serverFeed,
    };
  }

  /** Requests the feed now. Resolves when the answer has arrived or the request has failed; never rejects. */
  async refresh(): Promise<void> {
    await this.#source?.refresh();
  }

  /** Takes over the feed, as JSON, that a server has rendered the strip with. It is parsed when the host is connected. */
  adoptServerRendered(feed: string | undefined): void {
    this.#serverFeed = feed;
  }

  hostConnected(): void {
    addEventListener(ADAPTER_EVENT, this.#onAdapterRegistered);
    // While the page is being parsed the children may arrive later, and a long text in pieces.
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

  /** Subscribes to another feed, and parses other data, where the host's properties have changed. */
  hostUpdate(): void {
    this.#updateSubscription();
    const { data, adapter, paths } = this.#host;
    const [lastData, lastAdapter, lastPaths] = this.#dataProperties;
    this.#dataProperties = [data, adapter, paths];
    // A feed that a source has brought is newer than data that are only to be parsed in another way.
    const isParsedAnew = !this.#source && (adapter !== lastAdapter || paths !== lastPaths);
    if (data !== lastData || isParsedAnew) this.#parseData();
  }

  /** Subscribes to the feed that the host names while it is in a document, and ends the subscription to any other. */
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
    // The feed that the page was served with says nothing about another feed.
    if (previous && previous !== source) this.#servedFeed = undefined;
    if (this.#servedFeed) source.seed(this.#servedFeed);
    const subscription = source.subscribe({
      interval: () => this.#host.interval,
      onFeed: (feed) => this.#adoptFromSource(feed),
      onFailure: (failure) => this.#fail(failure),
    });
    this.#unsubscribe = subscription.unsubscribe;
    unsubscribe?.();
    // Last, because a listener to the events may remove the host or name another feed.
    if (subscription.feed) this.#adoptFromSource(subscription.feed);
    if (subscription.failure) this.#fail(subscription.failure);
  }

  /** The absolute URL of an address; null where it is missing or wrong, and outside a document, as on a server. */
  #resolve(address: string | null): string | null {
    if (!address || !this.#host.isConnected || !URL.canParse(address, document.baseURI)) return null;
    return new URL(address, document.baseURI).href;
  }

  #parseData(): void {
    if (this.#host.data) this.#parseServed(this.#host.data);
  }

  /** Parses the feed that stands in the page, so that there is something to show before any request. */
  readonly #parseChild = (): void => {
    if (this.#feed || this.#host.data) return;
    const text = this.#serverFeed ?? this.#childText();
    if (!text) return;
    try {
      this.#parseServed(JSON.parse(text));
    } catch {
      this.#fail({ kind: 'syntax', retryAt: null, issues: [] });
    }
  };

  /**
   * The text of the child that contains a feed; undefined where there is none, or its end may not have been parsed yet.
   */
  #childText(): string | null | undefined {
    // The template that a server has rendered is an ordinary child where the tag was defined before the parser reached it.
    const child = this.#host.querySelector(
      ':scope > script[type="application/json"]:not([data-paths]), :scope > template',
    );
    if (!child || (document.readyState === 'loading' && !child.nextSibling)) return undefined;
    return child instanceof HTMLTemplateElement ? embeddedFeed(child.content) : child.textContent;
  }

  #parseServed(payload: unknown): void {
    const parsed = this.#createParser(this.#parserOptions)(payload, Date.now());
    const feed = keepDecimals(this.#feed, parsed);
    if (isRefused(feed.issues)) return this.#fail({ kind: 'shape', retryAt: null, issues: feed.issues });
    this.#servedFeed = feed;
    this.#source?.seed(feed);
    this.#adopt(feed);
  }

  #createParser([adapter, mapping]: ParserOptions): ReturnType<typeof createParser> {
    return createParser(adapter, mapping, (text) => warnOnce('paths', text, 'JSON'));
  }

  get #parserOptions(): ParserOptions {
    const { adapter, isConnected } = this.#host;
    const paths = this.#host.paths ?? (isConnected && this.#host.querySelector('script[data-paths]')?.textContent);
    if (!paths) return [adapter, null];
    // As a text, an object that a framework creates anew with each update is still the same mapping.
    return [adapter, typeof paths === 'string' ? paths : JSON.stringify(paths)];
  }

  /** Parses and requests the feed again: the adapter that has been registered may be the one that was missing. */
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
    // The same issues come with every answer. They are announced when they are new.
    const issues = feed.issues.map(({ path, rule }) => path + rule).join();
    if (issues && issues !== this.#announcedIssues) this.#host.dispatchEvent(new MarketTickerIssuesEvent(feed.issues));
    this.#announcedIssues = issues;
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    const rule = failure.issues.find(({ action }) => action === 'refused')?.rule;
    // The console reports only why a whole feed was refused; the events report every failure.
    if (rule)
      warnOnce('adapter', this.#host.adapter ?? 'canonical', `a loaded adapter, and a feed that it reads: ${rule}`);
    this.#onFeedChanged();
    this.#host.dispatchEvent(new MarketTickerErrorEvent(failure));
  }
}
