import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

const KIS = { '1': 'upper_limit', '2': 'up', '3': 'flat', '4': 'lower_limit', '5': 'down' };
const KRX = { '1': 'up', '2': 'down', '3': 'flat', '4': 'upper_limit', '5': 'lower_limit' };

type Fields = Readonly<Record<string, unknown>>;

/** A row with unsigned numbers whose price fell from 3,204.50, and a row whose price rose from 898.25, with further fields. */
const rows = (fell: Fields, rose: Fields): Fields[] => [
  { nm: 'FELL', last: '3,166.05', chg: '38.45', pct: '1.20', ...fell },
  { nm: 'ROSE', last: '902.37', chg: '4.12', pct: '0.46', ...rose },
];

/** The direction of each row as a strip shows it. */
const shown = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.feed.quotes ?? []).map(({ direction }) => direction);

const warned = (payload: unknown): unknown[] =>
  (suggestReadings(payload, now)[0]?.warnings ?? []).map(({ kind, path, values }) => [kind, path, values]);

describe('a field next to unsigned numbers', () => {
  test.each<[string, Fields, Fields, Fields]>([
    [
      'holds words that the tag knows: they need no explanation',
      { updn: '하락' },
      { updn: '상승' },
      { direction: 'updn' },
    ],
    ['holds glyphs: they need none either, whatever the name of the field', { x: '▼' }, { x: '▲' }, { direction: 'x' }],
    [
      'holds a plain minus: the plus in another row shows its meaning',
      { x: '-' },
      { x: '+' },
      { direction: 'x', words: { direction: { '+': 'up', '-': 'down' } } },
    ],
    [
      'holds another minus character: the mapping explains that character',
      { sign: '−' },
      { sign: '+' },
      { direction: 'sign', words: { direction: { '−': 'down' } } },
    ],
    [
      'holds 1 and -1: the mapping explains them',
      { sign: -1 },
      { sign: 1 },
      { direction: 'sign', words: { direction: { '1': 'up', '0': 'flat', '-1': 'down' } } },
    ],
    [
      'is an object: its part in words is used',
      { updn: { code: '5', name: 'FALLING' } },
      { updn: { code: '2', name: 'RISING' } },
      { direction: 'updn.name' },
    ],
  ])('%s', (_, fell, rose, mapping) => {
    expect(guessMapping(rows(fell, rose))).toMatchObject(mapping);
    expect(shown(rows(fell, rose))).toEqual(['down', 'up']);
    expect(warned(rows(fell, rose))).toEqual([]);
  });

  test.each<[string, Fields, Fields]>([
    ['codes that are in two tables', { updn: '5' }, { updn: '2' }],
    ['codes that fit two tables, although the rows agree', { updn: '5' }, { updn: '5' }],
    ['letters', { sign: 'D' }, { sign: 'U' }],
    ['a truth value', { isUp: false }, { isUp: true }],
    ['a 1 alone', { sign: 1 }, { sign: 1 }],
  ])('holds %s: the direction stays unknown, and a warning names the field', (_, fell, rose) => {
    const [field] = Object.keys(fell);
    expect(guessMapping(rows(fell, rose))).toMatchObject({ direction: field });
    expect(guessMapping(rows(fell, rose))).not.toHaveProperty('words');
    expect(shown(rows(fell, rose))).toEqual([null, null]);
    const values = [...new Set([...Object.values(fell), ...Object.values(rose)])];
    expect(warned(rows(fell, rose))).toEqual([['codes', field, values]]);
  });

  test('is the status of a service, which is not a direction', () => {
    const payload = rows({ status: 'down' }, { status: 'down' });
    expect(guessMapping(payload)).not.toHaveProperty('direction');
    expect(warned(payload)).toEqual([]);
  });
});

describe('the meaning of codes is found', () => {
  test.each<[string, Fields, Fields, Fields]>([
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

  test('for letters from the price change of each row', () => {
    const payload = rows({ sign: 'D', prev: '3,204.50' }, { sign: 'U', prev: '898.25' });
    expect(guessMapping(payload)).toMatchObject({ words: { direction: { D: 'down', U: 'up' } } });
    expect(shown(payload)).toEqual(['down', 'up']);
  });

  test('not if the name and the numbers contradict each other: signed numbers need no codes', () => {
    const payload = rows({ chg: '-38.45', FLUC_TP_CD: '5' }, { FLUC_TP_CD: '2' });
    expect(guessMapping(payload)).not.toHaveProperty('direction');
    expect(shown(payload)).toEqual(['down', 'up']);
  });

  test('not from rises alone, which have no sign', () => {
    const [, rose] = rows({}, { sign: '2' });
    expect(guessMapping([rose])).not.toHaveProperty('words');
    expect(shown([rose])).toEqual([null]);
  });
});

describe('a sign field that the canonical format does not have', () => {
  test('is read by the suggested mapping, so that a fall is not shown as a rise', () => {
    const payload = { items: [{ id: 'KOSPI', price: '3,166.05', change: '38.45', changePercent: '1.20', sign: '-' }] };
    expect(suggestReadings(payload, now).map(({ adapter }) => adapter)).toEqual(['paths', 'canonical']);
    expect(shown(payload)).toEqual(['down']);
    expect(suggestReadings(payload, now)[1]?.warnings).toEqual([{ kind: 'sign', path: 'sign', values: ['-'] }]);
  });
});
