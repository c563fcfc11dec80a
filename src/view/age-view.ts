import type { Delay, Feed, Quote } from '../model/quote.js';
import { isDateOnly } from '../model/parse-time.js';
import { staleAt } from '../model/staleness.js';
import { primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';
import { dayIn, formatTime, nextDay } from './zoned-time.js';

/** The finished texts about the age of the data, and the times at which these texts change. */
export interface AgeView {
  /**
   * The text at the end of the row, such as `As of 15:30 KST · 20 min delay · Closed · KRX`. A time of day is shown
   * with its time zone, and with its date unless the date is today. The name of the source and the publisher's notice
   * are last.
   */
  readonly text: string;
  /** The time when the data become stale, in epoch milliseconds; null for never. */
  readonly staleAt: number | null;
  /**
   * The time at which the text or a badge next changes if no new data arrive, in epoch milliseconds; Infinity for
   * never.
   */
  readonly changesAt: number;
  /**
   * Returns the text of an item's badge, such as `Not current` or `Closed · Jun 8`. The text is empty for most items,
   * because it mentions the item's market state, delay, day or age only if this value differs from the whole strip's.
   */
  readonly badge: (quote: Partial<Quote>) => string;
}

export interface AgeOptions {
  readonly feed: Feed;
  /** The quotes that the strip shows. */
  readonly quotes: readonly Quote[];
  /** The current time in epoch milliseconds. */
  readonly now: number;
  /** The current polling interval, in seconds. */
  readonly pollSeconds: number;
  /** The BCP 47 tag of the element's language. */
  readonly language: string;
  readonly messages: Messages;
  /** The IANA time zone of the times; null for the reader's. */
  readonly timeZone?: string | null;
  /**
   * Whether a server renders the texts. These texts always include dates, because the page may be read on another day.
   */
  readonly isServerRendered?: boolean;
}

export function ageView(options: AgeOptions): AgeView {
  const { feed, quotes, now, pollSeconds, language, messages, timeZone = null, isServerRendered = false } = options;
  const newest = newestQuote(quotes);
  // The newest quote determines the as-of time. If the feed itself has no state or no delay, the newest quote also
  // determines that value.
  const asOf = newest?.asOf ?? feed.generatedAt;
  const state = feed.state ?? newest?.state ?? null;
  const delay = feed.delay ?? newest?.delay ?? null;
  const stripStaleAt = staleAt(asOf, pollSeconds, delay, state);
  const quoteStaleAt = (quote: Partial<Quote>): number | null =>
    staleAt(quote.asOf ?? null, pollSeconds, quote.delay ?? null, quote.state ?? null);
  const hasPassed = (time: number | null): boolean => time !== null && time <= now;
  // A date without a time of day never equals the day of a moment, even if both are on the same day. If the strip shows
  // a moment, an item whose as-of time is only a date therefore shows that date.
  const dayOf = (time: number): string | number => (isDateOnly(time) ? time : dayIn(time, timeZone));
  const asOfDay = asOf && dayOf(asOf);
  const midnight = asOf && dayIn(asOf, timeZone) === dayIn(now, timeZone) ? nextDay(now, timeZone) : Infinity;
  const staleTimes = [stripStaleAt, ...quotes.map(quoteStaleAt)].filter((time) => time !== null);

  const delayText = (delay: Exclude<Delay, null>): string =>
    delay === 'eod' ? messages.endOfDay : messages.delay(delay);
  // If there are no messages in the element's language, the time is formatted in the language of the messages, because
  // a screen reader reads the time and the messages with the same voice.
  const timeLanguage = primaryLanguage(language) === primaryLanguage(messages.lang) ? language : messages.lang;
  const timeText = (time: number): string => formatTime(time, isServerRendered ? null : now, timeLanguage, timeZone);

  return {
    // The text does not mention real time (a delay of 0) or an open market, because readers expect both.
    text: joinTexts(
      asOf && messages.asOf(timeText(asOf)),
      delay && delayText(delay),
      state && state !== 'open' && messages.states[state],
      feed.source?.name,
      feed.notice,
    ),
    staleAt: stripStaleAt,
    changesAt: Math.min(midnight, ...staleTimes.filter((time) => time > now)),
    badge: (quote) =>
      joinTexts(
        // If the whole strip is stale, only the status line states this. The badges do not repeat the message.
        !hasPassed(stripStaleAt) && hasPassed(quoteStaleAt(quote)) && messages.stale,
        quote.state && quote.state !== state && messages.states[quote.state],
        quote.delay != null && quote.delay !== delay && delayText(quote.delay),
        // If the feed has a delay or state, but the item's own delay or state is unknown, the badge states this.
        // Otherwise, readers would assume that the feed's delay or state also applies to the item.
        quote.delay === null && feed.delay && messages.unknownDelay,
        quote.state === 'unknown' && feed.state && feed.state !== 'unknown' && messages.unknownState,
        // The strip shows the as-of time of the newest item, so an item from another day shows its own time.
        quote.asOf && asOfDay && dayOf(quote.asOf) !== asOfDay && timeText(quote.asOf),
      ),
  };
}

/**
 * Returns the quote with the latest as-of time, or the first such quote if there are several. A quote without a time
 * counts as the oldest.
 */
function newestQuote(quotes: readonly Quote[]): Quote | undefined {
  let newest: Quote | undefined;
  for (const quote of quotes) {
    if (!newest || (quote.asOf ?? 0) > (newest.asOf ?? 0)) newest = quote;
  }
  return newest;
}

const joinTexts = (...texts: readonly unknown[]): string => texts.filter(Boolean).join(' · ');
