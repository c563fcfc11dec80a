import type { Path } from './mapping.js';
import { valueAt } from './value-at.js';

/**
 * The maximum number of rows (entries of the payload's list) to search. Searching one row is not enough, because an
 * exchange may include a row for an index that the exchange does not compute, and such a row may lack fields.
 */
const MAX_ROWS = 20;

/**
 * Whether any of the first 20 rows at the path `location` contains a value at the path `field`. If the value at
 * `location` is not an array, this value is the only row.
 */
export function someRowHas(payload: unknown, location: Path, field: Path): boolean {
  const found = valueAt(payload, location);
  const rows: readonly unknown[] = Array.isArray(found) ? found.slice(0, MAX_ROWS) : [found];
  return rows.some((row) => valueAt(row, field) !== undefined);
}
