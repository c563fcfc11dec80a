import { compilePath, type Row } from './compile-path.js';
import { isScalar } from './json-values.js';
import type { Mapping, Skipped } from './mapping.js';

/** Compiles the `skip` of a mapping to a function that returns whether a row of the payload is skipped. */
export function compileSkip(skip: Mapping['skip'] = {}): (row: Row) => boolean {
  const rules = Object.entries(skip).map(([path, values]) => ({
    get: compilePath(path),
    skipped: new Set(skippedValues(values).map(comparable)),
  }));
  return (row) => rules.some(({ get, skipped }) => skipped.has(comparable(get(row))));
}

/** Returns the values of one entry of `skip` as a list, even if the entry is a single value. */
export const skippedValues = (values: Skipped | readonly Skipped[]): readonly Skipped[] =>
  isList(values) ? values : [values];

// This type guard is needed because `Array.isArray` does not narrow the type of a read-only array.
const isList = (values: Skipped | readonly Skipped[]): values is readonly Skipped[] => Array.isArray(values);

/**
 * Converts a value to the form in which values are compared. A string, number or boolean becomes text without
 * surrounding spaces. Null and an absent value become null. An object becomes undefined, which does not match any value
 * in `skip`.
 */
function comparable(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return isScalar(value) ? `${value}`.trim() : undefined;
}
