export const DAY = 86_400_000;

/**
 * Year, month, day; hours, minutes, seconds and decimals; offset. With dashes and colons, or without.
 */
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?$/;
/**
 * A day in another form than that of ISO 8601, in three parts, with the day of the week before it or without: 2026/03/12,
 * 2026. 3. 12., 2026년 3월 12일, 28.04.2026, Apr 28, 2026, 28 Apr 2026.
 */
const OTHER_DAY =
  /^(?:[a-z]{3,9}, )?(\d+|[a-z]{3,9})(\.? |[./-] ?|년 ?)(\d+|[a-z]{3,9})(?:\2|\.?,? |월 ?)(\d+)[.일]?(?=$|[ ,T])/i;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const OFFSET = /^(?:Z|([+-])([01]\d):?([0-5]\d))$/;

/**
 * Reads a moment: epoch milliseconds, or undefined when it can't be told.
 *
 * - ISO 8601 with `Z` or an offset (`+09:00`, `+0900`), seconds with up to nine decimals.
 * - A date alone is midnight in UTC, whatever the zone: `isDate` knows it by that, and it is shown as a date. A moment that is
 *   midnight in UTC is told a millisecond later: it is nine in the morning in Seoul, when the market opens.
 * - The day as well with slashes or dots after the year (`2026/03/12`), or in another order where that can mean one day only:
 *   `28.04.2026`, `Apr 28 2026`. `01.04.2026` is April in one country and January in another, and unknown.
 * - Epoch seconds, milli-, micro- or nanoseconds, as number or digits, told apart by size.
 * - `yyyyMMdd`, `yyyyMMddHHmmss`, and ISO without an offset, only with a `zone`: a time without a zone is unknown, not "the
 *   reader's local time".
 *
 * Hours from 24 up are session signals at KOSCOM, not times; a 31 February is no date.
 *
 * @param zone UTC offset of times that come without one: `+09:00`
 */
export function parseTime(raw: unknown, zone = ''): number | undefined {
  // `20260829011551` is a time; as epoch milliseconds it would be the year 2612.
  const text = typeof raw === 'number' || typeof raw === 'string' ? withIsoDay(`${raw}`.trim().slice(0, LONGEST)) : '';
  const [found, year, dash, month, day, hours, minutes, seconds = '00', decimals = '0', own] = TIME.exec(text) ?? [];
  if (!found) return /^\d{9,19}(\.\d+)?$/.test(text) ? moment(fromEpoch(Number(text))) : undefined;
  const written = `${year}-${month}-${day}T${hours ?? '00'}:${minutes ?? '00'}:${seconds}`;
  const local = Date.parse(`${written}Z`);
  // A date alone is the same day in every zone.
  const [offset, sign, away = 0, more = 0] = OFFSET.exec(own ?? (zone || (dash && !hours && 'Z') || '')) ?? [];
  // Engines let 31 February roll over into March.
  if (!offset || Number.isNaN(local) || !new Date(local).toISOString().startsWith(written)) return undefined;
  if (!hours) return local;
  const ahead = (Number(away) * 60 + Number(more)) * 60_000;
  return moment(local + Math.floor(Number(decimals) * 1000) - (sign === '-' ? -ahead : ahead));
}

/** No time that is read is longer. */
const LONGEST = 64;

/** The text with its day as ISO 8601 writes it, where it has one in another form that can mean one day only. */
function withIsoDay(text: string): string {
  // Most are this.
  if (/^\d{4}-|^\d+$/.test(text)) return withoutGap(text);
  const [found = '', first = '', , second = '', third = ''] = OTHER_DAY.exec(text) ?? [];
  const isYearFirst = first.length === 4 && /\d/.test(first);
  const days = isYearFirst
    ? [isoDay(first, second, third)]
    : third.length === 4
      ? [isoDay(third, first, second), isoDay(third, second, first)]
      : [];
  const possible = new Set(days.filter((day) => day !== undefined));
  const [day] = possible;
  if (day === undefined || possible.size > 1) return text;
  return withoutGap(day + text.slice(found.length).replace(/^, ?/, ' '));
}

/** The offset straight behind the time, and `Z` for `GMT` and `UTC`. */
const withoutGap = (text: string): string => text.replace(/ (?:GMT|UTC)$/, 'Z').replace(/ ([+-]\d\d:?\d\d)$/, '$1');

/** @param month its number, or its English name, in full or from three letters on */
function isoDay(year: string, month: string, day: string): string | undefined {
  const named = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase())) + 1;
  const number = Number(month) || named;
  const isDay = number >= 1 && number <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isDay ? [year, `${number}`.padStart(2, '0'), day.padStart(2, '0')].join('-') : undefined;
}

/** 1e9 s is September 2001; each bound is a thousand times the one before. */
const fromEpoch = (value: number): number =>
  Math.floor(value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);

const moment = (time: number): number => (isDateOnly(time) ? time + 1 : time);

/** The moment is a date alone: no time of the day is known, and none may be shown. */
export const isDateOnly = (time: number): boolean => time % DAY === 0;

/** A date is the same day from UTC+14 to UTC−12: it begins and ends so long before and after it does in UTC. */
const EARLIEST = 14 * 3_600_000;
const LATEST = 12 * 3_600_000;

/** Whether one time is surely later than another: a date and a moment can only be compared when they are a day apart. */
export function isLater(time: number, other: number): boolean {
  if (isDateOnly(time) === isDateOnly(other)) return time > other;
  return isDateOnly(time) ? time - EARLIEST > other : time > other + DAY + LATEST;
}
