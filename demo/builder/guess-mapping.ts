import type { Mapping } from 'market-ticker/adapters/paths.js';
import { baseCurrencyName, isCurrency } from './base-currency.js';
import { joinedTime } from './date-and-clock.js';
import { nameRank } from './field-names.js';
import { asMergedRows, mergeRows, type MergedRows } from './merge-rows.js';
import { isTime, valueAt, type IdentifiedRows } from './identify-fields.js';
import { isRow, leaves, type Row } from './parse-values.js';
import { isKoreanPayload, overlap, pathsOfRows, pricedRows } from './priced-rows.js';

/** Returns whether another set may join the merged ones: it has to be as readable as they are, and to contain a new item. */
function canJoin(merged: MergedRows, { set, paths, numbers, ids }: IdentifiedRows): boolean {
  const known = new Set(merged.parts.flatMap((part) => part.ids));
  // Plain numbers have no fields to compare.
  const hasPlainNumbers = [set, merged.parts[0]!.set].some(({ kind }) => kind === 'numbers');
  const hasChange = paths.change !== undefined || paths.changePercent !== undefined;
  const names = ids.map((id, index) => id ?? set.names[index]?.key);
  return (
    !hasPlainNumbers &&
    names.every((name) => name !== undefined) &&
    names.some((name) => !known.has(name)) &&
    (numbers.isProven || hasChange || paths.price === merged.paths.price) &&
    !merged.parts.some((part) => overlap(pathsOfRows(part.set), pathsOfRows(set)))
  );
}

/** Returns the path of a time that stands once for all rows, outside of them. */
function pathOfSharedTime(payload: unknown): string | undefined {
  if (!isRow(payload)) return undefined;
  return leaves(payload)
    .filter(([path, value]) => nameRank('asOf', path) !== undefined && isTime(value))
    .map(([path]) => `$root.${path}`)[0];
}

/** Finds the best rows of a payload, merged with all others that one mapping can read together with them. */
function findMergedRows(payload: unknown): MergedRows | undefined {
  const all = pricedRows(payload);
  const [best, ...others] = all;
  if (!best) return undefined;
  let merged = asMergedRows(best);
  for (const other of others) if (canJoin(merged, other)) merged = mergeRows(merged, asMergedRows(other)) ?? merged;
  return { ...merged, parts: [...merged.parts].sort((one, other) => one.set.order - other.set.order) };
}

/** Returns whether the rows are several days of the same items: ids repeat, each time with another time. */
function hasSeveralDays({ parts, paths }: MergedRows): boolean {
  return parts.some(({ set, ids }) => {
    const { asOf } = paths;
    if (set.kind !== 'list' || !asOf || new Set(ids).size === ids.length) return false;
    return new Set(set.rows.map((row, index) => `${ids[index]} ${String(valueAt(row, asOf))}`)).size === ids.length;
  });
}

/**
 * Returns whether all times are bare days such as `20270310`. They need `zone: "Z"` in the mapping, because the tag takes them for a
 * number otherwise; the zone does not change a day.
 */
const isBareDay = (payload: unknown, { parts }: MergedRows, asOf: string): boolean =>
  asOf.startsWith('$root.')
    ? /^\d{8}$/.test(String(valueAt(payload as Row, asOf.slice(6))))
    : parts.every(({ set }) => set.rows.every((row) => /^\d{8}$/.test(String(valueAt(row, asOf)))));

/**
 * Returns `asOf` and `zone` for rows with a date and a time of day in two fields. Only the zone of the Korean market is known;
 * elsewhere a wrong zone would make the prices look older or newer than they are.
 */
function joinedTimeOf(payload: unknown, { parts, paths }: MergedRows): Pick<Mapping, 'asOf' | 'zone'> | undefined {
  if (!isKoreanPayload(payload)) return undefined;
  const joined = joinedTime(parts.flatMap(({ set }) => set.rows));
  return joined && (paths.asOf ?? joined.date) === joined.date ? { asOf: joined.text, zone: '+09:00' } : undefined;
}

/** One entry of a mapping's `items`: a path, or an object that holds a path or fields by id. */
type ItemsValue = string | Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Returns the entries of `items` for one set of rows. */
function itemsOfPart({ set, paths, ids }: IdentifiedRows, isOnlyPart: boolean): ItemsValue[] {
  const { kind, path, names, flatNames } = set;
  if (kind === 'list' || (kind === 'single' && (paths.id || (isOnlyPart && ids[0] === undefined)))) return [path];
  const isRenamed = names.some(({ key }, index) => ids[index] !== key);
  if (set.coversObject && (paths.id || (isOnlyPart && !isRenamed))) return [path ? `${path}.*` : '*'];
  if (paths.id) return names.map(({ rowPath }) => rowPath);
  const usedIds = new Set<string>();
  const entries = names.map(({ key, rowPath }, index) => {
    const known = ids[index] ?? key;
    const id = usedIds.has(known) ? key : known;
    usedIds.add(id);
    const own = Object.entries(paths).flatMap(([field, name]) => {
      const found = flatNames[index]?.[name];
      return found === undefined ? [] : [[field, found] as const];
    });
    return [id, kind === 'flat' ? { ...(path && { at: path }), ...Object.fromEntries(own) } : rowPath] as const;
  });
  return [Object.fromEntries(entries)];
}

/** Returns `items` for all sets of rows. Entries by id are combined into one object; the first of two with the same id counts. */
function itemsOfParts({ parts }: MergedRows): ItemsValue | ItemsValue[] {
  const all = parts.flatMap((part) => itemsOfPart(part, parts.length === 1));
  const byId = new Map<string, string | Readonly<Record<string, string>>>();
  for (const item of all)
    if (typeof item !== 'string')
      for (const [id, value] of Object.entries(item)) if (!byId.has(id)) byId.set(id, value);
  const items: ItemsValue[] = all.filter((item) => typeof item === 'string');
  if (byId.size) items.push(Object.fromEntries(byId));
  return items.length === 1 ? items[0]! : items;
}

/** Returns the mapping's `id`: a field, or a replacement where no field holds one. */
function idOf(payload: unknown, { parts, paths }: MergedRows, items: ItemsValue | ItemsValue[]): string | undefined {
  if (paths.id) return paths.id;
  if (typeof items !== 'string') return undefined;
  const { kind, names } = parts[0]!.set;
  if (kind === 'list' || !items.endsWith('*')) return '=ITEM';
  const base = baseCurrencyName(payload);
  return base !== undefined && names.every(({ key }) => isCurrency(key)) ? `={$root.${base}}/{$key}` : '$key';
}

/**
 * Guesses a mapping for the adapter `paths` from the arithmetic of a payload's numbers, and from the names and values of its
 * fields. The publisher has to check the result. Returns undefined if nothing in the payload looks like a price.
 */
export function guessMapping(payload: unknown): Mapping | undefined {
  const merged = findMergedRows(payload);
  if (!merged) return undefined;
  const { paths, unit, words, decimal, parts } = merged;
  const items = itemsOfParts(merged);
  const id = idOf(payload, merged, items);
  const kinds = parts.map(({ set }) => set.kind);
  const { id: _id, ...fields } = paths;
  const asOf = paths.asOf ?? pathOfSharedTime(payload);
  // In a flat object each row has paths of its own; only the time outside of the rows is common to all.
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
    ...(!isFlat && joinedTimeOf(payload, merged)),
    ...(words && { words: { direction: words } }),
  } satisfies Mapping;
}
