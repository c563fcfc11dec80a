export const DAY = 86_400_000;

/**
 * Year, month, day; hours, minutes, seconds and decimals; offset. With dashes and colons, or without.
 */
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(\.\d{1,9})?)?(Z|[+-][01]\d:?[0-5]\d)?$/;
const OFFSET = /^(?:Z|([+-])([01]\d):?([0-5]\d))$/;

/**
 * Reads a moment: epoch milliseconds, or undefined when it can't be told.
 *
 * - ISO 8601 with `Z` or an offset (`+09:00`, `+0900`), seconds with up to nine decimals.
 * - A date alone is midnight in UTC, whatever the zone: `isDate` knows it by that, and it is shown as a date. A moment that is
 *   midnight in UTC is told a millisecond later: it is nine in the morning in Seoul, when the market opens.
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
  const text = typeof raw === 'number' || typeof raw === 'string' ? `${raw}`.trim() : '';
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

/** 1e9 s is September 2001; each bound is a thousand times the one before. */
const fromEpoch = (value: number): number =>
  Math.floor(value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);

const moment = (time: number): number => (isDate(time) ? time + 1 : time);

/** The moment is a date alone: no time of the day is known, and none may be shown. */
export const isDate = (time: number): boolean => time % DAY === 0;
