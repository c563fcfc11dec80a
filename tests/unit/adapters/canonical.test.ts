import { describe, expect, test } from 'vitest';
import { canonical } from '../../../src/adapters/canonical.js';
import { issuesOf, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor(canonical);

const item = {
  id: 'KOSPI',
  name: { ko: '코스피', en: 'KOSPI' },
  kind: 'index' as const,
  price: 3166.05,
  change: -38.45,
  changePercent: -1.2,
  previousClose: 3204.5,
  asOf: '2027-03-10T15:30:00+09:00',
  state: 'closed' as const,
  delay: 20,
  url: '/kospi',
  icon: '/kospi.svg',
  trend: [3204.5, 3180, 3166.05],
};
const envelope = {
  version: 1,
  generatedAt: '2027-03-10T15:32:00+09:00',
  ttl: 10,
  delay: 15,
  state: 'holiday',
  source: { name: 'KRX', url: 'https://example.org/' },
  notice: 'Delayed',
  items: [item],
};

test('an envelope is read with all its fields', () => {
  const source = { name: 'KRX', url: 'https://example.org/' };
  expect(parse(envelope)).toEqual({
    generatedAt: Date.parse('2027-03-10T06:32:00Z'),
    ttl: 10,
    delay: 15,
    state: 'holiday',
    source,
    notice: 'Delayed',
    issues: [],
    quotes: [quote({ ...item, asOf: Date.parse('2027-03-10T06:30:00Z'), direction: 'down', source })],
  });
});

test('a bare array is a feed of items', () => {
  const feed = parse([item, { id: 'USD/KRW', price: 1312.4 }]);
  expect(feed.issues).toEqual([]);
  expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
    ['KOSPI', 3166.05],
    ['USD/KRW', 1312.4],
  ]);
  expect(feed).toMatchObject({ ttl: null, delay: null, state: null, source: null, notice: null, generatedAt: null });
});

describe('the version of a feed', () => {
  test.each([[1], ['1'], [undefined], [null]])('%j is accepted', (version) => {
    expect(parse({ ...envelope, version })).toMatchObject({ quotes: [{ id: 'KOSPI' }], issues: [] });
  });

  test.each([[2], ['2'], [0], [''], [true], [1.1]])('%j is refused, whatever the items contain', (version) => {
    expect(parse({ ...envelope, version, items: [item, null] })).toMatchObject({
      ...refusal('unknown-version', version, 'version'),
      // The fields of the envelope are returned all the same.
      ttl: 10,
    });
  });
});

describe('a payload that is no feed', () => {
  test.each([
    ['an error body with status 200', { Note: 'Thank you for asking so often' }],
    ['items in an object', { items: { KOSPI: item } }],
    ['items that are null', { items: null }],
    ['items that are text', { items: 'none' }],
    ['null', null],
    ['nothing', undefined],
    ['text', 'Too Many Requests'],
    ['a number', 42],
    ['a boolean', false],
  ])('%s is refused', (_, payload) => {
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  });

  test('a feed without items has nothing to show', () => {
    expect(parse([])).toMatchObject(refusal('no-items', [], 'items'));
    expect(parse({ items: [] })).toMatchObject(refusal('no-items', [], 'items'));
  });
});

test('rows that are no items are left out, and each is reported with its path', () => {
  const feed = parse([null, item, 'KOSPI', 0, 42, '', true, [], { price: 1 }]);
  expect(feed.quotes.map(({ id }) => id)).toEqual(['KOSPI']);
  expect(issuesOf(feed)).toEqual([
    'items[0] not-an-item skipped',
    'items[2] not-an-item skipped',
    'items[3] not-an-item skipped',
    'items[4] not-an-item skipped',
    'items[5] not-an-item skipped',
    'items[6] not-an-item skipped',
    // A list counts as an item without an id.
    'items[7].id no-id skipped',
    'items[8].id no-id skipped',
  ]);
  expect(feed.issues[1]).toEqual({ path: 'items[2]', value: 'KOSPI', rule: 'not-an-item', action: 'skipped' });
});

test('the adapter is registered under a name, and is also the default', () => {
  expect(parserFor('canonical')(envelope)).toEqual(parse(envelope));
});

test('a mapping has no effect on it', () => {
  expect(parse(envelope, { items: 'rows', id: 'price' })).toEqual(parse(envelope));
});
