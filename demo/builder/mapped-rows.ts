import type { Mapping } from 'market-ticker/adapters/paths.js';
import { isRow, type Row } from './parse-values.js';

/** The rows that a mapping reads, and what stands beside them. */
export interface MappedRows {
  readonly rows: readonly Row[];
  /** The objects in which the rows stand, by their paths. */
  readonly enclosing: ReadonlyMap<string, Row>;
}

const MAX_ROWS = 50;

/** What is at a path, where a dot may be a part of a name, and a negative number counts from the end of an array. */
export function valueAtPath(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Row)[path];
  if (Array.isArray(value) && /^-\d+$/.test(path)) return value.at(Number(path)) as unknown;
  for (let dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const found = valueAtPath(valueAtPath(value, path.slice(0, dot)), path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The places of a mapping's `items`, one for each row where they are told by id. */
export function mappedPlaces(items: unknown): string[] {
  if (Array.isArray(items)) return items.flatMap(mappedPlaces);
  if (typeof items === 'string') return [items];
  if (!isRow(items)) return [''];
  return Object.values(items).flatMap((one) => (isRow(one) ? mappedPlaces(one.at) : mappedPlaces(one)));
}

/** What stands at the places of a mapping's `items`. */
export function mappedRows(payload: unknown, { items }: Mapping): MappedRows {
  const enclosing = new Map<string, Row>();
  const rows = [...new Set(mappedPlaces(items))].flatMap((place) => {
    const path = place.replace(/\.?\*$/, '');
    const found = valueAtPath(payload, path);
    const names = path.split('.').slice(0, path ? -1 : 0);
    for (let length = 0; path && length <= names.length; length++) {
      const outer = names.slice(0, length).join('.');
      const beside = valueAtPath(payload, outer);
      if (isRow(beside)) enclosing.set(outer, beside);
    }
    const isStarred = path !== place;
    return (Array.isArray(found) || (isStarred && isRow(found)) ? Object.values(found) : [found]).filter(isRow);
  });
  return { rows: rows.slice(0, MAX_ROWS), enclosing };
}

/** The paths in a value of a mapping: alternatives, and those in the braces of a text. */
function pathsIn(value: unknown): string[] {
  if (isRow(value)) return Object.values(value).flatMap(pathsIn);
  if (typeof value !== 'string') return [];
  if (value.startsWith('=')) return [...value.matchAll(/\{(.*?)\}/g)].flatMap(([, path]) => path!.split('|'));
  return value.split('|');
}

/** Settings of a mapping that hold no paths. */
const SETTINGS = new Set([
  'items',
  'keep',
  'skip',
  'words',
  'percentUnit',
  'scale',
  'factor',
  'decimal',
  'zone',
  'signInPrice',
]);

/** Every path that a mapping reads. */
export function usedPaths(mapping: Mapping): string[] {
  const own = [mapping.items].flat().flatMap((place) => (isRow(place) ? Object.values(place).filter(isRow) : []));
  const fields = Object.entries(mapping).filter(([name]) => !SETTINGS.has(name));
  return [...fields.map(([, path]) => path), ...own].flatMap(pathsIn);
}

/** What a mapping finds for a field in a row, for each alternative that is there; a value that is the same for all rows, too. */
export function valuesOf(mapping: Mapping, field: string, row: Row, payload: unknown): unknown[] {
  const own = [mapping.items].flat().flatMap((place) => (isRow(place) ? Object.values(place) : []));
  return [mapping, ...own].flatMap((fields) => {
    const picked = isRow(fields) ? fields[field] : undefined;
    const paths = pathsIn(picked);
    if (!paths.length) return picked === undefined ? [] : [picked];
    return paths.map((path) =>
      path.startsWith('$root.') ? valueAtPath(payload, path.slice(6)) : valueAtPath(row, path),
    );
  });
}
