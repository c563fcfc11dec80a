import type { Issue } from '../model/quote.js';
import { refusedFeed, type RawFeed, type RawItem } from '../model/raw-feed.js';
import { checkMapping, isItemField } from './check-mapping.js';
import { compilePath, type Getter, type Row } from './compile-path.js';
import { isMissing, isObject } from './json-values.js';
import type { Mapping } from './mapping.js';
import { missingPaths, notFoundIssue, type ExtractedRow } from './missing-paths.js';
import { placesOf, rowsAt, type RowPlace } from './row-places.js';
import { compileSkip } from './skip-rows.js';
import { translateWord, type WordTable } from './translate-words.js';

/**
 * How many rows of one payload are read. The largest payload seen so far, all indices for a month, has some thousand
 * rows; a million rows would freeze the page.
 */
const MAX_ROWS = 5000;

/** A field of the mapping, ready to be read from each row. */
interface CompiledField {
  readonly name: string;
  readonly get: Getter;
  /** What the source's words and codes mean for this field. */
  readonly words: WordTable | undefined;
}

/**
 * Extracts the fields of a payload by the adapter's mapping, and by the page's mapping, which adds to the adapter's or
 * replaces parts of it.
 *
 * @param own the adapter's own mapping
 * @param paths the mapping that the page wrote: its wrong parts are reported, and so are names that the payload does
 *   not have
 */
export function applyMapping(payload: unknown, own: Mapping, paths?: object): RawFeed {
  const { mapping: page, issues: mappingIssues } = checkMapping(paths);
  const mapping: Mapping = {
    ...own,
    ...page,
    // Words are replaced field by field, so a page that translates ids keeps the adapter's direction codes.
    words: { ...own.words, ...page.words },
    // A page that names a direction, even wrongly, says by this that the numbers come without a sign.
    needsDirection:
      page.needsDirection ?? (isNamed(page.direction) || mappingIssues.some(isAboutDirection) || own.needsDirection),
  };
  const { error, feed, words, zone, keep } = mapping;
  const root: Row = { $value: payload, $key: '', $root: payload };
  const message = error && compilePath(error)(root);
  if (message) return refusedFeed('source-error', message, mappingIssues);
  if (!isObject(payload)) return refusedFeed('not-a-feed', payload, mappingIssues);
  const { items, rowsByPlace, candidates, missingPlaces, issues } = extractRows(payload, mapping);
  // A missing place is reported only where the page wrote it: an adapter's own places are not the page's mistake.
  const placeIssues =
    page.items === undefined ? [] : missingPlaces.map(({ name, entry }) => notFoundIssue(name, entry, 'skipped'));
  if (!rowsByPlace.size) return refusedFeed('not-a-feed', payload, [...mappingIssues, ...placeIssues]);
  return {
    fields: extractFields(root, compileFields(feed ?? {}, words)),
    zone,
    newestOnly: keep === 'newest',
    directionWords: page.words?.direction,
    items,
    issues: [...mappingIssues, ...placeIssues, ...issues, ...missingPaths(page, rowsByPlace, candidates)],
  };
}

/** The rows of a payload, at all places of a mapping. */
interface ExtractedRows {
  readonly items: RawItem[];
  /** The rows that became items, by their place. */
  readonly rowsByPlace: Map<RowPlace, ExtractedRow[]>;
  /** These rows, and those that `skip` has left out. */
  readonly candidates: Row[];
  /** The places at which the payload has nothing. */
  readonly missingPlaces: RowPlace[];
  readonly issues: Issue[];
}

function extractRows(payload: object, mapping: Mapping): ExtractedRows {
  const { items, keep, skip, words, percentUnit, scale, factor, decimal, zone, signInPrice } = mapping;
  const units = { fraction: percentUnit === 'fraction', scale, factor, decimal, zone, signInPrice };
  const isSkipped = compileSkip(skip);
  const commonFields = compileFields(mapping, words);
  const result: ExtractedRows = { items: [], rowsByPlace: new Map(), candidates: [], missingPlaces: [], issues: [] };
  let rowsLeft = MAX_ROWS;
  for (const place of placesOf(items)) {
    const found = rowsAt(payload, place);
    if (!found) {
      result.missingPlaces.push(place);
      continue;
    }
    const { keys, valueOf, pathOf } = found;
    const placeFields = place.id === undefined ? commonFields : compilePlaceFields(place, commonFields, words);
    const needsDirection = mapping.needsDirection ?? (isNamed(place.fields.direction) || undefined);
    const rows: ExtractedRow[] = [];
    result.rowsByPlace.set(place, rows);
    for (const key of keep === 'last' ? keys.reverse() : keys) {
      if (rowsLeft === 0) {
        result.issues.push({ path: place.path, value: keys.length, rule: 'too-many-items', action: 'skipped' });
        break;
      }
      rowsLeft -= 1;
      const row: Row = { $value: valueOf(key), $key: key, $root: payload };
      if (isMissing(row.$value)) {
        result.issues.push({ path: pathOf(key), value: row.$value, rule: 'not-an-item', action: 'skipped' });
        continue;
      }
      result.candidates.push(row);
      if (isSkipped(row)) continue;
      const fields = extractFields(row, placeFields);
      rows.push({ row, fields });
      result.items.push({ path: pathOf(key), ...units, needsDirection, fields });
      if (keep === 'first' || keep === 'last') break;
    }
  }
  return result;
}

const isNamed = (path: unknown): boolean => path !== undefined && path !== null;

const isAboutDirection = ({ path }: Issue): boolean => path.split('.').includes('direction');

function compileFields(paths: object, words: Mapping['words'] = {}): CompiledField[] {
  const fields = Object.entries(paths).filter(([name]) => isItemField(name));
  return fields.map(([name, path]) => {
    const table = Object.hasOwn(words, name) ? words[name] : undefined;
    return { name, get: compilePath(path, table), words: table };
  });
}

/**
 * Compiles the fields of a quote that the mapping names by its id. Its own fields come last, so they replace common
 * ones.
 */
function compilePlaceFields(
  place: RowPlace,
  commonFields: readonly CompiledField[],
  words: Mapping['words'],
): CompiledField[] {
  const id: CompiledField = { name: 'id', get: () => place.id, words: undefined };
  return [...commonFields, id, ...compileFields(place.fields, words)];
}

function extractFields(row: Row, fields: readonly CompiledField[]): RawItem['fields'] {
  // An object without a prototype takes every name as a plain key, `__proto__` included. `Object.create` returns `any`.
  const values = Object.create(null) as Record<string, unknown>;
  for (const { name, get, words } of fields) values[name] = translateWord(words, get(row));
  return values;
}
