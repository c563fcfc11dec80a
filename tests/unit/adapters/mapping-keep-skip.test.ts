import { describe, expect, test } from 'vitest';
import '../../../src/adapters/paths.js';
import { issuesOf, noItems, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
const prices = (payload: unknown, paths: object) => parse(payload, paths).quotes.map(({ id, price }) => [id, price]);

/** A table of days as data portals send it. The newest row is neither the first nor the last. */
const day = (name: string, date: string, close: unknown) => ({ name, date, close });
const days = [
  day('KOSPI', '20270308', '3,180.11'),
  day('KOSPI', '20270310', '3,166.05'),
  day('KOSPI', '20270309', '3,204.50'),
];
const fields = { id: 'name', price: 'close', asOf: 'date', zone: '+09:00' };

describe('keep', () => {
  test('`first` and `last` keep one row, and the others are not reported', () => {
    const first = parse(days, { ...fields, keep: 'first' });
    expect(first.quotes).toMatchObject([{ id: 'KOSPI', price: 3180.11 }]);
    expect(first.issues).toEqual([]);
    const last = parse(days, { ...fields, keep: 'last' });
    expect(last.quotes).toMatchObject([{ id: 'KOSPI', price: 3204.5, asOf: Date.parse('2027-03-09') }]);
    expect(last.issues).toEqual([]);
  });

  test('`first` and `last` keep one row of each place', () => {
    const payload = { a: days, b: { x: day('USD/KRW', '20270309', 1371), y: day('USD/KRW', '20270310', 1372) } };
    const items = ['a', 'b.*'];
    expect(prices(payload, { items, ...fields, keep: 'first' })).toEqual([
      ['KOSPI', 3180.11],
      ['USD/KRW', 1371],
    ]);
    expect(prices(payload, { items, ...fields, keep: 'last' })).toEqual([
      ['KOSPI', 3204.5],
      ['USD/KRW', 1372],
    ]);
  });

  test('`last` finds the last row even when there are more rows than are read', () => {
    const many = Array.from({ length: 6000 }, (_, index) => day('KOSPI', '20270310', index + 1));
    expect(parse(many, { ...fields, keep: 'last' })).toMatchObject({ quotes: [{ price: 6000 }], issues: [] });
  });

  test('an issue has the path that the row has in the payload', () => {
    expect(parse([...days, day('KOSPI', 'yesterday', 1)], { ...fields, keep: 'last' }).issues).toMatchObject([
      { path: '[3].asOf' },
    ]);
  });

  test('empty rows and skipped rows are neither first nor last', () => {
    const padded = [null, day('KOSPI', '20270311', '-'), ...days, day('KOSPI', '20270311', '-'), null];
    const paths = { ...fields, skip: { close: '-' } };
    expect(parse(padded, { ...paths, keep: 'first' })).toMatchObject({ quotes: [{ price: 3180.11 }] });
    const last = parse(padded, { ...paths, keep: 'last' });
    expect(last).toMatchObject({ quotes: [{ price: 3204.5 }] });
    expect(issuesOf(last)).toEqual(['[6] not-an-item skipped']);
  });

  test('`newest` keeps the newest row of each id, and the others are not reported', () => {
    const table = [...days, day('KOSDAQ', '20270309', '802.11'), day('KOSDAQ', '20270310', '796.40')];
    const feed = parse(table, { ...fields, keep: 'newest' });
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['KOSPI', 3166.05],
      ['KOSDAQ', 796.4],
    ]);
    expect(feed.issues).toEqual([]);
  });

  test('`newest` compares the rows of all places', () => {
    const payload = { a: [day('KOSPI', '20270309', 1)], b: [day('KOSPI', '20270310', 2)] };
    expect(prices(payload, { items: ['a', 'b'], ...fields, keep: 'newest' })).toEqual([['KOSPI', 2]]);
  });

  test('the newest row can stand after more rows than a feed may have items', () => {
    const month = Array.from({ length: 20 }, (_, index) => `202701${index + 10}`);
    const table = month.flatMap((date) => Array.from({ length: 40 }, (_, index) => day(`I${index}`, date, date)));
    const feed = parse(table, { ...fields, keep: 'newest' });
    expect(feed.quotes).toHaveLength(40);
    expect(new Set(feed.quotes.map(({ price }) => price))).toEqual(new Set([20270129]));
    expect(feed.issues).toEqual([]);
  });

  test('all rows are kept by default', () => {
    const two = [day('A', '20270310', 1), day('B', '20270310', 2)];
    expect(prices(two, fields)).toHaveLength(2);
    expect(prices(two, { ...fields, keep: 'all' })).toHaveLength(2);
  });
});

describe('skip', () => {
  const rows = [
    { name: '코스피 (외국주포함)', close: '-', live: true, kind: 1 },
    { name: '코스피', close: '3,166.05', live: true, kind: 2 },
    { name: '코스닥', close: '802.11', live: false, kind: 3 },
  ];
  const names = (skip: object, payload: unknown = rows) =>
    parse(payload, { id: 'name', price: 'close', skip }).quotes.map(({ id }) => id);

  test.each<[string, object, string[]]>([
    ['a text', { name: '코스피 (외국주포함)' }, ['코스피', '코스닥']],
    ['one of several', { name: ['코스닥', '코스피 (외국주포함)'] }, ['코스피']],
    ['true or false', { live: false, close: '-' }, ['코스피']],
    ['a number, which may be a text', { kind: [1, '2'] }, ['코스닥']],
    ['any of several paths', { kind: 3, close: '-' }, ['코스피']],
    ['the first of two paths that has a value', { 'none|close': '802.11', kind: 1 }, ['코스피']],
    ['nothing, when no value is listed', { name: [] }, ['코스피 (외국주포함)', '코스피', '코스닥']],
  ])('leaves out rows by %s', (_, skip, expected) => {
    expect(names(skip)).toEqual(expected);
  });

  test('spaces around a value do not count', () => {
    expect(
      names({ name: ' A ' }, [
        { name: 'A  ', close: 1 },
        { name: 'B', close: 2 },
      ]),
    ).toEqual(['B']);
  });

  test('null stands for a value that is missing or null, and for no other', () => {
    const some = [
      { name: 'A', close: 1 },
      { name: 'B', close: 2, off: null },
      { name: 'C', close: 3, off: '' },
      { name: 'D', close: 4, off: '-' },
      { name: 'E', close: 5, off: 'null' },
      { name: 'F', close: 6, off: {} },
    ];
    expect(names({ off: null }, some)).toEqual(['C', 'D', 'E', 'F']);
    expect(names({ off: [null, '', '-'] }, some)).toEqual(['E', 'F']);
    expect(names({ off: '[object Object]' }, some)).toHaveLength(6);
  });

  test('rows that are left out are not reported', () => {
    const feed = parse(rows, { id: 'name', price: 'close', skip: { close: ['-', null] } });
    expect(feed.quotes).toHaveLength(2);
    expect(feed.issues).toEqual([]);
  });

  test('when all rows are left out, nothing is left to show', () => {
    expect(parse(rows, { id: 'name', price: 'close', skip: { live: [true, false] } })).toMatchObject(noItems);
  });

  test('applies to every place', () => {
    const paths = { items: ['a', { X: 'x' }], id: 'name', price: 'close', skip: { close: '-' } };
    expect(prices({ a: rows, x: { close: '-' } }, paths).map(([id]) => id)).toEqual(['코스피', '코스닥']);
  });
});
