import type { Feed, Issue } from '../model/quote.js';
import { load, LoadError, type FailureKind } from './load.js';
import { paceOf, pollDelay, retryDelay } from './schedule.js';

/** A refresh that failed; what was shown before stays. */
export interface Failure {
  readonly kind: FailureKind;
  readonly status: number | undefined;
  /** When the next try is due, epoch milliseconds; null when there will be none. */
  readonly retryAt: number | null;
  readonly issues: readonly Issue[];
}

/** One element that wants the feed. */
export interface Subscriber {
  /** The pace it asks for in seconds; null leaves it to the feed, 0 loads once. */
  readonly interval: () => number | null;
  onFeed(feed: Feed): void;
  onFailure(failure: Failure): void;
}

export interface FeedRequest {
  /** Absolute. */
  readonly url: string;
  readonly credentials: RequestCredentials;
  /** Turns a payload into a feed; equal functions share a source. */
  readonly read: (payload: unknown) => Feed;
}

/** The page's clock, randomness and visibility, as the source sees them; tests hand in their own. */
export interface Surroundings {
  readonly now: () => number;
  readonly random: () => number;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

/**
 * One feed for all elements of the page that name it: one request a tick, one parse, handed to every subscriber.
 * Stops when the page is hidden and when nobody listens; the newest answer wins.
 */
export class FeedSource {
  readonly #request: FeedRequest;
  readonly #around: Surroundings;
  readonly #onEmpty: () => void;
  readonly #subscribers = new Set<Subscriber>();
  #feed: Feed | null = null;
  #failures = 0;
  #failure: Failure | null = null;
  /** When the next request is due: epoch ms; Infinity for never again. */
  #dueAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  #running: Promise<void> | undefined;

  constructor(request: FeedRequest, around: Surroundings, onEmpty: () => void) {
    this.#request = request;
    this.#around = around;
    this.#onEmpty = onEmpty;
  }

  /** The pace in force, in seconds. */
  get pace(): number {
    return paceOf([...this.#subscribers].map(({ interval }) => interval()), this.#feed?.ttl ?? null);
  }

  subscribe(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
    if (this.#subscribers.size === 1) this.#around.page.addEventListener('visibilitychange', this.#wake);
    if (this.#feed) subscriber.onFeed(this.#feed);
    if (this.#failure) subscriber.onFailure(this.#failure);
    this.paceChanged();
  }

  unsubscribe(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    // A CMS moves elements about: leaving and coming back within one task is a move, and must not ask again.
    queueMicrotask(() => {
      if (this.#subscribers.size === 0) this.#stop();
    });
  }

  /** Asks again when an element's pace has changed. */
  paceChanged(): void {
    if (this.#failures === 0 && this.#feed) this.#dueAt = Math.min(this.#dueAt, this.#nextPoll());
    this.#wake();
  }

  /** One request now, whatever the schedule says; joins the one that is under way. Never rejects. */
  refresh(): Promise<void> {
    return (this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      this.#wake();
    }));
  }

  readonly #wake = (): void => {
    clearTimeout(this.#timer);
    if (this.#running || this.#subscribers.size === 0) return;
    if (this.#around.page.visibilityState === 'hidden' || this.#dueAt === Infinity) return;
    const wait = this.#dueAt - this.#around.now();
    if (wait <= 0) void this.refresh();
    else this.#timer = setTimeout(this.#wake, wait);
  };

  async #run(): Promise<void> {
    const abort = (this.#abort = new AbortController());
    const { url, credentials, read } = this.#request;
    try {
      const feed = read(await load(url, { credentials, signal: abort.signal, now: this.#around.now }));
      if (abort.signal.aborted) return;
      if (feed.issues.some(({ action }) => action === 'refused')) this.#fail('shape', undefined, undefined, feed.issues);
      else this.#succeed(feed);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (error instanceof LoadError) this.#fail(error.kind, error.status, error.retryAfter, []);
      else throw error;
    }
  }

  #succeed(feed: Feed): void {
    this.#feed = feed;
    this.#failures = 0;
    this.#failure = null;
    this.#dueAt = this.#nextPoll();
    for (const subscriber of [...this.#subscribers]) subscriber.onFeed(feed);
  }

  #fail(kind: FailureKind, status: number | undefined, retryAfter: number | undefined, issues: readonly Issue[]): void {
    this.#failures += 1;
    // `interval="0"` is for one good answer, not for one try.
    this.#dueAt = this.#around.now() + retryDelay(this.#failures, this.pace || 60, retryAfter, this.#around.random);
    this.#failure = { kind, status, retryAt: this.#dueAt, issues };
    for (const subscriber of [...this.#subscribers]) subscriber.onFailure(this.#failure);
  }

  #nextPoll(): number {
    return this.pace === 0 ? Infinity : this.#around.now() + pollDelay(this.pace, this.#around.random);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#around.page.removeEventListener('visibilitychange', this.#wake);
    this.#onEmpty();
  }
}
