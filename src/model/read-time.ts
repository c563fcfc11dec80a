export const DAY = 86_400_000;

/**
 * Year, month, day; hours, minutes, seconds and decimals; offset. With dashes and colons, or without.
 */
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?$/;
/** 2026/03/12, 2026.03.12, 2026. 3. 12., 2026년 3월 12일: the year first, and so nothing but this order. */
const YEAR_FIRST = /^(\d{4})(?:([/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?|년 ?(\d{1,2})월 ?(\d{1,2})일)(?=$|[ T])/;
/** 28.04.2026, 04/28/2026: which is the day and which the month can only be told where one of them is no month. */
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[ ,T])/;
/** Apr 28, 2026, and 28 Apr 2026, with the day of the week before it or without. */
const MONTH_NAMED =
  /^(?:[a-z]{3,9},? )?(?:([a-z]{3,9})\.? (\d{1,2})|(\d{1,2})[ -]([a-z]{3,9})\.?),?[ -](\d{4})(?=$|[ ,T])/i;
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
export function readTime(raw: unknown, zone = ''): number | undefined {
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
  if (/^\d{4}-|^\d+$/.test(text)) return text;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [found, year, , month = yearFirst[5], day = yearFirst[6]] = yearFirst;
    return isoDay(year, month, day) + text.slice(found.length);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const [found, one, , other, year] = yearLast;
    const isDayFirst = Number(one) > 12;
    // 12.31.2026 and 31.12.2026 can be told, and so can 4/4/2026.
    const isTold = isDayFirst || Number(other) > 12 || Number(one) === Number(other);
    return isTold ? isoDay(year, isDayFirst ? other : one, isDayFirst ? one : other) + restOf(text, found) : text;
  }
  const named = MONTH_NAMED.exec(text);
  if (!named) return text;
  const [found, monthFirst, dayAfter, dayFirst, monthAfter, year] = named;
  const name = (monthFirst ?? monthAfter ?? '').toLowerCase();
  const month = MONTHS.findIndex((full) => full === name || full.slice(0, 3) === name || full.slice(0, 4) === name);
  return month < 0 ? text : isoDay(year, `${month + 1}`, dayAfter ?? dayFirst) + restOf(text, found);
}

/** What follows the day: a comma before the time, and `GMT` for the offset, as RFC 5322 writes them. */
const restOf = (text: string, day: string): string =>
  text
    .slice(day.length)
    .replace(/^, ?/, ' ')
    .replace(/ (?:GMT|UTC)$/, 'Z')
    .replace(/ ([+-]\d\d:?\d\d)$/, '$1');

const isoDay = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/** 1e9 s is September 2001; each bound is a thousand times the one before. */
const fromEpoch = (value: number): number =>
  Math.floor(value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);

const moment = (time: number): number => (isDate(time) ? time + 1 : time);

/** The moment is a date alone: no time of the day is known, and none may be shown. */
export const isDate = (time: number): boolean => time % DAY === 0;

/** A date is the same day from UTC+14 to UTC−12: it begins and ends so long before and after it does in UTC. */
const EARLIEST = 14 * 3_600_000;
const LATEST = 12 * 3_600_000;

/** Whether one time is surely later than another: a date and a moment can only be compared when they are a day apart. */
export function isLater(time: number, other: number): boolean {
  if (isDate(time) === isDate(other)) return time > other;
  return isDate(time) ? time - EARLIEST > other : time > other + DAY + LATEST;
}
