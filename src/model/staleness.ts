import type { Delay, MarketState } from './quote.js';
import { DAY, isDateOnly } from './parse-time.js';

/**
 * When data turn stale: epoch milliseconds, or null for never. Stale are data older than
 * max(3 × interval, 60 s + delay) while the market is open (contract §3), and a feed that does not say may be open.
 * Closed and holiday are not stale; end-of-day data have no such age. A date alone is good for its day.
 *
 * @param asOf epoch ms of the data, or null when unknown: then nothing can be said
 * @param interval the polling pace that is in force, in seconds
 */
export function staleAt(asOf: number | null, interval: number, delay: Delay, state: MarketState | null): number | null {
  if (asOf === null || delay === 'eod' || !/^(open|auction|unknown)$/.test(state ?? 'unknown')) return null;
  return asOf + 1000 * Math.max(3 * interval, 60 + 60 * (delay ?? 0)) + (isDateOnly(asOf) ? DAY : 0);
}
