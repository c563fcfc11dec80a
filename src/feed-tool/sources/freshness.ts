import { DEFAULT_EVERY } from '../config/config-values.js';
import type { SourceState } from '../types.js';

/** Returns for how many ms an answer is fresh. One request may fail, and the next one may take long. */
export const freshMs = (paceSeconds: number): number => 1000 * Math.max(3 * paceSeconds, paceSeconds + 60);

/**
 * Returns when a source has to be looked at again, because it may no longer be fresh without having changed. Its pace may be
 * slower than configured, so it is looked at again and again. Infinity if it is not fresh.
 */
export function nextFreshnessCheck({ config, receivedAt, isFresh }: SourceState, now: number): number {
  if (!isFresh || receivedAt === undefined) return Infinity;
  const { every = DEFAULT_EVERY } = config;
  // An answer from the future came before the clock was set back. A timer can’t wait for years.
  const first = Math.min(receivedAt, now) + freshMs(every) + 1;
  return first > now ? first : now + 1000 * every;
}
