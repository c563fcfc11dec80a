import { compilePath, type Row } from './compile-path.js';
import { isScalar } from './json-values.js';
import type { Mapping, Skipped } from './mapping.js';

/** Compiles the `skip` of a mapping to a function that says whether a row is left out. */
export function compileSkip(skip: Mapping['skip'] = {}): (row: Row) => boolean {
  const rules = Object.entries(skip).map(([path, values]) => ({
    get: compilePath(path),
    skipped: new Set(skippedValues(values).map(comparable)),
  }));
  return (row) => rules.some(({ get, skipped }) => skipped.has(comparable(get(row))));
}

/** Lists the values of one entry of `skip`, where a single value may stand without a list around it. */
export const skippedValues = (values: Skipped | readonly Skipped[]): readonly Skipped[] =>
  isList(values) ? values : [values];

// `Array.isArray` does not narrow the type of a read-only array.
const isList = (values: Skipped | readonly Skipped[]): values is readonly Skipped[] => Array.isArray(values);

/**
 * Converts a value for comparison: null when it is missing, undefined when it is an object, which no mapping can name.
 */
function comparable(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return isScalar(value) ? `${value}`.trim() : undefined;
}
