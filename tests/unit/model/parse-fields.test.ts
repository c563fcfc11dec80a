import { describe, expect, test } from 'vitest';
import { parseFeed, type Quote } from '../../../src/feed.js';
import { now, read, readField, readOne } from '../../support/fixtures/reading.js';

type Field = keyof Quote;
/** Rows of a field: as it comes, and as it is read where that is something else. */
type Rows = readonly (readonly [raw: unknown, read?: unknown])[];

const reads = (name: Field, rows: Rows): void => {
  test.each(rows)(`${name} %j`, (...row) => {
    expect(readField(name, row[0])).toEqual({ value: row.length > 1 ? row[1] : row[0], rules: [] });
  });
};

/** Rows that are no such field: it is as if it were missing, and reported. */
const drops = (name: Field, missing: unknown, rows: readonly (readonly [raw: unknown])[]): void => {
  test.each(rows)(`${name} %j is unreadable`, (raw) => {
    expect(readField(name, raw)).toEqual({ value: missing, rules: [`${name} unreadable dropped`] });
  });
};

const each = (...values: unknown[]): [unknown][] => values.map((value) => [value]);

describe('words', () => {
  reads('kind', each('index', 'fx', 'commodity', 'crypto', 'equity', 'future', 'rate', 'other'));
  drops('kind', 'other', each('INDEX', 'stonk', '', 1, ['index'], {}, true, 'toString'));
  reads('state', each('pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown'));
  drops('state', 'unknown', each('OPEN', 'asleep', '', 0, [], false));
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
] as const)('%s null is as if it were missing, which is no issue', (name, missing) => {
  expect(readField(name, null)).toEqual({ value: missing, rules: [] });
  expect(readField(name, undefined)).toEqual({ value: missing, rules: [] });
});

describe('numbers out of a few, or out of a range', () => {
  reads('delay', [[0], [20], [2880], ['20', 20], ['0', 0], ['2,880', 2880], [0.5], ['eod']]);
  drops('delay', null, each(-1, -0.01, 2880.01, 2881, 'EOD', '', 'soon', [20], true));
  reads('decimals', [[0], [1], [2], [3], [4], [5], [6], [7], [8], ['0', 0], ['8', 8], ['2.0', 2]]);
  drops('decimals', 2, each(-1, 9, 1.5, 'two', '', [2], true));
  reads('per', [[1], [100], [1000], ['100', 100], ['1,000', 1000]]);

  test.each([0, 10, 99, 10_000, -100, 'JPY', '', [100], true])(
    'a price for an amount of %j is not shown: nobody knows what it is the price of',
    (per) => {
      expect(readOne({ per })).toEqual({
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
    const feed = read({ ttl, items: [{ id: 'X', price: 1 }] });
    expect(feed.ttl).toBe(expected);
    expect(feed.rules).toEqual(expected === null && ttl !== null ? ['ttl unreadable dropped'] : []);
  });
});

describe('currencies', () => {
  for (const name of ['base', 'quote'] as const) {
    reads(name, each('USD', 'USDT', 'MATIC'));
    drops(name, null, each('US', 'MATICS', 'usd', 'US1', ' USD', 'USD\n', '', 840, ['USD'], true));
  }

  test.each<[string, Record<string, unknown>, (string | null)[]]>([
    ['come from the id', { id: 'USD/KRW' }, ['USD', 'KRW', 'fx']],
    ['of five letters come from the id', { id: 'MATIC/USDT' }, ['MATIC', 'USDT', 'fx']],
    ['of six do not', { id: 'MATICS/USDT' }, [null, null, 'other']],
    ['of two do not', { id: 'US/KRW' }, [null, null, 'other']],
    ['do not come from a part of the id', { id: 'xUSD/KRW' }, [null, null, 'other']],
    ['nor from its beginning', { id: 'USD/KRWx' }, [null, null, 'other']],
    ['win over the id', { id: 'USD/KRW', base: 'EUR', quote: 'JPY' }, ['EUR', 'JPY', 'fx']],
    ['that are unreadable leave it to the id', { id: 'USD/KRW', base: 1 }, ['USD', 'KRW', 'fx']],
    ['make a rate of exchange, both of them', { base: 'EUR', quote: 'JPY' }, ['EUR', 'JPY', 'fx']],
    ['one makes none', { base: 'XAU' }, ['XAU', null, 'other']],
    ['the other makes none', { quote: 'KRW' }, [null, 'KRW', 'other']],
    ['do not overrule the kind', { id: 'BTC/KRW', kind: 'crypto' }, ['BTC', 'KRW', 'crypto']],
  ])('%s', (_, fields, expected) => {
    const { base, quote, kind } = readOne(fields).quote;
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
  expect(readOne(fields).quote.decimals).toBe(decimals);
});

describe('texts', () => {
  reads('unit', [['USD/bbl'], ['x'.repeat(16)], [' KRW ', 'KRW']]);
  drops('unit', null, each('', ' ', 42, ['KRW'], true));
  test('a unit of 17 characters is cut', () => {
    expect(readField('unit', 'x'.repeat(17))).toEqual({ value: 'x'.repeat(16), rules: ['unit text-mended mended'] });
  });

  test('a name may have 80 characters, 81 are cut', () => {
    expect(readField('name', 'x'.repeat(80))).toEqual({ value: 'x'.repeat(80), rules: [] });
    expect(readField('name', 'x'.repeat(81))).toEqual({ value: 'x'.repeat(80), rules: ['name text-mended mended'] });
  });
  drops('name', 'X', each('', 42, true, {}, [], ['KOSPI'], { ko: '' }, { ko: 42 }, { 1: 'KOSPI' }));

  test('a notice may have 200 characters, 201 are cut', () => {
    const notice = (length: number) => read({ notice: 'x'.repeat(length), items: [{ id: 'X', price: 1 }] });
    expect(notice(200)).toMatchObject({ notice: 'x'.repeat(200), rules: [] });
    expect(notice(201)).toMatchObject({ notice: 'x'.repeat(200), rules: ['notice text-mended mended'] });
    expect(read([{ id: 'X', price: 1 }]).notice).toBeNull();
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
    const { quote, rules: reported } = readOne({ id });
    expect(quote?.id).toBe(expected);
    expect(quote?.name).toBe(expected);
    expect(reported).toEqual(rules);
  });
});

describe('names by language', () => {
  const names = (raw: object) => readField('name', raw);

  test.each(['ko', 'en', 'fil', 'ko-KR', 'zh-Hant-TW', 'EN', 'sl-rozaj-1994'])('%s is a language', (key) => {
    expect(names({ [key]: 'KOSPI' })).toEqual({ value: { [key]: 'KOSPI' }, rules: [] });
  });

  test.each(['k', 'kore', 'en US', '1', '-ko', 'ko.KR', '', 'constructor', 'toString'])('%j is none', (key) => {
    expect(names({ [key]: 'x', en: 'KOSPI' })).toEqual({ value: { en: 'KOSPI' }, rules: [] });
  });

  test('__proto__ is none, and stays out', () => {
    const { value } = names(JSON.parse('{"__proto__": {"en": "x"}, "ko": "코스피"}') as object);
    expect(value).toEqual({ ko: '코스피' });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('what is no text is left out, what is mended is reported', () => {
    expect(names({ ko: 42, en: '', fr: 'KOS\u202EPI' })).toEqual({
      value: { fr: 'KOSPI' },
      rules: ['name text-mended mended'],
    });
  });

  test('40 are read, in their order', () => {
    const keys = Array.from({ length: 41 }, (_, index) => `a${String.fromCharCode(97 + (index % 26))}-${index}`);
    const { value } = names(Object.fromEntries(keys.map((key) => [key, key])));
    expect(Object.keys(value as object)).toEqual(keys.slice(0, 40));
  });
});

describe('addresses', () => {
  reads('url', each('https://krx.co.kr/x?y#z', 'http://krx.co.kr', '/markets', 'markets/kospi', '?id=1', '#x'));
  reads('url', each('//krx.co.kr/x', 'HTTPS://KRX.CO.KR'));
  drops('url', null, each('', 'x'.repeat(2049)));
  reads('url', each('x'.repeat(2048)));
  drops('url', null, each('javascript:alert(1)', 'java\nscript:alert(1)', ' \tjavascript:x', 'JavaScript:x'));
  drops('url', null, each('data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'mailto:a@b', 'blob:https://a/b'));
  drops('url', null, each('https://', 'http://[', 'httpsx://a', 'xhttp:a', 42, ['/markets'], { href: '/' }, true));
});

describe('sources', () => {
  reads('source', [
    [{ name: 'KRX', url: 'https://www.krx.co.kr' }],
    [{ name: 'KRX', url: null }],
    [{ name: 'KRX' }, { name: 'KRX', url: null }],
    [
      { name: 'x'.repeat(80), other: 1 },
      { name: 'x'.repeat(80), url: null },
    ],
  ]);
  drops('source', null, each('KRX', {}, { url: '/' }, { name: '' }, { name: 42 }, [], ['KRX'], 42, true));

  test.each(['javascript:alert(1)', 42])('an address that is none is left out of it: %j', (url) => {
    expect(readField('source', { name: 'KRX', url })).toEqual({
      value: { name: 'KRX', url: null },
      rules: ['source url-dropped mended'],
    });
  });

  test('a name of 81 characters is cut', () => {
    expect(readField('source', { name: 'x'.repeat(81) })).toEqual({
      value: { name: 'x'.repeat(80), url: null },
      rules: ['source text-mended mended'],
    });
  });
});

describe('trends', () => {
  const line = Array.from({ length: 65 }, (_, index) => index);
  reads('trend', [
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
  drops('trend', [], each([1, null, 3], [1, '-', 3], ['NA'], [[1]], [true], '1,2,3', 42, { 0: 1, length: 1 }, {}));
});

test('a trend has the factor and the decimal comma of the price', () => {
  const fields = { id: 'X', price: '2.855,77', trend: ['2.850,00', '2.855,77'] };
  const trendOf = (units: object) =>
    read({}, { adapter: () => ({ fields: {}, items: [{ path: '', fields, ...units }] }) }).quotes[0]!.trend;
  expect(trendOf({ decimal: ',' })).toEqual([2850, 2855.77]);
  expect(trendOf({ decimal: ',', scale: 0.01 })).toEqual([28.5, 28.5577]);
});

describe('times', () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;

  test.each<[string, number, number | null, ...string[]]>([
    ['past', -day * 400, -day * 400],
    ['now', 0, 0],
    ['five minutes ahead is another clock', 5 * minute, 5 * minute],
    ['a little more is wrong, and taken for now', 5 * minute + 1, 0, 'future-time mended'],
    ['so is a day', day, 0, 'future-time mended'],
    ['what is beyond a day is unknown', day + 1, null, 'unreadable dropped'],
  ])('%s', (_, ahead, expected, ...rules) => {
    const raw = now + ahead;
    const time = expected === null ? null : now + expected;
    expect(readField('asOf', raw)).toEqual({ value: time, rules: rules.map((rule) => `asOf ${rule}`) });
    const feed = read({ generatedAt: raw, items: [{ id: 'X', price: 1 }] });
    expect(feed.generatedAt).toBe(time);
    expect(feed.rules).toEqual(rules.map((rule) => `generatedAt ${rule}`));
  });

  test('today’s date is a date, though its midnight in UTC is still to come in Seoul', () => {
    const early = Date.parse('2025-06-10T08:40:00+09:00');
    const { quotes, issues } = parseFeed([{ id: 'X', price: 1, asOf: '2025-06-10' }], { now: early });
    expect(quotes[0]!.asOf).toBe(Date.parse('2025-06-10'));
    expect(issues).toEqual([]);
    const { quotes: later } = parseFeed([{ id: 'X', price: 1, asOf: '2025-06-12' }], { now: early });
    expect(later[0]!.asOf).toBeNull();
  });

  drops('asOf', null, each('NA', '', '2025-06-09T15:30:00', '20250609', 0, 42, true, ['2025-06-09'], {}));
});

describe('the item’s own, else the feed’s', () => {
  const envelope = { state: 'closed', delay: 20, source: { name: 'KRX' } };
  const KRX = { name: 'KRX', url: null };

  test.each<[string, Record<string, unknown>, Partial<Quote>]>([
    ['nothing of its own', {}, { state: 'closed', delay: 20, source: KRX }],
    [
      'its own',
      { state: 'open', delay: 0, source: { name: 'A' } },
      { state: 'open', delay: 0, source: { name: 'A', url: null } },
    ],
    ['a delay of null is not known, whatever the feed’s', { delay: null }, { delay: null }],
    ['a delay that is unreadable is not known, whatever the feed’s', { delay: 'soon' }, { delay: null }],
    ['a state that is unreadable is unknown, whatever the feed’s', { state: 'asleep' }, { state: 'unknown' }],
    ['a source that is unreadable is not known, whatever the feed’s', { source: 42 }, { source: null }],
    ['a state of null is the feed’s', { state: null }, { state: 'closed' }],
    ['a source of null is the feed’s', { source: null }, { source: KRX }],
  ])('%s', (_, fields, expected) => {
    expect(read({ ...envelope, items: [{ id: 'X', price: 1, ...fields }] }).quotes).toMatchObject([expected]);
  });

  test('of an end-of-day feed as well', () => {
    expect(read({ delay: 'eod', items: [{ id: 'X', price: 1 }] })).toMatchObject({
      delay: 'eod',
      quotes: [{ delay: 'eod' }],
    });
  });
});

describe('an item that was taken away', () => {
  test('is left out, and no fault', () => {
    const feed = read([
      { id: 'A', price: 1 },
      { id: 'B', removed: true },
    ]);
    expect(feed.quotes.map(({ id }) => id)).toEqual(['A']);
    expect(feed.rules).toEqual([]);
  });

  test.each(['true', 1, false, null])('removed %j takes nothing away', (removed) => {
    expect(readOne({ removed }).quote.id).toBe('X');
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
    expect(readOne(item).quote.decimals).toBe(decimals);
  });
});
