import { afterEach, expect, test, vi } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { simulatedConfig, simulatedTransport } from '../../../src/feed-tool/simulate/simulated-transport.js';
import { SourceError, type SourceRequest } from '../../../src/feed-tool/types.js';

const requestOf = (source: string): SourceRequest => ({
  source,
  url: new URL(`https://simulated.invalid/${source}`),
  method: 'GET',
  headers: {},
  body: undefined,
  timeout: 10,
});
const ask = (source: string, signal = new AbortController().signal) => simulatedTransport(requestOf(source), signal);
const quotesOf = async (source: string) => parseFeed(JSON.parse((await ask(source)).text)).quotes;

afterEach(() => void vi.useRealTimers());

test('each source of the configuration answers, and together they have the whole market', async () => {
  const { config } = simulatedConfig();
  const quotes = (await Promise.all(config.sources.map(({ name }) => quotesOf(name)))).flat();
  expect(quotes.map(({ id }) => id)).toEqual(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  for (const quote of quotes) {
    expect(quote.asOf).not.toBeNull();
    expect(quote.trend.length).toBeGreaterThan(0);
    expect(quote.url).toMatch(/^#/);
  }
});

test.each([
  ['in the evening', '2026-08-27T20:00:00+09:00'],
  ['at the weekend', '2026-11-29T12:00:00+09:00'],
  ['in the session', '2026-08-28T10:00:00+09:00'],
])('prices of the present move %s as well, because the market is always open', async (_, time) => {
  const now = Date.parse(time);
  vi.useFakeTimers({ now });
  const all = async () => [...(await quotesOf('indices')), ...(await quotesOf('currencies'))];
  const before = await all();
  vi.setSystemTime(now + 60_000);
  const after = await all();
  for (const { state, asOf } of after) {
    expect(state).toBe('open');
    expect(now + 60_000 - asOf!).toBeLessThan(10_000);
  }
  expect(after.map(({ price }) => price)).not.toEqual(before.map(({ price }) => price));
});

test('a request that was ended, or for another source, is a failure', async () => {
  await expect(ask('indices', AbortSignal.abort())).rejects.toBeInstanceOf(SourceError);
  await expect(ask('constructor')).rejects.toMatchObject({ kind: 'unreachable' });
});
