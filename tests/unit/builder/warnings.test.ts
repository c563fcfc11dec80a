import { describe, expect, test } from 'vitest';
import { readWith } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

/** The warnings for a payload that is read with a mapping, or as canonical without one: kind, path and values of each. */
function warned(payload: unknown, mapping?: unknown): unknown[] {
  const [adapter, paths] = mapping === undefined ? ['canonical', ''] : ['paths', JSON.stringify(mapping)];
  return readWith(payload, adapter, paths, now).warnings.map(({ kind, path, values }) => [kind, path, ...values]);
}

const mapping = { items: 'rows', id: 'nm', price: 'last', change: 'chg' };
const fell = { nm: 'ALPHA', last: '102.00', chg: '2.00' };
const read = (row: object, more: object = {}): unknown[] =>
  warned({ rows: [{ ...fell, ...row }] }, { ...mapping, ...more });

describe('a field that looks like a sign', () => {
  test.each<[string, object, unknown[]]>([
    ['by its name', { updn: 'x' }, ['sign', 'updn', 'x']],
    ['by its Korean name', { 등락구분: '2' }, ['sign', '등락구분', '2']],
    ['by a word', { foo: '하락' }, ['sign', 'foo', '하락']],
    ['by a glyph', { foo: '▼' }, ['sign', 'foo', '▼']],
    ['by a minus alone', { foo: '-' }, ['sign', 'foo', '-']],
    ['in an object', { foo: { bar: '▼' } }, ['sign', 'foo.bar', '▼']],
  ])('is reported with its value if it is not used: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  test('is reported once, with each distinct value', () => {
    const rows = ['2', '5', '2'].map((updn) => ({ ...fell, updn }));
    expect(warned({ rows }, mapping)).toEqual([['sign', 'updn', '2', '5']]);
  });

  test.each<[string, object, object]>([
    ['it is used', { updn: '▼' }, { direction: 'updn' }],
    ['it is one of several places', { updn: '▼' }, { direction: 'sign|updn' }],
    ['another field holds the direction', { updn: '5', way: 'down' }, { direction: 'way' }],
    ['the object that contains it is used', { updn: { code: '5', name: 'FALLING' } }, { direction: 'updn' }],
    ['the numbers have a sign', { updn: 'x', chg: '-2.00' }, {}],
    ['it has no value', { updn: null, sign: '' }, {}],
    ['it is the name', { nm: 'Up' }, {}],
  ])('is not reported if %s', (_, row, more) => expect(read(row, more)).toEqual([]));

  test('is reported for a list without a direction, if another list has one', () => {
    const payload = { rows: [{ ...fell, updn: '▼' }], more: [{ ...fell, nm: 'BETA', sgn: '5' }] };
    expect(warned(payload, { ...mapping, items: ['rows', 'more'], direction: 'updn' })).toEqual([['sign', 'sgn', '5']]);
  });

  test('is reported if rows are listed by id', () => {
    const payload = { a: 102, a_chg: 2, a_sign: '-' };
    expect(warned(payload, { items: { A: { price: 'a', change: 'a_chg' } } })).toEqual([['sign', 'a_sign', '-']]);
    expect(warned({ a: { ...fell, sign: '-' } }, { ...mapping, items: { A: 'a' } })).toEqual([['sign', 'sign', '-']]);
  });

  test('is reported with its values if it is used and its codes are unexplained', () => {
    expect(read({ updn: '5' }, { direction: 'updn' })).toEqual([['codes', 'updn', '5']]);
    expect(read({ updn: '-' }, { direction: 'updn' })).toEqual([['codes', 'updn', '-']]);
    expect(read({ updn: ' 5 ' }, { direction: 'updn', words: { direction: { '5': 'down' } } })).toEqual([]);
  });
});

describe('a field that looks like a unit', () => {
  test.each<[string, object, unknown[]]>([
    ['by its name', { currencyUnit: 100 }, ['unit', 'currencyUnit', 100]],
    ['by its Korean name', { 단위: '원' }, ['unit', '단위', '원']],
    ['by its value', { note: '100엔' }, ['unit', 'note', '100엔']],
    ['as a factor', { scale: 100 }, ['unit', 'scale', 100]],
  ])('is reported with its value: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  test('is reported if it is outside the rows', () =>
    expect(
      warned({ meta: { unit: '100' }, data: { unit: 'x100', rows: [fell] } }, { ...mapping, items: 'data.rows' }),
    ).toEqual([['unit', 'data.unit', 'x100']]));

  test.each<[string, object, object]>([
    ['is for one', { per: 1, currencyUnit: '1' }, {}],
    ['is used', { unit: 'pt' }, { unit: 'unit' }],
    ['is set by the mapping for all rows', { unit: 100 }, { per: 100 }],
    ['is in the scale of the mapping', { unit: 100 }, { scale: 0.01 }],
  ])('is not reported if it %s', (_, row, more) => expect(read(row, more)).toEqual([]));
});

describe('a field that looks like a time', () => {
  test.each<[string, object, unknown[]]>([
    ['by its name', { hhmmss: '153000' }, ['time', 'hhmmss', '153000']],
    ['by its Korean name', { 기준일자: '20270310' }, ['time', '기준일자', '20270310']],
    ['by its value', { foo: '2027-03-10T15:30:00+09:00' }, ['time', 'foo', '2027-03-10T15:30:00+09:00']],
    ['as a time of the day', { foo: '15:30' }, ['time', 'foo', '15:30']],
  ])('is reported with its value: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  test('is reported if it is outside the rows', () =>
    expect(warned({ updated: '2027-03-10', rows: [fell] }, mapping)).toEqual([['time', 'updated', '2027-03-10']]));

  test.each<[string, object]>([
    ['the rows have a time', { asOf: 'date' }],
    ['they have a time in two parts', { asOf: '={date} {hhmmss}' }],
    ['the feed has a time', { feed: { generatedAt: 'updated' } }],
    ['the mapping uses the feed’s time for each row', { asOf: '$root.updated' }],
  ])('is not reported if %s', (_, more) => {
    const payload = { updated: '2027-03-10', rows: [{ ...fell, date: '2027-03-10', hhmmss: '153000' }] };
    expect(warned(payload, { ...mapping, ...more })).toEqual([]);
  });
});

describe('rows that the mapping does not read', () => {
  const payload = { rows: [fell], more: [{ nm: 'BETA', last: '51.00', chg: '1.00', pct: '2.00' }] };

  test('are reported if their numbers fit each other', () =>
    expect(warned(payload, mapping)).toEqual([['rows', 'more', 'BETA']]));

  test.each<[string, object]>([
    ['they are read', { ...mapping, items: ['rows', 'more'] }],
    ['they are the only rows that are read', { ...mapping, items: 'more' }],
  ])('are not reported if %s', (_, more) => expect(warned(payload, more)).toEqual([]));

  test('are reported once, although there are several ways to read them', () => {
    const row = { last: '51.00', chg: '1.00', pct: '2.00' };
    const more = { kospi: row, kosdaq: row };
    expect(warned({ rows: [fell], more }, mapping)).toEqual([['rows', 'more', 'KOSPI', 'KOSDAQ']]);
  });

  test('are not reported if they repeat the same items', () =>
    expect(warned({ rows: [fell], top: [{ ...fell, pct: '2.00' }] }, mapping)).toEqual([]));
});

describe('a feed in the tag’s own shape', () => {
  test('can have fields that the tag does not know', () => {
    const items = [{ id: 'ALPHA', price: 102, change: 2, sign: '-', time: '15:30', currencyUnit: 100 }];
    expect(warned({ items })).toEqual([
      ['sign', 'sign', '-'],
      ['unit', 'currencyUnit', 100],
      ['time', 'time', '15:30'],
    ]);
    expect(warned(items)).toHaveLength(3);
  });

  test('is not reported for its own unit, time and direction', () => {
    const items = [{ id: 'ALPHA', price: 102, change: 2, direction: 'down', unit: 'pt', per: 100 }];
    expect(warned({ version: 1, generatedAt: '2027-03-10T15:30:00+09:00', state: 'open', items })).toEqual([]);
  });
});

describe('no warning is given', () => {
  test('for an adapter made for one source', () => {
    const payload = { base: 'USD', unit: 100, rates: { KRW: 1326.6 } };
    expect(readWith(payload, 'rates', '', now).warnings).toEqual([]);
  });

  test.each([
    [],
    7,
    'x',
    { items: 7 },
    { items: null },
    { items: [null, { A: null }] },
    { words: 1, feed: 'a', skip: [] },
  ])('and nothing throws for an invalid mapping: %j', (none) =>
    expect(() => warned({ rows: [{ a: { b: 1 } }, null, 3] }, none)).not.toThrow(),
  );

  test.each([null, 7, 'x', [], [[1]], { rows: null }])('for an invalid payload: %j', (payload) =>
    expect(warned(payload, mapping)).toEqual([]),
  );
});
