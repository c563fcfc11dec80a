import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import { applyMapping } from '../../../src/adapters/apply-mapping.js';
import { kospi, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
const fields = { id: '=X', price: 'p', change: 'c', direction: 'd' };
/** Parses a row whose numbers have no sign, so that only the direction gives it. */
const parseWithWords = (d: unknown, direction: object, more: object = {}) =>
  parse({ p: 100, c: 2, d, ...more }, { ...fields, words: { direction } });
const changeOf = ({ quotes }: ReturnType<typeof parse>) => [quotes[0]!.change, quotes[0]!.direction];

const DOWN = [-2, 'down'];
const UP = [2, 'up'];

describe('the page’s own words for directions', () => {
  test.each([
    ['-', DOWN],
    ['+', UP],
    [' - ', DOWN],
  ])('translate a sign in a field of its own: %j', (sign, expected) => {
    expect(changeOf(parseWithWords(sign, { '+': 'up', '-': 'down' }))).toEqual(expected);
  });

  // These are the codes of the exchange's data portal. At Naver and KIS, 1 is a limit and 2 is a rise.
  test.each([
    ['1', UP, null],
    ['2', DOWN, null],
    [2, DOWN, null],
    ['4', UP, 'upper'],
    ['5', DOWN, 'lower'],
  ])('translate a code as its source means it: %j', (code, expected, limit) => {
    const portal = { 1: 'up', 2: 'down', 3: 'flat', 4: 'upper_limit', 5: 'lower_limit' };
    const feed = parseWithWords(code, portal);
    expect(changeOf(feed)).toEqual(expected);
    expect(feed.quotes).toMatchObject([{ limit }]);
    expect(feed.issues).toEqual([]);
  });

  test('with a code that the mapping does not list, only the price is shown', () => {
    const feed = parseWithWords('7', { 1: 'up', 2: 'down' });
    expect(feed.quotes).toMatchObject([{ price: 100, change: null, direction: null }]);
    expect(feed.issues).toContainEqual({ path: 'direction', value: '7', rule: 'unreadable', action: 'dropped' });
  });

  test('a value that they list is used, even when another path follows', () => {
    const feed = parse(
      { p: 100, c: 2, d: '-', e: 'up' },
      { ...fields, direction: 'd|e', words: { direction: { '-': 'down' } } },
    );
    expect(changeOf(feed)).toEqual(DOWN);
    const other = parse(
      { p: 100, c: 2, d: '-', e: 'up' },
      { ...fields, direction: 'd|e', words: { state: { '-': 'open' } } },
    );
    expect(changeOf(other)).toEqual(UP);
  });

  test('can say that a value means nothing, so that unsigned numbers are not shown', () => {
    const feed = parseWithWords('-', { '-': null });
    expect(changeOf(feed)).toEqual([null, null]);
    expect(issuesOf(feed)).toEqual(['change direction-unknown dropped']);
  });
});

describe('the words for an object', () => {
  test.each<[string, object]>([
    ['code', { code: '5' }],
    ['code, when other members have words as well', { code: '5', name: 'FALLING', text: '하락' }],
    ['name', { name: 'MINUS' }],
    ['text', { text: ' 빠짐 ' }],
  ])('translate its %s', (_, object) => {
    expect(changeOf(parseWithWords(object, { 5: 'down', MINUS: 'down', 빠짐: 'down' }))).toEqual(DOWN);
  });

  test('translate `code`, `name` and `text`, and leave other members as they are', () => {
    const source = { name: 'KRX', url: 'https://example.org/' };
    const paths = {
      id: '=X',
      price: 'p',
      source: 's',
      words: { source: { KRX: '한국거래소', 'https://example.org/': 'x' } },
    };
    expect(parse({ p: 1, s: source }, paths).quotes).toMatchObject([
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
    expect(changeOf(parseWithWords(inherited, { 5: 'down' }))).toEqual([null, null]);
  });

  test('do not apply to null', () => {
    expect(issuesOf(parseWithWords(null, { null: 'down', '': 'down' }))).toEqual(['change direction-unknown dropped']);
  });
});

test('a field named like an inherited member gets no words from it', () => {
  expect(applyMapping({ a: 'length' }, { toString: 'a' }).items[0]!.fields.toString).toBe('length');
});

describe('spaces', () => {
  test.each(['CLOSE', ' CLOSE', 'CLOSE\t', '\u3000CLOSE\u00a0'])('around a word do not count: %j', (s) => {
    const words = { state: { CLOSE: 'closed' } };
    expect(parse({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes).toMatchObject([{ state: 'closed' }]);
  });

  test('a word that is listed with spaces is found as it is written', () => {
    const words = { state: { ' C ': 'closed', C: 'open' } };
    const state = (s: string) => parse({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes[0]!.state;
    expect([state(' C '), state('C'), state('C ')]).toEqual(['closed', 'open', 'open']);
  });
});

describe('words beside a named adapter', () => {
  test('for one field keep the adapter’s words for other fields', () => {
    const words = { id: { KOSPI: 'Seoul' } };
    expect(parserFor('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { id: 'Seoul', state: 'closed' },
    ]);
  });

  test('for a field replace the adapter’s words for it', () => {
    const words = { state: { CLOSE: 'holiday' } };
    expect(parserFor('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { state: 'holiday' },
    ]);
  });
});
