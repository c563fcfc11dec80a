import { describe, expect, test } from 'vitest';
import '../../../src/adapters/krx.js';
import { portal, portalRow } from '../../support/fixtures/adapters/krx.js';
import { parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('krx');
const ids = (payload: unknown) => parse(payload).quotes.map(({ id }) => id);

describe('rows without a series', () => {
  test.each([
    ['코스피', 'KOSPI'],
    ['코스피 200', 'KOSPI200'],
    ['코스닥', 'KOSDAQ'],
    ['코스닥 150', 'KOSDAQ150'],
    ['IT 서비스', 'IT서비스'],
    ['코스피 (외국주포함)', '코스피(외국주포함)'],
    ['constructor', 'constructor'],
  ])('the name `%s` gives the id %s', (idxNm, id) => {
    const row = portalRow('', idxNm, { idxCsf: undefined });
    expect(ids(portal([row]))).toEqual([id]);
    // A single row stands there without a list.
    expect(ids(portal(row))).toEqual([id]);
  });

  test('an index whose id differs from its name has both as names', () => {
    const row = portalRow('', '코스닥', { idxCsf: undefined });
    expect(parse(portal(row)).quotes).toMatchObject([
      { id: 'KOSDAQ', name: { ko: '코스닥', en: 'KOSDAQ' }, kind: 'index' },
    ]);
  });
});

describe('rows without all of their envelopes', () => {
  const row = portalRow('KOSPI시리즈', '코스피');

  test.each<[string, unknown]>([
    ['a body', { body: { items: { item: [row] } } }],
    ['items', { items: { item: row } }],
    ['rows', [row]],
    ['one row', row],
  ])('%s without the outer envelope', (_, payload) => {
    expect(ids(payload)).toEqual(['KOSPI']);
  });
});

test('reads shares from the similar service for shares', () => {
  const share = { basDt: '20270309', srtnCd: '098760', itmsNm: '가나전자', mrktCtg: 'KOSPI', clpr: '51200' };
  const feed = parse(portal([{ ...share, vs: '-800', fltRt: '-1.54' }]));
  expect(feed.issues).toEqual([]);
  expect(feed.quotes).toMatchObject([
    {
      id: '098760',
      name: { ko: '가나전자' },
      kind: 'equity',
      price: 51200,
      change: -800,
      direction: 'down',
      decimals: 0,
      state: 'closed',
      delay: 'eod',
    },
  ]);
});

describe('errors', () => {
  test.each([
    ['00', ['KOSPI']],
    [0, ['KOSPI']],
    ['0000', ['KOSPI']],
    [undefined, ['KOSPI']],
    ['22', []],
    ['INFO-200', []],
  ])('a result code of %j is a success only when it is zero or missing', (resultCode, expected) => {
    const header = { resultCode, resultMsg: 'LIMITED NUMBER OF REQUESTS' };
    const payload = portal([portalRow('KOSPI시리즈', '코스피')], header);
    expect(ids(payload)).toEqual(expected);
    if (!expected.length) expect(parse(payload)).toMatchObject(refusal('source-error', header.resultMsg));
  });

  test.each([
    [
      'its reason',
      { errMsg: 'SERVICE ERROR', returnAuthMsg: 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR' },
      'SERVICE_KEY_IS_NOT_REGISTERED_ERROR',
    ],
    ['its message', { errMsg: 'SERVICE ERROR', returnReasonCode: '99' }, 'SERVICE ERROR'],
  ])('an error of the gateway is refused with %s', (_, cmmMsgHeader, value) => {
    expect(parse({ OpenAPI_ServiceResponse: { cmmMsgHeader } })).toMatchObject(refusal('source-error', value));
    expect(parse({ cmmMsgHeader })).toMatchObject(refusal('source-error', value));
  });
});
