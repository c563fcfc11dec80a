import { DEFAULT_EVERY, idOf } from '../config/config-values.js';
import type { SourceConfig, SourceState } from '../types.js';
import { recordFeed } from './record-feed.js';
import type { FeedState, SourceMemory } from './state-file.js';
import { parseCloseTime, type CloseTime } from './zoned-days.js';

/** What is known about the sources of a configuration, across restarts. */
export interface SourceMemories {
  /** What is known about each source, by name. */
  readonly bySource: ReadonlyMap<string, SourceMemory>;
  /** Returns what is known of a source. */
  of(source: string): SourceMemory;
  /** Records the last response of a source, and its requests if it has a budget. Returns whether anything was new. */
  record(state: SourceState): boolean;
}

const EMPTY: SourceMemory = { feed: undefined, receivedAt: undefined, requestTimes: [], record: new Map() };

/** Takes over the entries of the state file for the sources of a configuration, and drops the rest. */
export function createSourceMemories(configs: readonly SourceConfig[], saved: FeedState['sources']): SourceMemories {
  const memories = new Map(configs.map((config) => [config.name, memoryFor(config, saved.get(config.name))]));
  const closes = new Map(configs.map((config) => [config.name, closesOf(config)]));
  const of = (source: string): SourceMemory => memories.get(source) ?? EMPTY;
  return {
    bySource: memories,
    of,
    record({ config, feed, receivedAt, requestTimes }) {
      const { name, every = DEFAULT_EVERY, budget } = config;
      const known = of(name);
      const isNew = feed && receivedAt !== undefined && (feed !== known.feed || receivedAt !== known.receivedAt);
      if (budget === undefined && !isNew) return false;
      const options = { every, closes: closes.get(name) ?? new Map<string, CloseTime>() };
      memories.set(name, {
        ...known,
        ...(budget !== undefined && { requestTimes }),
        ...(isNew && { feed, receivedAt, record: recordFeed(known.record, feed, { ...options, receivedAt }) }),
      });
      return true;
    },
  };
}

/** Returns what is known of a source, without the items that the configuration no longer uses. */
function memoryFor({ items }: SourceConfig, memory: SourceMemory = EMPTY): SourceMemory {
  if (!items || !memory.feed) return memory;
  const ids = new Set(items.map(idOf));
  const quotes = memory.feed.quotes.filter(({ id }) => ids.has(id));
  return { ...memory, feed: { ...memory.feed, quotes } };
}

/** Returns the times of the closes of a source's items, by the ids that the items have in the feed. */
function closesOf({ items }: SourceConfig): Map<string, CloseTime> {
  const closes = new Map<string, CloseTime>();
  for (const item of items ?? [])
    if (typeof item === 'object' && item.close !== undefined) closes.set(idOf(item), parseCloseTime(item.close));
  return closes;
}
