import { expect, test } from 'vitest';
import { readAnswer, type AnswerContext } from '../../../src/feed-tool/sources/read-answer.js';
import { SourceError, type SourceConfig } from '../../../src/feed-tool/types.js';
import { eximTable, portalDay, portalError, portalHoliday } from '../../support/feed-tool/source-server.js';

const now = Date.parse('2026-11-30T03:00:00Z');

const read = (answer: unknown, config: Partial<SourceConfig> = {}, context: Partial<AnswerContext> = {}) =>
  readAnswer(
    typeof answer === 'string' ? answer : JSON.stringify(answer),
    { name: 'a', url: 'x', ...config },
    { now, ...context },
  );

function failureOf(...args: Parameters<typeof read>): [string, string] {
  try {
    read(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return [(error as SourceError).kind, (error as SourceError).message];
  }
  return ['none', ''];
}

const items = [
  { id: 'A', price: 10, change: 0.1, kind: 'fx', url: '/a' },
  { id: 'B', price: 20.5, decimals: 1, delay: 5, source: { name: 'B’s own' }, asOf: '2026-11-30T02:00:00Z' },
  { id: 'C', price: 30 },
];

test('all items are taken by default, with the name of the source for their source', () => {
  const { quotes, source } = read({ items }, { delay: 15 });
  expect(quotes.map(({ id, delay, source }) => [id, delay, source?.name])).toEqual([
    ['A', 15, 'a'],
    ['B', 5, 'B’s own'],
    ['C', 15, 'a'],
  ]);
  expect(source).toEqual({ name: 'a', url: null });
});

test('the taken items come in the order of the configuration, renamed and completed', () => {
  const { quotes, issues } = read(
    { items },
    {
      credit: { name: 'Exchange', url: 'https://x.example' },
      items: [
        'C',
        {
          take: 'A',
          id: 'X',
          name: { ko: '가', en: 'Ex' },
          kind: 'index',
          decimals: 3,
          unit: 'pt',
          url: '/x',
          icon: '/x.svg',
        },
        { take: 'A', id: 'Y' },
      ],
    },
  );
  expect(quotes.map(({ id }) => id)).toEqual(['C', 'X', 'Y']);
  expect(quotes[1]).toMatchObject({
    price: 10,
    change: 0.1,
    name: { ko: '가', en: 'Ex' },
    kind: 'index',
    decimals: 3,
    unit: 'pt',
    url: '/x',
    icon: '/x.svg',
    source: { name: 'Exchange', url: 'https://x.example' },
  });
  // The name that stands for a missing one is the id, also the new one.
  expect(quotes[2]).toMatchObject({ name: 'Y', kind: 'fx', url: '/a' });
  expect(issues).toEqual([]);
});

test('an item that the answer lacks is an issue, and the others are given', () => {
  const { quotes, issues } = read({ items }, { items: ['A', 'Z', { take: 'Q' }] });
  expect(quotes.map(({ id }) => id)).toEqual(['A']);
  expect(issues).toEqual([
    { path: 'items[1].take', value: 'Z', rule: 'not-found', action: 'skipped', hint: '; the source has A, B, C' },
    { path: 'items[2].take', value: 'Q', rule: 'not-found', action: 'skipped', hint: '; the source has A, B, C' },
  ]);
});

test('a quote without an as-of time is of the day that was asked for, and of no day otherwise', () => {
  const day = Date.parse('2026-11-27');
  const config: Partial<SourceConfig> = { adapter: 'rates', items: ['USD/KRW'] };
  expect(read(eximTable(), config, { day }).quotes).toMatchObject([
    { id: 'USD/KRW', price: 1401.2, asOf: day, delay: 'eod' },
  ]);
  expect(read(eximTable(), config).quotes[0]?.asOf).toBeNull();
  expect(read({ items }, {}, { day }).quotes[1]?.asOf).toBe(Date.parse('2026-11-30T02:00:00Z'));
});

test('a day of data.go.kr gives the three indices', () => {
  const { quotes } = read(portalDay('20261127'), { adapter: 'krx', items: ['KOSPI', 'KOSDAQ', 'KOSPI200'] });
  expect(quotes.map(({ id, price, change, asOf }) => [id, price, change, asOf])).toEqual([
    ['KOSPI', 3101.5, 31.5, Date.parse('2026-11-27')],
    ['KOSDAQ', 801, 8, Date.parse('2026-11-27')],
    ['KOSPI200', 420.2, -0.84, Date.parse('2026-11-27')],
  ]);
});

test.each<[string, unknown, Partial<SourceConfig>]>([
  ['nothing', '', {}],
  ['an empty list', [], {}],
  ['null', 'null', { adapter: 'rates' }],
  ['a feed without items', { items: [] }, {}],
  ['a holiday of data.go.kr', portalHoliday, { adapter: 'krx' }],
  [
    'rows of an exchange without a price',
    { OutBlock_1: [{ BAS_DD: '20261129', IDX_NM: '코스피', CLSPRC_IDX: '-' }] },
    { adapter: 'krx' },
  ],
  [
    'a table of the Bank of Korea without data',
    { RESULT: { CODE: 'INFO-200', MESSAGE: '해당하는 데이터가 없습니다.' } },
    { adapter: 'rates' },
  ],
  ['items that are not taken', eximTable(), { adapter: 'rates', items: ['EUR/KRW'] }],
])('%s is an empty answer', (_, answer, config) => {
  expect(failureOf(answer, config)[0]).toBe('empty');
});

test.each<[string, unknown, Partial<SourceConfig>, string]>([
  [
    'a wrong key of Eximbank',
    [{ result: 3, cur_unit: null, deal_bas_r: null }],
    { adapter: 'rates', items: ['USD/KRW'] },
    'the source responded: "result 3"; check the key (source-error)',
  ],
  [
    'an error message',
    { Note: 'Thank you' },
    {},
    'the response does not have the shape that the adapter “canonical” reads; set “adapter” or “paths” (not-a-feed): {"Note":"Thank you"}',
  ],
  [
    'an unknown version',
    { version: 2, items },
    {},
    'the feed has version 2, but only version 1 is supported (unknown-version)',
  ],
  [
    'a mapping that finds nothing',
    { data: [{ x: 1 }] },
    { adapter: 'paths', paths: { items: 'data', id: 'code', price: 'x' } },
    'paths.id: the response has nothing at "code"',
  ],
  [
    'a wrong place of the rows',
    { data: [{ x: 1 }] },
    { adapter: 'paths', paths: { items: 'rows', id: 'x', price: 'x' } },
    'paths.items: the response has nothing at "rows"',
  ],
  [
    'another list for a mapping',
    5,
    { adapter: 'paths', paths: { items: 'rows', id: 'x' } },
    'the response has nothing that “paths” describes (not-a-feed): 5',
  ],
  [
    'rows without an id',
    { items: [{ price: 1 }] },
    {},
    'no item in the response can be used (no-items), for example items[0].id: no-id; if it has a different shape, set “adapter” or “paths”',
  ],
  [
    'a list without the mapping that it needs',
    [{ x: 1 }],
    { adapter: 'paths' },
    'the adapter “paths” needs a mapping; set “paths” (no-items)',
  ],
  ['a number', 5, {}, 'the response does not have the shape that the adapter “canonical” reads'],
])('%s is refused with its cause', (_, answer, config, message) => {
  const [kind, text] = failureOf(answer, config);
  expect(kind).toBe('refused');
  expect(text).toContain(message);
});

test.each([
  ['<errMsg><![CDATA[no & key]]></errMsg>', ': no & key'],
  [portalError, ': SERVICE_KEY_IS_NOT_REGISTERED_ERROR'],
  ['\n<cmmMsgHeader><errMsg>SERVICE KEY IS NOT REGISTERED ERROR.</errMsg>', ': SERVICE KEY IS NOT REGISTERED ERROR.'],
  ['<!doctype html><html><head><title>\n Access\n  Denied &amp; gone</title>', ': Access Denied & gone'],
  ['<html><script>let a = "<b>";</script><style>p{}</style><p>Too <b>many</b> requests', ': Too many requests'],
  ['<error><![CDATA[x]]></error>', ': x'],
  [`<p>${'x'.repeat(5000)}`, `: ${'x'.repeat(100)}`],
  ['<', ''],
  [`<${'<script'.repeat(20_000)}`, ''],
  [`<title>${'<title '.repeat(20_000)}`, ''],
  ['<p>\u202Eevil\u0007\u001b[31m', ': evil[31m'],
])('the page %.40s is named as what it is', (page, message) => {
  expect(failureOf(page)).toEqual(['error-page', `the source responded with an error page${message}`]);
});

test('anything else than JSON is not quoted', () => {
  for (const text of ['sesame', '{"items":[', 'NaN', '\u0000', '\uFFFD\uFFFD[\u00001\u0000]\u0000', '[1] sesame'])
    expect(failureOf(text)).toEqual(['not-json', 'the source’s response is not JSON']);
});

test('JSON of a great depth, with lone surrogates or with __proto__ is read or refused, and harms nothing', () => {
  expect(failureOf(`${'['.repeat(1e5)}${']'.repeat(1e5)}`)[0]).toBe('refused');
  const { quotes } = read(
    '{"items":[{"id":"A\\ud800","price":1},{"id":"__proto__","price":2},{"id":"B","price":{"a":[[[[]]]]}}]}',
  );
  expect(quotes.map(({ id }) => id)).toEqual(['A', '__proto__', 'B']);
  expect(read('{"items":[{"id":"__proto__","price":2}]}', { items: ['__proto__'] }).quotes[0]?.price).toBe(2);
});

test('rules apply to the fields of the configuration as well', () => {
  const { quotes, issues } = read({ items }, { items: [{ take: 'A', name: '<b>&amp;\u0000' }] });
  expect(quotes[0]?.name).toBe('<b>&');
  expect(issues[0]).toMatchObject({ rule: 'text-mended' });
});

test('rows that nobody takes are no issues, unless a taken item is missing', () => {
  const rules = (taken: [string, ...string[]]): string[] =>
    read(eximTable(), { adapter: 'rates', items: taken }).issues.map(({ rule }) => rule);
  expect(rules(['USD/KRW'])).toEqual([]);
  expect(rules(['USD/KRW', 'EUR/KRW'])).toEqual(['same-currency', 'not-found']);
});

test('what contains a key does not get into the feed: addresses of the answer itself are left out', () => {
  const mask = (text: string): string => text.replaceAll('sesame', '…');
  const self = { name: 'Api', url: 'https://sesame.example/?key=sesame' };
  const item = { id: 'A', price: 1, url: 'https://x.example/a?key=sesame', icon: '/sesame.png', source: self };
  const other = { id: 'B', price: 1, url: 'https://sesame.example/b' };
  const feed = read({ items: [item, other], source: self, notice: 'For sesame' }, {}, { mask });
  expect(feed.quotes.map(({ url, icon, source }) => [url, icon, source])).toEqual([
    [null, null, { name: 'Api', url: null }],
    ['https://sesame.example/b', null, { name: 'Api', url: null }],
  ]);
  expect([feed.source, feed.notice]).toEqual([{ name: 'Api', url: null }, 'For …']);
  expect(JSON.stringify(feed.issues)).not.toContain('sesame');
  expect(feed.issues.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['source', 'items[0].url', 'items[0].icon']),
  );
});
