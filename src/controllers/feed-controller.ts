import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ADAPTER_EVENT } from '../adapters/registry.js';
import { warnOnce } from '../warn-once.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent } from '../events.js';
import { feedSource, type Failure, type FeedSource } from '../feed/feed-source.js';
import type { Feed } from '../model/quote.js';
import type { Adapter } from '../model/raw-feed.js';
import { isRefused } from '../model/quote.js';
import { keepDecimals } from '../model/decimals.js';
import { keepNewest } from '../model/keep-newest.js';
import { readerFor } from './reader.js';

interface FeedHost extends ReactiveControllerHost, HTMLElement {
  readonly src: string | null;
  readonly stream: string | null;
  readonly interval: number | null;
  readonly credentials: RequestCredentials;
  readonly share: 'page' | 'tabs';
  readonly adapter: string | Adapter | null;
  readonly paths: object | string | null;
  readonly data: unknown;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** The feed that a server has drawn a strip with, as JSON. */
export const embeddedFeed = (root: ParentNode | undefined): string | undefined =>
  root?.querySelector<HTMLDataElement>('[data-feed]')?.value;

/** Follows the feed that a host names, while it is in a document, and tells of it by the host's events. */
export class FeedController implements ReactiveController {
  /** The newest one. */
  feed: Feed | undefined;
  /** Why the last refresh failed; undefined when it didn't. */
  failure: Failure | undefined;
  /** What a server has drawn the strip with. */
  served: string | undefined;
  readonly #host: FeedHost;
  readonly #onNews: () => void;
  #source: FeedSource | undefined;
  #leave: (() => void) | undefined;
  /** What is subscribed to: feed, pace, and how it is read; in a document or not. */
  #followed: readonly unknown[] = [];
  /** The last one that came from the source. */
  #last: Feed | undefined;
  /** What the last issues event told. */
  #told = '';

  /** @param onNews told when feed or failure are others */
  constructor(host: FeedHost, onNews: () => void) {
    this.#host = host;
    this.#onNews = onNews;
    host.addController(this);
  }

  /** Whether there is one to be waited for. */
  get follows(): boolean {
    return !!this.#source;
  }

  /** The polling pace in force, in seconds. */
  get pace(): number {
    return this.#source?.pace() || this.#host.interval || this.feed?.ttl || 60;
  }

  async refresh(): Promise<void> {
    await this.#source?.refresh();
  }

  hostConnected(): void {
    addEventListener(ADAPTER_EVENT, this.#onAdapter);
    // A parser that is still at it brings the children later, and a long one in pieces.
    this.#host.renderRoot.addEventListener('slotchange', this.#readChild);
    document.addEventListener('DOMContentLoaded', this.#readChild);
    this.#readChild();
    this.follow();
  }

  hostDisconnected(): void {
    removeEventListener(ADAPTER_EVENT, this.#onAdapter);
    document.removeEventListener('DOMContentLoaded', this.#readChild);
    this.follow();
  }

  /** Subscribes to the feed that is named, while in a document. Another one, or none, ends that: the latest wins. */
  follow(): void {
    const { src, stream, interval, credentials, share, isConnected } = this.#host;
    const how = this.#how;
    const followed = [isConnected, src, stream, interval, credentials, share, ...how];
    if (followed.every((part, index) => part === this.#followed[index])) return;
    this.#followed = followed;
    const leave = this.#leave;
    const another = !!this.#source;
    this.#source = this.#leave = undefined;
    const [url, pushed] = [src, stream].map((named) =>
      named && isConnected && URL.canParse(named, document.baseURI) ? new URL(named, document.baseURI).href : null,
    );
    if (url || pushed) {
      // Another feed is another matter.
      const known = (): Feed | undefined => (another || this.feed === this.#last ? undefined : this.feed);
      const asked = { url: url ?? null, stream: pushed ?? null, credentials, tabs: share === 'tabs', how };
      this.#source = feedSource(asked, readerFor(...how));
      const end = this.#source.subscribe({
        interval: () => this.#host.interval,
        known,
        onFeed: (feed) => {
          // What the page was served with may be newer than what a cache has.
          this.#take(keepNewest(known(), feed, 0));
          this.#last = this.feed;
        },
        onFailure: (failure) => this.#fail(failure),
      });
      // Whoever is told at once that it fails may take the element away, or name another feed.
      if (this.#followed === followed) this.#leave = end;
      else end();
    }
    leave?.();
  }

  /** Reads what the host has been handed over. */
  read(): void {
    if (this.#host.data) this.#readNow(this.#host.data);
  }

  #readNow(payload: unknown): void {
    this.#take(keepDecimals(this.feed, readerFor(...this.#how)(payload, Date.now())));
  }

  /** The first feed may stand in the page, so that there is something to show before any request. */
  readonly #readChild = (): void => {
    // Where the tag was known before the parser came to it, what a server has drawn is a child like others.
    const child = this.#host.querySelector(
      ':scope > script[type="application/json"]:not([data-paths]), :scope > template',
    );
    const text =
      this.served ?? (child instanceof HTMLTemplateElement ? embeddedFeed(child.content) : child?.textContent);
    if (!text || this.feed || this.#host.data) return;
    if (!this.served && document.readyState === 'loading' && !child!.nextSibling) return;
    try {
      this.#readNow(JSON.parse(text));
    } catch {
      this.#fail({ kind: 'syntax', retryAt: null, issues: [] });
    }
  };

  /** How a payload is read. */
  get #how(): Parameters<typeof readerFor> {
    const { adapter, isConnected } = this.#host;
    const paths = this.#host.paths ?? (isConnected && this.#host.querySelector('script[data-paths]')?.textContent);
    // By its text, so that an object which a framework makes anew each time is the same mapping.
    return [adapter, paths ? (typeof paths === 'string' ? paths : JSON.stringify(paths)) : null];
  }

  /** An adapter has come, and may be the one that was missing. */
  readonly #onAdapter = (): void => {
    if (this.failure?.issues[0]?.rule !== 'unknown-adapter') return;
    this.read();
    this.#readChild();
    void this.refresh();
  };

  #take(feed: Feed): void {
    const { issues } = feed;
    if (isRefused(issues)) return this.#fail({ kind: 'shape', retryAt: null, issues });
    this.feed = feed;
    this.failure = undefined;
    this.#onNews();
    // What is wrong with a feed is wrong in each answer: it is told when it is new.
    const told = issues.map(({ path, rule }) => path + rule).join();
    if (told && told !== this.#told) this.#host.dispatchEvent(new MarketTickerIssuesEvent(issues));
    this.#told = told;
  }

  #fail(failure: Failure): void {
    this.failure = failure;
    const rule = failure.issues.find(({ action }) => action === 'refused')?.rule;
    // For who builds a page; the events tell all of it.
    if (rule)
      warnOnce('adapter', this.#host.adapter ?? 'canonical', `a loaded adapter, and a feed that it reads: ${rule}`);
    this.#onNews();
    this.#host.dispatchEvent(new MarketTickerErrorEvent(failure));
  }
}
