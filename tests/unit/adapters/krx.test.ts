import { describe, expect, test } from 'vitest';
import '../../../src/adapters/krx.js';
import { openApi, openRow, portal, portalRow } from '../../support/fixtures/adapters/krx.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('krx');
const ids = (payload: unknown) => parse(payload).quotes.map(({ id }) => id);
const daily = {
  kind: 'index',
  // The payload has a day without a time.
  asOf: Date.parse('2027-03-09T00:00:00Z'),
  state: 'closed',
  delay: 'eod',
} as const;

describe('the Open API', () => {
  test('reads the close of each index, with names in both languages where both are known', () => {
    expect(parse(openApi).quotes).toEqual([
      quote({
        ...daily,
        id: 'KOSPI',
        name: { ko: '코스피', en: 'KOSPI' },
        price: 3166.05,
        change: -38.45,
        changePercent: -1.2,
        previousClose: 3204.5,
        direction: 'down',
      }),
      quote({
        ...daily,
        id: 'KOSPI200',
        name: { ko: '코스피 200', en: 'KOSPI200' },
        price: 421.37,
        change: -6.38,
        changePercent: -1.49,
        previousClose: 427.75,
        direction: 'down',
      }),
      quote({
        ...daily,
        id: 'KOSPI:코스피200중소형주',
        name: { ko: '코스피 200 중 소형주' },
        price: 1010,
        change: 10,
        changePercent: 1,
        previousClose: 1000,
        direction: 'up',
      }),
    ]);
  });

  test('an index with a similar name and only dashes is left out and reported', () => {
    const { issues } = parse(openApi);
    expect(issues).toMatchObject([{ path: 'OutBlock_1[0]', rule: 'no-price', action: 'skipped' }]);
    expect(issues[0]!.value).toMatchObject({ id: '코스피 (외국주포함)', price: '-' });
  });

  test('an index with a similar name and a value is another index', () => {
    const rows = [openRow('KOSPI', '코스피 (외국주포함)', '3001.00'), openRow('KOSPI', '코스피', '3166.05')];
    expect(parse({ OutBlock_1: rows }).quotes).toMatchObject([
      { id: 'KOSPI:코스피(외국주포함)', name: { ko: '코스피 (외국주포함)' }, price: 3001 },
      { id: 'KOSPI', price: 3166.05 },
    ]);
  });

  test.each([
    ['KOSPI', '코스피', 'KOSPI'],
    ['KOSPI', '코스피 200', 'KOSPI200'],
    ['KOSDAQ', '코스닥', 'KOSDAQ'],
    ['KOSDAQ', '코스닥 150', 'KOSDAQ150'],
  ])('in the series %s, `%s` has the id %s', (series, name, id) => {
    const feed = parse({ OutBlock_1: [openRow(series, name, '100.00')] });
    expect(feed.quotes).toMatchObject([{ id, name: { ko: name, en: id } }]);
  });

  test.each([
    ['KRX', 'KRX 300', 'KRX:KRX300'],
    ['KOSDAQ', '코스피', 'KOSDAQ:코스피'],
    ['KOSPI', '코스닥', 'KOSPI:코스닥'],
    ['KOSPI', '코스피 2000', 'KOSPI:코스피2000'],
  ])('in the series %s, `%s` has the id %s', (series, name, id) => {
    expect(ids({ OutBlock_1: [openRow(series, name, '100.00')] })).toEqual([id]);
  });

  test.each([[''], [null], [undefined], ['-']])('a row with the close %j has no price', (close) => {
    const feed = parse({ OutBlock_1: [{ ...openRow('KOSPI', '코스피'), CLSPRC_IDX: close }] });
    expect(issuesOf(feed)).toEqual(['OutBlock_1[0] no-price skipped', 'items no-items refused']);
  });

  test('an error is refused with its message', () => {
    const payload = { respCode: '401', respMsg: 'Unauthorized Key' };
    expect(parse(payload)).toMatchObject(refusal('source-error', 'Unauthorized Key'));
  });

  test('a day without trading is refused', () => {
    expect(parse({ OutBlock_1: [] })).toMatchObject(noItems);
  });
});

describe('data.go.kr', () => {
  test.each([
    ['.91', '20.1', '2228.9', 20.1, 0.91, 'up'],
    ['-.89', '-6', '668.2', -6, -0.89, 'down'],
  ])('reads percents without a zero before the point: %s', (fltRt, vs, clpr, change, changePercent, direction) => {
    const feed = parse(portal([portalRow('KOSPI시리즈', '코스피', { fltRt, vs, clpr })]));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        ...daily,
        id: 'KOSPI',
        name: { ko: '코스피', en: 'KOSPI' },
        price: Number(clpr),
        change,
        changePercent,
        previousClose: Number((Number(clpr) - change).toFixed(2)),
        direction: direction as 'up',
      }),
    ]);
  });

  test('where `vs` is missing, only the percent is shown', () => {
    const feed = parse(portal([portalRow('KOSPI시리즈', '코스피', { clpr: '2,020', vs: undefined, fltRt: '1' })]));
    expect(feed.quotes).toMatchObject([{ price: 2020, change: null, changePercent: 1, direction: 'up' }]);
  });

  test('the same name in two series is two indices', () => {
    const rows = [
      portalRow('KOSDAQ시리즈', 'IT 서비스'),
      portalRow('KOSPI시리즈', 'IT 서비스', { clpr: '1204.6', vs: '4.6', fltRt: '.38' }),
    ];
    const feed = parse(portal(rows));
    expect(feed.quotes).toMatchObject([
      { id: 'KOSDAQ:IT서비스', name: { ko: 'IT 서비스' }, price: 1505.5 },
      { id: 'KOSPI:IT서비스', name: { ko: 'IT 서비스' }, price: 1204.6 },
    ]);
    expect(feed.issues).toEqual([]);
  });

  test('`코스피 200` in its own series has the id KOSPI200', () => {
    expect(ids(portal([portalRow('KOSPI시리즈', '코스피 200')]))).toEqual(['KOSPI200']);
  });

  test.each([
    ['the newest first', ['20270309', '20270308', '20270305'], [1, 2]],
    ['the oldest first', ['20270305', '20270308', '20270309'], [0, 1]],
    ['in no order', ['20270308', '20270309', '20270305'], [0, 2]],
  ])('of several days, %s, the newest is shown and the others are reported', (_, days, older) => {
    const rows = days.map((basDt) => portalRow('KOSPI시리즈', '코스피', { basDt, clpr: `15${basDt.slice(6)}` }));
    const feed = parse(portal([...rows, portalRow('KOSDAQ시리즈', '코스닥', { basDt: '20270304' })]));
    expect(feed.quotes).toMatchObject([
      { id: 'KOSPI', price: 1509, asOf: daily.asOf },
      // The newest day is determined for each index.
      { id: 'KOSDAQ', asOf: Date.parse('2027-03-04T00:00:00Z') },
    ]);
    expect(issuesOf(feed)).toEqual(older.map((index) => `response.body.items.item[${index}] older-row skipped`));
  });

  test('reads a single row, which is not in a list', () => {
    const feed = parse(portal(portalRow('KOSDAQ시리즈', '코스닥')));
    expect(feed.quotes).toMatchObject([{ id: 'KOSDAQ', price: 1505.5, change: 5.5, changePercent: 0.37 }]);
    const none = parse(portal(portalRow('KOSDAQ시리즈', '코스닥', { clpr: '-' })));
    expect(issuesOf(none)[0]).toBe('response.body.items.item no-price skipped');
  });

  test('reads rows without their envelope', () => {
    expect(ids([portalRow('KOSDAQ시리즈', '코스닥 150'), portalRow('KOSPI시리즈', '코스피')])).toEqual([
      'KOSDAQ150',
      'KOSPI',
    ]);
  });

  test('reads a response without a header', () => {
    const { body } = portal([portalRow('KOSPI시리즈', '코스피')]).response;
    expect(ids({ response: { body } })).toEqual(['KOSPI']);
  });

  test.each([
    ['with its message', { resultCode: '22', resultMsg: 'LIMITED NUMBER OF REQUESTS' }, 'LIMITED NUMBER OF REQUESTS'],
    ['without one, with its code', { resultCode: '30' }, '30'],
  ])('a result code that is not 00 is refused %s', (_, header, value) => {
    expect(parse(portal([portalRow('KOSPI시리즈', '코스피')], header))).toMatchObject(refusal('source-error', value));
  });

  test('an empty text in place of the rows is refused', () => {
    const payload = { response: { header: { resultCode: '00' }, body: { items: '' } } };
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  });
});

test.each([[null], ['SERVICE KEY IS NOT REGISTERED'], [42]])('%j is refused', (payload) => {
  expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
});

test('an empty array has nothing to show', () => {
  expect(parse([])).toMatchObject(noItems);
});

describe('a page’s own mapping', () => {
  test('adds fields', () => {
    expect(parse(openApi, { url: '=/kospi' }).quotes[0]!.url).toBe('/kospi');
  });

  test('can give a name in one language', () => {
    expect(parse(openApi, { name: 'IDX_NM' }).quotes[0]!.name).toBe('코스피');
  });
});
