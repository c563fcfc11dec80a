import type { Feed } from '../model/quote.js';
import { staleAt } from '../model/staleness.js';
import type { Words } from './words.js';

/** What the strip says about the age of its data. */
export interface AgeView {
  /** `As of 15:30 GMT+9 · 20 min delay · Closed`: the time with its zone, the date as well where it is not today. */
  readonly text: string;
  /** When the data are older than they may be: epoch ms, or null for never. */
  readonly staleAt: number | null;
}

/**
 * @param pace the polling pace in force, in seconds
 * @param now epoch milliseconds
 */
export function ageView(
  { quotes, generatedAt, delay, state }: Feed,
  pace: number,
  now: number,
  language: string,
  words: Words,
): AgeView {
  // The time of the data is that of the newest item, else the feed's own.
  const asOf = Math.max(...quotes.map((quote) => quote.asOf ?? 0)) || generatedAt;
  const late = delay === 'eod' ? words.endOfDay : delay && words.delay(delay);
  const time = asOf && words.asOf(formatTime(asOf, now, language));
  return {
    text: [time, late, state && words.states[state]].filter(Boolean).join(' · '),
    staleAt: staleAt(asOf, pace, delay, state),
  };
}

function formatTime(time: number, now: number, language: string): string {
  const at = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' } as const;
  const today = new Date(time).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, today ? at : { month: 'short', day: 'numeric', ...at }).format(time);
}
