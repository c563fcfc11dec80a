import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ItemRecord } from '../../../src/feed-tool/merge/price-record.js';
import {
  createStateWriter,
  EMPTY_STATE,
  readStateFile,
  stateText,
  type SourceMemory,
} from '../../../src/feed-tool/merge/state-file.js';
import { captureLog, type CapturedLog } from '../../support/feed-tool/captured-log.js';
import { feedOf, NOW } from './quotes.js';

let folder: string;
let path: string;
let log: CapturedLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
  path = join(folder, 'feed.state.json');
  log = captureLog();
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const itemRecord = (prices: number[] = [1, 2]): ItemRecord => ({
  per: 1,
  last: { price: 2, day: 20_248, from: NOW, seen: NOW },
  closes: [{ day: 20_247, price: 1 }],
  trend: { day: 20_248, start: NOW - 20_000, step: 10_000, prices },
});
const memory = (): SourceMemory => ({
  feed: feedOf(
    { id: 'KOSPI', price: 2855.77, asOf: '2025-06-09T10:00:00+09:00', state: 'open', delay: 20, trend: [1, 2] },
    { id: 'USD/KRW', price: null, name: { ko: '원/달러', en: 'USD/KRW' }, source: { name: 'Bank' } },
  ),
  receivedAt: NOW - 1000,
  requestTimes: [NOW - 2000, NOW - 1000],
  record: new Map([['KOSPI', itemRecord()]]),
});
const read = () => readStateFile(path, log, NOW);

test('what is written is read the same again', async () => {
  const memories = new Map([
    ['krx', memory()],
    ['bank', { feed: undefined, receivedAt: undefined, requestTimes: [], record: new Map() }],
  ]);
  const merged = { feed: memory().feed!, origins: new Map([['KOSPI', 'krx']]) };
  await writeFile(path, stateText({ sources: memories, merged }));
  expect(read()).toEqual({ sources: memories, merged });
  await writeFile(path, stateText({ sources: memories, merged: undefined }));
  expect(read()).toEqual({ sources: memories, merged: undefined });
  expect(log.lines).toEqual([]);
});

test('a missing file is an empty state', () => {
  expect(read()).toEqual(EMPTY_STATE);
  expect(log.lines).toEqual([]);
});

test.each([
  ['half a file', '{"version":1,"sources":{"krx"'],
  ['an empty file', ''],
  ['a file of a later version', '{"version":2,"sources":{}}'],
  ['a file of another program', '{"name":"x"}'],
  ['a list', '[1]'],
  ['null', 'null'],
  ['a state whose sources are a list', '{"version":1,"sources":[]}'],
])('%s is reported and left aside', async (_, text) => {
  await writeFile(path, text);
  expect(read()).toEqual(EMPTY_STATE);
  expect(log.lines).toEqual(['warn state file is not used']);
  expect(existsSync(path)).toBe(false);
  expect(await readFile(`${path}.broken`, 'utf8')).toBe(text);
});

test('a file that is too large is left aside without being read', async () => {
  await writeFile(path, '{');
  await truncate(path, 17 * 2 ** 20);
  expect(read()).toEqual(EMPTY_STATE);
  expect(log.fields).toEqual([{ path, reason: 'it is too large', kept: `${path}.broken` }]);
});

test('what cannot be read at all is reported and stays where it is', async () => {
  await mkdir(path);
  expect(read()).toEqual(EMPTY_STATE);
  expect(log.fields).toEqual([{ path, reason: 'EISDIR' }]);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test('parts that are wrong are left out, and the others are used', async () => {
  const whole = JSON.parse(stateText({ sources: new Map([['krx', memory()]]), merged: undefined })) as {
    sources: { krx: Record<string, unknown> };
  };
  const broken = (change: object) => ({ ...itemRecord(), ...change });
  const record = {
    good: itemRecord(),
    noTrend: broken({ trend: null }),
    a: broken({ per: '1' }),
    b: broken({ last: { price: null, day: 1, from: 1, seen: 1 } }),
    c: broken({ closes: [{ day: 1 }] }),
    d: broken({ closes: {} }),
    e: broken({ trend: { day: 1, start: 1, step: 0, prices: [] } }),
    f: broken({ trend: { day: 1, start: 1, step: 1, prices: ['1'] } }),
    g: broken({ trend: 5 }),
    h: null,
  };
  const sources = {
    krx: { ...whole.sources.krx, record, requestTimes: [1, 'x', null] },
    noTime: { ...whole.sources.krx, receivedAt: 'x' },
    noFeed: { ...whole.sources.krx, feed: { items: [] }, record: 5, requestTimes: 5 },
    future: { ...whole.sources.krx, receivedAt: NOW + 1 },
    nothing: null,
  };
  await writeFile(path, JSON.stringify({ version: 1, sources, merged: { origins: 5 } }));
  const { sources: memories, merged } = read();
  expect(merged).toBeUndefined();
  expect([...(memories.get('krx')?.record.keys() ?? [])]).toEqual(['good', 'noTrend']);
  expect(memories.get('krx')?.requestTimes).toEqual([1]);
  for (const name of ['noTime', 'noFeed'])
    expect(memories.get(name)).toMatchObject({ feed: undefined, receivedAt: undefined });
  expect(memories.get('noFeed')).toMatchObject({ requestTimes: [], record: new Map() });
  expect(memories.get('future')?.receivedAt).toBe(NOW);
  expect(memories.get('nothing')).toEqual({
    feed: undefined,
    receivedAt: undefined,
    requestTimes: [],
    record: new Map(),
  });
});

test('a state that is too large loses its trends first, then the last answers, and never the closes', async () => {
  const prices = [...Array(64).keys()].map((index) => 1000.123456789 + index);
  const ids = [...Array(500).keys()].map((index) => `item${index}`);
  const large = (trend: number[]): SourceMemory => ({
    ...memory(),
    feed: feedOf(...ids.map((id) => ({ id, price: 1, name: '이름'.repeat(40), trend }))),
    record: new Map(ids.map((id) => [id, itemRecord(prices)])),
  });
  const stateOf = async (trend: number[]) => {
    const sources = new Map([...Array(20).keys()].map((index) => [`source${index}`, large(trend)]));
    await writeFile(path, stateText({ sources, merged: undefined }));
    return read().sources.get('source19');
  };
  const withoutTrends = await stateOf([]);
  expect(withoutTrends?.feed?.quotes).toHaveLength(500);
  expect(withoutTrends?.record.get('item7')).toMatchObject({ trend: null, closes: [{ price: 1 }] });
  const withoutFeeds = await stateOf(prices);
  expect(withoutFeeds?.feed).toBeUndefined();
  expect(withoutFeeds?.record.get('item7')).toMatchObject({ trend: null, closes: [{ price: 1 }] });
});

test('the state is written at most once in ten seconds, and at the end', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let version = 0;
  const text = vi.fn(() => `${++version}`);
  const writer = createStateWriter(path, text, log);
  await writer.flush();
  expect(text).not.toHaveBeenCalled();
  writer.schedule();
  writer.schedule();
  vi.advanceTimersByTime(9999);
  expect(text).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  await writer.flush();
  expect(await readFile(path, 'utf8')).toBe('1');
  writer.schedule();
  await writer.flush();
  expect(await readFile(path, 'utf8')).toBe('2');
  vi.advanceTimersByTime(20_000);
  await writer.flush();
  expect(text).toHaveBeenCalledTimes(2);
});

test('a failure to write is reported once, and does not stop the next attempt', async () => {
  await mkdir(path);
  const writer = createStateWriter(path, () => 'x', log);
  for (const _ of [1, 2]) {
    writer.schedule();
    await writer.flush();
  }
  expect(log.lines).toEqual(['error state file cannot be written']);
  await rm(path, { recursive: true });
  writer.schedule();
  await writer.flush();
  expect(await readFile(path, 'utf8')).toBe('x');
});

test('a pipe is neither waited for nor renamed, and no more is a device such as /dev/null', () => {
  execFileSync('mkfifo', [path]);
  expect(readStateFile(path, log, NOW)).toEqual(EMPTY_STATE);
  expect(lstatSync(path).isFIFO()).toBe(true);
  expect(log.fields).toMatchObject([{ reason: 'it is not a file' }]);
});
