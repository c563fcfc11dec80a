import { keepNewest, sameQuote } from '../model/keep-newest.js';
import { isRefused, type Feed, type Issue } from '../model/quote.js';
import { fetchJson, type FailureKind, type FetchResult } from './fetch-json.js';
import { MAX_TIMEOUT, pollDelay, pollSeconds, retryDelay } from './schedule.js';
import { streamUpdates } from './stream-updates.js';
import type { Failure, FeedRequest, FeedSource, ParsePayload, SourceState, Subscriber, Subscription } from './types.js';

/**
 * The shortest time in milliseconds between a request and the next one that catches up with a stream. A stream may
 * break again and again.
 */
const MIN_CATCH_UP_INTERVAL = 5000;

/**
 * Creates a source that polls a URL, listens to a stream, or does both. Each feed that the stream brings postpones the
 * next poll, so that a stream which keeps sending leaves nothing to ask for.
 *
 * @param state what is known already, and when the first request is due
 * @param onEmpty called when the last subscriber has left; the source is of no use any more then
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
  /** The feed that the page was served with. It counts until the first feed has arrived, which then contains it. */
  let seedFeed: Feed | undefined;
  /** How many requests in a row have failed. */
  let failures = 0;
  /**
   * When the next poll is due, in epoch milliseconds; Infinity for never. Where there is a stream, a source that
   * continues from a known state asks soon for what the stream has sent in between.
   */
  let dueAt = url && streamUrl && !failure ? Math.min(state.dueAt, Date.now() + MIN_CATCH_UP_INTERVAL) : state.dueAt;
  /** When to request what the stream has sent while nobody listened, whatever the poll interval: epoch milliseconds. */
  let catchUpAt = Infinity;
  /** For how many seconds the last answer was fresh. */
  let freshSeconds = 0;
  /** How many answers in a row have brought nothing new while all markets were closed. */
  let unchangedAnswers = 0;
  let requestedAt = -Infinity;
  let streamOpenedAt = -Infinity;
  /**
   * The stream may have sent updates while nobody listened. Only the answer to a request that was made after the stream
   * opened makes up for them; further updates do not.
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
    return seconds ? Date.now() + pollDelay(seconds, Math.random(), unchangedAnswers) : Infinity;
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

  /** Also plans a retry where `interval="0"`: that loads one good answer, and does not limit the attempts to one. */
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
    const answer = parse(result.payload, now);
    if (isRefused(answer.issues)) return failRequest('shape', undefined, 0, answer.issues);
    needsCatchUp = requestedAt < streamOpenedAt;
    freshSeconds = result.freshSeconds;
    const newest = keepNewest(feed ?? seedFeed, answer, now);
    const isUnchanged = newest.quotes.every(
      (quote, index) =>
        (quote.state === 'closed' || quote.state === 'holiday') && sameQuote(quote, feed?.quotes[index]),
    );
    notBefore = 0;
    unchangedAnswers = isUnchanged ? unchangedAnswers + 1 : 0;
    adopt(newest, true);
  };

  const fetchFeed = async (url: string): Promise<void> => {
    try {
      handleResult(await fetchJson(url, credentials, signal));
    } catch {
      // Nothing here is expected to throw. If something does, it must not start a storm of requests.
      dueAt = Date.now() + 60_000;
    }
    request = undefined;
    schedule();
  };

  const refresh = (): Promise<void> => {
    // A feed that is only streamed has nothing to request.
    if (!url) return Promise.resolve();
    if (!request) {
      requestedAt = Date.now();
      catchUpAt = Infinity;
      request = fetchFeed(url);
    }
    return request;
  };

  /**
   * Plans a request for what the stream may have sent while nobody listened.
   *
   * @param delay the shortest time until the request, in milliseconds
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
          // Updates sent between the first answer and the first opening can wait for the next poll, which updates do
          // not postpone. Updates sent during a break can't; but after a server's restart its readers must not all ask
          // at once.
          needsCatchUp = true;
          if (isReopened) planCatchUp(Math.random() * MIN_CATCH_UP_INTERVAL);
          // Where nothing is polled, the opening may be the only news for hours.
          const known = feed ?? seedFeed;
          if (known && (failure?.kind === 'stream' || (!url && failure))) adopt(known, !url);
          if (isReopened) schedule();
        },
        onUpdates: (merged, isAccepted) => {
          // A message that could not be used is no sign that the feed works; and a feed without quotes is not shown.
          if (isAccepted && merged.quotes.length) {
            adopt(merged, !url || !needsCatchUp);
            schedule();
          } else if (feed && !failure) {
            for (const subscriber of subscribers) subscriber.onFeed({ ...feed, issues: merged.issues });
          }
        },
        onBreak: (breaks, retryAt) => {
          // Where the feed is polled as well, only the first break in a row is reported. Elsewhere a later one is
          // reported, too, when something new has arrived since the last failure.
          if (breaks === 1 || !(url || failure)) notifyFailure({ kind: 'stream', retryAt, issues: [] });
          schedule();
        },
        onEnd: () => schedule(),
      })
    : undefined;

  /** Starts what is due now, and sets the timer for what is due next. */
  const schedule = (): void => {
    clearTimeout(timer);
    const isAsleep = signal.aborted || document.hidden;
    // `onLine` is reliable only while it is false.
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
    // A CMS moves elements about: an element that leaves and comes back within one task must not cause a new request.
    queueMicrotask(() => {
      if (subscribers.size || signal.aborted) return;
      ended.abort();
      clearTimeout(timer);
      onEmpty?.();
    });
  };

  const subscribe = (subscriber: Subscriber): Subscription => {
    subscribers.add(subscriber);
    // The new subscriber may ask for a shorter interval.
    if (feed && !failure) dueAt = Math.min(dueAt, nextPollAt());
    // Without a network this reports a failure at once, and subscribers must not be called before this function has
    // returned.
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
