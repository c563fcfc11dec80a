import { describe, expect, test } from 'vitest';
import { isDate, readTime } from '../../src/model/read-time.js';

const at = Date.parse('2025-06-09T06:30:00Z');
const midnight = Date.parse('2025-06-09T00:00:00Z');

describe('a time is read as feeds write it', () => {
  test.each<[unknown, number]>([
    ['2025-06-09T15:30:00+09:00', at],
    ['2025-06-09T15:30:00+0900', at],
    ['2025-06-09T06:30:00Z', at],
    ['2025-06-09 06:30:00Z', at],
    [' 2025-06-09T06:30:00Z ', at],
    ['2025-06-09T01:00:00-05:30', at],
    ['2025-06-09T15:30:45+09:00', at + 45_000],
    ['2025-06-09T15:30:00.1+09:00', at + 100],
    ['2025-06-09T15:30:00.123+09:00', at + 123],
    ['2025-06-09T15:30:00.123999999+09:00', at + 123],
    ['2025-06-09T15:30+09:00', at],
    ['20250609T153000+0900', at],
    ['20250609153000+0900', at],
    ['202506091530+0900', at],
    ['20250609063000Z', at],
    ['2025-06-09', midnight],
    ['2024-02-29', Date.parse('2024-02-29T00:00:00Z')],
    ['2025-06-09T23:59:59Z', midnight + 86_399_000],
  ])('%j', (raw, expected) => {
    expect(readTime(raw)).toBe(expected);
  });

  test.each<[unknown, string]>([
    ['2025-06-09T15:30:00', 'a time without a zone is not the reader’s local time'],
    ['20250609153000', 'nor are digits'],
    [20250609153000, 'nor is a number of them'],
    ['20250609', 'nor the digits of a date'],
    ['2025-13-40', 'a day that is not'],
    ['2025-02-31', 'nor this'],
    ['2025-02-29', 'nor this'],
    ['2025-02-31T00:00:00Z', 'nor a time on it'],
    ['2025-06-09T24:00:00Z', 'hours from 24 up are signals'],
    ['2025-06-09T31:00:00+09:00', 'hours from 24 up are signals'],
    ['2025-06-09T15:60:00Z', ''],
    ['2025-06-09T15:30:60Z', ''],
    ['2025-0609', 'half of the dashes'],
    ['202506-09', 'the other half'],
    ['2025-6-9', ''],
    ['25-06-09', ''],
    ['2025-06-09T15', ''],
    ['2025-06-09T15:30:00.Z', ''],
    ['2025-06-09T15:30:00.1234567890Z', 'ten decimals'],
    ['2025-06-09T15:30:00+9', ''],
    ['2025-06-09T15:30:00 KST', ''],
    ['x2025-06-09', ''],
    ['2025-06-09x', ''],
    ['NA', ''],
    ['', ''],
    ['-', ''],
    ['DATA AS OF Nov 19, 2019 10:33 AM ET', ''],
    [null, ''],
    [undefined, ''],
    [true, ''],
    [{}, ''],
    [['2025-06-09'], ''],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
  ])('%j is unknown %s', (...row) => {
    expect(readTime(row[0])).toBeUndefined();
  });
});

describe('a zone for times without one', () => {
  test.each<[unknown, string, number]>([
    ['2025-06-09T15:30:00', '+09:00', at],
    ['20250609153000', '+09:00', at],
    [20250609153000, '+09:00', at],
    ['20250609153000', '+0900', at],
    ['2025-06-09 01:30', '-05:00', at],
    ['2025-06-09T06:30:00Z', '+09:00', at],
    ['2025-06-09T02:30:00-04:00', '+09:00', at],
    ['2025-06-09', '+09:00', midnight],
    ['20250609', '+09:00', midnight],
    ['20250609', '-05:00', midnight],
    ['2025-06-09T06:30:00', 'Z', at],
  ])('%j in %s', (raw, zone, expected) => {
    expect(readTime(raw, zone)).toBe(expected);
  });

  test.each([31000000, '31000000', '20250231', '20250609240000'])('%j is no time even so', (raw) => {
    expect(readTime(raw, '+09:00')).toBeUndefined();
  });
});

test('a moment that is midnight in UTC, nine in Seoul, is not taken for a date', () => {
  const moments = ['2025-06-09T09:00:00+09:00', '2025-06-09T00:00:00Z', midnight, midnight / 1000];
  for (const raw of moments) expect(readTime(raw)).toBe(midnight + 1);
  expect(moments.map((raw) => isDate(readTime(raw)!))).toEqual([false, false, false, false]);
  expect(isDate(readTime('2025-06-09')!)).toBe(true);
  expect(readTime('1970-01-01')).toBe(0);
});

test.each(['Asia/Seoul', 'KST', '+99:99', '+9:00', '+09:60', '+20:00', 'x+09:00', '+09:00x'])(
  'in a zone %j there is no time',
  (zone) => {
    expect(readTime('2025-06-09T15:30:00', zone)).toBeUndefined();
    expect(readTime(`2025-06-09T15:30:00${zone}`)).toBeUndefined();
  },
);

describe('an epoch is told by its size', () => {
  test.each<[unknown, number]>([
    [100_000_000, 100_000_000_000],
    [at / 1000, at],
    [`${at / 1000}`, at],
    [99_999_999_999, 99_999_999_999_000],
    [1_000_000_000_000, 1_000_000_000_000],
    [at, at],
    [`${at}`, at],
    [9_999_999_999_999, 9_999_999_999_999],
    [100_000_000_000_000, 100_000_000_000],
    [at * 1000, at],
    [at * 1000 + 999, at],
    [99_999_999_999_999_984, 99_999_999_999_999],
    [100_000_000_000_000_000, 100_000_000_000],
    [at * 1e6, at],
    [`${at}123456`, at],
    [at / 1000 + 0.5, at + 500],
    [`${at / 1000}.25`, at + 250],
  ])('%j', (raw, expected) => {
    expect(readTime(raw)).toBe(expected);
  });

  test.each([0, 1, 42, 99_999_999, '12345678', '12345678901234567890', -1_749_450_600])('%j is none', (raw) => {
    expect(readTime(raw)).toBeUndefined();
  });

  test('twelve and fourteen digits are a day and a time of it first', () => {
    expect(readTime(202506091530, '+09:00')).toBe(at);
    expect(readTime(100_000_000_000)).toBeUndefined();
  });
});

test('a date alone is midnight in UTC', () => {
  expect(isDate(midnight)).toBe(true);
  expect(isDate(midnight + 1)).toBe(false);
  expect(isDate(midnight - 1)).toBe(false);
  expect(isDate(at)).toBe(false);
});
