import { describe, expect, test } from 'vitest';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/yahoo.js';
import { applyMapping } from '../../../src/adapters/apply-mapping.js';
import type { Mapping } from '../../../src/adapters/mapping.js';
import { valueAt } from '../../../src/adapters/value-at.js';
import { koscom } from '../../support/fixtures/adapters/kis.js';
import { openRow } from '../../support/fixtures/adapters/krx.js';
import { kospi } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, parserFor, refusal } from '../../support/fixtures/adapters/read.js';
import { row, v7 } from '../../support/fixtures/adapters/yahoo.js';

const parse = parserFor('paths');
const prices = (payload: unknown, paths: object) => parse(payload, paths).quotes.map(({ id, price }) => [id, price]);

describe('a negative index counts from the end of an array', () => {
  const payload = { days: [{ p: 1 }, { p: 2 }, { p: 3 }], '-1': 'named' };

  test.each([
    ['days.-1', { p: 3 }],
    ['days.-1.p', 3],
    ['days.-3.p', 1],
    ['-1', 'named'],
  ])('%s has a value', (path, value) => {
    expect(valueAt(payload, path)).toEqual(value);
  });

  test.each(['days.-4', 'days.-0', 'days.-1.-1', 'days.-', 'days.--1', 'days.-1x', 'days.-01'])(
    'there is no value at %s',
    (path) => {
      expect(valueAt(payload, path)).toBeUndefined();
    },
  );

  test('the last element of an array can be the row', () => {
    expect(prices(payload, { items: 'days.-1', id: '=X', price: 'p' })).toEqual([['X', 3]]);
  });

  test('the last number of a list can be the price', () => {
    expect(prices({ c: [7, 8, 9] }, { id: '=X', price: 'c.-1', previousClose: 'c.-2' })).toEqual([['X', 9]]);
  });
});

describe('several lists', () => {
  const body = {
    indices: [
      { nm: 'KOSPI', v: '3,166.05' },
      { nm: 'KOSDAQ', v: '802.11' },
    ],
    fx: { usd: { nm: 'USD/KRW', v: '1,371.50' }, jpy: { nm: 'JPY/KRW', v: '921.30' } },
    gold: { nm: 'GOLD', v: '3,310.2' },
  };
  const fields = { id: 'nm', price: 'v' };

  test('are read one after the other, each as if it were the only one', () => {
    expect(prices({ body }, { items: ['body.fx.*', 'body.indices', 'body.gold'], ...fields })).toEqual([
      ['USD/KRW', 1371.5],
      ['JPY/KRW', 921.3],
      ['KOSPI', 3166.05],
      ['KOSDAQ', 802.11],
      ['GOLD', 3310.2],
    ]);
  });

  test('a list that does not exist is reported by its place in the mapping, and the others are read', () => {
    const feed = parse({ body }, { items: ['body.indexes', 'body.indices', 'body.fx.usd.v'], ...fields });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['KOSPI', 'KOSDAQ']);
    expect(feed.issues).toEqual([
      { path: 'paths.items[0]', value: 'body.indexes', rule: 'not-found', action: 'skipped' },
      { path: 'paths.items[2]', value: 'body.fx.usd.v', rule: 'not-found', action: 'skipped' },
    ]);
  });

  test('when none exists, the payload is refused', () => {
    const payload = { message: 'try again later' };
    const { quotes, issues } = parse(payload, { items: ['body.indices', 'body.fx.*'], ...fields });
    expect(quotes).toEqual([]);
    expect(issues.map(({ path, value, rule }) => [path, value, rule])).toEqual([
      ['paths.items[0]', 'body.indices', 'not-found'],
      ['paths.items[1]', 'body.fx.*', 'not-found'],
      ['', payload, 'not-a-feed'],
    ]);
    expect(parse(payload, { items: [], ...fields })).toMatchObject(refusal('not-a-feed', payload));
  });

  test('an empty list counts as existing', () => {
    expect(issuesOf(parse({ a: [], b: body.indices }, { items: ['a', 'b'], ...fields }))).toEqual([]);
  });

  test('have 5,000 rows together at most', () => {
    const row = (nm: string) => ({ nm, v: 1 });
    const a = Array.from({ length: 4999 }, () => row('A'));
    const feed = parse({ a, b: [row('B'), row('C')], c: [row('D')] }, { items: ['a', 'b', 'c'], ...fields });
    expect(feed.issues.filter(({ rule, path }) => rule === 'too-many-items' && path !== 'items')).toEqual([
      { path: 'b', value: 2, rule: 'too-many-items', action: 'skipped' },
      { path: 'c', value: 1, rule: 'too-many-items', action: 'skipped' },
    ]);
  });
});

describe('several quotes in one object, by id', () => {
  const payload = {
    kospi: { value: '3,166.05', change: '38.45', sign: '-' },
    usd: { value: '1,371.50', change: '4.10', sign: '+' },
  };
  const items = { KOSPI: 'kospi', 'USD/KRW': 'usd' };

  test('each quote has its place, and its id is its name', () => {
    expect(prices(payload, { items, price: 'value' })).toEqual([
      ['KOSPI', 3166.05],
      ['USD/KRW', 1371.5],
    ]);
  });

  test('the common path for `id` applies only to other quotes', () => {
    const one = { list: [{ n: 'A', value: 5 }], ...payload };
    expect(prices(one, { items: ['list', { KOSPI: 'kospi' }], id: 'n', price: 'value' })).toEqual([
      ['A', 5],
      ['KOSPI', 3166.05],
    ]);
  });

  test('`$key` is the id', () => {
    expect(parse(payload, { items, price: 'value', name: '={$key} (spot)' }).quotes).toMatchObject([
      { name: 'KOSPI (spot)' },
      { name: 'USD/KRW (spot)' },
    ]);
  });

  test('a field with the sign gives the direction of unsigned numbers, as `words` says', () => {
    const words = { direction: { '+': 'up', '-': 'down' } };
    const { quotes, issues } = parse(payload, { items, price: 'value', change: 'change', direction: 'sign', words });
    expect(quotes).toMatchObject([
      { id: 'KOSPI', change: -38.45, direction: 'down' },
      { id: 'USD/KRW', change: 4.1, direction: 'up' },
    ]);
    expect(issues).toEqual([]);
  });

  test('bare numbers can be rows', () => {
    expect(prices({ a: 1371.5, b: '3,166.05' }, { items: { 'USD/KRW': 'a', KOSPI: 'b' }, price: '$value' })).toEqual([
      ['USD/KRW', 1371.5],
      ['KOSPI', 3166.05],
    ]);
  });

  test('a list is a single row, unless a star says that its members are rows', () => {
    const lists = { k: [3166.05, -38.45], days: { '2027-03-09': { c: 3204.5 }, '2027-03-10': { c: 3166.05 } } };
    expect(parse(lists, { items: { KOSPI: 'k' }, price: '0', change: '1' }).quotes).toMatchObject([
      { id: 'KOSPI', price: 3166.05, change: -38.45 },
    ]);
    const paths = { items: { KOSPI: 'days.*' }, price: 'c', asOf: '$key', keep: 'last' };
    expect(parse(lists, paths).quotes).toMatchObject([{ id: 'KOSPI', price: 3166.05, asOf: Date.parse('2027-03-10') }]);
  });

  test('a quote that does not exist is reported by its id, and the others are read', () => {
    const more = { GOLD: 'gold', OIL: 'oil.*', GAS: 'gas.*' };
    const feed = parse({ ...payload, gas: 5 }, { items: { ...items, ...more }, price: 'value' });
    expect(feed.quotes).toHaveLength(2);
    expect(feed.issues).toEqual([
      { path: 'paths.items.GOLD', value: 'gold', rule: 'not-found', action: 'skipped' },
      { path: 'paths.items.OIL', value: 'oil.*', rule: 'not-found', action: 'skipped' },
      { path: 'paths.items.GAS', value: 'gas.*', rule: 'not-found', action: 'skipped' },
    ]);
    expect(parse({}, { items, price: 'value' }).issues.map(({ rule }) => rule)).toEqual([
      ...Object.keys(items).map(() => 'not-found'),
      'not-a-feed',
    ]);
  });

  test.each([[null], [''], ['-']])('a quote that is %j has no row now', (none) => {
    const feed = parse({ ...payload, usd: none }, { items, price: 'value' });
    expect(feed.quotes).toHaveLength(1);
    expect(feed.issues).toEqual([{ path: 'usd', value: none, rule: 'not-an-item', action: 'skipped' }]);
  });

  test('an issue says where the row stands', () => {
    const feed = parse(
      { a: { v: 'x' }, b: { v: 'y' }, c: { v: 1 } },
      { items: { A: 'a', B: 'b', C: 'c' }, price: 'v' },
    );
    expect(issuesOf(feed)).toEqual(['a.price no-price dropped', 'b.price no-price dropped']);
  });
});

describe('a flat object', () => {
  const payload = {
    kospi_value: '3,166.05',
    kospi_change: '-38.45',
    time: '2027-03-10T15:30:00+09:00',
    fx: { usd: '1,371.50', usd_change: '+4.10', kospi_value: 'wrong', time: '2027-03-10T15:59:00+09:00' },
  };
  const items = {
    KOSPI: { price: 'kospi_value', change: 'kospi_change' },
    'USD/KRW': { at: 'fx', price: 'usd', change: 'usd_change' },
  };

  test('each quote has fields of its own, and common fields start at the same place', () => {
    expect(parse(payload, { items, asOf: 'time', kind: '=other' }).quotes).toMatchObject([
      { id: 'KOSPI', price: 3166.05, change: -38.45, asOf: Date.parse('2027-03-10T15:30:00+09:00') },
      { id: 'USD/KRW', price: 1371.5, change: 4.1, asOf: Date.parse('2027-03-10T15:59:00+09:00') },
    ]);
  });

  test('an own field overrides the common one', () => {
    expect(prices(payload, { items, price: 'nowhere' })).toEqual([
      ['KOSPI', 3166.05],
      ['USD/KRW', 1371.5],
    ]);
    const named = { KOSPI: { id: '=KS11', price: 'kospi_value' } };
    expect(prices(payload, { items: named })).toEqual([['KS11', 3166.05]]);
  });

  test('`words` apply to own fields', () => {
    const flat = { k: '10', kc: '1', ks: 'MINUS' };
    const own = {
      items: { K: { price: 'k', change: 'kc', direction: 'ks' } },
      words: { direction: { MINUS: 'down' } },
    };
    expect(parse(flat, own).quotes).toMatchObject([{ change: -1, direction: 'down' }]);
  });

  test('an issue distinguishes quotes of the same object', () => {
    const flat = { A: { price: 'a' }, B: { at: 'in', price: 'b' }, C: { at: 'in', price: 'c' } };
    expect(issuesOf(parse({ a: 1, in: { b: 'x', c: 'y' } }, { items: flat }))).toEqual([
      'in.B.price no-price dropped',
      'in.C.price no-price dropped',
    ]);
  });

  test('paths start at the payload, even when it is a list', () => {
    expect(prices(['3,166.05', '802.11'], { items: { KOSPI: { price: '0' }, KOSDAQ: { price: '1' } } })).toEqual([
      ['KOSPI', 3166.05],
      ['KOSDAQ', 802.11],
    ]);
  });

  test('a payload that is a text has no quotes', () => {
    expect(issuesOf(parse('Service unavailable', { items, keep: 'newer' }))).toEqual([
      'paths.keep wrong-mapping dropped',
      ' not-a-feed refused',
    ]);
  });

  test('names that every object inherits can be ids', () => {
    const own: unknown = JSON.parse('{"__proto__": {"price": "a"}, "constructor": {"price": "b"}}');
    expect(prices({ a: 1, b: 2 }, { items: own })).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });
});

describe('a mapping beside a named adapter', () => {
  test('the page’s places replace the adapter’s own', () => {
    const answer = { rt_cd: '0', mine: { bstp_nmix_prpr: '3,166.05' }, other: { bstp_nmix_prpr: '802.11' } };
    const feed = parserFor('kis')(answer, { items: { KOSPI: 'mine', KOSDAQ: 'other' } });
    expect(feed.quotes).toMatchObject([
      { id: 'KOSPI', kind: 'index', price: 3166.05 },
      { id: 'KOSDAQ', price: 802.11 },
    ]);
  });

  test('an id and fields that a place names stay as the page says', () => {
    const daily = { OutBlock_1: [openRow('KOSPI', '코스피', '3166.05', '-38.45', '-1.20')] };
    expect(parserFor('krx')(daily, { items: { 'Seoul composite': 'OutBlock_1.0' } }).quotes).toMatchObject([
      { id: 'Seoul composite', price: 3166.05 },
    ]);
    const items = { KOSPI: { at: 'result', state: '=post' } };
    expect(parserFor('kis')(koscom({ trdTm: 31000000 }), { items }).quotes).toMatchObject([
      { id: 'KOSPI', state: 'post' },
    ]);
  });

  test('when the page names only the place, the adapter gives the id', () => {
    const pair = v7(row({ symbol: 'KRW=X' }));
    expect(parserFor('yahoo')(pair, { items: 'quoteResponse.result' }).quotes).toMatchObject([{ id: 'USD/KRW' }]);
  });

  test('an adapter’s own places are never reported', () => {
    const { issues } = parserFor('naver')({ datas: [kospi] }, { name: '=Seoul' });
    expect(issues.filter(({ rule }) => rule === 'not-found')).toEqual([]);
    const own: Mapping = { items: ['list', 'lost', { X: { price: 'p' } }], id: 'n', change: 'c' };
    expect(applyMapping({ list: [{ n: 'A' }] }, own, { price: 'n' }).issues).toEqual([]);
  });
});
