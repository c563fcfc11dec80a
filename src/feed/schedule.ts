/**
 * The polling pace in seconds; 0 means once and never again. Never faster than every 5 s, whatever a page or a feed asks
 * for (contract §2).
 *
 * @param asked what each element of the page asks for: null leaves it to the feed, 0 is once
 * @param ttl what the feed asks for, in seconds
 */
export function paceOf(asked: readonly (number | null)[], ttl: number | null): number {
  const pace = Math.min(...asked.map((interval) => (interval === 0 ? Infinity : Math.max(5, interval ?? ttl ?? 60))));
  return pace === Infinity ? 0 : pace;
}

/**
 * Milliseconds until the next request after a good answer: ±10 %, so that the readers of a page which was opened by a
 * push message don't all arrive in the same second for ever.
 */
export const pollDelay = (pace: number, random: number): number => pace * (900 + 200 * random);

/**
 * Milliseconds until the next try after `failures` failures in a row: exponential with full jitter between 1 s and the
 * pace itself, so that a feed which is back is shown within one interval.
 */
export const retryDelay = (failures: number, pace: number, random: number): number =>
  1000 + 1000 * random * (Math.min(pace, 2 ** failures) - 1);
