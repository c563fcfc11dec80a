import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../src/model/parse-number.js';

describe('a number is parsed as feeds write it', () => {
  test.each<[unknown, number]>([
    [2855.77, 2855.77],
    [0, 0],
    [-14, -14],
    [1e14, 1e14],
    [1e-7, 1e-7],
    ['1,192.8', 1192.8],
    ['12,345,678', 12345678],
    ['123,456', 123456],
    ['1234567', 1234567],
    ['0', 0],
    ['007', 7],
    ['5.', 5],
    ['.91', 0.91],
    ['-.89', -0.89],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1.5e-3', 0.0015],
    ['0.59%', 0.59],
    ['(+0.59%)', 0.59],
    ['(-0.59%)', -0.59],
    ['( −0.59 % )', -0.59],
    ['$266.29', 266.29],
    ['-$266.29', -266.29],
    ['€1', 1],
    ['£1', 1],
    ['¥1', 1],
    ['₩1,359', 1359],
    ['￦1,359', 1359],
    ['１３５９．５', 1359.5],
    ['＋１', 1],
    [' 1 359\u00A0', 1359],
    ['−1.03 %', -1.03],
    ['‐1', -1],
    ['‑1', -1],
    ['‒1', -1],
    ['–1', -1],
    ['—1', -1],
    ['―1', -1],
    ['－1', -1],
  ])('%j is %d', (raw, value) => {
    expect(parseNumber(raw)?.value).toBe(value);
  });

  test.each<[unknown]>(
    [
      ...['', ' ', '-', '--', '—', 'N/A', 'NA', 'N/D', 'None', 'null', '.', '-.', 'NaN', 'Infinity', '+', '%', '()'],
      ...[
        '(1.23)',
        '(0.59%',
        '+0.59%)',
        '1.359,00',
        '1,35',
        ',123',
        '1,234,56',
        '1234,567',
        '1,2345',
        '1,,234',
        '1.5,000',
      ],
      ...[
        '87억',
        '12천주',
        '0x1F',
        '0b1',
        '1_000',
        '1 2a',
        '1.2.3',
        '1e',
        '1e1.5',
        '1e999',
        '-1e999',
        '+-1',
        '1-',
        '1%%',
      ],
      ...['$', '$-1', '$$1', 'USD 1', '1$', 'x1', '1x', '₿1'],
    ].map((raw): [unknown] => [raw]),
  )('%j is no number, and never 0', (raw) => {
    expect(parseNumber(raw)).toBeUndefined();
  });

  test.each<[unknown]>([
    ...[[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [null], [undefined], [true], [false]],
    ...[[[]], [[1]], [{}], [10n], [new Date(1)], [{ valueOf: () => 1 }]],
  ] as [unknown][])('%s is no number either', (raw) => {
    expect(parseNumber(raw)).toBeUndefined();
  });

  test('a written plus is remembered, because it can contradict another sign', () => {
    expect(parseNumber('+0.00')).toEqual({ value: 0, hasPlus: true, places: 2 });
    expect(parseNumber('(+1.5)')).toEqual({ value: 1.5, hasPlus: true, places: 1 });
    expect(parseNumber('−1.5')).toEqual({ value: -1.5, hasPlus: false, places: 1 });
    expect(parseNumber('1e+3')).toEqual({ value: 1000, hasPlus: false, places: 0 });
    expect(parseNumber(14)).toEqual({ value: 14, hasPlus: false, places: 1 });
  });

  test.each(['①2855', '2,855.77²', '½', 'Ⅷ', '٣'])('%s is no number: the character is no digit', (raw) => {
    expect(parseNumber(raw)).toBeUndefined();
  });

  test('no number is −0', () => {
    expect(parseNumber('-0.00')?.value).toBe(0);
    expect(parseNumber(-0)?.value).toBe(0);
  });
});

describe('beyond 15 digits', () => {
  test.each<[unknown, number]>([
    ['999,999,999,999,999', 999_999_999_999_999],
    [-999_999_999_999_999, -999_999_999_999_999],
    [1e15, 1e15],
    [-1e15, -1e15],
    // A market value in won.
    ['1,523,418,000,250,000', 1_523_418_000_250_000],
    ['-1,523,418,000,250,000.00', -1_523_418_000_250_000],
    ['+1523418000250001', 1_523_418_000_250_001],
    [9_007_199_254_740_991, 9_007_199_254_740_991],
    ['20000000000000000', 2e16],
  ])('%j is a number, because a double holds it exactly', (raw, value) => {
    expect(parseNumber(raw)?.value).toBe(value);
  });

  test.each(['9007199254740993', '1234567890123456.7', '8000000000000000.4', 2 ** 53, -1e16, 1e300, '1e300'])(
    '%j is no number: a double can’t hold it, or may not be the number that was written',
    (raw) => {
      expect(parseNumber(raw)).toBeUndefined();
    },
  );

  test('a factor never makes such a number', () => {
    expect(parseNumber('1523418000250000', 100)).toBeUndefined();
  });
});

test.each(['0,123', '-0,350', '+0,350', '00,123', '0,000', '012,345'])(
  '%s is no number: the first group of thousands never begins with 0',
  (raw) => {
    expect(parseNumber(raw)).toBeUndefined();
  },
);

describe('the number of written decimal places is counted', () => {
  test.each<[unknown, number]>([
    ['1', 0],
    ['1.', 0],
    ['1.0', 1],
    ['1,234.560', 3],
    ['-.89 %', 2],
    [2855.77, 2],
    [1.5, 1],
    // A JSON number has lost its zeros: 14 may have been 14.00, and hardly was 14 ± 0.5.
    [14, 1],
    [0, 1],
    ['14', 0],
    [5e-7, 7],
    ['5e-7', 7],
    ['1.25e2', 0],
    ['1e3', 0],
  ])('%j has %d', (raw, places) => {
    expect(parseNumber(raw)?.places).toBe(places);
  });
});

describe('a factor for another unit', () => {
  test.each<[unknown, number, number, number]>([
    [301245, 0.01, 3012.45, 2],
    ['-1510', 0.01, -15.1, 2],
    [0.0127, 100, 1.27, 2],
    ['0.0126713295', 100, 1.26713295, 8],
    ['1.5', 1000, 1500, 0],
    [0.01, 100, 1, 1],
    ['0.01', 100, 1, 0],
    ['0.012', 100, 1.2, 1],
    ['1.50', 1, 1.5, 2],
  ])('%j times %d is %d, without binary noise', (raw, factor, value, places) => {
    expect(parseNumber(raw, factor)).toEqual({ value, hasPlus: false, places });
  });

  test('a product that is too large is no number', () => {
    expect(parseNumber('1e13', 100)).toBeUndefined();
  });
});
