import { isRow, leaves, parseNumber, type Row } from './parse-values.js';
import { isFieldName } from './field-names.js';

/** The name of a row that stands outside the row itself. */
export interface RowName {
  /** The key in the payload. */
  readonly key: string;
  /** The path of the row in the payload. */
  readonly rowPath: string;
}

/** Rows that belong together in a payload. */
export interface RowSet {
  /**
   * `list`: an array of rows. `named`: an object that holds rows by name. `single`: an object that is itself a row. `numbers`: an
   * object that holds plain numbers by name. `flat`: an object whose keys join the name of a row and the name of a field, in
   * either order.
   */
  readonly kind: 'list' | 'named' | 'single' | 'numbers' | 'flat';
  readonly path: string;
  /** The position of the set among all sets of the payload. */
  readonly order: number;
  /** For `numbers`, each row holds its number in the field `value`. */
  readonly rows: readonly Row[];
  /** The name of each row; empty for a list. */
  readonly names: readonly RowName[];
  /** Whether the object holds nothing but the rows, so that `path.*` selects exactly them. */
  readonly coversObject: boolean;
  /** For `flat`: the key in the payload by field, for each row. */
  readonly flatNames: readonly Readonly<Record<string, string>>[];
}

const MAX_DEPTH = 5;
const MAX_ROWS = 50;
const MAX_ENTRIES = 200;

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

const createRowSet = (
  kind: RowSet['kind'],
  path: string,
  rows: readonly Row[],
  more: Partial<RowSet> = {},
): RowSet => ({
  kind,
  path,
  order: 0,
  rows,
  names: [],
  coversObject: false,
  flatNames: [],
  ...more,
});

/** Returns whether a mapping can use a name as a path: no template, no list of alternatives, no wildcard. */
const isMappablePath = (name: string): boolean => name !== '' && !/^[$=]|[|*{}]/.test(name);

const numericPaths = (row: Row): string[] => leaves(row).flatMap(([path, value]) => (parseNumber(value) ? [path] : []));

/**
 * Finds rows by name, as in `{"kospi": {…}, "usd": {…}}`: objects that share the name of at least one number.
 * `{"price": {…}, "change": {…}}` is a single row instead.
 */
function namedRows(path: string, entries: readonly (readonly [string, unknown])[]): RowSet[] {
  const objects = entries.filter((entry): entry is [string, Row] => isRow(entry[1])).slice(0, MAX_ROWS);
  if (objects.length < 2 || objects.filter(([name]) => isFieldName(name)).length > 1) return [];
  const count = new Map<string, number>();
  for (const [, row] of objects) for (const name of numericPaths(row)) count.set(name, (count.get(name) ?? 0) + 1);
  const rows = objects.filter(([, row]) => numericPaths(row).some((name) => count.get(name)! > 1));
  if (rows.length < 2) return [];
  const names = rows.map(([key]) => ({ key, rowPath: join(path, key) }));
  return [
    createRowSet(
      'named',
      path,
      rows.map(([, row]) => row),
      { names, coversObject: rows.length === entries.length },
    ),
  ];
}

/** The form of currency codes and symbols, as opposed to the names of fields. */
const CODE = /^[A-Z][A-Z\d./:_-]{2,15}$/;

/** Finds plain numbers by name, as in `{"KRW": 1359, "JPY": 144.5}`. */
function bareNumbers(
  path: string,
  entries: readonly (readonly [string, unknown])[],
  isKnown: (key: string, price: number) => boolean,
): RowSet[] {
  const numbers = entries.filter(([, value]) => parseNumber(value));
  const all = numbers.length === entries.length && entries.every(([key]) => CODE.test(key));
  const found = all ? numbers : numbers.filter(([key, value]) => isKnown(key, parseNumber(value)!.value));
  if (found.length < 2) return [];
  const rows = found.slice(0, MAX_ROWS).map(([, value]) => ({ value }));
  const names = found.slice(0, MAX_ROWS).map(([key]) => ({ key, rowPath: join(path, key) }));
  return [createRowSet('numbers', path, rows, { names, coversObject: all })];
}

/** Returns all ways to split a name in two, at punctuation and before capitals, and the unsplit name with an empty tail. */
function splitsOf(name: string): (readonly [head: string, tail: string])[] {
  const found: (readonly [string, string])[] = [[name, '']];
  for (const { index, 0: sign } of name.matchAll(/[_.-]+|(?<=[a-z\d가-힣])(?=[A-Z])/g))
    if (index > 0) found.push([name.slice(0, index), name.slice(index + sign.length)]);
  return found.filter(([head, tail]) => head !== '' && (tail !== '' || head === name));
}

/**
 * Finds rows whose names are parts of their fields' names: `{"kospi_value": 2855.77, "kospi_change": 43.72, "usd_value": …}`.
 *
 * @param isFieldFirst whether the name of the field comes first, as in `value_kospi`
 */
function flatRows(path: string, entries: readonly (readonly [string, unknown])[], isFieldFirst: boolean): RowSet[] {
  const scalars = entries.filter(([name, value]) => !isRow(value) && !Array.isArray(value) && isMappablePath(name));
  const split = (name: string): (readonly [string, string])[] =>
    splitsOf(name).map(([head, tail]) => (isFieldFirst && tail ? [tail, head] : [head, tail]));
  const owners = new Map<string, Set<string>>();
  for (const [name] of scalars)
    for (const [owner, field] of split(name)) owners.set(field, (owners.get(field) ?? new Set()).add(owner));
  const isShared = (field: string): boolean => owners.get(field)!.size > 1;
  const fields = new Map<string, Set<string>>();
  for (const [name] of scalars)
    for (const [owner, field] of split(name))
      if (isShared(field)) fields.set(owner, (fields.get(owner) ?? new Set()).add(field));
  const rows = new Map<string, { row: Record<string, unknown>; names: Record<string, string> }>();
  for (const [name, value] of scalars) {
    // A field that only one row has is added to the row that has most fields.
    const [first] = split(name)
      .filter(([owner]) => (fields.get(owner)?.size ?? 0) > 1)
      .sort(([one], [other]) => fields.get(other)!.size - fields.get(one)!.size || one.length - other.length);
    if (!first) continue;
    const [owner, field] = first;
    const { row, names } = rows.get(owner) ?? { row: {}, names: {} };
    row[field || 'value'] = value;
    names[field || 'value'] = name;
    rows.set(owner, { row, names });
  }
  if (rows.size < 2 || rows.size > MAX_ROWS) return [];
  const all = [...rows.values()];
  const names = [...rows.keys()].map((key) => ({ key, rowPath: join(path, key) }));
  return [
    createRowSet(
      'flat',
      path,
      all.map(({ row }) => row),
      { names, flatNames: all.map(({ names }) => names) },
    ),
  ];
}

/**
 * Finds all sets of rows in a payload, down to 5 levels deep.
 *
 * @param isKnown returns whether a name is that of a known index or currency pair, given its price
 */
export function findRowSets(
  payload: unknown,
  isKnown: (key: string, price: number) => boolean,
  path = '',
  depth = 0,
): RowSet[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(payload)) {
    const rows = payload.filter(isRow).slice(0, MAX_ROWS);
    return rows.length ? [createRowSet('list', path, rows)] : [];
  }
  if (!isRow(payload)) return [];
  const entries = Object.entries(payload).slice(0, MAX_ENTRIES);
  const inside = entries.flatMap(([name, value]) =>
    isMappablePath(name) ? findRowSets(value, isKnown, join(path, name), depth + 1) : [],
  );
  const key = path.split('.').at(-1)!;
  return [
    ...inside,
    ...namedRows(
      path,
      entries.filter(([name]) => isMappablePath(name)),
    ),
    ...bareNumbers(
      path,
      entries.filter(([name]) => isMappablePath(name)),
      isKnown,
    ),
    ...flatRows(path, entries, false),
    ...flatRows(path, entries, true),
    createRowSet('single', path, [payload], { names: [{ key, rowPath: path }] }),
  ];
}
