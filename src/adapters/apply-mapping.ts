import type { Issue } from '../model/quote.js';
import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { checkMapping, isField } from './check-mapping.js';
import { pathFinder, type Finder, type Row } from './find-path.js';
import type { Mapping } from './mapping.js';
import { notFound, nowhere, type ReadRow } from './not-found.js';
import { namesOf, placesOf, rowsAt, type RowPlace } from './places.js';
import { refusedFeed } from '../model/raw-feed.js';
import { skipper } from './skip-rows.js';
import { translate, type WordTable } from './translate.js';
import { isMissing, isObject } from './values.js';

export { valueAt } from './find-path.js';
export { isMissing, textOf } from './values.js';
export type { Mapping, OwnFields, Path, Picked, Place, Skipped } from './mapping.js';

/** Of one answer. The largest that was met, a month of all indices, has some thousand; a million would hang the page. */
const MOST_ROWS = 5000;

/** How the fields of a row are found: their names, finders, and the source's own words. */
type Fields = readonly (readonly [name: string, find: Finder, words: WordTable | undefined])[];

/**
 * Picks the fields of a payload by a mapping, and by a second one that adds to it or replaces parts.
 *
 * @param own the adapter's own mapping
 * @param paths the mapping that the page wrote: what is wrong in it is reported, and what it names that is nowhere
 */
export function applyMapping(payload: unknown, own: Mapping, paths?: object): RawFeed {
  const { mapping: page, issues: wrong } = checkMapping(paths);
  // Words are added field by field: a page that translates ids does not take away an adapter's sign codes.
  const mapping: Mapping = {
    ...own,
    ...page,
    words: { ...own.words, ...page.words },
    // A page that names a direction says that the numbers come without a sign, also where it names it wrongly.
    needsDirection:
      page.needsDirection ?? (isNamed(page.direction) || wrong.some(isAboutDirection) || own.needsDirection),
  };
  const { error, feed, words, zone, keep } = mapping;
  const root: Row = { $value: payload, $key: '', $root: payload };
  const message = error && pathFinder(error)(root);
  if (message) return refusedFeed('source-error', message, wrong);
  if (!isObject(payload)) return refusedFeed('not-a-feed', payload, wrong);
  const { picked, read, seen, lost, issues } = pickRows(payload, mapping);
  const missing = page.items === undefined ? [] : lost.map(({ name, written }) => notFound(name, written, 'skipped'));
  if (!read.size) return refusedFeed('not-a-feed', payload, [...wrong, ...missing]);
  return {
    fields: readFields(root, fieldsOf(Object(feed) as object, words)),
    zone,
    newestOnly: keep === 'newest',
    directionWords: page.words?.direction,
    items: picked,
    issues: [...wrong, ...missing, ...issues, ...nowhere(page, read, seen)],
  };
}

interface PickedRows {
  readonly picked: RawItem[];
  /** The rows that were read, by their places. */
  readonly read: Map<RowPlace, ReadRow[]>;
  /** These, and those that were left out. */
  readonly seen: Row[];
  /** The places at which nothing stands. */
  readonly lost: RowPlace[];
  readonly issues: Issue[];
}

function pickRows(payload: object, mapping: Mapping): PickedRows {
  const { items, keep, skip, words, percentUnit, scale, factor, decimal, zone, signInPrice } = mapping;
  const units = { fraction: percentUnit === 'fraction', scale, factor, decimal, zone, signInPrice };
  const isSkipped = skipper(skip);
  const common = fieldsOf(mapping, words);
  const result: PickedRows = { picked: [], read: new Map(), seen: [], lost: [], issues: [] };
  let room = MOST_ROWS;
  for (const place of placesOf(items)) {
    const found = rowsAt(payload, place);
    if (!found) {
      result.lost.push(place);
      continue;
    }
    const { keys, valueOf, pathOf } = found;
    const finders = place.id === undefined ? common : fieldsOfPlace(place, common, words);
    const needsDirection = mapping.needsDirection ?? (isNamed(place.fields.direction) || undefined);
    const rows: ReadRow[] = [];
    result.read.set(place, rows);
    for (const key of keep === 'last' ? keys.reverse() : keys) {
      if (room === 0) {
        result.issues.push({ path: place.path, value: keys.length, rule: 'too-many-items', action: 'skipped' });
        break;
      }
      room -= 1;
      const row: Row = { $value: valueOf(key), $key: key, $root: payload };
      if (isMissing(row.$value)) {
        result.issues.push({ path: pathOf(key), value: row.$value, rule: 'not-an-item', action: 'skipped' });
        continue;
      }
      result.seen.push(row);
      if (isSkipped(row)) continue;
      const fields = readFields(row, finders);
      rows.push({ row, fields });
      result.picked.push({ path: pathOf(key), ...units, needsDirection, fields });
      if (keep === 'first' || keep === 'last') break;
    }
  }
  return result;
}

const isNamed = (path: unknown): boolean => path !== undefined && path !== null;

const isAboutDirection = ({ path }: Issue): boolean => /\.direction(\.|$)/.test(path);

function fieldsOf(paths: object, words: Mapping['words'] = {}): Fields {
  const fields = Object.entries(paths).filter(([name]) => isField(name));
  return fields.map(([name, path]) => {
    const table = Object.hasOwn(words, name) ? words[name] : undefined;
    return [name, pathFinder(path, table), table];
  });
}

/** The fields of a quote that is named by its id: the common ones, and its own, which come after them and replace them. */
function fieldsOfPlace(place: RowPlace, common: Fields, words: Mapping['words']): Fields {
  return [...common, ['id', () => place.id, undefined], ...fieldsOf(place.fields, words)];
}

function readFields(row: Row, fields: Fields): RawItem['fields'] {
  // Without a prototype, so that a name is a name, `__proto__` too.
  const values = Object.create(null) as Record<string, unknown>;
  for (const [name, find, words] of fields) values[name] = translate(words, find(row));
  return values;
}

/**
 * A feed with more fields on its items than paths can tell, or without some of them.
 *
 * @param paths the page's own mapping: what it names is left as it was picked
 * @param more further fields of an item, or the rule by which it is left out
 */
export function refine(
  feed: RawFeed,
  paths: object | undefined,
  more: (fields: RawItem['fields']) => RawItem['fields'] | string,
): RawFeed {
  const { mapping } = checkMapping(paths);
  const own = [...Object.keys(mapping), ...namesOf(mapping.items)];
  const issues = [...(feed.issues ?? [])];
  const items = feed.items.flatMap((item) => {
    const fields = more(item.fields);
    if (typeof fields !== 'string') {
      const kept = own.map((name) => [name, item.fields[name]]);
      return [{ ...item, fields: { ...item.fields, ...fields, ...(Object.fromEntries(kept) as RawItem['fields']) } }];
    }
    issues.push({ path: item.path, value: item.fields, rule: fields, action: 'skipped' });
    return [];
  });
  return { ...feed, items, issues };
}
