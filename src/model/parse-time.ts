export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Year, month, day; hours, minutes, seconds and their decimals; offset. With dashes and colons, or without them. */
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?$/;
/**
 * A day in three parts in another form than that of ISO 8601, with or without the day of the week before it: 2026/03/12,
 * 2026. 3. 12., 2026년 3월 12일, 28.04.2026, Apr 28, 2026, 28 Apr 2026.
 */
const OTHER_DAY =
  /^(?:[a-z]{3,9}, )?(\d+|[a-z]{3,9})(\.? |[./-] ?|년 ?)(\d+|[a-z]{3,9})(?:\2|\.?,? |월 ?)(\d+)[.일]?(?=$|[ ,T])/i;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const OFFSET = /^(?:Z|([+-])([01]\d):?([0-5]\d))$/;

/** No supported form of a time is longer than this. */
const MAX_LENGTH = 64;

/**
 * Parses a time. Returns epoch milliseconds, or undefined when the time is not certain.
 *
 * - ISO 8601 with `Z` or an offset (`+09:00`, `+0900`), and seconds with up to nine decimals.
 * - A date without a time of day is midnight in UTC, whatever the zone. `isDateOnly` recognises it by that, and it is shown
 *   as a date. So a moment that is midnight in UTC is returned a millisecond later: it is nine in the morning in Seoul, when
 *   the market opens.
 * - The day may also be written with slashes or dots after the year (`2026/03/12`), or in another order where that can mean
 *   one day only: `28.04.2026`, `Apr 28 2026`. `01.04.2026` is April in one country and January in another, so it is unknown.
 * - Epoch seconds, milliseconds, microseconds or nanoseconds, as a number or as digits. Their size tells which of them.
 * - `yyyyMMdd`, `yyyyMMddHHmmss`, and ISO 8601 without an offset, only with a `zone`. A time without a zone is unknown: it is
 *   not taken for the reader's local time.
 *
 * Hours from 24 up are session signals at KOSCOM, and no times. A day such as 31 February is no date.
 *
 * @param zone UTC offset of times that come without one, such as `+09:00`
 */
export function parseTime(raw: unknown, zone = ''): number | undefined {
  if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
  const text = withIsoDay(`${raw}`.trim().slice(0, MAX_LENGTH));
  // The calendar forms come first: `20260829011551` is a time, and as epoch milliseconds it would be in the year 2612.
  const match = TIME.exec(text);
  if (!match) return /^\d{9,19}(\.\d+)?$/.test(text) ? markAsMoment(epochToMs(Number(text))) : undefined;
  const [, year, dash, month, day, hours, minutes, seconds = '00', decimals = '0', ownOffset] = match;
  const written = `${year}-${month}-${day}T${hours ?? '00'}:${minutes ?? '00'}:${seconds}`;
  const asUtc = Date.parse(`${written}Z`);
  // An ISO date is the same day in every zone, so no zone is needed. `20250609` without a zone may be any number.
  const isIsoDate = dash && !hours;
  const [offset, sign, offsetHours = 0, offsetMinutes = 0] =
    OFFSET.exec(ownOffset ?? (zone || (isIsoDate ? 'Z' : ''))) ?? [];
  // Engines turn 31 February into a day in March.
  if (!offset || Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(written)) return undefined;
  if (!hours) return asUtc;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return markAsMoment(asUtc + Math.floor(Number(decimals) * 1000) - (sign === '-' ? -offsetMs : offsetMs));
}

/** Returns a text with its day in the form of ISO 8601, where it begins with another form that can mean one day only. */
function withIsoDay(text: string): string {
  // The fast path for most times.
  if (/^\d{4}-|^\d+$/.test(text)) return withIsoOffset(text);
  const [found = '', first = '', , second = '', third = ''] = OTHER_DAY.exec(text) ?? [];
  const isYearFirst = first.length === 4 && /\d/.test(first);
  const readings: (string | undefined)[] = [];
  if (isYearFirst) readings.push(toIsoDay(first, second, third));
  else if (third.length === 4) readings.push(toIsoDay(third, first, second), toIsoDay(third, second, first));
  const possible = new Set(readings.filter((day) => day !== undefined));
  const [day] = possible;
  if (day === undefined || possible.size > 1) return text;
  return withIsoOffset(day + text.slice(found.length).replace(/^, ?/, ' '));
}

/** Returns a text with its offset directly behind the time, and with `Z` in place of `GMT` and `UTC`. */
const withIsoOffset = (text: string): string => text.replace(/ (?:GMT|UTC)$/, 'Z').replace(/ ([+-]\d\d:?\d\d)$/, '$1');

/**
 * Returns a day as `yyyy-MM-dd`, or undefined where the month or the day of the month is impossible.
 *
 * @param month its number, or its English name, in full or abbreviated to three letters or more
 */
function toIsoDay(year: string, month: string, day: string): string | undefined {
  const named = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase())) + 1;
  const number = Number(month) || named;
  const isPossible = number >= 1 && number <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isPossible ? [year, `${number}`.padStart(2, '0'), day.padStart(2, '0')].join('-') : undefined;
}

/** Turns an epoch of any unit into milliseconds. 1e9 s is September 2001; each bound is a thousand times the one before. */
function epochToMs(value: number): number {
  if (value < 1e11) return Math.floor(value * 1e3);
  if (value < 1e14) return Math.floor(value);
  return Math.floor(value < 1e17 ? value / 1e3 : value / 1e6);
}

/** Moves a moment that is exactly midnight in UTC by a millisecond, so that it is not taken for a date. */
const markAsMoment = (time: number): number => (isDateOnly(time) ? time + 1 : time);

/** Whether a time is a date alone: its time of day is not known, and none may be shown. */
export const isDateOnly = (time: number): boolean => time % DAY_MS === 0;

/** The offsets of time zones reach from UTC+14 to UTC−12: a date begins and ends earlier or later there than in UTC. */
const MAX_AHEAD_OF_UTC = 14 * HOUR_MS;
const MAX_BEHIND_UTC = 12 * HOUR_MS;

/** Whether one time is certainly later than another. A date and a moment can only be compared when they are a day apart. */
export function isLater(time: number, other: number): boolean {
  if (isDateOnly(time) === isDateOnly(other)) return time > other;
  return isDateOnly(time) ? time - MAX_AHEAD_OF_UTC > other : time > other + DAY_MS + MAX_BEHIND_UTC;
}
