import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { day, front, frontRate, kosdaq, kospi, page, polling } from '../../fixtures/adapters/naver.js';
import { issuesOf, noItems, quote, reader, refusal } from '../../fixtures/adapters/read.js';

const read = reader('naver');
const first = (payload: unknown, paths?: object) => read(payload, paths).quotes[0]!;

describe('a page without a code', () => {
  test('is known by its name', () => {
    const feed = read(page());
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
  ])('%s is %s', (stockName, id) => {
    expect(first(page({ stockName }))).toMatchObject({ id, kind: 'index', name: { ko: stockName, en: id } });
    expect(first([page({ stockName: undefined, indexName: stockName })]).id).toBe(id);
  });

  test.each(['코스피 2000', '가나전자', 'constructor', undefined])('%s is nothing that we know', (stockName) => {
    expect(issuesOf(read(page({ stockName })))).toEqual(['id no-id skipped', 'items no-items refused']);
  });

  test('its code counts where it has one', () => {
    expect(first(page({ itemCode: 'KPI200' })).id).toBe('KOSPI200');
  });

  test('a page that names it is heard', () => {
    expect(first(page({ stockName: '가나전자' }), { id: '=GANA' })).toMatchObject({ id: 'GANA', price: 3166.05 });
  });
});

describe('a price list', () => {
  const days = [
    day('2027-03-10', '1,312.40', '-7.60', '-0.58'),
    day('2027-03-09', '1,320.00', '5.00', '0.38'),
    day('2027-03-08', '1,315.00', '3.00', '0.23'),
  ];

  test('does not say what it is of: the page has to, and the newest day is the price', () => {
    for (const rows of [days, days.toReversed()])
      expect(read(front(rows), { id: '=USD/KRW' }).quotes).toEqual([
        quote({
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
        }),
      ]);
  });

  test('of yen is by the hundred, as in Naver’s other answers', () => {
    expect(first(front(days), { id: '=JPY/KRW' })).toMatchObject({ id: 'JPY/KRW', base: 'JPY', per: 100 });
  });

  test('without a word on what it is, nothing can be shown', () => {
    expect(issuesOf(read(front(days.slice(0, 1))))).toEqual(['result[0].id no-id skipped', 'items no-items refused']);
  });

  test('of a foreign index has its symbol', () => {
    const rows = [{ ...day('2027-03-10', '15.85', '0.72', '4.76'), worldIndexSymbol: '.VIX' }];
    expect(first(rows)).toMatchObject({ id: '.VIX', kind: 'index', price: 15.85, change: 0.72 });
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
  ])('has in its result %s', (_, result) => {
    expect(read(front(result))).toMatchObject({ quotes: [dollar], issues: [] });
  });

  test('has indices as the polling answer has them', () => {
    const { datas, pollingInterval } = polling(kospi, kosdaq);
    expect(read(front({ datas, pollingInterval }))).toEqual(read(polling(kospi, kosdaq)));
  });

  test.each([
    ['its message', { message: '잘못된 요청입니다', detailCode: 'BAD_REQUEST' }, '잘못된 요청입니다'],
    ['its code', { message: '', detailCode: 'RESOURCE_NOT_FOUND' }, 'RESOURCE_NOT_FOUND'],
    ['the one thing that it says', { message: undefined, detailCode: undefined }, 'isSuccess: false'],
  ])('no success is refused with %s, whatever stands beside', (_, said, value) => {
    expect(read(front([frontRate()], { isSuccess: false, ...said }))).toMatchObject(refusal('source-error', value));
  });

  test('a result that is none is refused', () => {
    for (const payload of [front(null), front('none')])
      expect(read(payload)).toMatchObject(refusal('not-a-feed', payload));
    expect(read(front([]))).toMatchObject(noItems);
  });

  test('the error of a page is refused with its message', () => {
    const error = { code: 'StockConflict', message: '존재하지 않는 종목입니다' };
    expect(read(error)).toMatchObject(refusal('source-error', error.message));
  });
});

describe('the direction', () => {
  const move = (fields: object) => {
    const row = page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...fields });
    const { direction, change, limit } = first(row);
    return [direction, change, limit];
  };
  const fallen = ['down', -38.45, null];
  const unknown = [null, null, null];

  test.each<[unknown]>([
    [{ code: '5' }],
    [{ code: 5 }],
    [{ code: ' 5 ' }],
    [{ name: 'FALLING' }],
    [{ text: '하락' }],
    [{ code: '5', text: '하락', name: 'FALLING' }],
    [{ code: '?', text: '하락', name: '' }],
    ['5'],
    ['FALLING'],
    [' 하락 '],
  ])('%j is a fall, in either place', (said) => {
    expect(move({ compareToPreviousPrice: said })).toEqual(fallen);
    expect(move({ compareToPreviousPrice: undefined, fluctuationsType: said })).toEqual(fallen);
    expect(move({ compareToPreviousPrice: null, fluctuationsType: said })).toEqual(fallen);
    expect(move({ compareToPreviousPrice: said, fluctuationsType: '' })).toEqual(fallen);
    expect(move({ compareToPreviousPrice: said, fluctuationsType: { code: null, name: '' } })).toEqual(fallen);
  });

  test.each([
    ['UPPER_LIMIT', 'up', 'upper'],
    ['RISING', 'up', null],
    ['LOWER_LIMIT', 'down', 'lower'],
    ['FALLING', 'down', null],
  ] as const)('%s', (name, direction, limit) => {
    const change = direction === 'up' ? 38.45 : -38.45;
    expect(move({ compareToPreviousPrice: { name } })).toEqual([direction, change, limit]);
    expect(move({ compareToPreviousPrice: name })).toEqual([direction, change, limit]);
  });

  test.each(['UNCHANGED', 'STEADY'])('%s is flat', (name) => {
    const none = { compareToPreviousClosePrice: '0.00', fluctuationsRatio: '0.00' };
    expect(move({ ...none, compareToPreviousPrice: { name } })).toEqual(['flat', 0, null]);
  });

  test.each<[unknown]>([
    [{ code: '5', name: 'RISING' }],
    [{ code: '2', text: '하락' }],
    [{ code: '7' }],
    [{ name: '?' }],
    [{ side: 'FALLING' }],
    ['-'],
    [['FALLING']],
  ])('%j says nothing that can be read: the price alone, and an issue', (said) => {
    expect(move({ compareToPreviousPrice: said })).toEqual(unknown);
    const { issues } = read(page({ compareToPreviousPrice: said, compareToPreviousClosePrice: '38.45' }));
    expect(issues.map(({ path, rule }) => [path, rule])).toContainEqual(['direction', 'unreadable']);
  });

  test.each<[unknown, unknown]>([
    [{ code: '5', name: 'FALLING' }, { code: '5' }],
    [{ code: '5' }, 'FALLING'],
    ['FALLING', { text: '하락' }],
  ])('two places that agree, %j and %j, are one', (compareToPreviousPrice, fluctuationsType) => {
    expect(move({ compareToPreviousPrice, fluctuationsType })).toEqual(fallen);
  });

  test.each<[unknown, unknown]>([
    [
      { code: '5', name: 'FALLING' },
      { code: '2', name: 'RISING' },
    ],
    [{ code: '5' }, 'RISING'],
    ['FALLING', { text: '보합' }],
    [{ code: '5' }, { name: '?' }],
    [{ name: '?' }, { code: '5' }],
    [{ code: '5' }, { code: '5', name: 'RISING' }],
    [{ code: '5' }, '-'],
  ])('two places that do not, %j and %j, are unknown; the issue shows both', (one, other) => {
    const places = { compareToPreviousPrice: one, fluctuationsType: other };
    expect(move(places)).toEqual(unknown);
    const { issues } = read(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...places }));
    expect(issues).toContainEqual({ path: 'direction', value: places, rule: 'unreadable', action: 'dropped' });
  });

  test('a limit in one place is a rise in the other', () => {
    expect(move({ compareToPreviousPrice: { code: '1' }, fluctuationsType: 'RISING' })[0]).toBe('up');
    expect(move({ compareToPreviousPrice: { code: '4' }, fluctuationsType: 'RISING' })).toEqual(unknown);
  });

  test('a change that can’t be read is not replaced by its twin', () => {
    const row = page({ compareToPreviousClosePriceRaw: '?38.45', compareToPreviousPrice: undefined });
    expect(first({ ...row, fluctuationsRatio: '1.20' })).toMatchObject({ change: null, direction: null });
  });

  test('a mapping of the publisher’s own is left as it is', () => {
    const rise = { direction: '=RISING' };
    expect(first(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20' }), rise)).toMatchObject({
      direction: 'up',
    });
  });
});
