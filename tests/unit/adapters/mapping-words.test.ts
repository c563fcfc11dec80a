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

describe('words of the mapping’s own for directions', () => {
  test.each([
    ['-', DOWN],
    ['+', UP],
    [' - ', DOWN],
  ])('a sign in a field of its own: %j', (sign, expected) => {
    expect(moveOf(told(sign, { '+': 'up', '-': 'down' }))).toEqual(expected);
  });

  // The exchange's data portal; Naver and KIS mean a limit by 1, and a rise by 2.
  test.each([
    ['1', UP, null],
    ['2', DOWN, null],
    [2, DOWN, null],
    ['4', UP, 'upper'],
    ['5', DOWN, 'lower'],
  ])('a code means what its source says: %j', (code, expected, limit) => {
    const portal = { 1: 'up', 2: 'down', 3: 'flat', 4: 'upper_limit', 5: 'lower_limit' };
    const feed = told(code, portal);
    expect(moveOf(feed)).toEqual(expected);
    expect(feed.quotes).toMatchObject([{ limit }]);
    expect(feed.issues).toEqual([]);
  });

  test('a code that the mapping does not know leaves the price alone', () => {
    const feed = told('7', { 1: 'up', 2: 'down' });
    expect(feed.quotes).toMatchObject([{ price: 100, change: null, direction: null }]);
    expect(feed.issues).toContainEqual({ path: 'direction', value: '7', rule: 'unreadable', action: 'dropped' });
  });

  test('a value that they declare is one, also where another path follows', () => {
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

  test('may say that a value means nothing: then it is missing, and numbers without a sign with it', () => {
    const feed = told('-', { '-': null });
    expect(moveOf(feed)).toEqual([null, null]);
    expect(issuesOf(feed)).toEqual(['change direction-unknown dropped']);
  });
});

describe('an object', () => {
  test.each<[string, object]>([
    ['code', { code: '5' }],
    ['code, beside others that are known', { code: '5', name: 'FALLING', text: '하락' }],
    ['name', { name: 'MINUS' }],
    ['text', { text: ' 빠짐 ' }],
  ])('is translated by its %s', (_, object) => {
    expect(moveOf(told(object, { 5: 'down', MINUS: 'down', 빠짐: 'down' }))).toEqual(DOWN);
  });

  test('keeps what is not translated, and other members are no words', () => {
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

  test('that no word fits is handed over as it is', () => {
    for (const value of [{ code: '9' }, ['5'], {}]) {
      const { items } = applyMapping({ d: value }, { direction: 'd', words: { direction: { 5: 'down' } } });
      expect(items[0]!.fields.direction).toBe(value);
    }
  });

  test('that inherits a name has none', () => {
    const inherited: unknown = Object.create({ code: '5' });
    expect(moveOf(told(inherited, { 5: 'down' }))).toEqual([null, null]);
  });

  test('null is none, and no word for it is looked up', () => {
    expect(issuesOf(told(null, { null: 'down', '': 'down' }))).toEqual(['change direction-unknown dropped']);
  });
});

test('a field with a name that every object has gets no words from it', () => {
  expect(applyMapping({ a: 'length' }, { toString: 'a' }).items[0]!.fields.toString).toBe('length');
});

describe('spaces', () => {
  test.each(['CLOSE', ' CLOSE', 'CLOSE\t', '\u3000CLOSE\u00a0'])('around a word do not count: %j', (s) => {
    const words = { state: { CLOSE: 'closed' } };
    expect(read({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes).toMatchObject([{ state: 'closed' }]);
  });

  test('a word that is declared with spaces is found as it is written', () => {
    const words = { state: { ' C ': 'closed', C: 'open' } };
    const state = (s: string) => read({ p: 1, s }, { id: '=X', price: 'p', state: 's', words }).quotes[0]!.state;
    expect([state(' C '), state('C'), state('C ')]).toEqual(['closed', 'open', 'open']);
  });
});

describe('beside a named adapter', () => {
  test('words for one field leave those for others alone', () => {
    const words = { id: { KOSPI: 'Seoul' } };
    expect(reader('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { id: 'Seoul', state: 'closed' },
    ]);
  });

  test('words for a field replace the adapter’s own for it', () => {
    const words = { state: { CLOSE: 'holiday' } };
    expect(reader('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), { words }).quotes).toMatchObject([
      { state: 'holiday' },
    ]);
  });
});
