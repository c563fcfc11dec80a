import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/rates.js';
import { kisOverseas, kisShare, kiwoomShares } from '../../support/fixtures/adapters/kis.js';
import { portalIndex, portalShare } from '../../support/fixtures/adapters/krx.js';
import { exim } from '../../support/fixtures/adapters/rates.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const firstQuote = (adapter: string, payload: unknown) => parserFor(adapter)(payload).quotes[0]!;

describe('the exchange’s data portal', () => {
  test('reads the codes of all rows when the first row has none', () => {
    const { FLUC_TP_CD: _, ...bare } = portalIndex('코스피 (외국주포함)');
    const rows = [bare, portalIndex('코스피', '2,950.00', '2', '5.00', '0.17')];
    for (const list of ['output', 'OutBlock_1'])
      expect(parserFor('krx')({ [list]: rows }).quotes).toMatchObject([{ id: 'KOSPI', change: -5, direction: 'down' }]);
    const share = portalShare({ CMPPREVDD_PRC: '800', FLUC_RT: '1.54' });
    expect(firstQuote('krx', { output: [{}, share] })).toMatchObject({ id: '098760', change: -800, kind: 'equity' });
  });

  test('reads a code in whichever row it stands', () => {
    const bare = { IDX_NM: '코스피 (외국주포함)', CLSPRC_IDX: '-' };
    const rows = [...Array<object>(40).fill(bare), portalIndex('코스피', '2,950.00', '2', '5.00', '0.17')];
    expect(firstQuote('krx', { output: rows })).toMatchObject({ id: 'KOSPI', direction: 'down' });
  });
});

describe('KIS', () => {
  test('recognises the kind of rows when the first row is empty', () => {
    const { output } = kisShare();
    expect(parserFor('kis')({ rt_cd: '0', output: [{}, null, output] }).quotes).toMatchObject([
      { price: 51200, change: -800, direction: 'down', kind: 'equity' },
    ]);
    expect(firstQuote('kis', { rt_cd: '0', output: [{}, kisOverseas().output1] })).toMatchObject({
      id: 'SPX',
      direction: 'down',
    });
  });
});

describe('Kiwoom', () => {
  test('recognises a list when its first row is empty', () => {
    const { atn_stk_infr } = kiwoomShares({});
    expect(firstQuote('kis', { return_code: 0, atn_stk_infr: [{}, ...atn_stk_infr] })).toMatchObject({ id: '098760' });
  });
});

describe('Korea Eximbank', () => {
  test('recognises the table when its first row is empty', () => {
    expect(parserFor('rates')([{}, exim('USD', '1,312.4')]).quotes).toMatchObject([{ id: 'USD/KRW', price: 1312.4 }]);
  });
});
