import { knownId } from './field-names.js';
import { findRowSets, type RowSet } from './find-row-sets.js';
import { identifyFields, type IdentifiedRows } from './identify-fields.js';

const MAX_SETS = 150;

/** How much of a set can be read. */
function score({ set, paths, numbers, ids }: IdentifiedRows): number {
  const items = new Set(ids.filter((id) => id !== undefined)).size || 1;
  const told = Object.keys(paths).length + (numbers.isProven ? 3 : 0) + (ids[0] === undefined ? 0 : 2);
  // Bare numbers by name are a table of rates, or a row of one item, which has names for its fields.
  return told * Math.min(items, 10) * (set.kind === 'numbers' ? 0.2 : 1) - set.path.length / 1000;
}

/** Names that only begin alike are no rows, unless their numbers fit each other, or their names are known ones. */
const isPlausible = ({ set, numbers, ids }: IdentifiedRows): boolean =>
  set.kind !== 'flat' || numbers.isProven || set.names.filter(({ key }, index) => ids[index] !== key).length > 1;

/** Where a set stands: the places that no other set of the same mapping may share. */
export const pathsOfRows = ({ kind, path, names, flatNames }: RowSet): string[] =>
  kind === 'flat'
    ? flatNames.flatMap((all) => Object.values(all).map((name) => (path ? `${path}.${name}` : name)))
    : kind === 'list'
      ? [path]
      : names.map(({ rowPath }) => rowPath);

const isWithin = (place: string, other: string): boolean =>
  place === other || other === '' || place.startsWith(`${other}.`);

export const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((a) => others.some((b) => isWithin(a, b) || isWithin(b, a)));

/** Whether a payload is of the Korean market, by its indices and its script. */
function isKoreanPayload(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return /kospi|kosdaq|[가-힣]/i.test(value);
  if (typeof value !== 'object' || value === null || depth > 7) return false;
  return Object.entries(value).some(([name, inner]) => isKoreanPayload(name) || isKoreanPayload(inner, depth + 1));
}

const cache = new WeakMap<object, IdentifiedRows[]>();

/** All rows of a payload that have a price, those first of which most can be read. A place can be among them in several ways. */
export function pricedRows(payload: unknown): IdentifiedRows[] {
  if (typeof payload !== 'object' || payload === null) return [];
  // The same payload is asked for again and again, while its mapping is edited.
  const rows = cache.get(payload) ?? findRows(payload);
  cache.set(payload, rows);
  return rows;
}

function findRows(payload: object): IdentifiedRows[] {
  const isKorean = isKoreanPayload(payload);
  const idFor = (key: string, price: number): string | undefined => knownId(key, price, isKorean);
  return findRowSets(payload, (key, price) => idFor(key, price) !== undefined)
    .slice(0, MAX_SETS)
    .flatMap((set, order) => identifyFields({ ...set, order }, idFor) ?? [])
    .filter(isPlausible)
    .sort((one, other) => score(other) - score(one));
}
