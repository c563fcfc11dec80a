// ISO 8601 and its compact form: date, time, decimals, offset.
const TIME = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|([+-])(\d\d):?(\d\d))?$/i;

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
  if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
  const match = TIME.exec(`${raw}`.trim());
  if (!match) return /^\d{9,19}$/.test(`${raw}`.trim()) ? fromEpoch(Number(raw)) : undefined;
  const [, year, dash, month, day, hour = '00', minute = '00', second = '00', decimals = '', own] = match;
  if (!own && zone) return readTime(`${year}-${month}-${day}T${hour}:${minute}:${second}.${decimals}0${zone}`);
  if (!own && (match[5] || !dash)) return undefined;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.${decimals.padEnd(3, '0').slice(0, 3)}Z`;
  const local = new Date(written);
  // 31 February rolls over into March and 24:00 into the next day: neither is a time that was meant.
  if (!(+local >= 0) || local.toISOString() !== written) return undefined;
  return +local - Number(`${match[10] ?? ''}1`) * (Number(match[11] ?? 0) * 60 + Number(match[12] ?? 0)) * 60_000;
}

/** 1e9 s is September 2001; each bound is a thousand times the one before. */
function fromEpoch(value: number): number {
  return Math.floor(value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);
}
