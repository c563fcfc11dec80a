import { expect, test } from 'vitest';
import { dateMistakes, fillDates, requestedDay } from '../../../src/feed-tool/config/date-template.js';

/** It is Monday, 01:30 in Seoul, and still Sunday in London and New York. */
const now = Date.parse('2026-11-29T16:30:00Z');

test.each([
  ['{date:-1d,yyyyMMdd,Asia/Seoul}', '20261129'],
  ['{date:0d,yyyy-MM-dd,Asia/Seoul}', '2026-11-30'],
  ['{date:+1d,dd.MM.yyyy,Asia/Seoul}', '01.12.2026'],
  ['{date:-365d,yyyyMMdd,UTC}', '20251129'],
  ['{date}', '20261129'],
  ['{date:-1d}', '20261128'],
  ['{date: 0d , yyyy/MM/dd , America/New_York }', '2026/11/29'],
  ['{date:,yyyy}', '2026'],
  ['a={date:-1d}&b={date:-2d}', 'a=20261128&b=20261127'],
  ['no date', 'no date'],
])('%s becomes %s', (text, filled) => {
  expect(fillDates(text, now)).toBe(filled);
  expect(dateMistakes(text)).toEqual([]);
});

test('an earlier day is asked for by the same template', () => {
  expect(fillDates('{date:-1d,yyyyMMdd,Asia/Seoul}', now, 2)).toBe('20261127');
  expect(fillDates('{date}', Date.parse('2028-03-01T00:00:00Z'), 1)).toBe('20280229');
});

test('a day of 23 or 25 hours is one day', () => {
  for (const moment of ['2026-03-29T12:00:00Z', '2026-10-25T12:00:00Z'])
    expect(fillDates('{date:-1d,dd,Europe/Berlin}', Date.parse(moment))).toBe(
      moment.startsWith('2026-03') ? '28' : '24',
    );
});

test('the day that is asked for is midnight in UTC, which is a date without a time of day', () => {
  expect(requestedDay(['x', '{date:-1d,yyyyMMdd,Asia/Seoul}'], now)).toBe(Date.parse('2026-11-29'));
  expect(requestedDay(['{date:-1d,yyyyMMdd,Asia/Seoul}'], now, 3)).toBe(Date.parse('2026-11-26'));
});

test('it is unknown which day is asked for if several are or none is', () => {
  expect(requestedDay(['from={date:-7d}', 'to={date}'], now)).toBeUndefined();
  expect(requestedDay(['a'], now)).toBeUndefined();
  expect(requestedDay(['{date:-1d}', '{date:-1d,yyyy-MM-dd}'], now)).toBe(Date.parse('2026-11-28'));
});

test.each([
  ['{date:1x}', '{date:1x}: the offset “1x” is not a number of days, such as -1d'],
  ['{date:0d,yyMMdd}', '{date:0d,yyMMdd}: the format “yyMMdd” has letters other than yyyy, MM and dd'],
  ['{date:0d,--}', '{date:0d,--}: the format “--” has none of yyyy, MM and dd'],
  ['{date:0d,yyyyMMdd,Asia/Soul}', '{date:0d,yyyyMMdd,Asia/Soul}: “Asia/Soul” is not a time zone, such as Asia/Seoul'],
  ['{date:0d,yyyy,UTC,1}', '{date:0d,yyyy,UTC,1}: has more than an offset, a format and a zone'],
])('the mistake in %s is named, and the text stays as it is', (text, mistake) => {
  expect(dateMistakes(text)).toEqual([mistake]);
  expect(fillDates(text, now)).toBe(text);
});
