import { mergeSources, type MergedSources } from '../../model/merge-sources.js';
import { envelopeOf } from '../config/config-values.js';
import type { FeedConfig } from '../config/feed-config.js';
import type { SourceState } from '../types.js';

/** Merges one response of each source, as `serve` and `once` do, but without the state of an earlier run. */
export function mergeStates(states: readonly SourceState[], config: FeedConfig, now: number): MergedSources {
  const values = states.map(({ config: { name }, feed, receivedAt, isFresh }) => ({ name, feed, receivedAt, isFresh }));
  return mergeSources(values, { ...envelopeOf(config), now });
}
