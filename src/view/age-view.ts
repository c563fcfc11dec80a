import type { Feed } from '../model/quote.js';
import { staleAt } from '../model/staleness.js';
import type { Words } from './words.js';

/** What the strip says about the age of its data. */
export interface AgeView {
  /** `15:30 KST`, or the date as well where it is not today; empty when unknown. */
  readonly time: string;
  /** The same moment for machines (ISO 8601), or empty. */
  readonly dateTime: string;
  /** Delay and market state, like `20 min delay · Closed`. */
  readonly note: string;
  /** The data are older than they may be. */
  readonly stale: boolean;
  /** When `stale` turns true by itself: epoch ms, or null. */
  readonly staleAt: number | null;
}

/** The time of the data: that of the newest item, else the feed's own. */
export function asOfFeed({ quotes, generatedAt }: Feed): number | null {
  const times = quotes.map(({ asOf }) => asOf).filter((time) => time !== null);
  return times.length > 0 ? Math.max(...times) : generatedAt;
}

/**
 * @param pace the polling pace in force, in seconds
 * @param now epoch milliseconds
 */
export function ageView(feed: Feed, pace: number, now: number, language: string, words: Words): AgeView {
  const asOf = asOfFeed(feed);
  const turns = staleAt(asOf, pace, feed.delay, feed.state);
  const { delay, state } = feed;
  const notes = [
    delay === 'eod' ? words.endOfDay : delay ? words.minutesDelay(delay) : '',
    state === null || state === 'open' || state === 'unknown' ? '' : words.states[state],
  ];
  return {
    time: asOf === null ? '' : formatTime(asOf, now, language),
    dateTime: asOf === null ? '' : new Date(asOf).toISOString(),
    note: notes.filter(Boolean).join(' · '),
    stale: turns !== null && now >= turns,
    staleAt: turns,
  };
}

function formatTime(time: number, now: number, language: string): string {
  const today = new Date(time).toDateString() === new Date(now).toDateString();
  const date: Intl.DateTimeFormatOptions = today ? {} : { month: 'short', day: 'numeric' };
  const options: Intl.DateTimeFormatOptions = { ...date, hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat(language, options).format(time);
  } catch {
    return new Intl.DateTimeFormat('en', options).format(time);
  }
}
