import type { FeedEngine, Log, MergedFeed } from '../types.js';
import { wholeUpdate, type WrittenFeed } from './updates.js';

/** One version of the feed that is served. */
export interface FeedVersion {
  readonly merged: MergedFeed;
  /** The feed in the canonical format, as JSON. */
  readonly text: string;
  readonly written: WrittenFeed;
  /** When the feed changed, in epoch ms. A feed of an earlier run has changed before the start of this one. */
  readonly changedAt: number;
  /** Returns the whole feed as an update, as JSON, for readers who may know an earlier version. */
  readonly whole: () => string;
}

export interface CurrentFeed {
  /** The newest version; undefined before the first one. */
  readonly version: FeedVersion | undefined;
  /** Calls the listener after each change of the text. */
  subscribe(listener: (version: FeedVersion, before: FeedVersion | undefined) => void): void;
  /** Ends all calls. */
  stop(): void;
}

interface Options {
  readonly engine: FeedEngine;
  /** Writes the merged feed as JSON. */
  readonly write: (merged: MergedFeed) => string;
  readonly log: Log;
  readonly now: () => number;
}

/** The size of the largest message that readers accept. */
const MAX_BYTES = 2 ** 20;
/** How many ids of removed items are remembered. */
const MAX_REMOVED = 500;

/** Follows the merged feed of an engine. Each version is written and read once for all readers. */
export function followFeed({ engine, write, log, now }: Options): CurrentFeed {
  let version: FeedVersion | undefined;
  const removed = new Set<string>();
  const listeners = new Set<Parameters<CurrentFeed['subscribe']>[0]>();

  const take = (merged: MergedFeed): void => {
    const before = version;
    try {
      const text = write(merged);
      if (text === before?.text) return;
      const written = JSON.parse(text) as WrittenFeed;
      rememberRemoved(removed, before?.written, written);
      const removedIds = [...removed];
      const changedAt = Math.min(now(), merged.feed.generatedAt ?? Infinity);
      version = { merged, text, written, changedAt, whole: once(() => wholeText(written, text, removedIds)) };
    } catch (error) {
      // The last version is still served. Its times show how old it is.
      log.error('feed not written', { error });
      return;
    }
    for (const listener of listeners) listener(version, before);
  };

  const stop = engine.subscribe(take);
  if (engine.merged) take(engine.merged);
  return {
    get version() {
      return version;
    },
    subscribe: (listener) => void listeners.add(listener),
    stop,
  };
}

function rememberRemoved(removed: Set<string>, before: WrittenFeed | undefined, after: WrittenFeed): void {
  for (const { id } of before?.items ?? []) removed.add(String(id));
  for (const { id } of after.items) removed.delete(String(id));
  for (const id of [...removed].slice(0, -MAX_REMOVED)) removed.delete(id);
}

function wholeText(written: WrittenFeed, text: string, removed: readonly string[]): string {
  const whole = JSON.stringify(wholeUpdate(written, removed));
  // Without the fields that are null, a very large feed still fits.
  return Buffer.byteLength(whole) > MAX_BYTES ? text : whole;
}

/** Returns a function that calls another one at most once. */
function once<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: create() }).value;
}
