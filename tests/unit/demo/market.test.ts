import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillPage } from '../../../demo/server/page-parts.js';
import { envelope, marketAtInstant, SEED_CLOCK, type MarketItem } from '../../../src/feed-tool/simulate/market.js';
import { parseFeed } from '../../../src/feed.js';

const seoul = (local: string): number => Date.parse(`${local}+09:00`);
const item = (local: string, id: string): MarketItem => {
  const found = envelope({ now: seoul(local) }).items.find((row) => row.id === id);
  if (!found) throw new Error(`no ${id} in the feed`);
  return found;
};

const figuresOf = ({ id, price, change, changePercent }: MarketItem) => [id, price, change, changePercent];
const seedFigures = [
  ['KOSPI', 6788.88, -123.49, -1.79],
  ['KOSDAQ', 838.41, 0.76, 0.09],
  ['KOSPI200', 1065.7, -22.91, -2.1],
  ['USD/KRW', 1451.3, 8.5, 0.59],
];

describe('the seed prices', () => {
  test.each(['krx', 'open'] as const)('are those of the market at the seed’s instant (%s)', (session) => {
    expect(envelope({ now: SEED_CLOCK, session }).items.map(figuresOf)).toEqual(seedFigures);
  });

  test('are the closes of the indices, while the won still trades', () => {
    const feed = envelope({ now: SEED_CLOCK });
    expect(feed.state).toBe('closed');
    expect(feed.items.map(({ state, asOf }) => `${state} ${asOf}`)).toEqual([
      ...Array(3).fill('closed 2026-08-28T15:30:00+09:00'),
      'open 2026-08-28T15:32:03+09:00',
    ]);
  });

  test('are the same with another seed', () => {
    expect(envelope({ now: SEED_CLOCK, seed: 'another' }).items.map(figuresOf)).toEqual(seedFigures);
  });

  test('follow the previous closes, which for the won is the price at 15:30', () => {
    expect(item('2026-08-27T15:30:00', 'KOSPI').price).toBe(6912.37);
    expect(item('2026-08-27T15:30:00', 'USD/KRW').price).toBe(1442.8);
  });

  test('are parsed by the package without an issue', () => {
    expect(parseFeed(envelope({ now: SEED_CLOCK }), { now: SEED_CLOCK }).issues).toEqual([]);
  });
});

describe('trading hours', () => {
  test.each([
    ['2025-06-09T08:29:59', 'closed', '2025-06-05T15:30:00+09:00'], // Monday after a holiday on Friday
    ['2025-06-09T08:30:00', 'pre', '2025-06-05T15:30:00+09:00'],
    ['2025-06-09T08:59:59', 'pre', '2025-06-05T15:30:00+09:00'],
    ['2025-06-09T09:00:00', 'open', '2025-06-09T09:00:00+09:00'],
    ['2025-06-09T15:19:59', 'open', '2025-06-09T15:19:50+09:00'],
    ['2025-06-09T15:20:00', 'auction', '2025-06-09T15:20:00+09:00'],
    ['2025-06-09T15:29:59', 'auction', '2025-06-09T15:29:50+09:00'],
    ['2025-06-09T15:30:00', 'closed', '2025-06-09T15:30:00+09:00'],
    ['2025-06-10T00:00:00', 'closed', '2025-06-09T15:30:00+09:00'],
    ['2025-06-14T12:00:00', 'closed', '2025-06-13T15:30:00+09:00'], // Saturday
    ['2025-06-15T08:45:00', 'closed', '2025-06-13T15:30:00+09:00'], // Sunday, before nine
    ['2025-05-01T10:00:00', 'closed', '2025-04-30T15:30:00+09:00'], // Labour Day
    ['2026-02-17T10:00:00', 'closed', '2026-02-13T15:30:00+09:00'], // Seollal
    ['2026-01-01T10:00:00', 'closed', '2025-12-30T15:30:00+09:00'], // the last day of the year is a holiday, too
  ])('KRX at %s is %s as of %s', (now, state, asOf) => {
    expect(item(now, 'KOSPI')).toMatchObject({ state, asOf });
  });

  test.each([
    ['2026-08-24T05:59:59', 'closed', '2026-08-22T06:00:00+09:00'], // Monday, before six
    ['2026-08-24T06:00:00', 'open', '2026-08-24T06:00:00+09:00'],
    ['2026-08-24T23:59:59', 'open', '2026-08-24T23:59:57+09:00'],
    ['2026-08-25T00:00:00', 'open', '2026-08-25T00:00:00+09:00'],
    ['2026-08-25T06:00:00', 'open', '2026-08-25T06:00:00+09:00'], // one session follows the other
    ['2026-08-29T05:59:59', 'open', '2026-08-29T05:59:57+09:00'], // Friday's session, on Saturday
    ['2026-08-29T06:00:00', 'closed', '2026-08-29T06:00:00+09:00'],
    ['2026-08-30T12:00:00', 'closed', '2026-08-29T06:00:00+09:00'], // Sunday
    ['2026-09-25T12:00:00', 'open', '2026-09-25T12:00:00+09:00'], // Chuseok, a Friday
  ])('the won at %s is %s as of %s', (now, state, asOf) => {
    expect(item(now, 'USD/KRW')).toMatchObject({ state, asOf });
  });

  test('does not change while the market is closed', () => {
    const [friday, sunday] = ['2025-06-13T16:00:00', '2025-06-15T20:00:00'].map((now) => item(now, 'KOSPI'));
    expect(sunday).toEqual(friday);
  });

  test('knows its next change: the next value, or the next state', () => {
    const next = (now: string) => marketAtInstant({ now: seoul(now) }).nextChange;
    expect(next('2025-06-09T12:00:01')).toBe(seoul('2025-06-09T12:00:03'));
    expect(next('2026-08-29T12:00:00')).toBe(seoul('2026-08-31T06:00:00'));
  });

  test('can simulate an open session at any hour', () => {
    const feed = envelope({ now: seoul('2025-06-15T03:00:07'), session: 'open' });
    expect(feed.items.map(({ state, asOf }) => `${state} ${asOf}`)).toEqual([
      ...Array(3).fill('open 2025-06-15T03:00:00+09:00'),
      'open 2025-06-15T03:00:06+09:00',
    ]);
  });
});

const day = Array.from({ length: 2340 }, (_, i) => seoul('2026-03-18T09:00:00') + i * 10_000);

describe.each(['krx', 'open'] as const)('a day of prices (%s)', (session) => {
  const feeds = day.map((now) => envelope({ now, session }));

  test('is a pure function of the time', () => {
    // Texts are compared many times faster than thousands of objects.
    const texts = (all: object[]): string[] => all.map((feed) => JSON.stringify(feed));
    expect(texts(day.map((now) => envelope({ now, session })))).toEqual(texts(feeds));
  });

  test('has a change and a percentage that follow from the price', () => {
    for (const { price, previousClose, change, changePercent } of feeds.flatMap(({ items }) => items)) {
      expect(change).toBeCloseTo(price - previousClose, 6);
      expect(Math.abs(changePercent - (change / previousClose) * 100)).toBeLessThan(0.005001);
      expect([price, change, changePercent].map((n) => Number(n.toFixed(2)) + 0)).toEqual([
        price,
        change,
        changePercent,
      ]);
    }
  });

  test('changes plausibly: by less than 5% a day and 0.3% a step', () => {
    for (const [i, { items }] of feeds.entries()) {
      for (const [j, { price, changePercent }] of items.entries()) {
        expect(Math.abs(changePercent)).toBeLessThan(5);
        const before = feeds[i - 1]?.items[j]?.price ?? price;
        expect(Math.abs(price / before - 1)).toBeLessThan(0.003);
      }
    }
  });

  test('moves KOSPI and KOSPI200 together', () => {
    const [kospi, kospi200] = [0, 2].map((i) => feeds.map(({ items }) => Math.log(items[i]!.price)));
    expect(correlation(kospi!, kospi200!)).toBeGreaterThan(0.9);
  });
});

test('never moves more than 5% in a day, for two years', () => {
  for (let now = seoul('2026-01-02T15:30:00'); now < seoul('2028-01-02T00:00:00'); now += 86_400_000) {
    for (const { changePercent } of envelope({ now }).items) expect(Math.abs(changePercent)).toBeLessThan(5);
  }
});

test.each([
  ['KOSPI', 10],
  ['USD/KRW', 3],
])('%s changes every %i seconds, and not in between', (id, seconds) => {
  const start = seoul('2026-03-18T11:00:00');
  const prices = Array.from({ length: seconds * 40 }, (_, s) => {
    const { items } = envelope({ now: start + s * 1000 });
    return items.find((row) => row.id === id)!.price;
  });
  const changed = prices.flatMap((price, s) => (s > 0 && price !== prices[s - 1] ? [s] : []));
  expect(changed.filter((s) => s % seconds !== 0)).toEqual([]);
  expect(changed.length).toBeGreaterThan(20);
});

describe.each(['index.html', 'ko.html'])('the front page %s describes this market', (file) => {
  const html = fillPage(readFileSync(new URL(`../../../demo/${file}`, import.meta.url), 'utf8'));
  const times = Array.from({ length: 2341 }, (_, i) => seoul('2026-08-28T09:00:00') + i * 10_000);
  const kospi = times.map((now) => envelope({ now }).items[0]!.price);

  test('in its figures', () => {
    const figures = [kospi[0]!, Math.min(...kospi), Math.max(...kospi), kospi.at(-1)!];
    expect(figures).toEqual([6844.89, 6783.18, 6853.91, 6788.88]);
    for (const price of figures) expect(html).toContain(price.toLocaleString('en', { minimumFractionDigits: 2 }));
  });

  test('in its drawing: 640 wide for the day, 240 high for 6,770 to 6,930', () => {
    const path = /class="line"\s+d="M([^"]+)"/.exec(html)?.[1] ?? '';
    const points = path.split('L').map((point) => point.split(' ').map(Number));
    const expected = kospi.filter((_, i) => i % 30 === 0).map((price, i) => [(i * 640) / 78, (6930 - price) * 1.5]);
    expect(points).toEqual(expected.map(([x, y]) => [expect.closeTo(x!, 1), expect.closeTo(y!, 1)]));
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f: (i: number) => number) => a.reduce((total, _, i) => total + f(i), 0);
  const covariance = sum((i) => (a[i]! - ma) * (b[i]! - mb));
  return covariance / Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2));
}
