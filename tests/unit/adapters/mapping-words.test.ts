import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import { applyMapping } from '../../../src/adapters/apply-mapping.js';
import { kospi, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, reader } from '../../support/fixtures/adapters/read.js';

const read = reader('paths');
const fields = { id: '=X', price: 'p', change: 'c', direction: 'd' };
/** A row whose numbers have no sign, so that the direction alone tells which way they went. */
const told = (d: unknown, direction: object, more: object = {}) =>
  read({ p: 100, c: 2, d, ...more }, { ...fields, words: { direction } });
const moveOf = ({ quotes }: ReturnType<typeof read>) => [quotes[0]!.change, quotes[0]!.direction];

const DOWN = [-2, 'down'];
const UP = [2, 'up'];

describe('the page’s own words for directions', () => {
  test.each([
    ['-', DOWN],
    ['+', UP],
    [' - ', DOWN],
  ])('translate a sign in a field of its own: %j', (sign, expected) => {
    expect(moveOf(told(sign, { '+': 'up', '-': 'down' }))).toEqual(expected);
  });

  // The exchange's data portal; Naver and KIS mean a limit by 1, and a rise by 2.
  test.each([
    ['1', UP, null],
    ['2', DOWN, null],
    [2, DOWN, null],
    ['4', UP, 'upper'],
    ['5', DOWN, 'lower'],
  ])('translate a code as its source means it: %j', (code, expected, limit) => {
    const portal = { 1: 'up', 2: 'down', 3: 'flat', 4: 'upper_limit', 5: 'lower_limit' };
    const feed = told(code, portal);
    expect(moveOf(feed)).toEqual(expected);
    expect(feed.quotes).toMatchObject([{ limit }]);
    expect(feed.issues).toEqual([]);
  });

  test('with a code that the mapping does not list, only the price is shown', () => {
    const feed = told('7', { 1: 'up', 2: 'down' });
    expect(feed.quotes).toMatchObject([{ price: 100, change: null, direction: null }]);
    expect(feed.issues).toContainEqual({ path: 'direction', value: '7', rule: 'unreadable', action: 'dropped' });
  });

  test('a value that they list is used, even when another path follows', () => {
    const feed = read(
      { p: 100, c: 2, d: '-', e: 'up' },
      { ...fields, direction: 'd|e', words: { direction: { '-': 'down' } } },
    );
    expect(moveOf(feed)).toEqual(DOWN);
    const other = read(
      { p: 100, c: 2, d: '-', e: 'up' },
      { ...fields, direction: 'd|e', words: { state: { '-': 'open' } } },
    );
    expect(moveOf(other)).toEqual(UP);
  });

  test('can say that a value means nothing, so that unsigned numbers are not shown', () => {
    const feed = told('-', { '-': null });
    expect(moveOf(feed)).toEqual([null, null]);
    expect(issuesOf(feed)).toEqual(['change direction-unknown dropped']);
  });
});

describe('the words for an object', () => {
  test.each<[string, object]>([
    ['code', { code: '5' }],
    ['code, beside others that are known', { code: '5', name: 'FALLING', text: '하락' }],
    ['name', { name: 'MINUS' }],
    ['text', { text: ' 빠짐 ' }],
  ])('translate its %s', (_, object) => {
    expect(moveOf(told(object, { 5: 'down', MINUS: 'down', 빠짐: 'down' }))).toEqual(DOWN);
  });

  test('translate `code`, `name` and `text`, and leave other members as they are', () => {
    const source = { name: 'KRX', url: 'https://example.org/' };
    const paths = {
      id: '=X',
      price: 'p',
      source: 's',
      words: { source: { KRX: '한국거래소', 'https://example.org/': 'x' } },
    };
    expect(read({ p: 1, s: source }, paths).quotes).toMatchObject([
      { source: { name: '한국거래소', url: 'https://example.org/' } },
    ]);
    expect(source.name).toBe('KRX');
  });

  test('leave an object without a listed word as it is', () => {
    for (const value of [{ code: '9' }, ['5'], {}]) {
      const { items } = applyMapping({ d: value }, { direction: 'd', words: { direction: { 5: 'down' } } });
      expect(items[0]!.fields.direction).toBe(value);
    }
  });

  test('do not translate inherited members', () => {
    const inherited: unknown = Object.create({ code: '5' });
    expect(moveOf(told(inherited, { 5: 'down' }))).toEqual([null, null]);
  });

  test('do not apply to null', () => {
    expect(issuesOf(told(null, { null: 'down', '': 'down' }))).toEqual(['change direction-unknown dropped']);
  });
});

test('a field named like an inherited member gets no words from it', () => {
  expect(applyMapping({ a: 'length' }, { toString: 'a' }).items[0]!.fields.toString).toBe('length');
});

describe('spaces', () => {
  test.each(['CLOSE', ' CLOSE', 'CLOSE\t', '\u3000CLOSE\u00a0'])('around a word do not count: %j', (s) => {
    const words = { state: { CLOSE: 'closed' } };
    expect(read({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes).toMatchObject([{ state: 'closed' }]);
  });

  test('a word that is listed with spaces is found as it is written', () => {
    const words = { state: { ' C ': 'closed', C: 'open' } };
    const state = (s: string) => read({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes[0]!.state;
    expect([state(' C '), state('C'), state('C ')]).toEqual(['closed', 'open', 'open']);
  });
});

describe('words beside a named adapter', () => {
  test('for one field keep the adapter’s words for other fields', () => {
    const words = { id: { KOSPI: 'Seoul' } };
    expect(reader('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { id: 'Seoul', state: 'closed' },
    ]);
  });

  test('for a field replace the adapter’s words for it', () => {
    const words = { state: { CLOSE: 'holiday' } };
    expect(reader('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { state: 'holiday' },
    ]);
  });
});
