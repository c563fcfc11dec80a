import { describe, expect, test } from 'vitest';
import '../../../src/adapters/paths.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
const fields = { id: '=X', price: 'p', change: 'c', changePercent: 'r', previousClose: 'b' };
const parseRow = (payload: object, paths: object) => parse(payload, { ...fields, ...paths });

describe('factors for single fields', () => {
  test('converts a percent in hundredths', () => {
    expect(parseRow({ p: 3166.05, c: -38.45, r: -120, b: 3204.5 }, { factor: { changePercent: 0.01 } })).toMatchObject({
      quotes: [{ price: 3166.05, change: -38.45, changePercent: -1.2 }],
      issues: [],
    });
  });

  test.each<[string, object, object]>([
    ['price', { p: 316605, c: -38.45, r: -1.2, b: 3204.5 }, { price: 3166.05, change: -38.45, previousClose: 3204.5 }],
    ['change', { p: 3166.05, c: -3845, r: -1.2, b: 3204.5 }, { price: 3166.05, change: -38.45, changePercent: -1.2 }],
    ['previousClose', { p: 3166.05, c: -38.45, r: -1.2, b: 320450 }, { price: 3166.05, previousClose: 3204.5 }],
  ])('the factor for %s leaves other fields as they are', (field, payload, expected) => {
    expect(parseRow(payload, { factor: { [field]: 0.01 } })).toMatchObject({ quotes: [expected], issues: [] });
  });

  test('multiply with `scale` and with a percent that is a fraction', () => {
    const payload = { p: 316605, c: -384500, r: -0.00012, b: 320450 };
    const paths = { scale: 0.01, percentUnit: 'fraction', factor: { change: 0.01, changePercent: 100 } };
    expect(parseRow(payload, paths)).toMatchObject({
      quotes: [{ price: 3166.05, change: -38.45, changePercent: -1.2, previousClose: 3204.5 }],
      issues: [],
    });
  });
});

describe('a decimal comma', () => {
  test('is read in numbers that are texts', () => {
    expect(parseRow({ p: '3.166,05', c: '-38,45', r: '-1,20 %', b: '3.204,50' }, { decimal: ',' })).toMatchObject({
      quotes: [{ price: 3166.05, change: -38.45, changePercent: -1.2, previousClose: 3204.5 }],
      issues: [],
    });
  });

  test('does not affect JSON numbers', () => {
    expect(parseRow({ p: 3166.05, c: -38.45, r: null, b: null }, { decimal: ',' })).toMatchObject({
      quotes: [{ price: 3166.05, change: -38.45 }],
    });
  });

  test('is no separator by default, so such a number can’t be read', () => {
    expect(parseRow({ p: '3.166,05', c: null, r: null, b: null }, {}).issues).toContainEqual({
      path: 'price',
      value: '3.166,05',
      rule: 'no-price',
      action: 'dropped',
    });
    expect(parseRow({ p: '3,166.05', c: null, r: null, b: null }, { decimal: '.' }).quotes).toMatchObject([
      { price: 3166.05 },
    ]);
  });
});
