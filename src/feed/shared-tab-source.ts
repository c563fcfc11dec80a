import { keepNewest } from '../model/keep-newest.js';
import type { Feed } from '../model/quote.js';
import { MAX_TIMEOUT, pollSeconds } from './schedule.js';
import type { FeedSource, SourceState, Subscriber, Subscription } from './types.js';

/**
 * The version of the messages between tabs, `SourceState` above all. A tab may have been opened before the site changed
 * to another version of this code; tabs of different versions ignore each other.
 */
const VERSION = 2;

/**
 * How long after the time at which its next request is due the leader may be silent, in milliseconds. A request takes
 * up to ten seconds.
 */
const LEADER_TIMEOUT = 15_000;
/** How long the leader may then take to answer a question, in milliseconds. A tab that hangs does not answer. */
const REPLY_TIMEOUT = 3000;

/** Asks the leader to send its state to all tabs. */
const SEND_STATE = 'hello';
/** Asks the leader to make a request now. */
const REFRESH = 'refresh';

/**
 * Creates the source of one tab for a feed that all tabs of a site share. One of the visible tabs is the leader: it
 * holds a Web Lock, runs the source that makes the requests, and sends its state to the others over a BroadcastChannel.
 * It releases the lock when it is hidden or closed, and the next leader continues from the last state. A leader that
 * hangs is replaced.
 *
 * @param name the name of the feed, the same in all tabs
 * @param create creates a source that continues from a state
 * @param onEmpty called when the last subscriber of this tab has left
 * @returns undefined where the browser has no locks or channels, as on a page without HTTPS
 */
export function sharedTabSource(
  name: string,
  create: (state: SourceState) => FeedSource,
  onEmpty: () => void,
): FeedSource | undefined {
  // The type says that every page has locks, but a page that was not served over HTTPS has none.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks || !globalThis.BroadcastChannel) return undefined;
  const lockName = `market-ticker ${VERSION} ${name}`;
  const ended = new AbortController();
  const { signal } = ended;
  /** The subscribers of this tab, in the tab that leads each with the function that ends its subscription to `source`. */
  const subscribers = new Map<Subscriber, (() => void) | undefined>();
  let state: SourceState = { dueAt: 0 };
  /** The feed that this page was served with. */
  let seedFeed: Feed | undefined;
  let channel: BroadcastChannel | undefined;
  /** The source that makes the requests; undefined unless this tab leads. */
  let source: FeedSource | undefined;
  /** Releases the lock, or withdraws the request for it; undefined while there is neither. */
  let resign: (() => void) | undefined;
  let leaderTimer: ReturnType<typeof setTimeout> | undefined;
  /** The functions that resolve the promises of `refresh()` calls which wait for the leader. */
  let refreshResolvers: (() => void)[] = [];

  const post = (message: SourceState | string): void => {
    if (!channel) {
      channel = new BroadcastChannel(lockName);
      channel.onmessage = ({ data }: MessageEvent<SourceState | string>) => {
        if (typeof data !== 'string') receiveState(data);
        else if (data === REFRESH) void source?.refresh();
        else if (source) sendState(source);
      };
    }
    channel.postMessage(message);
  };

  const sendState = (leading: FeedSource): void => {
    state = leading.state();
    try {
      post(state);
    } catch {
      // The issues that a page's own adapter reports may have values that cannot be cloned.
      post({ ...state, feed: state.feed && { ...state.feed, issues: [] }, failure: undefined });
    }
  };

  const receiveState = (received: SourceState): void => {
    // Another tab took the lead a moment ago, and the sender does not know it yet.
    if (source) return;
    const before = state;
    // Quotes that have not changed stay the same objects, so that they are not rendered again.
    const feed = received.feed ? keepNewest(before.feed ?? seedFeed, received.feed, Date.now()) : before.feed;
    const { failure } = received;
    state = { ...received, feed };
    const isSameFailure = before.failure?.kind === failure?.kind && before.failure?.retryAt === failure?.retryAt;
    // Each failure is reported once.
    if (!failure || !isSameFailure)
      for (const subscriber of subscribers.keys()) {
        if (feed) subscriber.onFeed(feed);
        if (failure) subscriber.onFailure(failure);
      }
    for (const resolve of refreshResolvers) resolve();
    refreshResolvers = [];
    watchLeader();
  };

  /** In a visible tab that does not lead: asks a leader that is silent for too long, and replaces one that does not answer. */
  const watchLeader = (): void => {
    clearTimeout(leaderTimer);
    if (source || document.hidden || signal.aborted) return;
    const silentAt = Math.max(state.dueAt, Date.now()) + LEADER_TIMEOUT;
    const askLeader = (): void => {
      post(SEND_STATE);
      leaderTimer = setTimeout(() => requestLock(true), REPLY_TIMEOUT);
    };
    if (silentAt < Infinity) leaderTimer = setTimeout(askLeader, Math.min(silentAt - Date.now(), MAX_TIMEOUT));
  };

  /** @returns a function that ends the leadership */
  const lead = (): (() => void) => {
    clearTimeout(leaderTimer);
    const leading = create(state);
    source = leading;
    if (seedFeed) leading.seed(seedFeed);
    // Subscribers know the state that the new source continues from.
    for (const subscriber of subscribers.keys()) subscribers.set(subscriber, leading.subscribe(subscriber).unsubscribe);
    const onNews = (): void => sendState(leading);
    // This subscriber asks for no interval of its own.
    const { feed, failure, unsubscribe } = leading.subscribe({ interval: () => 0, onFeed: onNews, onFailure: onNews });
    if (feed || failure) onNews();
    return () => {
      state = leading.state();
      source = undefined;
      unsubscribe();
      for (const [subscriber, end] of subscribers) {
        end?.();
        subscribers.set(subscriber, undefined);
      }
    };
  };

  /**
   * Waits for the lock, and leads while this tab holds it.
   *
   * @param steal takes the lock from a leader that hangs
   */
  const requestLock = (steal: boolean): void => {
    resign?.();
    const request = new AbortController();
    let release: (() => void) | undefined;
    const withdraw = (): void => {
      if (resign === withdraw) resign = undefined;
      request.abort();
      release?.();
      release = undefined;
    };
    resign = withdraw;
    const onLock = (): Promise<void> | undefined => {
      if (request.signal.aborted || document.hidden) return undefined;
      const stopLeading = lead();
      return new Promise((resolve) => {
        release = () => {
          stopLeading();
          resolve();
        };
      });
    };
    void locks
      .request(lockName, steal ? { steal } : { signal: request.signal }, onLock)
      .catch((error: unknown) => {
        // Another tab has stolen the lock, or this one has withdrawn its request.
        if (error instanceof DOMException && error.name === 'AbortError') return undefined;
        // Where locks are refused, as in a frame with an opaque origin, each page leads itself.
        return onLock();
      })
      .finally(() => {
        withdraw();
        update();
      });
    post(SEND_STATE);
    watchLeader();
  };

  /** Requests the lock while this tab is visible and has subscribers, and gives it up otherwise. */
  const update = (): void => {
    if (!document.hidden && !signal.aborted) {
      if (!resign) requestLock(false);
      return;
    }
    clearTimeout(leaderTimer);
    resign?.();
  };

  const closeChannel = (): void => {
    channel?.close();
    channel = undefined;
  };

  const unsubscribe = (subscriber: Subscriber): void => {
    subscribers.get(subscriber)?.();
    subscribers.delete(subscriber);
    // As in polling-source.ts: an element that leaves and comes back within one task has only moved.
    queueMicrotask(() => {
      if (subscribers.size || signal.aborted) return;
      ended.abort();
      update();
      closeChannel();
      onEmpty();
    });
  };

  const subscribe = (subscriber: Subscriber): Subscription => {
    const own = source?.subscribe(subscriber);
    subscribers.set(subscriber, own?.unsubscribe);
    update();
    const { feed, failure } = own ?? state;
    return { feed, failure, unsubscribe: () => unsubscribe(subscriber) };
  };

  const seed = (served: Feed): void => {
    seedFeed = keepNewest(seedFeed, served, 0);
    if (state.feed) state = { ...state, feed: keepNewest(served, state.feed, 0) };
    source?.seed(served);
  };

  const refresh = (): Promise<void> => {
    if (source) return source.refresh();
    post(REFRESH);
    return new Promise((resolve) => {
      refreshResolvers.push(resolve);
      setTimeout(resolve, LEADER_TIMEOUT);
    });
  };

  const currentPollSeconds = (): number => {
    const requested = [...subscribers.keys()].map((subscriber) => subscriber.interval());
    return source?.pollSeconds() ?? state.pollSeconds ?? pollSeconds(requested, state.feed?.ttl ?? null);
  };

  document.addEventListener('visibilitychange', update, { signal });
  // An open channel, like a lock, may keep a page out of the back/forward cache.
  addEventListener('pagehide', closeChannel, { signal });
  return { pollSeconds: currentPollSeconds, state: () => state, seed, subscribe, refresh };
}
