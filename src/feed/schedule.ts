/** The longest timeout that is set, in milliseconds. Browsers count timeouts in 32 bits, so a later time takes several. */
export const MAX_TIMEOUT = 1e9;

/** The shortest poll interval, in seconds, whatever a page or a feed asks for (contract §2). */
const MIN_SECONDS = 5;

/** The poll interval in seconds where neither the page nor the feed asks for one. */
const DEFAULT_SECONDS = 60;

/** The longest poll interval, in seconds, that closed markets lead to: an opening is noticed within that time. */
const CLOSED_MARKET_SECONDS = 60;

/**
 * The poll interval in seconds; 0 when the feed is loaded once and not polled. It is the shortest of the intervals that
 * the elements of the page ask for, and at least 5 s (contract §2). It is longer while caches would give the same
 * answer again, but never longer than ten times what was asked for, because a cache may have been configured by
 * mistake.
 *
 * @param requested the interval that each element asks for, in seconds: null leaves it to the feed, 0 loads once
 * @param ttl the interval that the feed asks for, in seconds
 * @param freshSeconds for how many more seconds the last answer is fresh
 */
export function pollSeconds(requested: readonly (number | null)[], ttl: number | null, freshSeconds = 0): number {
  const intervals = requested.map((interval) =>
    interval === 0 ? Infinity : Math.max(MIN_SECONDS, interval ?? ttl ?? DEFAULT_SECONDS),
  );
  const shortest = Math.min(...intervals);
  return shortest === Infinity ? 0 : Math.max(shortest, Math.min(freshSeconds, 10 * shortest));
}

/**
 * Milliseconds until the next request after a good answer. They vary by ±10 %, so that readers who opened the page in
 * the same second, after a push message, do not send their requests in the same second for ever.
 *
 * @param seconds the poll interval
 * @param random a number from 0 to 1
 * @param unchangedAnswers how many answers in a row have had nothing new while every market was closed. Each doubles
 *   the delay, up to a minute.
 */
export const pollDelay = (seconds: number, random: number, unchangedAnswers = 0): number =>
  Math.max(seconds, Math.min(CLOSED_MARKET_SECONDS, seconds * 2 ** unchangedAnswers)) * (900 + 200 * random);

/** Statuses 4xx that the same request may not get again: Request Timeout, Too Early, Too Many Requests. */
const TEMPORARY_CLIENT_ERRORS = new Set([408, 425, 429]);

/**
 * Milliseconds until the next attempt after a failure: exponential backoff with full jitter, from 1 s up to the poll
 * interval, so that a feed which works again is shown within one interval. A delay that the server asks for comes
 * first. An error of the client (4xx) will happen again, so that such a request is repeated only at the poll interval.
 *
 * @param failures the number of failures in a row
 * @param seconds the poll interval
 * @param random a number from 0 to 1
 * @param status the HTTP status, where there was an answer
 * @param retryAfter the delay that the server asks for, in milliseconds
 */
export function retryDelay(failures: number, seconds: number, random: number, status = 0, retryAfter = 0): number {
  if (retryAfter) return retryAfter * (1 + random / 10);
  const isClientError = status >= 400 && status < 500 && !TEMPORARY_CLIENT_ERRORS.has(status);
  if (isClientError) return seconds * (900 + 100 * random);
  return 1000 + 1000 * random * (Math.min(seconds, 2 ** failures) - 1);
}

/**
 * For how many more seconds an answer is fresh (RFC 9111 §4.2); 0 where its headers do not say so, or cannot be read.
 */
export function parseFreshSeconds(headers: Headers): number {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(cache|store)\b/i.test(control)) return 0;
  const age = Number(headers.get('age')) || 0;
  return Math.max(0, Number(/\bmax-age="?(\d+)/i.exec(control)?.[1] ?? 0) - age);
}

/**
 * How long a server asks to be left alone, in milliseconds, from a second to an hour; 0 where it does not ask
 * (RFC 9110 §10.2.3).
 *
 * @param now the present in epoch milliseconds, for a server whose answer has no date
 */
export function parseRetryAfter(headers: Headers, now: number): number {
  const value = headers.get('retry-after');
  if (!value) return 0;
  const isSeconds = /^\s*\d+\s*$/.test(value);
  const serverTime = Date.parse(headers.get('date') ?? '') || now;
  const delay = isSeconds ? Number(value) * 1000 : Date.parse(value) - serverTime;
  // `Date.parse` gives NaN for what is not a date.
  return delay ? Math.max(1000, Math.min(3_600_000, delay)) : 0;
}
