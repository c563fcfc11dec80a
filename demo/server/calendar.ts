/** When the Korean markets trade. Instants are epoch milliseconds; a day is counted in Korean time. */

export type SessionState = 'pre' | 'open' | 'auction' | 'closed';

export interface Hours {
  /** Minutes after the day's midnight in Seoul; past 1440 is the next day. */
  readonly open: number;
  readonly close: number;
  /** How many minutes before the opening orders are taken. */
  readonly pre: number;
  /** How many minutes the closing auction lasts. */
  readonly auction: number;
}

export interface Session {
  readonly state: SessionState;
  /** Since when and until when the state holds. */
  readonly since: number;
  readonly until: number;
  /** The last session that has begun, and the end of the one before it. */
  readonly opened: number;
  readonly ends: number;
  readonly previousEnd: number;
}

export const KRX_HOURS: Hours = { open: 9 * 60, close: 15 * 60 + 30, pre: 30, auction: 10 };

/** The onshore won market, since July 2024. */
export const SEOUL_FX_HOURS: Hours = { open: 9 * 60, close: 26 * 60, pre: 0, auction: 0 };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Korea has no summer time. */
const SEOUL_OFFSET = 9 * 60 * MINUTE;

const EVERY_YEAR = '01-01 03-01 05-01 05-05 06-06 08-15 10-03 10-09 12-25 12-31'.split(' ');

/** Lunar holidays, substitutes and election days, for the years that the demo is likely to be opened in. */
const MOVABLE = new Set(
  `2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-03-03 2025-05-06 2025-06-03 2025-10-06 2025-10-07 2025-10-08
   2026-02-16 2026-02-17 2026-02-18 2026-03-02 2026-05-25 2026-06-03 2026-08-17 2026-09-24 2026-09-25 2026-10-05
   2027-02-08 2027-02-09 2027-05-13 2027-08-16 2027-09-14 2027-09-15 2027-09-16 2027-10-04 2027-10-11 2027-12-27`.split(
    /\s+/,
  ),
);

const dayOf = (at: number): number => Math.floor((at + SEOUL_OFFSET) / DAY);

/** An instant as ISO 8601 with Seoul's offset, to the second. */
export function seoulTime(at: number): string {
  return new Date(at + SEOUL_OFFSET).toISOString().replace(/\.\d+Z$/, '+09:00');
}

function trades(day: number): boolean {
  const date = new Date(day * DAY);
  const iso = date.toISOString().slice(0, 10);
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return !weekend && !EVERY_YEAR.includes(iso.slice(5)) && !MOVABLE.has(iso);
}

const instant = (day: number, minutes: number): number => day * DAY - SEOUL_OFFSET + minutes * MINUTE;

function tradingDay(from: number, step: 1 | -1): number {
  let day = from;
  while (!trades(day)) day += step;
  return day;
}

/** Where a market with these hours stands at the instant `now`. Each edge belongs to the state that it begins. */
export function sessionAt(hours: Hours, now: number): Session {
  const today = dayOf(now);
  let day = tradingDay(today, -1);
  if (instant(day, hours.open) > now) day = tradingDay(day - 1, -1);

  const opened = instant(day, hours.open);
  const ends = instant(day, hours.close);
  const previousEnd = instant(tradingDay(day - 1, -1), hours.close);
  const nextOpen = instant(tradingDay(day + 1, 1), hours.open);

  const steps: [SessionState, number][] = [
    ['open', opened],
    ['auction', ends - hours.auction * MINUTE],
    ['closed', ends],
    ['pre', nextOpen - hours.pre * MINUTE],
  ];
  const index = steps.findLastIndex(([, since]) => since <= now);
  const [state, since] = steps[index]!;
  // A state of no length is passed over: `until` is the first edge still ahead.
  const until = steps.map(([, edge]) => edge).find((edge) => edge > now) ?? nextOpen;
  return { state, since, until, opened, ends, previousEnd };
}
