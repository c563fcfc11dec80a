import { isObject, textOf } from './json-values.js';
import type { Mapping, Path } from './mapping.js';
import { valueAt } from './value-at.js';

/** One entry of a mapping's `items`: a place in the payload at which rows stand. */
export interface RowPlace {
  /** Where the entry stands in the mapping, for issues: `paths.items[1]`. */
  readonly name: string;
  /** The entry as the mapping has it. */
  readonly entry: unknown;
  /** The path of the rows in the payload; empty for the payload itself. */
  readonly path: Path;
  /** Whether the path ends with `*`: then the members of the object or array at the path are the rows. */
  readonly isStarred: boolean;
  /** The id of the only row of this place, when the entry belongs to an object of places by id; else undefined. */
  readonly id: string | undefined;
  /** Fields with paths of their own, which override the mapping's common ones. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The rows at one place. */
export interface PlaceRows {
  /** The names of the rows in the object or array that contains them. */
  readonly keys: string[];
  readonly valueOf: (key: string) => unknown;
  /** Returns where a row stands in the payload, for issues. */
  readonly pathOf: (key: string) => string;
}

/** Lists the places of a mapping's `items`, in their order. */
export function placesOf(items: Mapping['items']): RowPlace[] {
  const isList = Array.isArray(items);
  const entries: readonly unknown[] = isList ? items : [items];
  return entries.flatMap((entry, index) => {
    const name = isList ? `paths.items[${index}]` : 'paths.items';
    if (isObject(entry)) return Object.entries(entry).map(([id, inner]) => parsePlace(`${name}.${id}`, inner, id));
    // In a list, undefined stands for a wrong entry. Without a list, it says that the payload itself is the place.
    return isList && entry === undefined ? [] : [parsePlace(name, entry)];
  });
}

function parsePlace(name: string, entry: unknown, id?: string): RowPlace {
  const { at, ...fields } = isObject(entry) ? entry : { at: entry };
  const starredPath = textOf(at);
  const path = starredPath.replace(/\.?\*$/, '');
  return { name, entry, path, isStarred: path !== starredPath, id, fields };
}

/** Returns the rows at a place; undefined where the payload has nothing that could be a row. */
export function rowsAt(payload: unknown, { path, isStarred, id, entry }: RowPlace): PlaceRows | undefined {
  const found = valueAt(payload, path);
  if (isObject(found) && (isStarred || (id === undefined && Array.isArray(found))))
    return {
      keys: Object.keys(found),
      valueOf: (key) => found[key],
      pathOf: Array.isArray(found) ? (key) => `${path}[${key}]` : (key) => joinPath(path, key),
    };
  if (isStarred) return undefined;
  // A bare number can be a row only where the mapping names its id.
  if (id === undefined ? !isObject(found) : found === undefined) return undefined;
  return {
    keys: [id ?? ''],
    valueOf: () => found,
    // Several quotes with fields of their own may stand in one object, so their ids distinguish their paths.
    pathOf: (key) => (isObject(entry) ? joinPath(path, key) : path),
  };
}

const joinPath = (parent: Path, name: string): Path => (parent && name ? `${parent}.${name}` : parent || name);

/**
 * Whether a place overrides a common field of the mapping: with a field of its own, or, for `id`, with the id that the
 * mapping gives to the place.
 */
export const overridesField = ({ id, fields }: RowPlace, name: string): boolean =>
  id !== undefined && (name === 'id' || Object.hasOwn(fields, name));

/** Lists the fields that at least one place overrides. */
export const overriddenFields = (items: Mapping['items']): string[] =>
  placesOf(items).flatMap(({ id, fields }) => (id === undefined ? [] : ['id', ...Object.keys(fields)]));
