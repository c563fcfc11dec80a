import { describe, expect, test } from 'vitest';
import { pathsOf } from '../../../src/adapters/paths.js';
import { issuesOf, noItems, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');

describe('rows', () => {
  const rows = [
    { s: 'A', p: 1 },
    { s: 'B', p: 2 },
  ];
  const keyed = { A: { p: 1 }, B: { p: 2 } };
  const byRow = { id: 's', price: 'p' };
  const byKey = { id: '$key', price: 'p' };

  test.each([
    ['the payload itself', rows, undefined, byRow],
    ['in a field', { rows }, 'rows', byRow],
    ['in nested fields', { a: [{ rows }] }, 'a.0.rows', byRow],
    ['in a field with a star in its name', { '*rows': rows }, '*rows', byRow],
    ['in an array with a star', { rows }, 'rows.*', byRow],
    ['as an object’s values', { rows: keyed }, 'rows.*', byKey],
    ['as the payload’s values', keyed, '*', byKey],
    ['as bare numbers by name', { rates: { A: 1, B: 2 } }, 'rates.*', { id: '$key', price: '$value' }],
    ['as bare numbers in a list', { s: 'A', list: [1] }, 'list', { id: '$root.s', price: '$value' }],
    [
      'as lists in a list',
      {
        list: [
          ['A', 1],
          ['B', 2],
        ],
      },
      'list',
      { id: '0', price: '$value.1' },
    ],
  ])('are found: %s', (_, payload, items, paths) => {
    const feed = parse(payload, { items, ...paths });
    const expected = [
      ['A', 1],
      ['B', 2],
    ];
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual(expected.slice(0, feed.quotes.length));
    expect(feed.quotes.length).toBe('s' in payload ? 1 : 2);
    expect(feed.issues).toEqual([]);
  });

  test('an object is a single row', () => {
    expect(parse(keyed.A, { id: '=A', price: 'p' }).quotes).toMatchObject([{ id: 'A', price: 1 }]);
    expect(parse({ a: { b: keyed.A } }, { items: 'a.b', id: '=A', price: 'p' }).quotes).toMatchObject([{ price: 1 }]);
  });

  test.each([
    [undefined, [{}], '[0].id'],
    ['rows', { rows: [{}] }, 'rows[0].id'],
    ['a.rows', { a: { rows: [rows[0], {}] } }, 'a.rows[1].id'],
    ['rows.*', { rows: { B: {} } }, 'rows.B.id'],
    ['*', { B: {} }, 'B.id'],
    ['row', { row: {} }, 'row.id'],
    [undefined, {}, 'id'],
  ])('with items %j, an issue says where the row stands', (items, payload, path) => {
    expect(issuesOf(parse(payload, { items, ...byRow }))).toContain(`${path} no-id skipped`);
  });

  test.each([[null], [''], ['-']])('a row that is %j is missing', (row) => {
    const feed = parse([row, rows[0]], byRow);
    expect(feed.quotes).toMatchObject([{ id: 'A' }]);
    expect(feed.issues).toEqual([{ path: '[0]', value: row, rule: 'not-an-item', action: 'skipped' }]);
    expect(issuesOf(parse({ rates: { A: 1, B: row } }, { items: 'rates.*', id: '$key', price: '$value' }))).toEqual([
      'rates.B not-an-item skipped',
    ]);
  });

  test('a row that is a text has no fields', () => {
    expect(issuesOf(parse(['garbage', rows[0], 0], byRow))).toEqual(['[0].id no-id skipped', '[2].id no-id skipped']);
  });

  test('names that every object inherits can be the names of rows', () => {
    const payload: unknown = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}');
    const feed = parse(payload, { items: '*', id: '$key', price: '$value' });
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
    ]);
  });

  test.each([
    [null, undefined],
    ['text', undefined],
    [42, undefined],
    [{ rows: 'none' }, 'rows'],
    [{ rows: null }, 'rows.*'],
    [{}, 'rows'],
    [{}, 'constructor'],
    [{}, '__proto__'],
    // An empty list has no element 0.
    [{ rows: [] }, 'rows.0'],
  ])('%j has no rows at %j, so the payload is refused and the place is reported', (payload, items) => {
    const { quotes, issues } = parse(payload, { items, ...byRow });
    const place = { path: 'paths.items', value: items, rule: 'not-found', action: 'skipped' };
    expect(quotes).toEqual([]);
    expect(issues).toEqual([
      ...(items === undefined ? [] : [place]),
      { path: '', value: payload, rule: 'not-a-feed', action: 'refused' },
    ]);
  });

  test('an empty list is refused as a feed without items', () => {
    expect(parse([], byRow)).toMatchObject(noItems);
    expect(parse({ rates: {} }, { items: 'rates.*', ...byKey })).toMatchObject(noItems);
  });
});

describe('an error response', () => {
  const paths = { error: 'error.message|Note', id: '=X', price: 'p' };

  test.each([
    [{ error: { message: 'Unauthorized' } }, 'Unauthorized'],
    [{ Note: 'Thank you', p: 1 }, 'Thank you'],
    [{ Note: 404 }, 404],
  ])('%j is refused with its message, whatever else it contains', (payload, value) => {
    expect(parse(payload, paths)).toMatchObject(refusal('source-error', value));
  });

  test.each([[{ p: 1 }], [{ p: 1, error: null }], [{ p: 1, Note: '' }], [{ p: 1, error: {}, Note: null }]])(
    '%j is no error',
    (payload) => {
      expect(parse(payload, paths)).toMatchObject({ quotes: [{ price: 1 }], issues: [] });
    },
  );

  test('can get a text around its code', () => {
    expect(parse([{ code: 3 }], { ...paths, error: '=code {0.code}' }).issues).toMatchObject([{ value: 'code 3' }]);
    expect(parse([{ p: 1 }], { ...paths, error: '=code {0.code}' }).issues).toEqual([]);
  });

  test('without a path for the message, nothing is an error', () => {
    expect(parse({ p: 1, error: 'none' }, { id: '=X', price: 'p' }).issues).toEqual([]);
  });
});

describe('a mapping in code', () => {
  const adapter = pathsOf({ items: 'rows', id: 's', price: 'p' });

  test('is an adapter', () => {
    const feed = parserFor(adapter)({ rows: [{ s: 'A', p: 1, q: 2 }] });
    expect(feed).toMatchObject({ quotes: [{ id: 'A', price: 1 }], issues: [] });
  });

  test('refuses what it can’t read', () => {
    expect(parserFor(adapter)(null)).toMatchObject(refusal('not-a-feed', null));
  });
});

test('without a mapping, nothing is found in a canonical item', () => {
  expect(issuesOf(parse([{ id: 'A', price: 1 }]))).toEqual(['[0].id no-id skipped', 'items no-items refused']);
});
