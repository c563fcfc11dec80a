import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { chooseQuotes, itemView, type ItemView } from '../../../src/view/item-view.js';
import { seed, seedRows } from '../../support/fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');

const viewsOf = (payload: unknown, language = 'en', symbols: string | null = null) =>
  chooseQuotes(parseFeed(payload, { now }).quotes, symbols).map((quote) =>
    itemView(quote, language, messagesFor(language)),
  );
const row = ({ name, price, arrow, change, percent }: ItemView): string =>
  [name, price, arrow, change, percent].filter(Boolean).join(' ');

describe('what a reader sees of an item', () => {
  test('the rows of the seed feed', () => {
    expect(viewsOf(seed).map(row)).toEqual(seedRows);
  });

  test('items have their Korean names when the feed has them', () => {
    expect(viewsOf(seed, 'ko-KR').map(({ name }) => name)).toEqual(['코스피', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  });

  test.each([
    ['zh-TW', { 'zh-Hans': '韩国综指', 'zh-Hant': '韓國綜指' }, '韓國綜指'],
    ['zh-HK', { 'zh-CN': '韩国综指', 'zh-TW': '韓國綜指' }, '韓國綜指'],
    ['zh-HK', { zh: '韩国综指', 'zh-hant': '韓國綜指' }, '韓國綜指'],
    ['zh', { 'zh-TW': '韓國綜指', 'zh-CN': '韩国综指' }, '韩国综指'],
    ['zh-TW', { zh: '韩国综指', en: 'KOSPI' }, '韩国综指'],
    ['ko-KR', { KO: '코스피', en: 'KOSPI' }, '코스피'],
    ['de', { ko: '코스피', 'en-US': 'KOSPI' }, 'KOSPI'],
    ['de', { ko: '코스피' }, '코스피'],
  ])('an item has the name that is nearest to the language: %s', (language, name, expected) => {
    expect(viewsOf([{ id: 'KOSPI', name, price: 1 }], language)[0]!.name).toBe(expected);
  });

  test('a flat item has a dash as its arrow, an unknown direction has no arrow, and a missing value is a dash', () => {
    const feed = [
      { id: 'A', price: 1, change: 0, changePercent: 0 },
      { id: 'B', price: 1 },
      { id: 'C', price: null },
    ];
    expect(viewsOf(feed).map(row)).toEqual(['A 1.00 – 0.00 0.00%', 'B 1.00 – –', 'C –']);
    expect(viewsOf(feed).map(({ arrow }) => arrow)).toEqual(['–', '', '']);
  });

  test('a percentage without a change stands beside the arrow, with no dash between them', () => {
    expect(viewsOf([{ id: 'KOSDAQ', kind: 'index', price: '811.25', changePercent: '-1.56' }]).map(row)).toEqual([
      'KOSDAQ 811.25 ▼ −1.56%',
    ]);
  });

  test('a price at its daily limit has another arrow', () => {
    const feed = [
      { id: 'A', price: 1300, change: 300, changePercent: 30, limit: 'upper', decimals: 0 },
      { id: 'B', price: 700, change: '300', changePercent: '30', direction: '하한', decimals: 0 },
    ];
    expect(viewsOf(feed).map(row)).toEqual(['A 1,300 ↑ +300 +30.00%', 'B 700 ↓ −300 −30.00%']);
  });

  test('a market value in won is printed with all its digits', () => {
    const cap = { id: 'CAP', price: '1,523,418,000,250,001', change: 1000, decimals: 0 };
    expect(viewsOf([cap]).map(row)).toEqual(['CAP 1,523,418,000,250,001 ▲ +1,000 +0.00%']);
    expect(viewsOf([cap], 'de').map(row)).toEqual(['CAP 1.523.418.000.250.001 ▲ +1.000 +0,00%']);
  });

  test('symbols choose and order the items; an id that the feed lacks is shown with a dash', () => {
    expect(viewsOf(seed, 'en', 'USD/KRW, NIKKEI KOSPI KOSPI').map(row)).toEqual([seedRows[3], 'NIKKEI –', seedRows[0]]);
  });
});

describe('what a screen reader says of an item', () => {
  const spoken = (payload: unknown, language: string) => viewsOf(payload, language).map((view) => view.spoken);

  test.each([
    ['en', ['up 300, 30.00 percent, upper limit', 'down 300, 30.00 percent, lower limit']],
    ['ko', ['300 상승, 30.00퍼센트, 상한가', '300 하락, 30.00퍼센트, 하한가']],
    ['ja', [expect.stringMatching(/、ストップ高$/), expect.stringMatching(/、ストップ安$/)]],
    ['zh', [expect.stringMatching(/，涨停$/), expect.stringMatching(/，跌停$/)]],
    ['zh-TW', [expect.stringMatching(/，漲停$/), expect.stringMatching(/，跌停$/)]],
  ])('names a daily limit: %s', (language, expected) => {
    const rise = { id: 'A', kind: 'equity', price: 1300, change: 300, changePercent: 30, limit: 'upper', decimals: 0 };
    const fall = { ...rise, id: 'B', price: 700, change: -300, changePercent: -30, limit: 'lower' };
    expect(spoken([rise, fall], language)).toEqual(expected);
  });

  test('reads the seed feed in English', () => {
    expect(spoken(seed, 'en')).toEqual([
      'up 43.72 points, 1.55 percent',
      'up 7.98 points, 1.06 percent',
      'up 6.45 points, 1.72 percent',
      'down 14.00, 1.03 percent',
    ]);
  });

  test('reads the seed feed in Korean', () => {
    expect(spoken(seed, 'ko')[0]).toBe('43.72포인트 상승, 1.55퍼센트');
    expect(spoken([{ id: 'A', price: 1, change: 0, changePercent: 0 }], 'ko')).toEqual(['보합']);
  });

  test.each([
    ['ja', '43.72ポイント、1.55パーセント上昇', '14.00、1.03パーセント下落', '変わらず'],
    ['zh', '上涨43.72点，百分之1.55', '下跌14.00，百分之1.03', '持平'],
    ['zh-TW', '上漲43.72點，百分之1.55', '下跌14.00，百分之1.03', '平盤'],
  ])('reads the seed feed in %s', (language, up, down, flat) => {
    const all = spoken(seed, language);
    expect([all[0], all[3]]).toEqual([up, down]);
    expect(spoken([{ id: 'A', price: 1, change: 0, changePercent: 0 }], language)).toEqual([flat]);
    // Neither a percentage alone nor a missing price leaves a gap.
    const partial = spoken(
      [
        { id: 'A', price: null, change: 1, changePercent: 1 },
        { id: 'B', price: 10, changePercent: 2 },
      ],
      language,
    );
    for (const text of partial) expect(text).not.toMatch(/undefined|null|NaN|^[、，]|[、，]$/);
  });

  test('says nothing about an unknown change', () => {
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

describe('reserved widths', () => {
  test('are those of a day with a change of 3 %', () => {
    const reserved = (price: number, kind: string) => viewsOf([{ id: 'A', kind, price, change: 1 }])[0]!.reservedText;
    expect(reserved(764.21, 'equity')).toEqual(['000.00', '▲ +00.00', '+0.00%']);
    expect(reserved(985, 'equity')[0]).toBe('0,000.00');
    expect(reserved(98_000, 'index')).toEqual(['000,000.00', '▲ +0,000.00', '+0.00%']);
  });

  test('of an index are at least those of 10,000.00 and −452.80', () => {
    for (const { kind, reservedText } of viewsOf(seed).map((view, index) => ({
      ...view,
      kind: seed.items[index]!.kind,
    })))
      if (kind === 'index') expect(reservedText).toEqual(['00,000.00', '▲ +000.00', '+0.00%']);
      else expect(reservedText).toEqual(['0,000.00', '▲ +00.00', '+0.00%']);
    expect(viewsOf([{ id: 'A', kind: 'index', price: 2, decimals: 0 }])[0]!.reservedText[1]).toBe('▲ +000');
  });

  test('reserve nothing for a change that the feed never gives, but keep the width that the cell has had', () => {
    const [quote] = parseFeed([{ id: 'A', price: '811.25', changePercent: '-1.56' }], { now }).quotes;
    expect(itemView(quote!, 'en', messagesFor('en')).reservedText[1]).toBe('▲ ');
    const previousText = ['000.00', '▲ +00.00', '+0.00%'];
    expect(itemView(quote!, 'en', messagesFor('en'), '', previousText).reservedText[1]).toBe('▲ +00.00');
  });
});

describe('before the open', () => {
  test('a flat item shows only a dash, and a screen reader says nothing of its change', () => {
    const flat = { id: 'A', kind: 'index', price: 2, change: 0, changePercent: 0 };
    const [view] = viewsOf({ state: 'pre', items: [flat] });
    expect(row(view!)).toBe('A 2.00 –');
    expect(view!.spoken).toBe('');
    expect(row(viewsOf({ state: 'open', items: [flat] })[0]!)).toBe('A 2.00 – 0.00 0.00%');
    expect(row(viewsOf({ state: 'pre', items: [{ ...flat, change: 1, changePercent: 100 }] })[0]!)).toBe(
      'A 2.00 ▲ +1.00 +100.00%',
    );
  });
});

describe('a price for more than one unit', () => {
  test.each([
    [{ id: 'JPY/KRW' }, 'JPY 100/KRW'],
    [{ id: 'X', name: '엔/원', base: 'JPY' }, '엔/원 100'],
    [{ id: 'X', name: '엔/원' }, '엔/원 100'],
    [{ id: 'X', name: '100엔', base: 'JPY' }, '100엔'],
    [{ id: 'IDR/KRW', per: 1 }, 'IDR/KRW'],
    [{ id: 'IDR/KRW', per: 1000 }, 'IDR 1000/KRW'],
  ])('has this number in its name: %j', (item, name) => {
    expect(viewsOf([{ price: 1, per: 100, ...item }])[0]!.name).toBe(name);
  });
});
