import type { Path } from './mapping.js';
import { valueAt } from './value-at.js';

/**
 * The maximum number of rows of the payload that are searched. One row is not enough, because an exchange may include
 * a row for an index that it does not compute, and such a row may lack fields.
 */
const MAX_ROWS = 20;

/**
 * Whether any of the first 20 rows at the path `location` contains `field`. If the value at `location` is not an array,
 * it counts as a single row.
 */
export function someRowHas(payload: unknown, location: Path, field: Path): boolean {
  const found = valueAt(payload, location);
  const rows: readonly unknown[] = Array.isArray(found) ? found.slice(0, MAX_ROWS) : [found];
  return rows.some((row) => valueAt(row, field) !== undefined);
}
