import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFeed, type Feed } from '../../../src/feed.js';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { companion, formatIssue, now } from '../../support/fixtures/parse-helpers.js';

/** The rows of the table in docs/reading.md: each field with its issue. */
const documented = [
  ...readFileSync('docs/reading.md', 'utf8').matchAll(/^\| `([\w[\].]+)`\s*\|[^|]*\| `([\w-]+)` (\w+)\s*\|$/gm),
].map(([, field, rule, action]) => ({ field: field!, issue: `${rule} ${action}` }));

/** Values that can't be parsed in any field. */
const UNREADABLE: unknown[] = [{ '?': 1 }, [['?']], true, '?\u0000'];
/** Any text is a name, an id, a unit or a notice, and many are an address. */
const isTextual = (field: string): boolean => /name|id|unit|notice|url|icon/.test(field);

const good = {
  ...{ id: 'USD/KRW', name: 'Dollar', kind: 'fx', price: '1359', change: '14.00', changePercent: '1.03', decimals: 3 },
  ...{ previousClose: '1345', direction: 'up', limit: 'upper', base: 'EUR', quote: 'JPY', per: 100, unit: 'KRW' },
  ...{
    asOf: '2025-06-09',
    state: 'closed',
    delay: 15,
    source: { name: 'Own' },
    url: '/usd',
    icon: '/usd.svg',
    trend: [1, 2],
  },
};
const envelope = {
  ...{ version: 1, generatedAt: '2025-06-09', ttl: 10, delay: 20, state: 'open', source: { name: 'KRX' } },
  notice: 'Notice.',
};
// The fields to leave out, because they would give the same information as the tested field.
const redundant: Readonly<Record<string, readonly string[]>> = {
  change: ['direction', 'limit', 'previousClose'],
  changePercent: ['direction', 'limit', 'previousClose'],
  direction: ['limit', 'previousClose'],
};

function read(field: string, value: unknown): Feed {
  const name = field.replace('items[].', '');
  const item: Record<string, unknown> = { ...good };
  for (const other of redundant[name] ?? []) delete item[other];
  if (field === 'items') return parseFeed({ ...envelope, items: value }, { now });
  if (!field.startsWith('items[].'))
    return parseFeed({ ...envelope, [name]: value, items: [item, companion] }, { now });
  return parseFeed({ ...envelope, items: [{ ...item, [name]: value }, companion] }, { now });
}

/** What is parsed when a field can't be, as the table in the docs says. */
const OUTCOMES: Readonly<Record<string, object | null>> = {
  'items[].id': null,
  'items[].name': { name: 'USD/KRW' },
  'items[].kind': { kind: 'fx' },
  'items[].price': { price: null, change: null, changePercent: null, direction: null },
  'items[].change': { change: null, changePercent: null, direction: null },
  'items[].changePercent': { change: null, changePercent: null, direction: null },
  'items[].previousClose': { change: 14, previousClose: 1345 },
  'items[].direction': { price: 1359, change: null, changePercent: null, direction: null },
  'items[].limit': { limit: null, direction: 'up' },
  'items[].decimals': { decimals: 2 },
  'items[].base': { base: 'USD' },
  'items[].quote': { quote: 'KRW' },
  'items[].per': null,
  'items[].unit': { unit: null },
  'items[].asOf': { asOf: null },
  'items[].state': { state: 'unknown' },
  'items[].delay': { delay: null },
  'items[].source': { source: null },
  'items[].url': { url: null },
  'items[].icon': { icon: null },
  'items[].trend': { trend: [] },
  generatedAt: { generatedAt: null },
  ttl: { ttl: null },
  delay: { delay: null },
  state: { state: 'unknown' },
  source: { source: null },
  notice: { notice: null },
  version: null,
  items: null,
};

describe('a field that is there and can’t be parsed', () => {
  test('has a row in the docs, and an outcome here, for each field of the schema', () => {
    const items = Object.keys(schema.$defs.item.properties).map((name) => `items[].${name}`);
    const fields = [...items, ...Object.keys(schema.properties)].sort();
    expect(documented.map(({ field }) => field).sort()).toEqual(fields);
    expect(Object.keys(OUTCOMES).sort()).toEqual(fields);
  });

  test.each(documented)('$field: $issue', ({ field, issue }) => {
    const name = field.replace('items[].', '');
    const isReadable = (value: unknown): boolean =>
      (typeof value === 'string' && isTextual(field)) || (Array.isArray(value) && field === 'items');
    for (const value of UNREADABLE.filter((value) => !isReadable(value))) {
      const feed = read(field, value);
      const [path] = field.startsWith('items[].') ? [`items[0].${name}`] : [field === 'items' ? '' : field];
      expect(feed.issues.map(formatIssue)).toContain(`${path} ${issue}`.trim());
      expect(feed.issues.find((found) => found.path === path)?.value).toEqual(
        field === 'items' ? expect.anything() : value,
      );
      const quote = feed.quotes.find(({ id }) => id === 'USD/KRW') ?? null;
      const outcome = OUTCOMES[field];
      if (field.startsWith('items[].')) {
        if (outcome) expect(quote).toMatchObject(outcome);
        else expect(quote).toBe(null);
        // The rest of the feed is shown in every case.
        expect(feed.quotes.some(({ id }) => id === companion.id)).toBe(true);
      } else if (outcome) expect(feed).toMatchObject({ ...outcome, quotes: [{ id: 'USD/KRW' }, companion] });
      else expect(feed.quotes).toEqual([]);
    }
  });

  test.each(documented.filter(({ field }) => field.startsWith('items[].')))(
    '$field prints nothing odd',
    ({ field }) => {
      for (const value of UNREADABLE) {
        for (const quote of read(field, value).quotes) {
          const printed = JSON.stringify(itemView(quote, 'en', messagesFor('en')));
          expect(printed).not.toMatch(/NaN|Infinity|undefined|\[object/);
        }
      }
    },
  );
});

describe('in an update, a field that can’t be parsed', () => {
  const known = new Map(parseFeed({ ...envelope, items: [good] }, { now }).quotes.map((quote) => [quote.id, quote]));
  const update = (fields: object) => parseFeed([{ id: 'USD/KRW', ...fields }], { now, known }).quotes[0];

  test.each<[string, object, object | undefined]>([
    ['does not keep its old value: the state', { state: '?' }, { state: 'unknown', price: 1359 }],
    ['nor does the delay', { delay: '?' }, { delay: null }],
    ['nor does the source', { source: '?' }, { source: null }],
    ['nor does the unit', { unit: 42 }, { unit: null }],
    ['nor does the picture', { icon: 'javascript:x' }, { icon: null }],
    ['nor does the link', { url: 'javascript:x' }, { url: null }],
    ['nor does the trend', { trend: '?' }, { trend: [] }],
    ['nor does the kind, if the item is no pair', { kind: '?', base: 'ABC' }, { kind: 'other' }],
    ['nor does the currency, which comes from the id', { base: 42 }, { base: 'USD' }],
    [
      'nor does the previous close',
      { price: 1360, previousClose: '?' },
      { price: 1360, change: null, direction: null },
    ],
    ['leaves the item as it was where the amount is unknown', { price: 13.6, per: '?' }, undefined],
    ['keeps a name', { name: 42 }, { name: 'Dollar' }],
    ['keeps the decimals', { decimals: 'two' }, { decimals: 3 }],
    ['keeps the time of an unchanged price', { asOf: '?' }, { asOf: Date.parse('2025-06-09') }],
    ['does not keep the time for a new price', { price: 1360, asOf: '?' }, { asOf: null }],
  ])('%s', (_, fields, expected) => {
    if (expected) expect(update(fields)).toMatchObject(expected);
    else expect(update(fields)).toBeUndefined();
  });

  test.each(['delay', 'source', 'notice', 'ttl'])('%s of the feed itself becomes unknown', (name) => {
    expect(parseFeed({ [name]: [], items: [] }, { now, known }).removedFields).toEqual([name]);
  });
});
