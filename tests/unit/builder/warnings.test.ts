import { describe, expect, it } from 'vitest';
import { readWith } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

/** What is warned of a payload that is read by a mapping, or in the tag's own shape: kind, field and values. */
function warned(payload: unknown, mapping?: unknown): unknown[] {
  const [adapter, paths] = mapping === undefined ? ['canonical', ''] : ['paths', JSON.stringify(mapping)];
  return readWith(payload, adapter, paths, now).warnings.map(({ kind, path, values }) => [kind, path, ...values]);
}

const mapping = { items: 'rows', id: 'nm', price: 'last', change: 'chg' };
const fell = { nm: 'ALPHA', last: '102.00', chg: '2.00' };
const read = (row: object, more: object = {}): unknown[] =>
  warned({ rows: [{ ...fell, ...row }] }, { ...mapping, ...more });

describe('a field that looks like a sign', () => {
  it.each<[string, object, unknown[]]>([
    ['by its name', { updn: 'x' }, ['sign', 'updn', 'x']],
    ['by its Korean name', { 등락구분: '2' }, ['sign', '등락구분', '2']],
    ['by a word', { foo: '하락' }, ['sign', 'foo', '하락']],
    ['by a glyph', { foo: '▼' }, ['sign', 'foo', '▼']],
    ['by a minus alone', { foo: '-' }, ['sign', 'foo', '-']],
    ['in an object', { foo: { bar: '▼' } }, ['sign', 'foo.bar', '▼']],
  ])('is named with its value where it is not used: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  it('is named once, with each of its values once', () => {
    const rows = ['2', '5', '2'].map((updn) => ({ ...fell, updn }));
    expect(warned({ rows }, mapping)).toEqual([['sign', 'updn', '2', '5']]);
  });

  it.each<[string, object, object]>([
    ['it is used', { updn: '▼' }, { direction: 'updn' }],
    ['it is one of several places', { updn: '▼' }, { direction: 'sign|updn' }],
    ['another field says the way', { updn: '5', way: 'down' }, { direction: 'way' }],
    ['the object that it is in is used', { updn: { code: '5', name: 'FALLING' } }, { direction: 'updn' }],
    ['the numbers have a sign', { updn: 'x', chg: '-2.00' }, {}],
    ['it has no value', { updn: null, sign: '' }, {}],
    ['it is the name', { nm: 'Up' }, {}],
  ])('is not named where %s', (_, row, more) => expect(read(row, more)).toEqual([]));

  it('is named where only the rows of another list say the way', () => {
    const payload = { rows: [{ ...fell, updn: '▼' }], more: [{ ...fell, nm: 'BETA', sgn: '5' }] };
    expect(warned(payload, { ...mapping, items: ['rows', 'more'], direction: 'updn' })).toEqual([['sign', 'sgn', '5']]);
  });

  it('is named where rows are told by id, too', () => {
    const payload = { a: 102, a_chg: 2, a_sign: '-' };
    expect(warned(payload, { items: { A: { price: 'a', change: 'a_chg' } } })).toEqual([['sign', 'a_sign', '-']]);
    expect(warned({ a: { ...fell, sign: '-' } }, { ...mapping, items: { A: 'a' } })).toEqual([['sign', 'sign', '-']]);
  });

  it('that is used without a meaning is named with what stands there', () => {
    expect(read({ updn: '5' }, { direction: 'updn' })).toEqual([['codes', 'updn', '5']]);
    expect(read({ updn: '-' }, { direction: 'updn' })).toEqual([['codes', 'updn', '-']]);
    expect(read({ updn: ' 5 ' }, { direction: 'updn', words: { direction: { '5': 'down' } } })).toEqual([]);
  });
});

describe('a field that looks like a unit', () => {
  it.each<[string, object, unknown[]]>([
    ['by its name', { currencyUnit: 100 }, ['unit', 'currencyUnit', 100]],
    ['by its Korean name', { 단위: '원' }, ['unit', '단위', '원']],
    ['by what stands there', { note: '100엔' }, ['unit', 'note', '100엔']],
    ['as a factor', { scale: 100 }, ['unit', 'scale', 100]],
  ])('is named with its value: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  it('is named beside the rows', () =>
    expect(
      warned({ meta: { unit: '100' }, data: { unit: 'x100', rows: [fell] } }, { ...mapping, items: 'data.rows' }),
    ).toEqual([['unit', 'data.unit', 'x100']]));

  it.each<[string, object, object]>([
    ['is for one', { per: 1, currencyUnit: '1' }, {}],
    ['is used', { unit: 'pt' }, { unit: 'unit' }],
    ['is what the mapping says of all', { unit: 100 }, { per: 100 }],
    ['is in the scale of the mapping', { unit: 100 }, { scale: 0.01 }],
  ])('is not named where it %s', (_, row, more) => expect(read(row, more)).toEqual([]));
});

describe('a field that looks like a time', () => {
  it.each<[string, object, unknown[]]>([
    ['by its name', { hhmmss: '153000' }, ['time', 'hhmmss', '153000']],
    ['by its Korean name', { 기준일자: '20270310' }, ['time', '기준일자', '20270310']],
    ['by what stands there', { foo: '2027-03-10T15:30:00+09:00' }, ['time', 'foo', '2027-03-10T15:30:00+09:00']],
    ['as a time of the day', { foo: '15:30' }, ['time', 'foo', '15:30']],
  ])('is named with its value: %s', (_, row, expected) => expect(read(row)).toEqual([expected]));

  it('is named beside the rows', () =>
    expect(warned({ updated: '2027-03-10', rows: [fell] }, mapping)).toEqual([['time', 'updated', '2027-03-10']]));

  it.each<[string, object]>([
    ['the rows have a time', { asOf: 'date' }],
    ['they have one in two parts', { asOf: '={date} {hhmmss}' }],
    ['the feed has one', { feed: { generatedAt: 'updated' } }],
    ['that of the feed is each row’s', { asOf: '$root.updated' }],
  ])('is not named where %s', (_, more) => {
    const payload = { updated: '2027-03-10', rows: [{ ...fell, date: '2027-03-10', hhmmss: '153000' }] };
    expect(warned(payload, { ...mapping, ...more })).toEqual([]);
  });
});

describe('rows elsewhere', () => {
  const payload = { rows: [fell], more: [{ nm: 'BETA', last: '51.00', chg: '1.00', pct: '2.00' }] };

  it('are named where their numbers fit each other', () =>
    expect(warned(payload, mapping)).toEqual([['rows', 'more', 'BETA']]));

  it.each<[string, object]>([
    ['they are read', { ...mapping, items: ['rows', 'more'] }],
    ['they are the only ones that are read', { ...mapping, items: 'more' }],
  ])('are not named where %s', (_, more) => expect(warned(payload, more)).toEqual([]));

  it('are named once, though there are several ways to read them', () => {
    const row = { last: '51.00', chg: '1.00', pct: '2.00' };
    const more = { kospi: row, kosdaq: row };
    expect(warned({ rows: [fell], more }, mapping)).toEqual([['rows', 'more', 'KOSPI', 'KOSDAQ']]);
  });

  it('are not named where they are the same once more', () =>
    expect(warned({ rows: [fell], top: [{ ...fell, pct: '2.00' }] }, mapping)).toEqual([]));
});

describe('a feed in the tag’s own shape', () => {
  it('has fields that the tag does not know', () => {
    const items = [{ id: 'ALPHA', price: 102, change: 2, sign: '-', time: '15:30', currencyUnit: 100 }];
    expect(warned({ items })).toEqual([
      ['sign', 'sign', '-'],
      ['unit', 'currencyUnit', 100],
      ['time', 'time', '15:30'],
    ]);
    expect(warned(items)).toHaveLength(3);
  });

  it('has its own unit, time and direction', () => {
    const items = [{ id: 'ALPHA', price: 102, change: 2, direction: 'down', unit: 'pt', per: 100 }];
    expect(warned({ version: 1, generatedAt: '2027-03-10T15:30:00+09:00', state: 'open', items })).toEqual([]);
  });
});

describe('nothing is warned of', () => {
  it('an adapter that knows its source', () => {
    const payload = { base: 'USD', unit: 100, rates: { KRW: 1326.6 } };
    expect(readWith(payload, 'rates', '', now).warnings).toEqual([]);
  });

  it.each([
    [],
    7,
    'x',
    { items: 7 },
    { items: null },
    { items: [null, { A: null }] },
    { words: 1, feed: 'a', skip: [] },
  ])('a mapping that is none, and nothing breaks: %j', (none) =>
    expect(() => warned({ rows: [{ a: { b: 1 } }, null, 3] }, none)).not.toThrow(),
  );

  it.each([null, 7, 'x', [], [[1]], { rows: null }])('a payload that is none: %j', (payload) =>
    expect(warned(payload, mapping)).toEqual([]),
  );
});
