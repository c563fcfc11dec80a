import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { pathsOf, type Mapping } from '../../../src/adapters/paths.js';
import { applyMapping } from '../../../src/adapters/apply-mapping.js';
import { parseFeed } from '../../../src/feed.js';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { kospi, polling } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, now, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
const payload = [{ n: 'KOSPI', p: '3,166.05', c: '-38.45', r: '-1.20', s: 'CLOSE', t: '2027-03-10' }];
const validPaths = { id: 'n', price: 'p', change: 'c', changePercent: 'r' };
const expectedQuote = { id: 'KOSPI', price: 3166.05, change: -38.45, changePercent: -1.2 };

/** The issue for a wrong part. */
const wrongPart = (path: string, value: unknown) => ({ path, value, rule: 'wrong-mapping', action: 'dropped' });

const circular: Record<string, unknown> = {};
circular.circular = circular;

describe('a wrong part of a mapping is reported with its place, and counts as absent', () => {
  test.each<[string, object]>([
    ['percentUnit', { percentUnit: 'percent' }],
    ['percentUnit', { percentUnit: 100 }],
    ['keep', { keep: 'latest' }],
    ['decimal', { decimal: ';' }],
    ['scale', { scale: 0 }],
    ['scale', { scale: -0.01 }],
    ['scale', { scale: '0.01' }],
    ['scale', { scale: Infinity }],
    ['scale', { scale: NaN }],
    ['scale', { scale: null }],
    ['signInPrice', { signInPrice: 'false' }],
    ['signInPrice', { signInPrice: null }],
    ['needsDirection', { needsDirection: 'true' }],
    ['factor', { factor: 0.01 }],
    ['factor', { factor: [0.01] }],
    ['factor.changePercent', { factor: { changePercent: 0 } }],
    ['factor.price', { factor: { price: '0.01' } }],
    ['factor.percent', { factor: { percent: 0.01 } }],
    ['words', { words: 'up' }],
    ['words', { words: ['up'] }],
    ['words.direction', { words: { direction: 'up' } }],
    ['words.state', { words: { state: ['open'] } }],
    ['skip', { skip: 'p' }],
    ['skip', { skip: [{ p: '-' }] }],
    ['skip.p', { skip: { p: { is: '3,166.05' } } }],
    ['skip.p', { skip: { p: ['3,166.05', ['-']] } }],
    ['feed', { feed: 'ttl' }],
    ['feed', { feed: null }],
    ['feed.ttl', { feed: { ttl: ['maxAge'] } }],
    ['feed.source.name', { feed: { source: { name: [] } } }],
    ['zone', { zone: 'KST' }],
    ['zone', { zone: 'Asia/Seoul' }],
    ['zone', { zone: '+09:00 KST' }],
    ['zone', { zone: 9 }],
    ['error', { error: true }],
    ['error', { error: 0 }],
    ['error', { error: ['message'] }],
    ['items', { items: true }],
    ['items', { items: 5n }],
    ['url', { url: ['u'] }],
    ['url', { url: () => 'u' }],
    ['url', { url: Symbol('u') }],
    ['unit', { unit: 5n }],
  ])('%s: %o', (place, part) => {
    const feed = parse(payload, { ...validPaths, ...part });
    const value = place.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], part);
    // Of what JSON can't hold, an issue says the type.
    const told = /bigint|symbol|function/.test(typeof value) ? typeof value : value;
    expect(feed.issues).toEqual([wrongPart(`paths.${place}`, told)]);
    expect(feed.quotes).toMatchObject([expectedQuote]);
  });

  test('one name of several, and the others are read', () => {
    expect(parse(payload, { ...validPaths, name: { ko: ['n'], en: 'n' } })).toMatchObject({
      quotes: [{ name: { en: 'KOSPI' } }],
      issues: [wrongPart('paths.name.ko', ['n'])],
    });
  });

  test('one place of a list, and the others are read and keep their index', () => {
    const feed = parse({ list: payload }, { items: [null, 'list', ['list'], 'nowhere'], ...validPaths });
    expect(feed.quotes).toMatchObject([expectedQuote]);
    expect(feed.issues).toEqual([
      wrongPart('paths.items[0]', null),
      wrongPart('paths.items[2]', ['list']),
      { path: 'paths.items[3]', value: 'nowhere', rule: 'not-found', action: 'skipped' },
    ]);
  });

  test('one quote of several by id, or one of its fields', () => {
    const items = { A: 'a', B: true, C: { at: true, price: 'c' }, D: { price: ['d'] }, E: { at: 'e', scale: 0.01 } };
    const feed = parse({ a: { p: 1 }, c: 3, p: 4, e: { p: 5 } }, { items, price: 'p' });
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['A', 1],
      ['C', 3],
      ['D', 4],
      ['E', 5],
    ]);
    expect(feed.issues).toEqual([
      wrongPart('paths.items.B', true),
      wrongPart('paths.items.C.at', true),
      wrongPart('paths.items.D.price', ['d']),
      wrongPart('paths.items.E.scale', 0.01),
    ]);
  });

  test('when no place is left, the payload is refused and the reason is reported', () => {
    expect(parse(payload, { items: [true], ...validPaths }).issues).toEqual([
      wrongPart('paths.items[0]', true),
      ...(refusal('not-a-feed', payload) as { issues: unknown[] }).issues,
    ]);
  });

  test('beside an error of the source', () => {
    expect(issuesOf(parse({ e: 'limit' }, { error: 'e', keep: 'latest' }))).toEqual([
      'paths.keep wrong-mapping dropped',
      ' source-error refused',
    ]);
  });

  test('a field that contains itself', () => {
    const feed = parse(payload, { ...validPaths, name: circular });
    expect(feed.quotes).toMatchObject([expectedQuote]);
    expect(issuesOf(feed)).toContain(`paths.name${'.circular'.repeat(2)} wrong-mapping dropped`);
  });

  test('a mapping that is no object', () => {
    for (const none of [['id', 'n'], 'id', 5, true])
      expect(applyMapping(payload, validPaths, none as object).issues).toEqual([wrongPart('paths', none)]);
    for (const none of [null, undefined])
      expect(applyMapping(payload, validPaths, none as unknown as object).issues).toEqual([]);
  });

  test('is checked once, and reported with every payload', () => {
    let readCount = 0;
    const written = {
      get keep() {
        readCount += 1;
        return 'latest';
      },
    };
    const reported = [applyMapping(payload, validPaths, written), applyMapping(payload, validPaths, written)].map(
      ({ issues }) => issues,
    );
    expect(reported).toEqual([[wrongPart('paths.keep', 'latest')], [wrongPart('paths.keep', 'latest')]]);
    expect(readCount).toBe(1);
  });

  test('in code as well', () => {
    const adapter = pathsOf({ ...validPaths, keep: 'latest' } as unknown as Mapping);
    const rules = () => parseFeed(payload, { adapter, now }).issues.map(({ path }) => path);
    expect([rules(), rules()]).toEqual([['paths.keep'], ['paths.keep']]);
  });
});

describe('a translation that is no direction', () => {
  test('is reported with its place', () => {
    const rows = [{ n: 'A', p: 1, d: '9' }];
    const words = { direction: { 1: 'up', 2: 'dwon', 3: null, 4: { name: '?' }, 5: '하락' } };
    const { issues } = parse(rows, { id: 'n', price: 'p', direction: 'd', words });
    expect(issues.filter(({ rule }) => rule === 'wrong-mapping')).toEqual([
      wrongPart('paths.words.direction.2', 'dwon'),
      wrongPart('paths.words.direction.4', { name: '?' }),
    ]);
  });
});

test('a named adapter’s own part stays where the page’s is wrong', () => {
  const feed = parserFor('naver')(polling({ ...kospi, marketStatus: 'CLOSE' }), {
    state: ['marketStatus'],
    name: '=Seoul',
  });
  expect(feed.quotes).toMatchObject([{ id: 'KOSPI', name: 'Seoul', state: 'closed' }]);
  expect(feed.issues).toContainEqual(wrongPart('paths.state', ['marketStatus']));
});

test('undefined removes a named adapter’s own part', () => {
  expect(applyMapping(payload, validPaths, { change: undefined }).items[0]!.fields).toMatchObject({
    price: '3,166.05',
    change: undefined,
  });
});

describe('correct parts are not reported', () => {
  test.each<[string, object]>([
    [
      'undefined, which in code removes a part of the adapter’s mapping',
      { scale: undefined, keep: undefined, items: undefined, name: undefined },
    ],
    ['numbers, booleans and null as constants', { decimals: 2, delay: null, removed: false }],
    ['a place that is a number', { items: 0 }],
    ['items that are null', { items: null }],
    ['an error path that is null', { error: null }],
    ['an object of error paths', { error: { code: 'nowhere' } }],
    ['`keep` with the word `all`', { keep: 'all' }],
    ['`percentUnit` with the word `point`', { percentUnit: 'point' }],
    ['a zone that is an offset', { zone: '+0900' }],
    ['a zone that is UTC', { zone: 'Z' }],
    ['flags that are false', { signInPrice: false, needsDirection: false }],
    ['texts by language', { name: { ko: 'n', en: '=KOSPI' } }],
    ['a source with name and address', { source: { name: '=KRX', url: '=https://example.org/' } }],
  ])('%s', (_, part) => {
    const feed = parse(payload, { ...validPaths, ...part });
    expect(feed.quotes).toMatchObject([expectedQuote]);
    expect(feed.issues).toEqual([]);
  });
});

describe('with any mapping and any payload', () => {
  const anyValue = fc.oneof(
    fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      '-',
      '*',
      '$root',
      '$value.0',
      '=',
      '={a}',
      'a|b',
      '-1',
      'a.-1',
      0,
      -1,
    ),
    fc.constantFrom<unknown>(circular, 5n, Symbol('s'), () => 1, NaN, new Date(0), new Map(), Object.create(null)),
    fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  );
  const keys = fc.constantFrom(
    ...['items', 'keep', 'skip', 'error', 'feed', 'words', 'percentUnit', 'scale', 'factor', 'decimal', 'zone'],
    ...['id', 'name', 'price', 'change', 'direction', 'asOf', 'source', 'a', '__proto__', 'constructor'],
  );
  const nested = fc.oneof(
    anyValue,
    fc.array(anyValue, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'at', 'price', 'direction', '__proto__'), anyValue, { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('A', 'B'), fc.dictionary(fc.constantFrom('at', 'a', 'price', 'id'), anyValue)),
  );
  const mappings = fc.oneof(fc.dictionary(keys, nested, { maxKeys: 6 }), anyValue);
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'code', 'name', '__proto__', '-1'), anyValue, { maxKeys: 4 });
  const payloads = fc.oneof(
    anyValue,
    row,
    fc.array(fc.oneof(row, anyValue), { maxLength: 4 }),
    fc.record({ a: fc.array(row) }),
  );

  test('nothing is thrown', () => {
    fc.assert(
      fc.property(payloads, mappings, (payload, mapping) => {
        applyMapping(payload, {}, mapping as object);
        applyMapping(payload, { items: 'a', id: 'b', words: { direction: { a: 'up' } } }, mapping as object);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('an unknown name', () => {
  const row = { u: '하락', p: 100, c: '1.00' };
  const known = { id: '=X', price: 'p', change: 'c' };

  test.each<[string, object]>([
    ['directon', { directon: 'u' }],
    ['factors', { factors: { change: 2 } }],
    ['keeep', { keeep: 'newest' }],
    ['Zone', { Zone: '+09:00' }],
    ['words.directions', { words: { directions: { 1: 'up' } } }],
    ['feed.stat', { feed: { stat: 'u' } }],
  ])('paths.%s is reported, because most often it is misspelt', (name, part) => {
    const { issues } = parse(row, { ...known, ...part });
    expect(issues).toContainEqual(
      expect.objectContaining({ path: `paths.${name}`, rule: 'wrong-mapping', action: 'dropped' }),
    );
  });

  test('is reported in a quote that is named by its id as well', () => {
    const { issues } = parse(row, { items: { X: { price: 'p', chnge: 'c' } } });
    expect(issues.map(({ path, rule }) => [path, rule])).toEqual([['paths.items.X.chnge', 'wrong-mapping']]);
  });

  test('no field of an item or of the feed is unknown', () => {
    const fields = Object.keys(schema.$defs.item.properties).map((name) => [name, `=${name}`]);
    const feed = Object.keys(schema.properties).filter((name) => name !== 'items');
    const mapping = { ...Object.fromEntries(fields), feed: Object.fromEntries(feed.map((name) => [name, `=${name}`])) };
    expect(parse(row, mapping).issues.map(({ rule }) => rule)).not.toContain('wrong-mapping');
  });
});
