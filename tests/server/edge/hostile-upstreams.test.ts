import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startUpstream, type Upstream } from './upstream.js';
import { freePort } from '../../support/free-port.js';

const well = JSON.stringify({ base: 'USD', rates: { KRW: 1300 } });

const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Upstream['answer'] =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

interface Publisher {
  readonly child: ChildProcess;
  readonly url: string;
  log(): string;
}

async function startPublisher(environment: Record<string, string>): Promise<Publisher> {
  const port = await freePort();
  const env = { ...process.env, ADAPTER: 'rates', TTL: '1', PORT: String(port), ...environment };
  const child = spawn(process.execPath, ['demo/edge/publisher.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding('utf8').on('data', (text: string) => (log += text));
  return { child, url: `http://127.0.0.1:${port}/markets.json`, log: () => log };
}

let upstream: Upstream;
let stream: Upstream;
let publisher: Publisher;

beforeAll(async () => {
  upstream = await startUpstream(send(well));
  stream = await startUpstream((response) => void response.writeHead(201).end());
  publisher = await startPublisher({
    UPSTREAM: `${upstream.url}?key=SECRET-KEY-1`,
    PUBLISH: `http://publisher:TOKEN-1234@127.0.0.1:${stream.port}/publish`,
  });
  await vi.waitFor(async () => expect((await fetch(publisher.url)).status).toBe(200), 20_000);
});
afterAll(async () => {
  publisher.child.kill();
  await upstream.close();
  await stream.close();
});

/** Waits until the publisher has requested its upstream, and has handled an answer since now. */
async function nextAnswer(): Promise<void> {
  const from = upstream.requests.length;
  await vi.waitFor(() => expect(upstream.requests.length).toBeGreaterThanOrEqual(from + 2), 20_000);
}

const priceOf = async (): Promise<unknown> => {
  const { items } = (await (await fetch(publisher.url)).json()) as { items: { id: string; price: number }[] };
  return items.find(({ id }) => id === 'USD/KRW')?.price;
};

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

for (const [what, answer, message] of [
  [
    'is packed and larger than 1 MiB',
    send(gzipSync(Buffer.alloc(2 ** 26, 32)), { 'content-encoding': 'gzip' }),
    '1 MiB',
  ],
  ['redirects to another site', send('', { location: 'http://127.0.0.2/' }, 302), 'another origin'],
  ['has lists 100,000 deep', send(deep(100_000)), 'no feed'],
  ['has a rate 20,000 deep', send(`{"base":"USD","rates":{"JPY":${deep(20_000)}}}`), 'no feed'],
  ['is an error that quotes the key', send('{"error":"SECRET-KEY-1 is invalid","extra":"x"}'), 'no feed'],
  ['has six packings', send(Buffer.alloc(1000), { 'content-encoding': Array(6).fill('gzip').join(', ') }), 'not JSON'],
  ['has names of Object.prototype', send('{"__proto__":{"base":"USD"},"constructor":{"rates":1}}'), 'no feed'],
] as const)
  test(`the last good feed stays while an answer ${what}`, async () => {
    const from = publisher.log().length;
    upstream.answer = answer;
    await vi.waitFor(() => expect(publisher.log().slice(from)).toContain(message), 20_000);
    expect(await priceOf()).toBe(1300);
  });

test('the last good feed stays while the next one is larger than readers accept', async () => {
  const { child, url, log } = await startPublisher({
    ADAPTER: 'canonical',
    UPSTREAM: upstream.url,
    PUBLISH: `http://127.0.0.1:${stream.port}/publish`,
  });
  onTestFinished(() => void child.kill());
  const good = '{"version":1,"items":[{"id":"A","price":1}]}';
  upstream.answer = send(good);
  await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200), 20_000);
  const before = await (await fetch(url)).text();
  // The answer has less than 1 MiB; the feed has fields beside, such as the name.
  const items = Array.from({ length: 500 }, (_, index) => ({
    id: `A${index}`,
    price: 1,
    url: `http://x/${'a'.repeat(2020)}`,
  }));
  upstream.answer = send(JSON.stringify(items));
  await vi.waitFor(() => expect(log()).toContain('the feed is larger than 1 MiB'), 20_000);
  expect(await (await fetch(url)).text()).toBe(before);
});

test('what can be read is published beside what cannot', async () => {
  const rates = `{"KRW":1301,"X\\nAll is well \\u001b[2J":1,"JPY":${deep(20_000)}}`;
  upstream.answer = send(`{"base":"USD","rates":${rates}}`);
  await vi.waitFor(async () => expect(await priceOf()).toBe(1301), 20_000);
});

test('each line of the log is short and JSON, and none contains the key or the token', () => {
  const lines = publisher.log().trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(line.length).toBeLessThan(1500);
    expect(line).not.toMatch(/SECRET-KEY|TOKEN/);
  }
});

test('a token in the address of the stream is sent as a password', () => {
  const { headers } = stream.requests[0]!;
  expect(Buffer.from(headers.authorization!.replace('Basic ', ''), 'base64').toString()).toBe('publisher:TOKEN-1234');
});

test('an upstream is asked once in a ttl, whatever it answers', async () => {
  upstream.answer = (response) => response.destroy();
  const from = upstream.requests.length;
  const startedAt = performance.now();
  await nextAnswer();
  expect(upstream.requests.length - from).toBeLessThanOrEqual(2 + (performance.now() - startedAt) / 1000);
});

for (const [name, value] of [
  ['TTL', '0'],
  ['TTL', 'soon'],
  ['TTL', '1e9'],
  ['UPSTREAM', ''],
  ['UPSTREAM', 'prices.json'],
] as const)
  test(`a publisher with ${name}=${value} does not start, rather than ask without a pause or not at all`, async () => {
    const { child, log } = await startPublisher({ UPSTREAM: upstream.url, PUBLISH: stream.url, [name]: value });
    onTestFinished(() => void child.kill());
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(log()).toContain(name);
  });
