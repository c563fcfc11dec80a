import type { Issue } from '../model/quote.js';
import { isItemField } from './check-mapping.js';
import { pathExists, type Row } from './compile-path.js';
import type { Mapping } from './mapping.js';
import { overridesField, type RowPlace } from './row-places.js';
import { skippedValues } from './skip-rows.js';

/** A row with the values that were found in it. */
export interface ExtractedRow {
  readonly row: Row;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Creates the issue for a part of a page's mapping that names something which the payload does not have. */
export const notFoundIssue = (path: string, value: unknown, action: Issue['action']): Issue => ({
  path,
  value,
  rule: 'not-found',
  action,
});

/**
 * Reports the paths of a page's mapping at which nothing stands in any row of a payload: most often they are misspelt.
 *
 * @param page the mapping that the page wrote, without the adapter's own
 * @param rowsByPlace the rows that became items, by their place
 * @param candidates these rows, and those that `skip` has left out
 */
export function missingPaths(
  page: Mapping,
  rowsByPlace: ReadonlyMap<RowPlace, readonly ExtractedRow[]>,
  candidates: readonly Row[],
): Issue[] {
  const issues: Issue[] = [];
  const check = (name: string, path: unknown, field: string, rows: readonly ExtractedRow[]): void => {
    const isFound = ({ row, fields }: ExtractedRow): boolean => fields[field] !== undefined || pathExists(row, path);
    if (rows.length && !rows.some(isFound)) issues.push(notFoundIssue(name, path, 'kept'));
  };
  const places = [...rowsByPlace];
  for (const [name, path] of Object.entries(page)) {
    if (!isItemField(name)) continue;
    const rows = places.flatMap(([place, rows]) => (overridesField(place, name) ? [] : rows));
    check(`paths.${name}`, path, name, rows);
  }
  if (page.items !== undefined) {
    for (const [place, rows] of places) {
      for (const [name, path] of Object.entries(place.fields)) check(`${place.name}.${name}`, path, name, rows);
    }
  }
  for (const [path, values] of Object.entries(page.skip ?? {})) {
    // Where null is a reason to leave out a row, the value may be missing in all rows.
    const mayBeMissing = skippedValues(values).includes(null);
    if (candidates.length && !mayBeMissing && !candidates.some((row) => pathExists(row, path)))
      issues.push(notFoundIssue(`paths.skip.${path}`, path, 'kept'));
  }
  return issues;
}
