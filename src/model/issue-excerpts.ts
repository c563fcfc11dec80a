/** The maximum length in characters of a text in an issue, in its path and in its value. */
const MAX_LENGTH = 200;
/** The maximum number of members of an object or array in an issue. */
const MAX_MEMBERS = 20;
/** The maximum number of values in an issue, nested members included. This also limits the depth. */
const MAX_VALUES = 100;

/** Returns the beginning of the path of an issue. The names of fields in a payload can be of any length. */
export const pathExcerpt = (path: string): string => path.slice(0, MAX_LENGTH);

/**
 * Creates a function that returns a value for an issue: texts are cut, and objects are copied with only their first
 * members, where `…` marks what was left out. A value of a payload may be of any size and depth, and may
 * contain itself. The excerpt can be written as JSON, sent to another tab and kept. Never throws.
 *
 * The excerpts of objects are cached as long as the function exists, because thousands of rows may share one huge object.
 */
export function createExcerpts(): (value: unknown) => unknown {
  const known = new Map<object, unknown>();

  let valuesLeft = 0;

  const excerptOf = (value: unknown): unknown => {
    if (typeof value === 'string') return value.slice(0, MAX_LENGTH);
    // A payload that is not from `JSON.parse` can contain big integers, symbols and functions, which JSON can't.
    if (/bigint|symbol|function/.test(typeof value)) return typeof value;
    if (typeof value !== 'object' || value === null) return value;
    if (--valuesLeft < 0) return '…';
    if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map(excerptOf);
    const members = value as Readonly<Record<string, unknown>>;
    const names = Object.keys(members).slice(0, MAX_MEMBERS);
    return Object.fromEntries(names.map((name) => [name.slice(0, MAX_LENGTH), excerptOf(members[name])] as const));
  };

  return (value) => {
    if (typeof value !== 'object' || value === null) return excerptOf(value);
    try {
      if (value instanceof Error) return value;
      valuesLeft = MAX_VALUES;
      if (!known.has(value)) known.set(value, excerptOf(value));
    } catch {
      // A getter or a proxy has thrown.
      return '…';
    }
    return known.get(value);
  };
}
