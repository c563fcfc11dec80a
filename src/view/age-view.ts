import type { Feed } from '../model/quote.js';
import { staleAt } from '../model/staleness.js';
import { knownTo } from './format.js';
import type { Words } from './words.js';

/** What the strip says about the age of its data. */
export interface AgeView {
  /** `As of 15:30 GMT+9 · 20 min delay · Closed`: the time with its zone, the date as well where it is not today. */
  readonly text: string;
  /** The same moment for machines (ISO 8601), or empty. */
  readonly dateTime: string;
  /** The data are older than they may be. */
  readonly stale: boolean;
  /** When `stale` turns true by itself: epoch ms, or null. */
  readonly staleAt: number | null;
}

/**
 * @param pace the polling pace in force, in seconds
 * @param now epoch milliseconds
 */
export function ageView({ quotes, generatedAt, delay, state }: Feed, pace: number, now: number, language: string, words: Words): AgeView {
  // The time of the data is that of the newest item, else the feed's own.
  const asOf = Math.max(...quotes.map((quote) => quote.asOf ?? 0)) || generatedAt;
  const turns = staleAt(asOf, pace, delay, state);
  const late = delay === 'eod' ? words.endOfDay : delay && words.delay(delay);
  return {
    text: [asOf && words.asOf(formatTime(asOf, now, language)), late, state && words.states[state]].filter(Boolean).join(' · '),
    dateTime: asOf ? new Date(asOf).toISOString() : '',
    stale: turns !== null && now >= turns,
    staleAt: turns,
  };
}

function formatTime(time: number, now: number, language: string): string {
  const today = new Date(time).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(knownTo(Intl.DateTimeFormat, language), {
    ...(!today && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    hourCycle: 'h23',
  }).format(time);
}
