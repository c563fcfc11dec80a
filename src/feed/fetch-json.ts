import { parseFreshSeconds, parseRetryAfter } from './schedule.js';

/**
 * Why a request or a stream failed:
 *
 * - `network`: The server could not be reached, or the connection broke.
 * - `timeout`: The response was not complete within ten seconds.
 * - `http`: The status was not 2xx.
 * - `type`: The content type was not JSON.
 * - `size`: The body was larger than 1 MiB.
 * - `syntax`: The body was not JSON.
 * - `shape`: The payload was not a feed that the adapter can parse.
 * - `stream`: The stream broke.
 */
export type FailureKind = 'network' | 'timeout' | 'http' | 'type' | 'size' | 'syntax' | 'shape' | 'stream';

/** The result of one request, which is either a payload or the reason why there is none. */
export type FetchResult =
  | {
      readonly payload: unknown;
      /** For how many more seconds the response is fresh; 0 if its headers do not state this. */
      readonly freshSeconds: number;
      readonly kind?: undefined;
    }
  | {
      readonly kind: FailureKind;
      /** The HTTP status, if the server has responded. */
      readonly status?: number;
      /** The delay in ms that the server requests before the next attempt; 0 if the server requests none. */
      readonly retryAfter?: number;
    };

/** The size of the largest accepted body in bytes, after decompression (contract §4). */
export const MAX_BYTES = 2 ** 20;

/** The time limit for the complete response in ms. */
const TIMEOUT = 10_000;

/**
 * Requests a JSON document once. Never rejects.
 *
 * The status, the content type and the size are checked before the body is parsed. The status alone is not sufficient,
 * because servers often send error pages with status 200. The size is counted while the body is read. `Content-Length`
 * is not used, because this header may be missing, and because it states only the compressed size of a compressed body.
 *
 * @param signal aborts the request. The function then resolves with a failure, which the caller should ignore.
 */
export async function fetchJson(
  url: string,
  credentials: RequestCredentials,
  signal: AbortSignal,
): Promise<FetchResult> {
  // `AbortSignal.any` and `AbortSignal.timeout` are not used, because in WebKitGTK 2.50 their signals sometimes never
  // abort.
  const request = new AbortController();
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    request.abort();
  }, TIMEOUT);
  signal.addEventListener('abort', () => request.abort(), { signal: request.signal });
  try {
    // `no-cache` makes the browser revalidate its cached response. If the feed is unchanged, a 304 response saves the
    // transfer. A newly opened page never shows outdated prices from the browser's cache.
    const response = await fetch(url, { cache: 'no-cache', credentials, signal: request.signal });
    const { ok, status, headers, body } = response;
    if (!ok) return { kind: 'http', status, retryAfter: parseRetryAfter(headers, Date.now()) };
    if (!/\bjson\b/i.test(headers.get('content-type') ?? '')) return { kind: 'type', status };
    // A response may have no body, for example if its status is 204. The result is then a `syntax` failure, because an
    // empty text is not JSON.
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
    // Aborting cancels a body that has not been read completely, and removes the listener from `signal`.
    request.abort();
  }
}

/** Reads a body as UTF-8. Resolves with undefined as soon as more than `MAX_BYTES` have been read. */
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
