import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { checkMapping } from './check-mapping.js';
import { finder, type Finder, type Row } from './find-path.js';
import type { Mapping } from './mapping.js';
import { notFound, nowhere, type ReadRow } from './not-found.js';
import { namesOf, placesOf, replaces, rowsAt, type RowPlace } from './places.js';
import { refused } from './refused.js';
import { skipper } from './skip-rows.js';
import { translate, type WordTable } from './translate.js';
import { isMissing, isObject } from './values.js';

export { at } from './find-path.js';
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
export function pick(payload: unknown, own: Mapping, paths?: object): RawFeed {
  const { mapping: page, issues: wrong } = checkMapping(paths);
  // Words are added field by field: a page that translates ids does not take away an adapter's sign codes.
  const mapping: Mapping = { ...own, ...page, words: { ...own.words, ...page.words } };
  const { items, keep, skip, error, feed, words, percentUnit, scale, factor, decimal, zone, signInPrice, ...fields } =
    mapping;
  const root: Row = { $value: payload, $key: '', $root: payload };
  const message = error && finder(error)(root);
  if (message) return refused('source-error', message, wrong);
  if (!isObject(payload)) return refused('not-a-feed', payload, wrong);

  const common = fieldsOf(fields, words);
  const isSkipped = skipper(skip);
  const fraction = percentUnit === 'fraction';
  const issues = [...wrong];
  const picked: RawItem[] = [];
  /** The rows that were looked at, and of them those that were read, by their places. */
  const seen: Row[] = [];
  const read = new Map<RowPlace, ReadRow[]>();
  for (const place of placesOf(items)) {
    const found = rowsAt(payload, place);
    if (!found) {
      if (page.items !== undefined) issues.push(notFound(place.name, place.written, 'skipped'));
      continue;
    }
    const { keys, valueOf, pathOf } = found;
    const rows: ReadRow[] = [];
    read.set(place, rows);
    const finders = place.id === undefined ? common : fieldsOfPlace(place, common, words);
    for (const key of keep === 'last' ? keys.reverse() : keys) {
      if (seen.length === MOST_ROWS) {
        issues.push({ path: place.path, value: keys.length, rule: 'too-many-items', action: 'skipped' });
        break;
      }
      const row: Row = { $value: valueOf(key), $key: key, $root: payload };
      seen.push(row);
      if (isMissing(row.$value))
        issues.push({ path: pathOf(key), value: row.$value, rule: 'not-an-item', action: 'skipped' });
      else if (!isSkipped(row)) {
        const fields = readFields(row, finders);
        rows.push({ row, fields });
        picked.push({ path: pathOf(key), fraction, scale, factor, decimal, zone, signInPrice, fields });
        if (keep === 'first' || keep === 'last') break;
      }
    }
  }
  if (!read.size) return refused('not-a-feed', payload, wrong);
  const names = Object.keys(fields).filter((name) => Object.hasOwn(page, name));
  return {
    fields: readFields(root, fieldsOf(Object(feed) as object, words)),
    zone,
    keepNewest: keep === 'newest',
    directionWords: page.words?.direction,
    items: picked,
    issues: [...issues, ...nowhere(page, names, read, seen)],
  };
}

function fieldsOf(paths: object, words: Mapping['words'] = {}): Fields {
  return Object.entries(paths).map(([name, path]) => {
    const table = Object.hasOwn(words, name) ? words[name] : undefined;
    return [name, finder(path, table), table];
  });
}

/** The fields of a quote that is named by its id: its own, and the common ones that it does not replace. */
function fieldsOfPlace(place: RowPlace, common: Fields, words: Mapping['words']): Fields {
  return [
    ...common.filter(([name]) => !replaces(place, name)),
    ['id', () => place.id, undefined],
    ...fieldsOf(place.fields, words),
  ];
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
