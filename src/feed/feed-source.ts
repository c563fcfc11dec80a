import { isRefused } from '../model/quote.js';
import { keepNewest, sameQuote } from '../model/keep-newest.js';
import { mergeUpdates } from '../model/merge-updates.js';
import type { Feed, Issue, Quote } from '../model/quote.js';
import { fetchJson, MAX_BYTES, type FailureKind, type FetchResult } from './fetch-json.js';
import { pollSeconds, pollDelay, retryDelay } from './schedule.js';
import { openEventStream } from './event-stream.js';
import { sharedTabSource } from './shared-tab-source.js';

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
  /** What it shows, where that came from elsewhere: what the page was served with. */
  known(): Feed | undefined;
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
  /** What somebody else may go on from. */
  known(): SourceState;
  /** Hands over what is known at once. @returns a function that ends it */
  subscribe(subscriber: Subscriber): () => void;
  /** One request now, whatever the schedule says; joins the one that is under way. Never rejects. */
  refresh(): Promise<void>;
}

/** Reads a payload at a moment, epoch milliseconds; a partial update with what is known already. */
export type ParsePayload = (payload: unknown, now: number, known?: ReadonlyMap<string, Quote>) => Feed;

/** A catch-up leaves the server that long since the request before: ms. A stream may break again and again. */
const REST = 5000;

/** Updates of a stream are read so many ms after the first of them: what is sent together becomes one feed. */
const BURST = 50;
/** And so many ms after those before: nobody reads faster, and each time costs the page as much as many updates. */
const PAUSE = 500;
/** So many are not kept waiting: more at a time would be a long task. */
const CROWD = 500;

/**
 * What is known of a feed by somebody who has followed it so far, and when the next request is due: epoch ms. Tabs tell it each
 * other: its names are not made shorter in the CDN file.
 */
export interface SourceState {
  readonly feed?: Feed | undefined;
  readonly failed?: Failure | undefined;
  readonly dueAt: number;
  /** A server has asked to be left alone until then: epoch ms. */
  readonly notBefore?: number;
  /** A server has said that its stream is over. */
  readonly silent?: boolean;
  /** The pace in force, in seconds. */
  readonly seconds?: number;
}

/** What a source is asked for. */
export interface FeedRequest {
  /** Absolute; null for a feed that is only streamed. */
  readonly url: string | null;
  /** Absolute; null for a feed that is only polled. */
  readonly stream: string | null;
  readonly credentials: RequestCredentials;
  /** With all tabs of the site, where the browser can. */
  readonly tabs: boolean;
  /** How it is read: those who read the same body in another way have another source. */
  readonly how: readonly unknown[];
}

const sources = new Map<readonly unknown[], FeedSource>();

/**
 * The page's one source for a feed; made when nobody has asked for it, gone when the last subscriber leaves.
 *
 * @param read turns a payload into a feed, in the way that is asked for
 */
export function feedSource(asked: FeedRequest, read: ParsePayload): FeedSource {
  const { url, stream, credentials, tabs, how } = asked;
  const key = [tabs, url, stream, credentials, ...how];
  for (const [other, source] of sources) if (key.every((part, index) => part === other[index])) return source;
  const onEmpty = (): void => void sources.delete(key);
  const create = (known: SourceState, onEmpty?: () => void): FeedSource => createSource(asked, read, known, onEmpty);
  // A function is of one page, and cannot be known to another.
  const named = tabs && !how.some((part) => part instanceof Function);
  const shared = named ? sharedTabSource(JSON.stringify(key), create, onEmpty) : undefined;
  const source = shared ?? create({ dueAt: 0 }, onEmpty);
  sources.set(key, source);
  return source;
}

function createSource(
  { url, stream, credentials }: FeedRequest,
  read: ParsePayload,
  known: SourceState,
  onEmpty?: () => void,
): FeedSource {
  const subscribers = new Set<Subscriber>();
  const ended = new AbortController();
  const { signal } = ended;
  let { feed, failed: failure, notBefore = 0 } = known;
  let failures = 0;
  /** When the next request is due: epoch ms; Infinity for never again. What a stream has brought between two is asked for. */
  let dueAt = url && stream && !failure ? Math.min(known.dueAt, Date.now() + REST) : known.dueAt;
  /** What nobody has listened to is asked for then, whatever the pace: epoch ms. */
  let wantedAt = Infinity;
  /** The last answer was good for so many s; and so many in a row had nothing new while the markets were closed. */
  let fresh = 0;
  let quiet = 0;
  let askedAt = -Infinity;
  let openedAt = -Infinity;
  /** Only an answer to a question asked since makes up for what no update has brought: what came while nobody listened. */
  let owed = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  /** Ends the stream; undefined while there is none. */
  let close: (() => void) | undefined;
  /** When it is to be opened. */
  let listenAt = stream && !known.silent ? 0 : Infinity;
  /** In a row, with no message between. */
  let breaks = 0;
  let updates: string[] = [];
  let burst: ReturnType<typeof setTimeout> | undefined;

  const pace = (): number =>
    pollSeconds(
      [...subscribers].map((subscriber) => subscriber.interval()),
      feed?.ttl ?? null,
      fresh,
    );
  const retryAt = (times: number, ...told: [status?: number, retryAfter?: number]): number =>
    Date.now() + retryDelay(times, pace() || 60, Math.random(), ...told);
  const nextPoll = (): number => (pace() ? Date.now() + pollDelay(pace(), Math.random(), quiet) : Infinity);

  const wake = (): void => {
    clearTimeout(timer);
    const away = signal.aborted || document.hidden;
    // That there is no network is certain where a browser says so; that there is one is not.
    const offline = !navigator.onLine;
    if (away || offline) hangUp();
    else if (!close && Date.now() >= listenAt) listen();
    if (away || running) return;
    const polls = url ? Math.min(dueAt, wantedAt) : Infinity;
    if (offline && Math.min(polls, listenAt) <= Date.now()) {
      if (!failure) tell({ kind: 'network', retryAt: null, issues: [] });
      return;
    }
    const next = Math.min(polls, close ? Infinity : listenAt);
    if (polls <= Date.now()) void refresh();
    // Timers count in 32 bits: what is later is looked at again on the way.
    else if (next < Infinity) timer = setTimeout(wake, Math.min(next - Date.now(), 1e9));
  };

  const putOff = (): void => {
    failures = 0;
    dueAt = Math.max(notBefore, nextPoll());
  };

  /** Each arrival puts the next poll off: a stream that brings updates leaves nothing to ask for. */
  const arrive = (newest: Feed): void => {
    feed = newest;
    failure = undefined;
    if (!url || !owed) putOff();
    for (const subscriber of subscribers) subscriber.onFeed(feed);
  };

  const tell = (told: Failure): void => {
    failure = told;
    for (const subscriber of subscribers) subscriber.onFailure(failure);
  };

  const fail = (kind: FailureKind, status?: number, retryAfter?: number, issues: readonly Issue[] = []): void => {
    // `interval="0"` is for one good answer, not for one try.
    dueAt = retryAt(++failures, status, retryAfter);
    wantedAt = Infinity;
    if (retryAfter) notBefore = dueAt;
    tell({ kind, status, retryAt: dueAt, issues });
  };

  const settle = (loaded: FetchResult | undefined): void => {
    if (signal.aborted) return;
    if (!loaded) return void (dueAt = Infinity);
    if (loaded.kind) return fail(loaded.kind, loaded.status, loaded.retryAfter);
    const now = Date.now();
    const answer = read(loaded.payload, now);
    if (isRefused(answer.issues)) return fail('shape', undefined, 0, answer.issues);
    owed = askedAt < openedAt;
    fresh = loaded.fresh;
    const newest = keepNewest(feed, answer, now);
    const nothing = newest.quotes.every(
      (quote, index) =>
        (quote.state === 'closed' || quote.state === 'holiday') && sameQuote(quote, feed?.quotes[index]),
    );
    notBefore = 0;
    quiet = nothing ? quiet + 1 : 0;
    feed = newest;
    putOff();
    arrive(newest);
  };

  const owe = (wait: number): void => {
    owed = true;
    wantedAt = Math.min(wantedAt, Math.max(Date.now(), askedAt + REST, notBefore) + wait);
  };

  const hangUp = (): void => {
    if (close) owe(0);
    close?.();
    close = undefined;
  };

  const listen = (): void => {
    close = openEventStream(stream!, credentials, {
      onOpen: () => {
        openedAt = Date.now();
        owed = true;
        // What was missed meanwhile. A server that has come back hears from all its readers: not in the same second. What
        // came between the first answer and now can wait for the next poll, which updates do not put off.
        if (breaks) owe(Math.random() * REST);
        // Where nothing is polled, that it is open is all the news there may be for hours.
        const shown = feed ?? served();
        if (shown && (failure?.kind === 'stream' || (!url && failure))) arrive(shown);
        if (breaks) wake();
      },
      onMessage: (text) => {
        breaks = 0;
        updates.push(text);
        burst ??= setTimeout(takeOver, BURST);
        if (updates.length === CROWD) takeOver();
      },
      onBreak: (over, ...told) => {
        // The browser goes on trying, unless it has been told that there is nothing to hear.
        if (over) close = undefined;
        listenAt = retryAt(++breaks, ...told);
        // Where answers come all the same it is told once; else until there is something new.
        if (breaks === 1 || !(url || failure)) tell({ kind: 'stream', retryAt: listenAt, issues: [] });
        wake();
      },
      onEnd: () => {
        close = undefined;
        listenAt = Infinity;
        wake();
      },
    });
  };

  const served = (): Feed | undefined => [...subscribers].map((subscriber) => subscriber.known()).find(Boolean);

  const takeOver = (): void => {
    clearTimeout(burst);
    burst = updates.length ? setTimeout(takeOver, PAUSE) : undefined;
    // An answer under way is older than what has been pushed meanwhile, and must not come on top of it.
    if (running || !burst) return;
    const now = Date.now();
    const payloads = updates.map((text): unknown => {
      try {
        // No longer than a whole feed may be.
        if (text.length <= MAX_BYTES) return JSON.parse(text);
      } catch {
        // It is told as what it is: no feed.
      }
      return undefined;
    });
    updates = [];
    let accepted = false;
    const merged = mergeUpdates(feed ?? served() ?? read([], now, new Map()), payloads, (payload, known) => {
      const update = read(payload, now, known);
      accepted ||= !isRefused(update.issues);
      return update;
    });
    // What is no update is no sign of life; and nothing is not shown as a feed.
    if (accepted && merged.quotes.length) {
      arrive(merged);
      wake();
    } else if (feed && !failure)
      for (const subscriber of subscribers) subscriber.onFeed({ ...feed, issues: merged.issues });
  };

  const refresh = (): Promise<void> => {
    if (!running) {
      askedAt = Date.now();
      wantedAt = Infinity;
    }
    return (running ??= (url ? fetchJson(url, credentials, signal) : Promise.resolve(undefined))
      .then(settle)
      // Whatever else may go wrong must not become a storm of requests.
      .catch(() => {
        dueAt = Date.now() + 60_000;
      })
      .finally(() => {
        running = undefined;
        wake();
      }));
  };

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
        clearTimeout(burst);
        hangUp();
        onEmpty?.();
      });
    };
  };

  document.addEventListener('visibilitychange', wake, { signal });
  for (const type of ['online', 'offline']) addEventListener(type, wake, { signal });
  const told = (): SourceState => ({
    feed,
    failed: failure,
    dueAt: Math.min(dueAt, wantedAt),
    notBefore,
    silent: !!stream && listenAt === Infinity,
    seconds: pace(),
  });
  return { pace, known: told, subscribe, refresh };
}
