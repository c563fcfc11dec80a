import type { Mapping } from 'market-ticker/adapters/paths.js';
import { knownId, rank, type Field } from './field-names.js';
import { rowSets, type RowSet } from './find-rows.js';
import { alone, merge, type MergedRows } from './merge-rows.js';
import { readRows, valueAt, type ReadRows } from './read-rows.js';
import { isRow, leaves } from './read-values.js';

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
const placesOf = ({ kind, path, names, flatNames }: RowSet): string[] =>
  kind === 'flat'
    ? flatNames.flatMap((all) => Object.values(all).map((name) => (path ? `${path}.${name}` : name)))
    : kind === 'list'
      ? [path]
      : names.map(({ place }) => place);

const within = (place: string, other: string): boolean =>
  place === other || other === '' || place.startsWith(`${other}.`);

const overlap = (one: RowSet, other: RowSet): boolean =>
  placesOf(one).some((a) => placesOf(other).some((b) => within(a, b) || within(b, a)));

/** Whether a further set may go with those that were found: it has to be read as well as they are, and to have something new. */
function isLike(merged: MergedRows, { set, paths, numbers, ids }: ReadRows): boolean {
  const known = new Set(merged.parts.flatMap((part) => part.ids));
  const isMoving = paths.change !== undefined || paths.changePercent !== undefined;
  const names = ids.map((id, index) => id ?? set.names[index]?.key);
  return (
    names.every((name) => name !== undefined) &&
    names.some((name) => !known.has(name)) &&
    (numbers.isProven || isMoving || paths.price === merged.paths.price) &&
    !merged.parts.some((part) => overlap(part.set, set))
  );
}

/** A time that stands once, beside the rows. */
function timeBeside(payload: unknown): string | undefined {
  if (!isRow(payload)) return undefined;
  return leaves(payload)
    .filter(
      ([path, value]) =>
        rank('asOf', path) !== undefined && /^\d{9,19}$|^\d{4}[-./]?\d\d[-./]?\d\d/.test(String(value)),
    )
    .map(([path]) => `$root.${path}`)[0];
}

/** Whether a payload is of the Korean market, by its indices and its script. */
function isKoreanPayload(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return /kospi|kosdaq|[가-힣]/i.test(value);
  if (typeof value !== 'object' || value === null || depth > 7) return false;
  return Object.entries(value).some(([name, inner]) => isKoreanPayload(name) || isKoreanPayload(inner, depth + 1));
}

/** The best rows of a payload, and all that can be read with them. */
function findRows(payload: unknown): MergedRows | undefined {
  const isKorean = isKoreanPayload(payload);
  const idFor = (key: string, price: number): string | undefined => knownId(key, price, isKorean);
  const sets = rowSets(payload, (key, price) => idFor(key, price) !== undefined).slice(0, MOST_SETS);
  const [best, ...others] = sets
    .flatMap((set) => readRows(set, idFor) ?? [])
    .filter(isSure)
    .sort((one, other) => worth(other) - worth(one));
  if (!best) return undefined;
  let merged = alone(best);
  for (const other of others) if (isLike(merged, other)) merged = merge(merged, alone(other)) ?? merged;
  // In the payload's order.
  const place = ({ set }: ReadRows): number => sets.findIndex(({ path }) => path === set.path);
  return { ...merged, parts: [...merged.parts].sort((one, other) => place(one) - place(other)) };
}

/** Several days of one item: each id more than once, each time with another time. */
function hasDays({ parts, paths }: MergedRows): boolean {
  return parts.some(({ set, ids }) => {
    const { asOf } = paths;
    if (set.kind !== 'list' || !asOf || new Set(ids).size === ids.length) return false;
    return new Set(set.rows.map((row, index) => `${ids[index]} ${String(valueAt(row, asOf))}`)).size === ids.length;
  });
}

type Item = string | Readonly<Record<string, unknown>>;

/** What `items` has to say for one set: a place, or places by id. */
function itemsOf({ set, paths, ids }: ReadRows, isAlone: boolean): Item[] {
  const { kind, path, names, flatNames } = set;
  if (kind === 'list' || (kind === 'single' && (paths.id || (isAlone && ids[0] === undefined)))) return [path];
  const isRenamed = names.some(({ key }, index) => ids[index] !== key);
  if (set.isWhole && (paths.id || (isAlone && !isRenamed))) return [path ? `${path}.*` : '*'];
  if (paths.id) return names.map(({ place }) => place);
  const taken = new Set<string>();
  const entries = names.map(({ key, place }, index) => {
    const known = ids[index] ?? key;
    const id = taken.has(known) ? key : known;
    taken.add(id);
    const own = Object.entries(paths).flatMap(([field, name]) => {
      const found = flatNames[index]?.[name];
      return found === undefined ? [] : [[field, found] as const];
    });
    return [id, kind === 'flat' ? { ...(path && { at: path }), ...Object.fromEntries(own) } : place] as const;
  });
  return [Object.fromEntries(entries)];
}

/** Places by id go together. */
function itemsOfAll({ parts }: MergedRows): unknown {
  const all = parts.flatMap((part) => itemsOf(part, parts.length === 1));
  const byId = all.filter((item) => typeof item !== 'string');
  const items: Item[] = all.filter((item) => typeof item === 'string');
  if (byId.length) items.push(Object.assign({}, ...byId) as Item);
  return items.length === 1 ? items[0] : items;
}

/** What names a row where nothing in it does. */
function idOf({ parts, paths }: MergedRows, items: unknown): string | undefined {
  if (paths.id) return paths.id;
  if (typeof items !== 'string') return undefined;
  return parts[0]!.set.kind === 'list' || !items.endsWith('*') ? '=ITEM' : '$key';
}

/**
 * A mapping for the adapter `paths`, by the arithmetic of a payload's numbers, by what its fields are called and what is in
 * them. A guess: the result is to be looked at. undefined where nothing looks like a price.
 */
export function guessPaths(payload: unknown): Mapping | undefined {
  const merged = findRows(payload);
  if (!merged) return undefined;
  const { paths, unit, words, decimal, parts } = merged;
  const items = itemsOfAll(merged);
  const id = idOf(merged, items);
  const kinds = parts.map(({ set }) => set.kind);
  const { id: _id, ...fields } = paths;
  const common = kinds.every((kind) => kind === 'flat')
    ? {}
    : kinds.includes('numbers')
      ? { ...fields, price: '$value' }
      : fields;
  const asOf = paths.asOf ? undefined : timeBeside(payload);
  return {
    ...(items !== '' && { items }),
    ...(hasDays(merged) && { keep: 'newest' }),
    ...(id !== undefined && { id }),
    ...common,
    ...(asOf && { asOf }),
    ...(unit === 'fraction' && { percentUnit: 'fraction' as const }),
    ...(unit === 'hundredths' && { factor: { changePercent: 0.01 } }),
    ...(decimal === ',' && { decimal }),
    ...(words && { words: { direction: words } }),
  } as Mapping;
}

export type { Field };
