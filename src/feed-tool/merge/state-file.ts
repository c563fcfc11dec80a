import { readFileSync, renameSync, statSync } from 'node:fs';
import { parseFeed } from '../../adapters/parse-feed.js';
import type { MergedSources } from '../../model/merge-sources.js';
import type { Feed } from '../../model/quote.js';
import { writeFeed } from '../../model/write-feed.js';
import { failureReason } from '../failure-reason.js';
import type { Log } from '../types.js';
import type { ItemRecord } from './price-record.js';
import type { SourceRecord } from './record-feed.js';
import { writeAtomically } from './write-atomically.js';

/** The data of one source that are kept across restarts. */
export interface SourceMemory {
  /** The last good response, and when it arrived in epoch ms. */
  readonly feed: Feed | undefined;
  readonly receivedAt: number | undefined;
  /** When the requests of the last 24 hours were sent, in epoch ms. Only for a source with a budget. */
  readonly requestTimes: readonly number[];
  readonly record: SourceRecord;
}

/** The data that are kept across restarts. */
export interface FeedState {
  /** What is known of each source, by its name. */
  readonly sources: ReadonlyMap<string, SourceMemory>;
  /** The last merged feed. With it, unchanged content has the same `generatedAt` after a restart. */
  readonly merged: Pick<MergedSources, 'feed' | 'origins'> | undefined;
}

/** The size in bytes up to which a state file is written in full. A file of more than twice this size is not read. */
const MAX_BYTES = 8 * 2 ** 20;
/** The minimum time between two writes, in ms. */
const WRITE_INTERVAL = 10_000;

/**
 * Reads a state file. Never throws: a missing file is an empty state, and a file that this program did not write is
 * reported and renamed, so that it is neither used nor lost.
 */
export function readStateFile(path: string, log: Log, now: number): FeedState {
  try {
    const file = statSync(path);
    // A device such as `/dev/null` stays where it is, and a pipe might never end.
    if (!file.isFile()) throw Object.assign(new Error(), { code: file.isDirectory() ? 'EISDIR' : 'it is not a file' });
    if (file.size > 2 * MAX_BYTES) throw new Error('it is too large');
    return parseState(readFileSync(path, 'utf8'), now);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return EMPTY_STATE;
    const reason = failureReason(error);
    try {
      // A file that cannot be read may be valid, so it stays where it is.
      if (code === undefined) renameSync(path, `${path}.broken`);
      log.warn('state file is not used', { path, reason, ...(code === undefined && { kept: `${path}.broken` }) });
    } catch {
      log.warn('state file is not used', { path, reason });
    }
    return EMPTY_STATE;
  }
}

export const EMPTY_STATE: FeedState = { sources: new Map(), merged: undefined };

function parseState(text: string, now: number): FeedState {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isObject(state) || state.version !== 1 || !isObject(state.sources))
    throw new Error('it is not a state file of version 1');
  const sources = Object.entries(state.sources).map(
    ([name, value]) => [name, parseMemory(isObject(value) ? value : {}, now)] as const,
  );
  return { sources: new Map(sources), merged: isObject(state.merged) ? parseMerged(state.merged, now) : undefined };
}

function parseMerged({ feed, origins }: Readonly<Record<string, unknown>>, now: number): FeedState['merged'] {
  if (!isObject(origins)) return undefined;
  const names = Object.entries(origins).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { feed: { ...parseFeed(feed, { now }), issues: [] }, origins: new Map(names) };
}

function parseMemory(value: Readonly<Record<string, unknown>>, now: number): SourceMemory {
  const feed = value.feed === undefined ? undefined : parseFeed(value.feed, { now });
  const isUsable = feed !== undefined && feed.quotes.length > 0 && isNumber(value.receivedAt);
  const records = isObject(value.record) ? Object.entries(value.record) : [];
  return {
    feed: isUsable ? { ...feed, issues: [] } : undefined,
    receivedAt: isUsable ? Math.min(Number(value.receivedAt), now) : undefined,
    requestTimes: Array.isArray(value.requestTimes) ? value.requestTimes.filter(isNumber) : [],
    record: new Map(records.filter((entry): entry is [string, ItemRecord] => isItemRecord(entry[1]))),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => Number.isFinite(value);

const hasNumbers = (value: unknown, ...names: string[]): boolean =>
  isObject(value) && names.every((name) => isNumber(value[name]));

const isItemRecord = (value: unknown): value is ItemRecord =>
  isObject(value) &&
  hasNumbers(value, 'per') &&
  hasNumbers(value.last, 'price', 'day', 'from', 'seen') &&
  Array.isArray(value.closes) &&
  value.closes.every((close) => hasNumbers(close, 'day', 'price')) &&
  (value.trend === null ||
    (isObject(value.trend) &&
      hasNumbers(value.trend, 'day', 'start', 'step') &&
      Number(value.trend.step) > 0 &&
      Array.isArray(value.trend.prices) &&
      value.trend.prices.every(isNumber)));

/**
 * Writes a state as text. If it would be too large, the trends are left out, and then the last responses: they will be
 * available again, but the closes will not.
 */
export function stateText({ sources, merged }: FeedState): string {
  const textWith = (parts: { trends: boolean; feeds: boolean }): string =>
    JSON.stringify({
      version: 1,
      ...(merged &&
        parts.feeds && { merged: { feed: writeFeed(merged.feed), origins: Object.fromEntries(merged.origins) } }),
      sources: Object.fromEntries(
        [...sources].map(([name, { feed, receivedAt, requestTimes, record }]) => [
          name,
          {
            ...(feed && parts.feeds && { receivedAt, feed: writeFeed(feed) }),
            requestTimes,
            record: Object.fromEntries(
              [...record].map(([id, item]) => [id, parts.trends ? item : { ...item, trend: null }]),
            ),
          },
        ]),
      ),
    });
  for (const parts of [
    { trends: true, feeds: true },
    { trends: false, feeds: true },
  ]) {
    const text = textWith(parts);
    if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  }
  return textWith({ trends: false, feeds: false });
}

/** Writes the state at most once in 10 s, and when the program stops. A failure is reported once and never fatal. */
export interface StateWriter {
  /** Schedules a write. */
  schedule(): void;
  /** Writes the state now if a write is scheduled. */
  flush(): Promise<void>;
}

export function createStateWriter(path: string, text: () => string, log: Log): StateWriter {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let failure = '';

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing
      .then(() => writeAtomically(path, text()))
      .then(
        () => void (failure = ''),
        (error: unknown) => {
          const reason = failureReason(error);
          if (reason !== failure) log.error('state file cannot be written', { path, reason });
          failure = reason;
        },
      );
    return writing;
  };
  return {
    schedule: () => void (timer ??= setTimeout(() => void write(), WRITE_INTERVAL)),
    flush: () => (timer === undefined ? writing : write()),
  };
}
