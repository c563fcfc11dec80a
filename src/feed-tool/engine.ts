import { resolve } from 'node:path';
import { mergeSources, type MergedSources } from '../model/merge-sources.js';
import { envelopeOf } from './config/config-values.js';
import { createMergeReport } from './merge/merge-report.js';
import { completeFeed } from './merge/record-feed.js';
import { createSourceMemories } from './merge/source-memories.js';
import { createStateWriter, EMPTY_STATE, readStateFile, stateText, type FeedState } from './merge/state-file.js';
import { nextFreshnessCheck } from './sources/freshness.js';
import { createSource } from './sources/source.js';
import type { FeedEngine, LoadedConfig, Log, MergedFeed, Source, SourceState, Transport } from './types.js';
import { isTooLarge, writeMerged } from './write-merged.js';

export interface EngineOptions {
  readonly transport: Transport;
  readonly log: Log;
  /** Returns the time in epoch ms. Default: `Date.now`. */
  readonly now?: () => number;
  /** Returns a number from 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** Creates all sources of a configuration and merges them. Reads the state file. Requests nothing yet. */
export function createEngine(
  { config, folder, secrets }: LoadedConfig,
  { transport, log, now = Date.now, random = Math.random }: EngineOptions,
): FeedEngine {
  const path = config.state === null ? undefined : resolve(folder, config.state ?? 'feed.state.json');
  const saved = path === undefined ? EMPTY_STATE : readStateFile(path, log, now());
  const memories = createSourceMemories(config.sources, saved.sources);
  const writer =
    path === undefined
      ? undefined
      : createStateWriter(path, () => stateText({ sources: memories.bySource, merged }), log);
  const envelope = envelopeOf(config);
  const report = createMergeReport(log);
  const listeners = new Set<(merged: MergedFeed) => void>();
  const sources: Source[] = [];
  const states = (): SourceState[] => sources.map(({ state }) => state);
  let merged: MergedFeed | undefined;
  /** The last result. Until the sources have responded for the first time, the result of an earlier run. */
  let before = withoutSources(saved.merged, memories.bySource);
  let hasBegun = false;
  let isRequestingAll = false;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const merge = (): void => {
    const ownCloses = new Map<string, ReadonlySet<string>>();
    const values = states().map(({ config: { name }, feed, receivedAt, isFresh }) => {
      const completed = feed && completeFeed(memories.of(name).record, feed);
      if (completed) ownCloses.set(name, completed.ownCloses);
      return { name, receivedAt, isFresh, feed: completed?.feed };
    });
    if (values.every(({ feed }) => !feed)) return;
    const result = mergeSources(values, { ...envelope, now: now(), before });
    const ids = [...result.origins].filter(([id, origin]) => ownCloses.get(origin)?.has(id)).map(([id]) => id);
    adopt({ ...result, ownCloses: new Set(ids) });
  };

  const adopt = (result: Omit<MergedFeed, 'text'>): void => {
    const text = writeMerged(result);
    report(result, states(), isTooLarge(text));
    if (isTooLarge(text)) return;
    const isChanged = text !== merged?.text;
    merged = { ...result, text };
    if (hasBegun) before = merged;
    if (isChanged) notify(merged);
  };

  const notify = (next: MergedFeed): void => {
    for (const listener of listeners) {
      try {
        listener(next);
      } catch (error) {
        log.error('a listener failed', { error });
      }
    }
  };

  const update = (): void => {
    if (isStopped) return;
    for (const state of states()) if (memories.record(state)) writer?.schedule();
    if (isRequestingAll) return;
    merge();
    clearTimeout(staleTimer);
    const next = Math.min(...states().map((state) => nextFreshnessCheck(state, now())));
    if (next !== Infinity) staleTimer = setTimeout(update, next - now());
  };

  for (const source of config.sources) {
    const initial = memories.of(source.name);
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
function withoutSources(merged: FeedState['merged'], sources: ReadonlyMap<string, unknown>): MergedSources | undefined {
  if (!merged) return undefined;
  const { feed, origins } = merged;
  const quotes = feed.quotes.filter(({ id }) => sources.has(origins.get(id) ?? ''));
  return { feed: { ...feed, quotes }, origins, missing: [] };
}
