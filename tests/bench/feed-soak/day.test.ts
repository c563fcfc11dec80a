import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import type { FeedConfig } from '../../../src/feed-tool/config/feed-config.js';
import { createEngine } from '../../../src/feed-tool/engine.js';
import { envelope, type MarketItem } from '../../../src/feed-tool/simulate/market.js';
import { SourceError, type Log, type Transport } from '../../../src/feed-tool/types.js';
import { HOUR, MINUTE } from '../../unit/feed-tool/quotes.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const START = Date.parse('2026-08-27T06:00:00+09:00');
const CLOSE = Date.parse('2026-08-27T15:30:00+09:00');
const clock = (time: string): number => Date.parse(`2026-08-27T${time}+09:00`);

const sources: FeedConfig['sources'] = [
  { name: 'krx', url: 'https://krx.example/', every: 10, budget: 4000 },
  { name: 'won', url: 'https://won.example/', every: 15, items: [{ take: 'USD/KRW', close: '15:30 Asia/Seoul' }] },
  { name: 'delayed', url: 'https://delayed.example/', every: 60, budget: 1000, delay: 20 },
  { name: 'official', url: 'https://official.example/', every: 600, budget: 100 },
];

/** The fields that a source of plain prices sends. */
const plain = ({ id, kind, price, asOf, state }: MarketItem) => ({ id, kind, price, asOf, state });

/** What each source sends at a time. The first source is down from 11:00 to 13:00. */
function answerOf(source: string, now: number): object[] | undefined {
  const items = (at = now): MarketItem[] => envelope({ now: at }).items;
  const indices = (at?: number): MarketItem[] => items(at).filter(({ kind }) => kind === 'index');
  switch (source) {
    case 'krx':
      return now >= clock('11:00:00') && now < clock('13:00:00') ? undefined : indices();
    case 'won':
      return items()
        .filter(({ id }) => id === 'USD/KRW')
        .map(plain);
    case 'delayed':
      return indices(now - 20 * MINUTE).map(plain);
    default:
      return [{ id: 'CD91', kind: 'rate', price: 2.51, asOf: '2026-08-26', delay: 'eod' }];
  }
}

afterEach(() => void vi.useRealTimers());

test('a day of four sources keeps within budgets and memory, and ends with the right changes and trends', async () => {
  vi.useFakeTimers({ now: START });
  const requests: Record<string, number> = {};
  // The test’s own memory does not grow while it measures that of the engine.
  const wonTimes = new Float64Array(10_000);
  const wonValues = new Float64Array(10_000);
  const wonAsOfs = new Float64Array(10_000);
  const transport: Transport = ({ source }) => {
    requests[source] = (requests[source] ?? 0) + 1;
    const items = answerOf(source, Date.now());
    if (!items) return Promise.reject(new SourceError('timeout', 'the source does not answer'));
    if (source === 'won') {
      const index = (requests[source] ?? 1) - 1;
      const { price, asOf } = items[0] as MarketItem;
      wonTimes[index] = Date.now();
      wonValues[index] = price;
      wonAsOfs[index] = Date.parse(asOf);
    }
    return Promise.resolve({ status: 200, headers: new Headers(), text: JSON.stringify({ items }) });
  };
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const loaded = { config: { sources, state: null }, folder: '/', secrets: [] };
  const engine = createEngine(loaded, { transport, log });
  let versions = 0;
  let largest = 0;
  engine.subscribe((merged) => {
    versions++;
    largest = Math.max(largest, merged.text.length);
  });
  const untilHour = async (hour: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(START + hour * HOUR - Date.now());
  };
  const heap = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const shown = (id: string) => engine.merged?.feed.quotes.find((quote) => quote.id === id);
  const originOf = (id: string) => engine.merged?.origins.get(id);

  engine.start();
  await untilHour(4);
  expect([originOf('KOSPI'), shown('KOSPI')?.state]).toEqual(['krx', 'open']);
  await untilHour(6);
  const before = heap();
  // The first source has been down for an hour, and the prices of its fallback are 20 minutes old.
  expect([originOf('KOSPI'), shown('KOSPI')?.delay]).toEqual(['delayed', 20]);
  await untilHour(9);
  expect([originOf('KOSPI'), shown('KOSPI')?.state]).toEqual(['krx', 'open']);
  await untilHour(24);
  const after = heap();
  await engine.stop();
  console.log({ requests, versions, heapAtHour6: before, heapAtHour24: after });
  const wonPrices = [...wonTimes.subarray(0, requests.won)].map((time, index) => [time, wonValues[index]] as const);

  expect(requests.krx).toBeLessThanOrEqual(4000);
  expect(requests.won).toBeGreaterThan((24 * HOUR) / 15_000 / 1.2);
  expect(requests.delayed).toBeLessThanOrEqual(1000);
  expect(requests.official).toBeLessThanOrEqual(100);
  expect(versions).toBeGreaterThan(5000);
  expect(largest).toBeLessThan(20_000);
  expect(shown('CD91')).toMatchObject({ price: 2.51, change: null });

  // The change of the won is measured from the last price at 15:30 that the tool has seen itself.
  const closeIndex = wonPrices.findLastIndex((_, index) => wonAsOfs[index]! <= CLOSE);
  expect(engine.merged?.ownCloses).toEqual(new Set(['USD/KRW']));
  expect(shown('USD/KRW')?.previousClose).toBe(wonValues[closeIndex]);
  // The trend is that of the new day, which has begun at midnight in Seoul.
  const { trend = [] } = shown('USD/KRW') ?? {};
  const today = wonPrices.filter(([time]) => time >= clock('00:00:00') + 24 * HOUR);
  const [[start] = [0]] = today;
  const step = 10_000 * 2 ** Math.ceil(Math.log2((Date.now() - start) / 640_000));
  expect(trend.length).toBe(Math.floor(((today.at(-1)?.[0] ?? 0) - start) / step) + 1);
  for (const [index, price] of trend.entries()) {
    const end = start + (index + 1) * step;
    // The as-of times are up to 3 s before the answers.
    const near = today.filter(([time]) => time < end + 3000 && time >= end - 20_000).map(([, price]) => price);
    expect(index === trend.length - 1 ? [...near, today.at(-1)?.[1]] : near).toContain(price);
  }
  expect(after / before).toBeLessThan(1.05);
});
