import { valueAt } from './find-path.js';
import type { Mapping, Path } from './mapping.js';
import { isObject, textOf } from './values.js';

/** One entry of a mapping's `items`. */
export interface RowPlace {
  /** Where it stands in the mapping, for the issues: `paths.items[1]`. */
  readonly name: string;
  /** What stands there. */
  readonly written: unknown;
  /** Where its rows are in the payload; empty for the payload itself. */
  readonly path: Path;
  /** The members of what stands at the path are rows, whatever it is. */
  readonly isStarred: boolean;
  /** The id of its row, where the entry is one of an object by id. */
  readonly id: string | undefined;
  /** Fields of its own, which win over the common ones. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What stands at a place. */
export interface FoundRows {
  /** The names of the rows in the object or array that they stand in. */
  readonly keys: string[];
  readonly valueOf: (key: string) => unknown;
  /** Where a row stands in the payload, for the issues. */
  readonly pathOf: (key: string) => string;
}

/** The places of a mapping's `items`, in their order. */
export function placesOf(items: Mapping['items']): RowPlace[] {
  const isList = Array.isArray(items);
  const entries: readonly unknown[] = isList ? items : [items];
  return entries.flatMap((entry, index) => {
    const name = isList ? `paths.items[${index}]` : 'paths.items';
    if (isObject(entry)) return Object.entries(entry).map(([id, written]) => placeOf(`${name}.${id}`, written, id));
    // A wrong place of a list is undefined; of a mapping without `items` the place is the payload itself.
    return isList && entry === undefined ? [] : [placeOf(name, entry)];
  });
}

function placeOf(name: string, written: unknown, id?: string): RowPlace {
  const { at, ...fields } = isObject(written) ? written : { at: written };
  const where = textOf(at);
  const path = where.replace(/\.?\*$/, '');
  return { name, written, path, isStarred: path !== where, id, fields };
}

/** The rows at a place; undefined where there is nothing that could be one. */
export function rowsAt(payload: unknown, { path, isStarred, id, written }: RowPlace): FoundRows | undefined {
  const found = valueAt(payload, path);
  if (isObject(found) && (isStarred || (id === undefined && Array.isArray(found))))
    return {
      keys: Object.keys(found),
      valueOf: (key) => found[key],
      pathOf: Array.isArray(found) ? (key) => `${path}[${key}]` : (key) => dotted(path, key),
    };
  // A bare number can be a row where its id is told.
  if (isStarred || (id === undefined ? !isObject(found) : found === undefined)) return undefined;
  return {
    keys: [id ?? ''],
    valueOf: () => found,
    // Several quotes with fields of their own may stand in one object: their ids tell them apart.
    pathOf: (key) => (isObject(written) ? dotted(path, key) : path),
  };
}

const dotted = (...names: readonly string[]): string => names.filter(Boolean).join('.');

/** A quote that is named by its id has that id, whatever the common path finds, and fields of its own replace others. */
export const replaces = ({ id, fields }: RowPlace, name: string): boolean =>
  id !== undefined && (name === 'id' || Object.hasOwn(fields, name));

/** The fields that some places name for themselves. */
export const namesOf = (items: Mapping['items']): string[] =>
  placesOf(items).flatMap(({ id, fields }) => (id === undefined ? [] : ['id', ...Object.keys(fields)]));
