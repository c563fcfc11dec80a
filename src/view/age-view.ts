import type { Delay, Feed, MarketState, Quote } from '../model/quote.js';
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
  // The text describes the typical quotes. If it described the newest quote, texts and badges would change whenever
  // quotes of two sources, each with a state and a delay of its own, are updated in turn.
  const typical = newestQuote(typicalQuotes(quotes));
  const asOf = typical?.asOf ?? newest?.asOf ?? feed.generatedAt;
  const state = feed.state ?? typical?.state ?? null;
  const delay = feed.delay ?? typical?.delay ?? null;
  const quoteStaleAt = (quote: Partial<Quote>): number | null =>
    staleAt(quote.asOf ?? null, pollSeconds, quote.delay ?? null, quote.state ?? null);
  const stripStaleAt = quoteStaleAt({
    asOf: newest?.asOf ?? feed.generatedAt,
    delay: feed.delay ?? newest?.delay,
    state: feed.state ?? newest?.state,
  });
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
        // Readers expect an open market and real time, unless the text says something else.
        quote.state && quote.state !== (state ?? 'open') && messages.states[quote.state],
        quote.delay != null && quote.delay !== (delay ?? 0) && delayText(quote.delay),
        // If the strip has a delay or state, but the item's own delay or state is unknown, the badge states this.
        // Otherwise, readers would assume that the strip's delay or state also applies to the item.
        quote.delay === null && delay && messages.unknownDelay,
        isUnknown(quote.state) && !isUnknown(state) && (feed.state || state !== 'open') && messages.unknownState,
        // An item from another day than the text shows its own time.
        quote.asOf && asOfDay && dayOf(quote.asOf) !== asOfDay && timeText(quote.asOf),
      ),
  };
}

const isUnknown = (state?: MarketState | null): boolean => state === null || state === 'unknown';

/**
 * Returns the quotes with a price that have the most common pair of market state and delay. If several pairs are equally
 * common, the first one to become so common is used.
 */
function typicalQuotes(quotes: readonly Quote[]): readonly Quote[] {
  const groups: Record<string, Quote[]> = {};
  let largest: Quote[] = [];
  for (const quote of quotes) {
    if (quote.price === null) continue;
    const group = (groups[`${quote.state} ${quote.delay}`] ??= []);
    group.push(quote);
    if (group.length > largest.length) largest = group;
  }
  return largest;
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
