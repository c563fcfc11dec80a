import { mergeUpdates } from '../model/merge-updates.js';
import { isRefused, type Feed } from '../model/quote.js';
import type { ParsePayload } from '../model/raw-feed.js';
import { openEventStream } from './event-stream.js';
import { MAX_BYTES } from './fetch-json.js';

/**
 * For how many ms messages are collected after the first one, so that messages sent together are merged together.
 */
const COLLECT_TIME = 50;
/**
 * The shortest time in ms between two merges, unless `MAX_COLLECTED` messages arrive earlier. Readers do not notice
 * faster updates, and merging one message costs the page as much as merging many.
 */
const MIN_MERGE_INTERVAL = 500;
/**
 * When this number of messages has been collected, they are merged immediately, unless a request is in progress.
 * Merging more messages at once would block the main thread for too long.
 */
const MAX_COLLECTED = 500;

/** The functions of a source that its stream calls. */
export interface StreamClient {
  readonly parse: ParsePayload;
  /** Returns the feed into which updates are merged, or undefined if no feed is known. */
  feed(): Feed | undefined;
  /**
   * Returns whether a request is in progress. The response may be older than the updates that arrive in the meantime,
   * so these updates are merged only after the response.
   */
  isRequesting(): boolean;
  /** Returns the time, in epoch milliseconds, for reopening the stream after `breaks` breaks without a message. */
  nextRetryAt(breaks: number, status?: number, retryAfter?: number): number;
  onOpen(isReopened: boolean): void;
  /** @param isAccepted whether at least one of the messages was usable */
  onUpdates(feed: Feed, isAccepted: boolean): void;
  /** @param breaks the number of breaks since the last message, including this one */
  onBreak(breaks: number, retryAt: number): void;
  onEnd(): void;
}

/** A stream that its source opens and closes. */
export interface StreamUpdates {
  /**
   * Returns when to open the stream, in epoch milliseconds. Returns Infinity while the stream is open and after the
   * stream has ended.
   */
  opensAt(): number;
  /** Returns whether the server has ended the stream. An ended stream is not opened again. */
  hasEnded(): boolean;
  open(): void;
  /** @returns whether the stream was open */
  close(): boolean;
}

/**
 * Listens to a stream, collects its messages, and merges them into the known feed. There are at most two merges per
 * second, unless very many messages arrive.
 *
 * @param url the absolute URL of a Server-Sent Events endpoint
 * @param isEnded whether the server has already ended the stream
 * @param signal when aborted, closes the stream and discards the messages that have not been merged
 */
export function streamUpdates(
  url: string,
  credentials: RequestCredentials,
  isEnded: boolean,
  signal: AbortSignal,
  client: StreamClient,
): StreamUpdates {
  /** Closes the stream. Undefined while the stream is closed. */
  let closeStream: (() => void) | undefined;
  let openAt = isEnded ? Infinity : 0;
  /** The number of breaks since the last message. */
  let breaks = 0;
  let messages: string[] = [];
  let mergeTimer: ReturnType<typeof setTimeout> | undefined;

  const merge = (): void => {
    clearTimeout(mergeTimer);
    mergeTimer = messages.length ? setTimeout(merge, MIN_MERGE_INTERVAL) : undefined;
    if (client.isRequesting() || !mergeTimer) return;
    const now = Date.now();
    const payloads = messages.map(parseMessage);
    messages = [];
    let isAccepted = false;
    const known = client.feed() ?? client.parse([], now, new Map());
    const merged = mergeUpdates(known, payloads, (payload, quotes) => {
      const update = client.parse(payload, now, quotes);
      isAccepted ||= !isRefused(update.issues);
      return update;
    });
    client.onUpdates(merged, isAccepted);
  };

  const open = (): void => {
    closeStream = openEventStream(url, credentials, {
      onOpen: () => client.onOpen(breaks > 0),
      onMessage: (text) => {
        breaks = 0;
        messages.push(text);
        mergeTimer ??= setTimeout(merge, COLLECT_TIME);
        if (messages.length === MAX_COLLECTED) merge();
      },
      onBreak: (isClosed, status, retryAfter) => {
        // If the browser has not closed the stream, the browser reopens it by itself, so `closeStream` is kept.
        if (isClosed) closeStream = undefined;
        openAt = client.nextRetryAt(++breaks, status, retryAfter);
        client.onBreak(breaks, openAt);
      },
      onEnd: () => {
        closeStream = undefined;
        openAt = Infinity;
        client.onEnd();
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
    clearTimeout(mergeTimer);
    close();
  });
  return { opensAt: () => (closeStream ? Infinity : openAt), hasEnded: () => openAt === Infinity, open, close };
}

/**
 * Parses the JSON text of a message. Returns undefined if the text is not JSON or is larger than a feed may be. The
 * built-in adapters refuse undefined as a payload.
 */
function parseMessage(text: string): unknown {
  if (text.length > MAX_BYTES) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
