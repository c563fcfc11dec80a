import { retryAfter } from './schedule.js';

/** What a stream tells. */
export interface StreamListener {
  /** It is there; again after each break. */
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /** It has broken. @param over nobody tries again; then what the server says of it, where it does */
  readonly onBreak: (over: boolean, status?: number, retryAfter?: number) => void;
  /** The server has said that there is nothing to hear, and that nobody is to come back (HTML §9.2.3: status 204). */
  readonly onEnd: () => void;
}

/**
 * Listens to a Server-Sent Events endpoint: unnamed events, and those named `quotes`. The browser itself tries again, and
 * tells the server what it had last.
 *
 * @param credentials `omit` is not to be had here: a browser sends them to the page's own server
 * @returns a function that ends it
 */
export function openEventStream(url: string, credentials: RequestCredentials, listener: StreamListener): () => void {
  const { onOpen, onMessage, onBreak, onEnd } = listener;
  const source = new EventSource(url, { withCredentials: credentials === 'include' });
  const question = new AbortController();
  let over = false;
  const hear = ({ data }: MessageEvent<string>): void => onMessage(data);
  /** It doesn't say why it is closed, and one of the reasons is an answer. */
  const ask = async (): Promise<[status?: number, retryAfter?: number]> => {
    const timer = setTimeout(() => question.abort(), 10_000);
    try {
      const headers = { accept: 'text/event-stream' };
      const answer = await fetch(url, { cache: 'no-store', credentials, headers, signal: question.signal });
      return [answer.status, retryAfter(answer.headers, Date.now())];
    } catch {
      return [];
    } finally {
      clearTimeout(timer);
      question.abort();
    }
  };
  source.onopen = onOpen;
  source.onmessage = hear;
  source.addEventListener('quotes', hear);
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return onBreak(false);
    const told = await ask();
    if (over) return;
    if (told[0] === 204) onEnd();
    else onBreak(true, ...told);
  };
  return () => {
    over = true;
    source.close();
    question.abort();
  };
}
