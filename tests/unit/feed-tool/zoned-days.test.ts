import { expect, test } from 'vitest';
import { closeBefore, dayIn, isZone, parseCloseTime } from '../../../src/feed-tool/merge/zoned-days.js';

const dayOf = (date: string): number => Date.parse(date) / 86_400_000;
const lastClose = (time: string, close: string) => {
  const { at, day } = closeBefore(Date.parse(time), parseCloseTime(close));
  return [new Date(at).toISOString(), new Date(day * 86_400_000).toISOString().slice(0, 10)];
};

test('the time of a close is read with its zone', () => {
  expect(parseCloseTime('15:30 Asia/Seoul')).toEqual({ minutes: 930, zone: 'Asia/Seoul' });
  expect(parseCloseTime('00:05 UTC')).toEqual({ minutes: 5, zone: 'UTC' });
});

test('a day is that of its zone', () => {
  const time = Date.parse('2025-06-09T23:30:00Z');
  expect(['UTC', 'Asia/Seoul', 'America/New_York'].map((zone) => dayIn(time, zone) - dayOf('2025-06-09'))).toEqual([
    0, 1, 0,
  ]);
  expect(dayIn(Date.parse('2025-06-09T15:00:00.999Z'), 'Asia/Seoul')).toBe(dayOf('2025-06-10'));
  expect(dayIn(Date.parse('2025-06-09T14:59:59.999Z'), 'Asia/Seoul')).toBe(dayOf('2025-06-09'));
});

test('the last close is that of today or of yesterday', () => {
  const close = '15:30 Asia/Seoul';
  expect(lastClose('2025-06-09T15:29:59.999+09:00', close)).toEqual(['2025-06-08T06:30:00.000Z', '2025-06-08']);
  expect(lastClose('2025-06-09T15:30:00+09:00', close)).toEqual(['2025-06-09T06:30:00.000Z', '2025-06-09']);
  expect(lastClose('2025-06-10T00:10:00+09:00', close)).toEqual(['2025-06-09T06:30:00.000Z', '2025-06-09']);
  expect(lastClose('2025-06-09T00:00:00Z', '00:00 UTC')).toEqual(['2025-06-09T00:00:00.000Z', '2025-06-09']);
});

test('the close keeps its local time when the clocks are changed', () => {
  const close = '16:00 America/New_York';
  // In New York, the clocks were set forward on 9 March 2025 and back on 2 November 2025.
  expect(lastClose('2025-03-07T22:00:00Z', close)).toEqual(['2025-03-07T21:00:00.000Z', '2025-03-07']);
  expect(lastClose('2025-03-10T22:00:00Z', close)).toEqual(['2025-03-10T20:00:00.000Z', '2025-03-10']);
  expect(lastClose('2025-11-03T22:00:00Z', close)).toEqual(['2025-11-03T21:00:00.000Z', '2025-11-03']);
  expect(lastClose('2025-03-09T12:00:00Z', '02:05 America/New_York')[1]).toBe('2025-03-09');
  expect(lastClose('2025-11-02T12:00:00Z', '03:00 America/New_York')[0]).toBe('2025-11-02T08:00:00.000Z');
});

test('a zone is one that Intl knows', () => {
  expect(['Asia/Seoul', 'UTC', 'Asia/Soul', ''].map(isZone)).toEqual([true, true, false, false]);
});
