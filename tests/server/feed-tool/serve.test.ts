import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { openStream } from '../edge/listen.js';
import { rawClient, requestText } from '../edge/raw-client.js';
import { runTool } from './run-tool.js';

type Paths = Readonly<Record<'feed' | 'stream' | 'picture' | 'sentence' | 'health' | 'metrics', string>>;

/** Starts `serve`, and resolves with the addresses that it prints when it listens. */
async function startServe(args: readonly string[], folder?: string) {
  const tool = runTool(['serve', '--port', '0', ...args], folder);
  const find = () => tool.records().find(({ event }) => event === 'listening');
  await expect.poll(find).toBeDefined();
  return { ...tool, paths: find() as unknown as Paths };
}
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe('serve --simulate', () => {
  test('serves a feed, a stream, a picture, sentences, its health and its figures, on this machine only', async () => {
    const { paths } = await startServe(['--simulate']);
    await expect.poll(() => statusOf(paths.feed)).toBe(200);
    for (const url of Object.values(paths).filter((value) => value.startsWith('http')))
      expect(new URL(url).hostname).toBe('127.0.0.1');
    const feed = (await (await fetch(paths.feed)).json()) as { items: { id: string }[] };
    expect(feed.items.map(({ id }) => id)).toContain('KOSPI');
    for (const [url, type, text] of [
      [paths.picture, 'image/svg+xml', '<svg'],
      [paths.sentence, 'text/plain; charset=utf-8', 'KOSPI'],
      [paths.health, 'application/json', '"status"'],
      [paths.metrics, 'application/openmetrics-text; version=1.0.0; charset=utf-8', '# EOF'],
    ] as const) {
      const answer = await fetch(url);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(await answer.text()).toContain(text);
    }
    const stream = await openStream(paths.stream);
    await expect.poll(() => stream.events.length).toBeGreaterThan(0);
    stream.close();
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends streams and then itself on %s, with code 0', async (signal) => {
    const { paths, child, ended, records } = await startServe(['--simulate']);
    await expect.poll(() => statusOf(paths.feed)).toBe(200);
    const response = await fetch(paths.stream);
    const slow = await rawClient(Number(new URL(paths.feed).port), requestText('GET /markets/stream'));
    onTestFinished(() => void slow.socket.destroy());
    child.kill(signal);
    expect(await response.text()).toContain('data: ');
    expect(await ended).toBe(0);
    expect(records().at(-1)).toMatchObject({ event: 'stopped' });
  });

  test('prints its addresses and the tag for people with --pretty', async () => {
    const { text } = runTool(['serve', '--simulate', '--port', '0', '--pretty']);
    await expect.poll(text).toContain('</market-ticker>\n');
    expect(text()).toMatch(/^Listening:\n {2}feed {6}http:\/\/127\.0\.0\.1:\d+\/markets\.json\n/);
    expect(text()).toMatch(/^ {2}tag {7}<market-ticker src="http:\/\/127\.0\.0\.1:\d+\/markets\.json" stream="http/m);
    expect(text()).toContain('  cors      *\n');
    expect(text()).not.toContain('  allow ');
  });
});

describe('serve with a configuration', () => {
  test('says that only pages of its own origin can read the feed, and how to allow others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-tool-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const config = { sources: [{ name: 'own', url: 'https://source.invalid/' }], state: null };
    writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
    const { paths } = await startServe([], folder);
    const allow = 'other pages by "serve": { "cors": ["http://127.0.0.1:8000"] }; http://localhost:8000 is a different';
    expect(paths).toMatchObject({
      cors: 'none: only pages of the same origin can read the feed',
      allow: `${allow} origin`,
    });
    const pretty = runTool(['serve', '--port', '0', '--pretty'], folder);
    await expect.poll(pretty.text).toContain(`\n  allow     ${allow} origin\n  tag       <market-ticker `);
  });

  test('serves what a source sends, and 503 until then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-tool-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    let isUp = false;
    const source = createServer((_, response) => {
      if (!isUp) response.destroy();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(seed));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void source.close());
    await once(source, 'listening');
    const url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/`;
    const config = {
      sources: [{ name: 'own', url, every: 1 }],
      allowPrivate: ['127.0.0.1'],
      state: null,
      serve: { cors: ['https://paper.example'] },
    };
    writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
    const { paths } = await startServe([], folder);
    expect([await statusOf(paths.feed), await statusOf(paths.health)]).toEqual([503, 503]);
    isUp = true;
    await expect.poll(() => statusOf(paths.feed)).toBe(200);
    const answer = await fetch(paths.feed, { headers: { origin: 'https://paper.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://paper.example');
    expect(paths).toMatchObject({ cors: 'https://paper.example' });
    expect(await answer.json()).toMatchObject({ items: [{ id: 'KOSPI', price: 2855.77 }, {}, {}, {}] });
  });
});

describe('a mistake in the command line is explained, with code 2', () => {
  test('the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { ended, text } = runTool(['serve', '--simulate', '--port', `${port}`]);
    expect(await ended).toBe(2);
    expect(text()).toBe(
      `Port ${port} of 127.0.0.1 is in use. Stop the other program, or choose a different port with --port.\n`,
    );
  });

  test('the port is in use, and the feed of an earlier run is still fresh', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-tool-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const other = createServer((_, response) => void response.end(JSON.stringify(seed))).listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const sources = [{ name: 'own', url: `http://127.0.0.1:${port}/`, every: 3600 }];
    writeFileSync(join(folder, 'feed.config.json'), JSON.stringify({ sources, allowPrivate: ['127.0.0.1'] }));
    expect(await runTool(['once', '--out', 'feed.json'], folder).ended).toBe(0);
    const { ended, text } = runTool(['serve', '--port', `${port}`], folder);
    expect(await ended).toBe(2);
    expect(text()).toContain(`Port ${port} of 127.0.0.1 is in use.`);
  });

  test('the host is empty, which would be all addresses of the machine', async () => {
    const { ended, text } = runTool(['serve', '--simulate', '--port', '0', '--host', '']);
    expect(await ended).toBe(2);
    expect(text()).toBe('--host: is empty; to listen on all addresses of this machine, use 0.0.0.0\n');
  });

  test.each(['x', '65536', '-1', '80.5', ''])('the port is “%s”', async (port) => {
    const { ended, text } = runTool(['serve', '--simulate', `--port=${port}`]);
    expect(await ended).toBe(2);
    expect(text()).toContain(`“${port}” is not a number from 0 to 65535`);
  });

  test.each([
    [['serve', 'extra'], 'serve takes no argument, but got “extra”'],
    [['once', '--out', 'x.json', 'extra'], 'once takes no argument, but got “extra”'],
    [['init', 'extra'], 'init takes no argument, but got “extra”'],
    [['serve', '--prot', '80'], 'serve has no option “--prot”; did you mean “--port”?'],
    [['serve', '-x'], 'serve has no option “-x”'],
    [['serve', '--port'], '--port needs a value'],
    [['serve', '-p'], '--port needs a value'],
    [['serve', '--port', '--pretty'], '--port needs a value'],
    [['serve', '--pretty=yes'], '--pretty takes no value'],
    [['srve'], '“srve” is not a command; did you mean “serve”?'],
    [['toString'], '“toString” is not a command. Try: market-ticker-feed help'],
  ])('%j', async (args, message) => {
    const { ended, text } = runTool(args);
    expect(await ended).toBe(2);
    const [first, usage = ''] = text().split('\n');
    expect(first).toBe(message);
    expect(usage).toMatch(args.length > 1 ? /^Usage: market-ticker-feed (serve|once|init) / : /^$/);
  });

  test('there is no configuration', async () => {
    const { ended, text } = runTool(['serve', '--config', 'nothing.json', '--port', '0']);
    expect(await ended).toBe(2);
    expect(text()).toContain('nothing.json');
    expect(text()).not.toContain('    at ');
  });
});

describe('the command explains itself', () => {
  test.each([
    [['serve', '--help'], /^Requests the sources .*\nUsage: market-ticker-feed serve \[--port PORT\]/],
    [['init', '-h'], /^Writes a configuration.*\nUsage: market-ticker-feed init /],
    [['--version'], /^\d+\.\d+\.\d+\S*\n$/],
    [['-v'], /^\d+\.\d+\.\d+\S*\n$/],
    [['help'], /^market-ticker-feed builds one feed /],
  ])('%j', async (args, expected) => {
    const { ended, text } = runTool(args);
    expect(await ended).toBe(0);
    expect(text()).toMatch(expected);
  });
});
