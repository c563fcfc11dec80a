import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { record } from '../../../src/feed-tool/commands/record.js';
import { replay } from '../../../src/feed-tool/commands/replay.js';
import { withoutKeys } from '../../../src/feed-tool/sources/recording.js';
import { folderWith } from '../../support/feed-tool/folder.js';
import { runCommand } from '../../support/feed-tool/run-command.js';
import { createMask } from '../../../src/feed-tool/mask-secrets.js';
import {
  eximTable,
  json,
  portalDay,
  portalError,
  portalHoliday,
  startSource,
} from '../../support/feed-tool/source-server.js';

const read = (folder: string, name: string): string => readFileSync(join(folder, 'out', name), 'utf8');

/** Records a source that falls back to an earlier day, one that echoes its key, and one that is down. */
async function setUp() {
  const krx = await startSource((response, request) =>
    json(krx.requests.length < 2 ? portalHoliday : portalDay('20261127'))(response, request),
  );
  const exim = await startSource(json({ key: 'se+same', rows: eximTable() }));
  const page = await startSource((response) => void response.end(`${portalError}<!-- se%2Bsame -->`));
  const down = await startSource(json([]));
  await down.close();
  const config = {
    sources: [
      {
        name: 'krx',
        url: `${krx.url}?serviceKey=\${KEY}&d={date:-1d,yyyyMMdd,Asia/Seoul}`,
        adapter: 'krx',
        items: ['KOSPI'],
      },
      {
        name: 'exim',
        url: `${exim.url}?authkey=plain&k=\${KEY}`,
        adapter: 'paths',
        paths: { items: 'rows', id: 'cur_unit', price: 'deal_bas_r' },
      },
      { name: 'page', url: page.url, headers: { key: '${KEY}' } },
      { name: 'down', url: down.url },
    ],
    allowPrivate: ['127.0.0.1'],
  };
  const folder = folderWith({ 'feed.config.json': config });
  const recorded = await runCommand(record, { folder, environment: { KEY: 'se+same' }, options: { out: 'out' } });
  for (const source of [krx, exim, page]) await source.close();
  return { folder, recorded };
}

test('each answer is a file, and no file contains a key', async () => {
  const { folder, recorded } = await setUp();
  expect(recorded.code).toBe(1);
  const files = readdirSync(join(folder, 'out')).sort();
  expect(files).toEqual(['exim.json', 'krx-2.json', 'krx.json', 'page.txt', 'recording.json']);
  for (const name of files) expect(read(folder, name)).not.toMatch(/se(\+|%2B)same|plain/i);
  expect(recorded.stdout).toContain(
    'down: no file (unreachable): the source can’t be reached: it refused the connection',
  );
  expect(JSON.parse(read(folder, 'exim.json'))).toMatchObject({ key: '…' });
});

test('a replay gives the feed of the recording, without a network or a key', async () => {
  const { folder } = await setUp();
  const { code, stdout, stderr } = await runCommand(replay, { folder, args: ['out'] });
  expect(code).toBe(1);
  expect(stderr).toContain('page: failed (error-page): the source responded with an error page: SERVICE_KEY_IS_NOT');
  expect(stderr).toContain('down: failed (unreachable): the source can’t be reached');
  const { quotes, generatedAt } = parseFeed(JSON.parse(stdout));
  expect(quotes.map(({ id, price }) => [id, price])).toEqual([
    ['KOSPI', 3101.5],
    ['JPY(100)', 940.2],
    ['KRW', 1],
    ['USD', 1401.2],
  ]);
  const { recordedAt } = JSON.parse(read(folder, 'recording.json')) as { recordedAt: string };
  expect(generatedAt).toBe(Date.parse(recordedAt));
  expect((await runCommand(replay, { folder, args: ['out'], options: { out: 'feed.json' } })).stdout).toBe('');
  expect(readFileSync(join(folder, 'feed.json'), 'utf8')).toBe(stdout);
});

test('a recording that is none, or names a file elsewhere, is refused', async () => {
  const config = { sources: [{ name: 'a', url: 'https://a.example/' }] };
  const recording = (content: unknown): string => folderWith({ 'feed.config.json': config, 'recording.json': content });
  const run = (folder: string) => runCommand(replay, { folder, args: ['.'] });
  expect((await run(recording({ version: 2 }))).stderr).toContain('is not a recording of “market-ticker-feed record”');
  expect((await run(folderWith({ 'feed.config.json': config }))).stderr).toBe('recording.json does not exist');
  const answers = [{ source: 'a', file: '../../etc/passwd', status: 200 }];
  const { code, stderr } = await run(recording({ version: 1, recordedAt: '2026-11-30', answers: [null, ...answers] }));
  expect([code, stderr]).toEqual([3, expect.stringContaining('the recording lacks the file of the response')]);
});

test('no body replaces the list of the answers or another body', async () => {
  const source = await startSource(json({ items: [{ id: 'A', price: 1 }] }));
  const config = {
    sources: ['recording', 'a', 'A', 'a-2'].map((name) => ({ name, url: source.url })),
    allowPrivate: ['127.0.0.1'],
  };
  const folder = folderWith({ 'feed.config.json': config });
  expect((await runCommand(record, { folder, options: { out: 'out' } })).code).toBe(0);
  const { answers } = JSON.parse(read(folder, 'recording.json')) as { answers: { file: string }[] };
  expect(new Set(answers.map(({ file }) => file.toLowerCase())).size).toBe(4);
  expect((await runCommand(replay, { folder, args: ['out'] })).code).toBe(0);
});

test('a key that is written in an address is left out as well', () => {
  expect(withoutKeys(new URL('https://a.example/x?serviceKey=abc&n=1&authkey=d'), createMask([]))).toBe(
    'https://a.example/x?serviceKey=KEY&n=1&authkey=KEY',
  );
});

test('both commands say what they lack', async () => {
  expect((await runCommand(record)).stderr).toBe('record needs a folder: --out FOLDER');
  expect((await runCommand(replay)).stderr).toBe('replay needs one folder: replay FOLDER');
});
