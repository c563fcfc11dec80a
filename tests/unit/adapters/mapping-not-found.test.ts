import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/naver.js';
import { pathsOf } from '../../../src/adapters/paths.js';
import { parseFeed, type Feed } from '../../../src/feed.js';
import { kisAnswer } from '../../support/fixtures/adapters/kis.js';
import { kospi, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, now, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
const validPaths = { id: 'n', price: 'p' };
const rows = [
  { n: 'A', p: 1, t: '-' },
  { n: 'B', p: 2, c: '', deep: { x: null } },
];
const notFoundIssues = (paths: object, payload: unknown = rows) =>
  parse(payload, { ...validPaths, ...paths }).issues.filter(({ rule }) => rule === 'not-found');
const notFound = (path: string, value: unknown) => ({ path, value, rule: 'not-found', action: 'kept' });

describe('a path at which no row has anything is reported, and the rows are read', () => {
  test.each<[string, object, unknown]>([
    ['change', { change: 'chg' }, 'chg'],
    ['change', { change: 'deep.y' }, 'deep.y'],
    ['change', { change: 'chg|diff' }, 'chg|diff'],
    ['change', { change: '$root.c' }, '$root.c'],
    ['name', { name: '={n} {series}' }, '={n} {series}'],
    ['name', { name: { ko: 'nm', en: 'nmEn' } }, { ko: 'nm', en: 'nmEn' }],
  ])('%s: %o', (field, paths, value) => {
    expect(notFoundIssues(paths)).toEqual([notFound(`paths.${field}`, value)]);
    expect(parse(rows, { ...validPaths, ...paths }).quotes).toHaveLength(2);
  });

  test('for a quote with fields of its own, with its place in the mapping', () => {
    const items = [{ A: { price: 'p', change: 'chg' } }, { B: { at: 'b', price: 'prise' } }];
    expect(notFoundIssues({ items, unit: 'u' }, { p: 1, b: { p: 2 } })).toEqual([
      notFound('paths.unit', 'u'),
      notFound('paths.items[0].A.change', 'chg'),
      notFound('paths.items[1].B.price', 'prise'),
    ]);
  });

  test('for `skip`', () => {
    expect(notFoundIssues({ skip: { type: 'test', n: 'Z' } })).toEqual([notFound('paths.skip.type', 'type')]);
    // With null, a value that is missing in all rows is intended.
    expect(notFoundIssues({ skip: { off: ['test', null] } })).toEqual([]);
    expect(notFoundIssues({ skip: { 'none|n': 'Z' } })).toEqual([]);
    // The rows that `skip` leaves out count as well.
    expect(notFoundIssues({ skip: { c: '' } })).toEqual([]);
  });

  test('only for the quotes that have no own field in its place', () => {
    const items = ['list', { B: { price: 'b' } }];
    expect(notFoundIssues({ items, id: 'nm', price: 'prise' }, { list: [{ n: 'A', p: 1 }], b: 2 })).toEqual([
      notFound('paths.id', 'nm'),
      notFound('paths.price', 'prise'),
    ]);
  });

  test('for a mapping in code as well', () => {
    const { issues } = parseFeed(rows, { adapter: pathsOf({ ...validPaths, change: 'chg' }), now });
    expect(issues).toEqual([notFound('paths.change', 'chg')]);
  });
});

describe('a path is not reported', () => {
  test.each<[string, object]>([
    ['that finds something in one row of several', { change: 'c' }],
    ['that finds null', { change: 'deep.x' }],
    ['that finds a dash', { asOf: 't' }],
    ['of which one alternative finds something', { change: 'chg|c' }],
    ['by language, when one language exists', { name: { ko: 'nm', en: 'n' } }],
    ['by language, when the value is null', { name: { ko: 'deep.x' } }],
    ['by language, when a language has null as its path', { name: { ko: null } }],
    ['that is a fixed text', { kind: '=index' }],
    ['in a text, when it finds a dash', { name: '={n} {t}' }],
    ['that is a constant for all rows', { delay: null, decimals: 2, removed: false }],
    ['that is undefined', { change: undefined }],
  ])('%s', (_, paths) => {
    expect(notFoundIssues(paths)).toEqual([]);
  });

  test('when there are no rows', () => {
    expect(notFoundIssues({ change: 'chg' }, [])).toEqual([]);
    expect(notFoundIssues({ change: 'chg', skip: { x: 'y' } }, [null])).toEqual([]);
    expect(notFoundIssues({ change: 'chg', items: ['a', { B: { at: 'b', price: 'x' } }] }, { a: [] })).toHaveLength(1);
  });

  test('when each quote has an own field in its place', () => {
    expect(notFoundIssues({ items: { A: { price: 'p' } }, price: 'q', id: 'i' }, { p: 1 })).toEqual([]);
  });
});

test('an update contains only what has changed, so missing paths are not reported', () => {
  const paths = { items: ['a', 'b'], ...validPaths, change: 'c' };
  const known = new Map(parse({ a: [{ n: 'A', p: 1, c: 0 }], b: [] }, paths).quotes.map((quote) => [quote.id, quote]));
  const update = parseFeed({ a: [{ n: 'A', p: 2 }] }, { adapter: 'paths', paths, known, now });
  expect(update).toMatchObject({ quotes: [{ id: 'A', price: 2 }], issues: [] });
});

describe('a mapping beside a named adapter', () => {
  test('only paths that the page wrote are reported', () => {
    const rules = (feed: Feed) => issuesOf(feed).filter((issue) => issue.includes('not-found'));
    const feed = parserFor('kis')(kisAnswer(), { id: '=KOSPI', name: 'hts_kor_isnm' });
    expect(feed.quotes).toMatchObject([{ id: 'KOSPI' }]);
    expect(rules(feed)).toEqual(['paths.name not-found kept']);
    expect(rules(parserFor('naver')(polling(kospi), {}))).toEqual([]);
  });
});
