import { mergeUpdates } from '../model/merge-updates.js';
import { isRefused, type Feed } from '../model/quote.js';
import { openEventStream } from './event-stream.js';
import { MAX_BYTES } from './fetch-json.js';
import type { ParsePayload } from './types.js';

/** How long messages are collected after the first one, in milliseconds: what is sent together is merged together. */
const COLLECT_TIME = 50;
/**
 * The shortest time between two merges, in milliseconds. Nobody reads faster, and a merge of one message costs the page
 * as much as a merge of many.
 */
const MIN_MERGE_INTERVAL = 500;
/** This many messages are merged without further delay, because a merge of more would be a long task. */
const MAX_COLLECTED = 500;

/** The source that a stream belongs to: what the stream asks it for, and what the stream reports to it. */
export interface StreamClient {
  readonly parse: ParsePayload;
  /** The feed that updates are merged into; undefined while nothing is known. */
  feed(): Feed | undefined;
  /**
   * Whether a request is under way. The updates that arrive meanwhile wait for its answer, which is older than they
   * are.
   */
  isRequesting(): boolean;
  /** When to try again after a number of breaks in a row, in epoch milliseconds. */
  nextRetryAt(breaks: number, status?: number, retryAfter?: number): number;
  onOpen(isReopened: boolean): void;
  /** @param isAccepted whether at least one of the messages could be used */
  onUpdates(feed: Feed, isAccepted: boolean): void;
  /** @param breaks the number of breaks in a row without a message in between, this one included */
  onBreak(breaks: number, retryAt: number): void;
  onEnd(): void;
}

/** A stream that is opened and closed by its source. */
export interface StreamUpdates {
  /** When the stream is to be opened, in epoch milliseconds; Infinity while it is open and after it has ended. */
  opensAt(): number;
  /** Whether the server has ended the stream, so that it is not opened again. */
  hasEnded(): boolean;
  open(): void;
  /** @returns whether the stream was open */
  close(): boolean;
}

/**
 * Listens to a stream, collects its messages, and merges them into the known feed at most twice a second.
 *
 * @param url the absolute URL of a Server-Sent Events endpoint
 * @param isEnded whether the stream is known to have ended
 * @param signal closes the stream, and discards the messages that have not been merged
 */
export function streamUpdates(
  url: string,
  credentials: RequestCredentials,
  isEnded: boolean,
  signal: AbortSignal,
  client: StreamClient,
): StreamUpdates {
  /** Closes the stream; undefined while it is closed. */
  let closeStream: (() => void) | undefined;
  let openAt = isEnded ? Infinity : 0;
  /** The number of breaks in a row without a message in between. */
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
        // The browser itself opens a stream again that it has not closed.
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
 * Returns undefined, which is not a feed and is reported as such, for what is not JSON or is larger than a feed may be.
 */
function parseMessage(text: string): unknown {
  if (text.length > MAX_BYTES) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
