import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { UsageError } from '../../../src/feed-tool/command.js';
import { loadConfig, type LoadOptions } from '../../../src/feed-tool/config/load-config.js';
import { folderWith } from '../../support/feed-tool/folder.js';

type Options = Partial<LoadOptions> & { file?: string; files?: Record<string, unknown> };

function load(config: unknown, { file = 'feed.config.json', files, ...options }: Options = {}) {
  const folder = folderWith({ ...(config !== undefined && { [file]: config }), ...files });
  return loadConfig(file, { environment: {}, folder, ...options }).then((loaded) => ({ ...loaded, expected: folder }));
}

/** The lines of the error, without the first one, which counts the mistakes. */
async function mistakesIn(config: unknown, options?: Options): Promise<string[]> {
  const error: unknown = await load(config, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  const [, ...lines] = (error as Error).message.split('\n');
  return lines.map((line) => line.trim());
}

const messageFor = (config: unknown, options?: Options): Promise<string> =>
  load(config, options).then(
    () => 'none',
    (error: Error) => error.message,
  );

const source = { name: 'a', url: 'https://a.example/' };
const withSource = (fields: object): object => ({ sources: [{ ...source, ...fields }] });

test('a configuration is read, with values of the environment in it', async () => {
  const { config, folder, secrets, expected } = await load(withSource({ url: 'https://a.example/?k=${KEY}' }), {
    environment: { KEY: 'sesame+1' },
  });
  expect(config.sources[0].url).toBe('https://a.example/?k=sesame%2B1');
  expect(folder).toBe(expected);
  expect(secrets).toContain('sesame+1');
});

test('a module exports a configuration, or a function that returns one', async () => {
  const value = `export default { sources: [{ name: 'a', url: 'https://a.example/', every: undefined }] };`;
  expect((await load(value, { file: 'feed.config.mjs' })).config.sources[0]).toEqual(source);
  const made = `export default async () => ({ sources: [{ name: 'b', url: 'https://b.example/' }] });`;
  expect((await load(made, { file: 'made.mjs' })).config.sources[0].name).toBe('b');
  const promised = `export default Promise.resolve({ sources: [{ name: 'c', url: 'https://c.example/' }] });`;
  expect((await load(promised, { file: 'promised.mjs' })).config.sources[0].name).toBe('c');
  expect(await messageFor(`throw new Error('no way')`, { file: 'x.mjs' })).toBe('x.mjs can’t be run: no way');
  expect(await mistakesIn('export const x = 1', { file: 'y.mjs' })).toEqual(['undefined is not an object']);
});

test.each(['await new Promise(() => undefined);', 'export default () => new Promise(() => undefined);'])(
  'a module that never ends is reported: %s',
  async (text) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const message = messageFor(text, { file: 'x.mjs' });
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await message).toBe('x.mjs can’t be run: it did not finish within 30 s');
  },
);

test('each unknown key is a mistake with its place and what may have been meant', async () => {
  expect(
    await mistakesIn({ sources: [{ ...source, evry: 5, zzz: 1, items: [{ take: 'A', nmae: 'x' }] }], item: ['A'] }),
  ).toEqual([
    'item: unknown key; did you mean “items”?',
    'sources[0].evry: unknown key; did you mean “every”?',
    'sources[0].zzz: unknown key',
    'sources[0].items[0].nmae: unknown key; did you mean “name”?',
  ]);
});

test.each<[string, object, string[]]>([
  ['no address', { url: undefined }, ['sources[0].url: is missing']],
  ['a text for a number', { every: '5' }, ['sources[0].every: “5” is a string; write 5 without quotes']],
  ['a word for a number', { every: 'often' }, ['sources[0].every: “often” is not a number']],
  [
    'a text for a number out of range',
    { every: '0', timeout: '600', budget: '0', delay: '3000' },
    [
      'sources[0].every: “0” is a string; write a number from 1 to 86400 without quotes',
      'sources[0].timeout: “600” is a string; write a number from 1 to 60 without quotes',
      'sources[0].budget: “0” is a string; write a number of at least 1 without quotes',
      'sources[0].delay: “3000” is a string; write a number from 0 to 2880 without quotes',
    ],
  ],
  ['too fast', { every: 0 }, ['sources[0].every: 0 is less than 1']],
  ['too slow an answer', { timeout: 600 }, ['sources[0].timeout: 600 is more than 60']],
  ['an unknown adapter', { adapter: 'yaho' }, [expect.stringContaining('did you mean “yahoo”?')]],
  ['an unreadable delay', { delay: 'late' }, ['sources[0].delay: “late” is neither a number of minutes nor “eod”']],
  ['a negative delay', { delay: -1 }, ['sources[0].delay: -1 is less than 0']],
  ['a number for an item', { items: [5] }, ['sources[0].items[0]: 5 is neither an id nor an object with “take”']],
  ['an item without take', { items: [{ id: 'A' }] }, ['sources[0].items[0].take: is missing']],
  ['an empty id', { items: [''] }, ['sources[0].items[0]: is empty']],
  ['no items', { items: [] }, ['sources[0].items: is empty']],
  [
    'a number for a name',
    { items: [{ take: 'A', name: 5 }] },
    ['sources[0].items[0].name: 5 is neither a string nor an object of strings by language'],
  ],
  [
    'an unreadable close',
    { items: [{ take: 'A', close: '25:00 KST' }] },
    ['sources[0].items[0].close: “25:00 KST” is not a time and a zone, such as “15:30 Asia/Seoul”'],
  ],
  [
    'a close in an unknown zone',
    { items: [{ take: 'A', close: '15:30 Asia/Soul' }] },
    ['sources[0].items[0].close: “Asia/Soul” is not a time zone, such as Asia/Seoul'],
  ],
  ['an id twice', { items: ['A', { take: 'B', id: 'A' }] }, ['sources[0].items[1]: the source has the id “A” twice']],
  [
    'a link of another scheme',
    { items: [{ take: 'A', url: 'javascript:alert(1)', icon: 'data:,' }] },
    [
      'sources[0].items[0].url: is neither an http(s) nor a relative address',
      'sources[0].items[0].icon: is neither an http(s) nor a relative address',
    ],
  ],
  ['a body with GET', { body: 'x' }, ['sources[0].body: a GET request has no body; add "method": "POST"']],
  ['another scheme', { url: 'ftp://a.example/' }, ['sources[0].url: is not an http or https address']],
  ['a relative address', { url: '/prices.json' }, ['sources[0].url: is not an http or https address']],
  [
    'a password in the address',
    { url: 'https://me:secret@a.example/' },
    ['sources[0].url: contains a user name or password; send them in the header “authorization” instead'],
  ],
  ['a broken name of a header', { headers: { 'a b': 'c' } }, ['sources[0].headers.a b: is not a valid header name']],
  [
    'a line break in a header',
    { headers: { a: 'b\nc: d' } },
    ['sources[0].headers.a: the value contains characters that HTTP does not allow'],
  ],
  [
    'a header of the tool itself',
    { headers: { 'Content-Length': '5' } },
    ['sources[0].headers.Content-Length: is set by market-ticker-feed itself'],
  ],
  [
    'an unknown zone of a date',
    { url: 'https://a.example/?d={date:-1d,yyyyMMdd,Asia/Soul}' },
    ['sources[0].url: {date:-1d,yyyyMMdd,Asia/Soul}: “Asia/Soul” is not a time zone, such as Asia/Seoul'],
  ],
  [
    'paths without a mapping',
    { adapter: 'paths' },
    ['sources[0].paths: is missing; the adapter “paths” needs a mapping'],
  ],
  ['a wrong mapping', { paths: { prise: 5 } }, ['sources[0].paths.prise: is not part of a mapping']],
  [
    'a wrong value in a mapping',
    { paths: { zone: 'KST', keep: 'some', scale: 0, words: 5 } },
    [
      'sources[0].paths.zone: “KST” is not an offset such as +09:00',
      'sources[0].paths.keep: “some” is not “all”, “first”, “last” or “newest”',
      'sources[0].paths.scale: 0 is not a number above 0',
      'sources[0].paths.words: 5 is not an object of words by field',
    ],
  ],
  [
    'an unknown template',
    { url: 'https://a.example/{id}?d={dat:0d}&t={date:0d}' },
    ['{id}', '{dat:0d}'].map(
      (template) =>
        `sources[0].url: ${template} is not a template such as {date:-1d,yyyyMMdd,Asia/Seoul}; write %7B and %7D for braces`,
    ),
  ],
  [
    'a missing variable',
    { headers: { key: '${KEY}' } },
    ['sources[0].headers.key: the environment variable KEY has no value'],
  ],
])('%s is a mistake', async (_, fields, mistakes) => {
  expect(await mistakesIn(withSource(fields))).toEqual(mistakes);
});

test('mistakes of several sources are listed together', async () => {
  const config = {
    sources: [
      { ...source, every: 0 },
      { name: 'b', url: 'https://b.example/?k=${KEY}' },
    ],
  };
  expect(await mistakesIn(config)).toEqual([
    'sources[0].every: 0 is less than 1',
    'sources[1].url: the environment variable KEY has no value',
  ]);
});

test('a mistake of one kind does not hide those of other kinds', async () => {
  const config = {
    sources: [
      {
        ...source,
        url: 'ftp://a.example/?k=${KEY}&d={date:0d,yyyyMMdd,Asia/Soul}',
        evry: 5,
        adapter: 'paths',
        paths: { prise: 'p' },
        headers: { key: '${KEY}', 'a b': 'c', ok: 5 },
        items: [5, { take: 'A', close: '15:30' }, { id: 'B' }, { take: 'C', close: '15:30 Nowhere' }, 'C'],
      },
      { name: 'a', url: '/x', items: ['KOSDAQ'] },
      7,
      { name: 'no address', timeout: 100 },
    ],
    items: ['KOSDAK', 5],
    serve: { cors: [5, 'paper.example'], port: 'x' },
  };
  const mistakes = await mistakesIn(config);
  expect(mistakes.map((line) => line.split(': ')[0]).sort()).toEqual(
    [
      ...['sources[0].evry', 'sources[0].headers.ok', 'sources[0].items[0]', 'sources[0].items[1].close'],
      ...['sources[0].items[2].take', 'sources[2]', 'sources[3].name', 'sources[3].timeout', 'sources[3].url'],
      ...['items[1]', 'serve.cors[0]', 'serve.port'],
      // The schema does not find these.
      ...['sources[0].url', 'sources[0].url', 'sources[0].url', 'sources[0].headers.key', 'sources[0].headers.a b'],
      ...['sources[0].paths.prise', 'sources[0].items[3].close', 'sources[0].items[4]', 'sources[1].name'],
      ...['sources[1].url', 'serve.cors[1]'],
    ].sort(),
  );
});

test('a value that is no configuration at all is one mistake', async () => {
  for (const value of ['5', 'null', '[]', '{"sources": 5}', '{"sources": {}}'])
    expect(await mistakesIn(value), value).toHaveLength(1);
});

test('two sources of one name, and an id that no source can have, are mistakes', async () => {
  const config = {
    sources: [
      { ...source, items: ['A'] },
      { ...source, items: [{ take: 'X', id: 'B' }] },
    ],
  };
  expect(await mistakesIn({ ...config, items: ['A', 'X', 'B'] })).toEqual([
    'sources[1].name: another source has the name “a”',
    'items[1]: no source has the id “X”',
  ]);
  // A source without `items` may have any item.
  await expect(load({ sources: [source], items: ['A'] })).resolves.toBeDefined();
});

test('an address in place of the name of a host is a mistake', async () => {
  const allowPrivate = ['quotes.internal', 'localhost', '10.0.0.1', '::1', '[::1]'];
  await expect(load({ sources: [source], allowPrivate })).resolves.toBeDefined();
  expect(
    await mistakesIn({ sources: [source], allowPrivate: ['http://127.0.0.1:8191', 'quotes:80', '*', '10.0.0.0/8'] }),
  ).toEqual([
    'allowPrivate[0]: “http://127.0.0.1:8191” is not a hostname; write “127.0.0.1”',
    'allowPrivate[1]: “quotes:80” is not a hostname; write “quotes”',
    'allowPrivate[2]: “*” is not a hostname, such as “quotes.internal”',
    expect.stringContaining('allowPrivate[3]: “10.0.0.0/8” is not a hostname'),
  ]);
});

test('a file of variables that is not read is pointed out once, if a variable is missing', async () => {
  const config = withSource({ headers: { a: '${ONE}', b: '${TWO}' } });
  const hint = 'This folder has a .env file. To use it, add --env-file .env';
  const files = { '.env': 'ONE=1' };
  expect((await mistakesIn(config, { files })).slice(2)).toEqual([hint]);
  expect(await mistakesIn(config, { files, envFile: '.env' })).toHaveLength(1);
  expect(await mistakesIn(config)).not.toContain(hint);
  expect(await mistakesIn(withSource({ evry: 1 }), { files })).not.toContain(hint);
});

test('an origin with a path is a mistake, because no browser would send it', async () => {
  expect(
    await mistakesIn({ sources: [source], serve: { cors: ['*', 'https://a.example', 'https://a.example/'] } }),
  ).toEqual(['serve.cors[2]: “https://a.example/” is neither “*” nor an origin, such as “https://paper.example”']);
});

test.each([
  ['{"a": 1,}', 'line 1, column 9'],
  ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
  ['{"a": tru', 'line 1, column 10'],
  ['nope', 'line 1, column 2'],
  ['', 'line 1, column 1'],
  ['{"a": 1} x', 'line 1, column 10'],
  ["{'a': 1}", 'line 1, column 2'],
])('a mistake in the JSON %s is at %s', async (text, place) => {
  expect(await messageFor(text)).toContain(`feed.config.json is not JSON at ${place}: `);
});

test('a byte order mark is no mistake', async () => {
  await expect(load(`\uFEFF${JSON.stringify({ sources: [source] })}`)).resolves.toBeDefined();
});

test('a missing file is named, with what to do', async () => {
  expect(await messageFor(undefined)).toBe(
    'feed.config.json does not exist. To create one, run “market-ticker-feed init”.',
  );
  expect(await messageFor({ sources: [source] }, { envFile: '.env' })).toBe('.env does not exist');
});

test('values come from a file as well, but those of the environment win', async () => {
  const config = withSource({ headers: { one: '${ONE}', two: '${TWO}' } });
  const loaded = await load(config, {
    envFile: '.env',
    files: { '.env': '# keys\nONE="of the file"\nTWO=of the file\n' },
    environment: { TWO: 'of the environment', ONE: undefined },
  });
  expect(loaded.config.sources[0].headers).toEqual({ one: 'of the file', two: 'of the environment' });
});

test('no message contains a value of the environment', async () => {
  for (const value of ['sesame\nopen', 'sesame', 'ftp://sesame'])
    for (const fields of [
      { url: '${KEY}/x' },
      { headers: { a: '${KEY}', b: '${NONE}' } },
      { url: 'https://${KEY}:x@/' },
    ])
      expect(await messageFor(withSource(fields), { environment: { KEY: value } })).not.toContain('sesame');
});

test('a replay needs no key', async () => {
  const loaded = await load(withSource({ url: 'https://a.example/?k=${KEY}' }), { withoutKeys: true });
  expect(loaded.config.sources[0].url).toBe('https://a.example/?k=KEY');
});

test('the folder of the configuration is that of the file', async () => {
  const folder = folderWith({ 'feed.config.json': { sources: [source] } });
  const loaded = await loadConfig(join(folder, 'feed.config.json'), { environment: {} });
  expect(loaded.folder).toBe(folder);
});
