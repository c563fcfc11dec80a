/** The most characters of a text that an issue holds, in its path and in its value. */
const MAX_LENGTH = 200;
/** The most members of an object or array that an issue holds. */
const MAX_MEMBERS = 20;
/** The most values that an issue holds, members of members included. It limits the depth as well. */
const MAX_VALUES = 100;

/** Returns the beginning of the path of an issue. The names of fields in a payload can be of any length. */
export const pathExcerpt = (path: string): string => path.slice(0, MAX_LENGTH);

/**
 * Creates a function that returns a value for an issue: texts are cut, and of objects a copy with their first members is
 * returned, in which `…` stands for what is left out. A value of a payload may be of any size and depth, and may
 * contain itself. The excerpt can be written as JSON, sent to another tab and kept. Never throws.
 *
 * The excerpts of objects are kept until the function is, because thousands of rows may share one huge object.
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
