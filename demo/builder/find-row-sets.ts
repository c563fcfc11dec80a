import { isRow, leaves, parseNumber, type Row } from './parse-values.js';
import { isFieldName } from './field-names.js';

/** How a row is named where its name is not among its fields. */
export interface RowName {
  /** As the payload has it. */
  readonly key: string;
  /** Where it stands. */
  readonly rowPath: string;
}

/** Rows that stand together in a payload. */
export interface RowSet {
  /**
   * `list`: an array. `named`: an object with rows by name. `single`: an object that is a row. `numbers`: an object with bare
   * numbers by name. `flat`: an object in whose names the name of the row comes before or after that of the field.
   */
  readonly kind: 'list' | 'named' | 'single' | 'numbers' | 'flat';
  readonly path: string;
  /** Which of the payload's sets it is. */
  readonly order: number;
  /** For `numbers`, each number stands as the field `value`. */
  readonly rows: readonly Row[];
  /** Row by row, but for a list. */
  readonly names: readonly RowName[];
  /** There is nothing beside the rows, so that `path.*` names them all. */
  readonly coversObject: boolean;
  /** For `flat`: the name in the payload, by row and field. */
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

/** A name that a mapping can say as a place: no template, no alternative. */
const isMappablePath = (name: string): boolean => name !== '' && !/^[$=]|[|*{}]/.test(name);

const numericPaths = (row: Row): string[] => leaves(row).flatMap(([path, value]) => (parseNumber(value) ? [path] : []));

/** `{"kospi": {…}, "usd": {…}}`: objects with at least one number of the same name; `{"price": {…}, "change": {…}}` is one row. */
function namedRows(path: string, entries: readonly (readonly [string, unknown])[]): RowSet[] {
  const objects = entries.filter((entry): entry is [string, Row] => isRow(entry[1])).slice(0, MAX_ROWS);
  if (objects.length < 2 || objects.filter(([name]) => isFieldName(name)).length > 1) return [];
  const count = new Map<string, number>();
  for (const [, row] of objects) for (const one of numericPaths(row)) count.set(one, (count.get(one) ?? 0) + 1);
  const rows = objects.filter(([, row]) => numericPaths(row).some((one) => count.get(one)! > 1));
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

/** A currency or a symbol, where other objects have the names of fields. */
const CODE = /^[A-Z][A-Z\d./:_-]{2,15}$/;

/** `{"KRW": 1359, "JPY": 144.5}` */
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

/** All ways to part a name in two: at signs between words, and where a capital begins one. */
function splitsOf(name: string): (readonly [head: string, tail: string])[] {
  const found: (readonly [string, string])[] = [[name, '']];
  for (const { index, 0: sign } of name.matchAll(/[_.-]+|(?<=[a-z\d가-힣])(?=[A-Z])/g))
    if (index > 0) found.push([name.slice(0, index), name.slice(index + sign.length)]);
  return found.filter(([head, tail]) => head !== '' && (tail !== '' || head === name));
}

/** `{"kospi_value": 2855.77, "kospi_change": 43.72, "usd_value": …}`: the same fields, each with the name of its row. */
function flatRows(path: string, entries: readonly (readonly [string, unknown])[], isTurned: boolean): RowSet[] {
  const scalars = entries.filter(([name, value]) => !isRow(value) && !Array.isArray(value) && isMappablePath(name));
  const split = (name: string): (readonly [string, string])[] =>
    splitsOf(name).map(([head, tail]) => (isTurned && tail ? [tail, head] : [head, tail]));
  const owners = new Map<string, Set<string>>();
  for (const [name] of scalars)
    for (const [owner, field] of split(name)) owners.set(field, (owners.get(field) ?? new Set()).add(owner));
  const shared = (field: string): boolean => owners.get(field)!.size > 1;
  const fields = new Map<string, Set<string>>();
  for (const [name] of scalars)
    for (const [owner, field] of split(name))
      if (shared(field)) fields.set(owner, (fields.get(owner) ?? new Set()).add(field));
  const rows = new Map<string, { row: Record<string, unknown>; names: Record<string, string> }>();
  for (const [name, value] of scalars) {
    // A field that one row alone has goes with the others of that row.
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
 * All places in a payload where rows can be.
 *
 * @param isKnown whether a name is known as that of an index or a pair with such a price
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
