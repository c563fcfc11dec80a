import { describe, expect, test } from 'vitest';
import { readTime } from '../../src/model/read-time.js';

const at = Date.parse('2025-06-09T06:30:00Z');

describe('a time is read as feeds write it', () => {
  test.each<[unknown, string | undefined, number]>([
    ['2025-06-09T15:30:00+09:00', undefined, at],
    ['2025-06-09T15:30:00+0900', undefined, at],
    ['2025-06-09T06:30:00Z', undefined, at],
    ['2025-06-09T15:30:00.123456+09:00', undefined, at + 123],
    ['2025-06-09T15:30+09:00', undefined, at],
    ['2025-06-09 15:30:00', '+09:00', at],
    ['20250609153000', '+09:00', at],
    ['20250609', '+09:00', Date.parse('2025-06-08T15:00:00Z')],
    ['2025-06-09', undefined, Date.parse('2025-06-09T00:00:00Z')],
    [at / 1000, undefined, at],
    [at, undefined, at],
    [at * 1e3, undefined, at],
    [at * 1e6, undefined, at],
    [String(at / 1000), undefined, at],
    ['2026-07-02T05:04:00.000+0100', undefined, Date.parse('2026-07-02T04:04:00Z')],
  ])('%j in zone %s', (raw, zone, expected) => {
    expect(readTime(raw, zone)).toBe(expected);
  });

  test.each<[unknown, string]>([
    ['2025-06-09T15:30:00', 'a time without a zone is not the reader’s local time'],
    ['20250609153000', 'nor are digits'],
    ['2025-02-31', 'a day that is not'],
    ['2025-06-09T24:00:00Z', 'an hour from 24 up is a session signal'],
    ['31000000', 'KOSCOM’s close'],
    ['NA', ''],
    ['', ''],
    ['DATA AS OF Nov 19, 2019 10:33 AM ET', ''],
    [null, ''],
    [Number.NaN, ''],
    [0, ''],
    [{}, ''],
  ])('%j is unknown %s', (raw) => {
    expect(readTime(raw)).toBeNull();
  });
});
