import { asRateTable, baseCurrencyName } from './base-currency.js';
import { knownId } from './field-names.js';
import { findRowSets, type RowSet } from './find-row-sets.js';
import { identifyFields, type IdentifiedRows } from './identify-fields.js';

const MAX_SETS = 150;

/** Scores how much of a set can be read. */
function score({ set, paths, numbers, ids }: IdentifiedRows): number {
  const items = new Set(ids.filter((id) => id !== undefined)).size || 1;
  const perItem = Object.keys(paths).length + (numbers.isProven ? 3 : 0) + (ids[0] === undefined ? 0 : 2);
  // Plain numbers by name are a table of rates, or just the fields of a single item, so they count less.
  return perItem * Math.min(items, 10) * (set.kind === 'numbers' ? 0.2 : 1) - set.path.length / 1000;
}

/**
 * Returns whether a set is more than a coincidence. Keys that begin alike are rows only if their numbers fit each other, or if
 * their names are known.
 */
const isPlausible = ({ set, numbers, ids }: IdentifiedRows): boolean =>
  set.kind !== 'flat' || numbers.isProven || set.names.filter(({ key }, index) => ids[index] !== key).length > 1;

/** Returns the paths that a set occupies. No other set of the same mapping may overlap them. */
export const pathsOfRows = ({ kind, path, names, flatNames }: RowSet): string[] =>
  kind === 'flat'
    ? flatNames.flatMap((all) => Object.values(all).map((name) => (path ? `${path}.${name}` : name)))
    : kind === 'list'
      ? [path]
      : names.map(({ rowPath }) => rowPath);

const isWithin = (path: string, other: string): boolean =>
  path === other || other === '' || path.startsWith(`${other}.`);

/** Returns whether a path of one list contains, or equals, a path of the other. */
export const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((a) => others.some((b) => isWithin(a, b) || isWithin(b, a)));

/** Returns whether a payload comes from the Korean market: it contains Hangul, or the name of a Korean index. */
export function isKoreanPayload(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return /kospi|kosdaq|[가-힣]/i.test(value);
  if (typeof value !== 'object' || value === null || depth > 7) return false;
  return Object.entries(value).some(([name, inner]) => isKoreanPayload(name) || isKoreanPayload(inner, depth + 1));
}

const cache = new WeakMap<object, IdentifiedRows[]>();

/** Returns all sets of rows that have a price, the most readable first. Sets may overlap. Results are cached per payload. */
export function pricedRows(payload: unknown): IdentifiedRows[] {
  if (typeof payload !== 'object' || payload === null) return [];
  // While its mapping is edited, the same payload is analysed again and again.
  const rows = cache.get(payload) ?? findRows(payload);
  cache.set(payload, rows);
  return rows;
}

function findRows(payload: object): IdentifiedRows[] {
  const isKorean = isKoreanPayload(payload);
  const idFor = (key: string, price: number): string | undefined => knownId(key, price, isKorean);
  const hasBase = baseCurrencyName(payload) !== undefined;
  return findRowSets(payload, (key, price) => idFor(key, price) !== undefined)
    .slice(0, MAX_SETS)
    .map((set) => (hasBase ? asRateTable(set, payload) : set))
    .flatMap((set, order) => identifyFields({ ...set, order }, idFor) ?? [])
    .filter(isPlausible)
    .sort((one, other) => score(other) - score(one));
}
