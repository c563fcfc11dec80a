/** The trading hours of the Korean markets. Instants are in epoch milliseconds; days are days in Korea. */

export type SessionState = 'pre' | 'open' | 'auction' | 'closed';

export interface Hours {
  /** The opening and the close in minutes after midnight in Seoul; 1440 and more is the next day. */
  readonly open: number;
  readonly close: number;
  /** The number of minutes before the opening in which orders are accepted. */
  readonly pre: number;
  /** The length of the closing auction in minutes. */
  readonly auction: number;
  /** The minute of the price that the next session is compared with; by default, the close. */
  readonly reference?: number;
  /** Whether the market is also open on holidays, except weekends. */
  readonly opensOnHolidays?: boolean;
}

export interface Session {
  readonly state: SessionState;
  /** The instants at which the state began and at which it will end. */
  readonly since: number;
  readonly until: number;
  /** The opening and the close of the last session that has begun, and the reference of the session before it. */
  readonly opened: number;
  readonly ends: number;
  readonly previousReference: number;
}

export const KRX_HOURS: Hours = { open: 9 * 60, close: 15 * 60 + 30, pre: 30, auction: 10 };

/**
 * The hours of the market for the won: since 6 July 2026 it has been open around the clock, from Monday to Saturday at
 * 6:00, and the price at 15:30 is the one with which the next day is compared.
 */
export const WON_HOURS: Hours = {
  open: 6 * 60,
  close: 30 * 60,
  pre: 0,
  auction: 0,
  reference: 15 * 60 + 30,
  opensOnHolidays: true,
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Korea has no summer time. */
const SEOUL_OFFSET = 9 * 60 * MINUTE;

/** Holidays on the same date every year, as month and day. */
const FIXED_HOLIDAYS = '01-01 03-01 05-01 05-05 06-06 08-15 10-03 10-09 12-25 12-31'.split(' ');

/** Lunar holidays, substitute holidays and election days of 2025 to 2027. */
const MOVABLE_HOLIDAYS = new Set(
  `2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-03-03 2025-05-06 2025-06-03 2025-10-06 2025-10-07 2025-10-08
   2026-02-16 2026-02-17 2026-02-18 2026-03-02 2026-05-25 2026-06-03 2026-08-17 2026-09-24 2026-09-25 2026-10-05
   2027-02-08 2027-02-09 2027-05-13 2027-08-16 2027-09-14 2027-09-15 2027-09-16 2027-10-04 2027-10-11 2027-12-27`.split(
    /\s+/,
  ),
);

const dayOf = (at: number): number => Math.floor((at + SEOUL_OFFSET) / DAY);

/** Formats an instant as ISO 8601 with Seoul's offset, to the second. */
export function seoulTime(at: number): string {
  return new Date(at + SEOUL_OFFSET).toISOString().replace(/\.\d+Z$/, '+09:00');
}

function isTradingDay(day: number, { opensOnHolidays }: Hours): boolean {
  const date = new Date(day * DAY);
  const iso = date.toISOString().slice(0, 10);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  const isHoliday = FIXED_HOLIDAYS.includes(iso.slice(5)) || MOVABLE_HOLIDAYS.has(iso);
  return !isWeekend && (!isHoliday || !!opensOnHolidays);
}

const instant = (day: number, minutes: number): number => day * DAY - SEOUL_OFFSET + minutes * MINUTE;

/** Returns the first trading day at or after a day, or at or before it if `step` is −1. */
function nearestTradingDay(start: number, step: 1 | -1, hours: Hours): number {
  let day = start;
  while (!isTradingDay(day, hours)) day += step;
  return day;
}

/** Returns the session of a market at the instant `now`. The instant at which a state begins belongs to that state. */
export function sessionAt(hours: Hours, now: number): Session {
  const today = dayOf(now);
  let day = nearestTradingDay(today, -1, hours);
  if (instant(day, hours.open) > now) day = nearestTradingDay(day - 1, -1, hours);

  const opened = instant(day, hours.open);
  const ends = instant(day, hours.close);
  const previousReference = instant(nearestTradingDay(day - 1, -1, hours), hours.reference ?? hours.close);
  const nextOpen = instant(nearestTradingDay(day + 1, 1, hours), hours.open);

  const steps: [SessionState, number][] = [
    ['open', opened],
    ['auction', ends - hours.auction * MINUTE],
    ['closed', ends],
    ['pre', nextOpen - hours.pre * MINUTE],
  ];
  const [state, since] = steps.findLast(([, since]) => since <= now) ?? ['open', opened];
  // A state without duration is skipped: `until` is the next instant at which a state begins.
  const until = steps.map(([, begin]) => begin).find((begin) => begin > now) ?? nextOpen;
  return { state, since, until, opened, ends, previousReference };
}
