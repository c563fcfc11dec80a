import { pageTime, readersClockAhead, readServerTime, trueTime } from '../clock/page-time.js';
import { offTimeChange, onTimeChange, wakeAt } from '../clock/wake-timer.js';
import { keepNewest, sameQuote } from '../model/keep-newest.js';
import { isRefused, type Feed } from '../model/quote.js';
import type { ParsePayload } from '../model/raw-feed.js';
import { CATCH_UP_INTERVAL, createCatchUp } from './catch-up.js';
import { fetchJson, type FailedFetch, type FetchResult } from './fetch-json.js';
import { allowedAt, limitRequests } from './rate-limits.js';
import { pollDelay, pollSeconds, retryDelay } from './schedule.js';
import { mergeServed } from './served-feed.js';
import { streamUpdates } from './stream-updates.js';
import type { Failure, FeedRequest, FeedSource, SourceHooks, SourceState, Subscriber, Subscription } from './types.js';
import { isPageHidden, listen } from '../dom/members.js';

/** The shortest sleep in ms after which a stream is reopened. */
const MIN_SLEEP = 5000;

/**
 * Creates a source that polls a URL, listens to a stream, or does both. Each update from the stream postpones the next
 * poll, unless earlier updates may have been missed.
 *
 * @param known the known feed and failure, and when the first request is due
 */
export function pollingSource(
  { url, streamUrl, credentials }: FeedRequest,
  parse: ParsePayload,
  known: SourceState,
  { onChange, onIdle }: SourceHooks = {},
): FeedSource {
  const subscribers = new Set<Subscriber>();
  const ended = new AbortController();
  const { signal } = ended;
  let {
    feed,
    failure,
    dueAt,
    receivedAt = 0,
    freshSeconds = 0,
    failures = 0,
    unchangedResponses = 0,
    serverAhead = NaN,
  } = known;
  /** The initial feed, which the page was served with. Used until the first received feed is merged with it. */
  let seedFeed: Feed | undefined;
  // The first poll is due soon if the stream may have sent updates since the state was saved.
  if (url && streamUrl && !failure) dueAt = Math.min(dueAt, pageTime() + CATCH_UP_INTERVAL);
  limitRequests(url, Math.max(known.notBefore ?? 0, allowedAt(url)));
  const catchUp = createCatchUp();
  let request: Promise<void> | undefined;

  const currentPollSeconds = (): number =>
    pollSeconds(
      [...subscribers].map((one) => one.interval()),
      feed?.ttl ?? null,
      freshSeconds,
    );

  const nextPollAt = (): number => {
    const seconds = currentPollSeconds();
    return seconds ? receivedAt + pollDelay(seconds, Math.random(), unchangedResponses) : Infinity;
  };

  // `navigator.onLine` may be wrong in both directions, so it only slows the retries down.
  const nextRetryAt = (attempts: number, status?: number, retryAfter?: number): number =>
    pageTime() + retryDelay(attempts, currentPollSeconds() || 60, Math.random(), status, retryAfter, !navigator.onLine);

  const adopt = (newest: Feed, postponesPoll: boolean, isSuccess = true): void => {
    feed = newest;
    failure = undefined;
    if (postponesPoll) {
      failures = 0;
      receivedAt = pageTime();
      dueAt = nextPollAt();
    }
    for (const subscriber of subscribers) subscriber.onFeed(feed, isSuccess);
    onChange?.();
  };

  const notifyFailure = (newFailure: Failure): void => {
    failure = newFailure;
    for (const subscriber of subscribers) subscriber.onFailure(failure);
    onChange?.();
  };

  /**
   * Reports a failed request and plans a retry. The retry is planned even if the elements request the interval 0,
   * because 0 means one successful request, not one attempt.
   */
  const failRequest = ({ kind, status, retryAfter, issues = [] }: FailedFetch): void => {
    dueAt = nextRetryAt(++failures, status, retryAfter);
    catchUp.cancel();
    if (retryAfter) limitRequests(url, dueAt);
    notifyFailure({ kind, status, retryAt: dueAt + readersClockAhead(), issues });
  };

  const handleResult = (result: FetchResult): void => {
    if (signal.aborted) return;
    if (result.kind) return failRequest(result);
    if (readServerTime(new URL(url ?? '').origin, result.serverTime)) serverAhead = result.serverTime - pageTime();
    const now = trueTime();
    const received = parse(result.payload, now);
    if (isRefused(received.issues)) return failRequest({ kind: 'shape', issues: received.issues });
    catchUp.onResponse();
    freshSeconds = result.freshSeconds;
    const newest = updates?.mergeInto(received, now) ?? keepNewest(feed ?? seedFeed, received, now);
    const isUnchanged = newest.quotes.every(
      (quote, index) =>
        (quote.state === 'closed' || quote.state === 'holiday') && sameQuote(quote, feed?.quotes[index]),
    );
    limitRequests(url, 0);
    unchangedResponses = isUnchanged ? unchangedResponses + 1 : 0;
    adopt(newest, true);
  };

  const fetchFeed = async (url: string): Promise<void> => {
    try {
      handleResult(await fetchJson(url, credentials, signal));
    } catch {
      // An unexpected error delays the next request by a minute, so that the error does not cause a request loop.
      dueAt = pageTime() + 60_000;
    }
    request = undefined;
    schedule();
  };

  const refresh = (): Promise<void> => {
    // A feed that is only streamed has no URL to request.
    if (!url) return Promise.resolve();
    if (!request) {
      catchUp.onRequest();
      updates?.onRequest();
      request = fetchFeed(url);
    }
    return request;
  };

  const updates = streamUrl
    ? streamUpdates(streamUrl, credentials, known.stream, signal, {
        parse,
        feed: () => feed ?? seedFeed,
        isRequesting: () => !!request,
        nextRetryAt,
        onOpen: (isReopened) => {
          catchUp.onOpen(isReopened);
          // Hours may pass before the first message arrives, so the opening clears a failure that a poll does not clear.
          const knownFeed = feed ?? seedFeed;
          if (knownFeed && (failure?.kind === 'stream' || (!url && failure))) adopt(knownFeed, !url, false);
          if (isReopened) schedule();
        },
        // A feed without quotes is not adopted, because nothing would be displayed.
        onMerge: (merged) => void (feed = merged.quotes.length ? { ...merged, issues: [] } : feed),
        onUpdates: (isAccepted, issues) => {
          // If no message was usable, the failure is kept, because its cause may still exist.
          if (isAccepted && feed) {
            adopt({ ...feed, issues }, !url || !catchUp.isNeeded());
            schedule();
          } else if (feed && !failure) {
            for (const subscriber of subscribers) subscriber.onFeed({ ...feed, issues }, false);
          } else if (!isAccepted && !url) notifyFailure({ kind: 'shape', retryAt: null, issues });
        },
        onBreak: ({ kind, status, issues = [] }, breaks, retryAt) => {
          // Only the first of several breaks is reported, or, without polling, any while no failure is known.
          if (breaks === 1 || !(url || failure))
            notifyFailure({ kind, status, retryAt: retryAt + readersClockAhead(), issues });
          schedule();
        },
        onEnd: (issue) => {
          if (issue) notifyFailure({ kind: 'stream', retryAt: null, issues: [issue] });
          schedule();
        },
      })
    : undefined;

  /** Starts the actions that are due, and plans the next call. Without subscribers, nothing new is started. */
  const schedule = (): void => {
    if (isPageHidden() && updates?.close()) catchUp.plan(0);
    const isActive = subscribers.size > 0 && !isPageHidden() && !signal.aborted;
    const now = pageTime();
    if (isActive && updates && updates.opensAt() <= now) updates.open();
    const pollAt = url && !request ? Math.max(allowedAt(url), Math.min(dueAt, catchUp.dueAt())) : Infinity;
    if (isActive && pollAt <= now) void refresh();
    wakeAt(schedule, isActive && !request ? Math.min(pollAt, updates?.opensAt() ?? Infinity) : Infinity);
  };

  /** Reopens the stream, because its connection may have broken unnoticed. */
  const reopenStream = (): void => {
    if (updates?.close()) catchUp.plan(0);
  };

  const onOnline = (): void => {
    reopenStream();
    if (failure?.kind === 'network' || failure?.kind === 'timeout') dueAt = 0;
    schedule();
  };

  const onTimeJump = (jump: number): void => {
    if (jump > MIN_SLEEP) reopenStream();
    schedule();
  };

  const unsubscribe = (subscriber: Subscriber, endsNow: boolean): void => {
    subscribers.delete(subscriber);
    // The source is idle only in a microtask, because a page may move an element by removing it and adding it again
    // within one task.
    queueMicrotask(() => {
      if (subscribers.size || signal.aborted) return;
      schedule();
      onIdle?.(endsNow);
    });
  };

  const subscribe = (subscriber: Subscriber): Subscription => {
    subscribers.add(subscriber);
    // The new subscriber may request a shorter interval.
    if (feed && !failure) dueAt = Math.min(dueAt, nextPollAt());
    // Subscribers must not be called before `subscribe` has returned.
    queueMicrotask(schedule);
    return { feed, failure, unsubscribe: (endsNow) => unsubscribe(subscriber, endsNow) };
  };

  const seed = (served: Feed): void => {
    if (feed) feed = mergeServed(feed, served);
    else seedFeed = keepNewest(seedFeed, served, Infinity);
  };

  const currentState = (): SourceState => ({
    feed,
    failure,
    dueAt: Math.min(dueAt, catchUp.dueAt()),
    notBefore: allowedAt(url),
    receivedAt,
    freshSeconds,
    failures,
    unchangedResponses,
    stream: updates?.state(),
    serverAhead,
    pollSeconds: currentPollSeconds(),
  });

  const end = (): void => {
    ended.abort();
    offTimeChange(onTimeJump);
    schedule();
  };

  listen(document, 'visibilitychange', schedule, { __proto__: null, signal });
  addEventListener('online', onOnline, { __proto__: null, signal });
  onTimeChange(onTimeJump);
  return { pollSeconds: currentPollSeconds, state: currentState, seed, subscribe, refresh, end };
}
