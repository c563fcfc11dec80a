import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import { kisAnswer, kisRow, kiwoom, kiwoomBars, koscom, koscomDeem } from '../../support/fixtures/adapters/kis.js';
import { issuesOf, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('kis');
/** KIS does not say which index a payload is for, so the page has to. */
const kospi = { id: '=KOSPI' };
const firstQuote = (payload: unknown, paths: object = kospi) => parse(payload, paths).quotes[0]!;

const fallen = quote({
  id: 'KOSPI',
  kind: 'index',
  price: 3166.05,
  change: -38.45,
  changePercent: -1.2,
  previousClose: 3204.5,
  direction: 'down',
});

/** The codes, tested with a change so small that none of them contradicts it. */
const directions = [
  ['1', 'up'],
  ['2', 'up'],
  ['3', 'flat'],
  ['4', 'down'],
  ['5', 'down'],
] as const;

describe('KIS', () => {
  test('a signed change with code 5 is a fall', () => {
    expect(parse(kisAnswer(), kospi)).toMatchObject({ quotes: [fallen], issues: [] });
  });

  test('an unsigned change with code 5 is a fall', () => {
    const unsigned = kisAnswer({ bstp_nmix_prdy_vrss: '38.45', bstp_nmix_prdy_ctrt: '1.20' });
    expect(parse(unsigned, kospi)).toMatchObject({ quotes: [fallen], issues: [] });
  });

  test.each(directions)('code %s means %s', (prdy_vrss_sign, direction) => {
    const move = direction === 'flat' ? '0.00' : '3.10';
    const row = { prdy_vrss_sign, bstp_nmix_prdy_vrss: move, bstp_nmix_prdy_ctrt: undefined };
    expect(firstQuote(kisAnswer(row)).direction).toBe(direction);
  });

  test('a percent alone gives no change, because the change is not certain to the last digit', () => {
    const row = kisAnswer({
      bstp_nmix_prpr: '3030',
      bstp_nmix_prdy_vrss: '',
      bstp_nmix_prdy_ctrt: '1.00',
      prdy_vrss_sign: '2',
    });
    expect(firstQuote(row)).toMatchObject({ change: null, changePercent: 1, direction: 'up' });
  });

  test('reads the index of a chart in `output1`', () => {
    const output1 = kisRow({ bstp_nmix_prpr: '3,166.05' });
    expect(parse({ rt_cd: '0', output1, output2: [] }, kospi).quotes).toEqual([fallen]);
    // In a chart, `output` is something else.
    expect(firstQuote({ rt_cd: '0', output1, output: kisRow({ bstp_nmix_prpr: '1.00' }) }).price).toBe(3166.05);
  });

  test.each([
    ['0001', 'KOSPI'],
    ['1001', 'KOSDAQ'],
    ['2001', 'KOSPI200'],
    ['3003', '3003'],
  ])('the index code %s is %s', (bstp_cls_code, id) => {
    expect(firstQuote(kisAnswer({ bstp_cls_code }), {}).id).toBe(id);
    expect(firstQuote(kisAnswer(), { id: `=${bstp_cls_code}` }).id).toBe(id);
  });

  test('without an id in the page’s mapping, nothing can be shown', () => {
    expect(issuesOf(parse(kisAnswer()))).toEqual(['output.id no-id skipped', 'items no-items refused']);
  });

  test.each([
    [
      'its message',
      { rt_cd: '1', msg_cd: 'EGW00123', msg1: '기간이 만료된 token 입니다.' },
      '기간이 만료된 token 입니다.',
    ],
    ['its message’s code', { rt_cd: '1', msg_cd: 'EGW00123', msg1: '' }, 'EGW00123'],
    ['its code', { rt_cd: '7' }, '7'],
  ])('an error with status 200 is refused with %s', (_, error, value) => {
    expect(parse({ ...kisAnswer(), msg_cd: undefined, msg1: undefined, ...error }, kospi)).toMatchObject(
      refusal('source-error', value),
    );
  });
});

describe('Kiwoom', () => {
  test('the sign of the price is the sign of the day’s change', () => {
    expect(parse(kiwoom())).toMatchObject({ quotes: [fallen], issues: [] });
  });

  test.each([
    ['-3166.05', 'down', -38.45],
    ['+3166.05', 'up', 38.45],
  ] as const)('without a code, the sign of %s gives the direction', (cur_prc, direction, change) => {
    const row = kiwoom({ cur_prc, pred_pre: '38.45', flu_rt: undefined, pred_pre_sig: undefined });
    expect(firstQuote(row, {})).toMatchObject({ price: 3166.05, direction, change });
  });

  test('a code gives the direction of a price without a sign', () => {
    const row = kiwoom({ cur_prc: '3166.05', pred_pre: '38.45', flu_rt: '1.20' });
    expect(firstQuote(row, {})).toMatchObject({ change: -38.45, changePercent: -1.2, direction: 'down' });
  });

  test('a percent alone gives no change', () => {
    const row = { return_code: '0', cur_prc: '-3166.05', flu_rt: '-1.20' };
    expect(firstQuote(row)).toMatchObject({ change: null, changePercent: -1.2, direction: 'down' });
  });

  test.each([
    ['001', 'KOSPI'],
    ['101', 'KOSDAQ'],
    ['201', 'KOSPI200'],
    ['301', '301'],
  ])('sector %s is %s, in both fields that can hold the code', (code, id) => {
    expect(firstQuote(kiwoom({ inds_cd: code }), {}).id).toBe(id);
    expect(firstQuote(kiwoom({ inds_cd: undefined, stk_cd: code }), {}).id).toBe(id);
  });

  test('reads the newest of the minute bars, which are integers times 100', () => {
    const feed = parse(kiwoomBars, kospi);
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: 'KOSPI',
        kind: 'index',
        price: 3166.05,
        direction: 'down',
        asOf: Date.parse('2027-03-10T06:30:00Z'),
      }),
    ]);
  });

  test('a day without bars is refused', () => {
    const payload = { return_code: 0, inds_min_pole_qry: [] };
    expect(parse(payload, kospi)).toMatchObject(refusal('not-a-feed', payload));
  });

  test.each([
    ['its message', { return_code: 3, return_msg: '인증에 실패했습니다' }, '인증에 실패했습니다'],
    ['its code', { return_code: 5 }, 5],
    ['its code as text', { return_code: '8005', return_msg: '' }, '8005'],
  ])('an error with status 200 is refused with %s', (_, error, value) => {
    expect(parse({ ...kiwoom({ return_msg: undefined }), ...error })).toMatchObject(refusal('source-error', value));
  });
});

describe('KOSCOM', () => {
  test('the percent, which KOSCOM does not send, is calculated', () => {
    const feed = parse(koscom());
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([{ ...fallen, id: 'K9', name: 'K9', changePercent: -1.19987518 }]);
  });

  test.each([...directions, ['6', 'up'], ['7', 'up'], ['8', 'down'], ['9', 'down']] as const)(
    'code %s means %s',
    (code, direction) => {
      const move = direction === 'flat' ? 0 : 3.1;
      expect(firstQuote(koscom({ cmpprevddTpCd: code, cmpprevddPrc: move }))).toMatchObject({ direction });
      expect(firstQuote(koscomDeem({ deemcmpprevddTpCd: code, deemcmpprevddPrc: move }))).toMatchObject({ direction });
    },
  );

  test('code "69" is unknown and reported, and only the price is shown', () => {
    const feed = parse(koscomDeem({ deemcmpprevddTpCd: '69' }));
    expect(feed.quotes).toMatchObject([{ price: 3166.05, change: null, direction: null }]);
    expect(feed.issues).toEqual([
      { path: 'result.direction', value: '69', rule: 'unreadable', action: 'dropped' },
      { path: 'result.change', value: 21.3, rule: 'direction-unknown', action: 'dropped' },
    ]);
  });

  test.each([
    [0, null],
    [13053000, null],
    [29999999, null],
    [30000000, 'closed'],
    [31000000, 'closed'],
    ['41000000', 'closed'],
    [undefined, null],
  ])('a trade time of %j gives the state %j', (trdTm, state) => {
    expect(firstQuote(koscom({ trdTm }))).toMatchObject({ state, asOf: null });
  });

  test('the expected price of a call auction is shown with the state `auction`', () => {
    expect(parse(koscomDeem())).toMatchObject({
      issues: [],
      quotes: [{ id: 'K9', kind: 'index', price: 3166.05, change: 21.3, direction: 'up', state: 'auction' }],
    });
  });

  test('an expected price of 0 is not used, and gives no state', () => {
    expect(firstQuote(koscom({ deemTrdPrc: 0, trdTm: 13053000 })).state).toBeNull();
  });

  test.each([
    ['text', { error: '당일 종가 제공 시간이 아닙니다.' }, '당일 종가 제공 시간이 아닙니다.'],
    ['an object', { jsonrpc: '2.0', error: { code: -32600, message: 'Invalid Request' } }, 'Invalid Request'],
  ])('an error that is %s is refused', (_, payload, value) => {
    expect(parse(payload, kospi)).toMatchObject(refusal('source-error', value));
  });
});

test.each([[null], ['^-separated'], [42], [{}], [[]], [{ return_code: 0 }]])('%j is refused', (payload) => {
  expect(parse(payload, kospi)).toMatchObject(refusal('not-a-feed', payload));
});
