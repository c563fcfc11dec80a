import type { Mapping } from 'market-ticker/adapters/paths.js';
import { isNeverDirection, isDirectionName, isTimeName, isUnitName } from './field-names.js';
import { valueAtPath, mappedPaths, mappedRows, usedPaths, valuesOf, type MappedRows } from './mapped-rows.js';
import { overlap, pathsOfRows, pricedRows } from './priced-rows.js';
import { parseDirection, isMissing, isRow, leaves, parseNumber, type DecimalMark, type Row } from './parse-values.js';

/** A part of a feed that looks important and is not used. */
export interface Warning {
  /**
   * `sign`: the field seems to hold the direction of the price change. `unit`: the unit or the amount of the prices. `time`: the
   * time of the prices. `codes`: the field is used for the direction, and holds codes that the mapping does not explain. `rows`:
   * not a field, but the path of further rows.
   */
  readonly kind: 'sign' | 'codes' | 'unit' | 'time' | 'rows';
  /** The path as a mapping would use it. */
  readonly path: string;
  /** The distinct values at the path. */
  readonly values: readonly unknown[];
}

/** A field that the mapping does not use, with its distinct values. */
interface UnusedField {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** Returns an object as it is, and an empty one for any other value. */
const asRow = (value: unknown): Row => (isRow(value) ? value : {});

const isSign = (value: unknown): boolean => typeof value === 'string' && /^[-+−–＋－]$/.test(value.trim());
const isValue = (value: unknown): boolean => isSign(value) || !isMissing(value);
const isWord = (value: unknown): boolean => !/^\d+$/.test(String(value)) && parseDirection(value) !== null;
const isAmount = (value: unknown): boolean =>
  typeof value === 'string' && /(^|\D)100\s?(엔|원|yen|jpy|krw|단위|unit)|per\s?100|\(100\)|[x×]\s?100/i.test(value);
const isClock = (value: unknown): boolean =>
  /^\d{4}[-./]\d\d?[-./]\d\d?|^\d\d?:\d\d(:\d\d)?\b|^\d{1,2}[-./]\d{1,2}[-./]\d{4}/.test(String(value).trim());
const isTimeLike = (value: unknown): boolean => isClock(value) || /^\d{4,19}$/.test(String(value).trim());

/** Returns the fields of rows that no path reads, directly or by an object around them. */
function unusedFields(rows: readonly Row[], used: readonly string[]): UnusedField[] {
  const found = new Map<string, Set<unknown>>();
  for (const row of rows)
    for (const [path, value] of leaves(row)) {
      const isUsed = used.some((one) => one === path || path.startsWith(`${one}.`));
      if (!isUsed && isValue(value)) found.set(path, (found.get(path) ?? new Set()).add(value));
    }
  return [...found].map(([path, values]) => ({ path, values: [...values] }));
}

/** Returns whether the change or the percent of a row is written with a minus, so that the row needs no direction. */
function isSigned(row: Row, mapping: Mapping, payload: unknown): boolean {
  const decimal: DecimalMark = mapping.decimal === ',' ? ',' : '.';
  return ['change', 'changePercent']
    .flatMap((field) => valuesOf(mapping, field, row, payload))
    .some((value) => (parseNumber(value, decimal)?.sign ?? 0) < 0);
}

/** Finds fields that seem to hold the direction, in rows for which the mapping finds none. */
function findUnusedSigns(rows: readonly Row[], used: readonly string[], mapping: Mapping, payload: unknown): Warning[] {
  const withoutDirection = rows.filter((row) => !valuesOf(mapping, 'direction', row, payload).some(isValue));
  return unusedFields(withoutDirection, used).flatMap(({ path, values }): Warning[] => {
    const looksLikeDirection = !isNeverDirection(path) && values.every((value) => isSign(value) || isWord(value));
    const hasMinus = withoutDirection.some((row) => isValue(valueAtPath(row, path)) && isSigned(row, mapping, payload));
    return (looksLikeDirection || isDirectionName(path)) && !hasMinus ? [{ kind: 'sign', path, values }] : [];
  });
}

/** Finds values of the mapping's direction that neither the tag knows nor the mapping explains. */
function findUnexplainedCodes({ rows }: MappedRows, mapping: Mapping, payload: unknown): Warning[] {
  const words = asRow(asRow(mapping.words).direction);
  const values = rows
    .flatMap((row) => valuesOf(mapping, 'direction', row, payload))
    .filter((value) => isValue(value) && typeof value !== 'object')
    .filter((value) => !Object.hasOwn(words, String(value).trim()) && parseDirection(value) === null);
  const own = [mapping, ...[mapping.items].flat().flatMap((item) => Object.values(asRow(item)))];
  const path = own.map((fields) => asRow(fields).direction).find((one) => typeof one === 'string');
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

/** Finds rows whose numbers fit each other, and that the mapping does not read. */
function findUnreadRows(payload: unknown, mapping: Mapping, ids: readonly string[]): Warning[] {
  const found: Warning[] = [];
  const seen = mappedPaths(mapping.items).map((path) => path.replace(/\.?\*$/, ''));
  for (const { set, numbers, ids: own } of pricedRows(payload)) {
    const paths = pathsOfRows(set);
    const isNew = own.every((id) => id !== undefined) && own.some((id) => !ids.includes(id));
    if (!numbers.isProven || !isNew || overlap(paths, seen)) continue;
    seen.push(...paths);
    found.push({ kind: 'rows', path: set.path, values: own });
  }
  return found;
}

/**
 * Finds what a person would ask about when comparing a feed with a mapping.
 *
 * @param ids the ids of the quotes that the mapping reads
 */
export function findWarnings(payload: unknown, mapping: Mapping, ids: readonly string[]): Warning[] {
  const mapped = mappedRows(payload, mapping);
  const used = usedPaths(mapping);
  const fields = unusedFields(mapped.rows, used);
  const usedOutside = [...used.map((path) => path.replace(/^\$root\./, '')), ...usedPaths(mapping.feed ?? {})];
  const outside = [...mapped.enclosing].flatMap(([path, row]) => {
    const scalars = Object.entries(row).filter(([, value]) => typeof value !== 'object');
    return unusedFields(
      [Object.fromEntries(scalars.map(([name, value]) => [path ? `${path}.${name}` : name, value]))],
      usedOutside,
    );
  });
  const hasValues = (field: string): boolean =>
    mapped.rows.some((row) => valuesOf(mapping, field, row, payload).some(isValue));
  const isDated =
    hasValues('asOf') || usedPaths(mapping.feed ?? {}).some((path) => isTimeLike(valueAtPath(payload, path)));
  return [
    ...findUnexplainedCodes(mapped, mapping, payload),
    ...findUnusedSigns(mapped.rows, used, mapping, payload),
    ...(mapping.scale !== undefined || hasValues('per') || hasValues('unit')
      ? []
      : findUnusedUnits([...fields, ...outside])),
    ...(isDated ? [] : findUnusedTimes([...fields, ...outside])),
    ...findUnreadRows(payload, mapping, ids),
  ];
}

const identityMapping = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, name]));

/** The fields that the adapter `canonical` reads, as a mapping. */
const CANONICAL: Mapping = {
  ...identityMapping(
    'id name kind price change changePercent previousClose direction decimals base quote per unit asOf state delay source url icon trend',
  ),
  feed: identityMapping('version generatedAt ttl delay state source notice'),
};

/** Finds the same for a feed in the tag's own shape. */
export const findCanonicalWarnings = (payload: unknown, ids: readonly string[]): Warning[] =>
  findWarnings(payload, { ...CANONICAL, items: Array.isArray(payload) ? '' : 'items' }, ids);
