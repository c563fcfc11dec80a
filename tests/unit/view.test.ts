import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed.js';
import { ageView } from '../../src/view/age-view.js';
import { formatMagnitude, formatSigned } from '../../src/view/format.js';
import { choose, itemView, type ItemView } from '../../src/view/item-view.js';
import { wordsFor } from '../../src/view/words.js';
import { seed, seedRows } from '../fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const items = (payload: unknown, language = 'en', symbols: string | null = null) =>
  choose(parseFeed(payload, { now }).quotes, symbols).map((quote) => itemView(quote, language, wordsFor(language)));
const row = ({ name, price, arrow, change, percent }: ItemView): string =>
  [name, price, arrow, change, percent].filter(Boolean).join(' ');

describe('what the reader sees', () => {
  test('the seed rows', () => {
    expect(items(seed).map(row)).toEqual(seedRows);
  });

  test('Korean names where the feed has them', () => {
    expect(items(seed, 'ko-KR').map(({ name }) => name)).toEqual(['코스피', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  });

  test('flat has a dash for an arrow, unknown has none, missing is a dash', () => {
    const feed = [
      { id: 'A', price: 1, change: 0, changePercent: 0 },
      { id: 'B', price: 1 },
      { id: 'C', price: null },
    ];
    expect(items(feed).map(row)).toEqual(['A 1.00 – 0.00 0.00%', 'B 1.00 – –', 'C –']);
    expect(items(feed).map(({ arrow }) => arrow)).toEqual(['–', '', '']);
  });

  test('symbols choose and order; one that the feed lacks shows its name and a dash', () => {
    expect(items(seed, 'en', 'USD/KRW, NIKKEI KOSPI KOSPI').map(row)).toEqual([seedRows[3], 'NIKKEI –', seedRows[0]]);
  });
});

describe('what the reader hears', () => {
  const spoken = (payload: unknown, language: string) => items(payload, language).map((view) => view.spoken);

  test('in English', () => {
    expect(spoken(seed, 'en')).toEqual([
      'up 43.72 points, 1.55 percent',
      'up 7.98 points, 1.06 percent',
      'up 6.45 points, 1.72 percent',
      'down 14.00, 1.03 percent',
    ]);
  });

  test('in Korean', () => {
    expect(spoken(seed, 'ko')[0]).toBe('43.72포인트 상승, 1.55퍼센트');
    expect(spoken([{ id: 'A', price: 1, change: 0, changePercent: 0 }], 'ko')).toEqual(['보합']);
  });

  test('nothing is said of a move that is not known', () => {
    expect(
      spoken(
        [
          { id: 'B', price: 1 },
          { id: 'C', price: null },
        ],
        'en',
      ),
    ).toEqual(['', 'no value']);
  });
});

describe('numbers in print', () => {
  test('the minus is U+2212 and zero has none', () => {
    expect(formatSigned(-14, 2, 'en', false)).toBe('\u221214.00');
    expect(formatSigned(-0.001, 2, 'en', false)).toBe('0.00');
    expect(formatSigned(0.001, 2, 'en', true)).toBe('+0.00');
    expect(formatSigned(0, 2, 'en', false)).toBe('0.00');
  });

  test('digits are Latin in every language', () => {
    expect(formatMagnitude(1234.5, 2, 'ar-EG')).toMatch(/^1.234.50$/);
  });
});

describe('reserved widths', () => {
  test('hold what a 3 % day can print', () => {
    expect(items(seed)[1]!.reserve).toEqual(['000.00', '▲ +00.00']);
    expect(items([{ id: 'A', kind: 'index', price: 985 }])[0]!.reserve[0]).toBe('0,000.00');
  });
});

describe('the age of the data', () => {
  const age = (payload: unknown, at = now, language = 'en') =>
    ageView(parseFeed(payload, { now }), 10, at, language, wordsFor(language));

  test('is said with its zone, the delay and the state', () => {
    expect(age(seed).text).toMatch(/^As of \d\d:\d\d \S+ · 20 min delay · Closed$/);
    expect(age(seed, now, 'ko').text).toMatch(/기준 · 20분 지연 · 장 마감$/);
    expect(age({ ...seed, delay: 'eod', state: 'open' }).text).toMatch(/· End of day$/);
  });

  test('an open market turns stale by the clock alone', () => {
    const open = { ...seed, state: 'open', delay: 0 };
    expect(age(open).staleAt).toBe(Date.parse('2025-06-09T15:31:00+09:00'));
    expect(age(seed).staleAt).toBeNull();
  });

  test('data of another day say which', () => {
    expect(age(seed, now + 3 * 86_400_000).text).toMatch(/Jun 9/);
  });
});
