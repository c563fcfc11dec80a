import { valueAt, type Path } from './apply-mapping.js';

/** A row without a value, as the exchange writes for an index that it does not compute, may lack its fields. */
const ROWS = 20;

/** Whether one of the first rows at a place has a field; what is no array is one row. */
export function someRowHas(payload: unknown, place: Path, field: Path): boolean {
  const found = valueAt(payload, place);
  const rows: readonly unknown[] = Array.isArray(found) ? found.slice(0, ROWS) : [found];
  return rows.some((row) => valueAt(row, field) !== undefined);
}
