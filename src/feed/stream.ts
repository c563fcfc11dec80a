/** What a stream tells. */
export interface Listener {
  /** It is there; again after each break. */
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /** It has broken. @param over nobody tries again */
  readonly onBreak: (over: boolean) => void;
}

/**
 * Listens to a Server-Sent Events endpoint: unnamed events, and those named `quotes`. The browser itself tries again, and
 * tells the server what it had last.
 *
 * @returns a function that ends it
 */
export function openStream(url: string, { onOpen, onMessage, onBreak }: Listener): () => void {
  const source = new EventSource(url);
  const hear = ({ data }: MessageEvent<string>): void => onMessage(data);
  source.onopen = onOpen;
  source.onmessage = hear;
  source.addEventListener('quotes', hear);
  source.onerror = () => onBreak(source.readyState === EventSource.CLOSED);
  return () => source.close();
}
