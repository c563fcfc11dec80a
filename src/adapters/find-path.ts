import type { Path } from './mapping.js';
import { isDeclared, type WordTable } from './translate.js';
import { isMissing, isObject, isScalar } from './values.js';

/** What the paths of a row can name beside the row's own fields. */
export interface Row {
  readonly $value: unknown;
  readonly $key: string;
  readonly $root: unknown;
}

/** Finds the value of one field in a row. */
export type Finder = (row: Row) => unknown;

/** An own member: a payload has no prototype worth reading. A negative place of an array counts from its end. */
function member(value: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name];
  return Array.isArray(value) && /^-[1-9]\d*$/.test(name) ? (value.at(Number(name)) as unknown) : undefined;
}

/** What is at a path; undefined when there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  if (!path || !isObject(value)) return path ? undefined : value;
  const whole = member(value, path);
  if (whole !== undefined) return whole;
  // Each dot may be a part of a name, or end one.
  for (let dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const found = valueAt(member(value, path.slice(0, dot)), path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value at one path of a row, which may begin with `$key`, `$value` or `$root`. */
const inRow = (row: Row, path: Path): unknown => valueAt(path.startsWith('$') ? row : row.$value, path);

/** The parts of a text after `=`; those with odd places are paths, which stood between braces. */
const partsOf = (template: string): string[] => template.slice(1).split(/\{([^{}]*)\}/);

/**
 * The finder for a path; it is made once for all rows.
 *
 * @param words what the field's own words are: a value that they declare is one, even if it is `"-"`
 */
export function pathFinder(path: unknown, words?: WordTable): Finder {
  if (isObject(path)) {
    const inner = Object.entries(path).map(([name, path]) => [name, pathFinder(path)] as const);
    return (row) => {
      const found = inner.map(([name, find]) => [name, find(row)]).filter(([, value]) => !isMissing(value));
      return found[0] && (Object.fromEntries(found) as unknown);
    };
  }
  if (typeof path !== 'string') return () => path;
  if (path.startsWith('=')) {
    const finders = partsOf(path).map((part, index) => (index % 2 ? pathFinder(part) : () => part));
    return (row) => {
      const values = finders.map((find) => find(row));
      return values.some((value, index) => index % 2 && (isMissing(value) || !isScalar(value)))
        ? undefined
        : values.join('');
    };
  }
  const paths = path.split('|');
  // Where no path has a value, the first thing that stands at one is taken all the same: `"-"` is worth a report.
  return (row) => {
    let rest: unknown;
    for (const one of paths) {
      const value = inRow(row, one);
      if (!isMissing(value) || isDeclared(words, value)) return value;
      // null is an answer: it says that there is no value now.
      if (rest === undefined) rest = value;
    }
    return rest;
  };
}

/** Whether anything stands at a path in a row, be it null or `"-"`. A path that names nothing in any row is a wrong one. */
export function isThere(row: Row, path: unknown): boolean {
  if (isObject(path)) return Object.values(path).some((one) => isThere(row, one));
  if (typeof path !== 'string') return true;
  if (path.startsWith('=')) return partsOf(path).every((part, index) => index % 2 === 0 || isThere(row, part));
  return path.split('|').some((one) => inRow(row, one) !== undefined);
}
