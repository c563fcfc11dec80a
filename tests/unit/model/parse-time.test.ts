import { describe, expect, test } from 'vitest';
import { isDateOnly, isLater, parseTime } from '../../../src/model/parse-time.js';

const at = Date.parse('2025-06-09T06:30:00Z');
const midnight = Date.parse('2025-06-09T00:00:00Z');

describe('a time is parsed as feeds write it', () => {
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
    expect(parseTime(raw)).toBe(expected);
  });

  test.each<[unknown, string]>([
    ['2025-06-09T15:30:00', 'a time without a zone is not the reader’s local time'],
    ['20250609153000', 'nor are digits without one'],
    [20250609153000, 'nor is a number made of them'],
    ['20250609', 'nor are the digits of a date'],
    ['2025-13-40', 'a day that does not exist'],
    ['2025-02-31', 'a day that does not exist'],
    ['2025-02-29', 'a day that does not exist'],
    ['2025-02-31T00:00:00Z', 'a time on a day that does not exist'],
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
    expect(parseTime(row[0])).toBeUndefined();
  });
});

describe('a day that is written in another order', () => {
  const day = Date.parse('2026-04-28T00:00:00Z');

  test.each([
    '2026/04/28',
    '2026.04.28',
    '2026/4/28',
    '2026. 4. 28.',
    '2026년 4월 28일',
    '2026년 04월 28일',
    '28.04.2026',
    '28/4/2026',
    '28-04-2026',
    '04/28/2026',
    'Apr 28 2026',
    'Apr 28, 2026',
    'April 28, 2026',
    'Apr. 28 2026',
    '28 Apr 2026',
    '28-APR-2026',
    'Tue, 28 Apr 2026',
    'Tuesday, April 28, 2026',
  ])('%s can only mean one day', (raw) => {
    expect(parseTime(raw)).toBe(day);
    expect(parseTime(raw, '+09:00')).toBe(day);
  });

  test('the fourth of April is the same day in both orders', () => {
    expect(parseTime('04.04.2026')).toBe(Date.parse('2026-04-04T00:00:00Z'));
  });

  test('the ninth month is abbreviated in two ways', () => {
    for (const raw of ['Sep 1 2026', 'Sept. 1, 2026']) expect(parseTime(raw)).toBe(Date.parse('2026-09-01T00:00:00Z'));
  });

  test.each([
    ['01.04.2026', 'January or April?'],
    ['4/1/2026', 'April or January?'],
    ['28.04.26', 'a year of two digits'],
    ['26/04/28', 'a year of two digits'],
    ['31.04.2026', 'a day that does not exist'],
    ['2026/04/31', 'a day that does not exist'],
    ['2026/13/01', 'a month that does not exist'],
    ['2026.04/28', 'two separators'],
    ['2026.04', 'a month'],
    ['2026/04/28x', 'more text behind it'],
    ['13.13.2026', 'neither number is a month'],
    ['Foo 28 2026', 'no month'],
    ['Apr 2026', 'no day'],
    ['Apr 28', 'no year'],
    ['Apr 31 2026', 'a day that does not exist'],
    ['2026/04/28 15:30', 'no zone'],
    ['Apr 28 2026 3:30 PM', 'a twelve-hour clock'],
    [`2026/04/28 ${' '.repeat(80)}x`, 'too long'],
  ])('%s is unknown: %s', (raw) => {
    expect(parseTime(raw)).toBeUndefined();
  });

  test.each([
    ['2026/04/28 15:30:00', '+09:00'],
    ['2026.04.28 15:30', '+09:00'],
    ['2026/04/28 15:30:00+09:00', ''],
    ['28.04.2026 15:30', '+09:00'],
    ['Apr 28, 2026 15:30', '+09:00'],
    ['28 Apr 2026, 15:30', '+09:00'],
    ['Tue, 28 Apr 2026 06:30:00 +0000', ''],
    ['Tue, 28 Apr 2026 06:30:00 GMT', ''],
    ['2026-04-28 15:30:00 +0900', ''],
    ['2026-04-28 06:30 UTC', ''],
  ])('%s has its time of the day, in the zone "%s"', (raw, zone) => {
    expect(parseTime(raw, zone)).toBe(Date.parse('2026-04-28T15:30:00+09:00'));
  });
});

describe('whether one time is later than another', () => {
  const date = Date.parse('2026-03-12T00:00:00Z');
  const hour = 3_600_000;

  test.each<[string, number, number, boolean]>([
    ['a moment after another', date + 2, date + 1, true],
    ['a moment and itself', date + 1, date + 1, false],
    ['a date after another', date + 24 * hour, date, true],
    ['a date and itself', date, date, false],
    ['a moment of the next day in every zone', date + 36 * hour + 1, date, true],
    ['a moment that may be on that day', date + 36 * hour - 1, date, false],
    ['a date that begins later than the moment in every zone', date, date - 14 * hour - 1, true],
    ['a date that may have begun by that moment', date, date - 14 * hour + 1, false],
  ])('%s', (_, time, other, expected) => {
    expect(isLater(time, other)).toBe(expected);
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
    expect(parseTime(raw, zone)).toBe(expected);
  });

  test.each([31000000, '31000000', '20250231', '20250609240000'])('%j is no time, even with a zone', (raw) => {
    expect(parseTime(raw, '+09:00')).toBeUndefined();
  });
});

test('a moment that is midnight in UTC, nine in Seoul, is not taken for a date', () => {
  const moments = ['2025-06-09T09:00:00+09:00', '2025-06-09T00:00:00Z', midnight, midnight / 1000];
  for (const raw of moments) expect(parseTime(raw)).toBe(midnight + 1);
  expect(moments.map((raw) => isDateOnly(parseTime(raw)!))).toEqual([false, false, false, false]);
  expect(isDateOnly(parseTime('2025-06-09')!)).toBe(true);
  expect(parseTime('1970-01-01')).toBe(0);
});

test.each(['Asia/Seoul', 'KST', '+99:99', '+9:00', '+09:60', '+20:00', 'x+09:00', '+09:00x'])(
  'a time in the zone %j is unknown',
  (zone) => {
    expect(parseTime('2025-06-09T15:30:00', zone)).toBeUndefined();
    expect(parseTime(`2025-06-09T15:30:00${zone}`)).toBeUndefined();
  },
);

describe('the unit of an epoch follows from its size', () => {
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
    expect(parseTime(raw)).toBe(expected);
  });

  test.each([0, 1, 42, 99_999_999, '12345678', '12345678901234567890', -1_749_450_600])('%j is no time', (raw) => {
    expect(parseTime(raw)).toBeUndefined();
  });

  test('twelve and fourteen digits are a day and a time rather than an epoch', () => {
    expect(parseTime(202506091530, '+09:00')).toBe(at);
    expect(parseTime(100_000_000_000)).toBeUndefined();
  });
});

test('a date alone is midnight in UTC', () => {
  expect(isDateOnly(midnight)).toBe(true);
  expect(isDateOnly(midnight + 1)).toBe(false);
  expect(isDateOnly(midnight - 1)).toBe(false);
  expect(isDateOnly(at)).toBe(false);
});
