import { messagesFor } from '../../i18n/index.js';
import type { Feed, Quote } from '../../model/quote.js';
import { ageView, type AgeView } from '../../view/age-view.js';
import type { ViewOptions } from './view-options.js';

/** A text that is created from the feed, and the time in epoch ms at which the text changes even if the feed does not. */
export interface TimedText {
  readonly text: string;
  readonly changesAt: number;
}

/** The polling interval in seconds if the feed states none. It determines when a value is no longer current. */
const DEFAULT_PACE = 60;

/** Returns the texts about the age of some quotes. Times always have a date, because a mail or a picture is kept. */
export function ageOf(
  feed: Feed,
  quotes: readonly Quote[],
  { language, timeZone }: Pick<ViewOptions, 'language' | 'timeZone'>,
  now: number,
): AgeView & { readonly isStale: boolean } {
  const age = ageView({
    feed,
    quotes,
    now,
    pollSeconds: feed.ttl ?? DEFAULT_PACE,
    language,
    messages: messagesFor(language),
    timeZone,
    isServerRendered: true,
  });
  return { ...age, isStale: age.staleAt !== null && age.staleAt <= now };
}
