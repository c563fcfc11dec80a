import { describe, expect, test } from 'vitest';
import { adapterNamed } from '../../../src/adapters/registry.js';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import { coin, forex, share } from '../../support/fixtures/adapters/dunamu.js';
import {
  kisAnswer,
  kisOverseas,
  kisShare,
  kisWatchlist,
  kiwoom,
  kiwoomShares,
  koscom,
  koscomDeem,
} from '../../support/fixtures/adapters/kis.js';
import { krxPortal, openApi, portalIndex, portalShare } from '../../support/fixtures/adapters/krx.js';
import { kospi, legacy, legacyIndex, legacyShare, polling } from '../../support/fixtures/adapters/naver.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

/** Returns for each row whether its numbers have no sign, according to the adapter. */
const needsOf = (adapter: string, payload: unknown, paths?: object): boolean[] =>
  adapterNamed(adapter)!(payload, paths).items.map(({ needsDirection }) => needsDirection ?? false);

describe('sources whose numbers may come without their sign', () => {
  test.each<[source: string, adapter: string, payload: unknown]>([
    ['KIS, an index', 'kis', kisAnswer()],
    ['KIS, overseas', 'kis', kisOverseas()],
    ['KIS, a share', 'kis', kisShare()],
    ['KIS, shares', 'kis', kisWatchlist({})],
    ['Kiwoom', 'kis', kiwoom()],
    ['Kiwoom, shares', 'kis', kiwoomShares({})],
    ['Naver, the old index', 'naver', legacy('SERVICE_INDEX', legacyIndex)],
    ['Naver, the old share', 'naver', legacy('SERVICE_ITEM', legacyShare)],
    ['Daum', 'dunamu', { data: [share()] }],
    ['Upbit, without its signed forms', 'dunamu', [coin({ signed_change_price: null, signed_change_rate: undefined })]],
  ])('numbers of %s need a direction', (_, adapter, payload) => {
    expect(needsOf(adapter, payload)).toEqual([true]);
  });

  test.each<[source: string, adapter: string, payload: unknown]>([
    ['KOSCOM', 'kis', koscom()],
    ['KOSCOM’s expected index', 'kis', koscomDeem()],
    ['the data portal, an index', 'krx', krxPortal([portalIndex('코스피', '100')])],
    ['the data portal, a share', 'krx', krxPortal([portalShare()])],
    ['the Open API', 'krx', { OutBlock_1: openApi.OutBlock_1.slice(1, 2) }],
    ['Naver', 'naver', polling(kospi)],
    ['dunamu', 'dunamu', [forex('FRX.KRWUSD')]],
    ['dunamu, in points only', 'dunamu', [forex('FRX.KRWUSD', { signedChangeRate: undefined })]],
    ['Upbit', 'dunamu', [coin()]],
    ['Upbit, in percent only', 'dunamu', [coin({ signed_change_price: undefined })]],
  ])('numbers of %s are signed', (_, adapter, payload) => {
    expect(needsOf(adapter, payload)).toEqual([false]);
  });
});

describe('numbers without a sign in a row without a direction', () => {
  const unsigned = { signed_change_price: undefined, signed_change_rate: undefined, prev_closing_price: undefined };

  test.each<[source: string, adapter: string, payload: unknown, paths?: object]>([
    [
      'KIS, an index',
      'kis',
      kisAnswer({
        bstp_cls_code: '0001',
        bstp_nmix_prdy_vrss: '38.45',
        bstp_nmix_prdy_ctrt: '1.20',
        prdy_vrss_sign: undefined,
      }),
    ],
    ['KIS, a share', 'kis', kisShare({ prdy_vrss: '800', prdy_ctrt: '1.54', prdy_vrss_sign: undefined })],
    ['Kiwoom', 'kis', kiwoomShares({ cur_prc: '51200', pred_pre: '800', flu_rt: '1.54', pred_pre_sig: undefined })],
    ['Naver, the old index', 'naver', legacy('SERVICE_INDEX', { ...legacyIndex, rf: undefined, pcv: undefined })],
    ['Daum', 'dunamu', { data: [share({ change: undefined })] }],
    ['Upbit', 'dunamu', [coin({ ...unsigned, change: undefined })]],
    ['a mapping', 'paths', [{ p: 100, c: 2 }], { id: '=X', price: 'p', change: 'c', direction: 'updn' }],
  ])('of %s: only the price is shown', (_, adapter, payload, paths) => {
    const [shown] = parserFor(adapter)(payload, paths).quotes;
    expect(shown!.price).not.toBeNull();
    expect(shown).toMatchObject({ change: null, changePercent: null, direction: null });
  });

  test('of KOSCOM, and of a mapping that names no direction: a rise, as JSON writes it', () => {
    expect(parserFor('kis')(koscom({ cmpprevddTpCd: undefined, cmpprevddPrc: 38.45 })).quotes[0]!.direction).toBe('up');
    const paths = { id: '=X', price: 'p', change: 'c' };
    expect(parserFor('paths')([{ p: 100, c: 2 }], paths).quotes[0]!.direction).toBe('up');
  });
});

describe('a page’s own mapping', () => {
  const rows = [
    { id: 'A', price: 1, updn: '하락' },
    { id: 'B', price: 2 },
  ];
  const validPaths = { id: 'id', price: 'price' };
  const needsByMapping = (paths: object, payload: unknown = rows) =>
    needsOf('paths', payload, { ...validPaths, ...paths });

  test('says by naming a direction, even one that is not found, that numbers come without a sign', () => {
    expect(needsByMapping({ direction: 'updn' })).toEqual([true, true]);
    expect(needsByMapping({ direction: 'misspelt' })).toEqual([true, true]);
  });

  test('says the same by naming a direction wrongly', () => {
    expect(needsByMapping({ direction: ['updn'] })).toEqual([true, true]);
    expect(needsByMapping({ items: { A: { at: '0', direction: ['updn'] } } })).toEqual([true]);
  });

  test('says nothing about signs when it names no direction', () => {
    expect(needsByMapping({})).toEqual([false, false]);
    expect(needsByMapping({ direction: null })).toEqual([false, false]);
    expect(needsByMapping({ direction: undefined })).toEqual([false, false]);
    expect(needsByMapping({ url: ['direction'] })).toEqual([false, false]);
  });

  test('can name a direction for one quote alone', () => {
    const items = { A: { at: '0', direction: 'updn' }, B: '1' };
    expect(needsByMapping({ items })).toEqual([true, false]);
  });

  test('can set `needsDirection` with and without a direction', () => {
    expect(needsByMapping({ needsDirection: true })).toEqual([true, true]);
    expect(needsByMapping({ needsDirection: false, direction: 'updn' })).toEqual([false, false]);
    expect(needsByMapping({ needsDirection: false, items: { A: { at: '0', direction: 'updn' } } })).toEqual([false]);
  });

  test('can set `needsDirection` beside a named adapter', () => {
    expect(needsOf('naver', polling(kospi), { direction: 'fluctuationsType' })).toEqual([true]);
    expect(needsOf('kis', kisAnswer(), { needsDirection: false })).toEqual([false]);
    expect(needsOf('dunamu', { data: [share()] }, { needsDirection: false })).toEqual([false]);
    expect(needsOf('dunamu', [coin()], { needsDirection: true })).toEqual([true]);
    expect(needsOf('naver', legacy('SERVICE_INDEX', legacyIndex), { direction: null })).toEqual([true]);
  });
});
