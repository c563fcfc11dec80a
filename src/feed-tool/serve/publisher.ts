import type { Log } from '../types.js';
import type { FeedVersion } from './current-feed.js';
import type { Post } from './publish-target.js';
import { updateBetween } from './updates.js';

export interface Publisher {
  /** The number of posts that succeeded and that failed. */
  readonly counts: Readonly<Record<'sent' | 'failed', number>>;
  /**
   * Posts what has changed since the last version that was posted. A newer version replaces one that is still waiting.
   */
  publish(version: FeedVersion): void;
  stop(): void;
}

interface Options {
  readonly post: Post;
  readonly log: Log;
  /** Returns a number from 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** The time limit for a post in ms. */
const TIMEOUT = 5000;
/** The longest delay in ms before a post is tried again. */
const MAX_DELAY = 60_000;
/**
 * After a failure the whole feed is posted, and again this many ms later, because a message that nchan accepts while it
 * reconnects to Redis may reach nobody.
 */
const REPEAT_DELAY = 10_000;

/**
 * Posts the updates of the stream to a server with its own readers, such as nchan. The first post has the whole
 * feed, because readers may still have the feed of an earlier run.
 */
export function createPublisher({ post, log, random = Math.random }: Options): Publisher {
  const counts = { sent: 0, failed: 0 };
  const stopped = new AbortController();
  let newest: FeedVersion | undefined;
  /** The version that readers certainly have; undefined if the whole feed must be posted. */
  let known: FeedVersion | undefined;
  let failures = 0;
  /**
   * When the whole feed was first posted after a failure, in ms of `performance.now`; undefined if it needs no repeat.
   */
  let firstPostAt: number | undefined;
  let needsRepeat = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPosting = false;

  /** Returns the text to post; undefined if readers have the newest version. */
  const nextText = (version: FeedVersion): string | undefined => {
    if (!known) return version.whole();
    const update = version === known ? undefined : updateBetween(known.written, version.written);
    return update && JSON.stringify(update);
  };

  const runAfter = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
    timer.unref();
  };

  const succeed = (version: FeedVersion): void => {
    counts.sent++;
    if (failures > 0) log.info('publishing works again', { failures });
    failures = 0;
    if (needsRepeat) {
      firstPostAt ??= performance.now();
      const wait = firstPostAt + REPEAT_DELAY - performance.now();
      if (wait > 0) {
        runAfter(wait);
        return;
      }
      needsRepeat = false;
      firstPostAt = undefined;
    }
    known = version;
    if (newest !== version) run();
  };

  const fail = (error: unknown): void => {
    counts.failed++;
    known = undefined;
    needsRepeat = true;
    firstPostAt = undefined;
    // One log line when the failures begin and one when they end are enough.
    if (++failures === 1) log.warn('publishing failed', { error: reasonOf(error) });
    runAfter(500 + random() * Math.min(MAX_DELAY, 1000 * 2 ** failures));
  };

  function run(): void {
    if (isPosting || stopped.signal.aborted || !newest) return;
    clearTimeout(timer);
    const version = newest;
    const text = nextText(version);
    if (text === undefined) {
      known = version;
      return;
    }
    isPosting = true;
    const request = new AbortController();
    const abort = (): void => request.abort(new Error(`the server did not respond within ${TIMEOUT / 1000} s`));
    const timeout = setTimeout(abort, TIMEOUT);
    stopped.signal.addEventListener('abort', abort);
    void post(text, request.signal)
      .finally(() => {
        clearTimeout(timeout);
        stopped.signal.removeEventListener('abort', abort);
      })
      .then((status) => {
        if (status < 200 || status > 299) throw new Error(`the server responded with ${status}`);
      })
      .then(
        () => true,
        (error: unknown) => (stopped.signal.aborted ? false : { error }),
      )
      .then((result) => {
        isPosting = false;
        if (result === true) succeed(version);
        else if (result) fail(result.error);
      });
  }

  return {
    counts,
    publish: (version) => {
      newest = version;
      // After a failure, the next post waits for its retry time and then has this version.
      if (failures === 0) run();
    },
    stop: () => {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}

/** An aborted request has its reason as the cause. */
const reasonOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error;
