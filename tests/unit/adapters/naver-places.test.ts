import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { day, front, frontRate, kosdaq, kospi, page, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('naver');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

describe('a page of one item without a code', () => {
  test('is recognised by its name', () => {
    const feed = parse(page());
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: 'KOSPI',
        name: { ko: '코스피', en: 'KOSPI' },
        kind: 'index',
        price: 3166.05,
        change: -38.45,
        changePercent: -1.2,
        previousClose: 3204.5,
        direction: 'down',
        asOf: Date.parse('2027-03-10T06:59:00Z'),
        state: 'closed',
      }),
    ]);
  });

  test.each([
    ['코스피', 'KOSPI'],
    ['코스닥', 'KOSDAQ'],
    ['코스피200', 'KOSPI200'],
    ['코스피 200', 'KOSPI200'],
    ['코스닥 150', 'KOSDAQ150'],
  ])('%s has the id %s', (stockName, id) => {
    expect(firstQuote(page({ stockName }))).toMatchObject({ id, kind: 'index', name: { ko: stockName, en: id } });
    expect(firstQuote([page({ stockName: undefined, indexName: stockName })]).id).toBe(id);
  });

  test.each(['코스피 2000', '가나전자', 'constructor', undefined])('%s is no known name', (stockName) => {
    expect(issuesOf(parse(page({ stockName })))).toEqual(['id no-id skipped', 'items no-items refused']);
  });

  test('its code is used where it has one', () => {
    expect(firstQuote(page({ itemCode: 'KPI200' })).id).toBe('KOSPI200');
  });

  test('an id from the page’s mapping is used', () => {
    expect(firstQuote(page({ stockName: '가나전자' }), { id: '=GANA' })).toMatchObject({ id: 'GANA', price: 3166.05 });
  });
});

describe('a price list', () => {
  const days = [
    day('2027-03-10', '1,312.40', '-7.60', '-0.58'),
    day('2027-03-09', '1,320.00', '5.00', '0.38'),
    day('2027-03-08', '1,315.00', '3.00', '0.23'),
  ];

  test('does not name its item, so the page gives the id, and the newest day gives the price', () => {
    const newest = quote({
      id: 'USD/KRW',
      kind: 'fx',
      price: 1312.4,
      change: -7.6,
      changePercent: -0.58,
      previousClose: 1320,
      direction: 'down',
      base: 'USD',
      quote: 'KRW',
      asOf: Date.parse('2027-03-10'),
    });
    for (const rows of [days, days.toReversed()]) {
      const feed = parse(front(rows), { id: '=USD/KRW' });
      expect(feed.quotes).toEqual([newest]);
      // The older days are expected, so they are not reported.
      expect(feed.issues).toEqual([]);
    }
  });

  test('a price of yen is for 100 yen, as in other responses of Naver', () => {
    expect(firstQuote(front(days), { id: '=JPY/KRW' })).toMatchObject({ id: 'JPY/KRW', base: 'JPY', per: 100 });
  });

  test('an item that is there twice, with a code, is reported', () => {
    expect(issuesOf(parse(front([frontRate(), frontRate()])))).toEqual(['result[1].id duplicate-id skipped']);
  });

  test('the older days are reported when the rows have a code or the page keeps all rows', () => {
    const coded = days.map((row) => ({ ...row, reutersCode: 'FX_USDKRW' }));
    const older = ['result[1].id duplicate-id skipped', 'result[2].id duplicate-id skipped'];
    expect(issuesOf(parse(front(coded)))).toEqual(older);
    expect(issuesOf(parse(front(days), { id: '=USD/KRW', keep: 'all' }))).toEqual(older);
    expect(parse(front(coded), { keep: 'newest' })).toMatchObject({ quotes: [{ price: 1312.4 }], issues: [] });
  });

  test('without an id in the page’s mapping, nothing can be shown', () => {
    expect(issuesOf(parse(front(days.slice(0, 1))))).toEqual(['result[0].id no-id skipped', 'items no-items refused']);
  });

  test('a foreign index has its symbol as id', () => {
    const rows = [{ ...day('2027-03-10', '15.85', '0.72', '4.76'), worldIndexSymbol: '.VIX' }];
    expect(firstQuote(rows)).toMatchObject({ id: '.VIX', kind: 'index', price: 15.85, change: 0.72 });
  });
});

describe('the front API', () => {
  const dollar = quote({
    id: 'USD/KRW',
    kind: 'fx',
    price: 1312.4,
    change: -7.6,
    changePercent: -0.58,
    previousClose: 1320,
    direction: 'down',
    base: 'USD',
    quote: 'KRW',
    asOf: Date.parse('2027-03-10T06:55:12Z'),
    state: 'open',
  });

  test.each<[string, unknown]>([
    ['a list', [frontRate()]],
    ['one item', frontRate()],
    ['`datas`', { datas: [frontRate()] }],
    ['`items`', { items: [frontRate()], totalCount: 1 }],
    ['`exchangeInfo`', { exchangeInfo: frontRate() }],
    ['`mainList`', { mainList: [frontRate()] }],
  ])('the result contains %s', (_, result) => {
    expect(parse(front(result))).toMatchObject({ quotes: [dollar], issues: [] });
  });

  test('reads indices as the polling service has them', () => {
    const { datas, pollingInterval } = polling(kospi, kosdaq);
    expect(parse(front({ datas, pollingInterval }))).toEqual(parse(polling(kospi, kosdaq)));
  });

  test.each([
    ['its message', { message: '잘못된 요청입니다', detailCode: 'BAD_REQUEST' }, '잘못된 요청입니다'],
    ['its code', { message: '', detailCode: 'RESOURCE_NOT_FOUND' }, 'RESOURCE_NOT_FOUND'],
    ['the flag itself', { message: undefined, detailCode: undefined }, 'isSuccess: false'],
  ])('a failure is refused with %s, whatever else the payload contains', (_, said, value) => {
    expect(parse(front([frontRate()], { isSuccess: false, ...said }))).toMatchObject(refusal('source-error', value));
  });

  test('a result without rows is refused', () => {
    for (const payload of [front(null), front('none')])
      expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
    expect(parse(front([]))).toMatchObject(noItems);
  });

  test('an error of a page is refused with its message', () => {
    const error = { code: 'StockConflict', message: '존재하지 않는 종목입니다' };
    expect(parse(error)).toMatchObject(refusal('source-error', error.message));
  });
});
