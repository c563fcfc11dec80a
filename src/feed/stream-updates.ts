import { pageTime, trueTime } from '../clock/page-time.js';
import { keepNewest } from '../model/keep-newest.js';
import { mergeUpdates } from '../model/merge-updates.js';
import { isRefused, type Feed, type Issue } from '../model/quote.js';
import type { ParsePayload } from '../model/raw-feed.js';
import { openEventStream } from './event-stream.js';
import { EXCERPT_LENGTH, type FailedFetch } from './fetch-json.js';
import { allowedAt, limitRequests } from './rate-limits.js';

/** For how many ms updates are collected after the first one, so that updates sent together are shown together. */
const COLLECT_TIME = 50;
/** The shortest time in ms between two reports of updates. Readers do not notice faster updates. */
const MIN_REPORT_INTERVAL = 500;
/** How many issues of updates are reported together. */
const MAX_ISSUES = 100;
/**
 * How many characters of messages are kept while a request is in progress. The response may be older than these
 * messages, so they are merged into it once more. Each message counts as `MESSAGE_COST` characters more than it has.
 */
const MAX_KEPT_LENGTH = 2 ** 18;
const MESSAGE_COST = 500;
/** The limit in ms of the delay before a reconnection that a server requests with `retry`. */
const MAX_RETRY = 300_000;
/** A connection that ends sooner than after this time in ms counts as failed, even if it has brought a message. */
const MIN_CONNECTION = 5000;

/** The functions of a source that its stream calls. */
export interface StreamClient {
  readonly parse: ParsePayload;
  /** Returns the feed into which updates are merged, or undefined if no feed is known. */
  feed(): Feed | undefined;
  /** Returns whether a request is in progress. Its response may be older than the updates that arrive in the meantime. */
  isRequesting(): boolean;
  /** Returns the `pageTime` for reopening the stream after `breaks` breaks in a row. */
  nextRetryAt(breaks: number, status?: number, retryAfter?: number): number;
  onOpen(isReopened: boolean): void;
  /** Called at once when updates have been merged. At least one of them was usable. */
  onMerge(feed: Feed): void;
  /**
   * Called when merged updates are to be shown, at most twice a second.
   *
   * @param isAccepted whether at least one of the updates was usable
   */
  onUpdates(isAccepted: boolean, issues: readonly Issue[]): void;
  /** @param breaks the number of breaks since the last connection that has lasted, including this one */
  onBreak(failure: FailedFetch, breaks: number, retryAt: number): void;
  /** @param issue why the page cannot read the stream; undefined if the server has ended it */
  onEnd(issue: Issue | undefined): void;
}

/** What is known about a stream, apart from its messages. */
export interface StreamState {
  /** The earliest `pageTime` for opening the stream; Infinity if the server has ended it. */
  readonly opensAt: number;
  /** The number of breaks since the last connection that has lasted. */
  readonly breaks: number;
}

/** A stream that its source opens and closes. */
export interface StreamUpdates {
  /**
   * Returns when to open the stream, as a `pageTime`. Returns Infinity while the stream is open and after the stream has
   * ended.
   */
  opensAt(): number;
  /** Returns the state from which other stream updates of the same URL can continue. */
  state(): StreamState;
  open(): void;
  /** @returns whether the stream was open */
  close(): boolean;
  /** To be called when a request for the feed is made. */
  onRequest(): void;
  /**
   * Merges the response to the last request with the known feed and with the updates that have arrived since then. The
   * result has quotes if the response has.
   *
   * @param now the time at which the response was parsed, in epoch ms
   */
  mergeInto(response: Feed, now: number): Feed;
}

/**
 * Listens to a stream, merges its messages into the known feed at once, and reports them at most twice a second.
 *
 * @param url the absolute URL of a Server-Sent Events endpoint
 * @param known what is already known about the stream
 * @param signal when aborted, closes the stream
 */
export function streamUpdates(
  url: string,
  credentials: RequestCredentials,
  known: StreamState | undefined,
  signal: AbortSignal,
  client: StreamClient,
): StreamUpdates {
  /** Closes the stream. Undefined while the stream is closed. */
  let closeStream: (() => void) | undefined;
  let { opensAt, breaks } = known ?? { opensAt: 0, breaks: 0 };
  let retry = 0;
  let lastEventId = '';
  let openedAt = Infinity;
  let hasMessages = false;
  let keptTexts: readonly string[] = [];
  let feedAtRequest: Feed | undefined;
  let isAccepted = false;
  let issues: Issue[] = [];
  let reportTimer: ReturnType<typeof setTimeout> | undefined;
  let hasNews = false;

  const mergeTexts = (texts: readonly string[], before: Feed | undefined, now = trueTime()) => {
    let isUsable = false;
    const base = before ?? client.parse([], now, new Map());
    const merged = mergeUpdates(base, texts.map(parseMessage), (payload, quotes) => {
      const update = client.parse(payload, now, quotes);
      isUsable ||= !isRefused(update.issues);
      return update;
    });
    return { merged, isUsable };
  };

  const report = (): void => {
    reportTimer = hasNews ? setTimeout(report, MIN_REPORT_INTERVAL) : undefined;
    if (!hasNews) return;
    const news = [isAccepted, issues] as const;
    hasNews = isAccepted = false;
    issues = [];
    client.onUpdates(...news);
  };

  const onMessages = (texts: readonly string[]): void => {
    hasMessages = hasNews = true;
    keptTexts = client.isRequesting() ? lastOf([...keptTexts, ...texts]) : [];
    const { merged, isUsable } = mergeTexts(texts, client.feed());
    issues = [...issues, ...merged.issues].slice(0, MAX_ISSUES);
    isAccepted ||= isUsable;
    if (isUsable) client.onMerge(merged);
    reportTimer ??= setTimeout(report, COLLECT_TIME);
  };

  const onBreak = (failure: FailedFetch): void => {
    closeStream = undefined;
    if (hasMessages && pageTime() - openedAt >= MIN_CONNECTION) breaks = 0;
    const { status, retryAfter } = failure;
    opensAt = Math.max(client.nextRetryAt(++breaks, status, retryAfter), pageTime() + retry * (1 + Math.random() / 10));
    if (retryAfter) limitRequests(url, opensAt);
    client.onBreak(failure, breaks, opensAt);
  };

  const open = (): void => {
    openedAt = Infinity;
    hasMessages = false;
    closeStream = openEventStream(url, credentials, lastEventId, {
      onOpen: () => {
        openedAt = pageTime();
        client.onOpen(breaks > 0);
      },
      onMessages,
      onId: (id) => void (lastEventId = id),
      onRetry: (delay) => void (retry = Math.min(MAX_RETRY, delay)),
      onBreak,
      onEnd: (issue) => {
        closeStream = undefined;
        opensAt = Infinity;
        client.onEnd(issue);
      },
    });
  };

  const close = (): boolean => {
    const wasOpen = !!closeStream;
    closeStream?.();
    closeStream = undefined;
    return wasOpen;
  };

  signal.addEventListener('abort', () => {
    clearTimeout(reportTimer);
    close();
  });
  return {
    opensAt: () => (closeStream ? Infinity : Math.max(opensAt, allowedAt(url))),
    state: () => ({ opensAt, breaks }),
    open,
    close,
    onRequest: () => {
      keptTexts = [];
      feedAtRequest = client.feed();
    },
    mergeInto: (response, now) => {
      const { merged } = mergeTexts(keptTexts, response, now);
      const newest = keepNewest(client.feed(), { ...merged, issues: response.issues }, now, feedAtRequest);
      // A stream may have removed all items. The response then counts, because the strip is never blank.
      return newest.quotes.length ? newest : response;
    },
  };
}

/** Returns the last messages, as many as may be kept. */
function lastOf(texts: readonly string[]): readonly string[] {
  let space = MAX_KEPT_LENGTH;
  return texts.slice(texts.findLastIndex((text) => (space -= text.length + MESSAGE_COST) < 0) + 1);
}

/**
 * Parses the JSON text of a message. If the text is not JSON, returns its beginning, which the built-in adapters refuse
 * and report.
 */
function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, EXCERPT_LENGTH);
  }
}
