import { mergeSources, type MergedSources } from '../../model/merge-sources.js';
import type { FeedConfig } from '../config/feed-config.js';
import type { SourceState } from '../types.js';

/** Merges what sources have answered to one request each, as `serve` and `once` do, but without what an earlier run knew. */
export function mergeStates(
  states: readonly SourceState[],
  { items, source, notice }: Pick<FeedConfig, 'items' | 'source' | 'notice'>,
  now: number,
): MergedSources {
  const values = states.map(({ config: { name }, feed, receivedAt, isFresh }) => ({ name, feed, receivedAt, isFresh }));
  const credit = source ? { name: source.name, url: source.url ?? null } : null;
  return mergeSources(values, { items, source: credit, notice: notice ?? null, now });
}
