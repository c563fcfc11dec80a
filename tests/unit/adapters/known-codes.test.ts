import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import { kisShare, kiwoomShares } from '../../support/fixtures/adapters/kis.js';
import { krxPortal, portalShare } from '../../support/fixtures/adapters/krx.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const firstQuote = (adapter: string, payload: unknown, paths?: object) => parserFor(adapter)(payload, paths).quotes[0]!;

describe('Daum', () => {
  // An index of Daum, and a foreign share.
  test.each([
    ['KOSPI', 2855.77, 'index'],
    ['AAPL', 173.93, 'other'],
  ])('%s at %d keeps its decimals, because only Korean shares are in whole won', (symbolCode, tradePrice, kind) => {
    expect(firstQuote('dunamu', [{ symbolCode, tradePrice }])).toMatchObject({
      id: symbolCode,
      price: tradePrice,
      kind,
      decimals: 2,
    });
  });
});

describe('KIS', () => {
  test('a share without a Korean code keeps its decimals', () => {
    const foreign = kisShare({ stck_shrn_iscd: 'AAPL', stck_prpr: '173.93', prdy_vrss: '-1.07', prdy_ctrt: '-0.61' });
    expect(firstQuote('kis', foreign)).toMatchObject({ price: 173.93, decimals: 2 });
  });

  test('a share that the page gives a Korean code as id is in whole won', () => {
    const nameless = kisShare({ stck_shrn_iscd: undefined });
    expect(firstQuote('kis', nameless, { id: '=098760' })).toMatchObject({ kind: 'equity', decimals: 0 });
  });
});

describe('Kiwoom', () => {
  test('a row without a code is an index, unless the page gives it the id of a share', () => {
    const { stk_cd: _, ...row } = kiwoomShares({}).atn_stk_infr[0]!;
    expect(firstQuote('kis', { return_code: 0, ...row }, { id: '=A098760' })).toMatchObject({
      kind: 'equity',
      decimals: 0,
    });
    expect(firstQuote('kis', { return_code: 0, ...row }, { id: '=KOSPI' })).toMatchObject({
      kind: 'index',
      decimals: 2,
    });
  });
});

describe('the exchange’s data portal: shares', () => {
  test.each<[string, object]>([
    ['futures', { ISU_SRT_CD: undefined, ISU_CD: 'KR4101V30005' }],
    ['futures by their short code', { ISU_SRT_CD: '101V3000' }],
  ])('%s are no shares, and keep their decimals', (_, code) => {
    const row = portalShare({ TDD_CLSPRC: '375.25', CMPPREVDD_PRC: '-1.15', FLUC_RT: '-0.31', ...code });
    expect(firstQuote('krx', krxPortal([row]))).toMatchObject({ price: 375.25, kind: 'other', decimals: 2 });
  });

  test('shares are recognised by their ISIN as well', () => {
    expect(firstQuote('krx', krxPortal([portalShare({ ISU_SRT_CD: undefined })]))).toMatchObject({
      kind: 'equity',
      decimals: 0,
    });
  });
});
