/**
 * Reads a moment: epoch milliseconds, or undefined when it can't be told. Takes ISO 8601 with `Z` or an offset
 * (`+09:00`, `+0900`), a date alone (its midnight in UTC), and epoch seconds or milliseconds.
 *
 * A time without an offset is unknown, not "the reader's local time".
 */
export function readTime(raw: unknown): number | undefined {
  // A date clips what is out of its range to NaN.
  if (typeof raw === 'number') return +new Date(raw < 1e11 ? raw * 1000 : raw) || undefined;
  if (typeof raw !== 'string' || !/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/.test(raw)) return undefined;
  // Not every engine takes an offset without its colon.
  return Date.parse(raw.replace(/(T.*[+-]\d\d)(\d\d)$/, '$1:$2')) || undefined;
}
