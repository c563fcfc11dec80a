import { retryDelay } from '../../feed/schedule.js';
import type { Feed } from '../../model/quote.js';
import { DEFAULT_EVERY } from '../config/config-values.js';
import type { SourceConfig, SourceError, SourceErrorKind } from '../types.js';

/** The shortest interval in seconds while all markets of a source are closed, unless the configuration sets another. */
const MIN_CLOSED_SECONDS = 60;

/**
 * Returns the polling interval of a source in seconds, without regard to its budget. It is longer while all its markets
 * are closed.
 */
export function paceOf({ every = DEFAULT_EVERY, everyClosed }: SourceConfig, feed: Feed | undefined): number {
  const quotes = feed?.quotes ?? [];
  const isClosed = quotes.length > 0 && quotes.every(({ state }) => state === 'closed' || state === 'holiday');
  return isClosed ? (everyClosed ?? Math.max(every, MIN_CLOSED_SECONDS)) : every;
}

/**
 * Failures that usually recur, so the source is not requested before its normal interval, as after a client error
 * (4xx).
 */
const RECURRING: readonly SourceErrorKind[] = ['empty', 'private', 'redirect', 'budget'];

/**
 * Returns the delay in ms until the next request after a failure. It is at least the delay that the server requests.
 *
 * @param failures the number of failures in a row
 * @param pace the polling interval in seconds
 * @param random a number from 0 to 1
 */
export const delayAfter = (
  { kind, status, retryAfter }: SourceError,
  failures: number,
  pace: number,
  random: number,
): number =>
  Math.max(retryDelay(failures, pace, random, RECURRING.includes(kind) ? 400 : status), retryAfter * (1 + random / 10));
