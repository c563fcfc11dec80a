import { DAY_MS, isDateOnly } from './parse-time.js';
import type { Delay, MarketState } from './quote.js';

/**
 * Returns when data become stale, in epoch milliseconds, or null when they never do. Data are stale when the market is open
 * and they are older than max(3 × polling interval, 60 s + delay). A market whose state is unknown, or that has
 * none, may be open. Outside trading nothing becomes stale, and end-of-day data never do. A date without a time of day lasts a
 * day longer.
 *
 * @param asOf the as-of time of the data in epoch milliseconds, or null when it is unknown: such data never become stale
 * @param pollSeconds the polling interval that is in force
 */
export function staleAt(
  asOf: number | null,
  pollSeconds: number,
  delay: Delay,
  state: MarketState | null,
): number | null {
  const mayBeOpen = state === null || state === 'open' || state === 'auction' || state === 'unknown';
  if (asOf === null || delay === 'eod' || !mayBeOpen) return null;
  return asOf + 1000 * Math.max(3 * pollSeconds, 60 + 60 * (delay ?? 0)) + (isDateOnly(asOf) ? DAY_MS : 0);
}
