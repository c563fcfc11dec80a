import { FIELDS, nameRank, type Field } from './field-names.js';
import { findDirection, type DirectionField } from './find-direction.js';
import { numberColumns, findNumbers, type Numbers } from './find-numbers.js';
import type { RowSet } from './find-row-sets.js';
import { detectDecimalMark, isMissing, leaves, parseNumber, type DecimalMark, type Row } from './parse-values.js';

export type Paths = Readonly<Partial<Record<Field, string>>>;

/** A set of rows whose fields have been identified. */
export interface IdentifiedRows {
  readonly set: RowSet;
  readonly paths: Paths;
  readonly numbers: Numbers;
  readonly words: DirectionField['words'];
  readonly decimal: DecimalMark | undefined;
  /** The id of each row, from a field or from the row's name; undefined where there is neither. */
  readonly ids: readonly (string | undefined)[];
}

/** Returns the value at a path that `leaves` has returned. */
export const valueAt = (row: Row, path: string): unknown => leaves(row).find(([one]) => one === path)?.[1];

/** Returns whether a value is an instant or a day with the year first, or a Unix time in seconds down to nanoseconds. */
export const isTime = (value: unknown): boolean =>
  /^\d{9,19}$|^\d{4}([-./]?)\d\d\1\d\d|^\d{4}([./] ?|년 ?)\d{1,2}/.test(String(value).trim());

const isAddress = (value: unknown): boolean => typeof value === 'string' && /^(https?:|\/)/.test(value);

/** Checks whether a value can be that of a field; number fields and the direction are identified in another way. */
const VALUE_CHECKS: Readonly<Partial<Record<Field, (value: unknown) => boolean>>> = {
  id: (value) => (typeof value === 'string' && value.length <= 64 && value.trim() !== '') || Number.isInteger(value),
  name: (value) => typeof value === 'string' && !parseNumber(value),
  asOf: isTime,
  url: isAddress,
  icon: isAddress,
};

/** Returns whether a mapping can use a path literally. */
const isMappablePath = (path: string): boolean => !path.includes('|') && !/^[$=]/.test(path);

/** Returns the paths whose name and values fit a field, the most certain first. */
function pathsByName(field: Field, rows: readonly Row[], usedPaths: readonly string[]): string[] {
  const paths = [...new Set(rows.flatMap((row) => leaves(row).map(([path]) => path)))];
  // A numeric id is usually the key of a database: it ranks behind codes, and before names.
  const order = (path: string): number =>
    nameRank(field, path)! + (field === 'id' && rows.every((row) => Number.isInteger(valueAt(row, path))) ? 15.5 : 0);
  return paths
    .filter((path) => isMappablePath(path) && !usedPaths.includes(path) && nameRank(field, path) !== undefined)
    .filter((path) => {
      const values = rows.map((row) => valueAt(row, path)).filter((value) => !isMissing(value));
      return values.length > 0 && values.every(VALUE_CHECKS[field]!);
    })
    .sort((one, other) => order(one) - order(other));
}

const isDistinct = (rows: readonly Row[], path: string): boolean =>
  new Set(rows.map((row) => String(valueAt(row, path)))).size === rows.length;

const textAt = (row: Row, path: string): string | undefined => {
  const value = valueAt(row, path);
  return isMissing(value) ? undefined : String(value);
};

/**
 * Identifies the fields of rows: numbers by their arithmetic, the others by name and value. Returns undefined if the rows have no
 * price.
 *
 * @param idFor returns the usual id for the name and the price of a row, where one is known
 */
export function identifyFields(
  all: RowSet,
  idFor: (key: string, price: number) => string | undefined,
): IdentifiedRows | undefined {
  const decimal = detectDecimalMark(all.rows);
  const numbersOf = (rows: readonly Row[]): Numbers =>
    findNumbers(numberColumns(rows, decimal ?? '.').filter(({ path }) => isMappablePath(path)));
  const first = numbersOf(all.rows);
  const price = first.columns.price;
  if (!price) return undefined;
  // An object by name that has no price is not a quote.
  const isQuote = all.rows.map((_, index) => all.kind === 'list' || price.cells[index] !== undefined);
  const set = isQuote.every(Boolean) ? all : keepRows(all, isQuote);
  const { rows } = set;
  const numbers = set === all ? first : numbersOf(rows);
  if (!numbers.columns.price) return undefined;
  const found: Partial<Record<Field, string>> = {};
  for (const [field, column] of Object.entries(numbers.columns)) found[field as Field] = column.path;
  const direction = findDirection(rows, numbers);
  if (direction) found.direction = direction.path;
  for (const field of FIELDS) {
    if (!VALUE_CHECKS[field]) continue;
    // A name may be the id as well, if there is no other id.
    const possible = pathsByName(field, rows, Object.values(found));
    const path = (field === 'id' && possible.find((one) => isDistinct(rows, one))) || possible[0];
    if (path) found[field] = path;
  }
  const known = set.names.map(({ key }, index) => idFor(key, numbers.columns.price!.cells[index]?.value ?? NaN));
  const { id } = found;
  // The name of the row is a better id if it is a known one, or if the id would be the row's display name.
  const isRowNameBetter =
    known.some((one) => one !== undefined) || (set.kind === 'named' && nameRank('name', id ?? '') !== undefined);
  if (id !== undefined && isRowNameBetter) {
    delete found.id;
    if (nameRank('name', id) !== undefined) found.name = id;
  }
  const ids = rows.map((row, index) => {
    if (found.id) return textAt(row, found.id);
    // The key of a single row is its id only if it is a known name.
    return known[index] ?? (set.kind === 'single' ? undefined : set.names[index]?.key);
  });
  return { set, paths: found, numbers, words: direction?.words, decimal, ids };
}

/** Returns a set with only the wanted rows. */
function keepRows(set: RowSet, isWanted: readonly boolean[]): RowSet {
  const keep = <T>(all: readonly T[]): T[] => all.filter((_, index) => isWanted[index]);
  const [rows, names, flatNames] = [keep(set.rows), keep(set.names), keep(set.flatNames)];
  return { ...set, rows, names, flatNames, coversObject: false };
}
