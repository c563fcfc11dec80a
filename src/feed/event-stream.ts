import { parseRetryAfter } from './schedule.js';

/** What happens to a stream. */
export interface StreamListener {
  /** The stream is open, for the first time or again after a break. */
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /**
   * The stream has broken.
   *
   * @param isClosed the browser does not try again by itself
   * @param status the HTTP status that the server answers with, where the stream is closed and the server can be
   *   reached
   * @param retryAfter how long the server asks to be left alone, in milliseconds; 0 where it does not ask
   */
  readonly onBreak: (isClosed: boolean, status?: number, retryAfter?: number) => void;
  /** The server has ended the stream with status 204, and asks that nobody opens it again (HTML §9.2.3). */
  readonly onEnd: () => void;
}

/** How long the server has to answer why a stream was closed, in milliseconds. */
const PROBE_TIMEOUT = 10_000;

/**
 * Opens a Server-Sent Events endpoint, and listens to events without a name and to those named `quotes`. After a break
 * the browser itself opens the stream again, and sends the id of the last event.
 *
 * @param credentials `omit` has no effect: a browser always sends credentials to the page's own server
 * @returns a function that closes the stream
 */
export function openEventStream(url: string, credentials: RequestCredentials, listener: StreamListener): () => void {
  const { onOpen, onMessage, onBreak, onEnd } = listener;
  const source = new EventSource(url, { withCredentials: credentials === 'include' });
  const probeAbort = new AbortController();
  let isDisposed = false;

  const onEvent = ({ data }: MessageEvent<string>): void => onMessage(data);

  /** An `EventSource` does not say why it has closed. The answer to a plain request does, unless the request fails. */
  const probe = async (): Promise<{ status?: number; retryAfter?: number }> => {
    const timer = setTimeout(() => probeAbort.abort(), PROBE_TIMEOUT);
    try {
      const headers = { accept: 'text/event-stream' };
      const answer = await fetch(url, { cache: 'no-store', credentials, headers, signal: probeAbort.signal });
      return { status: answer.status, retryAfter: parseRetryAfter(answer.headers, Date.now()) };
    } catch {
      return {};
    } finally {
      clearTimeout(timer);
      // The body may be a stream without end.
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
