export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Matches a date, then optionally a time (hours and minutes, with or without seconds and decimals), then optionally an
 * offset. All colons and the `T` or space before the time are optional. The date contains either both dashes or none.
 */
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?$/;
/**
 * Matches a date with three parts that is not in ISO 8601 form, optionally after the day of the week: `2026/03/12`,
 * `2026. 3. 12.`, `2026년 3월 12일`, `28.04.2026`, `Apr 28, 2026`, `28 Apr 2026`. The date has to be followed by a space,
 * a comma, a `T` or the end of the text.
 */
const OTHER_DAY =
  /^(?:[a-z]{3,9}, )?(\d+|[a-z]{3,9})(\.? |[./-] ?|년 ?)(\d+|[a-z]{3,9})(?:\2|\.?,? |월 ?)(\d+)[.일]?(?=$|[ ,T])/i;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const OFFSET = /^(?:Z|([+-])([01]\d):?([0-5]\d))$/;

/**
 * The maximum length of a time in characters. A longer text is cut to this length, because no supported form is longer.
 */
const MAX_LENGTH = 64;

/**
 * Parses a time. Returns epoch ms, or undefined if the time is ambiguous or cannot be parsed. These forms are
 * supported:
 *
 * - ISO 8601 with `Z` or an offset (`+09:00`, `+0900`), with or without seconds, which can have up to nine decimals.
 * - An ISO 8601 date without a time of day. The result is midnight in UTC, regardless of the zone. `isDateOnly` detects
 *   this result, so that only the date is shown. A moment (a date with a time of day) that is exactly midnight in UTC
 *   is therefore returned as 1 ms later. Such moments are common, because midnight in UTC is nine in the morning in
 *   Seoul, when the market opens.
 * - A date that begins with the year and has other separators (`2026/03/12`, `2026년 3월 12일`), or a date in another
 *   order that can mean only one day (`28.04.2026`, `Apr 28 2026`). `01.04.2026` is rejected, because it is in April in
 *   one country and in January in another.
 * - Epoch seconds, milliseconds, microseconds or nanoseconds, as a number or as digits. The size determines the unit.
 * - `yyyyMMdd`, `yyyyMMddHHmmss`, and an ISO 8601 time without an offset, if `zone` is given. Without a zone such a
 *   value is rejected, because it is never treated as the local time of the reader.
 *
 * Hours of 24 and above are rejected, because KOSCOM uses them as session signals. Impossible days such as 31 February
 * are rejected as well.
 *
 * @param zone the UTC offset of times without an offset, such as `+09:00`
 */
export function parseTime(raw: unknown, zone = ''): number | undefined {
  if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
  const text = withIsoDay(`${raw}`.trim().slice(0, MAX_LENGTH));
  // The calendar forms are tried before the epoch forms. Otherwise, `20260829011551` (29 August 2026) would be treated
  // as epoch ms in the year 2612.
  const match = TIME.exec(text);
  if (!match) return /^\d{9,19}(?:\.\d+)?$/.test(text) ? markAsMoment(epochToMs(Number(text))) : undefined;
  const [, year, dash, month, day, hours, minutes, seconds = '00', decimals = '0', ownOffset] = match;
  const written = `${year}-${month}-${day}T${hours ?? '00'}:${minutes ?? '00'}:${seconds}`;
  const asUtc = Date.parse(`${written}Z`);
  // An ISO date needs no zone, because it names the same day in every zone. A date without dashes, such as `20250609`,
  // is accepted only with a zone, because otherwise it may be any number.
  const isIsoDate = dash && !hours;
  const [offset, sign, offsetHours = 0, offsetMinutes = 0] =
    OFFSET.exec(ownOffset ?? (zone || (isIsoDate ? 'Z' : ''))) ?? [];
  // Some JavaScript engines, such as V8, convert 31 February to a day in March. The comparison with the text rejects
  // such a day.
  if (!offset || Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(written)) return undefined;
  if (!hours) return asUtc;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return markAsMoment(asUtc + Math.floor(Number(decimals) * 1000) - (sign === '-' ? -offsetMs : offsetMs));
}

/** Converts the day and the offset in a text to ISO 8601 form. The day is converted only if it is unambiguous. */
function withIsoDay(text: string): string {
  // ISO dates and plain digits take this fast path, because most times have one of these forms.
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

/** Removes the space before a UTC offset, and replaces a trailing `GMT` or `UTC` with `Z`. */
const withIsoOffset = (text: string): string => text.replace(/ (?:GMT|UTC)$/, 'Z').replace(/ ([+-]\d\d:?\d\d)$/, '$1');

/**
 * Returns a day as `yyyy-MM-dd`, or undefined if the month or the day of the month is impossible.
 *
 * @param month the number of the month, or its English name (in full, or abbreviated to three letters or more)
 */
function toIsoDay(year: string, month: string, day: string): string | undefined {
  const named = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase())) + 1;
  const number = Number(month) || named;
  const isPossible = number >= 1 && number <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isPossible ? [year, `${number}`.padStart(2, '0'), day.padStart(2, '0')].join('-') : undefined;
}

/**
 * Converts an epoch time in any unit to ms. The size of the value determines the unit: 1e11 is the year 5138 in s, but
 * 1973 in ms. Each bound in the code is a thousand times the previous one.
 */
function epochToMs(value: number): number {
  if (value < 1e11) return Math.floor(value * 1e3);
  if (value < 1e14) return Math.floor(value);
  return Math.floor(value < 1e17 ? value / 1e3 : value / 1e6);
}

/** Adds 1 ms to a moment that is exactly midnight in UTC, so that the moment is not mistaken for a date. */
export const markAsMoment = (time: number): number => (isDateOnly(time) ? time + 1 : time);

/**
 * Whether a time is only a date, which is represented as midnight in UTC. No time of day may be shown for such a time.
 * A moment that is exactly midnight in UTC is represented as 1 ms after midnight.
 */
export const isDateOnly = (time: number): boolean => time % DAY_MS === 0;

/** Writes a parsed time in ISO 8601 (a date only as a date). Throws if no calendar has the time. */
export const writeTime = (time: number): string =>
  new Date(time).toISOString().slice(0, isDateOnly(time) ? 10 : undefined);

/**
 * Time zones range from UTC+14 to UTC−12. The same date therefore begins up to 14 hours earlier or up to 12 hours later
 * than in UTC.
 */
const MAX_AHEAD_OF_UTC = 14 * HOUR_MS;
const MAX_BEHIND_UTC = 12 * HOUR_MS;

/**
 * Whether one time is certainly later than another. Two dates, or two moments, are compared directly. A date and a
 * moment are compared in every zone, because the zone of a date is unknown. The date is later only if it begins after
 * the moment in every zone. The moment is later only if the date has ended in every zone.
 */
export function isLater(time: number, other: number): boolean {
  if (isDateOnly(time) === isDateOnly(other)) return time > other;
  return isDateOnly(time) ? time - MAX_AHEAD_OF_UTC > other : time > other + DAY_MS + MAX_BEHIND_UTC;
}
