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

test('the market is that of the present, and the currencies trade while the indices are closed', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-08-27T20:00:00+09:00') });
  const before = [...(await quotesOf('indices')), ...(await quotesOf('currencies'))];
  expect(before.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed', 'open']);
  vi.setSystemTime(Date.parse('2026-08-28T10:00:00+09:00'));
  const after = [...(await quotesOf('indices')), ...(await quotesOf('currencies'))];
  expect(after.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open']);
  for (const [index, { price }] of after.entries()) expect(price).not.toBe(before[index]!.price);
});

test('a request that was ended, or for another source, is a failure', async () => {
  await expect(ask('indices', AbortSignal.abort())).rejects.toBeInstanceOf(SourceError);
  await expect(ask('constructor')).rejects.toMatchObject({ kind: 'unreachable' });
});
