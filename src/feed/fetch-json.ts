import { trueTime } from '../clock/page-time.js';
import { refusal, type Issue } from '../model/quote.js';
import { attempt } from './attempt.js';
import { MAX_BYTES, readText, type SomeResponse } from './read-text.js';
import { parseFreshSeconds, parseRetryAfter, parseServerTime, type ReadableHeaders } from './schedule.js';

/**
 * Why a request or a stream failed:
 *
 * - `network`: The server could not be reached, or the connection broke.
 * - `timeout`: The response was not complete within ten seconds.
 * - `http`: The status was not 2xx.
 * - `type`: The content type was not JSON, or that of a stream was not `text/event-stream`.
 * - `size`: The body, or an event of a stream, was larger than 1 MiB.
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
      /** The server's time in epoch ms when the response arrived; NaN if its headers do not state this. */
      readonly serverTime: number;
      readonly kind?: undefined;
    }
  | FailedFetch;

/** Why a request has not resulted in a payload. */
export interface FailedFetch {
  readonly kind: FailureKind;
  /** The HTTP status, if the server has responded. */
  readonly status?: number;
  /** The delay in ms that the server requests before the next attempt; 0 if the server requests none. */
  readonly retryAfter?: number;
  /** What was received instead of a feed; undefined if that is not known. */
  readonly issues?: readonly Issue[];
}

/** How many characters of a body that is not a feed are reported. */
export const EXCERPT_LENGTH = 80;

/** The time limit for the complete response in ms. */
const TIMEOUT = 10_000;

/**
 * Requests a JSON document once. Never rejects.
 *
 * The status, the content type and the size are checked before the body is parsed. The status alone is not enough,
 * because servers often send error pages with status 200.
 *
 * @param signal aborts the request. The function then resolves with a failure, which the caller should ignore.
 */
export async function fetchJson(
  url: string,
  credentials: RequestCredentials,
  signal: AbortSignal,
): Promise<FetchResult> {
  /** Why the response is refused, if this is known before its body has been read. */
  let known: FailedFetch | undefined;
  const result = await attempt(TIMEOUT, signal, async (signal): Promise<FetchResult> => {
    // `no-cache` makes the browser revalidate its cached response. If the feed is unchanged, a 304 response saves the
    // transfer. A newly opened page never shows outdated prices from the browser's cache.
    const response = (await fetch(url, { __proto__: null, cache: 'no-cache', credentials, signal })) as SomeResponse;
    const { ok, status = 0 } = response;
    const headers = headersOf(response);
    if (!ok) return { kind: 'http', status, retryAfter: parseRetryAfter(headers, trueTime()) };
    const type = headers.get('content-type');
    // Without a function that reads headers, the type is unknown, and parsing the body decides.
    if (response.headers?.get && !/\bjson\b/i.test(type ?? '')) {
      const issues = [notJson('content-type', type)];
      known = { kind: 'type', status, issues };
      const { text } = await readText(response, EXCERPT_LENGTH);
      return { ...known, issues: [...issues, notJson('', text.slice(0, EXCERPT_LENGTH))] };
    }
    const { text, isComplete } = await readText(response, MAX_BYTES);
    const issues = [notJson('', text.slice(0, EXCERPT_LENGTH))];
    if (!isComplete) return { kind: 'size', status, issues };
    try {
      const payload: unknown = JSON.parse(text);
      return {
        kind: undefined,
        payload,
        freshSeconds: parseFreshSeconds(headers),
        serverTime: parseServerTime(headers),
      };
    } catch {
      return { kind: 'syntax', status, issues };
    }
  });
  return typeof result === 'string' ? (known ?? { kind: result }) : result;
}

const notJson = (path: string, value: unknown): Issue => refusal(path, value, 'not-json');

/** Returns the headers of a response. Reading one never throws. */
export const headersOf = ({ headers }: SomeResponse): ReadableHeaders => ({
  get: (name) => {
    try {
      return headers?.get?.(name) ?? null;
    } catch {
      return null;
    }
  },
});
