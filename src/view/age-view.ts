import type { Feed, Quote } from '../model/quote.js';
import { isDateOnly } from '../model/parse-time.js';
import { staleAt } from '../model/staleness.js';
import { cached } from './format.js';
import { primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';

/** What the strip says about the age of its data. */
export interface AgeView {
  /**
   * `As of 15:30 GMT+9 · 20 min delay · Closed · KRX`: the time with its zone, the date as well where it is not today; then
   * the source and the publisher's notice.
   */
  readonly text: string;
  /** When the data are older than they may be: epoch ms, or null for never. */
  readonly staleAt: number | null;
  /** When one of the texts changes by the clock alone: epoch ms; Infinity for never. */
  readonly changesAt: number;
  /** What the items' badges depend on besides their quotes. */
  readonly badgesKey: string;
  /** What an item says where it is not as the strip is: `Not current`, `Closed · Jun 8`; empty for most. */
  readonly badge: (quote: Partial<Quote>) => string;
}

/**
 * @param quotes those that are shown
 * @param feed what they came with
 * @param pace the polling pace in force, in seconds
 * @param now epoch milliseconds
 * @param lasting what is written may be read on another day, as a page from a server
 */
export function ageView(
  quotes: readonly Quote[],
  feed: Feed,
  pace: number,
  now: number,
  language: string,
  words: Messages,
  lasting = false,
): AgeView {
  // The time of the data is that of the newest item, and so are state and delay where the feed has none of its own.
  const newest = quotes.reduce<Quote | undefined>(
    (one, other) => (one && (one.asOf ?? 0) >= (other.asOf ?? 0) ? one : other),
    undefined,
  );
  const asOf = newest?.asOf ?? feed.generatedAt;
  const state = feed.state ?? newest?.state ?? null;
  const delay = feed.delay ?? newest?.delay ?? null;
  const late = (delay: Feed['delay']): string => (delay === 'eod' ? words.endOfDay : words.delay(delay!));
  // A month among words of another language would be read out in theirs.
  const locale = primaryLanguage(language) === primaryLanguage(words.lang) ? language : words.lang;
  const time = (time: number): string => formatTime(time, lasting ? 0 : now, locale);
  const join = (parts: readonly unknown[]): string => parts.filter(Boolean).join(' · ');
  const end = staleAt(asOf, pace, delay, state);
  const ends = (quote: Partial<Quote>): number | null =>
    staleAt(quote.asOf ?? null, pace, quote.delay ?? null, quote.state ?? null);
  const isOver = (end: number | null): boolean => end !== null && end <= now;
  const today = new Date(now).toDateString();
  const midnight = asOf && new Date(asOf).toDateString() === today ? new Date(now).setHours(24, 0, 0, 0) : Infinity;
  return {
    text: join([
      asOf && words.asOf(time(asOf)),
      delay && late(delay),
      state !== 'open' && words.states[state!],
      feed.source?.name,
      feed.notice,
    ]),
    staleAt: end,
    badgesKey: String([
      state,
      delay,
      asOf && day(asOf),
      isOver(end),
      today,
      ...quotes.map((quote) => +isOver(ends(quote))),
    ]),
    changesAt: Math.min(midnight, ...[end, ...quotes.map(ends)].map((end) => (end && end > now ? end : Infinity))),
    badge: (quote) =>
      join([
        // Where all are old the strip says so, once.
        !isOver(end) && isOver(ends(quote)) && words.stale,
        quote.state !== state && quote.state && words.states[quote.state],
        quote.delay != null && quote.delay !== delay && late(quote.delay),
        // What the strip says of all must not be taken for this one's.
        quote.delay === null && !!feed.delay && words.unknownDelay,
        quote.state === 'unknown' && feed.state !== null && feed.state !== 'unknown' && words.unknownState,
        // The strip's time is the newest one's. What rests since another day must not borrow it.
        quote.asOf && asOf && day(quote.asOf) !== day(asOf) && time(quote.asOf),
      ]),
  };
}

/** A day to compare with others: the reader's. A date alone is like no moment: it must not borrow another's time. */
const day = (time: number): string | number => (isDateOnly(time) ? time : new Date(time).toDateString());

function formatTime(time: number, now: number, language: string): string {
  const [then, today] = [new Date(time), new Date(now)];
  const alone = isDateOnly(time);
  const year = then.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  const date = alone || then.toDateString() !== today.toDateString();
  const options: Intl.DateTimeFormatOptions = {
    ...(date && { year, month: 'short', day: 'numeric' }),
    ...(alone ? { timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' }),
  };
  return cached(
    formats,
    String([language, date, year, alone]),
    () => new Intl.DateTimeFormat(language, options),
  ).format(time);
}

const formats = new Map<string, Intl.DateTimeFormat>();
