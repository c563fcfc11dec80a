import { describe, expect, test } from 'vitest';
import { ratesSince } from '../../../src/adapters/rates.js';
import { ecos, ecosRow, exim, frankfurter1 } from '../../support/fixtures/adapters/rates.js';
import { issuesOf, parserFor } from '../../support/fixtures/adapters/read.js';

const today = [exim('USD', '1,312.4'), exim('JPY(100)', '1,116.2'), exim('CHF', '1,490')];
const yesterday = [exim('JPY(100)', '1,100'), exim('USD', '1,320'), exim('KRW', '1')];

describe('a table together with that of the business day before', () => {
  test('has changes for the rates that are in both tables', () => {
    const feed = parserFor(ratesSince(yesterday))(today);
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toMatchObject([
      { id: 'USD/KRW', price: 1312.4, change: -7.6, previousClose: 1320, direction: 'down' },
      { id: 'JPY/KRW', price: 1116.2, change: 16.2, previousClose: 1100, direction: 'up', per: 100 },
      { id: 'CHF/KRW', price: 1490, change: null, previousClose: null, direction: null },
    ]);
  });

  test('works for other sources, and keeps the fields of the envelope', () => {
    const before = frankfurter1({ date: '2027-03-08', rates: { USD: 1.1 } });
    const feed = parserFor(ratesSince(before))(frankfurter1({ rates: { USD: 1.2 } }));
    expect(feed).toMatchObject({ ttl: 3600, quotes: [{ id: 'EUR/USD', change: 0.1, asOf: Date.parse('2027-03-09') }] });
  });

  test('a previous close in the newer table is preferred', () => {
    const rows = [ecosRow('원/미국달러', '20270309', '1312.4'), ecosRow('원/미국달러', '20270308', '1320')];
    const older = ecos(ecosRow('원/미국달러', '20270305', '1290'));
    expect(parserFor(ratesSince(older))(ecos(...rows)).quotes[0]!.previousClose).toBe(1320);
    expect(parserFor(ratesSince(older))(ecos(rows[0]!)).quotes[0]!.previousClose).toBe(1290);
  });

  test.each([[null], [[]], ['Too Many Requests'], [[exim(null, null, { result: 3 })]]])(
    'when the earlier table is %j, there are no changes',
    (previous) => {
      const feed = parserFor(ratesSince(previous))(today);
      expect(feed.quotes.map(({ change }) => change)).toEqual([null, null, null]);
      expect(feed.issues).toEqual([]);
    },
  );

  test('an issue that refuses the newer table is passed on', () => {
    expect(issuesOf(parserFor(ratesSince(yesterday))(null))).toEqual([' not-a-feed refused']);
  });

  test('a page’s own mapping applies to both tables, so a selling rate is not compared with a base rate', () => {
    const feed = parserFor(ratesSince([exim('USD', '1,320', { tts: '1,333.6' })]))(today, { price: 'tts' });
    expect(feed.quotes[0]).toMatchObject({ price: 1325.6, change: -8, previousClose: 1333.6 });
  });
});
