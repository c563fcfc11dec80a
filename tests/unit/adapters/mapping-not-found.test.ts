import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/naver.js';
import { pathsOf } from '../../../src/adapters/paths.js';
import { parseFeed, type Feed } from '../../../src/feed.js';
import { kisAnswer } from '../../support/fixtures/adapters/kis.js';
import { kospi, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, now, reader } from '../../support/fixtures/adapters/read.js';

const read = reader('paths');
const right = { id: 'n', price: 'p' };
const rows = [
  { n: 'A', p: 1, t: '-' },
  { n: 'B', p: 2, c: '', deep: { x: null } },
];
const found = (paths: object, payload: unknown = rows) =>
  read(payload, { ...right, ...paths }).issues.filter(({ rule }) => rule === 'not-found');
const lost = (path: string, value: unknown) => ({ path, value, rule: 'not-found', action: 'kept' });

describe('a path at which no row has anything is reported, and the rows are read', () => {
  test.each<[string, object, unknown]>([
    ['change', { change: 'chg' }, 'chg'],
    ['change', { change: 'deep.y' }, 'deep.y'],
    ['change', { change: 'chg|diff' }, 'chg|diff'],
    ['change', { change: '$root.c' }, '$root.c'],
    ['name', { name: '={n} {series}' }, '={n} {series}'],
    ['name', { name: { ko: 'nm', en: 'nmEn' } }, { ko: 'nm', en: 'nmEn' }],
  ])('%s: %o', (field, paths, value) => {
    expect(found(paths)).toEqual([lost(`paths.${field}`, value)]);
    expect(read(rows, { ...right, ...paths }).quotes).toHaveLength(2);
  });

  test('for a quote with fields of its own, with its place in the mapping', () => {
    const items = [{ A: { price: 'p', change: 'chg' } }, { B: { at: 'b', price: 'prise' } }];
    expect(found({ items, unit: 'u' }, { p: 1, b: { p: 2 } })).toEqual([
      lost('paths.unit', 'u'),
      lost('paths.items[0].A.change', 'chg'),
      lost('paths.items[1].B.price', 'prise'),
    ]);
  });

  test('for `skip`', () => {
    expect(found({ skip: { type: 'test', n: 'Z' } })).toEqual([lost('paths.skip.type', 'type')]);
    // What is missing everywhere can be what is looked for.
    expect(found({ skip: { off: ['test', null] } })).toEqual([]);
    expect(found({ skip: { 'none|n': 'Z' } })).toEqual([]);
    // It is looked for in the rows that were left out, too.
    expect(found({ skip: { c: '' } })).toEqual([]);
  });

  test('only for the quotes that have no own field in its place', () => {
    const items = ['list', { B: { price: 'b' } }];
    expect(found({ items, id: 'nm', price: 'prise' }, { list: [{ n: 'A', p: 1 }], b: 2 })).toEqual([
      lost('paths.id', 'nm'),
      lost('paths.price', 'prise'),
    ]);
  });

  test('for a mapping in code as well', () => {
    const { issues } = parseFeed(rows, { adapter: pathsOf({ ...right, change: 'chg' }), now });
    expect(issues).toEqual([lost('paths.change', 'chg')]);
  });
});

describe('a path is not reported', () => {
  test.each<[string, object]>([
    ['that finds something in one row of several', { change: 'c' }],
    ['that finds null', { change: 'deep.x' }],
    ['that finds a dash', { asOf: 't' }],
    ['of which one alternative finds something', { change: 'chg|c' }],
    ['by language, where one language is there', { name: { ko: 'nm', en: 'n' } }],
    ['by language, where there is null', { name: { ko: 'deep.x' } }],
    ['by language, where a language has none', { name: { ko: null } }],
    ['that is a text', { kind: '=index' }],
    ['with a dash in a text', { name: '={n} {t}' }],
    ['that is the same for all', { delay: null, decimals: 2, removed: false }],
    ['that is undefined', { change: undefined }],
  ])('%s', (_, paths) => {
    expect(found(paths)).toEqual([]);
  });

  test('when there are no rows', () => {
    expect(found({ change: 'chg' }, [])).toEqual([]);
    expect(found({ change: 'chg', skip: { x: 'y' } }, [null])).toEqual([]);
    expect(found({ change: 'chg', items: ['a', { B: { at: 'b', price: 'x' } }] }, { a: [] })).toHaveLength(1);
  });

  test('when each quote has an own field in its place', () => {
    expect(found({ items: { A: { price: 'p' } }, price: 'q', id: 'i' }, { p: 1 })).toEqual([]);
  });
});

test('an update contains only what has changed, so missing paths are not reported', () => {
  const paths = { items: ['a', 'b'], ...right, change: 'c' };
  const known = new Map(read({ a: [{ n: 'A', p: 1, c: 0 }], b: [] }, paths).quotes.map((quote) => [quote.id, quote]));
  const update = parseFeed({ a: [{ n: 'A', p: 2 }] }, { adapter: 'paths', paths, known, now });
  expect(update).toMatchObject({ quotes: [{ id: 'A', price: 2 }], issues: [] });
});

describe('a mapping beside a named adapter', () => {
  test('only paths that the page wrote are reported', () => {
    const rules = (feed: Feed) => issuesOf(feed).filter((issue) => issue.includes('not-found'));
    const feed = reader('kis')(kisAnswer(), { id: '=KOSPI', name: 'hts_kor_isnm' });
    expect(feed.quotes).toMatchObject([{ id: 'KOSPI' }]);
    expect(rules(feed)).toEqual(['paths.name not-found kept']);
    expect(rules(reader('naver')(polling(kospi), {}))).toEqual([]);
  });
});
