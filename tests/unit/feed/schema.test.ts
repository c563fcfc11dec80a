import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { marketAtInstant } from '../../../src/feed-tool/simulate/market.js';
import { parseFeed, type MarketFeedItem, type Quote } from '../../../src/feed.js';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { generateSchemaDocs } from '../../../scripts/schema/write-schema-docs.mjs';
import { seed } from '../../support/fixtures/seed.js';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
// Its own test of `format` is not needed: `pattern` says what matters, the scheme.
ajv.addFormat('uri-reference', true);
const isFeed = ajv.compile(schema);

const now = Date.parse('2025-06-09T15:33:00+09:00');

function rejects(feed: unknown): boolean {
  return !isFeed(feed);
}
const feedOf = (...items: unknown[]) => ({ version: 1, items });

describe('the schema of the feed', () => {
  test('accepts the seed feed, and the demo’s feed at every hour', () => {
    expect(isFeed(seed), ajv.errorsText(isFeed.errors)).toBe(true);
    for (let hour = 0; hour < 7 * 24; hour += 5) {
      const { feed } = marketAtInstant({ now: now + hour * 3_600_000 });
      expect(isFeed(feed), ajv.errorsText(isFeed.errors)).toBe(true);
      expect(parseFeed(feed, { now: now + hour * 3_600_000 }).issues).toEqual([]);
    }
  });

  test.each<[string, unknown]>([
    ['no version', { items: [] }],
    ['another version', { version: 2, items: [] }],
    ['no items', { version: 1 }],
    ['501 items', feedOf(...Array.from({ length: 501 }, (_, index) => ({ id: `${index}`, price: 1 })))],
    ['an item without a price', feedOf({ id: 'X' })],
    ['an item without an id', feedOf({ price: 1 })],
    ['an empty id', feedOf({ id: '', price: 1 })],
    ['a number in quotes', feedOf({ id: 'X', price: '1,192.8' })],
    ['a previous close of 0', feedOf({ id: 'X', price: 1, previousClose: 0 })],
    ['a made-up kind', feedOf({ id: 'X', price: 1, kind: 'stonk' })],
    ['a time without its zone', feedOf({ id: 'X', price: 1, asOf: '2025-06-09T15:30:00' })],
    ['a script for an address', feedOf({ id: 'X', price: 1, url: 'javascript:alert(1)' })],
    ['65 points of a trend', feedOf({ id: 'X', price: 1, trend: Array(65).fill(1) })],
    ['per 10', feedOf({ id: 'X', price: 1, per: 10 })],
    ['a blank id', feedOf({ id: ' ', price: 1 })],
    ['a blank name', feedOf({ id: 'X', name: ' ', price: 1 })],
    ['a price of 0', feedOf({ id: 'X', price: 0 })],
    ['a commodity at 0', feedOf({ id: 'X', kind: 'commodity', price: 0 })],
    ['an index below 0', feedOf({ id: 'X', kind: 'index', price: -1 })],
    ['a price that no number holds', feedOf({ id: 'X', price: 2 ** 53 })],
    ['no address', feedOf({ id: 'X', price: 1, url: '' })],
    ['an address without end', feedOf({ id: 'X', price: 1, url: 'x'.repeat(2049) })],
    ['a 13th month', feedOf({ id: 'X', price: 1, asOf: '2025-13-01' })],
    ['a 25th hour', feedOf({ id: 'X', price: 1, asOf: '2025-06-09T24:00Z' })],
    ['a zone that is none', feedOf({ id: 'X', price: 1, asOf: '2025-06-09T12:00+20:00' })],
    ['a name that is too long', feedOf({ id: 'X', price: 1, name: 'x'.repeat(81) })],
  ])('rejects %s', (_, feed) => {
    expect(rejects(feed)).toBe(true);
  });

  test.each([
    { kind: 'rate', price: 0 },
    { kind: 'rate', price: -0.25 },
    { kind: 'commodity', price: -37.63 },
    { price: null },
    { price: 1, asOf: '1970-01-01' },
    { price: 1, url: '?id=1' },
  ])('accepts %j', (item) => {
    const feed = feedOf({ id: 'X', ...item });
    expect(isFeed(feed), ajv.errorsText(isFeed.errors)).toBe(true);
    // An answer without a single price would be refused for that.
    const answer = { ...feed, items: [...feed.items, { id: 'Y', price: 1 }] };
    expect(parseFeed(answer, { now }).issues.filter(({ action }) => action !== 'kept')).toEqual([]);
  });

  test('accepts unknown fields, so that a newer feed passes an older check', () => {
    expect(isFeed({ ...feedOf({ id: 'X', price: 1, volume: 7 }), colour: 'red' })).toBe(true);
  });

  test('every field that it allows is parsed without an issue', () => {
    const item = {
      id: 'JPY/KRW',
      name: { ko: '엔/원', en: 'JPY/KRW' },
      kind: 'fx',
      price: 902.5,
      change: -2.5,
      changePercent: -0.28,
      previousClose: 905,
      direction: 'down',
      limit: 'lower',
      decimals: 2,
      base: 'JPY',
      quote: 'KRW',
      per: 100,
      unit: 'KRW',
      asOf: '2025-06-09T15:30:00.123+09:00',
      state: 'closed',
      delay: 20,
      source: { name: 'Hana', url: 'https://example.com/' },
      url: '/markets/jpy',
      icon: 'https://example.com/jpy.png',
      trend: [905, 903, 902.5],
    };
    const envelope = { ...seed, delay: 'eod', notice: 'For information only.', items: [item] };
    expect(isFeed(envelope), ajv.errorsText(isFeed.errors)).toBe(true);
    expect(Object.keys(schema.$defs.item.properties)).toEqual(Object.keys(item));
    expect(Object.keys(envelope).sort()).toEqual(Object.keys(schema.properties).sort());
    const { quotes, issues, ...feed } = parseFeed(envelope, { now });
    expect(issues).toEqual([]);
    expect(quotes).toEqual([{ ...item, asOf: Date.parse(item.asOf) }]);
    expect(feed).toEqual({
      generatedAt: Date.parse(seed.generatedAt),
      ttl: 10,
      delay: 'eod',
      state: 'closed',
      source: seed.source,
      notice: envelope.notice,
    });
  });

  test('a removed item in a whole feed is left out, without an issue', () => {
    const feed = feedOf({ id: 'X', price: 1 }, { id: 'Y', removed: true });
    expect(isFeed(feed)).toBe(true);
    const { quotes, issues } = parseFeed(feed, { now });
    expect(quotes.map(({ id }) => id)).toEqual(['X']);
    expect(issues).toEqual([]);
  });

  test('the generated types and the tables of the chapters are up to date (update them by npm run schema)', async () => {
    for (const [name, text] of Object.entries(await generateSchemaDocs()))
      expect(readFileSync(name, 'utf8')).toBe(text);
  });

  test('the chapter calls each type what a publisher would', () => {
    const chapter = readFileSync('docs/feed.md', 'utf8');
    for (const row of [
      '| `generatedAt` | ISO 8601 with offset, or a date |',
      '| `notice` | text, at most 200 characters |',
      '| `id` **required** | text, at most 64 characters |',
      '| `name` | text, at most 80 characters · texts by language |',
      '| `price` **required** | number or null |',
      '| `previousClose` | number above 0 or null |',
      '| `base` | 3–5 capitals |',
      '| `asOf` | ISO 8601 with offset, or a date |',
      '| `url` | URL |',
      '| `trend` | array, at most 64 |',
    ])
      expect(chapter).toContain(row);
  });

  test('a quote has the fields of an item', () => {
    expectTypeOf<keyof Quote>().toEqualTypeOf<keyof MarketFeedItem>();
  });
});
