import { describe, expect, test } from 'vitest';
import '../../../src/adapters/krx.js';
import { krxPortal, openRow, portalDay, portalIndex, portalShare } from '../../support/fixtures/adapters/krx.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('krx');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

const kospi = quote({
  id: 'KOSPI',
  name: { ko: '코스피', en: 'KOSPI' },
  kind: 'index',
  price: 3166.05,
  change: -38.45,
  changePercent: -1.2,
  previousClose: 3204.5,
  direction: 'down',
  state: 'closed',
  delay: 'eod',
});

describe('all indices of a market', () => {
  const rows = [
    portalIndex('코스피 (외국주포함)'),
    portalIndex('코스피', '3,166.05', '2', '-38.45', '-1.20'),
    portalIndex('코스피 200', '421.37', '2', '6.38', '1.49'),
    portalIndex('코스피 대형주', '3,030.00', '1', '30.00', '1.00'),
  ];

  test('the exchange’s own codes give the direction, with signs and without', () => {
    const feed = parse(krxPortal(rows));
    expect(feed.quotes).toMatchObject([
      kospi,
      { id: 'KOSPI200', price: 421.37, change: -6.38, changePercent: -1.49, direction: 'down' },
      { id: '코스피대형주', name: { ko: '코스피 대형주' }, price: 3030, change: 30, direction: 'up' },
    ]);
    expect(feed.quotes[0]).toEqual(kospi);
    expect(issuesOf(feed)).toEqual(['output[0] no-price skipped']);
  });

  test.each(['output', 'OutBlock_1', 'block1'])('reads the rows in `%s`', (list) => {
    expect(parse(krxPortal(rows, undefined, list)).quotes.map(({ id }) => id)).toEqual([
      'KOSPI',
      'KOSPI200',
      '코스피대형주',
    ]);
  });

  test.each([
    ['코스닥', 'KOSDAQ'],
    ['코스닥 150', 'KOSDAQ150'],
    ['KRX 300', 'KRX300'],
  ])('the name `%s` gives the id %s', (name, id) => {
    expect(firstQuote(krxPortal([portalIndex(name, '100.00', '3', '0.00', '0.00')]))).toMatchObject({
      id,
      direction: 'flat',
    });
  });

  test('with an unknown code, only the price is shown', () => {
    const feed = parse(krxPortal([portalIndex('코스피', '3,166.05', '9', '38.45', '1.20')]));
    expect(feed.quotes).toMatchObject([{ price: 3166.05, change: null, changePercent: null, direction: null }]);
    expect(issuesOf(feed)).toContain('output[0].direction unreadable dropped');
  });

  test('a day without trading has nothing to show', () => {
    expect(parse(krxPortal([]))).toMatchObject(noItems);
    expect(issuesOf(parse(krxPortal([portalIndex('코스피')])))).toEqual([
      'output[0] no-price skipped',
      'items no-items refused',
    ]);
  });
});

describe('one index by days', () => {
  const days = [
    portalDay('2027/03/09', '3,166.05', '2', '-38.45', '-1.20'),
    portalDay('2027/03/08', '3,204.50', '1', '4.50', '0.14'),
    portalDay('2027/03/05', '3,200.00', '1', '10.00', '0.31'),
  ];
  const named = { id: '=KOSPI' };

  test('the page gives the id, and the newest day gives the price', () => {
    for (const rows of [days, days.toReversed()]) {
      const feed = parse(krxPortal(rows), named);
      expect(feed.quotes).toEqual([{ ...kospi, name: 'KOSPI', asOf: Date.parse('2027-03-09') }]);
      expect(feed.issues.map(({ rule }) => rule)).toEqual(['older-row', 'older-row']);
    }
  });

  test('the day before gives the previous close where the change is missing', () => {
    const [newest, ...older] = days;
    const bare = { ...newest!, FLUC_TP_CD: undefined, PRV_DD_CMPR: undefined, UPDN_RATE: undefined };
    expect(firstQuote(krxPortal([bare, ...older]), named)).toMatchObject({ change: -38.45, previousClose: 3204.5 });
  });

  test.each([
    ['has no price', [portalDay('2027/03/08', '-', '', '-', '-'), days[2]!]],
    ['is not in the table', []],
    ['is a week away', [portalDay('2027/03/02', '3,204.50', '1', '4.50', '0.14')]],
    ['is a month', [portalDay('2027/02', '3,204.50', '1', '4.50', '0.14')]],
    ['is the same day', [portalDay('2027/03/09', '3,166.05', '', '', '')]],
  ])('a day before that %s gives no previous close', (_, older) => {
    const newest = { ...days[0]!, FLUC_TP_CD: undefined, PRV_DD_CMPR: undefined, UPDN_RATE: undefined };
    expect(firstQuote(krxPortal([...older, newest]), named)).toMatchObject({
      price: 3166.05,
      change: null,
      previousClose: null,
      direction: null,
    });
  });

  test('a weekend followed by a holiday on Monday does not hide the day before', () => {
    const rows = [
      portalDay('2027/03/09', '3,166.05', '', '', ''),
      portalDay('2027/03/05', '3,200.00', '1', '10.00', '0.31'),
    ];
    expect(firstQuote(krxPortal(rows), named).previousClose).toBe(3200);
  });

  test('a newest day without a price is passed over', () => {
    const rows = [portalDay('2027/03/10', '-', '', '-', '-'), ...days];
    expect(firstQuote(krxPortal(rows), named)).toMatchObject({ price: 3166.05, asOf: Date.parse('2027-03-09') });
  });

  test('without an id in the page’s mapping, nothing can be shown', () => {
    expect(issuesOf(parse(krxPortal(days.slice(0, 1))))).toEqual([
      'output[0].id no-id skipped',
      'items no-items refused',
    ]);
  });
});

describe('shares', () => {
  const share = {
    id: '098760',
    name: { ko: '가나전자' },
    kind: 'equity',
    price: 51200,
    change: -800,
    changePercent: -1.54,
    direction: 'down',
    decimals: 0,
  } as const;

  test('have their short code as id', () => {
    const feed = parse(krxPortal([portalShare()], undefined, 'OutBlock_1'));
    expect(feed).toMatchObject({ quotes: [{ ...share, state: 'closed', delay: 'eod' }], issues: [] });
  });

  test('by days, the page gives the id of the share', () => {
    const days = [
      portalShare({ ...share, TRD_DD: '2027/03/09', ISU_SRT_CD: undefined, ISU_CD: undefined, CMPPREVDD_PRC: '' }),
      portalShare({ TRD_DD: '2027/03/08', ISU_SRT_CD: undefined, ISU_CD: undefined, TDD_CLSPRC: '52,000' }),
    ];
    expect(firstQuote(krxPortal(days), { id: '=098760' })).toMatchObject({ ...share, previousClose: 52000 });
  });

  test('a fund has its own change, and not that of its index', () => {
    const fund = portalShare({
      CMPPREVDD_PRC: '800',
      IDX_IND_NM: '코스피 200',
      OBJ_STKPRC_IDX: '421.37',
      FLUC_TP_CD1: '1',
      CMPPREVDD_IDX: '3.95',
    });
    expect(firstQuote(krxPortal([fund]))).toMatchObject(share);
  });

  test('the Open API has the day and no direction code', () => {
    const row = { ...portalShare(), BAS_DD: '20270309', ISU_SRT_CD: undefined, ISU_CD: '098760', ISU_ABBRV: undefined };
    const payload = { OutBlock_1: [{ ...row, ISU_NM: '가나전자', FLUC_TP_CD: undefined }] };
    expect(parse(payload)).toMatchObject({
      quotes: [{ ...share, asOf: Date.parse('2027-03-09'), state: 'closed', delay: 'eod' }],
      issues: [],
    });
  });
});

describe('the time of the response', () => {
  const table = (answered: string) => krxPortal([portalIndex('코스피', '3,166.05', '2', '-38.45', '-1.20')], answered);
  const byDays = (answered: string) =>
    krxPortal([portalDay('2027/03/09', '3,166.05', '2', '-38.45', '-1.20')], answered);

  test.each([
    ['2027.03.09 AM 09:00:00', null, 20],
    ['2027.03.09 PM 12:30:00', null, 20],
    ['2027.03.09 PM 03:59:59', null, 20],
    ['2027.03.09 PM 04:00:00', 'closed', 'eod'],
    ['2027.03.09 PM 11:00:00', 'closed', 'eod'],
    ['2027.03.10 AM 10:00:00', 'closed', 'eod'],
    ['yesterday', null, null],
    ['until 2027.03.09 PM 04:00:00', null, null],
  ])('a row of March 9, received at %s, has the state %j and the delay %j', (answered, state, delay) => {
    expect(firstQuote(byDays(answered), { id: '=KOSPI' })).toMatchObject({ state, delay });
  });

  test.each([
    ['2027.03.09 AM 08:59:59', 'closed', 'eod'],
    ['2027.03.09 AM 12:10:00', 'closed', 'eod'],
    ['2027.03.09 AM 09:00:00', null, null],
    ['2027.03.09 PM 03:00:00', null, null],
    ['2027.03.09 PM 04:00:00', 'closed', 'eod'],
  ])('a table without a day, received at %s, has the state %j and the delay %j', (answered, state, delay) => {
    expect(firstQuote(table(answered))).toMatchObject({ state, delay });
  });

  test('state and delay are unknown where it is missing', () => {
    const { output } = table('') as { output?: unknown };
    expect(firstQuote({ output })).toMatchObject({ price: 3166.05, change: -38.45, state: null, delay: null });
  });

  test('the Open API needs none, because its days are over', () => {
    const feed = parse({ OutBlock_1: [openRow('KOSPI', '코스피', '3166.05', '-38.45', '-1.20')] });
    expect(feed.quotes).toMatchObject([{ state: 'closed', delay: 'eod' }]);
  });
});

test('an error is refused with its message', () => {
  const error = { _error_code: 'CD010', _error_message: '로그인이 필요합니다' };
  expect(parse(error)).toMatchObject(refusal('source-error', error._error_message));
});

test('fields of a page’s own mapping stay as they are', () => {
  const paths = { id: '=MINE', state: '=post', delay: 5 };
  const feed = parse(krxPortal([portalIndex('코스피', '3,166.05', '2', '-38.45', '-1.20')]), paths);
  expect(feed.quotes).toMatchObject([{ id: 'MINE', state: 'post', delay: 5 }]);
});
