import { describe, expect, test } from 'vitest';
import '../../../src/adapters/rates.js';
import { ecos, ecosRow, exim } from '../../support/fixtures/adapters/rates.js';
import { issuesOf, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('rates');
const prices = (payload: unknown) => parse(payload).quotes.map(({ id, per, price }) => [id, per, price]);

describe('ECOS: several series of one currency', () => {
  test.each(['고가', '저가', '시가', '평균', '거래량'])(
    'the series %s is no current price, and is left out wherever it stands',
    (series) => {
      const other = ecosRow(`원/위안(${series})`, '20270309', '190');
      const close = ecosRow('원/위안(종가)', '20270309', '188.5');
      for (const rows of [
        [other, close],
        [close, other],
      ]) {
        const feed = parse(ecos(...rows));
        expect(feed.quotes).toMatchObject([{ id: 'CNY/KRW', price: 188.5 }]);
        expect(feed.issues).toMatchObject([{ value: { id: other.ITEM_NAME1 }, rule: 'no-price', action: 'skipped' }]);
      }
    },
  );

  test('of two current rates of one currency, the first is shown', () => {
    const basic = ecosRow('원/위안(매매기준율)', '20270309', '187.9');
    const close = ecosRow('원/위안(종가)', '20270309', '188.5');
    expect(prices(ecos(basic, close))).toEqual([['CNY/KRW', 1, 187.9]]);
    expect(prices(ecos(close, basic))).toEqual([['CNY/KRW', 1, 188.5]]);
  });
});

describe('Korea Eximbank', () => {
  test.each(['JPY(10)', 'JPY(250)', 'JPY(0)'])('%s is for an amount that can’t be shown, and is left out', (unit) => {
    expect(issuesOf(parse([exim(unit, '111'), exim('USD', '1,312.4')]))).toEqual(['[0].per unusual-amount skipped']);
  });
});
