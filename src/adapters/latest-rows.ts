import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { isMissing, refine, textOf } from './apply-mapping.js';

/** Weekends and holidays in a row leave out fewer days than a table by weeks does. */
const LONGEST_PAUSE = 6;

/**
 * A table of several days with the newest row of each series alone: the newest that has a price, where one has.
 *
 * @param keyOf what is one series
 * @param more further fields of such a row, given the price of the day before it; undefined where the table does not have it
 */
export function latestRows(
  feed: RawFeed,
  keyOf: (fields: RawItem['fields']) => string,
  more: (fields: RawItem['fields'], before: unknown) => RawItem['fields'],
): RawFeed {
  const series = new Map<string, Map<string, unknown>>();
  for (const { fields } of feed.items) {
    const prices = series.get(keyOf(fields)) ?? new Map<string, unknown>();
    series.set(keyOf(fields), prices.set(textOf(fields.asOf), fields.price));
  }
  const ends = new Map([...series].map(([key, prices]) => [key, endOf(prices)]));
  return refine(feed, undefined, (fields) => {
    const { day, before } = ends.get(keyOf(fields))!;
    return day === textOf(fields.asOf) ? more(fields, before) : 'older-row';
  });
}

/** The newest day of a series, given its prices by day, and the price of the day before. */
function endOf(prices: ReadonlyMap<string, unknown>): { day: string | undefined; before: unknown } {
  const days = [...prices.keys()].sort().reverse();
  const newest = days.findIndex((day) => !isMissing(prices.get(day)));
  const [day, before] = days.slice(Math.max(newest, 0));
  const close = before !== undefined && isDayBefore(before, day!) ? prices.get(before) : undefined;
  return { day, before: isMissing(close) ? undefined : close };
}

const isDayBefore = (before: string, day: string): boolean =>
  (dayOf(day) - dayOf(before)) / 86_400_000 <= LONGEST_PAUSE;

/** `20260312`, `2026-03-12`, `2026/03/12`; not a number for months, and for moments within a day. */
function dayOf(text: string): number {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}`);
}
