import type { RowSet } from './find-row-sets.js';
import { valueAtPath } from './mapped-rows.js';
import { isRow } from './parse-values.js';

/** Returns whether a text has the form of a currency code, such as `KRW`. */
export const isCurrency = (value: unknown): boolean => typeof value === 'string' && /^[A-Z]{3}$/.test(value);

/**
 * Returns the name of the field at the root that holds the base currency of all rates, such as `base`. The yen is excluded: it is
 * usually quoted per 100 in won, and its name does not show that.
 */
export function baseCurrencyName(payload: unknown): string | undefined {
  if (!isRow(payload)) return undefined;
  const isBase = (name: string): boolean => /^base(currency|code)?$/.test(name.toLowerCase().replace(/[_-]/g, ''));
  return Object.keys(payload).find((name) => isBase(name) && isCurrency(payload[name]) && payload[name] !== 'JPY');
}

/** Returns a single row as a table by currency, if it is the only rate of a table, as in `{"rates": {"KRW": {…}}}`. */
export function asRateTable(set: RowSet, payload: unknown): RowSet {
  const [name] = set.names;
  if (set.kind !== 'single' || !name || !isCurrency(name.key)) return set;
  const path = name.rowPath.slice(0, -name.key.length - 1);
  const table = valueAtPath(payload, path);
  return path && isRow(table) && Object.keys(table).length === 1
    ? { ...set, kind: 'named', path, coversObject: true }
    : set;
}
