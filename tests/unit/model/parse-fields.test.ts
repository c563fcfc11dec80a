import { describe, expect, test } from 'vitest';
import { parseFeed, type Quote } from '../../../src/feed.js';
import { now, parse, parseOneField, parseOne } from '../../support/fixtures/parse-helpers.js';

type Field = keyof Quote;
/** Rows of a field: its raw value, and the parsed one where that is another. */
type Rows = readonly (readonly [raw: unknown, parsed?: unknown])[];

const testValues = (name: Field, rows: Rows): void => {
  test.each(rows)(`${name} %j`, (...row) => {
    expect(parseOneField(name, row[0])).toEqual({ value: row.length > 1 ? row[1] : row[0], rules: [] });
  });
};

/** Rows of raw values that can't be parsed: each is reported, and the field has the value `missing`. */
const testUnreadable = (name: Field, missing: unknown, rows: readonly (readonly [raw: unknown])[]): void => {
  test.each(rows)(`${name} %j is unreadable`, (raw) => {
    expect(parseOneField(name, raw)).toEqual({ value: missing, rules: [`${name} unreadable dropped`] });
  });
};

const each = (...values: unknown[]): [unknown][] => values.map((value) => [value]);

describe('words', () => {
  testValues('kind', each('index', 'fx', 'commodity', 'crypto', 'equity', 'future', 'rate', 'other'));
  testUnreadable('kind', 'other', each('INDEX', 'stonk', '', 1, ['index'], {}, true, 'toString'));
  testValues('state', each('pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown'));
  testUnreadable('state', 'unknown', each('OPEN', 'asleep', '', 0, [], false));
});

test.each([
  ['kind', 'other'],
  ['state', null],
  ['per', 1],
  ['unit', null],
  ['base', null],
  ['quote', null],
  ['asOf', null],
  ['delay', null],
  ['source', null],
  ['url', null],
  ['trend', []],
  ['decimals', 2],
  ['name', 'X'],
] as const)('%s null counts as missing, which is no issue', (name, missing) => {
  expect(parseOneField(name, null)).toEqual({ value: missing, rules: [] });
  expect(parseOneField(name, undefined)).toEqual({ value: missing, rules: [] });
});

describe('numbers of a list or a range', () => {
  testValues('delay', [[0], [20], [2880], ['20', 20], ['0', 0], ['2,880', 2880], [0.5], ['eod']]);
  testUnreadable('delay', null, each(-1, -0.01, 2880.01, 2881, 'EOD', '', 'soon', [20], true));
  testValues('decimals', [[0], [1], [2], [3], [4], [5], [6], [7], [8], ['0', 0], ['8', 8], ['2.0', 2]]);
  testUnreadable('decimals', 2, each(-1, 9, 1.5, 'two', '', [2], true));
  testValues('per', [[1], [100], [1000], ['100', 100], ['1,000', 1000]]);

  test.each([0, 10, 99, 10_000, -100, 'JPY', '', [100], true])(
    'an item whose price is for %j units is not shown',
    (per) => {
      expect(parseOne({ per })).toEqual({
        quote: undefined,
        rules: ['per unusual-amount skipped', 'items no-items refused'],
      });
    },
  );

  test.each<[unknown, number | null]>([
    [0, 0],
    ['60', 60],
    [86_400, 86_400],
    [86_401, null],
    [-1, null],
    ['soon', null],
    [[10], null],
    [null, null],
  ])('ttl %j', (ttl, expected) => {
    const feed = parse({ ttl, items: [{ id: 'X', price: 1 }] });
    expect(feed.ttl).toBe(expected);
    expect(feed.rules).toEqual(expected === null && ttl !== null ? ['ttl unreadable dropped'] : []);
  });
});

describe('currencies', () => {
  for (const name of ['base', 'quote'] as const) {
    testValues(name, each('USD', 'USDT', 'MATIC'));
    testUnreadable(name, null, each('US', 'MATICS', 'usd', 'US1', ' USD', 'USD\n', '', 840, ['USD'], true));
  }

  test.each<[string, Record<string, unknown>, (string | null)[]]>([
    ['come from the id', { id: 'USD/KRW' }, ['USD', 'KRW', 'fx']],
    ['of five letters come from the id', { id: 'MATIC/USDT' }, ['MATIC', 'USDT', 'fx']],
    ['of six letters do not', { id: 'MATICS/USDT' }, [null, null, 'other']],
    ['of two letters do not', { id: 'US/KRW' }, [null, null, 'other']],
    ['do not come from a part of the id', { id: 'xUSD/KRW' }, [null, null, 'other']],
    ['do not come from the beginning of the id', { id: 'USD/KRWx' }, [null, null, 'other']],
    ['win over the id', { id: 'USD/KRW', base: 'EUR', quote: 'JPY' }, ['EUR', 'JPY', 'fx']],
    ['that can’t be parsed are replaced by those of the id', { id: 'USD/KRW', base: 1 }, ['USD', 'KRW', 'fx']],
    ['make an exchange rate, if both are given', { base: 'EUR', quote: 'JPY' }, ['EUR', 'JPY', 'fx']],
    ['make no exchange rate, if only the base is given', { base: 'XAU' }, ['XAU', null, 'other']],
    ['make no exchange rate, if only the quote is given', { quote: 'KRW' }, [null, 'KRW', 'other']],
    ['do not change a given kind', { id: 'BTC/KRW', kind: 'crypto' }, ['BTC', 'KRW', 'crypto']],
  ])('%s', (_, fields, expected) => {
    const { base, quote, kind } = parseOne(fields).quote;
    expect([base, quote, kind]).toEqual(expected);
  });
});

test.each<[Record<string, unknown>, number]>([
  [{ kind: 'index' }, 2],
  [{ kind: 'equity' }, 2],
  [{ kind: 'commodity' }, 2],
  [{ kind: 'other' }, 2],
  [{ kind: 'rate' }, 3],
  [{ kind: 'fx' }, 4],
  [{ id: 'EUR/USD' }, 4],
  [{ id: 'USD/KRW' }, 2],
  [{ id: 'USD/JPY' }, 2],
  [{ id: 'JPY/USD' }, 4],
  [{ kind: 'crypto', price: 0.999 }, 6],
  [{ kind: 'crypto', price: 1 }, 2],
  [{ kind: 'crypto', price: 999, quote: 'KRW' }, 2],
  [{ kind: 'crypto', price: 1000, quote: 'KRW' }, 0],
  [{ kind: 'crypto', price: 1000, quote: 'JPY' }, 0],
  [{ kind: 'crypto', price: 1000, quote: 'USD' }, 2],
  [{ kind: 'crypto', price: 1000 }, 2],
  [{ kind: 'crypto', price: 0.5, decimals: 8 }, 8],
  [{ kind: 'rate', decimals: 0 }, 0],
])('an item %j has %d decimals', (fields, decimals) => {
  expect(parseOne(fields).quote.decimals).toBe(decimals);
});

describe('texts', () => {
  testValues('unit', [['USD/bbl'], ['x'.repeat(16)], [' KRW ', 'KRW']]);
  testUnreadable('unit', null, each('', ' ', 42, ['KRW'], true));
  test('a unit of 17 characters is cut to 16', () => {
    expect(parseOneField('unit', 'x'.repeat(17))).toEqual({
      value: 'x'.repeat(16),
      rules: ['unit text-mended mended'],
    });
  });

  test('a name of 81 characters is cut to 80', () => {
    expect(parseOneField('name', 'x'.repeat(80))).toEqual({ value: 'x'.repeat(80), rules: [] });
    expect(parseOneField('name', 'x'.repeat(81))).toEqual({
      value: 'x'.repeat(80),
      rules: ['name text-mended mended'],
    });
  });
  testUnreadable('name', 'X', each('', 42, true, {}, [], ['KOSPI'], { ko: '' }, { ko: 42 }, { 1: 'KOSPI' }));

  test('a notice of 201 characters is cut to 200', () => {
    const notice = (length: number) => parse({ notice: 'x'.repeat(length), items: [{ id: 'X', price: 1 }] });
    expect(notice(200)).toMatchObject({ notice: 'x'.repeat(200), rules: [] });
    expect(notice(201)).toMatchObject({ notice: 'x'.repeat(200), rules: ['notice text-mended mended'] });
    expect(parse([{ id: 'X', price: 1 }]).notice).toBeNull();
  });

  test.each<[unknown, string | undefined, ...string[]]>([
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), 'x'.repeat(64), 'id text-mended mended'],
    [1, '1'],
    [0, '0'],
    [' KOSPI ', 'KOSPI'],
    ['KO\u0000SPI', 'KOSPI', 'id text-mended mended'],
    ['', undefined, 'id no-id skipped', 'items no-items refused'],
    [null, undefined, 'id no-id skipped', 'items no-items refused'],
    [undefined, undefined, 'id no-id skipped', 'items no-items refused'],
    [true, undefined, 'id no-id skipped', 'items no-items refused'],
    [['KOSPI'], undefined, 'id no-id skipped', 'items no-items refused'],
  ])('id %j', (id, expected, ...rules) => {
    const { quote, rules: reported } = parseOne({ id });
    expect(quote?.id).toBe(expected);
    expect(quote?.name).toBe(expected);
    expect(reported).toEqual(rules);
  });
});

describe('names by language', () => {
  const names = (raw: object) => parseOneField('name', raw);

  test.each(['ko', 'en', 'fil', 'ko-KR', 'zh-Hant-TW', 'EN', 'sl-rozaj-1994', 'ko_KR'])('%s is a language', (key) => {
    expect(names({ [key]: 'KOSPI' })).toEqual({ value: { [key]: 'KOSPI' }, rules: [] });
  });

  test.each(['k', 'kore', 'en US', '1', '-ko', 'ko.KR', '', 'constructor', 'toString'])('%j is no language', (key) => {
    expect(names({ [key]: 'x', en: 'KOSPI' })).toEqual({ value: { en: 'KOSPI' }, rules: [] });
  });

  test('__proto__ is no language, and stays out', () => {
    const { value } = names(JSON.parse('{"__proto__": {"en": "x"}, "ko": "코스피"}') as object);
    expect(value).toEqual({ ko: '코스피' });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('a name that is no text is left out, and a repaired one is reported', () => {
    expect(names({ ko: 42, en: '', fr: 'KOS\u202EPI' })).toEqual({
      value: { fr: 'KOSPI' },
      rules: ['name text-mended mended'],
    });
  });

  test('the first 40 are parsed', () => {
    const keys = Array.from({ length: 41 }, (_, index) => `a${String.fromCharCode(97 + (index % 26))}-${index}`);
    const { value } = names(Object.fromEntries(keys.map((key) => [key, key])));
    expect(Object.keys(value as object)).toEqual(keys.slice(0, 40));
  });
});

describe('addresses', () => {
  testValues('url', each('https://krx.co.kr/x?y#z', 'http://krx.co.kr', '/markets', 'markets/kospi', '?id=1', '#x'));
  testValues('url', each('//krx.co.kr/x', 'HTTPS://KRX.CO.KR'));
  testUnreadable('url', null, each('', 'x'.repeat(2049)));
  testValues('url', each('x'.repeat(2048)));
  testUnreadable('url', null, each('javascript:alert(1)', 'java\nscript:alert(1)', ' \tjavascript:x', 'JavaScript:x'));
  testUnreadable(
    'url',
    null,
    each('data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'mailto:a@b', 'blob:https://a/b'),
  );
  testUnreadable(
    'url',
    null,
    each('https://', 'http://[', 'httpsx://a', 'xhttp:a', 42, ['/markets'], { href: '/' }, true),
  );
});

describe('sources', () => {
  testValues('source', [
    [{ name: 'KRX', url: 'https://www.krx.co.kr' }],
    [{ name: 'KRX', url: null }],
    [{ name: 'KRX' }, { name: 'KRX', url: null }],
    [
      { name: 'x'.repeat(80), other: 1 },
      { name: 'x'.repeat(80), url: null },
    ],
  ]);
  testUnreadable('source', null, each('KRX', {}, { url: '/' }, { name: '' }, { name: 42 }, [], ['KRX'], 42, true));

  test.each(['javascript:alert(1)', 42])('keep their name where the address is not safe: %j', (url) => {
    expect(parseOneField('source', { name: 'KRX', url })).toEqual({
      value: { name: 'KRX', url: null },
      rules: ['source url-dropped mended'],
    });
  });

  test('have their name cut to 80 characters', () => {
    expect(parseOneField('source', { name: 'x'.repeat(81) })).toEqual({
      value: { name: 'x'.repeat(80), url: null },
      rules: ['source text-mended mended'],
    });
  });
});

describe('trends', () => {
  const line = Array.from({ length: 65 }, (_, index) => index);
  testValues('trend', [
    [[]],
    [[1, 2.5, -3]],
    [
      ['1,192.8', 2],
      [1192.8, 2],
    ],
    [line.slice(1)],
    [line, line.slice(1)],
    [['no number, too old', ...line.slice(1)], line.slice(1)],
  ]);
  testUnreadable(
    'trend',
    [],
    each([1, null, 3], [1, '-', 3], ['NA'], [[1]], [true], '1,2,3', 42, { 0: 1, length: 1 }, {}),
  );
});

test('a trend is parsed with the factor and the decimal comma of the price', () => {
  const fields = { id: 'X', price: '2.855,77', trend: ['2.850,00', '2.855,77'] };
  const trendOf = (units: object) =>
    parse({}, { adapter: () => ({ fields: {}, items: [{ path: '', fields, ...units }] }) }).quotes[0]!.trend;
  expect(trendOf({ decimal: ',' })).toEqual([2850, 2855.77]);
  expect(trendOf({ decimal: ',', scale: 0.01 })).toEqual([28.5, 28.5577]);
});

describe('times', () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;

  test.each<[string, number, number | null, ...string[]]>([
    ['a time in the past is kept', -day * 400, -day * 400],
    ['the present is kept', 0, 0],
    ['a time five minutes ahead is kept: another clock is ahead', 5 * minute, 5 * minute],
    ['a time a little further ahead is replaced by the present', 5 * minute + 1, 0, 'future-time mended'],
    ['so is a time a day ahead', day, 0, 'future-time mended'],
    ['a time further ahead is unknown', day + 1, null, 'unreadable dropped'],
  ])('%s', (_, ahead, expected, ...rules) => {
    const raw = now + ahead;
    const time = expected === null ? null : now + expected;
    expect(parseOneField('asOf', raw)).toEqual({ value: time, rules: rules.map((rule) => `asOf ${rule}`) });
    const feed = parse({ generatedAt: raw, items: [{ id: 'X', price: 1 }] });
    expect(feed.generatedAt).toBe(time);
    expect(feed.rules).toEqual(rules.map((rule) => `generatedAt ${rule}`));
  });

  test('today’s date in Seoul is kept, though it begins later in UTC', () => {
    const early = Date.parse('2025-06-10T08:40:00+09:00');
    const { quotes, issues } = parseFeed([{ id: 'X', price: 1, asOf: '2025-06-10' }], { now: early });
    expect(quotes[0]!.asOf).toBe(Date.parse('2025-06-10'));
    expect(issues).toEqual([]);
    const { quotes: later } = parseFeed([{ id: 'X', price: 1, asOf: '2025-06-12' }], { now: early });
    expect(later[0]!.asOf).toBeNull();
  });

  testUnreadable('asOf', null, each('NA', '', '2025-06-09T15:30:00', '20250609', 0, 42, true, ['2025-06-09'], {}));
});

describe('a state, delay or source is the item’s own, or else the feed’s', () => {
  const envelope = { state: 'closed', delay: 20, source: { name: 'KRX' } };
  const KRX = { name: 'KRX', url: null };

  test.each<[string, Record<string, unknown>, Partial<Quote>]>([
    ['an item without its own values has the feed’s', {}, { state: 'closed', delay: 20, source: KRX }],
    [
      'an item has its own values',
      { state: 'open', delay: 0, source: { name: 'A' } },
      { state: 'open', delay: 0, source: { name: 'A', url: null } },
    ],
    ['a delay of null is unknown, whatever the feed’s delay is', { delay: null }, { delay: null }],
    ['a delay that can’t be parsed is unknown, whatever the feed’s delay is', { delay: 'soon' }, { delay: null }],
    [
      'a state that can’t be parsed is unknown, whatever the feed’s state is',
      { state: 'asleep' },
      { state: 'unknown' },
    ],
    ['a source that can’t be parsed is unknown, whatever the feed’s source is', { source: 42 }, { source: null }],
    ['a state of null is the feed’s', { state: null }, { state: 'closed' }],
    ['a source of null is the feed’s', { source: null }, { source: KRX }],
  ])('%s', (_, fields, expected) => {
    expect(parse({ ...envelope, items: [{ id: 'X', price: 1, ...fields }] }).quotes).toMatchObject([expected]);
  });

  test('an item has the delay of an end-of-day feed', () => {
    expect(parse({ delay: 'eod', items: [{ id: 'X', price: 1 }] })).toMatchObject({
      delay: 'eod',
      quotes: [{ delay: 'eod' }],
    });
  });
});

describe('a removed item', () => {
  test('is left out without an issue', () => {
    const feed = parse([
      { id: 'A', price: 1 },
      { id: 'B', removed: true },
    ]);
    expect(feed.quotes.map(({ id }) => id)).toEqual(['A']);
    expect(feed.rules).toEqual([]);
  });

  test.each(['true', 1, false, null])('the value %j of `removed` removes nothing', (removed) => {
    expect(parseOne({ removed }).quote.id).toBe('X');
  });
});

describe('small prices are not printed as zero', () => {
  test.each<[Record<string, unknown>, number]>([
    [{ id: 'VND/USD', price: 0.0000381 }, 8],
    [{ id: 'KRW/USD', price: 0.00072 }, 7],
    [{ id: 'KRW/USD', price: 0.000001 }, 8],
    [{ id: 'VND/KRW', price: 0.0552 }, 5],
    [{ price: 0.004 }, 6],
    [{ price: 0.1 }, 2],
    [{ price: 0.0999 }, 5],
    [{ kind: 'crypto', price: 0.0765 }, 6],
    [{ kind: 'rate', price: 0.004 }, 3],
    [{ kind: 'commodity', price: -0.004 }, 2],
    [{ price: 0.004, decimals: 2 }, 2],
  ])('%j has %d decimals', (item, decimals) => {
    expect(parseOne(item).quote.decimals).toBe(decimals);
  });
});
