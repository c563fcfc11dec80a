import { DAY_MS, isDateOnly } from './parse-time.js';
import type { Delay, MarketState } from './quote.js';

/**
 * Returns the time in epoch ms at which data become stale, or null if the data never become stale. Data become stale if
 * the market may be open and the data are older than max(3 × polling interval, 60 s + delay).
 *
 * - The market may be open if its state is `open`, `auction`, `unknown` or null. In any other state, data never become
 *   stale.
 * - End-of-day data never become stale.
 * - Data whose as-of time is only a date become stale a day later than other data.
 *
 * @param asOf the as-of time of the data in epoch ms, or null if it is unknown (such data never become stale)
 * @param pollSeconds the current polling interval in s
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
