/**
 * The polling pace in seconds; 0 means once and never again. Never faster than every 5 s, whatever a page or a feed asks
 * for (contract §2), and not while caches would give the same answer: but what a cache has been told by mistake does not
 * make the pace slower than ten times what was asked for.
 *
 * @param asked what each element of the page asks for: null leaves it to the feed, 0 is once
 * @param ttl what the feed asks for, in seconds
 * @param fresh for how many more seconds the last answer is fresh
 */
export function pollSeconds(asked: readonly (number | null)[], ttl: number | null, fresh = 0): number {
  const pace = Math.min(...asked.map((interval) => (interval === 0 ? Infinity : Math.max(5, interval ?? ttl ?? 60))));
  return pace === Infinity ? 0 : Math.max(pace, Math.min(fresh, 10 * pace));
}

/** Of markets that are closed, a minute is soon enough to hear that one has opened. */
const CLOSED = 60;

/**
 * Milliseconds until the next request after a good answer: ±10 %, so that the readers of a page which was opened by a
 * push message don't all arrive in the same second for ever.
 *
 * @param quiet how many answers in a row have had nothing new while every market was closed: each doubles it
 */
export const pollDelay = (pace: number, random: number, quiet = 0): number =>
  Math.max(pace, Math.min(CLOSED, pace * 2 ** quiet)) * (900 + 200 * random);

/**
 * Milliseconds until the next try after `failures` failures in a row: exponential with full jitter between 1 s and the
 * pace itself, so that a feed which is back is shown within one interval. What a server says of it comes first; and what
 * it says is wrong with the request will be wrong again: such a request is made at the pace.
 *
 * @param status of the answer, where there was one
 * @param retryAfter ms that the server has asked for
 */
export function retryDelay(failures: number, pace: number, random: number, status = 0, retryAfter = 0): number {
  if (retryAfter) return retryAfter * (1 + random / 10);
  const asksWrong = status >= 400 && status < 500 && !PASSING.has(status);
  return asksWrong ? pace * (900 + 100 * random) : 1000 + 1000 * random * (Math.min(pace, 2 ** failures) - 1);
}

/** Request Timeout, Too Early, Too Many Requests. */
const PASSING = new Set([408, 425, 429]);

/** Seconds for which an answer is still fresh (RFC 9111 §4.2); 0 where its headers don't say, or cannot be read. */
export function freshFor(headers: Headers): number {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(cache|store)\b/i.test(control)) return 0;
  const age = Number(headers.get('age')) || 0;
  return Math.max(0, Number(/\bmax-age="?(\d+)/i.exec(control)?.[1] ?? 0) - age);
}

/**
 * Milliseconds that a server asks to be left alone for, from a second to an hour; 0 where it doesn't (RFC 9110 §10.2.3).
 *
 * @param now epoch ms, for a server that does not tell what time it has
 */
export function retryAfter(headers: Headers, now: number): number {
  const after = headers.get('retry-after');
  if (!after) return 0;
  const ms = /^\s*\d+\s*$/.test(after)
    ? Number(after) * 1000
    : Date.parse(after) - (Date.parse(headers.get('date') ?? '') || now);
  return ms ? Math.max(1000, Math.min(3_600_000, ms)) : 0;
}
