import type { Mapping } from 'market-ticker/adapters/paths.js';
import { isRow, type Row } from './parse-values.js';

/** The rows that a mapping reads, and the objects around them. */
export interface MappedRows {
  readonly rows: readonly Row[];
  /** The objects that contain the rows, by path. */
  readonly enclosing: ReadonlyMap<string, Row>;
}

const MAX_ROWS = 50;

/** Returns the value at a path. A dot may be part of a name; a negative number counts from the end of an array. */
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

/** Returns the paths in a mapping's `items`; one path per row where `items` lists them by id. */
export function mappedPaths(items: unknown): string[] {
  if (Array.isArray(items)) return items.flatMap(mappedPaths);
  if (typeof items === 'string') return [items];
  if (!isRow(items)) return [''];
  return Object.values(items).flatMap((one) => (isRow(one) ? mappedPaths(one.at) : mappedPaths(one)));
}

/** Returns the rows at the paths of a mapping's `items`, at most 50. */
export function mappedRows(payload: unknown, { items }: Mapping): MappedRows {
  const enclosing = new Map<string, Row>();
  const rows = [...new Set(mappedPaths(items))].flatMap((itemsPath) => {
    const path = itemsPath.replace(/\.?\*$/, '');
    const found = valueAtPath(payload, path);
    const names = path.split('.').slice(0, path ? -1 : 0);
    for (let length = 0; path && length <= names.length; length++) {
      const outer = names.slice(0, length).join('.');
      const object = valueAtPath(payload, outer);
      if (isRow(object)) enclosing.set(outer, object);
    }
    const isStarred = path !== itemsPath;
    return (Array.isArray(found) || (isStarred && isRow(found)) ? Object.values(found) : [found]).filter(isRow);
  });
  return { rows: rows.slice(0, MAX_ROWS), enclosing };
}

/** Returns the paths in a value of a mapping: each alternative, and each path in the braces of a template. */
function pathsIn(value: unknown): string[] {
  if (isRow(value)) return Object.values(value).flatMap(pathsIn);
  if (typeof value !== 'string') return [];
  if (value.startsWith('=')) return [...value.matchAll(/\{(.*?)\}/g)].flatMap(([, path]) => path!.split('|'));
  return value.split('|');
}

/** The settings of a mapping that hold no paths. */
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

/** Returns every path that a mapping reads. */
export function usedPaths(mapping: Mapping): string[] {
  const own = [mapping.items].flat().flatMap((item) => (isRow(item) ? Object.values(item).filter(isRow) : []));
  const fields = Object.entries(mapping).filter(([name]) => !SETTINGS.has(name));
  return [...fields.map(([, path]) => path), ...own].flatMap(pathsIn);
}

/** Returns what a mapping finds for a field in a row: the value of each alternative, or a constant that the mapping gives. */
export function valuesOf(mapping: Mapping, field: string, row: Row, payload: unknown): unknown[] {
  const own = [mapping.items].flat().flatMap((item) => (isRow(item) ? Object.values(item) : []));
  return [mapping, ...own].flatMap((fields) => {
    const mapped = isRow(fields) ? fields[field] : undefined;
    const paths = pathsIn(mapped);
    if (!paths.length) return mapped === undefined ? [] : [mapped];
    return paths.map((path) =>
      path.startsWith('$root.') ? valueAtPath(payload, path.slice(6)) : valueAtPath(row, path),
    );
  });
}
