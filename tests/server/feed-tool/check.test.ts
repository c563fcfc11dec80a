import { execFile, execFileSync, spawn, type ExecFileException } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { folderWith } from '../../support/feed-tool/folder.js';
import { eximTable, json, portalDay, portalHoliday, startSource } from '../../support/feed-tool/source-server.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const command = join(root, 'dist/feed-tool/market-ticker-feed.js');

beforeAll(() => {
  execFileSync('npx', ['vite', 'build', '--mode', 'feed-tool'], { cwd: root, stdio: 'ignore' });
}, 60_000);

/** Runs the built command in a folder. */
const run = (folder: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH };
    execFile(
      process.execPath,
      [command, ...args],
      { cwd: folder, env },
      (error: ExecFileException | null, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

test('a new user comes from the preset to a table by editing two addresses and a file of keys', async () => {
  const krx = await startSource((response, request) =>
    json(krx.requests.length < 2 ? portalHoliday : portalDay('20261127'))(response, request),
  );
  const exim = await startSource(json(eximTable()));
  const folder = folderWith({ '.env': 'DATA_GO_KR_KEY=se+sesame/1==\nEXIM_KEY=sesame2\n' });
  expect((await run(folder, 'init', '--preset', 'krx-exim')).code).toBe(0);
  const file = join(folder, 'feed.config.json');
  const written = readFileSync(file, 'utf8')
    .replace('https://apis.data.go.kr', krx.origin)
    .replace('https://oapi.koreaexim.go.kr', exim.origin);
  writeFileSync(file, written);
  const refused = await run(folder, 'check', '--env-file', '.env');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('add “127.0.0.1” to “allowPrivate”');
  writeFileSync(file, written.replace(/\{/, '{ "allowPrivate": ["127.0.0.1"],'));
  const { code, stdout } = await run(folder, 'check', '--env-file', '.env');
  expect(code).toBe(0);
  expect(
    stdout
      .split('\n')
      .slice(0, 5)
      .map((line) => line.split(/ {2,}/).slice(0, 3)),
  ).toEqual([
    ['id', 'name', 'price'],
    ['KOSPI', 'KOSPI', '3,101.50'],
    ['KOSDAQ', 'KOSDAQ', '801.00'],
    ['KOSPI200', 'KOSPI 200', '420.20'],
    ['USD/KRW', 'USD/KRW', '1,401.20'],
  ]);
  expect(stdout).not.toMatch(/sesame|skipped/);
  expect(new URL(krx.requests[0]!.url, 'http://a').searchParams.get('serviceKey')).toBe('se+sesame/1==');
});

test('mistakes in the configuration are listed, and nothing is requested', async () => {
  const source = await startSource(json([]));
  const folder = folderWith({ 'feed.config.json': { sources: [{ name: 'a', url: source.url, evry: 5 }] } });
  const { code, stderr } = await run(folder, 'check');
  expect(code).toBe(2);
  expect(stderr).toBe('feed.config.json has a mistake:\n  sources[0].evry: unknown key; did you mean “every”?\n');
  expect(source.requests.length).toBe(0);
});

test('a source that never answers does not keep the command from ending when it is asked to', async () => {
  const source = await startSource(() => undefined);
  const config = { sources: [{ name: 'a', url: source.url, timeout: 60 }], allowPrivate: ['127.0.0.1'] };
  const child = spawn(process.execPath, [command, 'check'], { cwd: folderWith({ 'feed.config.json': config }) });
  const ended = once(child, 'exit');
  await expect.poll(() => source.requests.length, { timeout: 20_000 }).toBe(1);
  child.kill('SIGTERM');
  expect(await ended).toEqual([1, null]);
});

test('a module is read as a configuration', async () => {
  const source = await startSource(json({ items: [{ id: 'A', price: 1 }] }));
  const config = { sources: [{ name: 'a', url: source.url }], allowPrivate: ['127.0.0.1'] };
  const folder = folderWith({ 'feed.config.mjs': `export default () => (${JSON.stringify(config)});` });
  expect((await run(folder, 'check', '--config', 'feed.config.mjs')).stdout).toContain('a: 1 item\n');
});

test.each([['help'], ['check', '--simulate']])(
  'whoever stops reading what %s prints gets no stack',
  async (...args) => {
    const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).toBe('');
  },
);

test.runIf(existsSync('/dev/full'))('output that is lost because the disk is full is code 3', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [command, 'check', '--simulate'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let stderr = '';
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  expect(await once(child, 'close')).toEqual([3, null]);
  expect(stderr).toBe('The output can’t be written (ENOSPC)\n');
});
