import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { ageView } from '../../../src/view/age-view.js';
import { formatTime, nextDay } from '../../../src/view/zoned-time.js';

const close = Date.parse('2025-06-09T15:30:00+09:00');

describe('a time in a time zone', () => {
  test.each([
    ['en', 'Asia/Seoul', '15:30 KST'],
    ['ko', 'Asia/Seoul', '15:30 한국시간'],
    ['ja', 'Asia/Seoul', '15:30 韓国標準時'],
    ['zh-Hans', 'Asia/Seoul', '韩国标准时间 15:30'],
    ['zh-Hant', 'Asia/Seoul', '15:30 [韓國標準時間]'],
    ['en', 'Asia/Tokyo', '15:30 JST'],
    ['en-GB', 'Asia/Hong_Kong', '14:30 HKT'],
    ['ko', 'Asia/Hong_Kong', '14:30 홍콩시간'],
    ['en', 'Asia/Singapore', '14:30 SGT'],
    ['en', 'Asia/Shanghai', '14:30 China Time'],
    ['en', 'America/New_York', '02:30 EDT'],
    ['ko', 'America/New_York', '02:30 미 동부 하계시간'],
    ['en-GB', 'Europe/London', '07:30 BST'],
    ['en', 'UTC', '06:30 UTC'],
    ['ko', 'UTC', '06:30 UTC'],
    ['en', 'Etc/GMT-9', '15:30 GMT+9'],
  ])('names the zone in the language of the reader: %s, %s', (language, zone, expected) => {
    expect(formatTime(close, close, language, zone)).toBe(expected);
  });

  test('is that of the reader if the page names none', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    for (const language of ['en', 'ko'])
      expect(formatTime(close, close, language, null)).toBe(formatTime(close, close, language, timeZone));
  });

  test('has a name in every zone and language', () => {
    for (const zone of Intl.supportedValuesOf('timeZone'))
      for (const language of ['en', 'ko', 'ja', 'zh-Hans', 'zh-Hant'])
        expect(formatTime(close, close, language, zone), zone).toMatch(/\d\d:\d\d \S+|\S+ \d\d:\d\d/);
  });

  test('has no date on the same day of that zone, and a date on another', () => {
    const afterMidnight = Date.parse('2025-06-10T00:10:00+09:00');
    const morning = Date.parse('2025-06-10T08:30:00+09:00');
    expect(formatTime(afterMidnight, morning, 'en', 'Asia/Seoul')).toBe('00:10 KST');
    expect(formatTime(close, morning, 'en', 'Asia/Seoul')).toBe('Jun 9, 15:30 KST');
    expect(formatTime(close, morning, 'en', 'America/Los_Angeles')).toBe('Jun 8, 23:30 PDT');
    const newYear = Date.parse('2026-01-01T00:10:00+09:00');
    expect(formatTime(newYear - 3_600_000, newYear, 'en', 'Asia/Seoul')).toBe('Dec 31, 2025, 23:10 KST');
    expect(formatTime(newYear - 3_600_000, newYear, 'en', 'UTC')).toBe('14:10 UTC');
  });

  test('a date without a time of day is the same in every zone', () => {
    expect(formatTime(Date.parse('2025-06-06'), close, 'en', 'America/Los_Angeles')).toBe('Jun 6');
  });
});

describe('the next day', () => {
  test.each([
    ['Asia/Seoul', '2025-06-09T15:33:20.5+09:00', '2025-06-10T00:00+09:00'],
    ['Asia/Seoul', '2025-06-10T00:00+09:00', '2025-06-11T00:00+09:00'],
    ['America/New_York', '2025-03-09T00:00-05:00', '2025-03-10T00:00-04:00'],
    ['America/New_York', '2025-11-02T00:00-04:00', '2025-11-03T00:00-05:00'],
    ['Asia/Kathmandu', '2025-06-09T12:00+05:45', '2025-06-10T00:00+05:45'],
  ])('begins at midnight of the zone, also where a day has 23 or 25 hours: %s, %s', (zone, now, expected) => {
    expect(new Date(nextDay(Date.parse(now), zone)).toISOString()).toBe(new Date(expected).toISOString());
  });

  test('begins at the reader’s midnight if the page names no zone', () => {
    expect(nextDay(close, null)).toBe(new Date(close).setHours(24, 0, 0, 0));
  });
});

test('the age and the badges of a strip are in its zone, and change at its midnight', () => {
  const items = [
    { id: 'KOSPI', price: 1, asOf: '2025-06-10T00:30:00+09:00' },
    { id: 'S&P 500', price: 1, asOf: '2025-06-09T23:30:00+09:00' },
  ];
  const now = Date.parse('2025-06-10T00:40:00+09:00');
  const feed = parseFeed({ state: 'closed', items }, { now });
  const viewIn = (timeZone: string) =>
    ageView({ feed, quotes: feed.quotes, now, pollSeconds: 60, language: 'en', messages: messagesFor('en'), timeZone });
  const seoul = viewIn('Asia/Seoul');
  expect(seoul.text).toBe('As of 00:30 KST · Closed');
  expect(seoul.badge(feed.quotes[1]!)).toBe('Jun 9, 23:30 KST');
  expect(seoul.changesAt).toBe(Date.parse('2025-06-11T00:00:00+09:00'));
  const hongKong = viewIn('Asia/Hong_Kong');
  expect(hongKong.badge(feed.quotes[1]!)).toBe('');
  expect(hongKong.changesAt).toBe(Date.parse('2025-06-10T00:00:00+08:00'));
});
