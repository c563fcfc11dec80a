import type { Delay, MarketState } from './quote.js';

/** States in which prices move, so that old data are stale. A feed that does not say may be open. */
const MOVING: readonly (MarketState | null)[] = ['open', 'auction', 'unknown', null];

/**
 * When data turn stale: epoch milliseconds, or null for never. Stale are data older than
 * max(3 × interval, 60 s + delay) while the market is open (contract §3). Closed and holiday are not stale;
 * end-of-day data have no such age.
 *
 * @param asOf epoch ms of the data, or null when unknown: then nothing can be said
 * @param intervalSeconds the polling pace that is in force
 */
export function staleAt(asOf: number | null, intervalSeconds: number, delay: Delay, state: MarketState | null): number | null {
  if (asOf === null || delay === 'eod' || !MOVING.includes(state)) return null;
  return asOf + Math.max(3 * intervalSeconds, 60 + (delay ?? 0) * 60) * 1000;
}
