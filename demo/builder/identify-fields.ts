import { FIELDS, nameRank, type Field } from './field-names.js';
import { findDirection, type DirectionField } from './find-direction.js';
import { numberColumns, findNumbers, type Numbers } from './find-numbers.js';
import type { RowSet } from './find-row-sets.js';
import { detectDecimalMark, isMissing, leaves, parseNumber, type DecimalMark, type Row } from './parse-values.js';

export type Paths = Readonly<Partial<Record<Field, string>>>;

/** Rows, and what their fields are. */
export interface IdentifiedRows {
  readonly set: RowSet;
  readonly paths: Paths;
  readonly numbers: Numbers;
  readonly words: DirectionField['words'];
  readonly decimal: DecimalMark | undefined;
  /** What each row is called: by a field, by where it stands, or not at all. */
  readonly ids: readonly (string | undefined)[];
}

/** What is at a path that `leaves` has made. */
export const valueAt = (row: Row, path: string): unknown => leaves(row).find(([one]) => one === path)?.[1];

/** A moment or a day, with the year first, or in seconds or their parts since 1970. */
export const isTime = (value: unknown): boolean =>
  /^\d{9,19}$|^\d{4}([-./]?)\d\d\1\d\d|^\d{4}([./] ?|년 ?)\d{1,2}/.test(String(value).trim());

const VALUE_CHECKS: Readonly<Partial<Record<Field, (value: unknown) => boolean>>> = {
  id: (value) => (typeof value === 'string' && value.length <= 64 && value.trim() !== '') || Number.isInteger(value),
  name: (value) => typeof value === 'string' && !parseNumber(value),
  asOf: isTime,
  url: (value) => typeof value === 'string' && /^(https?:|\/)/.test(value),
};

/** Paths that a mapping can't say as they are. */
const isMappablePath = (path: string): boolean => !path.includes('|') && !/^[$=]/.test(path);

/** The fields that are called so and hold such values, the surest first. */
function pathsByName(field: Field, rows: readonly Row[], taken: readonly string[]): string[] {
  const paths = [...new Set(rows.flatMap((row) => leaves(row).map(([path]) => path)))];
  // A number as an id is that of a database: a code is better, a name is not.
  const order = (path: string): number =>
    nameRank(field, path)! + (field === 'id' && rows.every((row) => Number.isInteger(valueAt(row, path))) ? 15.5 : 0);
  return paths
    .filter((path) => isMappablePath(path) && !taken.includes(path) && nameRank(field, path) !== undefined)
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
 * Looks for the fields of rows: numbers by their arithmetic, the rest by name and value. undefined without a price.
 *
 * @param idFor the id for a row that is called so and has such a price, where one is known
 */
export function identifyFields(
  all: RowSet,
  idFor: (key: string, price: number) => string | undefined,
): IdentifiedRows | undefined {
  const decimal = detectDecimalMark(all.rows);
  const columns = (rows: readonly Row[]): Numbers =>
    findNumbers(numberColumns(rows, decimal ?? '.').filter(({ path }) => isMappablePath(path)));
  const first = columns(all.rows);
  const price = first.columns.price;
  if (!price) return undefined;
  // What has no price among objects by name is something else that stands beside them.
  const isQuote = all.rows.map((_, index) => all.kind === 'list' || price.cells[index] !== undefined);
  const set = isQuote.every(Boolean) ? all : keepRows(all, isQuote);
  const { rows } = set;
  const numbers = set === all ? first : columns(rows);
  if (!numbers.columns.price) return undefined;
  const found: Partial<Record<Field, string>> = {};
  for (const [field, column] of Object.entries(numbers.columns)) found[field as Field] = column.path;
  const direction = findDirection(rows, numbers);
  if (direction) found.direction = direction.path;
  for (const field of FIELDS) {
    if (!VALUE_CHECKS[field]) continue;
    // A name may be the id as well, if there is no other.
    const possible = pathsByName(field, rows, Object.values(found));
    const path = (field === 'id' && possible.find((one) => isDistinct(rows, one))) || possible[0];
    if (path) found[field] = path;
  }
  const known = set.names.map(({ key }, index) => idFor(key, numbers.columns.price!.cells[index]?.value ?? NaN));
  const { id } = found;
  // A name that is known to be an id, and any name rather than one for readers.
  const isBetter =
    known.some((one) => one !== undefined) || (set.kind === 'named' && nameRank('name', id ?? '') !== undefined);
  if (id !== undefined && isBetter) {
    delete found.id;
    if (nameRank('name', id) !== undefined) found.name = id;
  }
  const ids = rows.map((row, index) => {
    if (found.id) return textAt(row, found.id);
    // A row that stands alone has the name of its place only where that is known to be one.
    return known[index] ?? (set.kind === 'single' ? undefined : set.names[index]?.key);
  });
  return { set, paths: found, numbers, words: direction?.words, decimal, ids };
}

function keepRows(set: RowSet, wanted: readonly boolean[]): RowSet {
  const keep = <T>(all: readonly T[]): T[] => all.filter((_, index) => wanted[index]);
  const [rows, names, flatNames] = [keep(set.rows), keep(set.names), keep(set.flatNames)];
  return { ...set, rows, names, flatNames, coversObject: false };
}
