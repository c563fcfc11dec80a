import { readFileSync, renameSync, statSync } from 'node:fs';
import { parseFeed } from '../../adapters/parse-feed.js';
import type { Feed } from '../../model/quote.js';
import { writeFeed } from '../../model/write-feed.js';
import type { Log } from '../types.js';
import type { ItemRecord } from './price-record.js';
import type { SourceRecord } from './record-feed.js';
import { writeAtomically } from './write-atomically.js';

/** What is kept of a source over a restart. */
export interface SourceMemory {
  /** The last good answer, and when it arrived in epoch ms. */
  readonly feed: Feed | undefined;
  readonly receivedAt: number | undefined;
  /** When the requests of the last 24 hours were sent, in epoch ms. Only for a source with a budget. */
  readonly requestTimes: readonly number[];
  readonly record: SourceRecord;
}

/** The largest state file in bytes that is written with all it may have. A file of twice this size is not read. */
const MAX_BYTES = 8 * 2 ** 20;
/** The least time between two writes, in ms. */
const WRITE_INTERVAL = 10_000;

/**
 * Reads a state file. Never throws: a missing file is an empty state, and a file that this program has not written is
 * reported and renamed, so that it is neither used nor lost.
 *
 * @returns what is known of each source, by its name
 */
export function readStateFile(path: string, log: Log, now: number): Map<string, SourceMemory> {
  try {
    if (statSync(path).size > 2 * MAX_BYTES) throw new Error('it is too large');
    return parseState(readFileSync(path, 'utf8'), now);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return new Map();
    const reason = code ?? message;
    try {
      // What cannot be read at all may be right, so it stays where it is.
      if (code === undefined) renameSync(path, `${path}.broken`);
      log.warn('state file is not used', { path, reason, ...(code === undefined && { kept: `${path}.broken` }) });
    } catch {
      log.warn('state file is not used', { path, reason });
    }
    return new Map();
  }
}

function parseState(text: string, now: number): Map<string, SourceMemory> {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isObject(state) || state.version !== 1 || !isObject(state.sources))
    throw new Error('it is not a state file of version 1');
  return new Map(
    Object.entries(state.sources).map(([name, value]) => [name, parseMemory(isObject(value) ? value : {}, now)]),
  );
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
 * Writes a state as text. If it would be too large, the trends are left out, and then the last answers: a source sends both
 * again, but it does not send the closes again.
 */
export function stateText(memories: ReadonlyMap<string, SourceMemory>): string {
  const textWith = (parts: { trends: boolean; feeds: boolean }): string =>
    JSON.stringify({
      version: 1,
      sources: Object.fromEntries(
        [...memories].map(([name, { feed, receivedAt, requestTimes, record }]) => [
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
  /** Writes the state soon. */
  schedule(): void;
  /** Writes the state now, if it was to be written. */
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
          const { code, message } = error as NodeJS.ErrnoException;
          const reason = code ?? message;
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
