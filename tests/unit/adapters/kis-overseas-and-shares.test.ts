import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import {
  kisDollar,
  kisOverseas,
  kisShare,
  kisWatchlist,
  kiwoomSectors,
  kiwoomShares,
  koscomDeem,
} from '../../support/fixtures/adapters/kis.js';
import { issuesOf, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('kis');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

describe('KIS: overseas indices, currencies and yields', () => {
  test('an index has its own code and name', () => {
    const feed = parse(kisOverseas());
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: 'SPX',
        name: { ko: 'S&P500' },
        kind: 'index',
        price: 7138.8,
        change: -61.2,
        changePercent: -0.85,
        previousClose: 7200,
        direction: 'down',
      }),
    ]);
  });

  test('an id from the page’s mapping replaces the code', () => {
    const { output1, rt_cd } = kisOverseas({ stck_shrn_iscd: undefined, hts_kor_isnm: undefined });
    expect(firstQuote({ rt_cd, output1 }, { id: '=S&P 500' })).toMatchObject({
      id: 'S&P 500',
      price: 7138.8,
      change: -61.2,
    });
  });

  test('the price of a dollar in won is a currency pair, here with an unsigned fall', () => {
    const feed = parse(kisOverseas(kisDollar));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
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
      }),
    ]);
  });

  test.each([
    ['FX@KRWKFTC', 'USD/KRW'],
    ['FX@EUR', 'EUR/USD'],
    ['FX@GBP', 'GBP/USD'],
    ['FX@JPY', 'USD/JPY'],
    ['FX@CNY', 'USD/CNY'],
    ['FX@VND', 'USD/VND'],
  ])('%s is the pair %s', (stck_shrn_iscd, id) => {
    const [base, other] = id.split('/');
    const row = { ...kisDollar, stck_shrn_iscd, hts_kor_isnm: '환율' };
    expect(firstQuote(kisOverseas(row))).toMatchObject({ id, name: id, kind: 'fx', base, quote: other, per: 1 });
  });

  test('the dollar is recognised by its name when the code is missing', () => {
    expect(firstQuote(kisOverseas({ ...kisDollar, stck_shrn_iscd: undefined })).id).toBe('USD/KRW');
  });

  test('a pair keeps its currencies when the page gives it another id', () => {
    const own = firstQuote(kisOverseas(kisDollar), { id: '=dollar' });
    expect(own).toMatchObject({ id: 'dollar', kind: 'fx', base: 'USD', quote: 'KRW' });
  });

  test('yen in won keep their code, because the number of yen is unknown', () => {
    const row = { ...kisDollar, stck_shrn_iscd: 'FX@KRWJS', hts_kor_isnm: '원/엔' };
    expect(firstQuote(kisOverseas(row))).toMatchObject({
      id: 'FX@KRWJS',
      name: { ko: '원/엔' },
      kind: 'fx',
      base: null,
    });
  });

  test.each([
    ['.DJI', 'index'],
    ['HK#HS', 'index'],
    ['COMP', 'index'],
    ['Y0202', 'rate'],
    ['Y02', 'other'],
    ['NYGOLD', 'other'],
    ['AAPL', 'other'],
    ['toString', 'other'],
  ])('%s has the kind %s', (stck_shrn_iscd, kind) => {
    expect(firstQuote(kisOverseas({ stck_shrn_iscd }))).toMatchObject({ id: stck_shrn_iscd, kind });
  });

  test('the zeros that answer an unknown code are refused', () => {
    const zeros = {
      ovrs_nmix_prpr: '0.00',
      ovrs_nmix_prdy_vrss: '0.00',
      prdy_ctrt: '0.00',
      ovrs_nmix_prdy_clpr: '0.00',
    };
    const feed = parse(kisOverseas({ ...zeros, prdy_vrss_sign: '3' }));
    expect(feed.quotes).toEqual([]);
    expect(issuesOf(feed).at(-1)).toBe('items no-prices refused');
  });

  test('an error with status 200 is refused with its message', () => {
    const error = { rt_cd: '1', msg_cd: 'EGW00201', msg1: '초당 거래건수를 초과하였습니다.' };
    expect(parse({ ...kisOverseas(), ...error })).toMatchObject(refusal('source-error', error.msg1));
  });
});

describe('KIS: shares', () => {
  const fallen = {
    kind: 'equity',
    price: 51200,
    change: -800,
    changePercent: -1.54,
    previousClose: 52000,
    direction: 'down',
    decimals: 0,
  } as const;

  test('a share has its short code as id, and does not get the name of its sector', () => {
    expect(parse(kisShare())).toMatchObject({ quotes: [{ ...fallen, id: '098760', name: '098760' }], issues: [] });
  });

  test('the chart of a share has its name and the previous close', () => {
    const { output } = kisShare({ hts_kor_isnm: '가나전자', stck_prdy_clpr: '52000', prdy_vrss: '800' });
    const feed = parse({ rt_cd: '0', output1: output, output2: [] });
    expect(feed.quotes).toEqual([quote({ ...fallen, id: '098760', name: { ko: '가나전자' } })]);
  });

  test('reads several shares without signs from one payload', () => {
    const unknown = { inter_shrn_iscd: '000123', inter_kor_isnm: '나', prdy_vrss_sign: '?', inter2_prdy_clpr: '' };
    const feed = parse(kisWatchlist({}, unknown));
    expect(feed.quotes).toMatchObject([
      { ...fallen, id: '098760', name: { ko: '가나전자' } },
      { id: '000123', name: { ko: '나' }, price: 51200, change: null, changePercent: null, direction: null },
    ]);
    expect(issuesOf(feed)).toContain('output[1].direction unreadable dropped');
  });

  test('reads a ranking, which has other field names for code and price', () => {
    const row = { mksc_shrn_iscd: '098760', hts_kor_isnm: '가나전자', stck_prpr: '51200', prdy_vrss: '800' };
    const output = [{ ...row, prdy_vrss_sign: '5', prdy_ctrt: '-1.54', data_rank: '1' }];
    expect(parse({ rt_cd: '0', output }).quotes).toMatchObject([{ ...fallen, id: '098760' }]);
  });
});

describe('Kiwoom: lists', () => {
  test('in a list of sector indices, the market has its id as name, and a sector its own name', () => {
    const feed = parse(kiwoomSectors);
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: 'KOSPI',
        kind: 'index',
        price: 3166.05,
        change: -38.45,
        changePercent: -1.2,
        previousClose: 3204.5,
        direction: 'down',
      }),
      quote({
        id: '005',
        name: { ko: '음식료/담배' },
        kind: 'index',
        price: 1010,
        change: 10,
        changePercent: 1,
        previousClose: 1000,
        direction: 'up',
      }),
    ]);
  });

  test('shares have longer codes, some of them with a venue at the end', () => {
    const feed = parse(kiwoomShares({}, { stk_cd: '098760_NX' }, { stk_cd: '0009A0' }, { stk_cd: 'A098760' }));
    expect(feed.quotes.map(({ id, kind, decimals }) => [id, kind, decimals])).toEqual([
      ['098760', 'equity', 0],
      ['098760_NX', 'equity', 0],
      ['0009A0', 'equity', 0],
      ['A098760', 'equity', 0],
    ]);
    expect(feed.quotes[0]).toMatchObject({ name: { ko: '가나전자' }, price: 51200, change: -800, direction: 'down' });
  });

  test('a code of four digits is no sector', () => {
    expect(parse(kiwoomShares({ stk_cd: '0051' }, { stk_cd: '1005' })).quotes.map(({ kind }) => kind)).toEqual([
      'equity',
      'equity',
    ]);
  });

  test('a single share is not taken for an index', () => {
    const [row] = kiwoomShares({}).atn_stk_infr;
    expect(firstQuote({ return_code: 0, ...row })).toMatchObject({ id: '098760', kind: 'equity', price: 51200 });
  });

  test('a share stays a share when the page gives it another id', () => {
    expect(firstQuote(kiwoomShares({}), { id: '={stk_nm}' })).toMatchObject({
      id: '가나전자',
      kind: 'equity',
      decimals: 0,
    });
  });

  test('an empty list is refused, and so are the bars of a chart', () => {
    for (const payload of [
      { return_code: 0, all_inds_idex: [] },
      { return_code: 0, stk_min_pole_chart_qry: [{ cur_prc: '-51200', cntr_tm: '20270310153000' }] },
    ])
      expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  });
});

describe('KOSCOM: a payload with a traded and an expected price', () => {
  test('the expected change and code are not used for the traded price', () => {
    const both = koscomDeem({ trdPrc: 3160, cmpprevddPrc: undefined, cmpprevddTpCd: undefined });
    expect(firstQuote(both)).toMatchObject({ price: 3160, change: null, direction: null, state: null });
  });
});
