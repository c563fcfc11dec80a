import type { Mapping } from 'market-ticker/adapters/paths.js';
import { nameRank } from './field-names.js';
import { asMergedRows, mergeRows, type MergedRows } from './merge-rows.js';
import { isTime, valueAt, type IdentifiedRows } from './identify-fields.js';
import { isRow, leaves, type Row } from './parse-values.js';
import { overlap, pathsOfRows, pricedRows } from './priced-rows.js';

/** Whether a further set may go with those that were found: it has to be read as well as they are, and to have something new. */
function canJoin(merged: MergedRows, { set, paths, numbers, ids }: IdentifiedRows): boolean {
  const known = new Set(merged.parts.flatMap((part) => part.ids));
  // Bare numbers have no fields that could be like others.
  const isBare = [set, merged.parts[0]!.set].some(({ kind }) => kind === 'numbers');
  const isMoving = paths.change !== undefined || paths.changePercent !== undefined;
  const names = ids.map((id, index) => id ?? set.names[index]?.key);
  return (
    !isBare &&
    names.every((name) => name !== undefined) &&
    names.some((name) => !known.has(name)) &&
    (numbers.isProven || isMoving || paths.price === merged.paths.price) &&
    !merged.parts.some((part) => overlap(pathsOfRows(part.set), pathsOfRows(set)))
  );
}

/** A time that stands once, beside the rows. */
function pathOfSharedTime(payload: unknown): string | undefined {
  if (!isRow(payload)) return undefined;
  return leaves(payload)
    .filter(([path, value]) => nameRank('asOf', path) !== undefined && isTime(value))
    .map(([path]) => `$root.${path}`)[0];
}

/** The best rows of a payload, and all that one mapping can read with them. */
function findMergedRows(payload: unknown): MergedRows | undefined {
  const all = pricedRows(payload);
  const [best, ...others] = all;
  if (!best) return undefined;
  let merged = asMergedRows(best);
  for (const other of others) if (canJoin(merged, other)) merged = mergeRows(merged, asMergedRows(other)) ?? merged;
  return { ...merged, parts: [...merged.parts].sort((one, other) => one.set.order - other.set.order) };
}

/** Several days of one item: each id more than once, each time with another time. */
function hasSeveralDays({ parts, paths }: MergedRows): boolean {
  return parts.some(({ set, ids }) => {
    const { asOf } = paths;
    if (set.kind !== 'list' || !asOf || new Set(ids).size === ids.length) return false;
    return new Set(set.rows.map((row, index) => `${ids[index]} ${String(valueAt(row, asOf))}`)).size === ids.length;
  });
}

/** `20270310`: a day is the same in all zones, and without one nobody knows that it is no number. */
const isBareDay = (payload: unknown, { parts }: MergedRows, asOf: string): boolean =>
  asOf.startsWith('$root.')
    ? /^\d{8}$/.test(String(valueAt(payload as Row, asOf.slice(6))))
    : parts.every(({ set }) => set.rows.every((row) => /^\d{8}$/.test(String(valueAt(row, asOf)))));

/** A place, or places by id. */
type ItemsValue = string | Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What `items` has to say for one set: a place, or places by id. */
function itemsOfPart({ set, paths, ids }: IdentifiedRows, isAlone: boolean): ItemsValue[] {
  const { kind, path, names, flatNames } = set;
  if (kind === 'list' || (kind === 'single' && (paths.id || (isAlone && ids[0] === undefined)))) return [path];
  const isRenamed = names.some(({ key }, index) => ids[index] !== key);
  if (set.coversObject && (paths.id || (isAlone && !isRenamed))) return [path ? `${path}.*` : '*'];
  if (paths.id) return names.map(({ rowPath }) => rowPath);
  const taken = new Set<string>();
  const entries = names.map(({ key, rowPath }, index) => {
    const known = ids[index] ?? key;
    const id = taken.has(known) ? key : known;
    taken.add(id);
    const own = Object.entries(paths).flatMap(([field, name]) => {
      const found = flatNames[index]?.[name];
      return found === undefined ? [] : [[field, found] as const];
    });
    return [id, kind === 'flat' ? { ...(path && { at: path }), ...Object.fromEntries(own) } : rowPath] as const;
  });
  return [Object.fromEntries(entries)];
}

/** Places by id go together; of two with one id the first. */
function itemsOfParts({ parts }: MergedRows): ItemsValue | ItemsValue[] {
  const all = parts.flatMap((part) => itemsOfPart(part, parts.length === 1));
  const byId = new Map<string, string | Readonly<Record<string, string>>>();
  for (const item of all)
    if (typeof item !== 'string')
      for (const [id, place] of Object.entries(item)) if (!byId.has(id)) byId.set(id, place);
  const items: ItemsValue[] = all.filter((item) => typeof item === 'string');
  if (byId.size) items.push(Object.fromEntries(byId));
  return items.length === 1 ? items[0]! : items;
}

/** What names a row where nothing in it does. */
function idOf({ parts, paths }: MergedRows, items: ItemsValue | ItemsValue[]): string | undefined {
  if (paths.id) return paths.id;
  if (typeof items !== 'string') return undefined;
  return parts[0]!.set.kind === 'list' || !items.endsWith('*') ? '=ITEM' : '$key';
}

/**
 * A mapping for the adapter `paths`, by the arithmetic of a payload's numbers, by what its fields are called and what is in
 * them. A guess: the result is to be looked at. undefined where nothing looks like a price.
 */
export function guessMapping(payload: unknown): Mapping | undefined {
  const merged = findMergedRows(payload);
  if (!merged) return undefined;
  const { paths, unit, words, decimal, parts } = merged;
  const items = itemsOfParts(merged);
  const id = idOf(merged, items);
  const kinds = parts.map(({ set }) => set.kind);
  const { id: _id, ...fields } = paths;
  const asOf = paths.asOf ?? pathOfSharedTime(payload);
  // In a flat object each row has its own fields; what stands beside them is of all.
  const isFlat = kinds.every((kind) => kind === 'flat');
  const common = isFlat ? { asOf: paths.asOf ? undefined : asOf } : { ...fields, asOf };
  return {
    ...(items !== '' && { items }),
    ...(hasSeveralDays(merged) && { keep: 'newest' as const }),
    ...(id !== undefined && { id }),
    ...common,
    ...(kinds.includes('numbers') && { price: '$value' }),
    ...(unit === 'fraction' && { percentUnit: 'fraction' as const }),
    ...(unit === 'hundredths' && { factor: { changePercent: 0.01 } }),
    ...(decimal === ',' && { decimal }),
    ...(asOf !== undefined && isBareDay(payload, merged, asOf) && { zone: 'Z' }),
    ...(words && { words: { direction: words } }),
  } satisfies Mapping;
}
