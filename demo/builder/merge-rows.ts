import { FIELDS, type Field } from './field-names.js';
import type { PercentUnit } from './find-numbers.js';
import { valueAt, type Paths, type IdentifiedRows } from './identify-fields.js';
import { isMissing, type DecimalMark, type Row } from './parse-values.js';

/** Rows of several places that one mapping reads. */
export interface MergedRows {
  readonly parts: readonly IdentifiedRows[];
  readonly paths: Paths;
  readonly unit: PercentUnit | undefined;
  readonly words: Readonly<Record<string, string>> | undefined;
  readonly decimal: DecimalMark | undefined;
}

export const asMergedRows = ({ paths, numbers, words, decimal, ...rest }: IdentifiedRows): MergedRows => ({
  parts: [{ paths, numbers, words, decimal, ...rest }],
  paths,
  unit: numbers.unit,
  words,
  decimal,
});

const rowsOf = ({ parts }: MergedRows): Row[] => parts.flatMap(({ set }) => set.rows);

/** What a mapping's `a|b` finds. */
const firstValueAt = (row: Row, paths: string): unknown =>
  paths
    .split('|')
    .map((path) => valueAt(row, path))
    .find((value) => !isMissing(value));

/** One path, or two with a bar between them, by which either rows have what they had; undefined where there is none. */
function commonPath(field: Field, one: MergedRows, other: MergedRows): string | undefined | null {
  const [a, b] = [one.paths[field], other.paths[field]];
  if (a === b) return a;
  const isRight = (path: string): boolean =>
    [one, other].every((rows) => {
      const own = rows.paths[field];
      const elsewhere = Object.entries(rows.paths).flatMap(([name, path]) => (name === field ? [] : path.split('|')));
      return rowsOf(rows).every((row) => {
        const found = firstValueAt(row, path);
        if (own !== undefined) return found === firstValueAt(row, own);
        // What nobody has found to be anything else may be what it is called in the other rows.
        return (
          found === undefined ||
          !path.split('|').some((one) => elsewhere.includes(one) && !isMissing(valueAt(row, one)))
        );
      });
    });
  const both = [a, b].filter((path) => path !== undefined);
  return [both.join('|'), both.reverse().join('|')].find(isRight) ?? null;
}

/** The paths of all fields by which either rows have what they had; undefined where there are none. */
function commonPaths(one: MergedRows, other: MergedRows): Paths | undefined {
  const paths: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const path = commonPath(field, one, other);
    if (path === null) return undefined;
    if (path !== undefined) paths[field] = path;
  }
  return paths;
}

/** Quotes in a flat object have fields of their own, and no need of common ones. */
const isFlat = ({ parts }: MergedRows): boolean => parts.every(({ set }) => set.kind === 'flat');

const isCompatible = <T>(one: T | undefined, other: T | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/** Two sets of rows as one, if one mapping can read both. */
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
