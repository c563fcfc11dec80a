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
import { issuesOf, quote, reader, refusal } from '../../support/fixtures/adapters/read.js';

const read = reader('kis');
const first = (payload: unknown, paths?: object) => read(payload, paths).quotes[0]!;

describe('KIS, overseas', () => {
  test('an index has its own code and name', () => {
    const feed = read(kisOverseas());
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

  test('a page that names it is heard', () => {
    const { output1, rt_cd } = kisOverseas({ stck_shrn_iscd: undefined, hts_kor_isnm: undefined });
    expect(first({ rt_cd, output1 }, { id: '=S&P 500' })).toMatchObject({
      id: 'S&P 500',
      price: 7138.8,
      change: -61.2,
    });
  });

  test('won for a dollar are a pair, with an unsigned fall', () => {
    const feed = read(kisOverseas(kisDollar));
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
  ])('%s is %s', (stck_shrn_iscd, id) => {
    const [base, other] = id.split('/');
    const row = { ...kisDollar, stck_shrn_iscd, hts_kor_isnm: '환율' };
    expect(first(kisOverseas(row))).toMatchObject({ id, name: id, kind: 'fx', base, quote: other, per: 1 });
  });

  test('without its code the dollar is known by its name', () => {
    expect(first(kisOverseas({ ...kisDollar, stck_shrn_iscd: undefined })).id).toBe('USD/KRW');
  });

  test('under a name of the page’s own it stays the pair that it is', () => {
    const own = first(kisOverseas(kisDollar), { id: '=dollar' });
    expect(own).toMatchObject({ id: 'dollar', kind: 'fx', base: 'USD', quote: 'KRW' });
  });

  test('won for yen keep their code: for how many yen is not known', () => {
    const row = { ...kisDollar, stck_shrn_iscd: 'FX@KRWJS', hts_kor_isnm: '원/엔' };
    expect(first(kisOverseas(row))).toMatchObject({ id: 'FX@KRWJS', name: { ko: '원/엔' }, kind: 'fx', base: null });
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
  ])('%s is of kind %s', (stck_shrn_iscd, kind) => {
    expect(first(kisOverseas({ stck_shrn_iscd }))).toMatchObject({ id: stck_shrn_iscd, kind });
  });

  test('an unknown code is answered with zeros: refused', () => {
    const zeros = {
      ovrs_nmix_prpr: '0.00',
      ovrs_nmix_prdy_vrss: '0.00',
      prdy_ctrt: '0.00',
      ovrs_nmix_prdy_clpr: '0.00',
    };
    const feed = read(kisOverseas({ ...zeros, prdy_vrss_sign: '3' }));
    expect(feed.quotes).toEqual([]);
    expect(issuesOf(feed).at(-1)).toBe('items no-prices refused');
  });

  test('an error with status 200 is refused with its message', () => {
    const error = { rt_cd: '1', msg_cd: 'EGW00201', msg1: '초당 거래건수를 초과하였습니다.' };
    expect(read({ ...kisOverseas(), ...error })).toMatchObject(refusal('source-error', error.msg1));
  });
});

describe('KIS, shares', () => {
  const fallen = {
    kind: 'equity',
    price: 51200,
    change: -800,
    changePercent: -1.54,
    previousClose: 52000,
    direction: 'down',
    decimals: 0,
  } as const;

  test('a share has its short code; the name of its sector is not its own', () => {
    expect(read(kisShare())).toMatchObject({ quotes: [{ ...fallen, id: '098760', name: '098760' }], issues: [] });
  });

  test('its chart has its name and yesterday’s close', () => {
    const { output } = kisShare({ hts_kor_isnm: '가나전자', stck_prdy_clpr: '52000', prdy_vrss: '800' });
    const feed = read({ rt_cd: '0', output1: output, output2: [] });
    expect(feed.quotes).toEqual([quote({ ...fallen, id: '098760', name: { ko: '가나전자' } })]);
  });

  test('several shares in one answer, without signs', () => {
    const unknown = { inter_shrn_iscd: '000123', inter_kor_isnm: '나', prdy_vrss_sign: '?', inter2_prdy_clpr: '' };
    const feed = read(kisWatchlist({}, unknown));
    expect(feed.quotes).toMatchObject([
      { ...fallen, id: '098760', name: { ko: '가나전자' } },
      { id: '000123', name: { ko: '나' }, price: 51200, change: null, changePercent: null, direction: null },
    ]);
    expect(issuesOf(feed)).toContain('output[1].direction unreadable dropped');
  });

  test('a ranking has other names for code and price', () => {
    const row = { mksc_shrn_iscd: '098760', hts_kor_isnm: '가나전자', stck_prpr: '51200', prdy_vrss: '800' };
    const output = [{ ...row, prdy_vrss_sign: '5', prdy_ctrt: '-1.54', data_rank: '1' }];
    expect(read({ rt_cd: '0', output }).quotes).toMatchObject([{ ...fallen, id: '098760' }]);
  });
});

describe('Kiwoom, lists', () => {
  test('all sector indices: the market goes by its id, a sector by its name', () => {
    const feed = read(kiwoomSectors);
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

  test('shares have longer codes, some with a venue behind it', () => {
    const feed = read(kiwoomShares({}, { stk_cd: '098760_NX' }, { stk_cd: '0009A0' }, { stk_cd: 'A098760' }));
    expect(feed.quotes.map(({ id, kind, decimals }) => [id, kind, decimals])).toEqual([
      ['098760', 'equity', 0],
      ['098760_NX', 'equity', 0],
      ['0009A0', 'equity', 0],
      ['A098760', 'equity', 0],
    ]);
    expect(feed.quotes[0]).toMatchObject({ name: { ko: '가나전자' }, price: 51200, change: -800, direction: 'down' });
  });

  test('four digits are no sector', () => {
    expect(read(kiwoomShares({ stk_cd: '0051' }, { stk_cd: '1005' })).quotes.map(({ kind }) => kind)).toEqual([
      'equity',
      'equity',
    ]);
  });

  test('one share is no index', () => {
    const [row] = kiwoomShares({}).atn_stk_infr;
    expect(first({ return_code: 0, ...row })).toMatchObject({ id: '098760', kind: 'equity', price: 51200 });
  });

  test('a share under a name of the page’s own is one all the same', () => {
    expect(first(kiwoomShares({}), { id: '={stk_nm}' })).toMatchObject({ id: '가나전자', kind: 'equity', decimals: 0 });
  });

  test('an empty list, and bars of a chart, are refused', () => {
    for (const payload of [
      { return_code: 0, all_inds_idex: [] },
      { return_code: 0, stk_min_pole_chart_qry: [{ cur_prc: '-51200', cntr_tm: '20270310153000' }] },
    ])
      expect(read(payload)).toMatchObject(refusal('not-a-feed', payload));
  });
});

describe('KOSCOM, two prices in one answer', () => {
  test('the expected change and code do not mix with a traded price', () => {
    const both = koscomDeem({ trdPrc: 3160, cmpprevddPrc: undefined, cmpprevddTpCd: undefined });
    expect(first(both)).toMatchObject({ price: 3160, change: null, direction: null, state: null });
  });
});
