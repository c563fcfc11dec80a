import { cut, isMissing, isObject, isScalar } from './json-values.js';
import type { Path } from './mapping.js';
import { hasWordFor, type WordTable } from './translate-words.js';
import { valueAt } from './value-at.js';

/** A row of the payload. A path can start with the name of a member, such as `$key`. */
export interface Row {
  /** The row itself. */
  readonly $value: unknown;
  /**
   * The property name or array index of the row; the id of the row, if this id is a key of `items`; or an empty string,
   * if the location is a single row without an id.
   */
  readonly $key: string;
  /** The whole payload. */
  readonly $root: unknown;
}

/** Returns the value of one field of a row, or undefined if the row has no such value. */
export type Getter = (row: Row) => unknown;

/**
 * Compiles a path of a mapping to a getter, so that the path is not parsed again for each row. A constant, such as `2`,
 * is compiled to a getter that returns the constant.
 *
 * @param words the translations of the field; a value with a translation does not count as missing, even if it is `"-"`
 */
export function compilePath(path: unknown, words?: WordTable): Getter {
  if (isObject(path)) return compileObject(path);
  if (typeof path !== 'string') return () => path;
  return path.startsWith('=') ? compileTemplate(path) : compileAlternatives(path.split('|'), words);
}

/**
 * Compiles an object of paths. The getter omits members without a value, and returns undefined if no member has a
 * value.
 */
function compileObject(paths: Readonly<Record<string, unknown>>): Getter {
  const getters = Object.entries(paths).map(([name, path]) => [name, compilePath(path)] as const);
  return (row) => {
    const members = getters.map(([name, get]) => [name, get(row)] as const);
    const present = members.filter(([, value]) => !isMissing(value));
    return present.length ? Object.fromEntries<unknown>(present) : undefined;
  };
}

/**
 * Compiles a text such as `={base}/{quote}`. The getter returns undefined if the value of any path in braces is missing
 * or is an object.
 */
function compileTemplate(template: string): Getter {
  const getters = templateParts(template).map(({ text, isPath }) => ({
    get: isPath ? compilePath(text) : () => text,
    isPath,
  }));
  return (row) => {
    let result = '';
    for (const { get, isPath } of getters) {
      const value = get(row);
      if (!isScalar(value) || (isPath && isMissing(value))) return undefined;
      result += value;
    }
    return result;
  };
}

/** Splits a text that starts with `=` into its literal parts and the paths in braces. */
const templateParts = (template: string): { text: string; isPath: boolean }[] =>
  // The expression has one capturing group, so `split` returns the paths at the odd indices.
  template
    .slice(1)
    .split(/\{([^{}]*)\}/)
    .map((text, index) => ({ text, isPath: index % 2 === 1 }));

function compileAlternatives(paths: readonly Path[], words: WordTable | undefined): Getter {
  return (row) => {
    // `fallback` is the first `null`, `""` or `"-"` at one of the paths. If the values at all paths are missing, the
    // getter returns `fallback` instead of undefined, so that a `"-"` is reported as an issue.
    let fallback: unknown;
    for (const path of paths) {
      const value = valueInRow(row, path);
      if (!isMissing(value) || hasWordFor(words, value)) return value;
      // Null can be the fallback, but undefined cannot. Null means that the vendor has no value now, whereas undefined
      // means that the payload does not contain the path.
      if (fallback === undefined) fallback = value;
    }
    return fallback;
  };
}

/**
 * Returns the value at one path, or the beginning of a long text. The path starts at the row, unless it begins with `$`,
 * as in `$key`.
 */
const valueInRow = (row: Row, path: Path): unknown => cut(valueAt(path.startsWith('$') ? row : row.$value, path));

/**
 * Whether a path exists in a row, even if the value at the path is null or `"-"`. Of several alternatives or of an
 * object of paths, at least one path has to exist. In a text such as `={base}/{quote}`, all paths have to exist. A
 * constant always exists.
 */
export function pathExists(row: Row, path: unknown): boolean {
  if (isObject(path)) return Object.values(path).some((inner) => pathExists(row, inner));
  if (typeof path !== 'string') return true;
  if (path.startsWith('=')) return templateParts(path).every(({ text, isPath }) => !isPath || pathExists(row, text));
  return path.split('|').some((alternative) => valueInRow(row, alternative) !== undefined);
}
