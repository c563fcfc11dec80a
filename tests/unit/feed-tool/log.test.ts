import { describe, expect, test } from 'vitest';
import { createLog } from '../../../src/feed-tool/log.js';
import type { Log } from '../../../src/feed-tool/types.js';
import type { Issue } from '../../../src/feed.js';

const secrets = ['KEY-IN-PATH-0123', 'a%2Fb%3D%3D0123456', 'passw "ö\\ rd'];

function linesOf(act: (log: Log) => void, pretty = false): string[] {
  const lines: string[] = [];
  act(createLog({ write: (line) => lines.push(line), secrets, pretty, now: () => 0 }));
  return lines;
}
const recordsOf = (act: (log: Log) => void): unknown[] => linesOf(act).map((line) => JSON.parse(line) as unknown);
const issue = (path: string, value: unknown): Issue => ({ path, value, rule: 'unreadable', action: 'dropped' });
const logIssues = (issues: readonly Issue[]) => linesOf((log) => log.warn('issues', { source: 'krx', issues }));

/** Nested lists, too deep for a recursive function. */
function deep(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

test('a line is one JSON object with the time, the level and the event', () => {
  expect(
    recordsOf((log) => log.warn('source failed', { source: 'krx', failures: 2, error: new Error('slow') })),
  ).toEqual([
    {
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      event: 'source failed',
      source: 'krx',
      failures: 2,
      error: 'slow',
    },
  ]);
});

test('a field never replaces the time, the level or the event', () => {
  expect(recordsOf((log) => log.info('started', { level: 'error', time: 1, event: 'x' }))).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started' },
  ]);
});

test('a line for people has the same in words', () => {
  expect(linesOf((log) => log.error('source failed', { source: 'krx', error: 'it is slow' }), true)).toEqual([
    '00:00:00Z error source failed  source=krx  error="it is slow"',
  ]);
});

test.each([false, true])(
  'a line stays one line of printable characters, whatever a source sends (pretty: %s)',
  (pretty) => {
    const text = 'A\nAll is well\r\u001b[2J\u009b31m\u007f\u0000\u2028\u2029\u202e\u200b\ufeff\ud800\u{e0001}B';
    const lines = linesOf((log) => {
      log.warn(text, { value: text, error: new Error(text) });
      log.warn('issues', { issues: [issue(text, text)] });
    }, pretty);
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  },
);

test('a line can be read back, in every script', () => {
  const text = '코스피 ▲ "한글" 日経 \u{1f4c8}\n\u{e0001}';
  expect(recordsOf((log) => log.info('name', { text }))).toMatchObject([{ text }]);
});

test('a text of 1 MiB makes a line of 1,500 characters at most', () => {
  for (const character of ['x', '\u001b', '"', '\u{e0001}']) {
    const text = character.repeat(2 ** 20);
    for (const [line] of [
      linesOf((log) => log.error('failed', { error: new Error(text) })),
      logIssues([issue('', text)]),
    ])
      expect(line!.length).toBeLessThanOrEqual(1500);
  }
});

test('objects and deep lists are named, not quoted, and so is a list in an issue', () => {
  const values = [deep(20_000), ['SECRET'], { serviceKey: 'SECRET' }, null, -1.5].map((value) => issue('a', value));
  expect(logIssues(values).map((line) => (JSON.parse(line) as Issue).value)).toEqual([
    'a list',
    'a list',
    'an object',
    null,
    -1.5,
  ]);
  const fields = { object: { a: 1 }, deep: deep(20_000), ids: ['KOSPI', 'USD/KRW'], big: 1n, none: undefined };
  expect(recordsOf((log) => log.info('x', fields))).toMatchObject([
    { object: 'an object', deep: 'a list', ids: 'KOSPI, USD/KRW', big: 'bigint' },
  ]);
});

test('of 10,000 issues, 20 are written, and how many more there are', () => {
  const lines = logIssues([...Array(10_000).keys()].map((index) => issue(`items[${index}]`, index)));
  expect(lines.length).toBe(21);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ source: 'krx', more: 9980 });
});

describe('a secret is masked', () => {
  test.each([
    'KEY-IN-PATH-0123',
    'key-in-path-0123',
    'KEY%2DIN%2dPATH-0123',
    'a%2Fb%3D%3D0123456',
    'a/b==0123456',
    'a%2fb%3d%3d0123456',
    'a/b%3D%3D0123456',
    'a%252Fb%253D%253D0123456',
    'passw "ö\\ rd',
    'passw%20%22%C3%B6%5C%20rd',
    'passw+%22%c3%b6%5c+rd',
    'passw%2520%2522%25C3%25B6%255C%2520rd',
    String.raw`passw \"ö\\ rd`,
  ])('%s', (form) => {
    for (const before of ['', 'x'.repeat(195)])
      for (const line of [
        ...logIssues([issue(`${before}${form}`, `${before}${form} is not valid`)]),
        ...linesOf((log) => log.error(`${before}${form}`, { error: new Error(`${before}${form}`), list: [form] })),
      ]) {
        expect(line.toLowerCase()).not.toContain(form.slice(0, 5).toLowerCase());
        expect(line).toContain('…');
      }
  });

  test('also where somebody else has cut it', () => {
    for (const text of ['the key KEY-IN-PAT', 'the key KEY-IN-PAT…', 'the key a%2Fb%3D', 'the key a/b==0'])
      expect(recordsOf((log) => log.info('x', { text }))).toMatchObject([{ text: 'the key …' }]);
  });

  test('but nothing else is, if a secret is empty or very short', () => {
    const lines: string[] = [];
    createLog({ write: (line) => lines.push(line), secrets: ['', 'a', '10'] }).info('a 10 a');
    expect(JSON.parse(lines[0]!)).toMatchObject({ event: 'a 10 a' });
  });
});
