import type { FeedEngine, SourceState } from '../types.js';
import type { FeedVersion } from './current-feed.js';

/**
 * The health of the feed: `ok` if all sources are fresh, `degraded` if there is a feed but a source is not fresh or an
 * item is missing, `down` if there is no feed.
 */
export type HealthStatus = 'ok' | 'degraded' | 'down';

/**
 * Describes the feed and its sources.
 *
 * @param mask replaces keys in texts
 */
export function health(
  engine: FeedEngine,
  version: FeedVersion | undefined,
  now: number,
  mask: (text: string) => string,
) {
  const sources = engine.sources.map(({ state }) => state);
  const missing = version?.merged.missing ?? [];
  return {
    status: statusOf(sources, version),
    time: iso(now),
    feed: version
      ? {
          items: version.merged.feed.quotes.length,
          missing,
          changedAt: iso(version.changedAt),
          ageSeconds: secondsBetween(version.changedAt, now),
        }
      : null,
    sources: Object.fromEntries(sources.map((state) => [state.config.name, describe(state, now, mask)])),
  };
}

function statusOf(sources: readonly SourceState[], version: FeedVersion | undefined): HealthStatus {
  if (!version) return 'down';
  return sources.every(({ isFresh }) => isFresh) && version.merged.missing.length === 0 ? 'ok' : 'degraded';
}

function describe(state: SourceState, now: number, mask: (text: string) => string) {
  const { config, isFresh, receivedAt, requestedAt, nextRequestAt, failures, error, requestsInDay } = state;
  return {
    isFresh,
    lastSuccess: receivedAt === undefined ? null : iso(receivedAt),
    ageSeconds: receivedAt === undefined ? null : secondsBetween(receivedAt, now),
    lastRequest: requestedAt === undefined ? null : iso(requestedAt),
    nextRequest: nextRequestAt === undefined ? null : iso(nextRequestAt),
    failuresInRow: failures,
    lastError: error ? { kind: error.kind, message: mask(error.message), status: error.status || null } : null,
    requestsInDay,
    budget: config.budget ?? null,
    licence: config.licence === undefined ? null : mask(config.licence),
  };
}

/** Returns a time as text, or null if the time is out of the range of dates. */
const iso = (time: number): string | null =>
  Number.isNaN(new Date(time).getTime()) ? null : new Date(time).toISOString();

/** Ages are never negative, even if the clock was set back. */
const secondsBetween = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));
