import { describe, expect, test } from 'vitest';
import '../../../src/adapters/paths.js';
import { valueAt } from '../../../src/adapters/value-at.js';
import { issuesOf, quote, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('paths');
/** Returns the quote of a payload that is a single row, whose id is fixed. */
const firstQuote = (payload: unknown, paths: object) => parse(payload, { id: '=X', ...paths }).quotes[0]!;
const price = (payload: unknown, path: unknown) => firstQuote(payload, { price: path }).price;

describe('the value at a path', () => {
  const payload = {
    a: { b: [{ c: 7 }] },
    'a.b.0.c': 8,
    'x.y': 9,
    'Global Quote': { '05. price': '87.41', '09. change': '-0.35' },
    '': { d: 1 },
    pric: { price: 2 },
    'p.q': { r: 3 },
    nothing: null,
    zero: 0,
    text: 'abc',
  };

  test.each([
    ['', payload],
    ['a.b', [{ c: 7 }]],
    ['a.b.0', { c: 7 }],
    // A name with dots is preferred to a path of several names.
    ['a.b.0.c', 8],
    ['x.y', 9],
    ['Global Quote.05. price', '87.41'],
    // The first dot is a part of the name, and the second one ends it.
    ['p.q.r', 3],
    ['nothing', null],
    ['zero', 0],
    ['a.b.length', 1],
  ])('%j has a value', (path, value) => {
    expect(valueAt(payload, path)).toEqual(value);
  });

  test.each(['b', 'a.c', 'a.b.1', 'a.b.0.c.d', 'x', 'x.z', '.d', 'price', 'nothing.a', 'text.length', 'text.0'])(
    'there is no value at %j',
    (path) => {
      expect(valueAt(payload, path)).toBeUndefined();
    },
  );

  test.each([
    '__proto__',
    'constructor',
    'toString',
    '__proto__.toString',
    'a.constructor',
    'a.b.map',
    'a.__proto__.toString',
  ])('members that every object inherits are not in the payload: %s', (path) => {
    expect(valueAt(payload, path)).toBeUndefined();
    const feed = parse(payload, { id: '=X', price: 'x.y', name: path, url: `={${path}}` });
    expect(feed.quotes).toMatchObject([{ name: 'X', url: null }]);
    expect(issuesOf(feed)).toEqual(['paths.name not-found kept', 'paths.url not-found kept']);
  });

  test('an own key with the name of an inherited member is found', () => {
    const own: unknown = JSON.parse('{"__proto__": {"p": 5}, "constructor": {"p": 6}}');
    expect(valueAt(own, '__proto__.p')).toBe(5);
    expect(valueAt(own, 'constructor.p')).toBe(6);
  });

  test.each([[null], [undefined], ['text'], [5]])('%j has no members, and is the value of the empty path', (value) => {
    expect(valueAt(value, 'length')).toBeUndefined();
    expect(valueAt(value, '')).toBe(value);
  });
});

describe('alternative paths', () => {
  test.each([[''], ['-'], [null], [undefined]])('%j is no value, so the next path is used', (none) => {
    expect(price({ a: none, b: none, c: 5 }, 'a|b|c')).toBe(5);
    expect(price({ a: 4, b: none, c: 5 }, 'a|b|c')).toBe(4);
  });

  test('0 is a value', () => {
    expect(firstQuote({ a: 0, b: 5, p: 100 }, { price: 'p', change: 'a|b' }).change).toBe(0);
  });

  const reported = (payload: object) =>
    parse(payload, { id: '=X', price: 'a|b|c' })
      .issues.filter(({ path }) => path === 'price')
      .map(({ value }) => value);

  test.each([
    [{ a: '-', b: null }, '-'],
    [{ b: '-', c: '' }, '-'],
    [{ c: '' }, ''],
    [{}, undefined],
  ])('when no path has a value, the first thing found is reported: %j', (payload, value) => {
    expect(reported(payload)).toEqual([value]);
  });

  test.each([[{ a: null }], [{ c: null }]])('null says "no value now", and is not reported: %j', (payload) => {
    expect(reported(payload)).toEqual([]);
  });
});

describe('a text after `=`', () => {
  const row = { base: 'USD', quote: 'KRW', dash: '-', empty: '', none: null, zero: 0, deep: { a: 'A' } };
  const text = (template: string) => firstQuote({ ...row, p: 1 }, { price: 'p', unit: template }).unit;

  test.each([
    ['=pt', 'pt'],
    ['={base}/{quote}', 'USD/KRW'],
    ['=a {deep.a} b', 'a A b'],
    ['={none|dash|quote}', 'KRW'],
    ['={zero}', '0'],
    ['=a|b', 'a|b'],
    // The text has no value when one of its paths has none.
    ['={base}/{missing}', null],
    ['={missing}/{base}', null],
    ['=x{dash}', null],
    ['=x{empty}', null],
    ['=x{none}', null],
    ['=x{deep}', null],
  ])('%s gives %j', (template, expected) => {
    expect(text(template)).toBe(expected);
  });

  test('can contain the row’s name, its value, and values of the whole payload', () => {
    const payload = { base: 'USD', rates: { KRW: 1312.4 } };
    const paths = { items: 'rates.*', id: '={$root.base}/{$key}', price: '$value', unit: '={$value}' };
    expect(parse(payload, paths).quotes).toMatchObject([{ id: 'USD/KRW', price: 1312.4, unit: '1312.4' }]);
  });
});

describe('fields', () => {
  test('every field of a quote and of the envelope can have a path', () => {
    const payload = {
      t: '2027-03-10T15:00:00+09:00',
      wait: 30,
      by: { n: 'KRX', u: 'https://example.org/' },
      row: { n: ['가', 'ga'], p: '1,312.40', c: '-7.6', r: '-0.58', pc: 1320, line: [1320, 1312.4], at: 'krw' },
    };
    const feed = parse(payload, {
      items: 'row',
      feed: { generatedAt: 't', ttl: 'wait', source: { name: 'by.n', url: 'by.u' }, notice: '=Delayed', delay: 20 },
      id: '={at}1',
      name: { ko: 'n.0', en: 'n.1', ja: 'n.2' },
      kind: '=fx',
      price: 'p',
      change: 'c',
      changePercent: 'r',
      previousClose: 'pc',
      decimals: 1,
      base: '=USD',
      quote: '=KRW',
      per: 100,
      unit: '=won',
      asOf: '$root.t',
      state: '=open',
      delay: null,
      url: '=/{at}',
      icon: '=/{at}.svg',
      trend: 'line',
    });
    const source = { name: 'KRX', url: 'https://example.org/' };
    const time = Date.parse('2027-03-10T06:00:00Z');
    expect(feed).toEqual({
      generatedAt: time,
      ttl: 30,
      delay: 20,
      state: null,
      source,
      notice: 'Delayed',
      issues: [],
      quotes: [
        quote({
          id: 'krw1',
          name: { ko: '가', en: 'ga' },
          kind: 'fx',
          price: 1312.4,
          change: -7.6,
          changePercent: -0.58,
          previousClose: 1320,
          direction: 'down',
          decimals: 1,
          base: 'USD',
          quote: 'KRW',
          per: 100,
          unit: 'won',
          asOf: time,
          state: 'open',
          source,
          url: '/krw',
          icon: '/krw.svg',
          trend: [1320, 1312.4],
        }),
      ],
    });
  });

  test('a name that is missing in all languages is missing, not empty', () => {
    const feed = parse({ p: 1, ko: '', en: '-' }, { id: '=X', price: 'p', name: { ko: 'ko', en: 'en', ja: 'ja' } });
    expect(feed).toMatchObject({ quotes: [{ name: 'X' }], issues: [] });
  });

  test('a constant can remove a row', () => {
    expect(parse({ p: 1 }, { id: '=X', price: 'p', removed: true }).quotes).toEqual([]);
  });
});

describe('words', () => {
  const words = { state: { CLOSE: 'closed', 1: 'open' }, delay: { late: 15 }, name: { ko: '가' } };
  const parseWithWords = (row: object) =>
    parse(
      { p: 1, s: null, d: null, n: null, ...row },
      { id: '=X', price: 'p', state: 's', delay: 'd', name: 'n', words },
    );

  test('words of the source are translated to canonical words', () => {
    expect(parseWithWords({ s: 'CLOSE', d: 'late' }).quotes).toMatchObject([{ state: 'closed', delay: 15 }]);
    expect(parseWithWords({ s: 1 }).quotes).toMatchObject([{ state: 'open' }]);
  });

  test('values without a translation stay as they are, and are reported when the model can’t parse them', () => {
    expect(parseWithWords({ s: 'halted', d: 5 })).toMatchObject({
      quotes: [{ state: 'halted', delay: 5 }],
      issues: [],
    });
    expect(issuesOf(parseWithWords({ s: 'LUNCH' }))).toEqual(['state unreadable dropped']);
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s has no translation', (s) => {
    expect(parseWithWords({ s }).issues).toEqual([{ path: 'state', value: s, rule: 'unreadable', action: 'dropped' }]);
  });

  test('a list with a word in it is not translated', () => {
    expect(parseWithWords({ s: ['CLOSE'] }).quotes).toMatchObject([{ state: 'unknown' }]);
  });

  test('an empty text has no translation', () => {
    expect(parseWithWords({ s: '', n: '' }).issues).toContainEqual({
      path: 'state',
      value: '',
      rule: 'unreadable',
      action: 'dropped',
    });
    expect(parseWithWords({ n: '' }).quotes).toMatchObject([{ name: 'X' }]);
  });

  test('an object of texts by language is not translated', () => {
    const feed = parse({ p: 1, n: '나' }, { id: '=X', price: 'p', name: { en: 'n' }, words: { name: { 나: '다' } } });
    expect(feed.quotes[0]!.name).toEqual({ en: '나' });
  });

  test('words are translated in the envelope as well', () => {
    expect(parse({ p: 1, s: 'CLOSE' }, { id: '=X', price: 'p', feed: { state: 's' }, words }).state).toBe('closed');
  });
});

describe('units', () => {
  test('`percentUnit` says whether percents are points or fractions', () => {
    const paths = { price: 'p', changePercent: 'c' };
    const row = { p: 100, c: 0.0127 };
    expect(firstQuote(row, paths).changePercent).toBe(0.0127);
    expect(firstQuote(row, { ...paths, percentUnit: 'point' }).changePercent).toBe(0.0127);
    expect(firstQuote(row, { ...paths, percentUnit: 'fraction' }).changePercent).toBe(1.27);
  });

  test('`scale` applies to price, change and previous close', () => {
    const paths = { price: 'p', change: 'c', changePercent: 'r', previousClose: 'b', scale: 0.01 };
    const row = { p: 10100, c: 100, r: 1, b: 10000 };
    expect(firstQuote(row, paths)).toMatchObject({ price: 101, change: 1, changePercent: 1, previousClose: 100 });
  });

  test('`zone` applies to times without an offset, in rows and in the envelope', () => {
    const paths = { id: '=X', price: '=1', asOf: 't', feed: { generatedAt: 't' }, zone: '+09:00' };
    const feed = parse({ t: '20270310150000' }, paths);
    expect([feed.generatedAt, feed.quotes[0]!.asOf]).toEqual(Array(2).fill(Date.parse('2027-03-10T06:00:00Z')));
    expect(parse({ t: '20270310150000' }, { ...paths, zone: undefined })).toMatchObject({
      generatedAt: null,
      quotes: [{ asOf: null }],
    });
  });

  test('the sign of a price is that of the change only with `signInPrice`', () => {
    expect(firstQuote({ p: '-100', c: '1' }, { price: 'p', change: 'c', signInPrice: true })).toMatchObject({
      price: 100,
      change: -1,
    });
    expect(issuesOf(parse({ p: '-100' }, { id: '=X', price: 'p' }))).toContain('price negative-price skipped');
  });
});
