import { DEFAULT_EVERY } from '../config/config-values.js';
import type { SourceState } from '../types.js';

/** Returns how long in ms a response is fresh: long enough for one failed request and a slow one after it. */
export const freshMs = (paceSeconds: number): number => 1000 * Math.max(3 * paceSeconds, paceSeconds + 60);

/**
 * Returns when to check a source again, because it may no longer be fresh although it has not changed. Its interval may
 * be longer than configured, so it is checked repeatedly. Infinity if it is not fresh.
 */
export function nextFreshnessCheck({ config, receivedAt, isFresh }: SourceState, now: number): number {
  if (!isFresh || receivedAt === undefined) return Infinity;
  const { every = DEFAULT_EVERY } = config;
  // A response from the future arrived before the clock was set back. A timer cannot wait for years.
  const first = Math.min(receivedAt, now) + freshMs(every) + 1;
  return first > now ? first : now + 1000 * every;
}
