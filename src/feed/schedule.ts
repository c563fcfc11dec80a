/** Never faster than this, whatever a page or a feed asks for (contract §2), in seconds. */
export const SHORTEST_INTERVAL = 5;
export const DEFAULT_INTERVAL = 60;

/**
 * The polling pace in seconds; 0 means once and never again.
 *
 * @param asked what each element of the page asks for: null leaves it to the feed, 0 is once
 * @param ttl what the feed asks for, in seconds
 */
export function paceOf(asked: readonly (number | null)[], ttl: number | null): number {
  const paces = asked.map((interval) => interval ?? ttl ?? DEFAULT_INTERVAL).filter((interval) => interval > 0);
  return paces.length === 0 ? 0 : Math.max(SHORTEST_INTERVAL, Math.min(...paces));
}

/**
 * Milliseconds until the next request after a good answer: ±10 %, so that the readers of a page which was opened by a
 * push message don't all arrive in the same second for ever.
 */
export function pollDelay(pace: number, random: () => number): number {
  return pace * 1000 * (0.9 + 0.2 * random());
}

/**
 * Milliseconds until the next try after `failures` failures in a row: exponential with full jitter between 1 s and the
 * pace itself, so that a feed which is back is shown within one interval. A server's `Retry-After` is the floor.
 */
export function retryDelay(failures: number, pace: number, retryAfter: number | undefined, random: () => number): number {
  const ceiling = Math.min(Math.max(pace, SHORTEST_INTERVAL), 2 ** failures);
  return 1000 * Math.max(1 + random() * (ceiling - 1), retryAfter ?? 0);
}
