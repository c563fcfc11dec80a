import { describe, expect, test } from 'vitest';
import { keepLatestRows } from '../../../src/adapters/latest-rows.js';
import type { RawItem } from '../../../src/model/raw-feed.js';

/** Returns the rows of one series that are kept: day, price, and the price of the day before. */
function latestOf(...rows: (readonly [asOf: unknown, price: unknown])[]) {
  const items: RawItem[] = rows.map(([asOf, price]) => ({ path: '', fields: { asOf, price } }));
  const feed = keepLatestRows(
    { fields: {}, items },
    () => 'one',
    (_, before) => ({ before }),
  );
  return feed.items.map(({ fields }) => [fields.asOf, fields.price, fields.before]);
}

describe('the newest row of a series', () => {
  test.each([
    ['20270309', '20270308'],
    ['2027-03-09', '2027-03-08'],
    ['2027/03/09', '2027/03/08'],
    ['2027.03.09', '2027.03.08'],
    ['20270301', '20270226'],
    ['20270309', '20270303'],
  ])('for %s, the price of %s is that of the day before', (day, before) => {
    expect(latestOf([before, '1'], [day, '2'])).toEqual([[day, '2', '1']]);
    expect(latestOf([day, '2'], [before, '1'])).toEqual([[day, '2', '1']]);
  });

  test.each([
    ['a week after the other row', '20270309', '20270302'],
    ['for a month', '202703', '202702'],
    ['for a quarter', '2027Q2', '2027Q1'],
    ['for a time of the same day', '2027-03-09T10:00:00', '2027-03-09T09:00:00'],
    ['for a time in seconds', '1804661100', '1804661040'],
    ['for a day with a text before it', 'on 20270309', 'on 20270308'],
    ['for something that is no day', 'b', 'a'],
    ['beside one without a day', '20270309', undefined],
  ])('a row that is %s has no day before', (_, day, before) => {
    expect(latestOf([before, '1'], [day, '2'])).toEqual([[day, '2', undefined]]);
  });

  test('is the newest row that has a price', () => {
    expect(latestOf(['20270309', '-'], ['20270308', '2'], ['20270305', '1'])).toEqual([['20270308', '2', '1']]);
    expect(latestOf(['20270309', '-'], ['20270308', null])).toEqual([['20270309', '-', undefined]]);
  });

  test('has no price of the day before when that day has no price', () => {
    expect(latestOf(['20270309', '2'], ['20270308', '-'], ['20270305', '1'])).toEqual([['20270309', '2', undefined]]);
  });

  test('is kept twice when the newest day is there twice', () => {
    expect(latestOf(['20270309', '2'], ['20270309', '3'], ['20270308', '1'])).toEqual([
      ['20270309', '2', '1'],
      ['20270309', '3', '1'],
    ]);
  });
});
