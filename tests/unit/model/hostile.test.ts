import { describe, expect, test } from 'vitest';
import type { Adapter } from '../../../src/feed.js';
import { parseNumber } from '../../../src/model/parse-number.js';
import { read, readField, readOne } from '../../support/fixtures/reading.js';

const DEEP = 100_000;
const MEGABYTE = 2 ** 20;
const FIELDS = ['name', 'kind', 'price', 'change', 'changePercent', 'previousClose', 'direction', 'decimals', 'base'];
const MORE = ['quote', 'per', 'unit', 'asOf', 'state', 'delay', 'source', 'url', 'trend'];

/** `[[[…]]]`, or `{"items": {"items": …}}`; built, as a parser would, without recursion. */
function nested(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < DEEP; level++) value = wrap(value);
  return value;
}
const arrays = nested((inner) => [inner]);
const objects = nested((inner) => ({ items: inner, name: inner }));

describe('depth', () => {
  test('100,000 arrays are no item', () => {
    expect(read(arrays).rules).toEqual(['items[0].id no-id skipped', 'items no-items refused']);
  });

  test('100,000 objects are no feed', () => {
    expect(read(objects).rules).toEqual(['not-a-feed refused']);
  });

  test.each([...FIELDS, ...MORE])('in the field %s it leaves the rest of the item alone', (name) => {
    for (const deep of [arrays, objects]) {
      const { quote, rules } = readOne({ price: 100, [name]: deep });
      // A price for an amount that can't be read is the one thing that is not shown.
      expect(quote?.id).toBe(name === 'per' ? undefined : 'X');
      const outcome = { price: 'no-price dropped', per: 'unusual-amount skipped' }[name] ?? 'unreadable dropped';
      expect(rules).toEqual([`${name} ${outcome}`]);
    }
  });

  test.each(['generatedAt', 'ttl', 'delay', 'state', 'source', 'notice'])('in the envelope’s %s as well', (name) => {
    const { quotes, rules } = read({ [name]: objects, items: [{ id: 'X', price: 1 }] });
    expect(quotes.map(({ id }) => id)).toEqual(['X']);
    expect(rules).toEqual([`${name} unreadable dropped`]);
  });
});

describe('amount', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `I${index}`, price: index + 1 }));

  test('500 items are read, and no issue', () => {
    const { quotes, rules } = read(many(500));
    expect([quotes.length, rules]).toEqual([500, []]);
  });

  test('of 501 and of 10,000 the first 500, and one issue', () => {
    for (const count of [501, 10_000]) {
      const { quotes, rules } = read(many(count));
      expect([quotes.length, quotes.at(-1)?.id, rules]).toEqual([500, 'I499', ['items too-many-items skipped']]);
    }
  });

  test('the limit counts what is sent, not what is read', () => {
    const { quotes, rules } = read([...Array.from({ length: 500 }, () => ({ removed: true })), { id: 'X', price: 1 }]);
    expect(quotes).toEqual([]);
    expect(rules).toEqual(['items too-many-items skipped', 'items no-items refused']);
  });

  test('a name of a megabyte is cut', () => {
    expect(readField('name', 'x'.repeat(MEGABYTE))).toEqual({
      value: 'x'.repeat(80),
      rules: ['name text-mended mended'],
    });
    expect(readField('name', '&amp;'.repeat(MEGABYTE / 5)).value).toBe('&'.repeat(80));
    expect(readField('name', ' '.repeat(MEGABYTE)).value).toBe('X');
  });

  test.each([...FIELDS.slice(1), 'quote', 'per', 'asOf', 'state', 'delay', 'trend'])(
    'a %s of a megabyte is none',
    (name) => {
      const { quote, rules } = readOne({ price: 100, [name]: '1'.repeat(MEGABYTE) });
      expect(quote?.id).toBe(name === 'per' ? undefined : 'X');
      const outcome = { price: 'no-price dropped', per: 'unusual-amount skipped' }[name] ?? 'unreadable dropped';
      expect(rules).toEqual([`${name} ${outcome}`]);
    },
  );

  test('of 100,000 languages 40 are read', () => {
    const names = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`xx-${index}`, 'KOSPI']));
    const { value, rules } = readField('name', names);
    expect([Object.keys(value as object).length, rules]).toEqual([40, []]);
  });

  test('of a trend of 100,000 the newest 64', () => {
    const trend = Array.from({ length: 100_000 }, (_, index) => index);
    expect(readField('trend', trend)).toEqual({ value: trend.slice(-64), rules: [] });
  });

  test('a number has at most 40 characters', () => {
    expect(parseNumber('1'.padStart(40, '0'))).toEqual({ value: 1, hasPlus: false, places: 0 });
    expect(parseNumber('1'.padStart(41, '0'))).toBeUndefined();
    expect(parseNumber(`0.${'3'.repeat(38)}`)).toEqual({ value: 0.333333333333333, hasPlus: false, places: 38 });
    expect(parseNumber(`0.${'3'.repeat(39)}`)).toBeUndefined();
  });
});

describe('the same id twice', () => {
  test('the first is shown, the others are reported', () => {
    const { quotes, rules } = read([
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

  test('a number and its text are the same', () => {
    expect(read([1, '1', 1.0].map((id) => ({ id, price: 1 }))).rules).toEqual([
      'items[1].id duplicate-id skipped',
      'items[2].id duplicate-id skipped',
    ]);
  });

  test('ids that are the same once they are cut are the same', () => {
    const id = 'x'.repeat(64);
    expect(read([`${id}a`, `${id}b`].map((one) => ({ id: one, price: 1 }))).rules).toEqual([
      'items[0].id text-mended mended',
      'items[1].id text-mended mended',
      'items[1].id duplicate-id skipped',
    ]);
  });
});

describe('names that JavaScript knows', () => {
  const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];

  test('are ids like others', () => {
    const { quotes, rules } = read(INHERITED.map((id) => ({ id, price: 1, previousClose: 0.5 })));
    expect(quotes.map(({ id, name, change }) => [id, name, change])).toEqual(INHERITED.map((id) => [id, id, 0.5]));
    expect(rules).toEqual([]);
  });

  test('are no languages', () => {
    const names = JSON.parse(`{${INHERITED.map((key) => `"${key}":"x"`).join()},"en":"KOSPI"}`) as unknown;
    expect(readField('name', names)).toEqual({ value: { en: 'KOSPI' }, rules: [] });
  });

  test('are fields that are ignored', () => {
    const own = JSON.parse(
      '{"__proto__":{"polluted":1,"change":5},"constructor":{"prototype":{"polluted":1}}}',
    ) as object;
    const { quote, rules } = readOne(own as Record<string, unknown>);
    expect(quote).toMatchObject({ id: 'X', price: 100, change: null, direction: null });
    expect(rules).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('are no kinds, states or directions', () => {
    for (const word of INHERITED) {
      const { quote, rules } = readOne({ kind: word, state: word, direction: word, change: word });
      expect(quote).toMatchObject({ kind: 'other', state: 'unknown', direction: null, change: null });
      expect(rules.every((rule) => rule.endsWith('unreadable dropped'))).toBe(true);
    }
  });

  test('an adapter of such a name is not known', () => {
    for (const adapter of [...INHERITED, '']) {
      expect(read([{ id: 'X', price: 1 }], { adapter }).rules).toEqual(['unknown-adapter refused']);
    }
  });
});

describe('characters that are none', () => {
  const MENDED = ['name text-mended mended'];

  test.each([
    ['control', ['\u0000', '\u0007', '\u001B', '\u007F', '\u0080', '\u009F']],
    ['bidi', [...'\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069']],
    ['half a pair', ['\uD800', '\uDFFF']],
    ['no width', ['\u200B']],
  ])('%s', (_, characters) => {
    for (const character of characters) {
      expect(readField('name', `KOS${character}PI`)).toEqual({ value: 'KOSPI', rules: MENDED });
      expect(readField('name', character)).toEqual({ value: 'X', rules: [...MENDED, 'name unreadable dropped'] });
    }
  });

  test('written as entities they are none either', () => {
    expect(readField('name', 'KOS&#x202E;PI&#0;&#55296;')).toEqual({ value: 'KOSPI', rules: MENDED });
  });

  test('whole pairs, joiners and other scripts stay', () => {
    for (const name of ['📈 KOSPI', '코스피', 'मूल्य', 'بورصة', '👩\u200D💻', 'İstanbul'])
      expect(readField('name', name)).toEqual({ value: name, rules: [] });
  });
});

describe('a flood of issues', () => {
  test('is told up to a thousand, and a refusal always', () => {
    const { quotes, issues } = read([...Array<unknown>(5000).fill(0), { id: 'X', price: 1 }]);
    expect(quotes).toHaveLength(1);
    expect(issues).toHaveLength(1000);
    const none = read(Array(5000).fill(0));
    expect(none.issues).toHaveLength(1001);
    expect(none.issues.at(-1)).toMatchObject({ rule: 'no-items', action: 'refused' });
  });

  test('of the items themselves has the same end', () => {
    const bad = Array.from({ length: 500 }, (_, id) => ({ id, price: 1, kind: 1, state: 1, unit: 7 }));
    expect(read(bad).issues).toHaveLength(1000);
  });
});

describe('payloads that are no JSON', () => {
  const thrower = (error: unknown) => () => {
    throw error;
  };
  const traps: ProxyHandler<object> = { get: thrower(new Error('trap')), ownKeys: thrower(new Error('trap')) };
  const revoked = Proxy.revocable([], {});
  revoked.revoke();

  test.each<[string, unknown]>([
    ['a getter', Object.defineProperty({}, 'items', { get: thrower(new Error('no')) })],
    ['a getter on an item', [Object.defineProperty({ id: 'X' }, 'price', { get: thrower(new Error('no')) })]],
    ['a proxy', new Proxy({}, traps)],
    ['a proxy for an item', [new Proxy({}, traps)]],
    ['a proxy that is revoked', revoked.proxy],
    ['a getter, and what is no error,', Object.defineProperty({}, 'items', { get: thrower(undefined) })],
    ['a getter, and what has no text,', Object.defineProperty({}, 'items', { get: thrower(Object.create(null)) })],
  ])('%s that throws: the feed is refused, and nothing is thrown', (_, payload) => {
    const { quotes, rules } = read(payload);
    expect([quotes, rules]).toEqual([[], ['adapter-threw refused']]);
  });

  test.each<[string, Adapter]>([
    ['throws', thrower(new Error('no'))],
    ['gives nothing', () => undefined as never],
    ['gives no items', () => ({ fields: {} }) as never],
  ])('an adapter that %s is refused', (_, adapter) => {
    expect(read([], { adapter }).rules).toEqual(['adapter-threw refused']);
  });

  test('the error is told, as it is', () => {
    const error = new TypeError('no rows');
    const { issues } = read([], { adapter: thrower(error) });
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
    expect(read(payload).rules).toEqual(['not-a-feed refused']);
  });
});
