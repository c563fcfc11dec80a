import { expect, test } from 'vitest';
import { check } from '../../../src/feed-tool/commands/check.js';
import { folderWith } from '../../support/feed-tool/folder.js';
import { runCommand } from '../../support/feed-tool/run-command.js';
import { eximTable, json, portalDay, portalError, startSource } from '../../support/feed-tool/source-server.js';

const items = [
  { id: 'KOSPI', name: { ko: '코스피', en: 'KOSPI' }, kind: 'index', price: 3101.5, change: 31.5, state: 'open' },
  {
    id: '원/달러',
    kind: 'fx',
    decimals: 2,
    price: 1401.2,
    change: -14,
    changePercent: -0.99,
    asOf: '2026-11-30',
    delay: 'eod',
  },
];

test('the table shows what the strip will show, with aligned columns', async () => {
  const source = await startSource(json({ items, delay: 20 }));
  const config = {
    sources: [{ name: 'a', url: source.url, licence: 'For the paper only.' }],
    allowPrivate: ['127.0.0.1'],
  };
  const { code, stdout } = await runCommand(check, { folder: folderWith({ 'feed.config.json': config }) });
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'id       name        price  change  percent  as of       delay       state  source',
    'KOSPI    KOSPI    3,101.50  +31.50   +1.03%  –           20 min      open   a',
    '원/달러  원/달러  1,401.20  −14.00   −0.99%  2026-11-30  end of day  –      a',
    '',
    '– as of: the source states no time; serve and once write the time at which the price arrived.',
    '',
    'a: 2 items',
    '  Licence: For the paper only.',
    '',
  ]);
});

test('the sources of the Korean preset make one strip, in the order of the configuration', async () => {
  const krx = await startSource(json(portalDay('20261127')));
  const exim = await startSource(json(eximTable()));
  const config = {
    sources: [
      { name: 'krx', url: krx.url, adapter: 'krx', items: ['KOSPI', 'KOSDAQ', 'KOSPI200'] },
      { name: 'exim', url: `${exim.url}?authkey=\${EXIM_KEY}&searchdate={date}`, adapter: 'rates', items: ['USD/KRW'] },
    ],
    items: ['USD/KRW', 'KOSPI200', 'KOSPI', 'KOSDAQ'],
    allowPrivate: ['127.0.0.1'],
  };
  const { code, stdout } = await runCommand(check, {
    folder: folderWith({ 'feed.config.json': config, '.env': 'EXIM_KEY=sesame' }),
    options: { 'env-file': '.env' },
  });
  expect(code).toBe(0);
  const ids = stdout
    .split('\n')
    .slice(1, 5)
    .map((line) => line.split(' ')[0]);
  expect(ids).toEqual(config.items);
  expect(exim.requests[0]?.url).toContain('authkey=sesame');
  expect(stdout).not.toContain('sesame');
});

test('a source that fails is named, the others are shown, and the exit code is 1', async () => {
  const good = await startSource(json({ items: [...items, { id: 'S', price: 'sesame' }] }));
  const bad = await startSource((response) => void response.writeHead(200).end(`${portalError}<p>sesame</p>`));
  const config = {
    sources: [
      { name: 'bad', url: `${bad.url}?k=\${KEY}`, items: ['X'] },
      { name: 'good', url: good.url, items: ['KOSPI', 'KOSDAQ', 'S'] },
    ],
    allowPrivate: ['127.0.0.1'],
    items: ['KOSPI', 'KOSDAQ', 'X'],
  };
  const { code, stdout } = await runCommand(check, {
    folder: folderWith({ 'feed.config.json': config }),
    environment: { KEY: 'sesame' },
  });
  expect(code).toBe(1);
  expect(stdout).toContain('bad: failed (error-page): the source responded with an error page: SERVICE_KEY_IS_NOT');
  expect(stdout).toContain('  items[1].take: not-found, skipped: "KOSDAQ"; the source has KOSPI, 원/달러, S\n');
  expect(stdout).toContain('.price: no-price, dropped: "…"');
  expect(stdout).toContain('No source has: KOSDAQ, X');
  expect(stdout).not.toContain('sesame');
});

test('an id that is missing is exit code 1, with the id that was probably meant', async () => {
  const source = await startSource(json({ items }));
  const run = (config: object) =>
    runCommand(check, { folder: folderWith({ 'feed.config.json': { allowPrivate: ['127.0.0.1'], ...config } }) });
  const whole = await run({ sources: [{ name: 'a', url: source.url }], items: ['KOSPY', 'USD/KRW', 'KOSPI'] });
  expect(whole.code).toBe(1);
  expect(whole.stdout).toContain(
    'No source has: KOSPY (did you mean “KOSPI”?), USD/KRW\nThe sources have: KOSPI, 원/달러\n',
  );
  const taken = await run({ sources: [{ name: 'a', url: source.url, items: ['KOSPY', 'KOSPI'] }] });
  expect(taken.code).toBe(1);
  expect(taken.stdout).toContain('items[0].take: not-found, skipped: "KOSPY"; did you mean “KOSPI”?\n');
  const none = await run({ sources: [{ name: 'a', url: source.url, items: ['USD/KRW'] }] });
  expect(none.stdout).toContain('has none of the configured items; it has KOSPI, 원/달러\n');
});

test('a time without an offset is explained', async () => {
  const folder = folderWith({
    'a.json': {
      items: [
        { id: 'A', price: -1, kind: 'commodity', asOf: '2026-11-30 15:30:00', source: { name: 'Exchange' } },
        { id: 'B', price: 1, asOf: '2026-11-30T15:30:00+9' },
        { id: 'C', price: 1, asOf: 'soon' },
      ],
    },
  });
  const { stdout } = await runCommand(check, { folder, args: ['a.json'] });
  expect(stdout).toContain(
    'items[0].asOf: unreadable, dropped: "2026-11-30 15:30:00"; the time has no offset from UTC: set “paths.zone”, such as "zone": "+09:00"\n',
  );
  expect(stdout).toContain('items[2].asOf: unreadable, dropped: "soon"\n');
  // Readers see another name of the source than the configuration has, and a minus is that of the strip.
  expect(stdout).toMatch(/^A .* −1\.00 .* Exchange \(a\.json\)$/m);
});

test('a code for the direction is followed by how to explain it, and its meaning is left open', async () => {
  const rows = ['U', 2, 'rose by much more than most', { code: '5' }].map((direction, index) => {
    return { id: `I${index}`, price: 10, change: 1, direction, asOf: '2026-11-30T15:30:00+09:00' };
  });
  const paths = JSON.stringify({ items: '', id: 'id', price: 'price', change: 'change', direction: 'direction' });
  const folder = folderWith({ 'a.json': rows });
  const mapped = await runCommand(check, { folder, args: ['a.json'], options: { adapter: 'paths', paths } });
  const hint = '; the code is unknown: say in “paths” whether it is "up", "down" or "flat"';
  expect(mapped.stdout).toContain(`unreadable, dropped: "U"${hint}: "words": { "direction": { "U": "…" } }\n`);
  expect(mapped.stdout).toContain(`unreadable, dropped: 2${hint}: "words": { "direction": { "2": "…" } }\n`);
  expect(mapped.stdout).toContain('unreadable, dropped: "rose by much more than most"\n');
  expect(mapped.stdout).toContain('unreadable, dropped: {"code":"5"}\n');
  // The canonical format has no mapping.
  const own = await runCommand(check, { folder, args: ['a.json'] });
  expect(own.stdout).toContain('dropped: "U"; the code is unknown: say in the mapping of the adapter “paths” whether');
});

test.each([
  ['all changes are rises', { change: 'change' }, [{ change: '1.5' }, { change: 2 }], true],
  ['the only change is a rise, in percent', { changePercent: 'change' }, [{ change: '0.1' }], true],
  ['one of the changes is a fall', { change: 'change' }, [{ change: 1 }, { change: -1 }], false],
  ['previous closes show the signs', { change: 'change', previousClose: 'last' }, [{ change: 1, last: 99 }], false],
  ['the mapping names the direction', { change: 'change', direction: 'way' }, [{ change: 1, way: 'up' }], false],
  ['nothing has changed', { change: 'change' }, [{ change: 0 }], false],
  ['the source states no changes', { change: 'change' }, [{}], false],
])('whether falls have a minus is asked only in case of doubt: %s', async (_, fields, rows, isAsked) => {
  const folder = folderWith({ 'a.json': rows.map((row, index) => ({ id: `I${index}`, price: 100, ...row })) });
  const paths = JSON.stringify({ items: '', id: 'id', price: 'price', ...fields });
  const { code, stdout } = await runCommand(check, { folder, args: ['a.json'], options: { adapter: 'paths', paths } });
  expect(code).toBe(0);
  expect(stdout.includes('If it writes falls without a minus')).toBe(isAsked);
});

test('a table in which each price has a time says nothing about missing times', async () => {
  const timed = [
    { id: 'A', price: 1, asOf: '2026-11-30T15:30:00+09:00' },
    { id: 'B', price: null },
  ];
  const { stdout } = await runCommand(check, { folder: folderWith({ 'a.json': timed }), args: ['a.json'] });
  expect(stdout).not.toContain('states no time');
});

test('issues are printed with place, rule, action and value, and are no failure', async () => {
  const folder = folderWith({
    'a.json': {
      items: [
        { id: 'A', price: 1 },
        { id: 'A', price: 2 },
        { id: 'B\u001b[2J', price: 'x\u001b' },
      ],
    },
  });
  const { code, stdout } = await runCommand(check, { folder, args: ['a.json'] });
  expect(code).toBe(0);
  expect(stdout).toContain('  items[1].id: duplicate-id, skipped: "A"');
  expect(stdout).not.toContain('\u001b');
});

test('a file is checked with an adapter or a mapping', async () => {
  const folder = folderWith({ 'p.json': portalDay('20261127'), 'm.json': { data: [{ c: 'A', p: '1,000.5' }] } });
  const portal = await runCommand(check, { folder, args: ['p.json'], options: { adapter: 'krx' } });
  expect(portal.code).toBe(0);
  expect(portal.stdout).toMatch(/^KOSPI +KOSPI +3,101\.50 /m);
  const mapping = JSON.stringify({ items: 'data', id: 'c', price: 'p' });
  const mapped = await runCommand(check, { folder, args: ['m.json'], options: { adapter: 'paths', paths: mapping } });
  expect(mapped.stdout).toMatch(/^A +A +1,000\.5/m);
});

test('a file or an address that is refused is exit code 1', async () => {
  const source = await startSource(json({ Note: 'Thank you' }));
  const folder = folderWith({ 'a.json': '{', 'b.json': { version: 2, items: [] } });
  for (const [target, message] of [
    ['a.json', 'failed (not-json): the source’s response is not JSON'],
    ['b.json', 'failed (refused): the feed has version 2'],
    ['none.json', 'failed (unreachable): the file can’t be read (ENOENT)'],
    [source.url, 'set “adapter” or “paths” (not-a-feed): {"Note":"Thank you"}'],
  ] as const) {
    const { code, stdout } = await runCommand(check, { folder, args: [target] });
    expect([code, stdout]).toEqual([1, expect.stringContaining(message)]);
  }
});

test('JSON with another content type is read, and JSON in UTF-16 is named as what it is not', async () => {
  const source = await startSource(json({ items }, 200, { 'content-type': 'text/html; charset=euc-kr' }));
  expect((await runCommand(check, { args: [source.url] })).code).toBe(0);
  source.answer = (response) => void response.end(Buffer.from(JSON.stringify({ items }), 'utf16le'));
  const { code, stdout } = await runCommand(check, { args: [source.url] });
  expect([code, stdout]).toEqual([1, '127.0.0.1: failed (not-json): the source’s response is not JSON\n']);
});

test('wrong options are named', async () => {
  const run = async (options: object, args: string[] = ['x.json']): Promise<string> =>
    (await runCommand(check, { args, options: options as Record<string, string> })).stderr;
  expect(await run({ adapter: 'x' })).toContain('--adapter “x” is not one of canonical, paths');
  expect(await run({ paths: '{' })).toContain('--paths is not JSON at line 1, column 2');
  expect(await run({ paths: '{"words":5}' })).toBe('--paths.words: 5 is not an object of words by field');
  expect(await run({}, ['a', 'b'])).toBe('check takes at most one file or URL');
  expect(await run({}, ['http://['])).toBe('“http://[” is not a URL');
});
