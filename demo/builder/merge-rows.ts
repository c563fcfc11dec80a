import { FIELDS, type Field } from './field-names.js';
import type { PercentUnit } from './find-numbers.js';
import { valueAt, type Paths, type IdentifiedRows } from './identify-fields.js';
import { isMissing, type DecimalMark, type Row } from './parse-values.js';

/** Sets of rows that one mapping can read together. */
export interface MergedRows {
  readonly parts: readonly IdentifiedRows[];
  readonly paths: Paths;
  readonly unit: PercentUnit | undefined;
  readonly words: Readonly<Record<string, string>> | undefined;
  readonly decimal: DecimalMark | undefined;
}

/** Wraps a single set. */
export const asMergedRows = ({ paths, numbers, words, decimal, ...rest }: IdentifiedRows): MergedRows => ({
  parts: [{ paths, numbers, words, decimal, ...rest }],
  paths,
  unit: numbers.unit,
  words,
  decimal,
});

const rowsOf = ({ parts }: MergedRows): Row[] => parts.flatMap(({ set }) => set.rows);

/** Returns what a mapping finds for `a|b`: the first value that is not missing. */
const firstValueAt = (row: Row, paths: string): unknown =>
  paths
    .split('|')
    .map((path) => valueAt(row, path))
    .find((value) => !isMissing(value));

/**
 * Returns a path, or two joined by a bar, that gives both sets the same values of a field as before; undefined if neither has the
 * field, null if there is no such path.
 */
function commonPath(field: Field, one: MergedRows, other: MergedRows): string | undefined | null {
  const path = one.paths[field];
  const otherPath = other.paths[field];
  if (path === otherPath) return path;
  const fitsBoth = (path: string): boolean =>
    [one, other].every((rows) => {
      const own = rows.paths[field];
      const elsewhere = Object.entries(rows.paths).flatMap(([name, path]) => (name === field ? [] : path.split('|')));
      return rowsOf(rows).every((row) => {
        const found = firstValueAt(row, path);
        if (own !== undefined) return found === firstValueAt(row, own);
        // In a set without the field, the path may only find values that no other field of the set uses.
        return (
          found === undefined ||
          !path.split('|').some((one) => elsewhere.includes(one) && !isMissing(valueAt(row, one)))
        );
      });
    });
  const both = [path, otherPath].filter((each) => each !== undefined);
  return [both.join('|'), both.reverse().join('|')].find(fitsBoth) ?? null;
}

/** Returns the paths of all fields that read both sets as before; undefined if a field has none. */
function commonPaths(one: MergedRows, other: MergedRows): Paths | undefined {
  const paths: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const path = commonPath(field, one, other);
    if (path === null) return undefined;
    if (path !== undefined) paths[field] = path;
  }
  return paths;
}

/** Returns whether all rows come from flat objects: their quotes have paths of their own, and need no common ones. */
const isFlat = ({ parts }: MergedRows): boolean => parts.every(({ set }) => set.kind === 'flat');

/** Returns whether two settings are equal, or one of them is not set. */
const isCompatible = <T>(one: T | undefined, other: T | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/** Merges two sets of rows; undefined if no single mapping can read both. */
export function mergeRows(one: MergedRows, other: MergedRows): MergedRows | undefined {
  if (!isCompatible(one.unit, other.unit) || !isCompatible(one.decimal, other.decimal)) return undefined;
  const words = { ...one.words, ...other.words };
  if (Object.entries(one.words ?? {}).some(([code, word]) => words[code] !== word)) return undefined;
  const paths = isFlat(one) ? other.paths : isFlat(other) ? one.paths : commonPaths(one, other);
  if (!paths) return undefined;
  return {
    parts: [...one.parts, ...other.parts],
    paths,
    unit: one.unit ?? other.unit,
    words: one.words || other.words ? words : undefined,
    decimal: one.decimal ?? other.decimal,
  };
}
