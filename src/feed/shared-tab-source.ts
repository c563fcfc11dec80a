import { keepNewest } from '../model/keep-newest.js';
import type { FeedSource, SourceState, Subscriber } from './feed-source.js';
import { pollSeconds } from './schedule.js';

/** The leader has news within so many ms of the moment at which its next request is due: ten seconds is the longest one. */
const PATIENCE = 15_000;
/** Then it is asked, and answers within so many ms: one that hangs does not. */
const GRACE = 3000;

/** Asked of whoever leads: what is known; and to ask the server now. */
const HELLO = 'hello';
const REFRESH = 'refresh';

/**
 * One feed for all tabs of a site. Of those that are looked at one leads: it has the lock, asks the server, and tells the
 * others. It lets go when it is hidden or closed, and the next one goes on where it was; one that hangs is put off.
 *
 * @param name of the feed, the same in all tabs
 * @param create makes a source that goes on from what is known
 * @returns nothing where the browser cannot do so, as on a page without HTTPS
 */
export function sharedTabSource(
  name: string,
  create: (known: SourceState) => FeedSource,
  onEmpty: () => void,
): FeedSource | undefined {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks || !globalThis.BroadcastChannel) return undefined;
  // With the version of what is said: a tab may be older than the next.
  const lock = `market-ticker 1 ${name}`;
  const ended = new AbortController();
  const { signal } = ended;
  const subscribers = new Map<Subscriber, (() => void) | undefined>();
  let known: SourceState = { dueAt: 0 };
  let channel: BroadcastChannel | undefined;
  /** The leader has one. */
  let source: FeedSource | undefined;
  /** Lets go of the lock, or of the wish for it. */
  let resign: (() => void) | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let answered: (() => void)[] = [];

  const open = (): BroadcastChannel => {
    if (channel) return channel;
    channel = new BroadcastChannel(lock);
    channel.onmessage = ({ data }: MessageEvent<SourceState | string>) => {
      if (typeof data !== 'string') hear(data);
      else if (data === REFRESH) void source?.refresh();
      else if (source) tell();
    };
    return channel;
  };

  /** The leader, to the others. */
  const tell = (): void => {
    known = source!.known();
    try {
      open().postMessage(known);
    } catch {
      // What an adapter of the page's own has reported may be of a kind that cannot be sent.
      open().postMessage({ ...known, feed: known.feed && { ...known.feed, issues: [] }, failed: undefined });
    }
  };

  const hear = (news: SourceState): void => {
    // It comes from one that has been put off, and does not know yet.
    if (source) return;
    const before = known;
    // What says the same stays the same, and need not be written again.
    known = { ...news, feed: news.feed ? keepNewest(before.feed, news.feed, Date.now()) : before.feed };
    const again = before.failed?.kind === known.failed?.kind && before.failed?.retryAt === known.failed?.retryAt;
    // A failure is told once.
    if (!(again && known.failed)) for (const subscriber of subscribers.keys()) pass(subscriber);
    for (const resolve of answered) resolve();
    answered = [];
    wait();
  };

  const pass = (subscriber: Subscriber): void => {
    if (known.feed) subscriber.onFeed(known.feed);
    if (known.failed) subscriber.onFailure(known.failed);
  };

  /** One that is looked at waits for the leader, asks it, and puts it off. */
  const wait = (): void => {
    clearTimeout(patience);
    if (source || document.hidden || signal.aborted) return;
    const until = Math.max(known.dueAt, Date.now()) + PATIENCE;
    const ask = (): void => {
      open().postMessage(HELLO);
      patience = setTimeout(() => stand(true), GRACE);
    };
    if (until < Infinity) patience = setTimeout(ask, Math.min(until - Date.now(), 1e9));
  };

  /** To the leader's own source; unless it has left meanwhile, because of what it was told. */
  const join = (subscriber: Subscriber): void => {
    const end = source?.subscribe(subscriber);
    if (subscribers.has(subscriber)) subscribers.set(subscriber, end);
    else end?.();
  };

  /** @returns a function that ends it */
  const lead = (): (() => void) => {
    clearTimeout(patience);
    const own = (source = create(known));
    for (const subscriber of subscribers.keys()) join(subscriber);
    const leave = own.subscribe({
      // None of its own.
      interval: () => 0,
      known: () => undefined,
      onFeed: tell,
      onFailure: tell,
    });
    return () => {
      known = own.known();
      source = undefined;
      leave();
      for (const [subscriber, end] of subscribers) {
        end?.();
        subscribers.set(subscriber, undefined);
      }
    };
  };

  const stand = (steal: boolean): void => {
    resign?.();
    const wish = new AbortController();
    let stop: (() => void) | undefined;
    const quit = (): void => {
      if (resign === quit) resign = undefined;
      wish.abort();
      stop?.();
      stop = undefined;
    };
    resign = quit;
    const hold = (): Promise<void> | undefined => {
      if (wish.signal.aborted || document.hidden) return undefined;
      const end = lead();
      return new Promise((release) => {
        stop = () => {
          end();
          release();
        };
      });
    };
    void locks
      .request(lock, steal ? { steal } : { signal: wish.signal }, hold)
      // It was taken away by one that has lost its patience, or it is no longer wished for. Where there are no locks, as in
      // a frame without an origin, each page leads itself.
      .catch((error: unknown) => ((error as Error).name === 'AbortError' ? undefined : hold()))
      .finally(() => {
        quit();
        wake();
      });
    open().postMessage(HELLO);
    wait();
  };

  const wake = (): void => {
    if (!document.hidden && !signal.aborted) {
      if (!resign) stand(false);
      return;
    }
    clearTimeout(patience);
    resign?.();
  };

  const close = (): void => {
    channel?.close();
    channel = undefined;
  };

  const subscribe = (subscriber: Subscriber): (() => void) => {
    subscribers.set(subscriber, undefined);
    if (source) join(subscriber);
    else pass(subscriber);
    wake();
    return () => {
      subscribers.get(subscriber)?.();
      subscribers.delete(subscriber);
      // As in one page: leaving and coming back within one task is a move.
      queueMicrotask(() => {
        if (subscribers.size || signal.aborted) return;
        ended.abort();
        wake();
        close();
        onEmpty();
      });
    };
  };

  const refresh = (): Promise<void> => {
    if (source) return source.refresh();
    open().postMessage(REFRESH);
    return new Promise((resolve) => {
      answered.push(resolve);
      setTimeout(resolve, PATIENCE);
    });
  };

  const pace = (): number => {
    const asked = [...subscribers.keys()].map((subscriber) => subscriber.interval());
    return source?.pace() ?? known.seconds ?? pollSeconds(asked, known.feed?.ttl ?? null);
  };

  document.addEventListener('visibilitychange', wake, { signal });
  // An open channel, like a lock, may keep a page from being gone back to at once.
  addEventListener('pagehide', close, { signal });
  return { pace, known: () => known, subscribe, refresh };
}
