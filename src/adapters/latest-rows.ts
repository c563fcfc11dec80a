import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { isMissing, textOf } from './json-values.js';
import { refineItems } from './refine-items.js';

/**
 * The maximum difference in days between the dates of two consecutive trading days. The limit is less than a week, so
 * that weekly and monthly rows do not count as consecutive trading days. Therefore, no previous close is derived after
 * holidays that cause a longer gap.
 */
const MAX_DAYS_APART = 6;

const MS_PER_DAY = 86_400_000;

/**
 * Keeps one row of each series if a payload contains rows of several days. A series consists of all rows of one index,
 * for example, or of one exchange rate. The kept row is the newest row with a price, or the newest row of all if no row
 * has a price. All other rows are skipped with the issue `older-row`.
 *
 * @param keyOf returns the key of the series that a row of the payload belongs to
 * @param describe returns the fields to add to the kept row or to replace in it; `priceBefore` is the price of the
 *   previous trading day, or undefined if the payload does not contain this price
 */
export function keepLatestRows(
  feed: RawFeed,
  keyOf: (fields: RawItem['fields']) => string,
  describe: (fields: RawItem['fields'], priceBefore: unknown) => RawItem['fields'],
): RawFeed {
  const pricesBySeries = new Map<string, Map<string, unknown>>();
  for (const { fields } of feed.items) {
    const prices = pricesBySeries.get(keyOf(fields)) ?? new Map<string, unknown>();
    pricesBySeries.set(keyOf(fields), prices.set(textOf(fields.asOf), fields.price));
  }
  const latestBySeries = new Map([...pricesBySeries].map(([key, prices]) => [key, latestOf(prices)]));
  return refineItems(feed, undefined, (fields) => {
    const latest = latestBySeries.get(keyOf(fields));
    return latest?.day === textOf(fields.asOf) ? describe(fields, latest.priceBefore) : 'older-row';
  });
}

/**
 * Returns the day of the row to keep in a series, and the price of the trading day before it.
 *
 * @param prices the prices of one series by day
 */
function latestOf(prices: ReadonlyMap<string, unknown>): { day: string | undefined; priceBefore: unknown } {
  const days = [...prices.keys()].sort().reverse();
  const newest = days.findIndex((day) => !isMissing(prices.get(day)));
  const [day, dayBefore] = days.slice(Math.max(newest, 0));
  if (day === undefined || dayBefore === undefined || !isDayBefore(dayBefore, day))
    return { day, priceBefore: undefined };
  const price = prices.get(dayBefore);
  return { day, priceBefore: isMissing(price) ? undefined : price };
}

const isDayBefore = (before: string, day: string): boolean =>
  (parseDay(day) - parseDay(before)) / MS_PER_DAY <= MAX_DAYS_APART;

/**
 * Parses a date such as `20260312`, `2026-03-12`, `2026/03/12` or `2026.03.12` to epoch ms. Returns NaN for any other
 * text, such as a month or a date with a time of day.
 */
function parseDay(text: string): number {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}`);
}
