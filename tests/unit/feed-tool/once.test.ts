import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { once } from '../../../src/feed-tool/commands/once.js';

let folder: string;
let server: Server;
let origin: string;
/** The answers by path: items, or a status. */
let answers: Record<string, object[] | number>;

const listener: RequestListener = ({ url = '' }, response) => {
  const answer = answers[url.split('?', 1)[0] ?? ''] ?? 404;
  response.statusCode = typeof answer === 'number' ? answer : 200;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(typeof answer === 'number' ? {} : { items: answer }));
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'once-'));
  answers = { '/krx': [{ id: 'KOSPI', price: 2800 }], '/bank': [{ id: 'USD/KRW', price: 1359 }] };
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await configure({});
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const configure = (rest: object) =>
  writeFile(
    join(folder, 'feed.config.json'),
    JSON.stringify({
      sources: [
        { name: 'krx', url: `${origin}/krx?key=\${KEY}` },
        { name: 'bank', url: `${origin}/bank` },
      ],
      allowPrivate: ['127.0.0.1'],
      ...rest,
    }),
  );

/** Runs the command. Returns its exit code and the lines of its log. */
async function run(options: Record<string, string | boolean> = {}, signal = new AbortController().signal, args = ['']) {
  const stderr = new PassThrough();
  const stdout = new PassThrough();
  const code = await once({
    options: { out: 'public/markets.json', ...options },
    args: args.filter(Boolean),
    stdin: new PassThrough(),
    stdout,
    stderr,
    environment: { KEY: 'a-secret-of-the-paper' },
    folder,
    signal,
  });
  stderr.end();
  stdout.end();
  expect(await text(stdout)).toBe('');
  const lines = (await text(stderr)).split('\n').filter(Boolean);
  expect(lines.join('\n')).not.toContain('a-secret');
  return { code, events: lines.map((line) => (JSON.parse(line) as { event: string }).event), lines };
}

const written = async () => {
  const feed = JSON.parse(await readFile(join(folder, 'public/markets.json'), 'utf8')) as {
    items: { id: string; price: number; asOf: string }[];
  };
  return feed.items.map(({ id, price }) => `${id} ${price}`);
};

describe('once', () => {
  test('writes the feed of all sources, and says so', async () => {
    const { code, events, lines } = await run();
    expect([code, events]).toEqual([0, ['feed written']]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', out: 'public/markets.json', items: 2 });
    expect(await written()).toEqual(['KOSPI 2800', 'USD/KRW 1359']);
    expect((await readdir(folder)).sort()).toEqual(['feed.config.json', 'feed.state.json', 'public']);
    expect(await readFile(join(folder, 'feed.state.json'), 'utf8')).not.toContain('a-secret');
  });

  test('if a source fails, the feed has its last good values, and the exit code is 1', async () => {
    await run();
    answers = { '/krx': 500, '/bank': [{ id: 'USD/KRW', price: 1360 }] };
    const { code, events, lines } = await run();
    expect([code, events]).toEqual([1, ['source failed', 'feed written']]);
    expect(lines[1]).toContain('"failed":"krx"');
    expect(await written()).toEqual(['KOSPI 2800', 'USD/KRW 1360']);
  });

  test('without a state, the items of a source that fails are missing', async () => {
    await configure({ state: null, items: ['USD/KRW', 'KOSPI'] });
    answers['/krx'] = [];
    const { code, events, lines } = await run();
    expect([code, events]).toEqual([1, ['source failed', 'no source has an item', 'feed written']]);
    expect(lines[2]).toContain('"missing":"KOSPI"');
    expect(await written()).toEqual(['USD/KRW 1359']);
  });

  test('if all sources fail, the file of the run before stays, and the exit code is 3', async () => {
    await run();
    const before = await readFile(join(folder, 'public/markets.json'), 'utf8');
    answers = {};
    const { code, events } = await run();
    expect([code, events]).toEqual([3, ['source failed', 'source failed', 'nothing was written']]);
    expect(await readFile(join(folder, 'public/markets.json'), 'utf8')).toBe(before);
  });

  test('if the file cannot be written, the exit code is 3', async () => {
    const { code, events } = await run({ out: 'feed.config.json/markets.json' });
    expect([code, events]).toEqual([3, ['feed cannot be written']]);
  });

  test('unchanged prices are the same text again, if they have an as-of time or the market is closed', async () => {
    const asOf = '2025-06-09T15:30:00+09:00';
    answers = {
      '/krx': [{ id: 'KOSPI', price: 2800, asOf, state: 'open' }],
      '/bank': [{ id: 'USD/KRW', price: 1359, state: 'closed' }],
    };
    await run();
    const before = await readFile(join(folder, 'public/markets.json'), 'utf8');
    await run();
    expect(await readFile(join(folder, 'public/markets.json'), 'utf8')).toBe(before);
  });

  test('a run that is stopped writes nothing', async () => {
    expect(await run({}, AbortSignal.abort())).toMatchObject({ code: 3, events: ['nothing was written'] });
    const controller = new AbortController();
    server.removeAllListeners('request');
    server.on('request', () => controller.abort());
    expect(await run({}, controller.signal)).toMatchObject({ code: 3, events: ['nothing was written'] });
    await expect(written()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('works with the simulated market, without a configuration', async () => {
    await rm(join(folder, 'feed.config.json'));
    expect(await run({ simulate: true })).toMatchObject({ code: 0 });
    expect((await written()).map((item) => item.split(' ')[0])).toEqual(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
    expect(await readdir(folder)).toEqual(['public']);
  });

  test('needs the name of the file, and nothing else', async () => {
    await expect(run({ out: false })).rejects.toThrow('once --out FILE');
    await expect(run({}, undefined, ['x'])).rejects.toThrow('once --out FILE');
    await rm(join(folder, 'feed.config.json'));
    await expect(run()).rejects.toThrow('feed.config.json');
  });
});
