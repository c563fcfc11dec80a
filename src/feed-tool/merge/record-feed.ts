import { DAY_MS } from '../../model/parse-time.js';
import type { Feed } from '../../model/quote.js';
import { completeQuote, recordQuote, type ItemRecord, type RecordOptions } from './price-record.js';
import type { CloseTime } from './zoned-days.js';

/** The records of the items of one source, by id. */
export type SourceRecord = ReadonlyMap<string, ItemRecord>;

/** The record of an item without a price for this number of days is removed, for example of an expired future. */
const MAX_AGE = 30 * DAY_MS;

/** Records a new response of a source. A pure function. */
export function recordFeed(
  records: SourceRecord,
  feed: Feed,
  options: Omit<RecordOptions, 'close'> & { readonly closes: ReadonlyMap<string, CloseTime> },
): SourceRecord {
  const next = new Map(records);
  for (const quote of feed.quotes) {
    const record = recordQuote(records.get(quote.id), quote, { ...options, close: options.closes.get(quote.id) });
    if (record) next.set(quote.id, record);
    else next.delete(quote.id);
  }
  for (const [id, { last }] of next) if (last.seen < options.receivedAt - MAX_AGE) next.delete(id);
  return next;
}

/**
 * Returns the last response of a source, completed by its records, and the ids whose previous close is from the
 * records.
 */
export function completeFeed(
  records: SourceRecord,
  feed: Feed,
): { readonly feed: Feed; readonly ownCloses: ReadonlySet<string> } {
  const ownCloses = new Set<string>();
  const quotes = feed.quotes.map((given) => {
    const { quote, hasOwnClose } = completeQuote(given, records.get(given.id));
    if (hasOwnClose) ownCloses.add(given.id);
    return quote;
  });
  return { feed: { ...feed, quotes }, ownCloses };
}
