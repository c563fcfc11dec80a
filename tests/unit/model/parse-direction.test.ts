import { describe, expect, test } from 'vitest';
import { parseDirection } from '../../../src/model/parse-direction.js';
import { parseSignedNumber } from '../../../src/model/parse-signed-number.js';
import { readOne } from '../../support/fixtures/reading.js';

describe('a direction is read', () => {
  test.each<[string, unknown[]]>([
    [
      'up',
      ['up', 'Rise', 'RISING', '상승', '上昇', '上涨', '上漲', '涨', '▲', '△', '↑', '⬆', '⬆\uFE0F', '🔺', '+', '＋'],
    ],
    ['down', ['down', 'Fall', 'FALLING', '하락', '下落', '下跌', '跌', '▼', '▽', '↓', '⬇', '⬇\uFE0E', '🔻', 'minus']],
    ['flat', ['flat', 'EVEN', 'unchanged', 'steady', '보합', '変わらず', '平盘', '平盤', '持平']],
  ])('%s', (direction, words) => {
    expect(words.map(parseDirection)).toEqual(words.map(() => ({ direction })));
  });

  test.each<[string, unknown[]]>([
    ['upper', ['상한', '상한가', 'UPPER_LIMIT', 'upper limit', 'Limit-Up', '涨停', '漲停', 'ストップ高']],
    ['lower', ['하한', '하한가', 'LOWER_LIMIT', 'lower limit', 'Limit-Down', '跌停', 'ストップ安']],
  ])('with its limit: %s', (limit, words) => {
    const direction = limit === 'upper' ? 'up' : 'down';
    expect(words.map(parseDirection)).toEqual(words.map(() => ({ direction, limit })));
  });

  test('with spaces around it, and with a glyph that says the same', () => {
    for (const raw of [' 하락 ', '\u00A0▼\t', '▼ 하락', '하락▼', '▼▼'])
      expect(parseDirection(raw)?.direction).toBe('down');
  });

  test('an arrow is no limit, though Korean tables print one so', () => {
    expect([parseDirection('↑'), parseDirection('↓')]).toEqual([{ direction: 'up' }, { direction: 'down' }]);
  });
});

describe('an object is read by its words', () => {
  test.each<[unknown, string]>([
    [{ code: '5', text: '하락', name: 'FALLING' }, 'down'],
    [{ name: 'RISING' }, 'up'],
    [{ text: '보합' }, 'flat'],
    [{ code: 'RISE' }, 'up'],
    [{ code: '9', name: '?', text: '상승' }, 'up'],
  ])('%j', (raw, direction) => {
    expect(parseDirection(raw)).toEqual({ direction });
  });

  test('a limit in one of them is told', () => {
    expect(parseDirection({ code: '1', name: 'UPPER_LIMIT', text: '상승' })).toEqual({
      direction: 'up',
      limit: 'upper',
    });
  });

  test.each([
    [{ name: 'FALLING', text: '상승' }],
    [{ name: 'UPPER_LIMIT', text: '하한' }],
    [{ code: '5' }],
    [{ code: 5, name: '?' }],
    [{}],
  ])('%j says nothing', (raw) => {
    expect(parseDirection(raw)).toBeUndefined();
  });
});

describe('what stands in several places', () => {
  test.each<[unknown[], string]>([
    [['FALLING'], 'down'],
    [[{ code: '5', name: 'FALLING' }, '하락'], 'down'],
    [['▲', 'RISE', { text: '상승' }], 'up'],
  ])('%j agrees', (raw, direction) => {
    expect(parseDirection(raw)).toEqual({ direction });
  });

  test('a limit in one of them is told', () => {
    expect(parseDirection([{ name: 'RISING' }, 'UPPER_LIMIT'])).toEqual({ direction: 'up', limit: 'upper' });
  });

  test.each([[[]], [['FALLING', '?']], [['FALLING', 'RISING']], [['하락', '-']], [['하락', null]], [[['하락']]]])(
    '%j says nothing',
    (raw) => {
      expect(parseDirection(raw)).toBeUndefined();
    },
  );
});

test.each<unknown>([
  ...[
    '',
    ' ',
    '-',
    '\u2212',
    '--',
    '?',
    '1',
    '5',
    '05',
    '69',
    '하락?',
    '하락세',
    'risen',
    '▲▼',
    '상승 하락',
    '▲ 하락',
    '1▲',
  ],
  ...[0, 1, 2, 5, -1, true, false, null, undefined, '상승'.repeat(30)],
])('%j says nothing that is known everywhere', (raw) => {
  expect(parseDirection(raw)).toBeUndefined();
});

describe('a number with a word or a glyph', () => {
  test.each<[unknown, number, boolean]>([
    ['▼14.00', -14, false],
    ['▼ 14.00', -14, false],
    ['14.00▼', -14, false],
    ['14.00 하락', -14, false],
    ['하락 14.00', -14, false],
    ['▼-14.00', -14, false],
    ['▽ 1,359.00', -1359, false],
    ['(▼1.03%)', -1.03, false],
    ['1.03% ▼', -1.03, false],
    ['⬇\uFE0F14', -14, false],
    ['🔻14', -14, false],
    ['하한가 9,900', -9900, false],
    ['▲43.72', 43.72, true],
    ['▲+43.72', 43.72, true],
    ['43.72 상승', 43.72, true],
    ['43.72+', 43.72, true],
    ['🔺 43.72 🔺', 43.72, true],
    ['▲ .91', 0.91, true],
    ['▲１３.５', 13.5, true],
    ['▲$1.50', 1.5, true],
    ['보합 0.00', 0, false],
    ['3,166.05 보합', 3166.05, false],
    ['0.00 보합', 0, false],
    ['▼0.00', 0, false],
  ])('%j', (raw, value, hasPlus) => {
    expect(parseSignedNumber(raw)).toMatchObject({ value, hasPlus });
  });

  test('says it, with its limit, and keeps the places that were written', () => {
    expect(parseSignedNumber('▼14.00')).toEqual({
      value: -14,
      hasPlus: false,
      places: 2,
      parsedDirection: { direction: 'down' },
    });
    expect(parseSignedNumber('상한 900')?.parsedDirection).toEqual({ direction: 'up', limit: 'upper' });
    expect(parseSignedNumber('−14.00')).toEqual({ value: -14, hasPlus: false, places: 2 });
  });

  test('has its factor and its decimal comma', () => {
    expect(parseSignedNumber('▼ 1.359,50', 1, ',')?.value).toBe(-1359.5);
    expect(parseSignedNumber('▲155', 0.01)?.value).toBe(1.55);
  });

  test.each([
    '?14.00',
    '14.00?',
    '14.00 원 하락',
    '▲-14.00',
    '▼+14.00',
    '-▲14.00',
    '▲14.00▼',
    '상승 14.00 하락',
    '▼14.00 (1.03%)',
    '▼(1.03%)',
    '(14.00)',
    '▼',
    '하락',
    '▼?',
    '87억▲',
    '1e▲',
    `▼${'1'.repeat(40)}`,
  ])('%j is none', (raw) => {
    expect(parseSignedNumber(raw)).toBeUndefined();
  });
});

describe('in an item', () => {
  test('a glyph before the price tells the direction, and is no minus', () => {
    expect(readOne({ price: '▼1,359.00', change: '14.00' }).quote).toMatchObject({ price: 1359, change: -14 });
  });

  test('a price is flat where the word beside it says so', () => {
    expect(readOne({ price: '3,166.05 보합', change: '0.00' })).toMatchObject({
      quote: { price: 3166.05, change: 0, direction: 'flat' },
      rules: [],
    });
  });

  test('a change that is called flat and is not contradicts itself', () => {
    const { quote, rules } = readOne({ change: '보합 14.00' });
    expect(quote).toMatchObject({ change: null, direction: null });
    expect(rules).toEqual(['change unreadable dropped']);
  });

  test('words that contradict each other are not settled by a percent of 0.00', () => {
    const { quote, rules } = readOne({ price: '▼3166.05', direction: 'up', changePercent: '0.00' });
    expect(quote).toMatchObject({ price: 3166.05, changePercent: null, direction: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
  });

  test('a word in the place of a number tells the direction', () => {
    expect(readOne({ change: '하락', changePercent: '1.03' }).quote).toMatchObject({
      change: null,
      changePercent: -1.03,
    });
    expect(readOne({ change: '보합' }).quote).toMatchObject({ change: 0, changePercent: 0, direction: 'flat' });
  });

  test('a glyph beside the change tells the percent its sign', () => {
    expect(readOne({ price: 1359, change: '▼14.00', changePercent: '1.03' }).quote).toMatchObject({
      change: -14,
      changePercent: -1.03,
      direction: 'down',
    });
  });

  test('words that contradict each other leave the price alone', () => {
    const { quote, rules } = readOne({ price: '▲1,359.00', change: '14.00', direction: '하락' });
    expect(quote).toMatchObject({ price: 1359, change: null, changePercent: null, direction: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
    expect(readOne({ price: '▲1,359.00', direction: '하락' }).quote.direction).toBe(null);
  });

  test('the previous close can tell which of the two is right', () => {
    const { quote, rules } = readOne({ price: '▲99', change: '1.00', direction: '하락', previousClose: 100 });
    expect(quote).toMatchObject({ change: -1, direction: 'down' });
    expect(rules).toEqual(['change direction-contradiction mended']);
  });
});

describe('a field that could have told the sign, and can’t be read', () => {
  const alone = { change: null, changePercent: null, direction: null };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a direction', { change: '1.00', direction: '69' }, ['direction unreadable', 'change direction-unknown']],
    [
      'a direction, beside a JSON number',
      { change: 1, direction: '-' },
      ['direction unreadable', 'change direction-unknown'],
    ],
    ['a change', { change: '?1.00', changePercent: '1.00' }, ['change unreadable', 'changePercent direction-unknown']],
    ['a percent', { change: '1.00', changePercent: '1.00?' }, ['changePercent unreadable', 'change direction-unknown']],
    [
      'a direction, beside a percent of 0.00',
      { changePercent: '0.00', direction: '5' },
      ['direction unreadable', 'changePercent direction-unknown'],
    ],
  ])('%s: the price alone, and the issues', (_, fields, rules) => {
    const read = readOne(fields);
    expect(read.quote).toMatchObject({ price: 100, ...alone });
    expect(read.rules).toEqual(rules.map((rule) => `${rule} dropped`));
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['a written sign', { change: '-1.00', direction: '69' }, { change: -1, direction: 'down' }],
    ['a written plus', { change: '+1.00', direction: '69' }, { change: 1, direction: 'up' }],
    ['a word', { changePercent: '1.00', change: '?', direction: '하락' }, { changePercent: -1, direction: 'down' }],
    ['no change at all', { change: '0.00', changePercent: '0.00', direction: '5' }, { change: 0, direction: 'flat' }],
    [
      'a previous close that fits',
      { price: 99, change: '1.00', direction: '69', previousClose: 100 },
      { change: -1, direction: 'down' },
    ],
    [
      'a previous close, beside a percent of 0.00',
      { changePercent: '0.00', direction: '5', previousClose: 100.004 },
      { direction: 'down' },
    ],
  ])('takes nothing from %s', (_, fields, expected) => {
    expect(readOne(fields).quote).toMatchObject(expected);
  });

  test('a previous close that does not fit the numbers tells nothing', () => {
    expect(readOne({ change: '1.00', direction: '69', previousClose: 80 }).quote).toMatchObject(alone);
  });
});

describe('a previous close of another way', () => {
  const close = { price: 101, previousClose: 110 };

  test.each([
    ['JSON numbers', { change: 1, changePercent: 1 }],
    ['texts with their sign', { change: '+1.00', changePercent: '+1.00' }],
  ])('is left out beside %s that agree with each other', (_, fields) => {
    const { quote, rules } = readOne({ ...close, ...fields });
    expect([quote.change, quote.direction, rules]).toEqual([1, 'up', ['previousClose prev-ignored dropped']]);
  });

  test('leaves the price alone beside texts without a sign', () => {
    const { quote, rules } = readOne({ ...close, change: '1.00', changePercent: '1.00' });
    expect([quote.price, quote.change, quote.direction]).toEqual([101, null, null]);
    expect(rules).toEqual(['change sign-contradiction dropped']);
  });
});

describe('a limit', () => {
  test.each<[unknown, string | null]>([
    ['upper', 'upper'],
    ['상한가', 'upper'],
    [' lower ', 'lower'],
    ['LOWER_LIMIT', 'lower'],
    [null, null],
  ])('%j', (limit, expected) => {
    const change = expected === 'lower' ? '-1.00' : '+1.00';
    expect(readOne({ change, limit })).toMatchObject({ quote: { limit: expected }, rules: [] });
  });

  test('comes from the direction as well', () => {
    expect(readOne({ change: '1.00', direction: '하한' }).quote).toMatchObject({
      limit: 'lower',
      change: -1,
      direction: 'down',
    });
    expect(readOne({ direction: '상한' }).quote).toMatchObject({ limit: 'upper', direction: 'up' });
  });

  test('tells numbers without a sign their direction', () => {
    expect(readOne({ change: '1.00', limit: 'lower' }).quote).toMatchObject({
      change: -1,
      direction: 'down',
      limit: 'lower',
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a sign', { change: '-1.00', limit: 'upper' }],
    ['a word', { change: '1.00', direction: 'down', limit: 'upper' }],
    ['no move', { change: 0, changePercent: 0, direction: 'flat', limit: 'upper' }],
  ])('that contradicts %s is left out, and reported', (_, fields) => {
    const { quote, rules } = readOne(fields);
    expect(quote.limit).toBe(null);
    expect(quote.change).not.toBe(null);
    expect(rules).toEqual(['limit limit-contradiction dropped']);
  });

  test('and a word that names the other one are none, and reported', () => {
    const { quote, rules } = readOne({ change: '1.00', direction: '상한가', limit: 'lower' });
    expect(quote).toMatchObject({ change: 1, direction: 'up', limit: null });
    expect(rules).toEqual(['limit limit-contradiction dropped']);
  });

  test('without a direction that is known is none, and contradicts nothing', () => {
    const { quote, rules } = readOne({ price: '▲100', change: '1.00', direction: '하락', limit: 'upper' });
    expect(quote).toMatchObject({ direction: null, limit: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
  });

  test('that can’t be read is none, and leaves numbers without a sign out, as it could have told it', () => {
    expect(readOne({ change: '+1.00', limit: 'maybe' })).toMatchObject({
      quote: { limit: null, change: 1 },
      rules: ['limit unreadable dropped'],
    });
    expect(readOne({ change: '1.00', limit: '하한?' })).toMatchObject({
      quote: { limit: null, change: null, direction: null },
      rules: ['limit unreadable dropped', 'change direction-unknown dropped'],
    });
  });

  test('of an item without a price is none', () => {
    expect(readOne({ price: null, limit: 'upper' }).quote.limit).toBe(null);
  });
});
