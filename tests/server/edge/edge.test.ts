import { setTimeout as sleep } from 'node:timers/promises';
import { parseFeed } from 'market-ticker/feed.js';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEdge, type Edge, type EdgeOptions } from '../../../demo/edge/edge.mjs';
import type { SourceConfig } from '../../../src/feed-tool/types.js';
import { launchShell } from '../../support/page.js';
import { seed } from '../../support/fixtures/seed.js';
import { openStream, type StreamClient } from './listen.js';
import { publish, streamInfo } from './publish.js';
import { startUpstream, type Upstream } from './upstream.js';

const cleanup: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

const respondWith =
  (body: unknown) =>
  (response: Parameters<Upstream['answer']>[0]): void => {
    const headers = {
      'content-type': 'application/json',
      etag: '"one"',
      'cache-control': 'max-age=1, stale-while-revalidate=5',
    };
    response.writeHead(200, headers).end(JSON.stringify(body));
  };

async function startUpstreamWith(answer: Upstream['answer']): Promise<Upstream> {
  const upstream = await startUpstream(answer);
  cleanup.push(upstream.close);
  return upstream;
}

async function edge(options: EdgeOptions): Promise<Edge> {
  const edge = await startEdge(options);
  cleanup.push(edge.stop);
  return edge;
}

/** Starts nginx alone, in front of a server in place of the feed tool that the test controls. */
async function startCache(answer: Upstream['answer']) {
  const tool = await startUpstreamWith(answer);
  const { origin } = await edge({ parts: ['redis', 'nginx'], ports: { tool: tool.port } });
  return { tool, origin, url: `${origin}/markets.json` };
}

/** Returns a configuration with one source, which is asked every second. */
const configFor = ({ url }: Upstream, source: Partial<SourceConfig> = {}): EdgeOptions['config'] => ({
  sources: [{ name: 'upstream', url, every: 1, ...source }],
  allowPrivate: ['127.0.0.1'],
});

async function streamClient(url: string, lastEventId?: string): Promise<StreamClient> {
  const client = await openStream(url, lastEventId);
  cleanup.push(client.close);
  return client;
}

/** Waits until Redis knows of `count` clients: a client gets nothing that was published before that. */
const subscribed = (edge: Edge, count: number): Promise<void> =>
  vi.waitFor(async () => expect((await streamInfo(edge)).subscribers).toBe(count), 10_000);

const dataOf = ({ events }: StreamClient): unknown[] => events.map(({ data }) => data);

describe('the cache', () => {
  test('makes one request to the feed tool for all simultaneous readers, even the first time', async () => {
    const { tool, url } = await startCache((response) => void setTimeout(() => respondWith(seed)(response), 300));
    const answers = await Promise.all(Array.from({ length: 200 }, () => fetch(url).then((answer) => answer.json())));
    expect(answers).toEqual(Array(200).fill(seed));
    expect(tool.requests.length).toBe(1);
  });

  test('makes one request when the ttl has passed, and lets no reader wait for it', async () => {
    const { tool, url } = await startCache(respondWith(seed));
    await fetch(url);
    await sleep(1100);
    tool.answer = (response) => void setTimeout(() => respondWith({ ...seed, ttl: 20 })(response), 4000);
    const from = performance.now();
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(url).then((answer) => answer.json())));
    expect(answers).toEqual(Array(50).fill(seed));
    expect(performance.now() - from).toBeLessThan(4000);
    await vi.waitFor(async () => expect(await (await fetch(url)).json()).toEqual({ ...seed, ttl: 20 }), 10_000);
    expect(tool.requests.length).toBe(2);
    // The request has the ETag, so that an unchanged answer needs no body.
    expect(tool.requests[1]!.headers['if-none-match']).toBe('"one"');
  });

  test('answers with the last good answer while the feed tool fails or is unreachable', async () => {
    const { tool, url } = await startCache(respondWith(seed));
    await fetch(url);
    await sleep(1100);
    for (const answer of [
      (response) => response.writeHead(500).end(),
      (response) => response.writeHead(429).end(),
      (response) => response.destroy(),
    ] satisfies Upstream['answer'][]) {
      tool.answer = answer;
      const { status, headers } = await fetch(url);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    }
    await tool.close();
    cleanup.splice(cleanup.indexOf(tool.close), 1);
    expect(await (await fetch(url)).json()).toEqual(seed);
  });

  test('answers other origins, revalidates by ETag, and promises no freshness that it cannot know', async () => {
    const { tool, url } = await startCache(respondWith(seed));
    const { headers } = await fetch(url);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toBe('Age, Date, ETag, Retry-After');
    expect(headers.get('cache-control')).toBe('public, no-cache');
    const again = await fetch(url, { headers: { 'if-none-match': headers.get('etag')! } });
    expect(again.status).toBe(304);
    // A query or another method does not reach the tool.
    await fetch(`${url}?${Math.random()}`);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    expect(tool.requests.map(({ url }) => url)).toEqual(['/markets.json']);
  });
});

describe('the picture and the sentences', () => {
  const startViews = async () => {
    const cache = await startCache((response) => {
      const headers = { 'content-type': 'text/plain', vary: 'Accept-Encoding', 'cache-control': 'max-age=600' };
      response.writeHead(200, headers).end('KOSPI');
    });
    return { ...cache, asked: () => cache.tool.requests.map(({ url }) => url) };
  };

  test('are cached in the languages and themes that there are, whatever a query says', async () => {
    const { origin, asked } = await startViews();
    for (const query of ['', '?lang=xx', '?width=1', '?width=2&x', '?theme=%64ark2', '?lang=en&theme=light'])
      expect(await (await fetch(`${origin}/markets.svg${query}`)).text()).toBe('KOSPI');
    for (const query of ['?lang=ko&x=1', '?x=2&lang=ko']) await fetch(`${origin}/markets.txt${query}`);
    await fetch(`${origin}/markets.svg?lang=zh-TW&theme=dark`);
    expect(asked()).toEqual([
      '/markets.svg?lang=en&theme=light',
      '/markets.txt?lang=ko&theme=light',
      '/markets.svg?lang=zh-TW&theme=dark',
    ]);
  });

  test('are asked for once, whichever encodings readers accept', async () => {
    const { origin, asked } = await startViews();
    for (const encoding of ['identity', 'gzip', 'br', 'gzip, br', 'x'])
      await fetch(`${origin}/markets.txt`, { headers: { 'accept-encoding': encoding } });
    expect(asked().length).toBe(1);
  });

  test('are all that readers get of the feed tool besides the feed', async () => {
    const { origin, asked } = await startViews();
    for (const path of ['/health', '/metrics', '/markets.json/', '/markets.svgx', '/markets'])
      expect([path, (await fetch(origin + path)).status]).toEqual([path, 404]);
    expect(asked()).toEqual([]);
  });
});

describe('the stream', () => {
  test('delivers what is published to all clients, once each and in order', async () => {
    const one = await edge({ parts: ['redis', 'nginx'] });
    const clients = await Promise.all(Array.from({ length: 20 }, () => streamClient(`${one.origin}/markets/stream`)));
    await subscribed(one, 20);
    const updates = Array.from({ length: 10 }, (_, index) => ({ items: [{ id: 'KOSPI', price: 2800 + index }] }));
    for (const update of updates) await publish(one, update);
    await vi.waitFor(() => {
      for (const client of clients) expect(dataOf(client)).toEqual(updates);
    }, 15_000);
  });

  test('begins with a comment before anything is published, as Firefox opens it with its first byte', async () => {
    const { origin } = await edge({ parts: ['redis', 'nginx'] });
    const closing = new AbortController();
    cleanup.push(() => closing.abort());
    const headers = { accept: 'text/event-stream' };
    const { body } = await fetch(`${origin}/markets/stream`, { headers, signal: closing.signal });
    const { value } = await body!.getReader().read();
    expect(new TextDecoder().decode(value)).toMatch(/^:/);
  });

  test('continues where a client was disconnected', async () => {
    const one = await edge({ parts: ['redis', 'nginx'] });
    const first = await streamClient(`${one.origin}/markets/stream`);
    await subscribed(one, 1);
    await publish(one, { items: [1] });
    await vi.waitFor(() => expect(first.events.length).toBe(1), 15_000);
    first.close();
    await publish(one, { items: [2] });
    await publish(one, { items: [3] });
    const back = await streamClient(`${one.origin}/markets/stream`, first.events[0]!.id);
    await vi.waitFor(() => expect(dataOf(back)).toEqual([{ items: [2] }, { items: [3] }]), 15_000);
  });

  test('is shared by several machines', async () => {
    const one = await edge({ parts: ['redis', 'nginx'] });
    const other = await edge({ parts: ['nginx'], ports: { redis: one.port.redis } });
    const remote = await streamClient(`${other.origin}/markets/stream`);
    await subscribed(other, 1);
    await publish(one, { items: [1] });
    await vi.waitFor(() => expect(dataOf(remote)).toEqual([{ items: [1] }]), 15_000);
  });
});

describe('all parts together, from an upstream with another format to a reader', () => {
  let upstream: Upstream;
  let all: Edge;
  let origin: string;
  const rates = (krw: number) => ({ result: 'success', base_code: 'USD', rates: { KRW: krw, JPY: 144.71 } });

  const start = async (): Promise<void> => {
    upstream = await startUpstreamWith(respondWith(rates(1359)));
    all = await edge({ config: configFor(upstream, { adapter: 'rates' }) });
    origin = all.origin;
    await vi.waitFor(async () => expect((await fetch(`${origin}/markets.json`)).status).toBe(200), 15_000);
  };

  test('serve a canonical feed without issues', async () => {
    await start();
    const payload: unknown = await (await fetch(`${origin}/markets.json`)).json();
    const { quotes, issues, ttl } = parseFeed(payload);
    expect(issues).toEqual([]);
    expect(ttl).toBe(1);
    expect(quotes.find(({ id }) => id === 'USD/KRW')?.price).toBe(1359);
  });

  test('answer 503 before the first feed, which no cache keeps', async () => {
    upstream = await startUpstreamWith((response) => response.destroy());
    ({ origin } = await edge({ config: configFor(upstream, { adapter: 'rates' }) }));
    const { status, headers } = await fetch(`${origin}/markets.json`);
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    upstream.answer = respondWith(rates(1359));
    await vi.waitFor(async () => expect((await fetch(`${origin}/markets.json`)).status).toBe(200), 15_000);
  });

  test('serve a picture and sentences as well', async () => {
    await start();
    const sentences = await fetch(`${origin}/markets.txt?lang=ko`);
    expect(sentences.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await sentences.text()).toContain('1,359');
    const picture = await fetch(`${origin}/markets.svg`);
    expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await picture.text()).toContain('1,359');
  });

  test('push only what has changed, and remove missing items', async () => {
    await start();
    const one = await streamClient(`${origin}/markets/stream`);
    await subscribed(all, 1);
    // The first event has all items, as readers may know those of an earlier run.
    await vi.waitFor(() => expect(one.events.length).toBe(1), 15_000);
    upstream.answer = respondWith(rates(1360));
    await vi.waitFor(() => expect(one.events.length).toBe(2), 15_000);
    upstream.answer = respondWith({ ...rates(1360), rates: { KRW: 1360 } });
    await vi.waitFor(() => expect(one.events.length).toBe(3), 15_000);
    const updates = dataOf(one) as { items: { id: string; price?: number; removed?: true }[] }[];
    expect(updates.map(({ items }) => items.map(({ id, price, removed }) => [id, price ?? removed]))).toEqual([
      [
        ['USD/KRW', 1359],
        ['USD/JPY', 144.71],
      ],
      [['USD/KRW', 1360]],
      [['USD/JPY', true]],
    ]);
  });

  test('push the end of a notice', async () => {
    const items = [{ id: 'KOSPI', price: 2855.77 }];
    upstream = await startUpstreamWith(
      respondWith({ version: 1, state: 'halted', notice: 'Trading is halted', items }),
    );
    ({ origin } = await edge({ config: configFor(upstream) }));
    const one = await streamClient(`${origin}/markets/stream`);
    await vi.waitFor(
      () => expect(dataOf(one)).toMatchObject([{ state: 'halted', notice: 'Trading is halted' }]),
      15_000,
    );
    upstream.answer = respondWith({ version: 1, items });
    await vi.waitFor(() => expect(dataOf(one)[1]).toMatchObject({ state: null, notice: null }), 15_000);
  });

  test('push later what could not be pushed at once', async () => {
    await start();
    const one = await streamClient(`${origin}/markets/stream`);
    await vi.waitFor(() => expect(one.events.length).toBe(1), 15_000);
    await all.halt('nginx');
    upstream.answer = respondWith(rates(1360));
    await sleep(1500);
    await all.restart('nginx');
    // nchan may not deliver to a client that connected while nchan was reconnecting to Redis (slact/nchan#442), so the client connects
    // again.
    await vi.waitFor(async () => {
      const back = await streamClient(`${origin}/markets/stream`, one.events[0]!.id);
      await vi.waitFor(() => expect(JSON.stringify(dataOf(back))).toContain('1360'), 1000);
    }, 20_000);
  });

  test('push again when Redis has been away', { timeout: 120_000 }, async () => {
    await start();
    const one = await streamClient(`${origin}/markets/stream`);
    await vi.waitFor(() => expect(one.events.length).toBe(1), 15_000);
    await all.halt('redis');
    upstream.answer = respondWith(rates(1360));
    await vi.waitFor(
      async () => expect(await (await fetch(`${origin}/markets.json`)).text()).toContain('1360'),
      15_000,
    );
    await all.restart('redis');
    await vi.waitFor(async () => {
      const back = await streamClient(`${origin}/markets/stream`);
      await vi.waitFor(() => expect(JSON.stringify(dataOf(back))).toContain('1360'), 1000);
    }, 40_000);
  });

  test('keep answering when the upstream fails, and when the feed tool ends', async () => {
    await start();
    upstream.answer = (response) => response.writeHead(500).end();
    await sleep(1500);
    expect((await fetch(`${origin}/markets.json`)).status).toBe(200);
    await all.halt('tool');
    await sleep(1500);
    expect((await fetch(`${origin}/markets.json`)).status).toBe(200);
  });

  test('show current values in a strip in a browser', async () => {
    await start();
    const browser = await launchShell();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${origin}/`);
    const shows = (text: string) =>
      page.waitForFunction(
        (text) => document.querySelector('market-ticker')?.shadowRoot?.textContent?.includes(text),
        text,
      );
    await shows('1,359.00');
    upstream.answer = respondWith(rates(1362.5));
    await shows('1,362.50');
    expect(await page.evaluate(() => document.querySelector('market-ticker')!.status)).toBe('live');
  });
});
