import { decidePriceChange } from '../../model/decide-price-change.js';
import { canBeNegative } from '../../model/parse-price-change.js';
import { DAY_MS, isDateOnly } from '../../model/parse-time.js';
import type { Quote } from '../../model/quote.js';
import { addToTrend, type Trend } from './trend.js';
import { closeBefore, dayIn, type CloseTime } from './zoned-days.js';

/** A close that the tool itself has seen. Days are counted from 1 January 1970. */
export interface Close {
  readonly day: number;
  readonly price: number;
}

/** The last price of an item. */
export interface LastPrice {
  readonly price: number;
  /** The trading day of the price. */
  readonly day: number;
  /** The time at which the price was new, in epoch ms. */
  readonly from: number;
  /** The as-of time of the last response with this price, or its arrival if it states no time of day; in epoch ms. */
  readonly seen: number;
}

/** The record of one item of one source. Prices of different sources are never mixed. */
export interface ItemRecord {
  /** The number of units that all prices of the record apply to. */
  readonly per: number;
  readonly last: LastPrice;
  /** The last closes, the newest day last. */
  readonly closes: readonly Close[];
  readonly trend: Trend | null;
}

export interface RecordOptions {
  /** When the response with the quote arrived, in epoch ms. */
  readonly receivedAt: number;
  /** The polling interval of the source in s. */
  readonly every: number;
  /** The time of the reference close; undefined if only closes of end-of-day data are recorded. */
  readonly close: CloseTime | undefined;
}

/** Three closes always include one of an earlier day, even after a correction. */
const MAX_CLOSES = 3;
/** The maximum age of a close in days. */
const MAX_DAYS = 5;
/** The maximum time in ms without a response around a close, unless the interval of the source is longer. */
const MAX_GAP = 10 * 60_000;

/**
 * Records a quote of a source, and returns the new record of the item. A pure function.
 *
 * The following prices are closes. A later price for the same day, such as a correction, replaces the close.
 *
 * - The price of end-of-day data is the close of its day.
 * - If the configuration has a time of the close, the last price at or before this time is the close of the day, if
 *   the price is of this day, a later response was seen, and the gap between the two responses is at most ten minutes or
 *   twice the interval.
 *
 * The price of an item is of the day of its as-of time. If the source states neither this time nor that the market is
 * open, an unchanged price remains a price of the earlier day, so responses on a weekend do not create a trading day.
 */
export function recordQuote(
  record: ItemRecord | undefined,
  quote: Quote,
  options: RecordOptions,
): ItemRecord | undefined {
  const { price, asOf, per, delay } = quote;
  const before = record && withoutFuture(record, options);
  if (price === null) return before;
  // Prices for another number of units cannot be compared.
  const known = before?.per === per ? before : undefined;
  if (delay === 'eod') return asOf === null ? before : recordEndOfDay(known, { ...quote, price, asOf }, options);

  const last = known?.last;
  const next = lastPrice(last, { ...quote, price }, options);
  // A cache may return an old response after a newer one.
  if (last && hasTime(quote) && next.seen < last.seen && last.seen <= options.receivedAt) return known;
  return {
    per,
    last: next,
    closes: findCloses(last, next, quote, options).reduce(withClose, known?.closes ?? []),
    trend: addToTrend(known?.trend ?? null, next.day, next.from, price),
  };
}

/**
 * Returns the day of a moment in the zone of the close, or in UTC without one. In UTC, a session is on one day in all
 * markets except those of the Pacific.
 */
const dayOf = (time: number, close: CloseTime | undefined): number => dayIn(time, close?.zone ?? 'UTC');

/** Whether a quote states a moment. A date alone is midnight in UTC. */
const hasTime = ({ asOf }: Quote): boolean => asOf !== null && !isDateOnly(asOf);

function recordEndOfDay(
  known: ItemRecord | undefined,
  { price, asOf, per }: Quote & { price: number; asOf: number },
  { close }: RecordOptions,
): ItemRecord {
  const day = isDateOnly(asOf) ? asOf / DAY_MS : dayOf(asOf, close);
  const closes = withClose(known?.closes ?? [], { day, price });
  if (known && day < known.last.day) return { ...known, closes };
  return { per, last: { price, day, from: asOf, seen: asOf }, closes, trend: null };
}

function lastPrice(
  last: LastPrice | undefined,
  quote: Quote & { price: number },
  { receivedAt, close }: RecordOptions,
): LastPrice {
  const { price, asOf, state } = quote;
  const isOpen = state === 'open' || state === 'auction';
  const seen = asOf !== null && hasTime(quote) ? asOf : receivedAt;
  if (last?.price === price && asOf === null && !isOpen) return { ...last, seen };
  const day = asOf !== null && isDateOnly(asOf) ? asOf / DAY_MS : dayOf(seen, close);
  return { price, day, from: seen, seen };
}

/** Returns the closes that a response shows, given the last response before it. */
function findCloses(
  last: LastPrice | undefined,
  next: LastPrice,
  quote: Quote,
  { receivedAt, every, close }: RecordOptions,
): Close[] {
  if (!close) return [];
  const closes: Close[] = [];
  const maxGap = Math.max(2000 * every, MAX_GAP);
  // The response is from after the close, and the last one was from before it.
  const passed = closeBefore(next.seen - 1, close);
  if (last && last.seen <= passed.at && next.seen - last.seen <= maxGap && last.day === passed.day)
    closes.push({ day: passed.day, price: last.price });
  // The response arrived after the close, but its as-of time is before the close, so there were no later trades.
  const delay = typeof quote.delay === 'number' ? 60_000 * quote.delay : 0;
  const arrived = closeBefore(receivedAt - delay, close);
  if (hasTime(quote) && next.seen <= arrived.at && arrived.at - next.seen <= maxGap && next.day === arrived.day)
    closes.push({ day: arrived.day, price: next.price });
  return closes;
}

const withClose = (closes: readonly Close[], close: Close): readonly Close[] =>
  [...closes.filter(({ day }) => day !== close.day), close].sort((a, b) => a.day - b.day).slice(-MAX_CLOSES);

/** Returns a record without the entries that were recorded while the clock was more than a day ahead. */
function withoutFuture(record: ItemRecord, { receivedAt, close }: RecordOptions): ItemRecord | undefined {
  if (record.last.seen > receivedAt + DAY_MS) return undefined;
  const tomorrow = dayOf(receivedAt, close) + 1;
  const closes = record.closes.filter(({ day }) => day <= tomorrow);
  return closes.length === record.closes.length ? record : { ...record, closes };
}

/**
 * Returns a quote with the trend and the change that its source does not state. The change is measured from the last
 * close of an earlier day. A close that is more than five days older than the price is not used. If there is no close,
 * or the close contradicts the direction that the source states, the change remains unknown.
 *
 * @param record the record of the item, in which the quote is the last one
 */
export function completeQuote(
  quote: Quote,
  record: ItemRecord | undefined,
): { readonly quote: Quote; readonly hasOwnClose: boolean } {
  if (!record || record.per !== quote.per || record.last.price !== quote.price) return { quote, hasOwnClose: false };
  const prices = record.trend?.prices ?? [];
  const trend = quote.trend.length === 0 && prices.length > 1 ? prices : quote.trend;
  const change = changeFromRecord(quote, record);
  return { quote: { ...quote, trend, ...change }, hasOwnClose: change !== undefined };
}

function changeFromRecord(quote: Quote, { last, closes }: ItemRecord) {
  const { kind, direction, decimals } = quote;
  if ([quote.change, quote.changePercent, quote.previousClose].some((value) => value !== null)) return undefined;
  const close = closes.findLast(({ day }) => day < last.day);
  const mayBeNegative = canBeNegative(kind);
  if (!close || last.day - close.day > MAX_DAYS || close.price === 0) return undefined;
  const evidence = {
    price: last.price,
    mayBeNegative,
    change: undefined,
    percent: undefined,
    previousClose: close.price,
    direction: direction ?? undefined,
    decimals: decimals ?? 2,
  };
  const change = decidePriceChange(evidence, () => undefined);
  return change.change === null ? undefined : change;
}
