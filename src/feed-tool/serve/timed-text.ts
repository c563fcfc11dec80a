import { messagesFor } from '../../i18n/index.js';
import type { Feed, Quote } from '../../model/quote.js';
import { ageView, type AgeView } from '../../view/age-view.js';
import type { ViewOptions } from './view-options.js';

/** A text that is made of the feed, and the time in epoch ms at which it changes although the feed does not. */
export interface TimedText {
  readonly text: string;
  readonly changesAt: number;
}

/** The pace in seconds if the feed states none. It decides from when on a value is not current. */
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
