import { knownId } from './field-names.js';
import { rowSets, type RowSet } from './find-row-sets.js';
import { readRows, type ReadRows } from './identify-fields.js';

const MOST_SETS = 150;

/** How much of a set can be read. */
function worth({ set, paths, numbers, ids }: ReadRows): number {
  const items = new Set(ids.filter((id) => id !== undefined)).size || 1;
  const told = Object.keys(paths).length + (numbers.isProven ? 3 : 0) + (ids[0] === undefined ? 0 : 2);
  // Bare numbers by name are a table of rates, or a row of one item, which has names for its fields.
  return told * Math.min(items, 10) * (set.kind === 'numbers' ? 0.2 : 1) - set.path.length / 1000;
}

/** Names that only begin alike are no rows, unless their numbers fit each other, or their names are known ones. */
const isSure = ({ set, numbers, ids }: ReadRows): boolean =>
  set.kind !== 'flat' || numbers.isProven || set.names.filter(({ key }, index) => ids[index] !== key).length > 1;

/** Where a set stands: the places that no other set of the same mapping may share. */
export const placesOf = ({ kind, path, names, flatNames }: RowSet): string[] =>
  kind === 'flat'
    ? flatNames.flatMap((all) => Object.values(all).map((name) => (path ? `${path}.${name}` : name)))
    : kind === 'list'
      ? [path]
      : names.map(({ place }) => place);

const within = (place: string, other: string): boolean =>
  place === other || other === '' || place.startsWith(`${other}.`);

export const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((a) => others.some((b) => within(a, b) || within(b, a)));

/** Whether a payload is of the Korean market, by its indices and its script. */
function isKoreanPayload(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return /kospi|kosdaq|[가-힣]/i.test(value);
  if (typeof value !== 'object' || value === null || depth > 7) return false;
  return Object.entries(value).some(([name, inner]) => isKoreanPayload(name) || isKoreanPayload(inner, depth + 1));
}

const found = new WeakMap<object, ReadRows[]>();

/** All rows of a payload that have a price, those first of which most can be read. A place can be among them in several ways. */
export function readableRows(payload: unknown): ReadRows[] {
  if (typeof payload !== 'object' || payload === null) return [];
  // The same payload is asked for again and again, while its mapping is edited.
  const rows = found.get(payload) ?? findRows(payload);
  found.set(payload, rows);
  return rows;
}

function findRows(payload: object): ReadRows[] {
  const isKorean = isKoreanPayload(payload);
  const idFor = (key: string, price: number): string | undefined => knownId(key, price, isKorean);
  return rowSets(payload, (key, price) => idFor(key, price) !== undefined)
    .slice(0, MOST_SETS)
    .flatMap((set, order) => readRows({ ...set, order }, idFor) ?? [])
    .filter(isSure)
    .sort((one, other) => worth(other) - worth(one));
}
