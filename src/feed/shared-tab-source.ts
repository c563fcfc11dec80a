import { keepNewest } from '../model/keep-newest.js';
import type { Feed } from '../model/quote.js';
import { MAX_TIMEOUT, pollSeconds } from './schedule.js';
import type { FeedSource, SourceState, Subscriber, Subscription } from './types.js';

/**
 * The version of the messages between tabs, which contain a `SourceState`. Tabs with different versions ignore each
 * other. The versions of two tabs differ if the site has updated this code after only one of them was opened.
 */
const VERSION = 2;

/** For how many ms the leader may be silent after its next request is due. A request takes up to ten seconds. */
const LEADER_TIMEOUT = 15_000;
/** For how many ms another tab waits for the leader's reply to `SEND_STATE`. A leader that hangs does not reply. */
const REPLY_TIMEOUT = 3000;

/** Asks the leader to send its state to all tabs. */
const SEND_STATE = 'hello';
/** Asks the leader to make a request now. */
const REFRESH = 'refresh';

/**
 * Creates this tab's source for a feed that all tabs of a site share. One of the visible tabs is the leader. The leader
 * holds a Web Lock, runs the source that makes the requests, and sends its state to the other tabs over a
 * `BroadcastChannel`. When the leader is hidden or closed, the lock is released, and another tab becomes the leader and
 * continues from the last state. If the leader hangs, another tab takes over the lock.
 *
 * @param name the name of the feed, which is the same in all tabs
 * @param create creates a source that continues from a state
 * @param onEmpty called when the last subscriber of this tab has left
 * @returns the source, or undefined if Web Locks or channels are not available, for example on a page that was not
 *   served over HTTPS
 */
export function sharedTabSource(
  name: string,
  create: (state: SourceState) => FeedSource,
  onEmpty: () => void,
): FeedSource | undefined {
  // On a page that was not served over HTTPS, `navigator.locks` is undefined, although its type says otherwise.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks || !globalThis.BroadcastChannel) return undefined;
  const lockName = `market-ticker ${VERSION} ${name}`;
  const ended = new AbortController();
  const { signal } = ended;
  /** The subscribers of this tab, each with a function that ends its subscription to `source` if this tab leads. */
  const subscribers = new Map<Subscriber, (() => void) | undefined>();
  let state: SourceState = { dueAt: 0 };
  /** The initial feed, which this page was served with. */
  let seedFeed: Feed | undefined;
  let channel: BroadcastChannel | undefined;
  /** The source that makes the requests. Undefined unless this tab leads. */
  let source: FeedSource | undefined;
  /** Releases the lock, or withdraws the request for it. Undefined if this tab neither holds nor requests the lock. */
  let resign: (() => void) | undefined;
  let leaderTimer: ReturnType<typeof setTimeout> | undefined;
  /** The functions that resolve the pending promises of `refresh()`, which wait for the leader. */
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
      // Issues from a publisher's own adapter may contain values that cannot be cloned, so the state is sent without
      // issues. It is also sent without the failure, because a failure contains issues, too.
      post({ ...state, feed: state.feed && { ...state.feed, issues: [] }, failure: undefined });
    }
  };

  const receiveState = (received: SourceState): void => {
    // If this tab leads, the state is ignored. Its sender is a former leader that does not know yet of the change.
    if (source) return;
    const before = state;
    // Unchanged quotes remain the same objects, so that they are not rendered again.
    const feed = received.feed ? keepNewest(before.feed ?? seedFeed, received.feed, Date.now()) : before.feed;
    const { failure } = received;
    state = { ...received, feed };
    const isSameFailure = before.failure?.kind === failure?.kind && before.failure?.retryAt === failure?.retryAt;
    // The leader may send the same failure several times, but the failure is reported only once.
    if (!failure || !isSameFailure)
      for (const subscriber of subscribers.keys()) {
        if (feed) subscriber.onFeed(feed);
        if (failure) subscriber.onFailure(failure);
      }
    for (const resolve of refreshResolvers) resolve();
    refreshResolvers = [];
    watchLeader();
  };

  /**
   * Watches the leader if this tab is visible and does not lead. If the leader is silent for too long, this tab asks
   * for the leader's state. If the leader does not reply, this tab takes over the lock.
   */
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

  /**
   * Makes this tab the leader.
   *
   * @returns a function that ends the leadership
   */
  const lead = (): (() => void) => {
    clearTimeout(leaderTimer);
    const leading = create(state);
    source = leading;
    if (seedFeed) leading.seed(seedFeed);
    // The feed and failure that `subscribe` returns are ignored, because the subscribers already know the state from
    // which the new source continues.
    for (const subscriber of subscribers.keys()) subscribers.set(subscriber, leading.subscribe(subscriber).unsubscribe);
    const onNews = (): void => sendState(leading);
    // This subscriber sends the state to the other tabs. Its interval 0 does not affect the intervals of the others.
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
   * Requests the lock, and leads while this tab holds it.
   *
   * @param steal whether to take the lock from a leader that hangs
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
        // Another tab has stolen the lock, or this tab has withdrawn its request.
        if (error instanceof DOMException && error.name === 'AbortError') return undefined;
        // If the browser refuses locks, as in a frame with an opaque origin, each tab is its own leader.
        return onLock();
      })
      .finally(() => {
        withdraw();
        update();
      });
    post(SEND_STATE);
    watchLeader();
  };

  /**
   * Requests the lock if this tab is visible and has subscribers. Otherwise releases the lock or withdraws the request.
   */
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
    // As in polling-source.ts, the microtask lets the source continue if an element is removed and added synchronously.
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
  // An open channel or a held lock may exclude the page from the back/forward cache. The channel is closed here, and
  // `update` releases the lock when the page is hidden.
  addEventListener('pagehide', closeChannel, { signal });
  return { pollSeconds: currentPollSeconds, state: () => state, seed, subscribe, refresh };
}
