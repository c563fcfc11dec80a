// Attacks by a hostile feed: payloads that are deep, wide, endless or that contain themselves. The bound of each: at most 500
// items and 1000 issues, no issue of more than 100 values, no error, and no more reads than there are rows that may be read.
import { describe, expect, test } from 'vitest';
import { parseFeed, type Adapter, type RawFeed } from '../../../src/feed.js';
import { dunamu } from '../../../src/adapters/dunamu.js';
import { kis } from '../../../src/adapters/kis.js';
import { krx } from '../../../src/adapters/krx.js';
import { naver } from '../../../src/adapters/naver.js';
import { pathsOf } from '../../../src/adapters/paths.js';
import { rates } from '../../../src/adapters/rates.js';
import { yahoo } from '../../../src/adapters/yahoo.js';
import { mergeUpdates } from '../../../src/model/merge-updates.js';
import { parse } from '../../support/fixtures/parse-helpers.js';

const good = { id: 'KOSPI', price: 1 };
const paths = { items: 'items', id: 'id', price: 'price' };
const deep = JSON.parse('{"a":['.repeat(50_000) + ']}'.repeat(50_000)) as object;
const ADAPTERS: readonly [string, Adapter | string][] = [
  ['canonical', 'canonical'],
  ...Object.entries({
    dunamu,
    kis,
    krx,
    naver,
    rates,
    yahoo,
    paths: pathsOf(paths),
  }),
];

/** Counts the values in a value; fails where they are more than 1000 deep. */
function sizeOf(value: unknown, depth = 0): number {
  if (depth > 1000) throw new Error('too deep');
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + sizeOf(member, depth + 1), 1);
}

test('100,000 levels in a field that nobody reads change nothing', () => {
  for (const payload of [{ extra: deep, items: [good] }, [{ ...good, extra: deep }]])
    expect(parse(payload)).toMatchObject({ quotes: [{ id: 'KOSPI', price: 1 }], rules: [] });
});

test('100,000 levels in a field that is read are an issue that can be written as JSON and sent to another tab', () => {
  for (const name of ['name', 'price', 'direction', 'source', 'trend', 'asOf']) {
    const { issues } = parse([good, { id: 'X', price: 2, [name]: deep }]);
    expect(issues).not.toEqual([]);
    expect(JSON.stringify(issues).length).toBeLessThan(5000);
    structuredClone(issues);
  }
});

test.each(ADAPTERS)('%s refuses a payload that is 100,000 levels deep, with a short issue', (_, adapter) => {
  const { issues } = parseFeed(deep, { adapter });
  expect(issues.at(-1)?.action).toBe('refused');
  for (const issue of issues) expect(sizeOf(issue)).toBeLessThan(200);
});

test.each(ADAPTERS)('%s takes a payload that contains itself', (_, adapter) => {
  const cycle: Record<string, unknown> = { id: 'X', price: 1 };
  for (const name of ['items', 'datas', 'data', 'output', 'OutBlock_1', 'rates', 'chart', 'name', 'result'])
    cycle[name] = cycle;
  const list: unknown[] = [good];
  list.push(list);
  for (const payload of [cycle, list]) {
    const { quotes, issues } = parseFeed(payload, { adapter });
    expect(quotes.length).toBeLessThanOrEqual(500);
    JSON.stringify(issues);
  }
});

const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, null]));

test.each(ADAPTERS)('%s takes an object with 100,000 names, which are 1 MiB', (_, adapter) => {
  const { quotes, issues } = parseFeed(wide, { adapter });
  expect(quotes).toEqual([]);
  expect(issues.length).toBeLessThanOrEqual(1001);
  expect(sizeOf(issues)).toBeLessThan(20_000);
});

test('100,000 names in an item, and in an update of it, leave it as it is', () => {
  const before = parse([good]);
  const known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  const update = parse([{ ...wide, id: 'KOSPI', price: 2 }], { known });
  expect(update.quotes).toMatchObject([{ id: 'KOSPI', price: 2 }]);
});

describe('an array of four thousand million entries, nearly all of them missing', () => {
  const endless = (...start: unknown[]): unknown[] => Object.assign(Array<unknown>(2 ** 32 - 1), start);

  test('is a feed of its first items', () => {
    const { quotes, issues } = parse(endless(good, { id: 'B', price: 2 }));
    expect(quotes.map(({ id }) => id)).toEqual(['KOSPI', 'B']);
    expect(issues).toHaveLength(1000);
  });

  test('is no direction, no trend and no name', () => {
    for (const name of ['direction', 'trend', 'name', 'change'])
      expect(parse([{ ...good, [name]: endless() }]).rules).toEqual([`items[0].${name} unreadable dropped`]);
  });

  test('is no price of Yahoo', () => {
    const feed = parseFeed({ '^KS11': { close: endless(1), timestamp: endless(1) } }, { adapter: yahoo });
    expect(feed.quotes).toEqual([]);
  });
});

test('a list of a million rows is read no further than to its 5000th', () => {
  let reads = 0;
  const rows = new Proxy(Array<unknown>(1_000_000).fill(0), {
    get: (list, name) => {
      if (name !== 'length') reads += 1;
      return Reflect.get(list, name) as unknown;
    },
  });
  expect(parse({ items: rows }).rules).toContain('items no-items refused');
  // The issue of the refused payload shows the first rows.
  expect(reads).toBeLessThan(5050);
});

test('a list of 50,000 arrows is no direction', () => {
  const { quotes, rules } = parse([{ ...good, change: 1, direction: Array<string>(50_000).fill('▲') }]);
  expect(quotes).toMatchObject([{ price: 1, change: null, direction: null }]);
  expect(rules).toContain('items[0].direction unreadable dropped');
});

test('a name in a language whose name has a megabyte is no name', () => {
  const { quotes } = parse([{ ...good, name: { [`en-${'x'.repeat(2 ** 20)}`]: 'A', ko: '가' } }]);
  expect(quotes[0]?.name).toEqual({ ko: '가' });
});

test('5000 rows that share one huge wrong value are reported with one short excerpt of it', () => {
  const amount = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
  const codes = Array.from({ length: 5000 }, (_, index) => [
    String.fromCharCode(...[676, 26, 1].map((unit) => 65 + (Math.floor(index / unit) % 26))),
    1,
  ]);
  const { issues } = parseFeed({ base: 'USD', amount, rates: Object.fromEntries(codes) }, { adapter: rates });
  expect(issues.length).toBeGreaterThan(500);
  expect(new Set(issues.map(({ value }) => value).filter((value) => typeof value === 'object')).size).toBe(1);
  expect(sizeOf(issues[0]?.value)).toBeLessThan(200);
});

test('5000 rates of a base whose name has half a megabyte keep no copy of it for each', () => {
  const codes = Array.from({ length: 5000 }, (_, index) => [`A${String(index).padStart(4, '0')}`, 1]);
  const { quotes, issues } = parseFeed(
    { base: 'A'.repeat(2 ** 19), rates: Object.fromEntries(codes) },
    { adapter: rates },
  );
  expect(quotes).toEqual([]);
  expect(JSON.stringify(issues).length).toBeLessThan(1000 * 500);
});

test('a message of the stream after another can report no more than 1000 issues', () => {
  const before = parse([good]);
  const messages = Array.from({ length: 20 }, () => [good, ...Array<unknown>(900).fill(0)]);
  const merged = mergeUpdates(before, messages, (update, known) => parseFeed(update, { known }));
  expect(merged.issues).toHaveLength(1000);
});

describe('a payload that no JSON can hold', () => {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const endless: object = new Proxy({}, { get: () => endless, has: () => true, ownKeys: () => ['items', 'id'] });
  const values: readonly unknown[] = [
    Symbol('x'),
    10n,
    () => 1,
    class {},
    Object.create(null),
    { toString: 1, valueOf: 1, toJSON: () => 10n },
    new Date(NaN),
    new Proxy(() => 1, {}),
    revoked.proxy,
    endless,
    Object.defineProperty({}, 'items', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    }),
  ];

  test.each(ADAPTERS)('leaves %s with issues that can be written as JSON and sent to another tab', (_, adapter) => {
    for (const value of values)
      for (const payload of [value, [value], { items: value }, { items: [{ id: 'X', price: value, name: value }] }]) {
        const { issues } = parseFeed(payload, { adapter });
        JSON.stringify(issues);
        structuredClone(issues);
      }
  });

  test('as the result of an adapter of the page is refused, or read like any other', () => {
    for (const value of values)
      for (const result of [
        value,
        { fields: value, items: value },
        { fields: {}, items: [{ path: value, fields: value }] },
        { fields: {}, items: [{ path: 'X', scale: value, zone: value, fields: { id: 'X', price: '1', asOf: '1' } }] },
      ])
        structuredClone(parseFeed([], { adapter: () => result as RawFeed }));
  });
});

test('a mapping of 50 parts that all contain the mapping itself is wrong in no more than 1000 places', () => {
  const mapping: Record<string, unknown> = {};
  for (let index = 0; index < 50; index++) mapping[`k${index}`] = mapping;
  let looks = 0;
  const counted = new Proxy(mapping, { ownKeys: (target) => (looks++, Reflect.ownKeys(target)) });
  for (const name of Object.keys(mapping)) mapping[name] = counted;
  const { quotes, issues } = parseFeed({ items: [good] }, { adapter: 'paths', paths: { ...paths, name: counted } });
  expect(quotes).toMatchObject([{ id: 'KOSPI', name: 'KOSPI' }]);
  expect(issues).toHaveLength(1000);
  expect(looks).toBeLessThan(5000);
});

test('an error that cannot be looked at is reported', () => {
  const thrown = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw thrown;
      },
      ownKeys: () => {
        throw thrown;
      },
    },
  );
  const adapter: Adapter = () => {
    throw thrown;
  };
  expect(parse([good], { adapter }).rules).toEqual(['adapter-threw refused']);
  expect(parse([good], { adapter }).issues[0]?.value).toBe('…');
});
