import { freshFor, retryAfter } from './schedule.js';

/** Why a refresh failed. `shape` and `stream` come from further on; the rest from one request. */
export type FailureKind = 'network' | 'timeout' | 'http' | 'type' | 'size' | 'syntax' | 'shape' | 'stream';

/** What one request came to: a payload, or why there is none. */
export type FetchResult =
  | {
      readonly payload: unknown;
      /** For so many more seconds: schedule.ts. */
      readonly fresh: number;
      readonly kind?: undefined;
    }
  | {
      readonly kind: FailureKind;
      /** HTTP status, where there was an answer. */
      readonly status?: number;
      /** ms that the server asks to be left alone for. */
      readonly retryAfter?: number;
    };

/** Bytes of a body, decompressed (contract §4). */
export const MAX_BYTES = 2 ** 20;

/**
 * One request for a JSON document; never rejects. The status, the content type and the size are checked before anything
 * is parsed, because error pages with status 200 are common. The size is counted while reading: `Content-Length` may be
 * absent, and says nothing of a compressed body.
 *
 * The whole answer must be in within ten seconds. An abort by `signal` comes out as some failure, which nobody waits for any more.
 */
export async function fetchJson(
  url: string,
  credentials: RequestCredentials,
  signal: AbortSignal,
): Promise<FetchResult> {
  // One controller of our own: WebKitGTK 2.50 sometimes never fires `AbortSignal.any` and `AbortSignal.timeout`.
  const request = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    request.abort();
  }, 10_000);
  signal.addEventListener('abort', () => request.abort(), { signal: request.signal });
  try {
    // `no-cache` revalidates: the browser's own ETag and 304 do the work, and a fresh page is never shown old numbers.
    const response = await fetch(url, { cache: 'no-cache', credentials, signal: request.signal });
    const { ok, status, headers, body } = response;
    if (!ok) return { kind: 'http', status, retryAfter: retryAfter(headers, Date.now()) };
    if (!/\bjson\b/i.test(headers.get('content-type')!)) return { kind: 'type', status };
    const text = await read(body!);
    if (text === undefined) return { kind: 'size', status };
    try {
      return { payload: JSON.parse(text), fresh: freshFor(headers) };
    } catch {
      return { kind: 'syntax', status };
    }
  } catch {
    return { kind: late ? 'timeout' : 'network' };
  } finally {
    clearTimeout(timer);
    // Lets go of a body that nobody wants, and of the listener.
    request.abort();
  }
}

async function read(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
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
