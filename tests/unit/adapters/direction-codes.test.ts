import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import { share } from '../../support/fixtures/adapters/dunamu.js';
import {
  kisAnswer,
  kisOverseas,
  kisShare,
  kiwoom,
  kiwoomShares,
  koscom,
  koscomDeem,
} from '../../support/fixtures/adapters/kis.js';
import { krxPortal, portalIndex, portalShare } from '../../support/fixtures/adapters/krx.js';
import { legacy, legacyIndex, page } from '../../support/fixtures/adapters/naver.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

type MakePayload = (code: unknown, change: string) => unknown;

/**
 * Makes the payload of a source with a price, a code for the direction, and an unsigned change; 0 for the code `flat`.
 */
const BROKER_SOURCES: readonly (readonly [source: string, adapter: string, makePayload: MakePayload])[] = [
  [
    'KIS, an index',
    'kis',
    (prdy_vrss_sign, bstp_nmix_prdy_vrss) =>
      kisAnswer({ bstp_cls_code: '0001', prdy_vrss_sign, bstp_nmix_prdy_vrss, bstp_nmix_prdy_ctrt: undefined }),
  ],
  [
    'KIS, an overseas index',
    'kis',
    (prdy_vrss_sign, ovrs_nmix_prdy_vrss) =>
      kisOverseas({ prdy_vrss_sign, ovrs_nmix_prdy_vrss, prdy_ctrt: undefined, ovrs_nmix_prdy_clpr: undefined }),
  ],
  ['KIS, a share', 'kis', (prdy_vrss_sign, prdy_vrss) => kisShare({ prdy_vrss_sign, prdy_vrss, prdy_ctrt: undefined })],
  [
    'Kiwoom',
    'kis',
    (pred_pre_sig, pred_pre) => kiwoom({ cur_prc: '3166.05', pred_pre_sig, pred_pre, flu_rt: undefined }),
  ],
  [
    'Kiwoom, under its other name',
    'kis',
    (pre_sig, pred_pre) =>
      kiwoomShares({ cur_prc: '51200', pred_pre_sig: undefined, pre_sig, pred_pre, flu_rt: undefined }),
  ],
  [
    'Naver',
    'naver',
    (code, compareToPreviousClosePrice) =>
      page({ compareToPreviousPrice: { code }, compareToPreviousClosePrice, fluctuationsRatio: undefined }),
  ],
  [
    'Naver, the legacy response',
    'naver',
    (rf, cv) => legacy('SERVICE_INDEX', { ...legacyIndex, rf, cv: Number(cv), cr: undefined, pcv: undefined }),
  ],
];

const KOSCOM_SOURCES: readonly (readonly [source: string, makePayload: MakePayload])[] = [
  ['KOSCOM', (cmpprevddTpCd, change) => koscom({ cmpprevddTpCd, cmpprevddPrc: Number(change) })],
  [
    'KOSCOM, expected',
    (deemcmpprevddTpCd, change) => koscomDeem({ deemcmpprevddTpCd, deemcmpprevddPrc: Number(change) }),
  ],
];

const PORTAL_SOURCES: readonly (readonly [source: string, makePayload: MakePayload])[] = [
  [
    'an index',
    (code, change) =>
      krxPortal([portalIndex('코스피', '3,166.05', code as string, change, '', { FLUC_RT: undefined })]),
  ],
  [
    'a share',
    (FLUC_TP_CD, CMPPREVDD_PRC) => krxPortal([portalShare({ FLUC_TP_CD, CMPPREVDD_PRC, FLUC_RT: undefined })]),
  ],
];

const changeOf = (adapter: string, makePayload: MakePayload, code: unknown, isFlat = false) => {
  const { quotes, issues } = parserFor(adapter)(makePayload(code, isFlat ? '0' : '10'));
  const { direction, limit } = quotes[0]!;
  // A change of 0 is flat even without a code. Only the absence of issues shows that the code was understood.
  return issues.length ? { issues } : { direction, limit };
};

const UP = { direction: 'up', limit: null };
const DOWN = { direction: 'down', limit: null };
const FLAT = { direction: 'flat', limit: null };
const UPPER = { direction: 'up', limit: 'upper' };
const LOWER = { direction: 'down', limit: 'lower' };

describe.each(BROKER_SOURCES)('the codes that brokers share: %s', (_, adapter, makePayload) => {
  test.each([
    ['1', UPPER],
    ['2', UP],
    ['3', FLAT],
    ['4', LOWER],
    ['5', DOWN],
    [5, DOWN],
    [' 5 ', DOWN],
  ] as const)('the code %j means %j', (code, expected) => {
    expect(changeOf(adapter, makePayload, code, expected === FLAT)).toEqual(expected);
  });

  test.each(['0', '6', '9', '05', '-', '?', '69'])(
    'the code %j is unknown, so only the price is shown, with an issue',
    (code) => {
      const { quotes, issues } = parserFor(adapter)(makePayload(code, '10'));
      expect(quotes).toMatchObject([{ change: null, changePercent: null, direction: null, limit: null }]);
      expect(quotes[0]!.price).not.toBeNull();
      expect(issues.filter(({ path }) => path.endsWith('direction'))).toMatchObject([{ rule: 'unreadable' }]);
    },
  );
});

describe.each(KOSCOM_SOURCES)('the codes of KOSCOM, which also cover prices without a trade: %s', (_, makePayload) => {
  test.each([
    ['1', UPPER],
    ['2', UP],
    ['3', FLAT],
    ['4', LOWER],
    ['5', DOWN],
    ['6', UPPER],
    ['7', UP],
    ['8', LOWER],
    ['9', DOWN],
  ] as const)('the code %s means %j', (code, expected) => {
    expect(changeOf('kis', makePayload, code, expected === FLAT)).toEqual(expected);
  });
});

describe.each(PORTAL_SOURCES)('the codes of the exchange’s data portal: %s', (_, makePayload) => {
  test.each([
    ['1', UP],
    ['2', DOWN],
    ['3', FLAT],
    ['4', UPPER],
    ['5', LOWER],
  ] as const)('the code %s means %j', (code, expected) => {
    expect(changeOf('krx', makePayload, code, expected === FLAT)).toEqual(expected);
  });

  test.each(['0', '6', '?'])('the code %j is unknown, so only the price is shown', (code) => {
    expect(parserFor('krx')(makePayload(code, '10')).quotes).toMatchObject([{ change: null, direction: null }]);
  });
});

describe('the words of Daum and Upbit, which include limits', () => {
  test.each([
    ['RISE', UP],
    ['FALL', DOWN],
    ['EVEN', FLAT],
    ['UPPER_LIMIT', UPPER],
    ['LOWER_LIMIT', LOWER],
  ] as const)('%s means %j', (change, expected) => {
    const makePayload: MakePayload = (word, changePrice) => [
      share({ change: word, changePrice, changeRate: undefined }),
    ];
    expect(changeOf('dunamu', makePayload, change, expected === FLAT)).toEqual(expected);
  });

  test('with an unknown word, only the price is shown', () => {
    const feed = parserFor('dunamu')([share({ change: 'SOARED' })]);
    expect(feed.quotes).toMatchObject([{ price: 51200, change: null, changePercent: null, direction: null }]);
  });
});
