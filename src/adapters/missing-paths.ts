import type { Issue } from '../model/quote.js';
import { isItemField } from './check-mapping.js';
import { pathExists, type Row } from './compile-path.js';
import type { Mapping } from './mapping.js';
import { overridesField, type RowLocation } from './row-locations.js';
import { skippedValues } from './skip-rows.js';

/** A row of the payload, with the values of its fields. */
export interface ExtractedRow {
  readonly row: Row;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Creates the issue for a path or a location that is in the publisher's mapping but not in the payload. */
export const notFoundIssue = (path: string, value: unknown, action: Issue['action']): Issue => ({
  path,
  value,
  rule: 'not-found',
  action,
});

/**
 * Returns an issue for each path of the publisher's mapping that does not exist in any row of the payload, because such
 * a path is probably misspelt.
 *
 * @param publisherMapping the publisher's mapping, without the adapter's own mapping
 * @param rowsByLocation the rows that became items, by location
 * @param candidates the rows that became items, and the rows that `skip` excluded
 */
export function missingPaths(
  publisherMapping: Mapping,
  rowsByLocation: ReadonlyMap<RowLocation, readonly ExtractedRow[]>,
  candidates: readonly Row[],
): Issue[] {
  const issues: Issue[] = [];
  const check = (name: string, path: unknown, field: string, rows: readonly ExtractedRow[]): void => {
    const isFound = ({ row, fields }: ExtractedRow): boolean => fields[field] !== undefined || pathExists(row, path);
    if (rows.length && !rows.some(isFound)) issues.push(notFoundIssue(name, path, 'kept'));
  };
  const locations = [...rowsByLocation];
  for (const [name, path] of Object.entries(publisherMapping)) {
    if (!isItemField(name)) continue;
    const rows = locations.flatMap(([location, rows]) => (overridesField(location, name) ? [] : rows));
    check(`paths.${name}`, path, name, rows);
  }
  if (publisherMapping.items !== undefined) {
    for (const [location, rows] of locations) {
      for (const [name, path] of Object.entries(location.fields)) check(`${location.name}.${name}`, path, name, rows);
    }
  }
  for (const [path, values] of Object.entries(publisherMapping.skip ?? {})) {
    // If `skip` lists null for a path, the publisher expects rows without this path. A missing path is therefore not
    // reported.
    const mayBeMissing = skippedValues(values).includes(null);
    if (candidates.length && !mayBeMissing && !candidates.some((row) => pathExists(row, path)))
      issues.push(notFoundIssue(`paths.skip.${path}`, path, 'kept'));
  }
  return issues;
}
