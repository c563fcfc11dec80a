import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SourceConfig } from '../../../src/feed-tool/types.js';
import { freePort } from '../../support/free-port.js';
import { startUpstream, type Upstream } from './upstream.js';

const well = JSON.stringify({ base: 'USD', rates: { KRW: 1300 } });

const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Upstream['answer'] =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

interface Tool {
  readonly url: string;
  log(): string;
  stop(): void;
}

/** Starts the feed tool with one source, which it asks every second, and with a stream that updates are posted to. */
async function startTool(source: Pick<SourceConfig, 'url' | 'adapter'>, publish: string): Promise<Tool> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-upstream-'));
  const port = await freePort();
  const config = {
    sources: [{ name: 'upstream', every: 1, ...source }],
    allowPrivate: ['127.0.0.1'],
    state: null,
    serve: { port, publish },
  };
  writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
  const args = [join(process.cwd(), 'dist/feed-tool/market-ticker-feed.js'), 'serve'];
  const env = { ...process.env, UPSTREAM_KEY: 'SECRET-KEY-1' };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding('utf8').on('data', (text: string) => (log += text));
  const stop = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}/markets.json`, log: () => log, stop };
}

let upstream: Upstream;
let stream: Upstream;
let tool: Tool;

beforeAll(async () => {
  upstream = await startUpstream(send(well));
  stream = await startUpstream((response) => void response.writeHead(201).end());
  tool = await startTool(
    { url: `${upstream.url}?key=\${UPSTREAM_KEY}`, adapter: 'rates' },
    `http://publisher:TOKEN-1234@127.0.0.1:${stream.port}/publish`,
  );
  await vi.waitFor(async () => expect((await fetch(tool.url)).status).toBe(200), 20_000);
});
afterAll(async () => {
  tool.stop();
  await upstream.close();
  await stream.close();
});

const priceOf = async (): Promise<unknown> => {
  const { items } = (await (await fetch(tool.url)).json()) as { items: { id: string; price: number }[] };
  return items.find(({ id }) => id === 'USD/KRW')?.price;
};

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

for (const [what, answer, message] of [
  [
    'is packed and larger than 8 MiB',
    send(gzipSync(Buffer.alloc(2 ** 26, 32)), { 'content-encoding': 'gzip' }),
    'larger than 8 MiB',
  ],
  ['redirects to another site', send('', { location: 'http://127.0.0.2/' }, 302), 'a different origin'],
  ['has lists 100,000 deep', send(deep(100_000)), 'refused'],
  ['has a rate 20,000 deep', send(`{"base":"USD","rates":{"JPY":${deep(20_000)}}}`), 'no items'],
  ['is an error that quotes the key', send('{"error":"SECRET-KEY-1 is invalid","extra":"x"}'), 'refused'],
  ['has six packings', send(Buffer.alloc(1000), { 'content-encoding': Array(6).fill('gzip').join(', ') }), 'not JSON'],
  ['has names of Object.prototype', send('{"__proto__":{"base":"USD"},"constructor":{"rates":1}}'), 'refused'],
] as const)
  test(`the last good feed stays while an answer ${what}`, async () => {
    upstream.answer = send(well);
    await vi.waitFor(async () => expect(await priceOf()).toBe(1300), 20_000);
    const from = tool.log().length;
    upstream.answer = answer;
    await vi.waitFor(() => expect(tool.log().slice(from)).toContain(message), 20_000);
    expect(await priceOf()).toBe(1300);
  });

test('the last good feed stays while the next one is larger than readers accept', async () => {
  const good = '{"version":1,"items":[{"id":"A","price":1}]}';
  upstream.answer = send(good);
  const other = await startTool({ url: upstream.url }, `http://127.0.0.1:${stream.port}/publish`);
  try {
    await vi.waitFor(async () => expect((await fetch(other.url)).status).toBe(200), 20_000);
    const items = Array.from({ length: 500 }, (_, index) => ({
      id: `A${index}`,
      price: 1,
      url: `http://x/${'a'.repeat(2020)}`,
    }));
    upstream.answer = send(JSON.stringify(items));
    await vi.waitFor(() => expect(other.log()).toContain('the merged feed is larger than 1 MiB'), 20_000);
    expect(await (await fetch(other.url)).json()).toMatchObject({ items: [{ id: 'A', price: 1 }] });
  } finally {
    other.stop();
  }
});

test('what can be read is published beside what cannot', async () => {
  const rates = `{"KRW":1301,"X\\nAll is well \\u001b[2J":1,"JPY":${deep(20_000)}}`;
  upstream.answer = send(`{"base":"USD","rates":${rates}}`);
  await vi.waitFor(async () => expect(await priceOf()).toBe(1301), 20_000);
});

test('each line of the log is short and JSON, and none contains the key or the token', () => {
  const lines = tool.log().trimEnd().split('\n');
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
