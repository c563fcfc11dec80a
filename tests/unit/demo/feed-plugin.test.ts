import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { archivedFeed, feedMiddleware, marketFeed } from '../../../demo/server/feed-plugin.js';
import { envelope, SEED_CLOCK, type MarketFeed } from '../../../src/feed-tool/simulate/market.js';

const demo = new URL('../../../demo/index.html', import.meta.url);
let now = SEED_CLOCK;
let server: Server;
let origin: string;

beforeAll(async () => {
  const serve = feedMiddleware(() => now);
  server = createServer((request, response) =>
    serve(request, response, () => {
      response.statusCode = 404;
      response.end('not ours');
    }),
  );
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((done) => server.close(done)));

beforeEach(() => {
  now = SEED_CLOCK;
});

// `Connection: close` lets the server stop without waiting for idle sockets.
const request = (path = '/markets.json', init: RequestInit = {}) =>
  fetch(origin + path, { ...init, headers: { connection: 'close', ...init.headers } });

describe('the feed over HTTP', () => {
  test('is JSON that any origin may read', async () => {
    const response = await request();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual(envelope({ now: SEED_CLOCK }));
  });

  test('has the time of the market as its date', async () => {
    expect((await request()).headers.get('date')).toBe('Fri, 28 Aug 2026 06:32:05 GMT');
  });

  test('is served under any base path, and other paths are not', async () => {
    expect((await request('/paper/markets.json?session=open')).status).toBe(200);
    expect((await request('/paper/markets-icons.json')).status).toBe(200);
    expect(await (await request('/other.json')).text()).toBe('not ours');
    expect(await (await request('/other?next=/markets.json')).text()).toBe('not ours');
  });

  test('keeps its ETag until a value changes', async () => {
    now = Date.parse('2025-06-09T12:00:00+09:00');
    const etag = async () => (await request()).headers.get('etag');
    const first = await etag();
    expect(first).toMatch(/^"[\w-]+"$/);
    now += 2999;
    expect(await etag()).toBe(first);
    now += 1;
    expect(await etag()).not.toBe(first);
  });

  test.each([
    ['the tag', (etag: string) => etag],
    ['the tag, made weak by a proxy', (etag: string) => `W/${etag}`],
    ['a list with the tag', (etag: string) => `"old", ${etag}`],
    ['any tag', () => '*'],
  ])('answers 304 with no body to If-None-Match with %s', async (_, header) => {
    const etag = (await request()).headers.get('etag') ?? '';
    const response = await request(undefined, { headers: { 'if-none-match': header(etag) } });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(response.headers.get('cache-control')).toMatch(/max-age/);
    expect(await response.text()).toBe('');
  });

  test('answers 200 to If-None-Match with an older tag', async () => {
    expect((await request(undefined, { headers: { 'if-none-match': '"old"' } })).status).toBe(200);
  });

  test('has the same items with the icons that the demo has, at another address', async () => {
    const feed = (await (await request('/markets-icons.json')).json()) as MarketFeed;
    expect(feed.items.map(({ icon: _, ...item }) => item)).toEqual(envelope({ now: SEED_CLOCK }).items);
    for (const { icon } of feed.items) expect(existsSync(new URL(icon!, demo)), icon).toBe(true);
  });

  test('names its source in the language of the page that asks', async () => {
    for (const [path, name] of [
      ['/markets.json', 'Simulated exchange'],
      ['/markets-icons.json', 'Simulated exchange'],
      ['/markets-ko.json?session=open', '모의 거래소'],
      ['/markets-icons-ko.json', '모의 거래소'],
    ] as const)
      expect(((await (await request(path)).json()) as MarketFeed).source).toEqual({ name });
  });

  test('answers HEAD with the headers of GET and no body', async () => {
    const [get, head] = [await request(), await request(undefined, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    for (const name of ['etag', 'content-type', 'content-length', 'cache-control']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect(await head.text()).toBe('');
  });

  test.each([
    ['2025-06-09T12:00:00.000+09:00', 3],
    ['2025-06-09T12:00:02.500+09:00', 1],
    ['2025-06-09T12:00:08.000+09:00', 1],
    ['2026-08-31T05:59:30.000+09:00', 30],
    ['2026-08-29T12:00:00.000+09:00', 60],
  ])('may be cached at %s for %i seconds', async (at, seconds) => {
    now = Date.parse(at);
    const control = (await request()).headers.get('cache-control');
    expect(control).toMatch(new RegExp(`^public, max-age=${seconds}, stale-while-revalidate=\\d+$`));
  });

  test('uses the time in the parameter `at`', async () => {
    const response = await request(`/markets.json?at=${encodeURIComponent('2025-06-09T12:00:00+09:00')}`);
    expect(await response.json()).toEqual(envelope({ now: Date.parse('2025-06-09T12:00:00+09:00') }));
  });

  test.each(['yesterday', '', '2025-06-09', '2025-06-09T12:00:00', '2025-13-09T12:00:00Z', '1749450725'])(
    'refuses `at=%s` with 400 and a JSON error',
    async (at) => {
      const response = await request(`/markets.json?at=${at}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ error: expect.stringContaining('`at`') });
    },
  );

  test('refuses other methods with 405', async () => {
    const response = await request(undefined, { method: 'POST' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('the plugin', () => {
  test('rejects a DEMO_NOW that is not an instant', () => {
    const before = process.env.DEMO_NOW;
    process.env.DEMO_NOW = 'noon';
    try {
      expect(() => marketFeed()).toThrow('DEMO_NOW=noon');
    } finally {
      if (before === undefined) delete process.env.DEMO_NOW;
      else process.env.DEMO_NOW = before;
    }
  });

  test('archives the seed prices with every market closed', () => {
    const { items } = archivedFeed();
    expect(items.map(({ price }) => price)).toEqual([6788.88, 838.41, 1065.7, 1451.3]);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['closed']));
  });
});
