/**
 * Reads a moment: epoch milliseconds, or undefined when it can't be told.
 *
 * - ISO 8601 with `Z` or an offset (`+09:00`, `+0900`), seconds with up to nine decimals. A date alone is its
 *   midnight in `zone`, else UTC.
 * - Epoch seconds, milli-, micro- or nanoseconds, as number or digits, told apart by size.
 * - `yyyyMMdd` and `yyyyMMddHHmmss`, and ISO without an offset, only with a `zone` (`+09:00`): a time without
 *   a zone is unknown, not "the reader's local time".
 *
 * Hours from 24 up are session signals at some sources (KOSCOM), not times.
 */
export function readTime(raw: unknown, zone = ''): number | undefined {
  const text = `${raw as string}`.trim();
  const match = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)([.,]\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (!match) return /^\d{9,19}$/.test(text) ? fromEpoch(Number(text)) : undefined;
  const [, year, dash, month, day, hour = '00', minute = '00', second = '00', decimals = '.0', own] = match;
  const offset = own ?? (zone || (dash && !match[5] ? 'Z' : ''));
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const local = Date.parse(written);
  // 31 February rolls over into March and 24:00 into the next day: neither is a time that was meant.
  if (!offset || Number.isNaN(local) || new Date(local).toISOString() !== written) return undefined;
  const [hours, minutes] = [offset.slice(0, 3), offset.slice(-2)].map((part) => Number(part) || 0);
  const away = Math.abs(hours!) * 60 + minutes!;
  return local + Math.floor(Number(decimals.replace(',', '.')) * 1000) - (offset.startsWith('-') ? -away : away) * 60_000;
}

/** 1e9 s is September 2001; each bound is a thousand times the one before. */
const fromEpoch = (value: number): number =>
  Math.floor(value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);
