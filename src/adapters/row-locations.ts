import { isObject, textOf } from './json-values.js';
import type { Mapping, Path } from './mapping.js';
import { valueAt } from './value-at.js';

/** A location of rows in the payload, parsed from one entry of a mapping's `items`. */
export interface RowLocation {
  /** The name of the entry in issues, such as `paths.items[1]`. */
  readonly name: string;
  /** The entry as written in the mapping. */
  readonly entry: unknown;
  /** The path of the rows, without `*`. The path of the payload itself is empty. */
  readonly path: Path;
  /** Whether the path in the mapping ends with `*`. If so, every member of the object or array at the path is a row. */
  readonly isStarred: boolean;
  /** The id of the row, if this id is a key of `items`. */
  readonly id: string | undefined;
  /** The location's own paths by field name. They override the mapping's common paths. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The rows at one location. */
export interface LocatedRows {
  /** The `$key` of each row. */
  readonly keys: string[];
  readonly valueOf: (key: string) => unknown;
  /** Returns the path of a row, for use in issues. */
  readonly pathOf: (key: string) => string;
}

/** Lists the locations in a mapping's `items`, in the order in which they are written. */
export function locationsOf(items: Mapping['items']): RowLocation[] {
  const isList = Array.isArray(items);
  const entries: readonly unknown[] = isList ? items : [items];
  return entries.flatMap((entry, index) => {
    const name = isList ? `paths.items[${index}]` : 'paths.items';
    if (isObject(entry)) return Object.entries(entry).map(([id, inner]) => parseLocation(`${name}.${id}`, inner, id));
    // In a list, undefined entries are ignored, because `checkMapping` has replaced each wrong entry by undefined. If
    // `items` itself is undefined, the only location is the payload.
    return isList && entry === undefined ? [] : [parseLocation(name, entry)];
  });
}

function parseLocation(name: string, entry: unknown, id?: string): RowLocation {
  const { at, ...fields } = isObject(entry) ? entry : { at: entry };
  const starredPath = textOf(at);
  const path = starredPath.replace(/\.?\*$/, '');
  return { name, entry, path, isStarred: path !== starredPath, id, fields };
}

/**
 * Returns the rows at a location, or undefined if the value at the location is neither a row nor a collection of rows.
 */
export function rowsAt(payload: unknown, { path, isStarred, id, entry }: RowLocation): LocatedRows | undefined {
  const found = valueAt(payload, path);
  if (isObject(found) && (isStarred || (id === undefined && Array.isArray(found))))
    return {
      keys: Object.keys(found),
      valueOf: (key) => found[key],
      pathOf: Array.isArray(found) ? (key) => `${path}[${key}]` : (key) => joinPath(path, key),
    };
  if (isStarred) return undefined;
  // A bare value, such as a number, can be a single row only if the mapping states the id of the row.
  if (id === undefined ? !isObject(found) : found === undefined) return undefined;
  return {
    keys: [id ?? ''],
    valueOf: () => found,
    // Several quotes may be read from the same object, so the id is appended to distinguish their paths.
    pathOf: (key) => (isObject(entry) ? joinPath(path, key) : path),
  };
}

const joinPath = (parent: Path, name: string): Path => (parent && name ? `${parent}.${name}` : parent || name);

/**
 * Whether a location overrides a common field of the mapping. Only a location with an id overrides fields. These fields
 * are `id` and the fields for which the location has its own paths.
 */
export const overridesField = ({ id, fields }: RowLocation, name: string): boolean =>
  id !== undefined && (name === 'id' || Object.hasOwn(fields, name));

/** Lists the common fields that at least one location overrides. A field may be listed several times. */
export const overriddenFields = (items: Mapping['items']): string[] =>
  locationsOf(items).flatMap(({ id, fields }) => (id === undefined ? [] : ['id', ...Object.keys(fields)]));
