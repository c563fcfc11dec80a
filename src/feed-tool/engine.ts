import { resolve } from 'node:path';
import { mergeSources, type MergedSources, type SourceValues } from '../model/merge-sources.js';
import type { Feed } from '../model/quote.js';
import { completeFeed, recordFeed } from './merge/record-feed.js';
import {
  createStateWriter,
  EMPTY_STATE,
  readStateFile,
  stateText,
  type FeedState,
  type SourceMemory,
} from './merge/state-file.js';
import { parseCloseTime, type CloseTime } from './merge/zoned-days.js';
import { createSource as createPacedSource, type SourceOptions } from './sources/source.js';
import type { FeedEngine, LoadedConfig, Log, MergedFeed, Source, SourceConfig, Transport } from './types.js';
import { isTooLarge, writeMerged } from './write-merged.js';

export interface EngineOptions {
  readonly transport: Transport;
  readonly log: Log;
  readonly createSource?: (config: SourceConfig, options: SourceOptions) => Source;
  readonly now?: () => number;
  readonly random?: () => number;
}

const DEFAULT_EVERY = 60;
const EMPTY: SourceMemory = { feed: undefined, receivedAt: undefined, requestTimes: [], record: new Map() };

/** Creates all sources of a configuration and what merges them. Reads the state file. Nothing is requested yet. */
export function createEngine(
  { config, folder, secrets }: LoadedConfig,
  { transport, log, createSource = createPacedSource, now = Date.now, random = Math.random }: EngineOptions,
): FeedEngine {
  const path = config.state === null ? undefined : resolve(folder, config.state ?? 'feed.state.json');
  const read = path === undefined ? EMPTY_STATE : readStateFile(path, log, now());
  // What is known of sources that the configuration no longer has is left out.
  const memories = new Map(
    config.sources.map((source) => [source.name, memoryFor(source, read.sources.get(source.name))]),
  );
  const writer =
    path === undefined ? undefined : createStateWriter(path, () => stateText({ sources: memories, merged }), log);
  const closes = new Map(config.sources.map((source) => [source.name, closesOf(source)]));
  const listeners = new Set<(merged: MergedFeed) => void>();
  const sources: Source[] = [];
  let merged: MergedFeed | undefined;
  /** The last result, or that of an earlier run until the sources have answered for the first time. */
  let before = withoutSources(read.merged, memories);
  let hasBegun = false;
  let isRequestingAll = false;
  let text = '';
  let reported = '';
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const remember = (name: string, change: Partial<SourceMemory>): void => {
    memories.set(name, { ...(memories.get(name) ?? EMPTY), ...change });
    writer?.schedule();
  };

  /** Records the answers that are new, and the requests of sources with a budget, so that it holds over a restart. */
  const recordChanges = (): void => {
    for (const { state } of sources) {
      const { name, every = DEFAULT_EVERY } = state.config;
      const known = memories.get(name) ?? EMPTY;
      const { feed, receivedAt, requestTimes = [] } = state;
      if (state.config.budget !== undefined) remember(name, { requestTimes });
      if (!feed || receivedAt === undefined) continue;
      if (feed === known.feed && receivedAt === known.receivedAt) continue;
      const next = recordFeed(known.record, feed, { receivedAt, every, closes: closes.get(name) ?? new Map() });
      remember(name, { feed, receivedAt, record: next });
    }
  };

  const merge = (): void => {
    const values = sources.map(({ state }) => valuesOf(state, memories.get(state.config.name) ?? EMPTY));
    if (values.every(({ feed }) => !feed)) return;
    const { source, notice = null, items } = config;
    const result = mergeSources(values, {
      items,
      source: source ? { name: source.name, url: source.url ?? null } : null,
      notice,
      ttl: Math.min(...config.sources.map(({ every = DEFAULT_EVERY }) => every)),
      now: now(),
      before,
    });
    const owners = new Map(values.map(({ name, ownCloses }) => [name, ownCloses]));
    const ownCloses = [...result.origins].filter(([id, origin]) => owners.get(origin)?.has(id)).map(([id]) => id);
    publish({ ...result, ownCloses: new Set(ownCloses) });
  };

  const publish = (next: MergedFeed): void => {
    const nextText = writeMerged(next);
    const tooLarge = isTooLarge(nextText);
    report(next, tooLarge);
    if (tooLarge) return;
    merged = next;
    if (hasBegun) before = next;
    if (nextText === text) return;
    text = nextText;
    for (const listener of listeners) {
      try {
        listener(next);
      } catch (error) {
        log.error('a listener failed', { message: (error as Error).message });
      }
    }
  };

  /** Reports what is wrong with the merged feed, once until it changes. */
  const report = (next: MergedFeed, tooLarge: boolean): void => {
    const hasTried = sources.every(({ state }) => state.feed ?? state.error);
    const missing = hasTried ? next.missing : [];
    const key = JSON.stringify([next.feed.issues.map(({ path, rule }) => [path, rule]), missing, tooLarge]);
    if (key === reported) return;
    reported = key;
    for (const { path, rule, value, action } of next.feed.issues)
      log.warn('issue of the merged feed', { path, rule, value, action });
    for (const id of missing) log.warn('no source has an item', { id });
    if (tooLarge) log.error('the merged feed is larger than 1 MiB, so the last one stays');
  };

  const update = (): void => {
    if (isStopped) return;
    recordChanges();
    if (isRequestingAll) return;
    merge();
    clearTimeout(staleTimer);
    const next = Math.min(...sources.map(({ state }) => nextFreshnessCheck(state, now())));
    if (next !== Infinity) staleTimer = setTimeout(update, next - now());
  };

  for (const source of config.sources) {
    const { feed, receivedAt, requestTimes } = memories.get(source.name) ?? EMPTY;
    const initial = { feed, receivedAt, requestTimes };
    sources.push(createSource(source, { transport, onChange: update, log, secrets, now, random, initial }));
  }
  update();

  return {
    sources,
    get merged() {
      return merged;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      hasBegun = true;
      before = merged ?? before;
      for (const source of sources) source.start();
    },
    async requestAll() {
      isRequestingAll = true;
      hasBegun = true;
      await Promise.allSettled(sources.map((source) => source.requestNow()));
      isRequestingAll = false;
      update();
    },
    async stop() {
      isStopped = true;
      clearTimeout(staleTimer);
      for (const source of sources) source.stop();
      await writer?.flush();
    },
  };
}

/** Returns the merged feed of an earlier run, without the items of sources that the configuration no longer has. */
function withoutSources(
  merged: FeedState['merged'],
  sources: ReadonlyMap<string, SourceMemory>,
): MergedSources | undefined {
  if (!merged) return undefined;
  const { feed, origins } = merged;
  const quotes = feed.quotes.filter(({ id }) => sources.has(origins.get(id) ?? ''));
  return { feed: { ...feed, quotes }, origins, missing: [] };
}

/** Returns what is known of a source, without the items that the configuration no longer takes. */
function memoryFor({ items }: SourceConfig, memory: SourceMemory = EMPTY): SourceMemory {
  if (!items || !memory.feed) return memory;
  const ids = new Set(items.map((item) => (typeof item === 'string' ? item : (item.id ?? item.take))));
  const quotes = memory.feed.quotes.filter(({ id }) => ids.has(id));
  return { ...memory, feed: { ...memory.feed, quotes } };
}

/** Returns the last answer of a source, completed by its record. */
function valuesOf(
  { config: { name }, feed, receivedAt, isFresh }: Source['state'],
  { record }: SourceMemory,
): SourceValues & { readonly ownCloses: ReadonlySet<string> } {
  const completed: { feed: Feed | undefined; ownCloses: ReadonlySet<string> } = feed
    ? completeFeed(record, feed)
    : { feed, ownCloses: new Set() };
  return { name, receivedAt, isFresh, ...completed };
}

/** Returns the times of the closes of a source's items, by the ids that the items have in the feed. */
function closesOf({ items }: SourceConfig): Map<string, CloseTime> {
  const closes = new Map<string, CloseTime>();
  for (const item of items ?? [])
    if (typeof item === 'object' && item.close !== undefined)
      closes.set(item.id ?? item.take, parseCloseTime(item.close));
  return closes;
}

/**
 * Returns when a source has to be looked at again, because it may no longer be fresh without having changed. Its pace may be
 * slower than configured, so it is looked at again and again. Infinity if it is not fresh.
 */
function nextFreshnessCheck({ config, receivedAt, isFresh }: Source['state'], now: number): number {
  if (!isFresh || receivedAt === undefined) return Infinity;
  const every = 1000 * (config.every ?? DEFAULT_EVERY);
  const first = receivedAt + Math.max(3 * every, every + 60_000) + 1;
  return first > now ? first : now + every;
}
