import type { Path } from './mapping.js';
import { valueAt } from './value-at.js';

/**
 * How many rows are searched. One row is not enough: a row without a value, which the exchange writes for an index that
 * it does not compute, may lack its fields.
 */
const MAX_ROWS = 20;

/** Whether one of the first 20 rows at a place has a field. Anything that is not an array counts as a single row. */
export function someRowHas(payload: unknown, place: Path, field: Path): boolean {
  const found = valueAt(payload, place);
  const rows: readonly unknown[] = Array.isArray(found) ? found.slice(0, MAX_ROWS) : [found];
  return rows.some((row) => valueAt(row, field) !== undefined);
}
