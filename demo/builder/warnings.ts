import type { Mapping } from 'market-ticker/adapters/paths.js';
import { isNeverDirection, isDirectionName, isTimeName, isUnitName } from './field-names.js';
import { valueAtPath, mappedPlaces, mappedRows, usedPaths, valuesOf, type MappedRows } from './mapped-rows.js';
import { overlap, pathsOfRows, pricedRows } from './priced-rows.js';
import { parseDirection, isMissing, leaves, parseNumber, type DecimalMark, type Row } from './parse-values.js';

/** A part of a feed that looks as if it mattered, and does not help. */
export interface Warning {
  /**
   * `sign`: it says which way prices went. `unit`: it says for which amount, or in what, prices are. `time`: it says when
   * they were made. `codes`: it is used, and says which way prices went in codes that nobody has given a meaning. `rows`: it
   * is no field, but a place with more rows.
   */
  readonly kind: 'sign' | 'codes' | 'unit' | 'time' | 'rows';
  /** As a mapping would call it. */
  readonly path: string;
  /** What stands there, each value once. */
  readonly values: readonly unknown[];
}

/** A field of rows, and what stands there. */
interface UnusedField {
  readonly path: string;
  readonly values: readonly unknown[];
}

const isSign = (value: unknown): boolean => typeof value === 'string' && /^[-+−–＋－]$/.test(value.trim());
const isValue = (value: unknown): boolean => isSign(value) || !isMissing(value);
const isWord = (value: unknown): boolean => !/^\d+$/.test(String(value)) && parseDirection(value) !== null;
const isAmount = (value: unknown): boolean =>
  typeof value === 'string' && /(^|\D)100\s?(엔|원|yen|jpy|krw|단위|unit)|per\s?100|\(100\)|[x×]\s?100/i.test(value);
const isClock = (value: unknown): boolean =>
  /^\d{4}[-./]\d\d?[-./]\d\d?|^\d\d?:\d\d(:\d\d)?\b|^\d{1,2}[-./]\d{1,2}[-./]\d{4}/.test(String(value).trim());
const isTimeLike = (value: unknown): boolean => isClock(value) || /^\d{4,19}$/.test(String(value).trim());

/** The fields of rows that no path reads, nor any object that holds them. */
function unusedFields(rows: readonly Row[], used: readonly string[]): UnusedField[] {
  const found = new Map<string, Set<unknown>>();
  for (const row of rows)
    for (const [path, value] of leaves(row)) {
      const isUsed = used.some((one) => one === path || path.startsWith(`${one}.`));
      if (!isUsed && isValue(value)) found.set(path, (found.get(path) ?? new Set()).add(value));
    }
  return [...found].map(([path, values]) => ({ path, values: [...values] }));
}

/** A minus that was written says that falls have one. */
function isSigned(row: Row, mapping: Mapping, payload: unknown): boolean {
  const decimal: DecimalMark = mapping.decimal === ',' ? ',' : '.';
  return ['change', 'changePercent']
    .flatMap((field) => valuesOf(mapping, field, row, payload))
    .some((value) => (parseNumber(value, decimal)?.sign ?? 0) < 0);
}

/** Fields that say which way prices went, in rows of which the mapping does not know it. */
function findUnusedSigns(rows: readonly Row[], used: readonly string[], mapping: Mapping, payload: unknown): Warning[] {
  const untold = rows.filter((row) => !valuesOf(mapping, 'direction', row, payload).some(isValue));
  return unusedFields(untold, used).flatMap(({ path, values }): Warning[] => {
    const says = !isNeverDirection(path) && values.every((value) => isSign(value) || isWord(value));
    const isTold = untold.some((row) => isValue(valueAtPath(row, path)) && isSigned(row, mapping, payload));
    return (says || isDirectionName(path)) && !isTold ? [{ kind: 'sign', path, values }] : [];
  });
}

/** What stands in the mapping's direction, and is neither a word that the tag knows nor one that the mapping explains. */
function findUnexplainedCodes({ rows }: MappedRows, mapping: Mapping, payload: unknown): Warning[] {
  const words = Object((Object(mapping.words) as Row).direction) as Row;
  const values = rows
    .flatMap((row) => valuesOf(mapping, 'direction', row, payload))
    .filter((value) => isValue(value) && typeof value !== 'object')
    .filter((value) => !Object.hasOwn(words, String(value).trim()) && parseDirection(value) === null);
  const own = [mapping, ...[mapping.items].flat().flatMap((place) => Object.values(Object(place) as Row))];
  const path = own.map((fields) => (Object(fields) as Row).direction).find((one) => typeof one === 'string');
  return values.length && path ? [{ kind: 'codes', path, values: [...new Set(values)] }] : [];
}

const findUnusedUnits = (fields: readonly UnusedField[]): Warning[] =>
  fields
    .filter(
      ({ path, values }) =>
        (isUnitName(path) && values.some((value) => String(value) !== '1')) || values.some(isAmount),
    )
    .map(({ path, values }) => ({ kind: 'unit', path, values }));

const findUnusedTimes = (fields: readonly UnusedField[]): Warning[] =>
  fields
    .filter(({ path, values }) => (isTimeName(path) ? values.some(isTimeLike) : values.every(isClock)))
    .map(({ path, values }) => ({ kind: 'time', path, values }));

/** Rows with numbers that fit each other, where the mapping does not look. */
function findUnreadRows(payload: unknown, mapping: Mapping, ids: readonly string[]): Warning[] {
  const found: Warning[] = [];
  const seen = mappedPlaces(mapping.items).map((place) => place.replace(/\.?\*$/, ''));
  for (const { set, numbers, ids: own } of pricedRows(payload)) {
    const places = pathsOfRows(set);
    const isNew = own.every((id) => id !== undefined) && own.some((id) => !ids.includes(id));
    if (!numbers.isProven || !isNew || overlap(places, seen)) continue;
    seen.push(...places);
    found.push({ kind: 'rows', path: set.path, values: own });
  }
  return found;
}

/**
 * What somebody would ask about who reads a feed and a mapping side by side.
 *
 * @param ids of the quotes that the mapping brings
 */
export function findWarnings(payload: unknown, mapping: Mapping, ids: readonly string[]): Warning[] {
  const mapped = mappedRows(payload, mapping);
  const used = usedPaths(mapping);
  const fields = unusedFields(mapped.rows, used);
  const usedBeside = [...used.map((path) => path.replace(/^\$root\./, '')), ...usedPaths(mapping.feed ?? {})];
  const beside = [...mapped.enclosing].flatMap(([path, row]) => {
    const scalars = Object.entries(row).filter(([, value]) => typeof value !== 'object');
    return unusedFields(
      [Object.fromEntries(scalars.map(([name, value]) => [path ? `${path}.${name}` : name, value]))],
      usedBeside,
    );
  });
  const tells = (field: string): boolean =>
    mapped.rows.some((row) => valuesOf(mapping, field, row, payload).some(isValue));
  const isDated = tells('asOf') || usedPaths(mapping.feed ?? {}).some((path) => isTimeLike(valueAtPath(payload, path)));
  return [
    ...findUnexplainedCodes(mapped, mapping, payload),
    ...findUnusedSigns(mapped.rows, used, mapping, payload),
    ...(mapping.scale !== undefined || tells('per') || tells('unit') ? [] : findUnusedUnits([...fields, ...beside])),
    ...(isDated ? [] : findUnusedTimes([...fields, ...beside])),
    ...findUnreadRows(payload, mapping, ids),
  ];
}

const identityMapping = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, name]));

/** What the adapter `canonical` reads, said as a mapping. */
const CANONICAL: Mapping = {
  ...identityMapping(
    'id name kind price change changePercent previousClose direction decimals base quote per unit asOf state delay source url trend',
  ),
  feed: identityMapping('version generatedAt ttl delay state source notice'),
};

/** The same for the tag's own shape. */
export const findCanonicalWarnings = (payload: unknown, ids: readonly string[]): Warning[] =>
  findWarnings(payload, { ...CANONICAL, items: Array.isArray(payload) ? '' : 'items' }, ids);
