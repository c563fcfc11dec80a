import { describe, expect, test } from 'vitest';
import { parseDirection } from '../../../src/model/parse-direction.js';
import { parseSignedNumber } from '../../../src/model/parse-signed-number.js';
import { parse, parseOne } from '../../support/fixtures/parse-helpers.js';

describe('a direction is parsed', () => {
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

  test('with spaces around it, and with a glyph of the same meaning', () => {
    for (const raw of [' 하락 ', '\u00A0▼\t', '▼ 하락', '하락▼', '▼▼'])
      expect(parseDirection(raw)?.direction).toBe('down');
  });

  test('an arrow is no limit, although Korean tables mark limits with arrows', () => {
    expect([parseDirection('↑'), parseDirection('↓')]).toEqual([{ direction: 'up' }, { direction: 'down' }]);
  });
});

describe('an object is parsed by its words', () => {
  test.each<[unknown, string]>([
    [{ code: '5', text: '하락', name: 'FALLING' }, 'down'],
    [{ name: 'RISING' }, 'up'],
    [{ text: '보합' }, 'flat'],
    [{ code: 'RISE' }, 'up'],
    [{ code: '9', name: '?', text: '상승' }, 'up'],
  ])('%j', (raw, direction) => {
    expect(parseDirection(raw)).toEqual({ direction });
  });

  test('a limit in one of them is kept', () => {
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
  ])('%j gives no direction', (raw) => {
    expect(parseDirection(raw)).toBeUndefined();
  });
});

describe('an array of several values', () => {
  test.each<[unknown[], string]>([
    [['FALLING'], 'down'],
    [[{ code: '5', name: 'FALLING' }, '하락'], 'down'],
    [['▲', 'RISE', { text: '상승' }], 'up'],
  ])('%j agrees', (raw, direction) => {
    expect(parseDirection(raw)).toEqual({ direction });
  });

  test('a limit in one of them is kept', () => {
    expect(parseDirection([{ name: 'RISING' }, 'UPPER_LIMIT'])).toEqual({ direction: 'up', limit: 'upper' });
  });

  test.each([[[]], [['FALLING', '?']], [['FALLING', 'RISING']], [['하락', '-']], [['하락', null]], [[['하락']]]])(
    '%j gives no direction',
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
])('%j has no meaning that is the same everywhere', (raw) => {
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

  test('has its direction and limit, and the number of written decimal places', () => {
    expect(parseSignedNumber('▼14.00')).toEqual({
      value: -14,
      hasPlus: false,
      places: 2,
      parsedDirection: { direction: 'down' },
    });
    expect(parseSignedNumber('상한 900')?.parsedDirection).toEqual({ direction: 'up', limit: 'upper' });
    expect(parseSignedNumber('−14.00')).toEqual({ value: -14, hasPlus: false, places: 2 });
  });

  test('is parsed with a factor and a decimal comma', () => {
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
  ])('%j is no number', (raw) => {
    expect(parseSignedNumber(raw)).toBeUndefined();
  });
});

describe('in an item', () => {
  test('a glyph before the price gives the direction, and is no minus', () => {
    expect(parseOne({ price: '▼1,359.00', change: '14.00' }).quote).toMatchObject({ price: 1359, change: -14 });
  });

  test('a word beside the price makes it flat', () => {
    expect(parseOne({ price: '3,166.05 보합', change: '0.00' })).toMatchObject({
      quote: { price: 3166.05, change: 0, direction: 'flat' },
      rules: [],
    });
  });

  test('a change with the word for flat that is not zero contradicts itself', () => {
    const { quote, rules } = parseOne({ change: '보합 14.00' });
    expect(quote).toMatchObject({ change: null, direction: null });
    expect(rules).toEqual(['change unreadable dropped']);
  });

  test('a percent of 0.00 does not decide between words that contradict each other', () => {
    const { quote, rules } = parseOne({ price: '▼3166.05', direction: 'up', changePercent: '0.00' });
    expect(quote).toMatchObject({ price: 3166.05, changePercent: null, direction: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
  });

  test('a word in the place of a number gives the direction', () => {
    expect(parseOne({ change: '하락', changePercent: '1.03' }).quote).toMatchObject({
      change: null,
      changePercent: -1.03,
    });
    expect(parseOne({ change: '보합' }).quote).toMatchObject({ change: 0, changePercent: 0, direction: 'flat' });
  });

  test('a glyph beside the change gives the percent its sign', () => {
    expect(parseOne({ price: 1359, change: '▼14.00', changePercent: '1.03' }).quote).toMatchObject({
      change: -14,
      changePercent: -1.03,
      direction: 'down',
    });
  });

  test('words that contradict each other leave nothing but the price', () => {
    const { quote, rules } = parseOne({ price: '▲1,359.00', change: '14.00', direction: '하락' });
    expect(quote).toMatchObject({ price: 1359, change: null, changePercent: null, direction: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
    expect(parseOne({ price: '▲1,359.00', direction: '하락' }).quote.direction).toBe(null);
  });

  test('the previous close decides which of the two words is right', () => {
    const { quote, rules } = parseOne({ price: '▲99', change: '1.00', direction: '하락', previousClose: 100 });
    expect(quote).toMatchObject({ change: -1, direction: 'down' });
    expect(rules).toEqual(['change direction-contradiction mended']);
  });
});

describe('a field that could have given the sign, and can’t be parsed', () => {
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
  ])('%s leaves nothing but the price, and is reported', (_, fields, rules) => {
    const parsed = parseOne(fields);
    expect(parsed.quote).toMatchObject({ price: 100, ...alone });
    expect(parsed.rules).toEqual(rules.map((rule) => `${rule} dropped`));
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
  ])('does not matter beside %s', (_, fields, expected) => {
    expect(parseOne(fields).quote).toMatchObject(expected);
  });

  test('a zero with a minus that can’t be parsed gives no sign, and does not make the parser throw', () => {
    const fields = { id: 'X', price: '95,25', change: '-0.00', changePercent: '1,05' };
    const items = [{ path: '', decimal: ',' as const, fields }];
    const { quotes, rules } = parse({}, { adapter: () => ({ fields: {}, items }) });
    expect(quotes).toMatchObject([{ price: 95.25, ...alone }]);
    expect(rules).toEqual(['change unreadable dropped', 'changePercent direction-unknown dropped']);
  });

  test('a previous close that does not fit the numbers decides nothing', () => {
    expect(parseOne({ change: '1.00', direction: '69', previousClose: 80 }).quote).toMatchObject(alone);
  });
});

describe('a previous close of another direction', () => {
  const close = { price: 101, previousClose: 110 };

  test.each([
    ['JSON numbers', { change: 1, changePercent: 1 }],
    ['texts with their sign', { change: '+1.00', changePercent: '+1.00' }],
  ])('is dropped beside %s that agree with each other', (_, fields) => {
    const { quote, rules } = parseOne({ ...close, ...fields });
    expect([quote.change, quote.direction, rules]).toEqual([1, 'up', ['previousClose prev-ignored dropped']]);
  });

  test('leaves nothing but the price beside texts without a sign', () => {
    const { quote, rules } = parseOne({ ...close, change: '1.00', changePercent: '1.00' });
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
    expect(parseOne({ change, limit })).toMatchObject({ quote: { limit: expected }, rules: [] });
  });

  test('may come from the direction', () => {
    expect(parseOne({ change: '1.00', direction: '하한' }).quote).toMatchObject({
      limit: 'lower',
      change: -1,
      direction: 'down',
    });
    expect(parseOne({ direction: '상한' }).quote).toMatchObject({ limit: 'upper', direction: 'up' });
  });

  test('gives numbers without a sign their direction', () => {
    expect(parseOne({ change: '1.00', limit: 'lower' }).quote).toMatchObject({
      change: -1,
      direction: 'down',
      limit: 'lower',
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a sign', { change: '-1.00', limit: 'upper' }],
    ['a word', { change: '1.00', direction: 'down', limit: 'upper' }],
    ['no change', { change: 0, changePercent: 0, direction: 'flat', limit: 'upper' }],
  ])('that contradicts %s is dropped, and reported', (_, fields) => {
    const { quote, rules } = parseOne(fields);
    expect(quote.limit).toBe(null);
    expect(quote.change).not.toBe(null);
    expect(rules).toEqual(['limit limit-contradiction dropped']);
  });

  test('and a word for the other limit are both dropped, and reported', () => {
    const { quote, rules } = parseOne({ change: '1.00', direction: '상한가', limit: 'lower' });
    expect(quote).toMatchObject({ change: 1, direction: 'up', limit: null });
    expect(rules).toEqual(['limit limit-contradiction dropped']);
  });

  test('without a known direction is dropped, and contradicts nothing', () => {
    const { quote, rules } = parseOne({ price: '▲100', change: '1.00', direction: '하락', limit: 'upper' });
    expect(quote).toMatchObject({ direction: null, limit: null });
    expect(rules).toEqual(['change direction-contradiction dropped']);
  });

  test('that can’t be parsed leaves numbers without a sign out, as it could have given it', () => {
    expect(parseOne({ change: '+1.00', limit: 'maybe' })).toMatchObject({
      quote: { limit: null, change: 1 },
      rules: ['limit unreadable dropped'],
    });
    expect(parseOne({ change: '1.00', limit: '하한?' })).toMatchObject({
      quote: { limit: null, change: null, direction: null },
      rules: ['limit unreadable dropped', 'change direction-unknown dropped'],
    });
  });

  test('of an item without a price is dropped', () => {
    expect(parseOne({ price: null, limit: 'upper' }).quote.limit).toBe(null);
  });
});
