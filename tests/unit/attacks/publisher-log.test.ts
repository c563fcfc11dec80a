import { expect, test } from 'vitest';
import { createLog } from '../../../demo/edge/log.mjs';
import type { Issue } from '../../../src/feed.js';

const ADDRESS =
  'https://user:password1@rates.example/v6/KEY-IN-PATH-0123/latest?serviceKey=a%2Fb%3D%3D0123456&type=json';

function logOf(act: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  act(createLog(ADDRESS, (line) => lines.push(line)));
  return lines;
}
const issue = (path: string, value: unknown): Issue => ({ path, value, rule: 'unreadable', action: 'dropped' });
const linesOf = (...issues: Issue[]): string[] => logOf((log) => log.issues(issues));

/** Nested lists, too deep for a recursive function. */
function deep(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

test('a line of the log stays one line of printable characters, whatever a name of the upstream contains', () => {
  const text = 'A\nAll is well\r\u001b[2J\u009b31m\u007f\u0000\u2028\u2029\u202e\u200b\ufeff\ud800\u{e0001}B';
  for (const line of [...linesOf(issue(`rates.${text}`, text)), ...logOf((log) => log.error(new Error(text)))]) {
    expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
});

test('a line can be read back, in every script', () => {
  const [line] = linesOf(issue('items[0].name', '코스피 ▲ "한글" 日経 \u{1f4c8}\n'));
  expect(JSON.parse(line!)).toMatchObject({ path: 'items[0].name', value: '코스피 ▲ "한글" 日経 \u{1f4c8}\n' });
});

test('a path, a value or an error of 1 MiB makes a line of 1,500 characters at most', () => {
  for (const character of ['x', '\u001b', '"', '\u{e0001}']) {
    const text = character.repeat(2 ** 20);
    const lines = [...linesOf(issue(text, text)), ...logOf((log) => log.error(new Error(text)))];
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(1500);
  }
});

test('a value 20,000 deep, a list and an object are named, not quoted', () => {
  const lines = linesOf(
    issue('a', deep(20_000)),
    issue('b', { serviceKey: 'SECRET' }),
    issue('c', null),
    issue('d', -1.5),
  );
  expect(lines.map((line) => (JSON.parse(line) as Issue).value)).toEqual(['a list', 'an object', null, -1.5]);
});

test('an answer with 10,000 issues makes 21 lines, the last of which says how many more there are', () => {
  const lines = linesOf(...Array.from({ length: 10_000 }, (_, index) => issue(`items[${index}]`, index)));
  expect(lines.length).toBe(21);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ more: 9980 });
});

test('the same issues, answer after answer, are logged once, and again after they were others', () => {
  const [one, other] = [[issue('a', 1)], [issue('b', 1)]];
  const lines = logOf(({ issues }) => [one, one, one, [], one, other, one].forEach(issues));
  expect(lines.length).toBe(4);
});

test('the keys of the address are masked, as they are written and decoded, also where a text is cut', () => {
  for (const key of ['KEY-IN-PATH-0123', 'a%2Fb%3D%3D0123456', 'a/b==0123456', 'password1'])
    for (const before of ['', 'x'.repeat(95)])
      for (const line of [
        ...linesOf(issue(`${before}${key}`, `${before}${key} is not valid`)),
        ...logOf((log) => log.error(new Error(`${before}${key}`))),
      ]) {
        expect(line).not.toContain(key.slice(0, 5));
        expect(line).toContain('…');
      }
});
