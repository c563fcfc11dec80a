import { pathFinder, type Row } from './find-path.js';
import type { Mapping, Skipped } from './mapping.js';
import { isScalar } from './values.js';

/** Tells the rows that a mapping leaves out by a value. */
export function skipper(skip: Mapping['skip'] = {}): (row: Row) => boolean {
  const tests = Object.entries(skip).map(([path, values]) => {
    const texts = new Set(listOf(values).map(comparable));
    return [pathFinder(path), texts] as const;
  });
  return (row) => tests.some(([find, texts]) => texts.has(comparable(find(row))));
}

/** One value may stand without the list around it. */
export const listOf = (values: Skipped | readonly Skipped[]): readonly Skipped[] =>
  Array.isArray(values) ? (values as readonly Skipped[]) : [values as Skipped];

/** A value as it is compared: null when it is missing, undefined when it is nothing that a mapping can name. */
function comparable(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return isScalar(value) ? `${value}`.trim() : undefined;
}
