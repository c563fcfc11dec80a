import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { refine, textOf } from './pick.js';

/**
 * A table of several days with the newest row of each series alone.
 *
 * @param keyOf what is one series
 * @param more further fields of such a row, given the price of the day before it
 */
export function newestRows(
  feed: RawFeed,
  keyOf: (fields: RawItem['fields']) => string,
  more: (fields: RawItem['fields'], before: unknown) => RawItem['fields'] = () => ({}),
): RawFeed {
  const days = new Map<string, Map<string, unknown>>();
  for (const { fields } of feed.items) {
    const own = days.get(keyOf(fields)) ?? new Map<string, unknown>();
    days.set(keyOf(fields), own.set(textOf(fields.asOf), fields.price));
  }
  const ends = new Map(
    [...days].map(([key, prices]) => {
      const [last, before] = [...prices.keys()].sort().reverse();
      return [key, { last, close: before === undefined ? undefined : prices.get(before) }];
    }),
  );
  return refine(feed, undefined, (fields) => {
    const { last, close } = ends.get(keyOf(fields))!;
    return last === textOf(fields.asOf) ? more(fields, close) : 'older-row';
  });
}
