import { pageTime, trueTime } from '../clock/page-time.js';
import { wakeAt } from '../clock/wake-timer.js';
import { keepNewest } from '../model/keep-newest.js';
import type { Feed } from '../model/quote.js';
import { MIN_SECONDS, pollSeconds } from './schedule.js';
import { mergeServed } from './served-feed.js';
import { REFRESH, SEND_STATE, tabChannel } from './tab-channel.js';
import { tabLock } from './tab-lock.js';
import { onReadersClock, readTabState } from './tab-state.js';
import type { FeedSource, SourceHooks, SourceState, Subscriber, Subscription } from './types.js';
import { isPageHidden, listen } from '../dom/members.js';

/**
 * The version of the messages between tabs, which contain a `SourceState`. Tabs with different versions ignore each
 * other. The versions of two tabs differ if the site has updated this code after only one of them was opened.
 */
const VERSION = 3;

/** For how many ms the leader may be silent after its next request is due. A request takes up to ten seconds. */
const LEADER_TIMEOUT = 15_000;
/** For how many ms another tab waits for the leader's reply to `SEND_STATE`. A leader that hangs does not reply. */
const REPLY_TIMEOUT = 3000;
/**
 * The longest time in ms for which a tab assumes that no request is due. It then asks whether the leader is still
 * there.
 */
const MAX_SILENCE = 120_000;

/**
 * Creates this tab's source for a feed that all tabs of a site share. One of the visible tabs is the leader. The leader
 * holds a Web Lock, runs the source that makes the requests, and sends its state to the other tabs over a
 * `BroadcastChannel`. When the leader is hidden or closed, the lock is released, and another tab becomes the leader and
 * continues from the last state. If the leader hangs, another tab takes over the lock.
 *
 * Every script of the site can send messages and hold the lock. Therefore, messages are read like a feed, and a tab that
 * hears nothing eventually makes its own requests, even if another script holds the lock.
 *
 * @param name the name of the feed, which is the same in all tabs
 * @param known what this tab knows of the feed
 * @param create creates a source that continues from a state
 * @param onIdle called when the last subscriber of this tab has left
 * @returns the source, or undefined if Web Locks or channels are not available, for example on a page that was not
 *   served over HTTPS
 */
export function sharedTabSource(
  name: string,
  known: SourceState,
  create: (state: SourceState, hooks: SourceHooks) => FeedSource,
  onIdle: (endsNow: boolean) => void,
): FeedSource | undefined {
  // On a page that was not served over HTTPS, `navigator.locks` is undefined, although its type says otherwise.
  if (!(navigator.locks as LockManager | undefined) || !globalThis.BroadcastChannel) return undefined;
  const lockName = `market-ticker ${VERSION} ${name}`;
  const ended = new AbortController();
  const { signal } = ended;
  /** The subscribers of this tab, each with a function that ends its subscription to `source` if this tab leads. */
  const subscribers = new Map<Subscriber, ((endsNow: boolean) => void) | undefined>();
  let state = known;
  /** The initial feed, which this page was served with. */
  let seedFeed: Feed | undefined;
  /** How often the lock was stolen from this tab since it last heard from a leader. */
  let losses = 0;
  /** The earliest time at which another tab may ask for the next request. */
  let nextWishAt = 0;
  /** The source that makes the requests. Undefined unless this tab leads. */
  let source: FeedSource | undefined;
  /** The functions that resolve the pending promises of `refresh()`, which wait for the leader. */
  let refreshResolvers: (() => void)[] = [];

  const channel = tabChannel(lockName, ({ asksForState, asksForRefresh, state: message }) => {
    if (!source) return receiveState(readTabState(name, message));
    // If this tab leads, a state is ignored. Its sender is a former leader that does not know yet of the change.
    const now = pageTime();
    if (asksForRefresh && now >= Math.max(nextWishAt, source.state().notBefore ?? 0)) {
      nextWishAt = now + MIN_SECONDS * 1000;
      void source.refresh();
    } else if (asksForRefresh || asksForState) sendState(source);
  });

  const post = (message: SourceState): void => channel.post(onReadersClock(message, 1));

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

  const receiveState = (received: SourceState | undefined): void => {
    if (!received) return;
    losses = 0;
    const before = state;
    // Unchanged quotes remain the same objects, so that they are not rendered again.
    const feed = received.feed ? keepNewest(before.feed ?? seedFeed, received.feed, trueTime()) : before.feed;
    const { failure } = received;
    state = { ...received, feed };
    const isSameFailure = before.failure?.kind === failure?.kind && before.failure?.retryAt === failure?.retryAt;
    // The leader may send the same failure several times, but the failure is reported only once.
    if (!failure || !isSameFailure)
      for (const subscriber of subscribers.keys()) {
        if (feed) subscriber.onFeed(feed, !failure);
        if (failure) subscriber.onFailure(failure);
      }
    for (const resolve of refreshResolvers) resolve();
    refreshResolvers = [];
    watchLeader();
  };

  /** Takes the lock. If it was stolen before, and nothing has been heard since, this tab leads without the lock. */
  const takeOver = (): void => {
    lock.request(losses ? 'without' : 'steal');
    watchLeader();
  };

  /** Requests the lock again after it was stolen. If that happens repeatedly, this tab leads without the lock. */
  const rejoin = (): void => {
    if (!isPageHidden() && !signal.aborted && !lock.isRequested()) lock.request(losses > 1 ? 'without' : 'wait');
  };

  const onReleased = (wasTaken: boolean): void => {
    if (!wasTaken) return update();
    losses++;
    watchLeader();
    // Each leader makes a request at once if one is due, so a lock that keeps changing hands would cause a flood of
    // requests.
    wakeAt(rejoin, pageTime() + MIN_SECONDS * 1000);
  };

  const askLeader = (): void => {
    channel.post(SEND_STATE);
    wakeAt(takeOver, pageTime() + REPLY_TIMEOUT);
  };

  /**
   * Watches the leader if this tab is visible and does not lead. If the leader is silent for too long, this tab asks
   * for the leader's state. If the leader does not reply, this tab takes over the lock.
   */
  const watchLeader = (): void => {
    const isWatching = !source && !isPageHidden() && !signal.aborted;
    wakeAt(takeOver, Infinity);
    const now = pageTime();
    const asksAt = Math.min(Math.max(state.dueAt, now) + LEADER_TIMEOUT, now + MAX_SILENCE);
    wakeAt(askLeader, isWatching ? asksAt : Infinity);
  };

  /**
   * Makes this tab the leader.
   *
   * @returns a function that ends the leadership
   */
  const lead = (): (() => void) => {
    const leading: FeedSource = create(state, { onChange: () => sendState(leading) });
    source = leading;
    watchLeader();
    if (seedFeed) leading.seed(seedFeed);
    // The feed and failure that `subscribe` returns are ignored, because the subscribers already know the state from
    // which the new source continues.
    for (const subscriber of subscribers.keys()) subscribers.set(subscriber, leading.subscribe(subscriber).unsubscribe);
    if (state.feed || state.failure) sendState(leading);
    return () => {
      state = leading.state();
      source = undefined;
      leading.end();
      for (const subscriber of subscribers.keys()) subscribers.set(subscriber, undefined);
    };
  };

  const lock = tabLock(lockName, lead, onReleased);

  /**
   * Requests the lock if this tab is visible and has subscribers. Otherwise releases the lock or withdraws the request.
   */
  const update = (): void => {
    const isWanted = !isPageHidden() && !signal.aborted;
    if (isWanted && lock.isRequested()) return;
    if (isWanted) {
      lock.request('wait');
      channel.post(SEND_STATE);
    } else lock.release();
    watchLeader();
  };

  const unsubscribe = (subscriber: Subscriber, endsNow: boolean): void => {
    subscribers.get(subscriber)?.(endsNow);
    subscribers.delete(subscriber);
    // As in polling-source.ts, an element may be removed and added synchronously.
    queueMicrotask(() => {
      if (!subscribers.size && !signal.aborted) onIdle(endsNow);
    });
  };

  const subscribe = (subscriber: Subscriber): Subscription => {
    const own = source?.subscribe(subscriber);
    subscribers.set(subscriber, own?.unsubscribe);
    update();
    const { feed, failure } = own ?? state;
    return { feed, failure, unsubscribe: (endsNow) => unsubscribe(subscriber, endsNow) };
  };

  const seed = (served: Feed): void => {
    seedFeed = keepNewest(seedFeed, served, Infinity);
    if (state.feed) state = { ...state, feed: mergeServed(state.feed, served) };
    source?.seed(served);
  };

  const refresh = (): Promise<void> => {
    if (source) return source.refresh();
    channel.post(REFRESH);
    return new Promise((resolve) => {
      refreshResolvers.push(resolve);
      setTimeout(resolve, LEADER_TIMEOUT);
    });
  };

  const currentPollSeconds = (): number => {
    const requested = [...subscribers.keys()].map((subscriber) => subscriber.interval());
    return source?.pollSeconds() ?? state.pollSeconds ?? pollSeconds(requested, state.feed?.ttl ?? null);
  };

  const end = (): void => {
    ended.abort();
    update();
    channel.close();
  };

  listen(document, 'visibilitychange', update, { __proto__: null, signal });
  // An open channel or a held lock may exclude the page from the back/forward cache. The channel is closed here, and
  // `update` releases the lock when the page is hidden.
  addEventListener('pagehide', channel.close, { __proto__: null, signal });
  return { pollSeconds: currentPollSeconds, state: () => source?.state() ?? state, seed, subscribe, refresh, end };
}
