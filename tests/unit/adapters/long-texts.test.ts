import { expect, test } from 'vitest';
import type { Mapping } from '../../../src/adapters/paths.js';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import '../../../src/adapters/rates.js';
import '../../../src/adapters/yahoo.js';
import { coin, forex, share } from '../../support/fixtures/adapters/dunamu.js';
import * as kis from '../../support/fixtures/adapters/kis.js';
import * as krx from '../../support/fixtures/adapters/krx.js';
import * as naver from '../../support/fixtures/adapters/naver.js';
import * as rates from '../../support/fixtures/adapters/rates.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';
import * as yahoo from '../../support/fixtures/adapters/yahoo.js';

const LENGTH = 2 ** 16;
const repeated = (start: string, part: string): string => start + part.repeat(LENGTH / part.length);
const TEXTS = [
  repeated('JPY(', '1'),
  repeated('원/', '('),
  repeated('1', ' '),
  repeated('', '.'),
  repeated('', 'A'),
  repeated('1', ','),
];

const PAYLOADS: readonly (readonly [adapter: string, payload: unknown])[] = [
  ['dunamu', [forex('FRX.KRWUSD')]],
  ['dunamu', [coin()]],
  ['dunamu', { data: [share()] }],
  ['kis', kis.kisAnswer({ bstp_cls_code: '0001' })],
  ['kis', kis.kisOverseas()],
  ['kis', kis.kisWatchlist({})],
  ['kis', kis.kiwoom({ inds_cd: '001' })],
  ['kis', kis.kiwoomBars],
  ['kis', kis.kiwoomSectors],
  ['kis', kis.koscom()],
  ['kis', kis.koscomDeem()],
  ['krx', { OutBlock_1: [krx.openRow('KOSPI', '코스피', '3166.05', '-38.45', '-1.20')] }],
  ['krx', krx.portal([krx.portalRow('KOSPI시리즈', '코스피')])],
  ['krx', krx.krxPortal([krx.portalIndex('코스피', '3,166.05', '2', '-38.45', '-1.20')])],
  ['krx', krx.krxPortal([krx.portalShare()])],
  ['naver', naver.polling(naver.kospi)],
  ['naver', naver.polling(naver.metal)],
  ['naver', [naver.bond]],
  ['naver', { items: [naver.hana('FX_USDKRW')] }],
  ['naver', naver.legacy('SERVICE_INDEX', naver.legacyIndex)],
  ['rates', [rates.exim('JPY(100)', '1,116.2')]],
  ['rates', rates.ecos(rates.ecosRow('원/일본엔(100엔)', '20270309', '1116.2'))],
  ['rates', rates.frankfurter1()],
  ['rates', rates.frankfurter2],
  ['rates', rates.exchangerateHost],
  ['yahoo', yahoo.v7(yahoo.row())],
  ['yahoo', yahoo.chart()],
  ['yahoo', yahoo.flatSpark()],
];

/** Yields copies of a payload. In each copy, the text replaces one of the values, or the name of one of the fields. */
function* withText(value: unknown, text: string): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return void (yield text);
  for (const [name, member] of Object.entries(value)) {
    for (const changed of withText(member, text)) yield Object.assign(structuredClone(value), { [name]: changed });
    if (!Array.isArray(value)) yield { ...value, [text]: member };
  }
}

/**
 * A payload takes about one millisecond. If the time grew with the square of the text’s length, it would take many
 * seconds.
 */
const MAX_MS = 1000;

function longestParse(adapter: string, payloads: Iterable<unknown>, paths?: object): number {
  const parse = parserFor(adapter);
  const times = [...payloads].map((payload) => {
    const start = performance.now();
    parse(payload, paths);
    return performance.now() - start;
  });
  return Math.max(...times);
}

test.each(PAYLOADS)(
  '%s reads a very long text as fast as a short one, in whichever field it stands (payload %#)',
  (adapter, payload) => {
    for (const text of TEXTS) expect(longestParse(adapter, withText(payload, text))).toBeLessThan(MAX_MS);
  },
);

test('a path with many open braces is compiled as fast as a short one', () => {
  const paths: Mapping = { id: 'id', price: 'price', name: repeated('=', '{') };
  expect(longestParse('paths', [[{ id: 'KOSPI', price: 1 }]], paths)).toBeLessThan(MAX_MS);
});
