import { sameValue } from '../../model/keep-newest.js';
import { ENVELOPE } from '../../model/merge-updates.js';

/** A feed in the canonical format, as written. */
export interface WrittenFeed {
  readonly items: readonly WrittenItem[];
  readonly [field: string]: unknown;
}
export type WrittenItem = Readonly<Record<string, unknown>>;

/**
 * The fields that belong to one price. Readers replace all of them when they get a price, so an update contains either
 * all of them or none.
 */
const FIELDS_OF_PRICE = [
  'price',
  'change',
  'changePercent',
  'previousClose',
  'direction',
  'limit',
  'decimals',
  'asOf',
] as const;

/** The other optional fields of an item, except `delay`, because null does not remove a delay. */
const OTHER_FIELDS = ['name', 'kind', 'base', 'quote', 'unit', 'state', 'source', 'url', 'icon', 'trend'] as const;

/**
 * Returns the update from one feed to another: the items that have changed, with the fields that have changed. Readers
 * keep a field that an update leaves out, so a field that the new feed lacks is null. An item that it lacks is removed.
 * Returns undefined if nothing has changed.
 *
 * An update cannot express the order of items. Readers of a stream therefore show a new item last until they request the
 * whole feed again.
 */
export function updateBetween(before: WrittenFeed, after: WrittenFeed): WrittenFeed | undefined {
  const known = new Map(before.items.map((item) => [item.id, item]));
  const changesDelay = !sameValue(before.delay, after.delay);
  const changed = after.items
    .map((item) => changesOf(known.get(item.id), item, after, changesDelay))
    .filter((changes) => changes !== undefined);
  const ids = new Set(after.items.map(({ id }) => id));
  const removed = before.items.filter(({ id }) => !ids.has(id)).map(({ id }) => ({ id, removed: true }));
  const { items: _, ...envelope } = after;
  const fields = differences(before, envelope, ['items', 'version']);
  if (changed.length + removed.length === 0 && Object.keys(fields).length === 0) return undefined;
  const { generatedAt } = after;
  return { ...fields, ...(generatedAt !== undefined && { generatedAt }), items: [...changed, ...removed] };
}

/**
 * Returns a whole feed as an update, for a reader who may know another version of the feed. Every field is given, so that
 * nothing of that version remains.
 *
 * @param removed the ids of items that earlier versions had
 */
export function wholeUpdate(feed: WrittenFeed, removed: Iterable<string> = []): WrittenFeed {
  const ids = new Set(feed.items.map(({ id }) => id));
  const nulls = Object.fromEntries([...FIELDS_OF_PRICE, ...OTHER_FIELDS].map((name) => [name, null]));
  return {
    ...Object.fromEntries(ENVELOPE.map((name) => [name, null])),
    ...feed,
    items: [
      ...feed.items.map((item) => ({ ...nulls, ...withDelay(item, feed) })),
      ...[...removed].filter((id) => !ids.has(id)).map((id) => ({ id, removed: true })),
    ],
  };
}

/** @param changesDelay whether the update also changes the delay of the feed, which must not apply to items without it */
function changesOf(
  before: WrittenItem | undefined,
  after: WrittenItem,
  feed: WrittenFeed,
  changesDelay: boolean,
): WrittenItem | undefined {
  if (!before) return withDelay(after, feed);
  const changes = differences(before, after);
  if (Object.keys(changes).length === 0) return undefined;
  const hasPrice = FIELDS_OF_PRICE.some((name) => Object.hasOwn(changes, name));
  const ofPrice = hasPrice ? FIELDS_OF_PRICE.map((name) => [name, after[name] ?? null] as const) : [];
  const delay = (changesDelay || Object.hasOwn(changes, 'delay')) && { delay: withDelay(after, feed).delay };
  return { id: after.id, ...changes, ...Object.fromEntries(ofPrice), ...delay };
}

/**
 * Returns an item with a delay of its own. In an update, a delay of null means that it is unknown, and an item without a
 * delay does not always get that of the feed.
 */
const withDelay = (item: WrittenItem, { delay = null }: WrittenFeed): WrittenItem =>
  item.delay === undefined ? { ...item, delay } : item;

/** Returns the fields of `after` that differ from those of `before`, and null for those that it lacks. */
function differences(before: WrittenItem, after: WrittenItem, ignored: readonly string[] = []): WrittenItem {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => !ignored.includes(name) && !sameValue(before[name], after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
}
