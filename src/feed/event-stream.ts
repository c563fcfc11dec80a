import { parseRetryAfter } from './schedule.js';

/** The functions that are called when the state of a stream changes or a message arrives. */
export interface StreamListener {
  /** Called when the stream has opened, either for the first time or again after a break. */
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /**
   * Called when the stream has broken. If the browser has closed the stream, a new request for the stream's URL was
   * made before this call, to find out why.
   *
   * @param isClosed whether the browser has closed the stream; if not, the browser will reopen the stream by itself
   * @param status the HTTP status of the response to the new request; undefined if there is no response
   * @param retryAfter the delay in ms that this response demands; 0 if the response demands none
   */
  readonly onBreak: (isClosed: boolean, status?: number, retryAfter?: number) => void;
  /** Called when the server has responded with status 204, which tells clients to stop reconnecting (HTML §9.2). */
  readonly onEnd: () => void;
}

/** The time limit in ms for the request that finds out why a stream was closed. */
const PROBE_TIMEOUT = 10_000;

/**
 * Opens a stream from a Server-Sent Events endpoint and listens to unnamed events and to events named `quotes`. After a
 * break, the browser either closes the stream, or reopens the stream and sends the id of the last event to the server.
 *
 * @param credentials the credentials mode. `omit` has the same effect as `same-origin`, because an `EventSource` always
 *   sends credentials to the page's own origin.
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
