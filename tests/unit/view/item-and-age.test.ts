import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { ageView } from '../../../src/view/age-view.js';
import { formatMagnitude, formatSigned } from '../../../src/view/format.js';
import { chooseQuotes, itemView, type ItemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { seed, seedRows } from '../../support/fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const items = (payload: unknown, language = 'en', symbols: string | null = null) =>
  chooseQuotes(parseFeed(payload, { now }).quotes, symbols).map((quote) =>
    itemView(quote, language, messagesFor(language)),
  );
const row = ({ name, price, arrow, change, percent }: ItemView): string =>
  [name, price, arrow, change, percent].filter(Boolean).join(' ');

describe('what the reader sees', () => {
  test('the seed rows', () => {
    expect(items(seed).map(row)).toEqual(seedRows);
  });

  test('Korean names where the feed has them', () => {
    expect(items(seed, 'ko-KR').map(({ name }) => name)).toEqual(['코스피', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
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
  ])('the name nearest to the language: %s', (language, name, expected) => {
    expect(items([{ id: 'KOSPI', name, price: 1 }], language)[0]!.name).toBe(expected);
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

  test('a percent without a change stands beside its arrow alone', () => {
    expect(items([{ id: 'KOSDAQ', kind: 'index', price: '811.25', changePercent: '-1.56' }]).map(row)).toEqual([
      'KOSDAQ 811.25 ▼ −1.56%',
    ]);
  });

  test('and leaves no room for a change that never comes, but keeps what one has had', () => {
    const [quote] = parseFeed([{ id: 'A', price: '811.25', changePercent: '-1.56' }], { now }).quotes;
    expect(itemView(quote!, 'en', messagesFor('en')).reservedText[1]).toBe('▲ ');
    const before = ['000.00', '▲ +00.00', '+0.00%'];
    expect(itemView(quote!, 'en', messagesFor('en'), '', before).reservedText[1]).toBe('▲ +00.00');
  });

  test('a price at its daily limit has an arrow of its own', () => {
    const feed = [
      { id: 'A', price: 1300, change: 300, changePercent: 30, limit: 'upper', decimals: 0 },
      { id: 'B', price: 700, change: '300', changePercent: '30', direction: '하한', decimals: 0 },
    ];
    expect(items(feed).map(row)).toEqual(['A 1,300 ↑ +300 +30.00%', 'B 700 ↓ −300 −30.00%']);
  });

  test('a market value in won has all its digits', () => {
    const cap = { id: 'CAP', price: '1,523,418,000,250,001', change: 1000, decimals: 0 };
    expect(items([cap]).map(row)).toEqual(['CAP 1,523,418,000,250,001 ▲ +1,000 +0.00%']);
    expect(items([cap], 'de').map(row)).toEqual(['CAP 1.523.418.000.250.001 ▲ +1.000 +0,00%']);
  });

  test('symbols choose and order; one that the feed lacks shows its name and a dash', () => {
    expect(items(seed, 'en', 'USD/KRW, NIKKEI KOSPI KOSPI').map(row)).toEqual([seedRows[3], 'NIKKEI –', seedRows[0]]);
  });
});

describe('numbers', () => {
  const PLAIN = [
    'en',
    'en-US',
    'en-GB',
    'en-KR',
    'ko',
    'ko-KR',
    'ja',
    'ja-JP',
    'zh',
    'zh-Hans',
    'zh-CN',
    'zh-TW',
    'zh-HK',
  ];

  test.each(PLAIN)('are as Intl prints them, also where it is not asked: %s', (language) => {
    const price = fc
      .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, places]) => digits / 10 ** places);
    fc.assert(
      fc.property(price, fc.integer({ min: 0, max: 8 }), (value, decimals) => {
        const intl = new Intl.NumberFormat(language, {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        });
        expect(formatMagnitude(value, decimals, language)).toBe(intl.format(Math.abs(value)));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['en-IN', '12,34,567.89'],
    ['de', '1.234.567,89'],
    ['en-ZA', '1\u00a0234\u00a0567,89'],
  ])('are grouped as the language does: %s', (language, expected) => {
    expect(formatMagnitude(-1234567.891, 2, language)).toBe(expected);
  });

  test('are what they are where they are too large to have a fraction', () => {
    expect(formatMagnitude(1e20, 2, 'en')).toBe('100,000,000,000,000,000,000.00');
    expect(formatMagnitude(999999.995, 2, 'en')).toBe('1,000,000.00');
  });
});

describe('what the reader hears', () => {
  const spoken = (payload: unknown, language: string) => items(payload, language).map((view) => view.spoken);

  test.each([
    ['en', ['up 300, 30.00 percent, upper limit', 'down 300, 30.00 percent, lower limit']],
    ['ko', ['300 상승, 30.00퍼센트, 상한가', '300 하락, 30.00퍼센트, 하한가']],
    ['ja', [expect.stringMatching(/, ストップ高$/), expect.stringMatching(/, ストップ安$/)]],
    ['zh', [expect.stringMatching(/, 涨停$/), expect.stringMatching(/, 跌停$/)]],
    ['zh-TW', [expect.stringMatching(/, 漲停$/), expect.stringMatching(/, 跌停$/)]],
  ])('of a daily limit: %s', (language, expected) => {
    const rise = { id: 'A', kind: 'equity', price: 1300, change: 300, changePercent: 30, limit: 'upper', decimals: 0 };
    const fall = { ...rise, id: 'B', price: 700, change: -300, changePercent: -30, limit: 'lower' };
    expect(spoken([rise, fall], language)).toEqual(expected);
  });

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

  test.each([
    ['ja', '43.72ポイント、1.55パーセント上昇', '14.00、1.03パーセント下落', '変わらず'],
    ['zh', '上涨43.72点，百分之1.55', '下跌14.00，百分之1.03', '持平'],
    ['zh-TW', '上漲43.72點，百分之1.55', '下跌14.00，百分之1.03', '平盤'],
  ])('in %s', (language, up, down, flat) => {
    const all = spoken(seed, language);
    expect([all[0], all[3]]).toEqual([up, down]);
    expect(spoken([{ id: 'A', price: 1, change: 0, changePercent: 0 }], language)).toEqual([flat]);
    // A percent alone, a change alone.
    const partial = spoken(
      [
        { id: 'A', price: null, change: 1, changePercent: 1 },
        { id: 'B', price: 10, changePercent: 2 },
      ],
      language,
    );
    for (const text of partial) expect(text).not.toMatch(/undefined|null|NaN|^[、，]|[、，]$/);
  });

  test.each(['en', 'ko', 'ja', 'zh-Hans', 'zh-Hant'])('nothing is left in another language: %s', (language) => {
    const words = messagesFor(language);
    expect(words.lang).toBe(language);
    const said = JSON.stringify([words, words.delay(0), words.delay(20), words.asOf('1')]).replace(`"${language}"`, '');
    if (language !== 'en') expect(said.replace(/"\w+":/g, '')).not.toMatch(/[A-Za-z]{2}/);
    for (const text of Object.values({ ...words, states: '' }))
      if (typeof text === 'string' && text) expect(text.trim()).toBe(text);
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
    expect(items(seed)[1]!.reservedText).toEqual(['000.00', '▲ +00.00', '+0.00%']);
    expect(items([{ id: 'A', kind: 'index', price: 985 }])[0]!.reservedText[0]).toBe('0,000.00');
  });
});

describe('the age of the data', () => {
  const ageOf = (payload: unknown, at = now, language = 'en') => {
    const feed = parseFeed(payload, { now });
    const view = ageView({
      feed,
      quotes: feed.quotes,
      now: at,
      pollSeconds: 10,
      language,
      messages: messagesFor(language),
    });
    return { ...view, badges: feed.quotes.map(view.badge) };
  };
  const at = (clock: string): string => `2025-06-09T${clock}+09:00`;
  const open = { ...seed, state: 'open', delay: 0, source: null };
  const market = (...items: object[]) => ({
    ...open,
    items: items.map((item, id) => ({ id: `${id}`, price: 1, ...item })),
  });
  const minute = 60_000;

  test('is said with its zone, the delay, the state and the source', () => {
    expect(ageOf(seed).text).toMatch(/^As of \d\d:\d\d \S+ · 20 min delay · Closed · KRX$/);
    expect(ageOf(seed, now, 'ko').text).toMatch(/기준 · 20분 지연 · 장 마감 · KRX$/);
    expect(ageOf({ ...seed, delay: 'eod', state: 'open' }).text).toMatch(/· End of day · KRX$/);
    expect(ageOf({ ...open, notice: 'No advice.' }).text).toMatch(/^As of \S+ \S+ · No advice\.$/);
  });

  test('is that of the newest item, else of the feed', () => {
    const time = (payload: unknown) => ageOf(payload).text.match(/\d\d:(\d\d)/)![1];
    expect(time(market({ asOf: at('15:30:00') }, { asOf: at('15:31:00') }, {}))).toBe('31');
    expect(time(market({}))).toBe('32');
  });

  test('data of another day say which, of another year too', () => {
    expect(ageOf(seed, now + 3 * 86_400_000).text).toMatch(/Jun 9, \d\d:\d\d/);
    expect(ageOf(seed, now + 300 * 86_400_000).text).toMatch(/Jun 9, 2025/);
  });

  test('what is known by its day shows no time, and the same day in every zone', () => {
    expect(ageOf(market({ asOf: '2025-06-06' })).text).toBe('As of Jun 6');
  });

  test('nothing that is asked for is there: the time is the feed’s', () => {
    const feed = parseFeed(seed, { now });
    const view = ageView({ feed, quotes: [], now, pollSeconds: 10, language: 'en', messages: messagesFor('en') });
    expect(view.text).toMatch(/^As of \d\d:\d\d \S+ · 20 min delay · Closed · KRX$/);
    expect(
      ageView({
        feed: { ...feed, generatedAt: null },
        quotes: [],
        now,
        pollSeconds: 10,
        language: 'en',
        messages: messagesFor('en'),
      }).text,
    ).toBe('20 min delay · Closed · KRX');
  });

  test('the newest item’s state and delay go with its time; the others say theirs', () => {
    const mixed = [
      { id: 'A', price: 1, asOf: '2025-06-05', state: 'closed', delay: 'eod' },
      { id: 'B', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 },
    ];
    const { text, badges } = ageOf(mixed);
    expect(text).toMatch(/^As of \d\d:\d\d \S+$/);
    expect(badges).toEqual(['Closed · End of day · Jun 5', '']);
  });

  test('an open item of a closed feed says that it is open, and what is said to be real time is called so', () => {
    const { badges } = ageOf({
      ...seed,
      items: [{ id: 'A', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 }],
    });
    expect(badges).toEqual(['Open · Real time']);
    expect(
      ageOf({ ...seed, items: [{ id: 'A', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 }] }, now, 'ko')
        .badges,
    ).toEqual(['장중 · 실시간']);
  });

  test('a market that is not open says so; state and delay are the newest item’s where the feed has none', () => {
    const told = ['pre', 'auction', 'post', 'closed', 'holiday', 'halted', 'open', 'unknown'].map(
      (state) =>
        ageOf({
          ...open,
          generatedAt: null,
          items: [{ id: 'A', price: 1, state, delay: 15 }],
          state: null,
          delay: null,
        }).text,
    );
    expect(told).toEqual([
      ...['Pre-market', 'Auction', 'After hours', 'Closed', 'Holiday', 'Halted'].map(
        (word) => `15 min delay · ${word}`,
      ),
      ...['15 min delay', '15 min delay'],
    ]);
  });

  test('an open market turns stale by the clock alone', () => {
    const own = market({ asOf: at('15:32:30') });
    expect(ageOf(own).staleAt).toBe(Date.parse(at('15:33:30')));
    expect(ageOf(own).changesAt).toBe(Date.parse(at('15:33:30')));
    expect(ageOf(seed).staleAt).toBeNull();
  });

  test('an item says what is not as the strip says, and nothing else', () => {
    const fresh = { asOf: at('15:32:59') };
    const { badges } = ageOf(
      market(
        fresh,
        { ...fresh, state: 'halted' },
        { ...fresh, delay: 15 },
        { ...fresh, delay: null },
        {
          asOf: '2025-06-05',
          delay: 'eod',
        },
      ),
    );
    expect(badges).toEqual(['', 'Halted', '15 min delay', '', 'End of day · Jun 5']);
  });

  test('an item whose delay is not known says so, where the strip names one for all', () => {
    const feed = { ...market({ asOf: at('15:32:59') }, { asOf: at('15:32:59'), delay: 'a little' }), delay: 20 };
    expect(ageOf(feed).badges).toEqual(['', 'Delay unknown']);
    expect(ageOf({ ...feed, delay: 'eod' }).badges).toEqual(['', 'Delay unknown']);
    expect(ageOf({ ...feed, delay: undefined }).badges).toEqual(['', '']);
  });

  test('an item that is old while its market is open is marked; where all are, the strip says it once', () => {
    const old = { asOf: at('15:20:00') };
    expect(ageOf(market({ asOf: at('15:32:59') }, old)).badges).toEqual(['', 'Not current']);
    expect(ageOf(market(old, old)).badges).toEqual(['', '']);
    expect(ageOf(market({ asOf: at('15:32:59') }, { ...old, state: 'closed' })).badges).toEqual(['', 'Closed']);
  });

  test('the strip is drawn anew when the next item turns old, and at midnight, when today is yesterday', () => {
    const soon = market({ asOf: at('15:32:55') }, { asOf: at('15:32:10') });
    expect(ageOf(soon).changesAt).toBe(Date.parse(at('15:33:10')));
    const midnight = new Date(now).setHours(24, 0, 0, 0);
    expect(ageOf(seed).changesAt).toBe(midnight);
    expect(ageOf(seed, midnight + minute).changesAt).toBe(Infinity);
    expect(ageOf({ ...seed, generatedAt: null, items: [{ id: 'A', price: 1 }] }).changesAt).toBe(Infinity);
  });
});

describe('before the open', () => {
  test('a flat item shows a dash, and says nothing of a move that has not begun', () => {
    const flat = { id: 'A', kind: 'index', price: 2, change: 0, changePercent: 0 };
    const [view] = items({ state: 'pre', items: [flat] });
    expect(row(view!)).toBe('A 2.00 –');
    expect(view!.spoken).toBe('');
    expect(row(items({ state: 'open', items: [flat] })[0]!)).toBe('A 2.00 – 0.00 0.00%');
    expect(row(items({ state: 'pre', items: [{ ...flat, change: 1, changePercent: 100 }] })[0]!)).toBe(
      'A 2.00 ▲ +1.00 +100.00%',
    );
  });
});

describe('a price for more than one', () => {
  test.each([
    [{ id: 'JPY/KRW' }, 'JPY 100/KRW'],
    [{ id: 'X', name: '엔/원', base: 'JPY' }, '엔/원 100'],
    [{ id: 'X', name: '엔/원' }, '엔/원 100'],
    [{ id: 'X', name: '100엔', base: 'JPY' }, '100엔'],
    [{ id: 'IDR/KRW', per: 1 }, 'IDR/KRW'],
    [{ id: 'IDR/KRW', per: 1000 }, 'IDR 1000/KRW'],
  ])('says so in its name: %j', (item, name) => {
    expect(items([{ price: 1, per: 100, ...item }])[0]!.name).toBe(name);
  });
});
