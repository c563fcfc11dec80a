import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { messagesFor } from '../../../src/i18n/index.js';
import type { Quote } from '../../../src/model/quote.js';
import { printStyle, type Signs } from '../../../src/view/fields.js';
import { itemView } from '../../../src/view/item-view.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const kospi = { id: 'KOSPI', kind: 'index', price: 2855.77, change: 43.72, changePercent: 1.55, trend: [2812, 2855] };

const quoteOf = (item: object): Quote => parseFeed({ items: [item, { id: 'OTHER', price: 1 }] }, { now }).quotes[0]!;

const viewOf = (quote: Quote, signs: Signs, fields: string | null = null, previousText?: readonly string[]) =>
  itemView(quote, 'en', messagesFor('en'), '', previousText, printStyle(fields, signs));

/** The arrow, the change and the percentage of an item, as they stand beside each other. */
const printed = (item: object, signs: Signs, fields?: string): string => {
  const { arrow, change, percent } = viewOf(quoteOf(item), signs, fields);
  return [arrow, change, percent].filter(Boolean).join(' ');
};

describe('signs', () => {
  test.each([
    ['up', kospi, '▲ +43.72 +1.55%', '▲ 43.72 1.55%', '+43.72 +1.55%'],
    ['down', { ...kospi, change: -14, changePercent: -0.5 }, '▼ −14.00 −0.50%', '▼ 14.00 0.50%', '−14.00 −0.50%'],
    ['flat', { ...kospi, change: 0, changePercent: 0 }, '– 0.00 0.00%', '– 0.00 0.00%', '0.00 0.00%'],
    [
      'up by less than is printed',
      { ...kospi, change: 0.02, changePercent: 0 },
      '▲ +0.02 +0.00%',
      '▲ 0.02 0.00%',
      '+0.02 +0.00%',
    ],
    ['at the upper limit', { ...kospi, limit: 'upper' }, '↑ +43.72 +1.55%', '↑ 43.72 1.55%', '+43.72 +1.55%'],
    ['known as a percentage only', { ...kospi, change: null, previousClose: null }, '▲ +1.55%', '▲ 1.55%', '+1.55%'],
    ['unknown', { id: 'A', price: 1 }, '– –', '– –', '– –'],
    ['without a price', { ...kospi, price: null }, '', '', ''],
  ])('an item that is %s', (_, item, both, arrow, sign) => {
    expect([printed(item, 'both'), printed(item, 'arrow'), printed(item, 'sign')]).toEqual([both, arrow, sign]);
  });

  test('where no arrow is drawn, or it says something else, the sign stays', () => {
    expect(printed(kospi, 'arrow', 'name change percent')).toBe('+43.72 +1.55%');
    const quote = quoteOf(kospi);
    const fall = { change: -5, changePercent: -0.1 };
    expect(viewOf({ ...quote, ...fall, direction: null }, 'arrow')).toMatchObject({ arrow: '', change: '−5.00' });
    expect(viewOf({ ...quote, ...fall, direction: 'flat' }, 'arrow')).toMatchObject({ arrow: '–', percent: '−0.10%' });
    expect(viewOf({ ...quote, ...fall, direction: 'down', limit: 'upper' }, 'arrow').change).toBe('−5.00');
  });

  test('the direction is spoken, however it is printed', () => {
    for (const signs of ['both', 'arrow', 'sign'] as const)
      expect(viewOf(quoteOf(kospi), signs).spoken).toBe('up 43.72 points, 1.55 percent');
  });

  test('cells have space for what is printed', () => {
    const reserved = (signs: Signs) => viewOf(quoteOf(kospi), signs).reservedText.slice(1);
    expect(reserved('both')).toEqual(['▲ +000.00', '+0.00%']);
    expect(reserved('arrow')).toEqual(['▲ 000.00', '0.00%']);
    expect(reserved('sign')).toEqual(['+000.00', '+0.00%']);
  });
});

describe('fields', () => {
  test.each([
    ['arrow percent', '▲ +1.55%', ['▲ ', '+0.00%']],
    ['percent', '+1.55%', ['', '+0.00%']],
    ['change', '+43.72', ['+000.00', '']],
    ['arrow', '▲', ['▲ ', '']],
    ['name price', '', ['', '']],
  ])('of “%s”, all else leaves no hole', (fields, text, reserved) => {
    expect(printed(kospi, 'both', fields)).toBe(text);
    const view = viewOf(quoteOf(kospi), 'both', fields);
    expect(view.reservedText.slice(1)).toEqual(reserved);
    expect(view.trend).toBeUndefined();
    expect(view.spoken).toBe('up 43.72 points, 1.55 percent');
  });

  test('a cell that is not shown has no width, even if it had one', () => {
    const before = ['0,000.00', '▲ +000.00', '+0.00%'];
    expect(viewOf(quoteOf(kospi), 'both', 'price', before).reservedText[2]).toBe('');
  });
});

test('an unknown number is a dash wherever it is printed', () => {
  const gold = { id: 'GOLD', price: null };
  expect(printed(gold, 'both', 'name percent')).toBe('–');
  expect(printed(gold, 'both', 'name price percent')).toBe('');
  const beforeOpen = { ...kospi, change: 0, changePercent: 0, state: 'pre' };
  expect(printed(beforeOpen, 'both')).toBe('–');
  expect(printed(beforeOpen, 'sign')).toBe('– –');
});
