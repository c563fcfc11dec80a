import type { Delay, Feed, Quote } from '../model/quote.js';
import { isDateOnly } from '../model/parse-time.js';
import { staleAt } from '../model/staleness.js';
import { cached } from './format.js';
import { primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';

/** What the strip says about the age of its data, as finished texts, and when these texts change. */
export interface AgeView {
  /**
   * The text at the end of the row: `As of 15:30 GMT+9 · 20 min delay · Closed · KRX`. The time names its zone, and its
   * date when that is not today. The source and the publisher's notice stand last.
   */
  readonly text: string;
  /** When the data become older than they may be: epoch milliseconds, or null for never. */
  readonly staleAt: number | null;
  /** When the next text changes although no data arrive: epoch milliseconds, or Infinity for never. */
  readonly changesAt: number;
  /** Everything that the badges depend on besides the item's own quote. Equal keys mean equal badges. */
  readonly badgesKey: string;
  /**
   * Returns what an item says where it differs from the strip's text, such as `Not current` or `Closed · Jun 8`. The
   * text is empty for most items.
   */
  readonly badge: (quote: Partial<Quote>) => string;
}

export interface AgeOptions {
  readonly feed: Feed;
  /** The quotes of the feed that the strip shows. */
  readonly quotes: readonly Quote[];
  /** The current time in epoch milliseconds. */
  readonly now: number;
  /** The polling interval in force, in seconds. */
  readonly pollSeconds: number;
  /** The BCP 47 tag of the element's language. */
  readonly language: string;
  readonly messages: Messages;
  /** Whether a server renders the texts. Its page may be read on another day, so times always show their date. */
  readonly isServerRendered?: boolean;
}

/** Returns the texts about the age of the data. The function is pure. */
export function ageView(options: AgeOptions): AgeView {
  const { feed, quotes, now, pollSeconds, language, messages, isServerRendered = false } = options;
  const newest = newestQuote(quotes);
  // The time of the data is that of the newest item. Its state and delay stand in where the feed has none of its own.
  const asOf = newest?.asOf ?? feed.generatedAt;
  const state = feed.state ?? newest?.state ?? null;
  const delay = feed.delay ?? newest?.delay ?? null;
  const stripStaleAt = staleAt(asOf, pollSeconds, delay, state);
  const quoteStaleAt = (quote: Partial<Quote>): number | null =>
    staleAt(quote.asOf ?? null, pollSeconds, quote.delay ?? null, quote.state ?? null);
  const hasPassed = (time: number | null): boolean => time !== null && time <= now;
  const today = localDay(now);
  const midnight = asOf && localDay(asOf) === today ? new Date(now).setHours(24, 0, 0, 0) : Infinity;
  const staleTimes = [stripStaleAt, ...quotes.map(quoteStaleAt)].filter((time) => time !== null);

  const delayText = (delay: Exclude<Delay, null>): string =>
    delay === 'eod' ? messages.endOfDay : messages.delay(delay);
  // There may be no messages in the element's language. The time is then written in the language of the messages, because
  // a screen reader reads both with one voice.
  const timeLanguage = primaryLanguage(language) === primaryLanguage(messages.lang) ? language : messages.lang;
  const timeText = (time: number): string => formatTime(time, isServerRendered ? null : now, timeLanguage);

  return {
    // Real time (a delay of 0) and an open market are what readers expect, so the text does not mention them.
    text: joinTexts(
      asOf && messages.asOf(timeText(asOf)),
      delay && delayText(delay),
      state && state !== 'open' && messages.states[state],
      feed.source?.name,
      feed.notice,
    ),
    staleAt: stripStaleAt,
    changesAt: Math.min(midnight, ...staleTimes.filter((time) => time > now)),
    badgesKey: [
      feed.state,
      feed.delay,
      state,
      delay,
      asOf && dayOf(asOf),
      hasPassed(stripStaleAt),
      today,
      ...quotes.map((quote) => hasPassed(quoteStaleAt(quote))),
    ].join(),
    badge: (quote) =>
      joinTexts(
        // When the strip as a whole is stale, its status says so once.
        !hasPassed(stripStaleAt) && hasPassed(quoteStaleAt(quote)) && messages.stale,
        quote.state && quote.state !== state && messages.states[quote.state],
        quote.delay != null && quote.delay !== delay && delayText(quote.delay),
        // Readers must not take the strip's delay or state for the item's own when the item's is unknown.
        quote.delay === null && feed.delay && messages.unknownDelay,
        quote.state === 'unknown' && feed.state && feed.state !== 'unknown' && messages.unknownState,
        // The strip's time is that of the newest item. An item from another day must not seem to be from that time.
        quote.asOf && asOf && dayOf(quote.asOf) !== dayOf(asOf) && timeText(quote.asOf),
      ),
  };
}

/** The first of the quotes with the latest time. A quote without a time counts as the oldest. */
function newestQuote(quotes: readonly Quote[]): Quote | undefined {
  let newest: Quote | undefined;
  for (const quote of quotes) {
    if (!newest || (quote.asOf ?? 0) > (newest.asOf ?? 0)) newest = quote;
  }
  return newest;
}

const joinTexts = (...texts: readonly unknown[]): string => texts.filter(Boolean).join(' · ');

/** The day in the reader's time zone, for comparison only. */
const localDay = (time: number): string => new Date(time).toDateString();

/**
 * The day of a quote, for comparison only. A date without a time of day equals no moment, not even one of the same day,
 * so that the item never seems to be from the moment that the strip shows.
 */
const dayOf = (time: number): string | number => (isDateOnly(time) ? time : localDay(time));

/** @param now epoch milliseconds; null prints the date and the year always */
function formatTime(time: number, now: number | null, language: string): string {
  const isDate = isDateOnly(time);
  const hasDate = isDate || now === null || localDay(time) !== localDay(now);
  const hasYear = now === null || new Date(time).getFullYear() !== new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = {
    ...(hasDate && { year: hasYear ? 'numeric' : undefined, month: 'short', day: 'numeric' }),
    ...(isDate ? { timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' }),
  };
  const format = cached(
    timeFormats,
    [language, isDate, hasDate, hasYear].join(),
    () => new Intl.DateTimeFormat(language, options),
  );
  return format.format(time);
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();
