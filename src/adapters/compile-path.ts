import { isMissing, isObject, isScalar } from './json-values.js';
import type { Path } from './mapping.js';
import { hasWordFor, type WordTable } from './translate-words.js';
import { valueAt } from './value-at.js';

/** A row, under the names by which a path refers to its parts. */
export interface Row {
  /** The row itself. */
  readonly $value: unknown;
  /**
   * The row's name in the object, or its index in the array, that contains it; its id where the mapping names the id.
   */
  readonly $key: string;
  /** The whole payload. */
  readonly $root: unknown;
}

/** Returns the value of one field of a row; undefined where the row has none. */
export type Getter = (row: Row) => unknown;

/**
 * Compiles a path of a mapping to a getter, so that the path is parsed once and not for each row. A constant, such as
 * 2, gives a getter that returns the constant.
 *
 * @param words the translations of the field: a value that they list counts as a value, even `"-"`
 */
export function compilePath(path: unknown, words?: WordTable): Getter {
  if (isObject(path)) return compileObject(path);
  if (typeof path !== 'string') return () => path;
  return path.startsWith('=') ? compileTemplate(path) : compileAlternatives(path.split('|'), words);
}

/**
 * Compiles an object of paths. The getter leaves out members without a value, and returns undefined when none is left.
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
 * Compiles a text such as `={base}/{quote}`. The getter returns undefined when one of the paths in braces has no value.
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

/** Splits a text that begins with `=` into its fixed parts and the paths that stand in braces. */
const templateParts = (template: string): { text: string; isPath: boolean }[] =>
  // Since the expression has one group, the parts with odd indices are what the group has matched.
  template
    .slice(1)
    .split(/\{([^{}]*)\}/)
    .map((text, index) => ({ text, isPath: index % 2 === 1 }));

function compileAlternatives(paths: readonly Path[], words: WordTable | undefined): Getter {
  return (row) => {
    // When no path has a value, the first thing that stands at one of them is returned: `"-"` is worth an issue.
    let fallback: unknown;
    for (const path of paths) {
      const value = valueInRow(row, path);
      if (!isMissing(value) || hasWordFor(words, value)) return value;
      // Unlike undefined, null is a statement of the source: there is no value now.
      if (fallback === undefined) fallback = value;
    }
    return fallback;
  };
}

/** Returns the value at a single path, which starts at the row, or with `$key`, `$value` or `$root`. */
const valueInRow = (row: Row, path: Path): unknown => valueAt(path.startsWith('$') ? row : row.$value, path);

/**
 * Whether anything stands at a path in a row, be it null or `"-"`. A path at which nothing stands in any row is most
 * often misspelt.
 */
export function pathExists(row: Row, path: unknown): boolean {
  if (isObject(path)) return Object.values(path).some((inner) => pathExists(row, inner));
  if (typeof path !== 'string') return true;
  if (path.startsWith('=')) return templateParts(path).every(({ text, isPath }) => !isPath || pathExists(row, text));
  return path.split('|').some((alternative) => valueInRow(row, alternative) !== undefined);
}
