/** Headers of which only single ones can be read. The result is null if there is no such header. */
export type ReadableHeaders = Pick<Headers, 'get'>;

/** The shortest poll interval in seconds, whatever a page or a feed requests (contract §2). */
export const MIN_SECONDS = 5;

/** The poll interval in seconds if neither the page nor the feed requests one. */
const DEFAULT_SECONDS = 60;

/**
 * The length in seconds up to which the poll interval is extended while markets are closed. A longer interval would
 * delay the first prices after a market has opened.
 */
const CLOSED_MARKET_SECONDS = 60;

/**
 * Returns the poll interval in seconds, or 0 if all elements of the page request that the feed be loaded only once. The
 * interval is the shortest one that an element requests, but at least 5 s (contract §2). If the last response stays
 * fresh for longer, the interval is extended accordingly, because caches would return the same response again. The
 * interval is extended to at most ten times its length, because a cache may be misconfigured.
 *
 * @param requested the interval in seconds that each element requests. Null leaves the interval to the feed, and 0
 *   loads the feed once.
 * @param ttl the interval in seconds that the feed requests
 * @param freshSeconds for how many more seconds the last response is fresh
 */
export function pollSeconds(requested: readonly (number | null)[], ttl: number | null, freshSeconds = 0): number {
  const intervals = requested.map((interval) =>
    interval === 0 ? Infinity : Math.max(MIN_SECONDS, interval ?? ttl ?? DEFAULT_SECONDS),
  );
  const shortest = Math.min(...intervals);
  return shortest === Infinity ? 0 : Math.max(shortest, Math.min(freshSeconds, 10 * shortest));
}

/**
 * Returns the delay in ms until the next request after a successful response. The delay varies randomly by ±10 %.
 * Without this variation, the browsers of readers who open the page in the same second, for example after a push
 * message, would also send all later requests in the same second.
 *
 * @param seconds the poll interval in seconds
 * @param random a number from 0 to 1
 * @param unchangedResponses the number of responses in a row that contained nothing new while all markets were closed.
 *   Each of them doubles the delay, up to a minute. A poll interval of more than a minute is not extended.
 */
export const pollDelay = (seconds: number, random: number, unchangedResponses = 0): number =>
  Math.max(seconds, Math.min(CLOSED_MARKET_SECONDS, seconds * 2 ** unchangedResponses)) * (900 + 200 * random);

/** The 4xx statuses after which a repeated request may succeed: Request Timeout, Too Early and Too Many Requests. */
const TEMPORARY_CLIENT_ERRORS = new Set([408, 425, 429]);

/**
 * Returns the delay in ms until the next attempt after a failure. The backoff is exponential with full jitter, from 1 s
 * up to the poll interval. When the feed works again, it is therefore displayed within one interval. After a client
 * error (4xx) that is not temporary, the request is repeated only at the poll interval, because the error usually
 * recurs. The same holds while the browser reports that it is offline, which may be wrong. If the server requests a
 * delay, this delay is used instead, with a random extension of up to 10 %.
 *
 * @param failures the number of failures in a row
 * @param seconds the poll interval in seconds
 * @param random a number from 0 to 1
 * @param status the HTTP status, if there was a response
 * @param retryAfter the delay in ms that the server requests
 * @param isOffline whether the browser reports that it is offline
 */
export function retryDelay(
  failures: number,
  seconds: number,
  random: number,
  status = 0,
  retryAfter = 0,
  isOffline = false,
): number {
  if (retryAfter) return retryAfter * (1 + random / 10);
  const isClientError = status >= 400 && status < 500 && !TEMPORARY_CLIENT_ERRORS.has(status);
  if (isClientError || isOffline) return seconds * (900 + 100 * random);
  return 1000 + 1000 * random * (Math.min(seconds, 2 ** failures) - 1);
}

/**
 * Returns for how many more seconds a response is fresh according to `max-age` and `Age` (RFC 9111 §4.2). Returns 0 if
 * `max-age` is missing or invalid, or if `Cache-Control` contains `no-cache` or `no-store`.
 */
export function parseFreshSeconds(headers: ReadableHeaders): number {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(?:cache|store)\b/i.test(control)) return 0;
  const age = Number(headers.get('age')) || 0;
  return Math.max(0, Number(/\bmax-age="?(\d+)/i.exec(control)?.[1] ?? 0) - age);
}

/**
 * Returns the delay in ms that a server requests with `Retry-After` (RFC 9110 §10.2.3), but at least one second and at
 * most one hour. Returns 0 if the server requests no delay.
 *
 * @param now the current time in epoch milliseconds, which is used if the response has no `Date` header
 */
export function parseRetryAfter(headers: ReadableHeaders, now: number): number {
  const value = headers.get('retry-after');
  if (!value) return 0;
  const isSeconds = /^\s*\d+\s*$/.test(value);
  const serverTime = Date.parse(headers.get('date') ?? '') || now;
  const delay = isSeconds ? Number(value) * 1000 : Date.parse(value) - serverTime;
  // If the value is neither a number nor a date, `delay` is NaN, and the function returns 0.
  return delay ? Math.max(1000, Math.min(3_600_000, delay)) : 0;
}

/**
 * Returns the server's time in epoch ms when a response arrived: its `Date` and, if a cache has kept the response, its
 * `Age` (RFC 9111 §4.2.3). Returns NaN if the date is missing or may not be read.
 */
export const parseServerTime = (headers: ReadableHeaders): number =>
  Date.parse(headers.get('date') ?? '') + 1000 * (Number(headers.get('age')) || 0);
