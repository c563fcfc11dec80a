import { parseRetryAfter } from './schedule.js';

/** The functions that are called when the state of a stream changes or a message arrives. */
export interface StreamListener {
  /** The stream has opened, either for the first time or again after a break. */
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /**
   * The stream has broken.
   *
   * @param isClosed whether the browser has closed the stream and does not reopen it by itself
   * @param status the HTTP status of a request for the stream's URL, if the stream is closed and the server can be
   *   reached
   * @param retryAfter the delay in ms that the server requests; 0 if it requests none
   */
  readonly onBreak: (isClosed: boolean, status?: number, retryAfter?: number) => void;
  /** The server has ended the stream with status 204, which means that clients should not reconnect (HTML §9.2.3). */
  readonly onEnd: () => void;
}

/** The time limit in ms for the request that finds out why a stream was closed. */
const PROBE_TIMEOUT = 10_000;

/**
 * Opens a Server-Sent Events endpoint and listens to unnamed events and to events named `quotes`. After a break, the
 * browser itself reopens the stream and sends the id of the last event.
 *
 * @param credentials `omit` has no effect, because browsers always send credentials to the page's own origin
 * @returns a function that closes the stream
 */
export function openEventStream(url: string, credentials: RequestCredentials, listener: StreamListener): () => void {
  const { onOpen, onMessage, onBreak, onEnd } = listener;
  const source = new EventSource(url, { withCredentials: credentials === 'include' });
  const probeAbort = new AbortController();
  let isDisposed = false;

  const onEvent = ({ data }: MessageEvent<string>): void => onMessage(data);

  /**
   * Requests the stream's URL with `fetch`, because an `EventSource` does not expose why it was closed. Returns an
   * empty object if the request fails.
   */
  const probe = async (): Promise<{ status?: number; retryAfter?: number }> => {
    const timer = setTimeout(() => probeAbort.abort(), PROBE_TIMEOUT);
    try {
      const headers = { accept: 'text/event-stream' };
      const response = await fetch(url, { cache: 'no-store', credentials, headers, signal: probeAbort.signal });
      return { status: response.status, retryAfter: parseRetryAfter(response.headers, Date.now()) };
    } catch {
      return {};
    } finally {
      clearTimeout(timer);
      // The request is aborted even after a response, because the body may be an endless stream.
      probeAbort.abort();
    }
  };

  source.onopen = onOpen;
  source.onmessage = onEvent;
  source.addEventListener('quotes', onEvent);
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return void onBreak(false);
    const { status, retryAfter } = await probe();
    if (isDisposed) return;
    if (status === 204) onEnd();
    else onBreak(true, status, retryAfter);
  };

  return () => {
    isDisposed = true;
    source.close();
    probeAbort.abort();
  };
}
