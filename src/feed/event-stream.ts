import { createParser } from 'eventsource-parser';
import { trueTime } from '../clock/page-time.js';
import { refusal, type Issue } from '../model/quote.js';
import { headersOf, type FailedFetch, type FailureKind } from './fetch-json.js';
import { MAX_BYTES, type SomeResponse } from './read-text.js';
import { parseRetryAfter } from './schedule.js';

/** The functions that are called when the state of a stream changes or messages arrive. */
export interface StreamListener {
  readonly onOpen: () => void;
  /** @param texts the data of unnamed events and of events named `quotes`, in their order; at least one */
  readonly onMessages: (texts: readonly string[]) => void;
  /** @param id the id of the last event, which may be sent when the stream is opened again; empty if there is none */
  readonly onId: (id: string) => void;
  /** @param delay the shortest delay in ms before a reconnection that the server requests; any number */
  readonly onRetry: (delay: number) => void;
  /** Called when the stream could not be opened, or has broken. */
  readonly onBreak: (failure: FailedFetch) => void;
  /**
   * Called when the stream must not be opened again: the server has responded with status 204, which tells clients to
   * stop reconnecting (HTML §9.2), or the page has replaced `fetch` by a function that cannot read a body in parts.
   *
   * @param issue why the page cannot read the stream
   */
  readonly onEnd: (issue?: Issue) => void;
}

/**
 * The time limit in ms for the headers of the response. Some servers send them only with the first event, so it is long
 * enough for a stream that is rarely silent for longer.
 */
const HEADERS_TIMEOUT = 60_000;
/** How many bytes are parsed before the time is measured. These contain at most 512 messages. */
const PIECE = 4096;
/** For how many ms, and for how many bytes, the stream is read before a pause for the page. */
const MAX_WORK = 5;
const MAX_BYTES_OF_WORK = 2 ** 18;
/** The shortest pause in ms. A pause is as long as the work before it. */
const MIN_PAUSE = 8;
/** The length of the longest id that is sent to the server. Servers refuse requests with long headers. */
const MAX_ID_LENGTH = 1024;

/**
 * Opens a stream from a Server-Sent Events endpoint, and reads it until it breaks. While the page pauses, nothing is
 * read, so the browser and the server stop sending when their buffers are full.
 *
 * @param lastEventId the id of the last event that was received earlier; empty if there is none. It is sent to the page's
 *   own origin only, because other servers would have to allow the header in a preflight request.
 * @returns a function that closes the stream
 */
export function openEventStream(
  url: string,
  credentials: RequestCredentials,
  lastEventId: string,
  { onOpen, onMessages, onId, onRetry, onBreak, onEnd }: StreamListener,
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let messages: string[] = [];
  let isTooLong = false;

  /** Closes the stream, and reports why unless it is closed already. */
  const close = (report?: () => void): void => {
    if (signal.aborted) return;
    clearTimeout(timer);
    abort.abort();
    report?.();
  };
  const fail = (kind: FailureKind = 'stream', failure: Partial<FailedFetch> = {}): void =>
    close(() => onBreak({ ...failure, kind }));
  const timer = setTimeout(fail, HEADERS_TIMEOUT);

  const parser = createParser({
    // Measured at the end of each piece, so an event can be longer by one piece.
    maxBufferSize: MAX_BYTES,
    onEvent: ({ data, event = 'message', id }) => {
      if (id !== undefined) onId(id.length > MAX_ID_LENGTH ? '' : id);
      if (event === 'message' || event === 'quotes') messages.push(data);
    },
    onRetry,
    onError: ({ type }) => (isTooLong ||= type === 'max-buffer-size-exceeded'),
  });

  const run = async (): Promise<void> => {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    // A header consists of bytes.
    if (lastEventId && new URL(url).origin === location.origin)
      headers['last-event-id'] = String.fromCharCode(...new TextEncoder().encode(lastEventId));
    const init: RequestInit = { __proto__: null, cache: 'no-store', credentials, headers, signal };
    const response = (await fetch(url, init)) as SomeResponse;
    const reader = response.body?.getReader?.();
    // The page may have replaced `fetch` by a function that ignores the signal.
    const cancel = (): void => void reader?.cancel().catch(() => {});
    if (signal.aborted) return void cancel();
    signal.addEventListener('abort', cancel);
    clearTimeout(timer);
    const { ok, status = 0 } = response;
    if (status === 204) return void close(onEnd);
    const received = headersOf(response);
    if (!ok) return void fail('stream', { status, retryAfter: parseRetryAfter(received, trueTime()) });
    const type = received.get('content-type');
    if (!/^\s*text\/event-stream\b/i.test(type ?? ''))
      return void fail('type', { status, issues: [refusal('content-type', type, 'not-an-event-stream')] });
    if (!reader)
      return void close(() => onEnd(refusal('', 'a fetch that cannot read bodies in parts', 'not-an-event-stream')));
    onOpen();

    const decoder = new TextDecoder();
    let worked = 0;
    let bytes = 0;
    let endsWithReturn = false;
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (done) return void fail();
      for (let start = 0; start < value.length; start += PIECE) {
        const startedAt = performance.now();
        const piece = value.subarray(start, start + PIECE);
        let text = decoder.decode(piece, { stream: true });
        // If the last line of an event ends with a carriage return, the parser waits for more before it returns the
        // event.
        if (endsWithReturn && text.startsWith('\n')) text = text.slice(1);
        endsWithReturn = text.endsWith('\r');
        parser.feed(text.replace(/\r\n?/g, '\n'));
        if (messages.length) onMessages(messages);
        messages = [];
        if (isTooLong) return void fail('size', { issues: [refusal('', 'more', 'event-too-long')] });
        worked += performance.now() - startedAt;
        bytes += piece.length;
        if (worked < MAX_WORK && bytes < MAX_BYTES_OF_WORK) continue;
        await new Promise((resolve) => setTimeout(resolve, Math.max(MIN_PAUSE, worked)));
        // The stream may have been closed during the pause.
        if (signal.aborted as boolean) return;
        worked = bytes = 0;
      }
    }
  };

  run().catch(() => fail());
  return () => close();
}
