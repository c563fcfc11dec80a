import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { acceptedEncodings } from '../../../../src/feed-tool/serve/accepted-encodings.js';
import { seed, ticked } from '../../../support/fixtures/seed.js';
import { startServer } from './feed-under-test.js';

const ORIGIN = 'https://paper.example';

describe('/markets.json', () => {
  test('has the feed, and says for how long it may be used', async () => {
    const { request } = await startServer({ payload: seed });
    const { status, headers, text } = await request('/markets.json');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=10, stale-while-revalidate=10, stale-if-error=86400',
      'last-modified': 'Mon, 09 Jun 2025 06:32:05 GMT',
      'content-length': `${Buffer.byteLength(text)}`,
      etag: expect.stringMatching(/^"[\w-]{22}"$/) as string,
      date: expect.any(String) as string,
      vary: 'Accept-Encoding',
    });
    expect(JSON.parse(text)).toMatchObject({ version: 1, items: [{ id: 'KOSPI', price: 2855.77 }, {}, {}, {}] });
  });

  test('answers 503 before there is a feed, and says when to come back', async () => {
    const { request, engine } = await startServer();
    for (const path of ['/markets.json', '/markets.svg', '/markets.txt', '/markets/stream', '/health'])
      expect(await request(path)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1', 'cache-control': 'no-store' },
      });
    engine.show(seed);
    expect(await request('/markets.json')).toMatchObject({ status: 200 });
  });

  test('is compressed for those who accept it, and each encoding has an ETag of its own', async () => {
    const { request } = await startServer({ payload: seed });
    const plain = await request('/markets.json');
    const etags = new Set([plain.headers.etag]);
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const ask = () => request('/markets.json', { 'accept-encoding': encoding });
      await expect.poll(async () => (await ask()).headers['content-encoding']).toBe(encoding);
      const { bytes, headers } = await ask();
      expect(unpack(bytes).toString()).toBe(plain.text);
      expect(bytes.length).toBeLessThan(plain.bytes.length);
      expect(headers['content-length']).toBe(`${bytes.length}`);
      etags.add(headers.etag);
    }
    expect(etags.size).toBe(3);
  });

  test('changes its ETag with the feed, not with an update that changes nothing', async () => {
    const { request, engine } = await startServer({ payload: seed });
    const etag = async (): Promise<string | undefined> => (await request('/markets.json')).headers.etag;
    const first = await etag();
    engine.show(seed);
    expect(await etag()).toBe(first);
    engine.show(ticked);
    expect(await etag()).not.toBe(first);
  });

  describe('If-None-Match', () => {
    test.each<[string, (etag: string) => string, number]>([
      ['the tag', (etag) => etag, 304],
      ['the weak form of the tag', (etag) => `W/${etag}`, 304],
      ['a list with the tag', (etag) => `"x", W/"y",${etag} ,"z"`, 304],
      ['any', () => '*', 304],
      ['another tag', () => '"other"', 200],
      ['the tag without quotes', (etag) => etag.slice(1, -1), 200],
      ['a part of the tag', (etag) => `"${etag.slice(3)}`, 200],
      ['nothing', () => '', 200],
      ['garbage', () => '",,"W/"', 200],
    ])('%s', async (_, write, expected) => {
      const { request } = await startServer({ payload: seed });
      const first = await request('/markets.json');
      const { status, headers, text } = await request('/markets.json', {
        'if-none-match': write(first.headers.etag!),
      });
      expect(status).toBe(expected);
      for (const name of ['etag', 'cache-control', 'vary', 'last-modified'])
        expect(headers[name]).toBe(first.headers[name]);
      expect(headers.date).toBeDefined();
      if (status === 304) expect([text, headers['content-type']]).toEqual(['', undefined]);
    });

    test('a client that has the text as it is keeps it when compression has become ready', async () => {
      const { request } = await startServer({ payload: seed });
      const { headers } = await request('/markets.json');
      const br = { 'accept-encoding': 'br' };
      await expect.poll(async () => (await request('/markets.json', br)).headers['content-encoding']).toBe('br');
      const again = await request('/markets.json', { ...br, 'if-none-match': headers.etag! });
      expect(again).toMatchObject({ status: 304, headers: { etag: headers.etag } });
    });

    test('the tag of an older version is no match', async () => {
      const { request, engine } = await startServer({ payload: seed });
      const { headers } = await request('/markets.json');
      engine.show(ticked);
      expect(await request('/markets.json', { 'if-none-match': headers.etag! })).toMatchObject({ status: 200 });
    });
  });

  test('HEAD has the headers of GET and no body', async () => {
    const { request } = await startServer({ payload: seed });
    const { headers } = await request('/markets.json');
    const head = await request('/markets.json', {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect({ ...head.headers, date: '' }).toEqual({ ...headers, date: '' });
  });
});

test.each<[string | undefined, readonly string[]]>([
  [undefined, ['identity']],
  ['', ['identity']],
  ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
  ['gzip;q=1.0, br;q=0.5', ['gzip', 'br', 'identity']],
  ['br;q=0, gzip;Q=0.000', ['identity']],
  ['*', ['br', 'gzip', 'identity']],
  ['identity;q=1, *;q=0.5', ['identity', 'br', 'gzip']],
  ['identity;q=0', []],
  ['*;q=0', []],
  ['GZIP', ['gzip', 'identity']],
  ['gzip;q=x', ['identity']],
])('Accept-Encoding: %s', (header, encodings) => {
  expect(acceptedEncodings(header)).toEqual(encodings);
});

describe('methods and addresses', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s is not allowed', async (method) => {
    const { request } = await startServer({ payload: seed });
    for (const path of ['/markets.json', '/markets/stream', '/health'])
      expect(await request(path, {}, method)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD, OPTIONS' },
      });
  });

  test.each([
    '/',
    '/markets',
    '/markets.json/',
    '//markets.json',
    '/%6darkets.json',
    '/markets/../health',
    '/__proto__',
  ])('there is nothing at %s', async (path) => {
    const { request } = await startServer({ payload: seed });
    expect(await request(path)).toMatchObject({
      status: 404,
      text: expect.stringContaining('/markets.json') as string,
    });
  });

  test('a query is ignored, and a whole address is understood', async () => {
    const { request } = await startServer({ payload: seed });
    for (const path of ['/markets.json?t=1&%', '/markets.json?', 'http://paper.example/markets.json'])
      expect(await request(path)).toMatchObject({ status: 200 });
  });

  test('an address of more than 2 kB is refused', async () => {
    const { request } = await startServer({ payload: seed });
    expect(await request(`/markets.json?${'x'.repeat(2100)}`)).toMatchObject({ status: 414 });
  });
});

describe('pages of other origins', () => {
  const exposed = 'ETag, Retry-After, Date, Age';

  test('may not read the feed by default', async () => {
    const { request } = await startServer({ payload: seed });
    const { headers } = await request('/markets.json', { origin: ORIGIN });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    const preflight = await request('/markets.json', { origin: ORIGIN }, 'OPTIONS');
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });

  const refusals = (lines: readonly string[]) =>
    lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ event }) => event === 'page may not read the feed')
      .map(({ origin, hint }) => [origin, hint]);

  test('are logged once each when they may not read it, with the value to add', async () => {
    const { request, lines, port } = await startServer({
      payload: seed,
      settings: { cors: ['http://127.0.0.1:8000'] },
    });
    const local = 'http://localhost:8000';
    for (const origin of [ORIGIN, local, ORIGIN, 'null', 'http://127.0.0.1:8000', `http://127.0.0.1:${port}`])
      await request('/markets.json', { origin });
    await request('/markets/stream', { origin: ORIGIN }, 'OPTIONS');
    expect(refusals(lines)).toEqual([
      [ORIGIN, `to allow it, add "${ORIGIN}" to “serve.cors”`],
      [local, `to allow it, add "${local}" to “serve.cors”; it is a different origin than http://127.0.0.1:8000`],
      ['null', 'open the page from a web server instead of as a file'],
    ]);
  });

  test('cannot fill the log with origins', async () => {
    const { request, lines } = await startServer({ payload: seed });
    await request('/markets.json', { origin: `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example` });
    await request('/markets.json', { origin: 'https://paper.example/"; anything' });
    await request('/markets.json');
    expect(refusals(lines)).toEqual([]);
    for (let index = 0; index < 30; index++) await request('/markets.json', { origin: `https://${index}a.example` });
    expect(refusals(lines)).toHaveLength(20);
  });

  test('may all read it with *', async () => {
    const { request } = await startServer({ payload: seed, settings: { cors: ['*'] } });
    const { headers } = await request('/markets.json');
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': exposed,
      vary: 'Accept-Encoding',
    });
  });

  test('may read it if they are in the list, and caches keep the answers apart', async () => {
    const { request } = await startServer({
      payload: seed,
      settings: { cors: ['https://Paper.example/', 'https://b.example'] },
    });
    for (const path of ['/markets.json', '/markets.svg', '/markets.txt']) {
      const allowed = await request(path, { origin: ORIGIN });
      expect(allowed.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-expose-headers': exposed,
        vary: 'Accept-Encoding, Origin',
      });
      const unchanged = await request(path, { origin: ORIGIN, 'if-none-match': allowed.headers.etag! });
      expect(unchanged).toMatchObject({ status: 304, headers: { 'access-control-allow-origin': ORIGIN } });
      for (const origin of [
        'https://evil.example',
        'null',
        'https://paper.example.evil.example',
        'http://paper.example',
      ]) {
        const { headers } = await request(path, { origin });
        expect(headers['access-control-allow-origin']).toBeUndefined();
        expect(headers.vary).toBe('Accept-Encoding, Origin');
      }
    }
  });

  test('get the reason of a failure', async () => {
    const { request } = await startServer({ settings: { cors: [ORIGIN] } });
    expect(await request('/markets.json', { origin: ORIGIN })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1', 'access-control-allow-origin': ORIGIN, 'access-control-expose-headers': exposed },
    });
  });

  test('may ask before they ask', async () => {
    const { request } = await startServer({ settings: { cors: [ORIGIN] } });
    const asks = { origin: ORIGIN, 'access-control-request-headers': 'last-event-id' };
    expect(await request('/markets/stream', asks, 'OPTIONS')).toMatchObject({
      status: 204,
      text: '',
      headers: {
        allow: 'GET, HEAD, OPTIONS',
        vary: 'Origin',
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        'access-control-allow-headers': 'Cache-Control, If-None-Match, Last-Event-ID',
        'access-control-max-age': '86400',
      },
    });
  });

  test('never read /health and /metrics', async () => {
    const { request } = await startServer({ payload: seed, settings: { cors: ['*'] } });
    for (const path of ['/health', '/metrics'])
      expect((await request(path, { origin: ORIGIN })).headers['access-control-allow-origin']).toBeUndefined();
  });
});
