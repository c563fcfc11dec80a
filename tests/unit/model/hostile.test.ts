import { describe, expect, test } from 'vitest';
import type { Adapter } from '../../../src/feed.js';
import { parseNumber } from '../../../src/model/parse-number.js';
import { parse, parseOneField, parseOne } from '../../support/fixtures/parse-helpers.js';

const DEEP = 100_000;
const MEGABYTE = 2 ** 20;
const FIELDS = ['name', 'kind', 'price', 'change', 'changePercent', 'previousClose', 'direction', 'decimals', 'base'];
const MORE = ['quote', 'per', 'unit', 'asOf', 'state', 'delay', 'source', 'url', 'trend'];

/** Builds `[[[…]]]` or `{"items": {"items": …}}`, as a JSON parser would, without recursion. */
function nested(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < DEEP; level++) value = wrap(value);
  return value;
}
const arrays = nested((inner) => [inner]);
const objects = nested((inner) => ({ items: inner, name: inner }));

describe('deeply nested values', () => {
  test('100,000 nested arrays are no item', () => {
    expect(parse(arrays).rules).toEqual(['items[0].id no-id skipped', 'items no-items refused']);
  });

  test('100,000 nested objects are no feed', () => {
    expect(parse(objects).rules).toEqual(['not-a-feed refused']);
  });

  test.each([...FIELDS, ...MORE])('in the field %s leave the rest of the item unchanged', (name) => {
    for (const deep of [arrays, objects]) {
      const { quote, rules } = parseOne({ price: 100, [name]: deep });
      // Only the number of units that the price is for makes the whole item unusable.
      expect(quote?.id).toBe(name === 'per' ? undefined : 'X');
      const outcome = { price: 'no-price dropped', per: 'unusual-amount skipped' }[name] ?? 'unreadable dropped';
      expect(rules).toEqual([`${name} ${outcome}`]);
    }
  });

  test.each(['generatedAt', 'ttl', 'delay', 'state', 'source', 'notice'])(
    'in the envelope’s field %s leave the items unchanged',
    (name) => {
      const { quotes, rules } = parse({ [name]: objects, items: [{ id: 'X', price: 1 }] });
      expect(quotes.map(({ id }) => id)).toEqual(['X']);
      expect(rules).toEqual([`${name} unreadable dropped`]);
    },
  );
});

describe('large payloads', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `I${index}`, price: index + 1 }));

  test('500 items are parsed without an issue', () => {
    const { quotes, rules } = parse(many(500));
    expect([quotes.length, rules]).toEqual([500, []]);
  });

  test('of 501 and of 10,000 items the first 500 are parsed, with one issue', () => {
    for (const count of [501, 10_000]) {
      const { quotes, rules } = parse(many(count));
      expect([quotes.length, quotes.at(-1)?.id, rules]).toEqual([500, 'I499', ['items too-many-items skipped']]);
    }
  });

  test('the limit counts the items that are sent, and not those that are parsed', () => {
    const { quotes, rules } = parse([...Array.from({ length: 500 }, () => ({ removed: true })), { id: 'X', price: 1 }]);
    expect(quotes).toEqual([]);
    expect(rules).toEqual(['items too-many-items skipped', 'items no-items refused']);
  });

  test('a name of a megabyte is cut to 80 characters', () => {
    expect(parseOneField('name', 'x'.repeat(MEGABYTE))).toEqual({
      value: 'x'.repeat(80),
      rules: ['name text-mended mended'],
    });
    expect(parseOneField('name', '&amp;'.repeat(MEGABYTE / 5)).value).toBe('&'.repeat(80));
    expect(parseOneField('name', ' '.repeat(MEGABYTE)).value).toBe('X');
  });

  test.each([...FIELDS.slice(1), 'quote', 'per', 'asOf', 'state', 'delay', 'trend'])(
    'a %s of a megabyte can’t be parsed',
    (name) => {
      const { quote, rules } = parseOne({ price: 100, [name]: '1'.repeat(MEGABYTE) });
      expect(quote?.id).toBe(name === 'per' ? undefined : 'X');
      const outcome = { price: 'no-price dropped', per: 'unusual-amount skipped' }[name] ?? 'unreadable dropped';
      expect(rules).toEqual([`${name} ${outcome}`]);
    },
  );

  test('of names in 100,000 languages 40 are parsed', () => {
    const names = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`xx-${index}`, 'KOSPI']));
    const { value, rules } = parseOneField('name', names);
    expect([Object.keys(value as object).length, rules]).toEqual([40, []]);
  });

  test('of a trend of 100,000 prices the newest 64 are parsed', () => {
    const trend = Array.from({ length: 100_000 }, (_, index) => index);
    expect(parseOneField('trend', trend)).toEqual({ value: trend.slice(-64), rules: [] });
  });

  test('a number has at most 40 characters', () => {
    expect(parseNumber('1'.padStart(40, '0'))).toEqual({ value: 1, hasPlus: false, places: 0 });
    expect(parseNumber('1'.padStart(41, '0'))).toBeUndefined();
    expect(parseNumber(`0.${'3'.repeat(38)}`)).toEqual({ value: 0.333333333333333, hasPlus: false, places: 38 });
    expect(parseNumber(`0.${'3'.repeat(39)}`)).toBeUndefined();
  });
});

describe('the same id twice', () => {
  test('the first row is shown, and the others are reported', () => {
    const { quotes, rules } = parse([
      { id: 'A', price: 1 },
      { id: 'A', price: 2 },
      { id: 'B', price: 3 },
      { id: ' A ', price: 4 },
    ]);
    expect(quotes.map(({ id, price }) => [id, price])).toEqual([
      ['A', 1],
      ['B', 3],
    ]);
    expect(rules).toEqual(['items[1].id duplicate-id skipped', 'items[3].id duplicate-id skipped']);
  });

  test('a number and its text are the same id', () => {
    expect(parse([1, '1', 1.0].map((id) => ({ id, price: 1 }))).rules).toEqual([
      'items[1].id duplicate-id skipped',
      'items[2].id duplicate-id skipped',
    ]);
  });

  test('ids that are the same after they are cut are the same id', () => {
    const id = 'x'.repeat(64);
    expect(parse([`${id}a`, `${id}b`].map((one) => ({ id: one, price: 1 }))).rules).toEqual([
      'items[0].id text-mended mended',
      'items[1].id text-mended mended',
      'items[1].id duplicate-id skipped',
    ]);
  });
});

describe('names that every JavaScript object has', () => {
  const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];

  test('are ids like any others', () => {
    const { quotes, rules } = parse(INHERITED.map((id) => ({ id, price: 1, previousClose: 0.5 })));
    expect(quotes.map(({ id, name, change }) => [id, name, change])).toEqual(INHERITED.map((id) => [id, id, 0.5]));
    expect(rules).toEqual([]);
  });

  test('are no languages', () => {
    const names = JSON.parse(`{${INHERITED.map((key) => `"${key}":"x"`).join()},"en":"KOSPI"}`) as unknown;
    expect(parseOneField('name', names)).toEqual({ value: { en: 'KOSPI' }, rules: [] });
  });

  test('are fields that are ignored', () => {
    const own = JSON.parse(
      '{"__proto__":{"polluted":1,"change":5},"constructor":{"prototype":{"polluted":1}}}',
    ) as object;
    const { quote, rules } = parseOne(own as Record<string, unknown>);
    expect(quote).toMatchObject({ id: 'X', price: 100, change: null, direction: null });
    expect(rules).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('are no kinds, states or directions', () => {
    for (const word of INHERITED) {
      const { quote, rules } = parseOne({ kind: word, state: word, direction: word, change: word });
      expect(quote).toMatchObject({ kind: 'other', state: 'unknown', direction: null, change: null });
      expect(rules.every((rule) => rule.endsWith('unreadable dropped'))).toBe(true);
    }
  });

  test('are no adapters', () => {
    for (const adapter of [...INHERITED, '']) {
      expect(parse([{ id: 'X', price: 1 }], { adapter }).rules).toEqual(['unknown-adapter refused']);
    }
  });
});

describe('characters that are not shown', () => {
  const REPAIRED = ['name text-mended mended'];

  test.each([
    ['control', ['\u0000', '\u0007', '\u001B', '\u007F', '\u0080', '\u009F']],
    ['bidi', [...'\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069']],
    ['half of a surrogate pair', ['\uD800', '\uDFFF']],
    ['without width', ['\u200B']],
  ])('%s', (_, characters) => {
    for (const character of characters) {
      expect(parseOneField('name', `KOS${character}PI`)).toEqual({ value: 'KOSPI', rules: REPAIRED });
      expect(parseOneField('name', character)).toEqual({ value: 'X', rules: [...REPAIRED, 'name unreadable dropped'] });
    }
  });

  test('are not shown either when they are written as entities', () => {
    expect(parseOneField('name', 'KOS&#x202E;PI&#0;&#55296;')).toEqual({ value: 'KOSPI', rules: REPAIRED });
  });

  test('surrogate pairs, joiners and other scripts stay', () => {
    for (const name of ['📈 KOSPI', '코스피', 'मूल्य', 'بورصة', '👩\u200D💻', 'İstanbul'])
      expect(parseOneField('name', name)).toEqual({ value: name, rules: [] });
  });
});

describe('a very large number of issues', () => {
  test('is cut to a thousand, and a refusal is always added', () => {
    const { quotes, issues } = parse([...Array<unknown>(4999).fill(0), { id: 'X', price: 1 }]);
    expect(quotes).toHaveLength(1);
    expect(issues).toHaveLength(1000);
    const none = parse(Array(5000).fill(0));
    expect(none.issues).toHaveLength(1001);
    expect(none.issues.at(-1)).toMatchObject({ rule: 'no-items', action: 'refused' });
  });

  test('from the items themselves is cut as well', () => {
    const bad = Array.from({ length: 500 }, (_, id) => ({ id, price: 1, kind: 1, state: 1, unit: 7 }));
    expect(parse(bad).issues).toHaveLength(1000);
  });
});

describe('payloads that are not JSON', () => {
  const throwing = (error: unknown) => () => {
    throw error;
  };
  const traps: ProxyHandler<object> = { get: throwing(new Error('trap')), ownKeys: throwing(new Error('trap')) };
  const revoked = Proxy.revocable([], {});
  revoked.revoke();

  test.each<[string, unknown]>([
    ['a getter', Object.defineProperty({}, 'items', { get: throwing(new Error('no')) })],
    ['a getter on an item', [Object.defineProperty({ id: 'X' }, 'price', { get: throwing(new Error('no')) })]],
    ['a proxy', new Proxy({}, traps)],
    ['a proxy for an item', [new Proxy({}, traps)]],
    ['a revoked proxy', revoked.proxy],
    ['a getter with a value that is no error', Object.defineProperty({}, 'items', { get: throwing(undefined) })],
    [
      'a getter with a value that has no text',
      Object.defineProperty({}, 'items', { get: throwing(Object.create(null)) }),
    ],
  ])('where %s throws, the feed is refused, and parseFeed does not throw', (_, payload) => {
    const { quotes, rules } = parse(payload);
    expect([quotes, rules]).toEqual([[], ['adapter-threw refused']]);
  });

  test.each<[string, Adapter]>([
    ['throws', throwing(new Error('no'))],
    ['returns nothing', () => undefined as never],
    ['returns no items', () => ({ fields: {} }) as never],
  ])('the payload is refused where an adapter %s', (_, adapter) => {
    expect(parse([], { adapter }).rules).toEqual(['adapter-threw refused']);
  });

  test('the issue has the error that was thrown', () => {
    const error = new TypeError('no rows');
    const { issues } = parse([], { adapter: throwing(error) });
    expect(issues).toEqual([{ path: '', value: error, rule: 'adapter-threw', action: 'refused' }]);
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [() => []],
    [Symbol('x')],
    [10n],
    [new Date(0)],
    [new Map()],
    [NaN],
    [true],
  ])('%s is no feed', (payload) => {
    expect(parse(payload).rules).toEqual(['not-a-feed refused']);
  });
});
