import type { FeedEngine, MergedFeed } from '../types.js';
import { isTooLarge } from '../write-merged.js';
import { wholeUpdate, type WrittenFeed } from './updates.js';

/** One version of the served feed. */
export interface FeedVersion {
  readonly merged: MergedFeed;
  /** The feed as it is in the text of `merged`. */
  readonly written: WrittenFeed;
  /** When the feed changed, in epoch ms. A feed from an earlier run changed before this run started. */
  readonly changedAt: number;
  /** Returns the whole feed as an update, as JSON, for readers who may know an earlier version. */
  readonly whole: () => string;
}

export interface CurrentFeed {
  /** The newest version; undefined before the first one. */
  readonly version: FeedVersion | undefined;
  /** Calls the listener after each change. */
  subscribe(listener: (version: FeedVersion, before: FeedVersion | undefined) => void): void;
  /** Stops all calls. */
  stop(): void;
}

/** How many ids of removed items are kept. */
const MAX_REMOVED = 500;

/** Follows the merged feed of an engine. Each version is read once for all readers. */
export function followFeed(engine: FeedEngine, now: () => number): CurrentFeed {
  let version: FeedVersion | undefined;
  const removed = new Set<string>();
  const listeners = new Set<Parameters<CurrentFeed['subscribe']>[0]>();

  const adopt = (merged: MergedFeed): void => {
    const before = version;
    const { text, feed } = merged;
    // The engine has written it, so it is a feed.
    const written = JSON.parse(text) as WrittenFeed;
    rememberRemoved(removed, before?.written, written);
    const removedIds = [...removed];
    const changedAt = Math.min(now(), feed.generatedAt ?? Infinity);
    version = { merged, written, changedAt, whole: once(() => wholeText(written, text, removedIds)) };
    for (const listener of listeners) listener(version, before);
  };

  const stop = engine.subscribe(adopt);
  if (engine.merged) adopt(engine.merged);
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
  return isTooLarge(whole) ? text : whole;
}

/** Returns a function that calls another one at most once. */
function once<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: create() }).value;
}
