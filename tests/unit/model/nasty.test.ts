import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/paths.js';
import '../../../src/adapters/rates.js';
import '../../../src/adapters/yahoo.js';
import { NO_ANSWERS, ROWS, UNITS, DIRECTIONS, type NastyRow } from '../../support/fixtures/nasty.js';
import { companion, parse } from '../../support/fixtures/parse-helpers.js';

function table(name: string, rows: readonly NastyRow[]): void {
  describe(name, () => {
    test.each(rows)('%s', (_, payload, options, quotes, rules = []) => {
      const feed = parse(payload, typeof options === 'string' ? { adapter: options } : options);
      expect(feed.rules).toEqual(rules);
      expect(feed.quotes).toMatchObject(quotes);
    });
  });
}

table('which direction', DIRECTIONS);
table('which unit', UNITS);
table('which row', ROWS);
table('which answer is no feed', NO_ANSWERS);

// tests/browser/element/feed.test.ts tests what the element does with such a body.
describe('which body is not JSON', () => {
  test.each([
    ['18 a page', '<html><title>Access Denied</title></html>'],
    ['18 a sentence', 'Too Many Requests'],
    ['18 nothing', ''],
    ['18 a body that was cut off', '{"pollingInterval":60000,"datas":[{"itemCode":"KOS'],
    ['19 NaN, as Python writes it', '[{"id":"X","price":NaN}]'],
    ['19 Infinity, as Python writes it', '[{"id":"X","price":1,"change":-Infinity}]'],
  ])('%s', (_, body) => {
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
  });
});

describe('which text is a number', () => {
  test.each<[unknown, number]>([
    ['1,192.8', 1192.8],
    ['$266.29', 266.29],
    ['１３５９', 1359],
  ])('21 the price %j', (price, value) => {
    expect(parse([{ id: 'X', price }])).toMatchObject({ quotes: [{ price: value }], rules: [] });
  });

  test.each<[string, number, string]>([
    ['(+28.83%)', 28.83, 'up'],
    ['−1.03 %', -1.03, 'down'],
  ])('21 the percent %j', (changePercent, value, direction) => {
    const feed = parse([{ id: 'X', price: 1359, changePercent }]);
    expect(feed).toMatchObject({ quotes: [{ changePercent: value, direction }], rules: [] });
  });

  test.each<[unknown]>([[''], [[]], [true], ['-'], ['1.359,00'], ['87억']])('22 the price %j is a dash', (price) => {
    const feed = parse([{ id: 'X', price }, companion]);
    expect(feed).toMatchObject({ quotes: [{ price: null }, companion], rules: ['items[0].price no-price dropped'] });
  });

  test('22 the price null is a dash, without an issue', () => {
    expect(parse([{ id: 'X', price: null }, companion])).toMatchObject({
      quotes: [{ price: null }, companion],
      rules: [],
    });
  });
});

describe('which time', () => {
  const later = Date.parse('2026-12-31T00:00:00Z');
  const time = (asOf: unknown, zone?: string) => {
    const paths = { id: '=X', price: '=1', asOf: 'asOf', zone };
    const { quotes, rules } = parse({ asOf }, { adapter: 'paths', paths, now: later });
    return { asOf: quotes[0]!.asOf, rules };
  };

  test.each<[unknown, string | undefined, string]>([
    [20260829011551, '+09:00', '2026-08-28T16:15:51Z'],
    ['2026-07-02T05:04:00.000+0100', undefined, '2026-07-02T04:04:00Z'],
    ['2026-08-28T15:30:00.123456+09:00', undefined, '2026-08-28T06:30:00.123Z'],
    ['2026-10-02', undefined, '2026-10-02T00:00:00Z'],
    ['1787897730123456789', undefined, '2026-08-28T06:15:30.123Z'],
  ])('24 %j with the zone %s is %s', (raw, zone, expected) => {
    expect(time(raw, zone)).toEqual({ asOf: Date.parse(expected), rules: [] });
  });

  test.each<unknown>([20260829011551, 'DATA AS OF Nov 19, 2026 10:33 AM ET', 31000000, 'NA'])(
    '24 %j is unknown, and reported',
    (raw) => {
      expect(time(raw)).toEqual({ asOf: null, rules: ['asOf unreadable dropped'] });
    },
  );

  test('24 the time of the announced round wins over the business day', () => {
    const row = { marketIndexCode: 'FX_USDKRW', saleBaseRate: '1402.50', date: '2026-08-27' };
    const { quotes } = parse(
      { items: [{ ...row, announcedAt: '2026-08-28T20:00:00' }] },
      { adapter: 'naver', now: later },
    );
    expect(quotes[0]!.asOf).toBe(Date.parse('2026-08-28T11:00:00Z'));
  });
});

describe('which name', () => {
  test.each<[string, unknown, string, string[]]>([
    ['decoded with the wrong charset', '\uFFFD\uFFFD\uFFFD', 'X', ['name unreadable dropped']],
    ['cut inside its quotes', 'TD … e\\",', 'TD … e\\",', []],
    ['with spaces around it', 'KOSPI   ', 'KOSPI', []],
    ['with markup', '<b>KOSPI</b>', '<b>KOSPI</b>', []],
    ['escaped once', 'S&amp;P 500', 'S&P 500', ['name text-mended mended']],
    ['of 300 characters', 'x'.repeat(300), 'x'.repeat(80), ['name text-mended mended']],
    ['that is missing', undefined, 'X', []],
  ])('25 a name %s', (_, name, expected, rules) => {
    const feed = parse([{ id: 'X', price: 1, name }]);
    expect(feed.quotes[0]!.name).toBe(expected);
    expect(feed.rules).toEqual(rules.map((rule) => `items[0].${rule}`));
  });
});

describe('how much', () => {
  test('29 of 10,000 items 500 are shown, and the rest is reported', () => {
    const feed = parse(Array.from({ length: 10_000 }, (_, index) => ({ id: `I${index}`, price: 1 })));
    expect(feed.quotes).toHaveLength(500);
    expect(feed.rules).toEqual(['items too-many-items skipped']);
  });

  test('29 a row of brackets is no feed', () => {
    const feed = parse(JSON.parse('['.repeat(5000) + ']'.repeat(5000)));
    expect(feed.quotes).toEqual([]);
    expect(feed.rules).toEqual(['items[0].id no-id skipped', 'items no-items refused']);
  });
});

test.todo('28 a stream with named events, heartbeats, split data, repeated events and a bad retry');
