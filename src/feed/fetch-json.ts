import { parseFreshSeconds, parseRetryAfter } from './schedule.js';

/**
 * Why a refresh failed. `shape` means that the payload is not a feed, and `stream` that the stream has broken. The
 * other kinds are failures of a single request: no connection, no complete answer within ten seconds, a status other
 * than 2xx, a content type other than JSON, a body of more than 1 MiB, and a body that is not JSON.
 */
export type FailureKind = 'network' | 'timeout' | 'http' | 'type' | 'size' | 'syntax' | 'shape' | 'stream';

/** The result of one request: a payload, or the reason why there is none. */
export type FetchResult =
  | {
      readonly payload: unknown;
      /** For how many more seconds the answer is fresh; 0 where its headers do not say. */
      readonly freshSeconds: number;
      readonly kind?: undefined;
    }
  | {
      readonly kind: FailureKind;
      /** The HTTP status, where the server has answered. */
      readonly status?: number;
      /** How long the server asks to be left alone, in milliseconds. */
      readonly retryAfter?: number;
    };

/** The largest body that is accepted, in bytes after decompression (contract §4). */
export const MAX_BYTES = 2 ** 20;

/** How long the whole answer may take, in milliseconds. */
const TIMEOUT = 10_000;

/**
 * Requests a JSON document once. Never rejects.
 *
 * The status, the content type and the size are checked before the body is parsed, because error pages with status 200
 * are common. The size is counted while reading: `Content-Length` may be missing, and says nothing about a compressed
 * body.
 *
 * @param signal aborts the request. The result is some failure then, which the caller ignores.
 */
export async function fetchJson(
  url: string,
  credentials: RequestCredentials,
  signal: AbortSignal,
): Promise<FetchResult> {
  // A controller of our own, because WebKitGTK 2.50 sometimes never fires `AbortSignal.any` and `AbortSignal.timeout`.
  const request = new AbortController();
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    request.abort();
  }, TIMEOUT);
  signal.addEventListener('abort', () => request.abort(), { signal: request.signal });
  try {
    // `no-cache` revalidates: the browser's own ETag and 304 save the transfer, and a new page never shows old numbers.
    const response = await fetch(url, { cache: 'no-cache', credentials, signal: request.signal });
    const { ok, status, headers, body } = response;
    if (!ok) return { kind: 'http', status, retryAfter: parseRetryAfter(headers, Date.now()) };
    if (!/\bjson\b/i.test(headers.get('content-type') ?? '')) return { kind: 'type', status };
    // Status 204 and the like have no body, and an empty text is not JSON.
    const text = body ? await readText(body) : '';
    if (text === undefined) return { kind: 'size', status };
    try {
      return { payload: JSON.parse(text), freshSeconds: parseFreshSeconds(headers) };
    } catch {
      return { kind: 'syntax', status };
    }
  } catch {
    return { kind: hasTimedOut ? 'timeout' : 'network' };
  } finally {
    clearTimeout(timer);
    // Cancels a body that has not been read to its end, and removes the listener from `signal`.
    request.abort();
  }
}

/** Reads a body as UTF-8; returns undefined as soon as the body is larger than `MAX_BYTES`. */
async function readText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    bytes += value.length;
    if (bytes > MAX_BYTES) return undefined;
    text += decoder.decode(value, { stream: true });
  }
}
