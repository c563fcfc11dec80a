import { keepNewest, sameQuote } from '../model/keep-newest.js';
import { isRefused, type Feed, type Issue } from '../model/quote.js';
import type { ParsePayload } from '../model/raw-feed.js';
import { fetchJson, type FailureKind, type FetchResult } from './fetch-json.js';
import { MAX_TIMEOUT, pollDelay, pollSeconds, retryDelay } from './schedule.js';
import { streamUpdates } from './stream-updates.js';
import type { Failure, FeedRequest, FeedSource, SourceState, Subscriber, Subscription } from './types.js';

/**
 * The shortest time in ms between a request and the next catch-up request. A catch-up request fetches the updates that
 * may have been missed while the stream was interrupted. If this happens often, this time limits the requests.
 */
const MIN_CATCH_UP_INTERVAL = 5000;

/**
 * Creates a source that polls a URL, listens to a stream, or does both. Each update from the stream postpones the next
 * poll, unless earlier updates may have been missed. A stream that keeps sending therefore replaces the polling.
 *
 * @param state the known feed and failure, and when the first request is due
 * @param onEmpty called when the last subscriber has left. The source cannot be used after this call.
 */
export function pollingSource(
  { url, streamUrl, credentials }: FeedRequest,
  parse: ParsePayload,
  state: SourceState,
  onEmpty?: () => void,
): FeedSource {
  const subscribers = new Set<Subscriber>();
  const ended = new AbortController();
  const { signal } = ended;
  let { feed, failure, notBefore = 0 } = state;
  /** The initial feed, which the page was served with. Used until the first received feed is merged with it. */
  let seedFeed: Feed | undefined;
  /** The number of failed requests in a row. */
  let failures = 0;
  /**
   * When the next poll is due, in epoch milliseconds; Infinity for never. If there is also a stream and `state` has no
   * failure, the first poll is due soon, because the stream may have sent updates since `state` was saved.
   */
  let dueAt = url && streamUrl && !failure ? Math.min(state.dueAt, Date.now() + MIN_CATCH_UP_INTERVAL) : state.dueAt;
  /** When the next catch-up request is due, in epoch milliseconds; Infinity if no such request is planned. */
  let catchUpAt = Infinity;
  /** For how many more seconds the last response was fresh when it arrived. */
  let freshSeconds = 0;
  /** The number of responses in a row that contained nothing new while all markets were closed. */
  let unchangedResponses = 0;
  let requestedAt = -Infinity;
  let streamOpenedAt = -Infinity;
  /**
   * Whether updates from the stream may have been missed. Only the response to a request that was made after the stream
   * opened is certain to contain the missed updates. The stream does not send them again.
   */
  let needsCatchUp = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: Promise<void> | undefined;

  const currentPollSeconds = (): number =>
    pollSeconds(
      [...subscribers].map((subscriber) => subscriber.interval()),
      feed?.ttl ?? null,
      freshSeconds,
    );

  const nextPollAt = (): number => {
    const seconds = currentPollSeconds();
    return seconds ? Date.now() + pollDelay(seconds, Math.random(), unchangedResponses) : Infinity;
  };

  const nextRetryAt = (attempts: number, status?: number, retryAfter?: number): number =>
    Date.now() + retryDelay(attempts, currentPollSeconds() || 60, Math.random(), status, retryAfter);

  const adopt = (newest: Feed, postponesPoll: boolean): void => {
    feed = newest;
    failure = undefined;
    if (postponesPoll) {
      failures = 0;
      dueAt = Math.max(notBefore, nextPollAt());
    }
    for (const subscriber of subscribers) subscriber.onFeed(feed);
  };

  const notifyFailure = (newFailure: Failure): void => {
    failure = newFailure;
    for (const subscriber of subscribers) subscriber.onFailure(failure);
  };

  /**
   * Reports a failed request and plans a retry. The retry is planned even if the elements request the interval 0,
   * because 0 means one successful request, not one attempt.
   */
  const failRequest = (
    kind: FailureKind,
    status?: number,
    retryAfter?: number,
    issues: readonly Issue[] = [],
  ): void => {
    dueAt = nextRetryAt(++failures, status, retryAfter);
    catchUpAt = Infinity;
    if (retryAfter) notBefore = dueAt;
    notifyFailure({ kind, status, retryAt: dueAt, issues });
  };

  const handleResult = (result: FetchResult): void => {
    if (signal.aborted) return;
    if (result.kind) return failRequest(result.kind, result.status, result.retryAfter);
    const now = Date.now();
    const received = parse(result.payload, now);
    if (isRefused(received.issues)) return failRequest('shape', undefined, 0, received.issues);
    needsCatchUp = requestedAt < streamOpenedAt;
    freshSeconds = result.freshSeconds;
    const newest = keepNewest(feed ?? seedFeed, received, now);
    const isUnchanged = newest.quotes.every(
      (quote, index) =>
        (quote.state === 'closed' || quote.state === 'holiday') && sameQuote(quote, feed?.quotes[index]),
    );
    notBefore = 0;
    unchangedResponses = isUnchanged ? unchangedResponses + 1 : 0;
    adopt(newest, true);
  };

  const fetchFeed = async (url: string): Promise<void> => {
    try {
      handleResult(await fetchJson(url, credentials, signal));
    } catch {
      // An unexpected error delays the next request by a minute, so that the error does not cause a request loop.
      dueAt = Date.now() + 60_000;
    }
    request = undefined;
    schedule();
  };

  const refresh = (): Promise<void> => {
    // A feed that is only streamed has no URL to request.
    if (!url) return Promise.resolve();
    if (!request) {
      requestedAt = Date.now();
      catchUpAt = Infinity;
      request = fetchFeed(url);
    }
    return request;
  };

  /**
   * Plans a catch-up request.
   *
   * @param delay the delay in ms after the earliest time at which the request is allowed
   */
  const planCatchUp = (delay: number): void => {
    needsCatchUp = true;
    catchUpAt = Math.min(catchUpAt, Math.max(Date.now(), requestedAt + MIN_CATCH_UP_INTERVAL, notBefore) + delay);
  };

  const updates = streamUrl
    ? streamUpdates(streamUrl, credentials, !!state.streamEnded, signal, {
        parse,
        feed: () => feed ?? seedFeed,
        isRequesting: () => !!request,
        nextRetryAt,
        onOpen: (isReopened) => {
          streamOpenedAt = Date.now();
          // After the first opening, the next poll fetches the updates that were sent earlier, and updates from the
          // stream do not postpone this poll. After a break, an earlier catch-up request is made. Its delay is random,
          // so that the browsers of all readers do not send this request at once after a server restart.
          needsCatchUp = true;
          if (isReopened) planCatchUp(Math.random() * MIN_CATCH_UP_INTERVAL);
          // If a feed is known, the opening clears a failure of the stream. If that feed is only streamed, the opening
          // clears any failure, because hours may pass before the first message arrives.
          const known = feed ?? seedFeed;
          if (known && (failure?.kind === 'stream' || (!url && failure))) adopt(known, !url);
          if (isReopened) schedule();
        },
        onUpdates: (merged, isAccepted) => {
          // A feed without quotes is not adopted, because nothing would be displayed. If no message was usable, the
          // feed is not adopted either, because this would clear a failure whose cause may still exist.
          if (isAccepted && merged.quotes.length) {
            adopt(merged, !url || !needsCatchUp);
            schedule();
          } else if (feed && !failure) {
            for (const subscriber of subscribers) subscriber.onFeed({ ...feed, issues: merged.issues });
          }
        },
        onBreak: (breaks, retryAt) => {
          // If the feed is also polled, only the first of several breaks in a row is reported. If the feed is only
          // streamed, a later break is also reported unless a failure is already known.
          if (breaks === 1 || !(url || failure)) notifyFailure({ kind: 'stream', retryAt, issues: [] });
          schedule();
        },
        onEnd: () => schedule(),
      })
    : undefined;

  /** Starts the actions that are due, and sets the timer for the next action. */
  const schedule = (): void => {
    clearTimeout(timer);
    const isAsleep = signal.aborted || document.hidden;
    // `navigator.onLine` is reliable only when it is false.
    const isOffline = !navigator.onLine;
    if (isAsleep || isOffline) {
      if (updates?.close()) planCatchUp(0);
    } else if (updates && updates.opensAt() <= Date.now()) updates.open();
    if (isAsleep || request) return;
    const pollAt = url ? Math.min(dueAt, catchUpAt) : Infinity;
    const nextAt = Math.min(pollAt, updates?.opensAt() ?? Infinity);
    if (isOffline && nextAt <= Date.now()) {
      if (!failure) notifyFailure({ kind: 'network', retryAt: null, issues: [] });
    } else if (pollAt <= Date.now()) void refresh();
    else if (nextAt < Infinity) timer = setTimeout(schedule, Math.min(nextAt - Date.now(), MAX_TIMEOUT));
  };

  const unsubscribe = (subscriber: Subscriber): void => {
    subscribers.delete(subscriber);
    // The source ends only in a microtask, because a page may move an element by removing it and adding it again within
    // one task. In this case, the source continues, and no new request is made.
    queueMicrotask(() => {
      if (subscribers.size || signal.aborted) return;
      ended.abort();
      clearTimeout(timer);
      onEmpty?.();
    });
  };

  const subscribe = (subscriber: Subscriber): Subscription => {
    subscribers.add(subscriber);
    // The new subscriber may request a shorter interval.
    if (feed && !failure) dueAt = Math.min(dueAt, nextPollAt());
    // `schedule` is called in a microtask, because it may report a failure immediately if the browser is offline, and
    // subscribers must not be called before `subscribe` has returned.
    queueMicrotask(schedule);
    return { feed, failure, unsubscribe: () => unsubscribe(subscriber) };
  };

  const seed = (served: Feed): void => {
    if (feed) feed = keepNewest(served, feed, 0);
    else seedFeed = keepNewest(seedFeed, served, 0);
  };

  const currentState = (): SourceState => ({
    feed,
    failure,
    dueAt: Math.min(dueAt, catchUpAt),
    notBefore,
    streamEnded: !!updates?.hasEnded(),
    pollSeconds: currentPollSeconds(),
  });

  document.addEventListener('visibilitychange', schedule, { signal });
  addEventListener('online', schedule, { signal });
  addEventListener('offline', schedule, { signal });
  return { pollSeconds: currentPollSeconds, state: currentState, seed, subscribe, refresh };
}
