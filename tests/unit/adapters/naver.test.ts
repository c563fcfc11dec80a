import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import {
  kosdaq,
  kospi,
  legacy,
  legacyIndex,
  metal,
  polling,
  preopen,
  world,
} from '../../support/fixtures/adapters/naver.js';
import { noItems, quote, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('naver');
const firstQuote = (payload: unknown) => parse(payload).quotes[0]!;

describe('the polling service', () => {
  test('reads indices with names in both languages, without issues', () => {
    const feed = parse(polling(kospi, kosdaq));
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
        asOf: Date.parse('2027-03-10T06:59:00.123Z'),
        state: 'closed',
        delay: 0,
      }),
      quote({
        id: 'KOSDAQ',
        name: { ko: '코스닥', en: 'KOSDAQ' },
        kind: 'index',
        price: 901.2,
        change: 5.1,
        changePercent: 0.57,
        previousClose: 896.1,
        direction: 'up',
        asOf: Date.parse('2027-03-10T06:30:00Z'),
        state: 'closed',
        delay: 20,
      }),
    ]);
  });

  test('a signed change with code 5 keeps its sign', () => {
    expect(firstQuote(polling(kospi))).toMatchObject({ change: -38.45, changePercent: -1.2, direction: 'down' });
  });

  test('an unsigned change with code 5 is a fall', () => {
    const unsigned = { compareToPreviousClosePriceRaw: '38.45', fluctuationsRatioRaw: '1.20' };
    expect(firstQuote(polling({ ...kospi, ...unsigned }))).toMatchObject({ change: -38.45, changePercent: -1.2 });
  });

  test.each([
    ['closed', 70000, 70],
    ['open or about to open', 7000, 7],
    ['as text', '7000', 7],
  ])('converts the polling interval from milliseconds to seconds: %s', (_, pollingInterval, ttl) => {
    expect(parse({ ...polling(kospi), pollingInterval }).ttl).toBe(ttl);
  });

  test('without an interval, the feed has no `ttl`', () => {
    const feed = parse({ datas: [kospi] });
    expect(feed.ttl).toBeNull();
    expect(feed.issues).toEqual([]);
  });

  test('before the market opens, the price is yesterday’s close, not the price at another venue', () => {
    const feed = parse(preopen);
    expect(feed.ttl).toBe(7);
    expect(feed.quotes).toEqual([
      quote({
        id: '098760',
        name: { ko: '가나전자' },
        kind: 'equity',
        price: 51200,
        // A percent of 0 may be rounded, so it does not give a change of 0.
        change: null,
        changePercent: 0,
        direction: 'flat',
        decimals: 0,
        state: 'pre',
      }),
    ]);
  });

  test('an empty `datas`, which answers an unknown code, is refused', () => {
    expect(parse(polling())).toMatchObject(noItems);
  });

  test('a foreign index has its Reuters code as id', () => {
    expect(firstQuote(polling(world))).toEqual(
      quote({
        id: '.XYZ',
        name: { ko: '엑스와이제트', en: '.XYZ' },
        kind: 'index',
        price: 12345.6,
        change: 45.6,
        changePercent: 0.37,
        previousClose: 12300,
        direction: 'up',
        asOf: Date.parse('2027-03-10T06:15:49Z'),
        state: 'open',
        delay: 15,
      }),
    );
  });

  test('an item with a unit is a commodity', () => {
    expect(firstQuote(polling(metal))).toEqual(
      quote({
        id: 'AUcv1',
        name: { ko: '시험 금' },
        kind: 'commodity',
        price: 2450.5,
        change: -49.5,
        changePercent: -1.98,
        previousClose: 2500,
        direction: 'down',
        unit: 'USD/OZS',
        asOf: Date.parse('2027-03-10T06:55:51Z'),
        state: 'open',
        delay: 10,
      }),
    );
  });
});

describe('a number in a Raw field and in a display field', () => {
  test.each([
    ['an empty Raw falls back to the display field', { closePriceRaw: '', closePrice: '3,166.05' }],
    ['an empty display field does not hide its Raw', { closePriceRaw: '3166.05', closePrice: '' }],
    ['a dash in the display field does not hide its Raw', { closePriceRaw: '3166.05', closePrice: '-' }],
    ['a missing Raw falls back as well', { closePrice: '3,166.05' }],
    ['a Raw may be a number', { closePriceRaw: 3166.05, closePrice: '1.00' }],
  ])('the price is found: %s', (_, fields) => {
    expect(firstQuote(polling({ itemCode: 'KOSPI', ...fields })).price).toBe(3166.05);
  });

  test('a price that is missing in both is shown as a dash, and reported', () => {
    const feed = parse(polling({ itemCode: 'KOSPI', closePriceRaw: '', closePrice: '-' }, kosdaq));
    expect(feed.quotes[0]!.price).toBeNull();
    expect(feed.issues).toEqual([{ path: 'datas[0].price', value: '', rule: 'no-price', action: 'dropped' }]);
  });
});

describe('every name that Naver uses for a field', () => {
  const row = { itemCode: 'KOSPI', closePriceRaw: '104' };

  test.each(['itemCode', 'reutersCode', 'marketIndexCode', 'symbolCode'])('id: %s', (name) => {
    expect(firstQuote(polling({ [name]: 'ABC', closePrice: '1' })).id).toBe('ABC');
  });

  test.each(['stockName', 'indexName', 'name'])('name: %s', (name) => {
    expect(firstQuote(polling({ ...row, [name]: '이름' })).name).toEqual({ ko: '이름', en: 'KOSPI' });
  });

  test.each(['closePriceRaw', 'closePrice', 'currentPrice', 'saleBaseRate'])('price: %s', (name) => {
    expect(firstQuote(polling({ itemCode: 'KOSPI', [name]: '1,234.50' })).price).toBe(1234.5);
  });

  test.each([
    'compareToPreviousClosePriceRaw',
    'compareToPreviousClosePrice',
    'fluctuationsRaw',
    'fluctuations',
    'changePriceRaw',
    'changePrice',
  ])('change: %s', (name) => {
    expect(firstQuote(polling({ ...row, [name]: '4' }))).toMatchObject({ change: 4, previousClose: 100 });
  });

  test.each(['fluctuationsRatioRaw', 'fluctuationsRatio', 'changeRate'])('percent: %s', (name) => {
    expect(firstQuote(polling({ ...row, [name]: '4.00' }))).toMatchObject({ changePercent: 4, direction: 'up' });
  });

  test.each([
    ['compareToPreviousPrice.code', { compareToPreviousPrice: { code: '5' } }],
    ['fluctuationsType.code', { fluctuationsType: { code: '4' } }],
    ['fluctuationsType', { fluctuationsType: 'FALLING' }],
  ])('direction: %s', (_, fields) => {
    expect(firstQuote(polling({ ...row, fluctuations: '4', ...fields }))).toMatchObject({
      change: -4,
      direction: 'down',
    });
  });

  test.each([
    ['stockExchangeType.delayTime', { stockExchangeType: { delayTime: 20 } }, 20],
    ['delayTime', { delayTime: 10 }, 10],
    ['delayTimeName', { delayTimeName: '실시간' }, 0],
    ['delayTimeName', { delayTimeName: '2시간 지연' }, 120],
    ['delayTimeName', { delayTimeName: '20분 지연' }, 20],
    ['delayTimeName', { delayTimeName: '20초 지연' }, null],
    ['delayTimeName', { delayTimeName: '약 20분 지연' }, null],
    ['delayTimeName', { delayTimeName: '20분 지연됨' }, null],
  ])('delay: %s', (_, fields, delay) => {
    expect(firstQuote(polling({ ...row, ...fields })).delay).toBe(delay);
  });

  test.each([
    ['PREOPEN', 'pre'],
    ['OPEN', 'open'],
    ['CLOSE', 'closed'],
  ])('state: %s is %s', (marketStatus, state) => {
    expect(firstQuote(polling({ ...row, marketStatus })).state).toBe(state);
    expect(firstQuote(legacy('SERVICE_INDEX', { ...legacyIndex, ms: marketStatus })).state).toBe(state);
  });

  test('an unknown state is shown as `unknown`, and reported', () => {
    const feed = parse(polling({ ...row, marketStatus: 'LUNCH' }));
    expect(feed.quotes[0]!.state).toBe('unknown');
    expect(feed.issues).toEqual([{ path: 'datas[0].state', value: 'LUNCH', rule: 'unreadable', action: 'dropped' }]);
  });
});
