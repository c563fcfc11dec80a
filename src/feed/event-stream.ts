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
   * @param status the HTTP status of a new request for the stream's URL, which is made only if the stream is closed;
   *   undefined if this request fails
   * @param retryAfter the delay in ms that the response to this request demands; 0 if the response demands none
   */
  readonly onBreak: (isClosed: boolean, status?: number, retryAfter?: number) => void;
  /** The server has responded with status 204, which tells clients to stop reconnecting (HTML §9.2). */
  readonly onEnd: () => void;
}

/** The time limit in ms for the request that finds out why a stream was closed. */
const PROBE_TIMEOUT = 10_000;

/**
 * Opens a stream from a Server-Sent Events endpoint and listens to unnamed events and to events named `quotes`. After a
 * break, the browser either closes the stream or reopens it and sends the id of the last event.
 *
 * @param credentials the stream treats `omit` as `same-origin`, because an `EventSource` always sends credentials to
 *   the page's own origin
 * @returns a function that closes the stream
 */
export function openEventStream(url: string, credentials: RequestCredentials, listener: StreamListener): () => void {
  const { onOpen, onMessage, onBreak, onEnd } = listener;
  const source = new EventSource(url, { withCredentials: credentials === 'include' });
  const probeAbort = new AbortController();
  let isDisposed = false;

  const onEvent = ({ data }: MessageEvent<string>): void => onMessage(data);

  /**
   * Requests the stream's URL with `fetch`, because an `EventSource` does not expose why it was closed. Resolves
   * with an empty object if the request fails.
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
