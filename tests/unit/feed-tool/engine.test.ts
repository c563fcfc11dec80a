import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FeedConfig } from '../../../src/feed-tool/config/feed-config.js';
import { createEngine } from '../../../src/feed-tool/engine.js';
import { SourceError, type FeedEngine, type MergedFeed, type Transport } from '../../../src/feed-tool/types.js';
import { captureLog, type CapturedLog } from '../../support/feed-tool/captured-log.js';
import { at, MINUTE, NOW } from './quotes.js';

/** The items that each source answers with; a source without items fails. */
let answers: Record<string, object[] | undefined>;
let requests: string[];
let log: CapturedLog;
let folder: string;
const engines: FeedEngine[] = [];

const transport: Transport = ({ source }) => {
  requests.push(source);
  const items = answers[source];
  if (!items) return Promise.reject(new SourceError('unreachable', 'the source is not reached'));
  return Promise.resolve({ status: 200, headers: new Headers(), text: JSON.stringify({ items }) });
};

function engineOf(config: Partial<FeedConfig> = {}): FeedEngine {
  const sources: FeedConfig['sources'] = [
    { name: 'krx', url: 'https://krx.example/', every: 10 },
    { name: 'bank', url: 'https://bank.example/', every: 30 },
  ];
  const loaded = { config: { sources, state: null, ...config }, folder, secrets: [] };
  const engine = createEngine(loaded, { transport, log, random: () => 0.5 });
  engines.push(engine);
  return engine;
}

const shown = ({ merged }: FeedEngine) =>
  merged?.feed.quotes.map(({ id, price }) => `${id} ${price} ${merged.origins.get(id)}`);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  answers = {
    krx: [{ id: 'KOSPI', price: 1 }],
    bank: [
      { id: 'USD/KRW', price: 1359 },
      { id: 'KOSPI', price: 1.1 },
    ],
  };
  requests = [];
  log = captureLog();
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

describe('the engine', () => {
  test('merges what all sources have sent', async () => {
    const engine = engineOf({ notice: 'No advice.', source: { name: 'The Paper' }, items: ['USD/KRW', 'KOSPI', 'X'] });
    expect(engine.merged).toBeUndefined();
    await engine.requestAll();
    expect(shown(engine)).toEqual(['USD/KRW 1359 bank', 'KOSPI 1 krx']);
    expect(engine.merged).toMatchObject({
      feed: { notice: 'No advice.', ttl: 10, source: { name: 'The Paper', url: null } },
      missing: ['X'],
    });
    expect(log.lines).toEqual(['warn no source has an item']);
  });

  test('has no feed while no source has answered', async () => {
    answers = {};
    const engine = engineOf();
    await engine.requestAll();
    expect(engine.merged).toBeUndefined();
    expect(log.lines).toEqual(['warn source failed', 'warn source failed']);
  });

  test('a source that fails leaves the others alone, and its fallback takes over when it is no longer fresh', async () => {
    const engine = engineOf();
    engine.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown(engine)).toEqual(['KOSPI 1 krx', 'USD/KRW 1359 bank']);
    answers.krx = undefined;
    answers.bank = [
      { id: 'USD/KRW', price: 1360 },
      { id: 'KOSPI', price: 1.2 },
    ];
    await vi.advanceTimersByTimeAsync(45_000);
    expect(shown(engine)).toEqual(['KOSPI 1 krx', 'USD/KRW 1360 bank']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown(engine)).toEqual(['KOSPI 1.2 bank', 'USD/KRW 1360 bank']);
    answers.krx = [{ id: 'KOSPI', price: 1.3 }];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown(engine)).toEqual(['KOSPI 1.3 krx', 'USD/KRW 1360 bank']);
  });

  test('the feed changes by time alone, when a source is no longer fresh', async () => {
    answers.krx = [{ id: 'KOSPI', price: 1, state: 'closed', asOf: '2025-06-09T09:00:00+09:00' }];
    answers.bank = [{ id: 'USD/KRW', price: 1359 }];
    const engine = engineOf();
    await engine.requestAll();
    const states = (): unknown => engine.merged?.feed.quotes.map(({ state }) => state);
    expect(states()).toEqual(['closed', null]);
    const seen: MergedFeed[] = [];
    engine.subscribe((merged) => seen.push(merged));
    // While all markets are closed, the pace is 60 s, so the answer is fresh for 180 s.
    await vi.advanceTimersByTimeAsync(179_000);
    expect(states()).toEqual(['closed', null]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(states()).toEqual(['unknown', null]);
    expect(seen.at(-1)).toBe(engine.merged);
    expect(requests).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('listeners are called when the content changes, and only then', async () => {
    answers = { krx: [{ id: 'KOSPI', price: 1, asOf: '2025-06-09T10:00:00+09:00' }] };
    const engine = engineOf();
    const texts: string[] = [];
    const end = engine.subscribe((merged) => texts.push(merged.text));
    await engine.requestAll();
    await engine.requestAll();
    expect(texts).toHaveLength(1);
    answers.krx = [{ id: 'KOSPI', price: 2, asOf: '2025-06-09T10:00:00+09:00' }];
    await engine.requestAll();
    expect(texts).toHaveLength(2);
    end();
    answers.krx = [{ id: 'KOSPI', price: 3 }];
    await engine.requestAll();
    expect(texts).toHaveLength(2);
  });

  test('a listener that fails is reported and takes nothing from the others', async () => {
    const engine = engineOf();
    const listener = vi.fn();
    engine.subscribe(() => {
      throw new Error('broken');
    });
    engine.subscribe(listener);
    await engine.requestAll();
    expect(listener).toHaveBeenCalled();
    expect(log.lines).toContain('error a listener failed');
  });

  test('a feed of more than 1 MiB is not published, and the last one stays', async () => {
    const engine = engineOf();
    await engine.requestAll();
    const { merged } = engine;
    const trend = [...Array(64).keys()].map((index) => 123_456.123456789 + index);
    const name = Object.fromEntries(['en', 'ko', 'ja', 'zh'].map((language) => [language, '이름'.repeat(40)]));
    answers.krx = [...Array(500).keys()].map((index) => ({ id: `item${index}`, price: 1, trend, name }));
    await engine.requestAll();
    await engine.requestAll();
    expect(engine.merged).toBe(merged);
    expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([
      'error the merged feed is larger than 1 MiB, so the previous one is kept',
    ]);
    answers.krx = [{ id: 'KOSPI', price: 2 }];
    await engine.requestAll();
    expect(shown(engine)?.[0]).toBe('KOSPI 2 krx');
  });

  test('sources that contradict each other are reported once', async () => {
    answers.bank = [{ id: 'KOSPI', price: 100 }];
    const engine = engineOf();
    for (const price of [1, 1.01, 1.02]) {
      answers.krx = [{ id: 'KOSPI', price }];
      await engine.requestAll();
    }
    expect(log.lines).toEqual(['warn issue of the merged feed']);
    expect(log.fields[0]).toMatchObject({ rule: 'sources-differ-in-unit', path: 'items[0].price' });
    expect(shown(engine)).toEqual(['KOSPI 1.02 krx']);
  });

  test('nothing happens after the stop', async () => {
    const engine = engineOf();
    engine.start();
    await vi.advanceTimersByTimeAsync(0);
    await engine.stop();
    const { length } = requests;
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(requests).toHaveLength(length);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the closes of the engine', () => {
  const sources: FeedConfig['sources'] = [
    {
      name: 'krx',
      url: 'https://krx.example/',
      every: 60,
      items: [{ take: '0001', id: 'KOSPI', close: '15:30 Asia/Seoul' }],
    },
  ];

  test('give the change of an item whose source states none, and are marked', async () => {
    const engine = engineOf({ sources });
    const answer = async (time: string, price: number): Promise<void> => {
      await vi.advanceTimersByTimeAsync(at(time) - Date.now());
      answers.krx = [{ id: '0001', price, asOf: `${time.replace(' ', 'T')}:00+09:00` }];
      await engine.requestAll();
    };
    await answer('2025-06-09 15:29', 2800);
    await answer('2025-06-09 15:31', 2801);
    expect(engine.merged?.ownCloses).toEqual(new Set());
    await answer('2025-06-10 09:01', 2828);
    expect(engine.merged?.ownCloses).toEqual(new Set(['KOSPI']));
    expect(engine.merged?.feed.quotes[0]).toMatchObject({ previousClose: 2800, change: 28, changePercent: 1 });
    const written = JSON.parse(engine.merged!.text) as { items: object[] };
    expect(written.items[0]).toMatchObject({ change: 28, previousCloseFrom: 'own record' });
  });

  test('are not mixed with prices of another source', async () => {
    const two: FeedConfig['sources'] = [...sources, { name: 'bank', url: 'https://bank.example/', every: 60 }];
    const engine = engineOf({ sources: two });
    for (const [time, price] of [
      ['2025-06-09 15:29', 2800],
      ['2025-06-09 15:31', 2801],
    ] as const) {
      await vi.advanceTimersByTimeAsync(at(time) - Date.now());
      answers = { krx: [{ id: '0001', price }] };
      await engine.requestAll();
    }
    await vi.advanceTimersByTimeAsync(at('2025-06-10 09:01') - Date.now());
    answers = { bank: [{ id: 'KOSPI', price: 2900 }] };
    await engine.requestAll();
    expect(shown(engine)).toEqual(['KOSPI 2900 bank']);
    expect(engine.merged?.feed.quotes[0]).toMatchObject({ previousClose: null, change: null });
    expect(engine.merged?.ownCloses.size).toBe(0);
  });
});

describe('the state file of the engine', () => {
  const state = 'feed.state.json';

  test('keeps the last values over a restart, with their age', async () => {
    const first = engineOf({ state });
    await first.requestAll();
    await first.stop();
    vi.setSystemTime(NOW + 60 * MINUTE);
    answers.krx = undefined;
    const second = engineOf({ state });
    expect(shown(second)).toEqual(['KOSPI 1 krx', 'USD/KRW 1359 bank']);
    expect(second.merged?.feed.quotes.map(({ asOf }) => asOf)).toEqual([NOW, NOW]);
    answers.bank = [{ id: 'USD/KRW', price: 1360 }];
    await second.requestAll();
    expect(shown(second)).toEqual(['KOSPI 1 krx', 'USD/KRW 1360 bank']);
    expect(second.merged?.feed.quotes.map(({ asOf }) => asOf)).toEqual([NOW, NOW + 60 * MINUTE]);
  });

  test('keeps the closes over a restart', async () => {
    const first = engineOf({ state });
    answers.krx = [{ id: 'KOSPI', price: 100, asOf: '2025-06-05', delay: 'eod' }];
    await first.requestAll();
    await first.stop();
    const second = engineOf({ state });
    answers.krx = [{ id: 'KOSPI', price: 110, asOf: '2025-06-09', delay: 'eod' }];
    await second.requestAll();
    expect(second.merged?.feed.quotes[0]).toMatchObject({ change: 10, changePercent: 10, previousClose: 100 });
  });

  test('keeps the budget over a restart', async () => {
    const sources: FeedConfig['sources'] = [{ name: 'krx', url: 'https://krx.example/', every: 10, budget: 3 }];
    for (const _ of [1, 2, 3, 4]) {
      const engine = engineOf({ sources, state });
      await engine.requestAll();
      await engine.stop();
    }
    expect(requests).toHaveLength(3);
  });

  test('forgets the sources and the items that the configuration no longer has', async () => {
    const first = engineOf({ state });
    await first.requestAll();
    await first.stop();
    const second = engineOf({
      state,
      sources: [{ name: 'bank', url: 'https://bank.example/', items: [{ take: 'x', id: 'USD/KRW' }, 'EUR/KRW'] }],
    });
    expect(shown(second)).toEqual(['USD/KRW 1359 bank']);
    answers.bank = [{ id: 'x', price: 1360 }];
    await second.requestAll();
    await second.stop();
    expect(await readFile(join(folder, state), 'utf8')).not.toContain('krx');
  });

  test('a state of another program is left aside, and the engine starts without it', async () => {
    await writeFile(join(folder, state), 'no state');
    const engine = engineOf({ state });
    expect(engine.merged).toBeUndefined();
    await engine.requestAll();
    await engine.stop();
    expect(shown(engine)).toHaveLength(2);
    expect(await readFile(join(folder, `${state}.broken`), 'utf8')).toBe('no state');
    expect(JSON.parse(await readFile(join(folder, state), 'utf8'))).toMatchObject({ version: 1 });
  });

  test('has the name feed.state.json by default, and is not written if it is null', async () => {
    const engine = engineOf({ state: undefined });
    await engine.requestAll();
    await engine.stop();
    expect(JSON.parse(await readFile(join(folder, 'feed.state.json'), 'utf8'))).toMatchObject({ version: 1 });
    await rm(join(folder, 'feed.state.json'));
    const without = engineOf({ state: null });
    await without.requestAll();
    await without.stop();
    await expect(readFile(join(folder, 'feed.state.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('a clock that is set back by months makes no timer that is too long to wait', async () => {
  const engine = engineOf({
    sources: [
      { name: 'krx', url: 'https://krx.example/', every: 10 },
      { name: 'bank', url: 'https://bank.example/', every: 3600 },
    ],
  });
  engine.start();
  await vi.advanceTimersByTimeAsync(1000);
  vi.setSystemTime(NOW - 60 * 24 * 60 * MINUTE);
  answers.krx = undefined;
  // A spy of Vitest would keep the faked timer from being given back.
  const fakeSetTimeout = globalThis.setTimeout;
  const delays: number[] = [];
  globalThis.setTimeout = ((callback: () => void, delay = 0) => {
    delays.push(delay);
    return fakeSetTimeout(callback, delay);
  }) as typeof setTimeout;
  await vi.advanceTimersByTimeAsync(15_000);
  globalThis.setTimeout = fakeSetTimeout;
  expect(delays).not.toEqual([]);
  // Node waits for 1 ms instead.
  expect(delays.filter((delay) => delay >= 2 ** 31)).toEqual([]);
});
