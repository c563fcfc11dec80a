import { describe, expect, test } from 'vitest';
import { readTime } from '../../src/model/read-time.js';

const at = Date.parse('2025-06-09T06:30:00Z');

describe('a time is read as feeds write it', () => {
  test.each<[unknown, number]>([
    ['2025-06-09T15:30:00+09:00', at],
    ['2025-06-09T15:30:00+0900', at],
    ['2025-06-09T06:30:00Z', at],
    ['2025-06-09T15:30:00.123+09:00', at + 123],
    ['2025-06-09T15:30+09:00', at],
    ['2025-06-09', Date.parse('2025-06-09T00:00:00Z')],
    [at / 1000, at],
    [at, at],
  ])('%j', (raw, expected) => {
    expect(readTime(raw)).toBe(expected);
  });

  test.each<[unknown, string]>([
    ['2025-06-09T15:30:00', 'a time without a zone is not the reader’s local time'],
    ['20250609153000', 'nor are digits'],
    ['2025-13-40', 'a day that is not'],
    ['NA', ''],
    ['', ''],
    ['DATA AS OF Nov 19, 2019 10:33 AM ET', ''],
    [null, ''],
    [{}, ''],
  ])('%j is unknown %s', (raw) => {
    expect(readTime(raw)).toBeUndefined();
  });
});
