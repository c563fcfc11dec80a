import { messagesFor, primaryLanguage } from '../../i18n/index.js';
import type { Feed, Quote } from '../../model/quote.js';
import { itemView } from '../../view/item-view.js';
import { ageOf, type TimedText } from './timed-text.js';
import type { ViewOptions } from './view-options.js';

/** How a language joins the parts of a sentence: a comma, brackets and the end. */
const PUNCTUATION = { en: [', ', ' (', ').'], zh: ['，', '（', '）。'], ja: ['、', '（', '）。'] } as const;

/**
 * Writes one sentence for each item, such as `KOSPI 2,855.77, up 43.72 points, 1.55 percent (As of Jun 9, 2025, 15:30
 * KST · 20 min delay).` Each sentence has its own time, delay and market state, because it may be quoted alone.
 */
export function sentences(feed: Feed, options: Pick<ViewOptions, 'language' | 'timeZone'>, now: number): TimedText {
  const parts = feed.quotes.map((quote) => sentenceOf(quote, feed, options, now));
  const credit = [feed.source?.name, feed.notice].filter(Boolean).join(' · ');
  return {
    text: [...parts.map(({ text }) => text), ...(credit ? [credit] : [])].join('\n'),
    changesAt: Math.min(Infinity, ...parts.map(({ changesAt }) => changesAt)),
  };
}

function sentenceOf(
  quote: Quote,
  feed: Feed,
  options: Pick<ViewOptions, 'language' | 'timeZone'>,
  now: number,
): TimedText {
  const { language } = options;
  const messages = messagesFor(language);
  const { name, price, spoken } = itemView(quote, language, messages);
  const { state, delay, source } = quote;
  // The time of the feed is the last change of any item. It must not make this item look newer than it is.
  const own = {
    ...feed,
    state,
    delay,
    generatedAt: null,
    source: source === feed.source ? null : source,
    notice: null,
  };
  const age = ageOf(own, [quote], options, now);
  const notes = [age.text, age.isStale && messages.stale, state === 'unknown' && messages.unknownState];
  const primary = primaryLanguage(language);
  const [comma, open, close] = primary === 'zh' || primary === 'ja' ? PUNCTUATION[primary] : PUNCTUATION.en;
  const note = notes.filter(Boolean).join(' · ');
  const sentence = [`${name} ${price}`, spoken].filter(Boolean).join(comma);
  return {
    text: note ? sentence + open + note + close : sentence + close.slice(1),
    changesAt: age.changesAt,
  };
}
