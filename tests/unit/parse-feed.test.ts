import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed.js';
import { seed } from '../fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const one = (item: Record<string, unknown>) => {
  const feed = parseFeed([{ id: 'X', kind: 'index', ...item }], { now });
  return { quote: feed.quotes[0], rules: feed.issues.map(({ rule }) => rule) };
};

describe('the seed feed', () => {
  const feed = parseFeed(seed, { now });

  test('keeps the publisher’s numbers as they are given', () => {
    const numbers = feed.quotes.map(({ id, price, change, changePercent, direction }) => [
      id,
      price,
      change,
      changePercent,
      direction,
    ]);
    expect(numbers).toEqual([
      ['KOSPI', 2855.77, 43.72, 1.55, 'up'],
      ['KOSDAQ', 764.21, 7.98, 1.06, 'up'],
      ['KOSPI200', 382.99, 6.45, 1.72, 'up'],
      ['USD/KRW', 1359, -14, -1.03, 'down'],
    ]);
  });

  test('reports that the USD/KRW change borrowed its sign from the percent, and nothing else', () => {
    expect(feed.issues).toEqual([{ path: 'items[3].change', value: 14, rule: 'sign-borrowed', action: 'mended' }]);
  });

  test('derives the previous close that the numbers imply', () => {
    expect(feed.quotes.map(({ previousClose }) => previousClose)).toEqual([2812.05, 756.23, 376.54, 1373]);
  });

  test('reads envelope, delay, state and time', () => {
    expect(feed).toMatchObject({ ttl: 10, delay: 20, state: 'closed' });
    expect(feed.generatedAt).toBe(Date.parse('2025-06-09T06:32:05Z'));
    expect(feed.quotes[0]).toMatchObject({ asOf: Date.parse('2025-06-09T06:30:00Z'), state: 'closed', delay: 20 });
  });
});

describe('the direction is decided once, from the best evidence', () => {
  test.each<[string, Record<string, unknown>, number | null, number | null, string | null]>([
    [
      'a word for an unsigned change',
      { price: '1,381.40', change: '12.30', changePercent: 0.88, direction: 'down' },
      -12.3,
      -0.88,
      'down',
    ],
    [
      'a word beside a signed change is not applied twice',
      { price: 6788.88, change: '-123.49', changePercent: '-1.79', direction: 'down' },
      -123.49,
      -1.79,
      'down',
    ],
    ['a minus wins over a missing sign', { price: 100, change: -1, changePercent: 0.99 }, -1, -0.99, 'down'],
    ['+0.00 beside a fall', { price: 1604.1, change: '-0.02', changePercent: '+0.00' }, -0.02, 0, 'down'],
    ['a small rise beside 0.00', { price: '1604.10', change: '0.02', changePercent: '0.00' }, 0.02, 0, 'up'],
    [
      'two signs that fight, with a previous close',
      { price: 101, change: '+1', changePercent: '-1', previousClose: 100 },
      1,
      1,
      'up',
    ],
    ['two signs that fight, without', { price: 101, change: '+1', changePercent: '-1' }, null, null, null],
    ['a word that fights with a minus, without', { price: 99, change: -1, direction: 'up' }, null, null, null],
    ['nothing moved', { price: 8.46, change: 0, changePercent: 0, previousClose: 0 }, 0, 0, 'flat'],
    ['an old code beside no move', { price: 100, change: 0, changePercent: 0, direction: 'down' }, 0, 0, 'flat'],
    [
      '"flat" beside an unsigned move: who knows',
      { price: 100, change: 2, changePercent: 2, direction: 'flat' },
      null,
      null,
      null,
    ],
    ['only a previous close', { price: 2855.77, previousClose: 2812.05 }, 43.72, 1.55473765, 'up'],
    ['only a percent', { price: 101, changePercent: 1 }, 1, 1, 'up'],
    ['only a change', { price: 101, change: -1 }, -1, -0.98039216, 'down'],
    ['nothing but a price', { price: 408.43 }, null, null, null],
  ])('%s', (_, item, change, changePercent, direction) => {
    const { quote } = one(item);
    expect(quote).toMatchObject({ change, changePercent, direction });
  });
});

describe('numbers that contradict each other', () => {
  test('three that all disagree: the price stays, the move is a dash', () => {
    const { quote, rules } = one({ price: 3822.39, change: -50.01, changePercent: -1.45, previousClose: 3812.19 });
    expect(quote).toMatchObject({ price: 3822.39, change: null, changePercent: null, direction: null });
    expect(rules).toEqual(['contradiction']);
  });
});

describe('what is missing is missing', () => {
  test.each<unknown>(['', null, [], true, '-', 'NA', '1.359,00', '87억', Number.NaN, 0])(
    'the price %j is no value',
    (price) => {
      const { quote } = one({ price, change: 1, changePercent: 1 });
      expect(quote).toMatchObject({ price: null, change: null, changePercent: null, direction: null });
    },
  );

  test('an index cannot be negative', () => {
    const { quote, rules } = one({ price: '-2653.81' });
    expect(quote).toBeUndefined();
    expect(rules).toEqual(['negative-price', 'no-items']);
  });

  test('oil could, once', () => {
    const { quote, rules } = one({ kind: 'commodity', price: -37.63 });
    expect(quote!.price).toBe(-37.63);
    expect(rules).toEqual([]);
  });
});

describe('a feed that is none is refused whole', () => {
  test.each<[string, unknown, string]>([
    ['an unknown version', { version: 2, items: seed.items }, 'unknown-version'],
    ['a string', 'Too Many Requests', 'no-items'],
    ['null', null, 'no-items'],
    ['an error body with status 200', { Note: 'Thank you for using our API' }, 'no-items'],
    ['no items', { version: 1, items: [] }, 'no-items'],
    ['only rubbish', ['garbage', 42, null], 'no-items'],
  ])('%s', (_, payload, rule) => {
    const feed = parseFeed(payload, { now });
    expect(feed.quotes).toEqual([]);
    expect(feed.issues.find(({ action }) => action === 'refused')?.rule).toBe(rule);
  });
});

describe('one bad row among good ones', () => {
  test('the good ones are shown, the bad one is reported with its index', () => {
    const feed = parseFeed([seed.items[0], null, { price: 1 }, seed.items[0], seed.items[1]], { now });
    expect(feed.quotes.map(({ id }) => id)).toEqual(['KOSPI', 'KOSDAQ']);
    expect(feed.issues.map(({ path, rule, action }) => `${path} ${rule} ${action}`)).toEqual([
      'items[1].id no-id skipped',
      'items[2].id no-id skipped',
      'items[3].id duplicate-id skipped',
    ]);
  });

  test('501 items: the first 500, and a word about the rest', () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ id: `I${index}`, price: 1 }));
    const feed = parseFeed(many, { now });
    expect(feed.quotes).toHaveLength(500);
    expect(feed.issues).toMatchObject([{ path: 'items', rule: 'too-many-items', action: 'skipped' }]);
  });
});

describe('what is not a number', () => {
  test('a __proto__ key stays a key', () => {
    const payload: unknown = JSON.parse(
      '[{"id":"__proto__","price":1,"name":{"__proto__":"x","en":"Y"},"__proto__":{"polluted":1}}]',
    );
    const { quotes } = parseFeed(payload, { now });
    expect(quotes[0]).toMatchObject({ id: '__proto__', name: { en: 'Y' } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('a time from the future is now', () => {
    expect(one({ price: 1, asOf: '2025-06-09T17:00:00+09:00' }).quote!.asOf).toBe(now);
  });

  test('decimals come from the kind, the item’s own win', () => {
    const decimals = (item: Record<string, unknown>) => one({ price: 1, ...item }).quote!.decimals;
    expect(decimals({ kind: 'index' })).toBe(2);
    expect(decimals({ id: 'USD/KRW', kind: 'fx' })).toBe(2);
    expect(decimals({ id: 'EUR/USD', kind: undefined })).toBe(4);
    expect(decimals({ id: 'USD/JPY', kind: 'fx' })).toBe(2);
    expect(decimals({ kind: 'rate' })).toBe(3);
    expect(decimals({ kind: 'rate', decimals: 1 })).toBe(1);
    expect(decimals({ kind: 'index', decimals: 99 })).toBe(2);
  });

  test('what is not what it should be is dropped and reported, with its path and value', () => {
    const { quotes, issues } = parseFeed([{ id: 'X', price: 1, kind: 'stonk', quote: 'won', state: 'asleep' }], {
      now,
    });
    expect(quotes[0]).toMatchObject({ kind: 'other', quote: null, state: null });
    expect(issues).toEqual([
      { path: 'items[0].kind', value: 'stonk', rule: 'unreadable', action: 'dropped' },
      { path: 'items[0].quote', value: 'won', rule: 'unreadable', action: 'dropped' },
      { path: 'items[0].state', value: 'asleep', rule: 'unreadable', action: 'dropped' },
    ]);
  });
});

describe('whatever comes', () => {
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom('1,192.8', '−1.03%', '+0.00', '-', '', '.5', '-0.00'),
  );
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom({ toString: 1 }, ['2025-06-09'], 1e300, 1.7e18, '__proto__'));
  const value = fc.oneof({ weight: 3, arbitrary: number }, odd);
  const fields = ['id', 'name', 'kind', 'price', 'change', 'changePercent', 'previousClose', 'direction', 'decimals'];
  const item = fc.record(
    Object.fromEntries([...fields, 'quote', 'asOf', 'state', 'delay'].map((name) => [name, value])),
    { requiredKeys: [] },
  );
  const row = item.chain((fields) => fc.constant({ id: 'X', kind: 'index', price: 100, ...fields }));
  const feeds = fc.record(
    { version: odd, generatedAt: value, ttl: value, items: fc.array(fc.oneof(row, odd), { maxLength: 4 }) },
    { requiredKeys: [] },
  );

  test('nothing throws, no number is NaN, and no arrow contradicts its signs', () => {
    fc.assert(
      fc.property(fc.oneof(feeds, fc.jsonValue()), (payload) => {
        const feed = parseFeed(payload, { now });
        for (const { price, change, changePercent, previousClose, direction, asOf } of feed.quotes) {
          for (const one of [price, change, changePercent, previousClose, asOf])
            expect(one === null || Number.isFinite(one)).toBe(true);
          const signs = [change, changePercent].filter((one) => one !== null).map(Math.sign);
          if (direction === 'up') expect(signs).not.toContain(-1);
          if (direction === 'down') expect(signs).not.toContain(1);
          if (direction === 'flat') expect(signs.filter(Boolean)).toEqual([]);
          if (direction === null) expect(signs).toEqual([]);
        }
        expect((feed.generatedAt ?? 0) <= now).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each<[string, Record<string, unknown>, number | null, number | null, string | null]>([
    [
      '"flat" beside a move, with the same close',
      { price: 100, change: 2, changePercent: 2, direction: 'flat', previousClose: 100 },
      null,
      null,
      null,
    ],
    ['a fall of more than everything', { price: 100, changePercent: -150 }, null, null, null],
    ['a rise from below zero', { price: 100, change: 150 }, null, null, null],
    ['a rate below zero', { kind: 'rate', price: -0.25, change: 0.05, changePercent: 16.67 }, 0.05, 16.67, 'up'],
    ['a previous close below zero', { price: 100, previousClose: -100 }, null, null, null],
    [
      'divided by today’s price, as the mission’s own row',
      { price: 1359, change: -14, changePercent: -1.03 },
      -14,
      -1.03,
      'down',
    ],
    ['a change that the percent contradicts', { price: 100, change: 5, changePercent: 1 }, null, null, null],
  ])('%s', (_, item, change, changePercent, direction) => {
    expect(one(item).quote).toMatchObject({ change, changePercent, direction });
  });
});
