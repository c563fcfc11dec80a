import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { publishTarget } from '../../../../src/feed-tool/serve/publish-target.js';
import { seed, seedWith, ticked } from '../../../support/fixtures/seed.js';
import { startServer } from './feed-under-test.js';

afterEach(() => void vi.useRealTimers());

interface Post {
  readonly url: string;
  readonly type: string | undefined;
  readonly update: { readonly version?: number; readonly items: readonly Record<string, unknown>[] };
}

/** A server to which updates are posted, in place of nchan. */
async function startTarget(socketPath?: string) {
  const posts: Post[] = [];
  const target = {
    posts,
    answer: (response: ServerResponse): void => void response.writeHead(201).end('ok'),
  };
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('error', () => undefined);
    request.on('end', () => {
      const update = JSON.parse(text) as Post['update'];
      posts.push({ url: request.url!, type: request.headers['content-type'], update });
      target.answer(response);
    });
  });
  server.listen(socketPath ? { path: socketPath } : { port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = socketPath
    ? `unix:${socketPath}:/publish`
    : `http://127.0.0.1:${(server.address() as AddressInfo).port}/pub?id=1`;
  return Object.assign(target, { address });
}

const priced = (price: number) => seedWith({ KOSDAQ: { price, change: 1, changePercent: 0.1 } });
const prices = (posts: readonly Post[]): unknown[] =>
  posts.map(({ update }) => update.items.find(({ id }) => id === 'KOSDAQ')?.price);
const isWhole = ({ update }: Post): boolean => update.version === 1;

test('the whole feed is posted first, and then what changes', async () => {
  const target = await startTarget();
  const { engine } = await startServer({ payload: seed, settings: { publish: target.address } });
  await expect.poll(() => target.posts.length).toBe(1);
  engine.show(ticked);
  await expect.poll(() => target.posts.length).toBe(2);
  expect(target.posts).toMatchObject([
    { url: '/pub?id=1', type: 'application/json', update: { version: 1, items: [{}, {}, {}, {}] } },
    { update: { items: [{ id: 'KOSDAQ', price: 765.02 }] } },
  ]);
});

test('a socket of this machine is posted to as well', async () => {
  const path = join(tmpdir(), `publish-${process.pid}.sock`);
  rmSync(path, { force: true });
  const target = await startTarget(path);
  await startServer({ payload: seed, settings: { publish: target.address } });
  await expect.poll(() => target.posts).toMatchObject([{ url: '/publish' }]);
});

test('while a post is under way, only the newest version waits', async () => {
  const target = await startTarget();
  const waiting: ServerResponse[] = [];
  target.answer = (response) => void waiting.push(response);
  const { engine } = await startServer({ payload: seed, settings: { publish: target.address } });
  await expect.poll(() => waiting.length).toBe(1);
  for (const price of [1, 2, 3, 4]) engine.show(priced(price));
  target.answer = (response) => void response.end();
  waiting[0]!.end();
  await expect.poll(() => target.posts.length).toBe(2);
  expect(prices(target.posts)).toEqual([764.21, 4]);
});

test('after a failure the whole feed is posted twice, and the server goes on all the while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const target = await startTarget();
  const { engine, request, lines } = await startServer({ payload: seed, settings: { publish: target.address } });
  await expect.poll(() => target.posts.length).toBe(1);
  target.answer = (response) => void response.writeHead(503).end();
  engine.show(priced(1));
  await expect.poll(() => target.posts.length).toBe(2);
  await expect.poll(() => lines.length).toBe(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', error: 'the server responded with 503' });
  engine.show(priced(2)); // This one waits.
  expect(await request('/markets.json')).toMatchObject({ status: 200 });
  target.answer = (response) => void response.writeHead(202).end();
  await vi.advanceTimersByTimeAsync(3000);
  await expect.poll(() => target.posts.length).toBe(3);
  await expect.poll(() => lines.length).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  await expect.poll(() => target.posts.length).toBe(4);
  await expect.poll(async () => (await request('/metrics')).text).toContain('_published_total 3\n');
  engine.show(priced(3));
  await expect.poll(() => target.posts.length).toBe(5);
  expect(prices(target.posts)).toEqual([764.21, 1, 2, 2, 3]);
  expect(target.posts.map(isWhole)).toEqual([true, false, true, true, false]);
  expect((await request('/metrics')).text).toContain('_publish_failures_total 1\n');
});

test('a change that comes before the second post is posted whole, and the second post still follows', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const target = await startTarget();
  target.answer = (response) => void response.writeHead(500).end();
  const { engine, request } = await startServer({ payload: seed, settings: { publish: target.address } });
  const published = async (): Promise<string | undefined> =>
    /published_total (\d)/.exec((await request('/metrics')).text)?.[1];
  await expect.poll(async () => (await request('/metrics')).text).toContain('_publish_failures_total 1\n');
  target.answer = (response) => void response.end();
  await vi.advanceTimersByTimeAsync(3000);
  await expect.poll(published).toBe('1');
  engine.show(priced(1));
  await expect.poll(published).toBe('2');
  await vi.advanceTimersByTimeAsync(10_000);
  await expect.poll(published).toBe('3');
  expect(target.posts.every(isWhole)).toBe(true);
});

test('a server that does not answer is given up after five seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const target = await startTarget();
  target.answer = () => undefined;
  const { lines } = await startServer({ payload: seed, settings: { publish: target.address } });
  await expect.poll(() => target.posts.length).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  await expect.poll(() => lines.length).toBe(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ error: 'the server did not respond within 5 s' });
});

test('a server that is down or breaks off makes one line of the log, however often it is tried', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const target = await startTarget();
  target.answer = (response) =>
    void response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy());
  const { lines } = await startServer({ payload: seed, settings: { publish: target.address } });
  for (const count of [1, 2, 3]) {
    await expect.poll(() => target.posts.length).toBeGreaterThanOrEqual(count);
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(lines.length).toBe(1);
});

describe('where updates are published', () => {
  test.each(['ftp://a/', 'markets', '', 'unix:/run/a.sock', 'unix::/publish', 'unix:/run/a.sock:publish'])(
    '“%s” is refused',
    (text) => {
      expect(() => publishTarget(text)).toThrow('serve.publish: is neither an http(s) address nor unix:SOCKET:/PATH');
    },
  );
});
