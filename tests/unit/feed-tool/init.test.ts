import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../../../src/feed-tool/commands/init.js';
import { loadConfig } from '../../../src/feed-tool/config/load-config.js';
import { presets } from '../../../src/feed-tool/config/presets.js';
import { folderWith } from '../../support/feed-tool/folder.js';
import { runCommand, type CommandResult } from '../../support/feed-tool/run-command.js';

const inFolder = (folder: string, input: readonly string[], options = {}): Promise<CommandResult> =>
  runCommand(init, { folder, input, options });

const written = (folder: string, name = 'feed.config.json'): unknown =>
  JSON.parse(readFileSync(join(folder, name), 'utf8'));

test.each(Object.entries(presets))('the preset %s is a configuration without a mistake', async (preset, { keys }) => {
  const folder = folderWith();
  const { code, stdout } = await inFolder(folder, [], { preset });
  expect(code).toBe(0);
  expect(stdout).toContain('feed.config.json.');
  const environment = Object.fromEntries(Object.keys(keys).map((key) => [key, 'k']));
  const { config } = await loadConfig('feed.config.json', { folder, environment });
  // What each source allows and how late it is, and the keys that it needs, are printed.
  for (const { name, licence } of config.sources) {
    expect(stdout).toMatch(new RegExp(`^${name}: .*requested every`, 'm'));
    expect(stdout).toContain(licence);
  }
  for (const key of Object.keys(environment)) expect(stdout).toContain(`${key}=`);
  expect(stdout).toMatch(/^Next: npx market-ticker-feed check/m);
});

test('the preset for Korea says that data.go.kr serves the close of the previous business day', async () => {
  const { stdout } = await inFolder(folderWith(), [], { preset: 'krx-exim' });
  expect(stdout).toContain('krx: end of day');
  expect(stdout).toContain(
    'The close of the previous business day, which data.go.kr publishes after 13:00 on the next',
  );
  expect(stdout).toContain('check --env-file .env');
});

test('the preset for trying says that its terms forbid publishing', async () => {
  const { stdout } = await inFolder(folderWith(), [], { preset: 'yahoo-demo' });
  expect(stdout).toContain('Yahoo’s terms forbid publishing the numbers');
});

test('an existing file is replaced only if that is asked for', async () => {
  const folder = folderWith({ 'feed.config.json': 'mine' });
  const refused = await inFolder(folder, [], { preset: 'paths' });
  expect(refused).toMatchObject({ code: 2, stderr: 'feed.config.json already exists; to replace it, add --force' });
  expect(readFileSync(join(folder, 'feed.config.json'), 'utf8')).toBe('mine');
  expect((await inFolder(folder, [], { preset: 'paths', force: true })).code).toBe(0);
  expect(written(folder)).toMatchObject({ sources: [{ name: 'own' }] });
});

test('questions are answered from a pipe, in one piece or in many', async () => {
  for (const input of [
    ['3\nhttps://p.example/x.json\nMy paper\n'],
    ['3', '\nhttps://p.exam', 'ple/x.json\n', 'My paper'],
  ]) {
    const folder = folderWith();
    expect((await inFolder(folder, input)).code).toBe(0);
    expect(written(folder)).toMatchObject({
      $schema: './node_modules/market-ticker/dist/feed.config.schema.json',
      sources: [{ url: 'https://p.example/x.json', credit: { name: 'My paper' } }],
    });
  }
});

test('an empty answer takes the default, and one that can’t be used is asked for again', async () => {
  const folder = folderWith();
  const { code, stdout } = await inFolder(folder, ['9\nx\n\n']);
  expect(code).toBe(0);
  expect(stdout.match(/Where do the numbers come from/g)?.length).toBe(3);
  for (const answer of ['9', 'x'])
    expect(stdout).toContain(`“${answer}” is not a number from 1 to 3, or several of them separated by commas.\n`);
  expect(written(folder)).toMatchObject({ sources: [{ name: 'krx' }, { name: 'exim' }] });
});

test('several sources are joined in the order of the answer', async () => {
  const folder = folderWith();
  await inFolder(folder, ['1,3\nhttps://p.example/\n\n']);
  const { sources, items } = written(folder) as { sources: { name: string }[]; items?: unknown };
  expect(sources.map(({ name }) => name)).toEqual(['krx', 'exim', 'own']);
  // The order of the strip is unknown where a source may have any items.
  expect(items).toBeUndefined();
});

test('a server of one’s own may have a private address', async () => {
  for (const [host, allowPrivate] of [
    ['localhost', ['localhost']],
    ['192.168.1.5', ['192.168.1.5']],
    ['[::1]', ['[::1]']],
    ['1.1.1.1', undefined],
    ['p.example', undefined],
  ] as const) {
    const folder = folderWith();
    await inFolder(folder, [`3\nhttp://${host}:8000/x.json\n\n`]);
    expect(written(folder)).toMatchObject({ sources: [{ url: `http://${host}:8000/x.json` }] });
    expect((written(folder) as { allowPrivate?: unknown }).allowPrivate).toEqual(allowPrivate);
  }
});

test('an address that can’t be used is asked for again, with the reason', async () => {
  const folder = folderWith();
  const { stdout } = await inFolder(folder, ['3\np.example/x\nhttps://p.example/x\n\n']);
  expect(stdout).toContain('“p.example/x” is not a URL that begins with https:// or http://.\n');
  expect(stdout).toContain('node_modules/market-ticker/docs/adapters.md');
  expect(stdout).toContain('"serve": { "cors": ["https://paper.example"] }');
  expect(written(folder)).toMatchObject({ sources: [{ url: 'https://p.example/x' }] });
});

test('an input that ends too early writes nothing', async () => {
  const folder = folderWith();
  for (const input of [[], ['3\n'], ['3\nhttps://p.example/\n']]) {
    const { code, stderr } = await inFolder(folder, input);
    expect(code).toBe(2);
    expect(stderr).toContain('No file was written');
  }
  expect(() => written(folder)).toThrow();
});

test('wrong options are named', async () => {
  const folder = folderWith();
  expect((await inFolder(folder, [], { preset: 'toString' })).stderr).toBe(
    '--preset “toString” is not one of krx-exim, yahoo-demo, paths',
  );
  // What is wrong with the command comes before what is in the way.
  expect((await inFolder(folderWith({ 'feed.config.json': 'mine' }), [], { preset: 'pathz' })).stderr).toBe(
    '--preset “pathz” is not one of krx-exim, yahoo-demo, paths; did you mean “paths”?',
  );
  expect((await inFolder(folder, [], { config: 'x.mjs' })).stderr).toBe('init can only write a .json file, not x.mjs');
  expect((await inFolder(folder, [], { preset: 'paths', config: 'none/x.json' })).code).toBe(3);
});
