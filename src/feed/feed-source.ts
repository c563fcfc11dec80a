import { isRefused } from '../model/is-refused.js';
import { keepNewest } from '../model/newest.js';
import type { Feed, Issue } from '../model/quote.js';
import { load, type FailureKind, type Loaded } from './load.js';
import { paceOf, pollDelay, retryDelay } from './schedule.js';

/** A refresh that failed; what was shown before stays. */
export interface Failure {
  readonly kind: FailureKind;
  readonly status?: number | undefined;
  /** When the next try is due, epoch milliseconds; null when there will be none. */
  readonly retryAt: number | null;
  readonly issues: readonly Issue[];
}

/** One element that wants the feed. */
export interface Subscriber {
  /** The pace it asks for in seconds; null leaves it to the feed, 0 loads once. */
  interval(): number | null;
  onFeed(feed: Feed): void;
  onFailure(failure: Failure): void;
}

/**
 * One feed for all elements of the page that ask the same: one request a tick, one parse, handed to every subscriber.
 * Sleeps while the page is hidden; the newest answer wins.
 */
export interface FeedSource {
  /** The pace in force, in seconds; 0 when nothing is polled. */
  pace(): number;
  /** Hands over what is known at once. @returns a function that ends it */
  subscribe(subscriber: Subscriber): () => void;
  /** One request now, whatever the schedule says; joins the one that is under way. Never rejects. */
  refresh(): Promise<void>;
}

/** Reads a payload at a moment, epoch milliseconds. */
export type Reader = (payload: unknown, now: number) => Feed;

const sources = new Map<readonly unknown[], FeedSource>();

/**
 * The page's one source for a feed; made when nobody has asked for it, gone when the last subscriber leaves.
 *
 * @param url absolute
 * @param how what else the feed is shared by: those who read the same body in another way have another source
 * @param read turns a payload into a feed, in that way
 */
export function feedSource(url: string, how: readonly unknown[], read: Reader): FeedSource {
  const key = [url, ...how];
  for (const [other, source] of sources) if (key.every((part, index) => part === other[index])) return source;
  const source = createSource(url, read, () => sources.delete(key));
  sources.set(key, source);
  return source;
}

function createSource(url: string, read: Reader, onEmpty: () => void): FeedSource {
  const subscribers = new Set<Subscriber>();
  const ended = new AbortController();
  const { signal } = ended;
  let feed: Feed | undefined;
  let failure: Failure | undefined;
  let failures = 0;
  /** When the next request is due: epoch ms; Infinity for never again. */
  let dueAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;

  const pace = (): number =>
    paceOf(
      [...subscribers].map((subscriber) => subscriber.interval()),
      feed?.ttl ?? null,
    );
  const nextPoll = (): number => (pace() ? Date.now() + pollDelay(pace(), Math.random()) : Infinity);

  const wake = (): void => {
    clearTimeout(timer);
    const wait = dueAt - Date.now();
    if (running || signal.aborted || document.hidden || wait === Infinity) return;
    // Timers count in 32 bits: what is later is looked at again on the way.
    if (wait > 0) timer = setTimeout(wake, Math.min(wait, 1e9));
    else void refresh();
  };

  const settle = (loaded: Loaded): void => {
    if (signal.aborted) return;
    const now = Date.now();
    const fresh = loaded.kind ? undefined : read(loaded.payload, now);
    if (fresh && !isRefused(fresh.issues)) {
      feed = keepNewest(feed, fresh, now);
      failure = undefined;
      failures = 0;
      dueAt = nextPoll();
      for (const subscriber of subscribers) subscriber.onFeed(feed);
    } else {
      const { kind = 'shape', status } = loaded as Exclude<Loaded, { kind?: undefined }>;
      // `interval="0"` is for one good answer, not for one try.
      dueAt = now + retryDelay(++failures, pace() || 60, Math.random());
      failure = { kind, status, retryAt: dueAt, issues: fresh?.issues ?? [] };
      for (const subscriber of subscribers) subscriber.onFailure(failure);
    }
  };

  const refresh = (): Promise<void> =>
    (running ??= load(url, signal)
      .then(settle)
      // Whatever else may go wrong must not become a storm of requests.
      .catch(() => {
        dueAt = Date.now() + 60_000;
      })
      .finally(() => {
        running = undefined;
        wake();
      }));

  const subscribe = (subscriber: Subscriber): (() => void) => {
    subscribers.add(subscriber);
    if (feed) subscriber.onFeed(feed);
    if (failure) subscriber.onFailure(failure);
    // It may ask for another pace.
    else if (feed) dueAt = Math.min(dueAt, nextPoll());
    wake();
    return () => {
      subscribers.delete(subscriber);
      // A CMS moves elements about: leaving and coming back within one task is a move, and must not ask again.
      queueMicrotask(() => {
        if (subscribers.size || signal.aborted) return;
        ended.abort();
        clearTimeout(timer);
        onEmpty();
      });
    };
  };

  document.addEventListener('visibilitychange', wake, { signal });
  return { pace, subscribe, refresh };
}
