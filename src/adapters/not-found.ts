import type { Issue } from '../model/quote.js';
import { isField } from './check-mapping.js';
import { isThere, type Row } from './find-path.js';
import type { Mapping } from './mapping.js';
import { replaces, type RowPlace } from './places.js';
import { listOf } from './skip-rows.js';

/** A row, and what was found in it. */
export interface ReadRow {
  readonly row: Row;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A part of a page's mapping that names what is nowhere in an answer. */
export const notFound = (path: string, value: unknown, action: Issue['action']): Issue => ({
  path,
  value,
  rule: 'not-found',
  action,
});

/**
 * The paths of a page's mapping at which nothing stands in any row of an answer: most often they are misspelt.
 *
 * @param page the mapping that the page wrote, not an adapter's own
 * @param read the rows that were read, by their places
 * @param seen these, and those that were left out
 */
export function nowhere(page: Mapping, read: ReadonlyMap<RowPlace, readonly ReadRow[]>, seen: readonly Row[]): Issue[] {
  const issues: Issue[] = [];
  const look = (name: string, path: unknown, field: string, places: readonly (readonly ReadRow[])[]): void => {
    const isAsked = places.some((rows) => rows.length);
    const isFound = ({ row, fields }: ReadRow): boolean => fields[field] !== undefined || isThere(row, path);
    if (isAsked && !places.some((rows) => rows.some(isFound))) issues.push(notFound(name, path, 'kept'));
  };
  const places = [...read];
  for (const [name, path] of Object.entries(page)) {
    if (!isField(name)) continue;
    const common = places.flatMap(([place, rows]) => (replaces(place, name) ? [] : [rows]));
    look(`paths.${name}`, path, name, common);
  }
  if (page.items !== undefined)
    for (const [place, rows] of places)
      for (const [name, path] of Object.entries(place.fields)) look(`${place.name}.${name}`, path, name, [rows]);
  // Where a missing value is a reason to leave a row out, it may be missing everywhere.
  for (const [path, values] of Object.entries(page.skip ?? {}))
    if (seen.length && !listOf(values).includes(null) && !seen.some((row) => isThere(row, path)))
      issues.push(notFound(`paths.skip.${path}`, path, 'kept'));
  return issues;
}
