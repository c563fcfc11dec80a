import { describe, expect, it } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

const KIS = { '1': 'upper_limit', '2': 'up', '3': 'flat', '4': 'lower_limit', '5': 'down' };
const KRX = { '1': 'up', '2': 'down', '3': 'flat', '4': 'upper_limit', '5': 'lower_limit' };

type Told = Readonly<Record<string, unknown>>;

/** A row with unsigned numbers, whose price fell from 3,204.50, and one whose price rose from 898.25. */
const rows = (fell: Told, rose: Told): Told[] => [
  { nm: 'FELL', last: '3,166.05', chg: '38.45', pct: '1.20', ...fell },
  { nm: 'ROSE', last: '902.37', chg: '4.12', pct: '0.46', ...rose },
];

/** Which way each row goes, as a strip shows it. */
const shown = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.feed.quotes ?? []).map(({ direction }) => direction);

const warned = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.warnings ?? []).map(({ kind, path, values }) => [kind, path, values]);

describe('beside unsigned numbers', () => {
  it.each<[string, Told, Told, Told]>([
    ['words that the tag knows need no explanation', { updn: '하락' }, { updn: '상승' }, { direction: 'updn' }],
    ['glyphs do not either, whatever the field is called', { x: '▼' }, { x: '▲' }, { direction: 'x' }],
    [
      'a bare minus is explained by the plus beside it',
      { x: '-' },
      { x: '+' },
      { direction: 'x', words: { direction: { '+': 'up', '-': 'down' } } },
    ],
    [
      'another minus is explained as it stands',
      { sign: '−' },
      { sign: '+' },
      { direction: 'sign', words: { direction: { '−': 'down' } } },
    ],
    [
      'the sign of a number is explained',
      { sign: -1 },
      { sign: 1 },
      { direction: 'sign', words: { direction: { '1': 'up', '0': 'flat', '-1': 'down' } } },
    ],
    [
      'of an object the part that says it in words is taken',
      { updn: { code: '5', name: 'FALLING' } },
      { updn: { code: '2', name: 'RISING' } },
      { direction: 'updn.name' },
    ],
  ])('%s', (_, fell, rose, mapping) => {
    expect(guessMapping(rows(fell, rose))).toMatchObject(mapping);
    expect(shown(rows(fell, rose))).toEqual(['down', 'up']);
    expect(warned(rows(fell, rose))).toEqual([]);
  });

  it.each<[string, Told, Told]>([
    ['codes of which two tables exist', { updn: '5' }, { updn: '2' }],
    ['codes that say nothing of the table, though they agree', { updn: '5' }, { updn: '5' }],
    ['letters', { sign: 'D' }, { sign: 'U' }],
    ['a truth value', { isUp: false }, { isUp: true }],
    ['a 1 alone', { sign: 1 }, { sign: 1 }],
  ])('%s have no meaning yet: the price stands alone, and the field is named', (_, fell, rose) => {
    const [field] = Object.keys(fell);
    expect(guessMapping(rows(fell, rose))).toMatchObject({ direction: field });
    expect(guessMapping(rows(fell, rose))).not.toHaveProperty('words');
    expect(shown(rows(fell, rose))).toEqual([null, null]);
    const values = [...new Set([...Object.values(fell), ...Object.values(rose)])];
    expect(warned(rows(fell, rose))).toEqual([['codes', field, values]]);
  });

  it('the state of a service is no direction', () => {
    const payload = rows({ status: 'down' }, { status: 'down' });
    expect(guessMapping(payload)).not.toHaveProperty('direction');
    expect(warned(payload)).toEqual([]);
  });
});

describe('what codes mean is settled', () => {
  it.each<[string, Told, Told, Told]>([
    ['by signed numbers', { chg: '-38.45', sign: '5' }, { sign: '2' }, KIS],
    ['by signed numbers, the other way', { chg: '-38.45', sign: '2' }, { sign: '1' }, KRX],
    ['by the sign of the percent alone', { pct: '-1.20', sign: '5' }, { sign: '2' }, KIS],
    ['by a previous close', { sign: '5', prev: '3,204.50' }, { sign: '2', prev: '898.25' }, KIS],
    ['by a previous close, the other way', { sign: '2', prev: '3,204.50' }, { sign: '1', prev: '898.25' }, KRX],
    ['by the name that KRX gives the field', { FLUC_TP_CD: '2' }, { FLUC_TP_CD: '1' }, KRX],
    ['by the name that KIS gives the field', { prdy_vrss_sign: '5' }, { prdy_vrss_sign: '2' }, KIS],
    ['by the name that Naver gave the field', { rf: '5' }, { rf: '2' }, KIS],
  ])('%s', (_, fell, rose, words) => {
    expect(guessMapping(rows(fell, rose))).toMatchObject({ words: { direction: words } });
    expect(shown(rows(fell, rose))).toEqual(['down', 'up']);
    expect(warned(rows(fell, rose))).toEqual([]);
  });

  it('for letters by the move of every row, as far as they were seen', () => {
    const payload = rows({ sign: 'D', prev: '3,204.50' }, { sign: 'U', prev: '898.25' });
    expect(guessMapping(payload)).toMatchObject({ words: { direction: { D: 'down', U: 'up' } } });
    expect(shown(payload)).toEqual(['down', 'up']);
  });

  it('not where the name and the numbers contradict each other: signed numbers need no code', () => {
    const payload = rows({ chg: '-38.45', FLUC_TP_CD: '5' }, { FLUC_TP_CD: '2' });
    expect(guessMapping(payload)).not.toHaveProperty('direction');
    expect(shown(payload)).toEqual(['down', 'up']);
  });

  it('not by rises alone, which have no sign anywhere', () => {
    const [, rose] = rows({}, { sign: '2' });
    expect(guessMapping([rose])).not.toHaveProperty('words');
    expect(shown([rose])).toEqual([null]);
  });
});

describe('a sign that a canonical feed does not know', () => {
  it('is no reason to show a fall as a rise: the mapping is suggested that reads it', () => {
    const payload = { items: [{ id: 'KOSPI', price: '3,166.05', change: '38.45', changePercent: '1.20', sign: '-' }] };
    expect(suggestReadings(payload, now).map(({ adapter }) => adapter)).toEqual(['paths', 'canonical']);
    expect(shown(payload)).toEqual(['down']);
    expect(suggestReadings(payload, now)[1]?.warnings).toEqual([{ kind: 'sign', path: 'sign', values: ['-'] }]);
  });
});
