import type { Issue } from '../model/quote.js';
import { MAX_ROWS, refusedFeed, type RawFeed, type RawItem } from '../model/raw-feed.js';
import { checkMapping, isItemField } from './check-mapping.js';
import { compilePath, type Getter, type Row } from './compile-path.js';
import { isMissing, isObject } from './json-values.js';
import type { Mapping } from './mapping.js';
import { missingPaths, notFoundIssue, type ExtractedRow } from './missing-paths.js';
import { locationsOf, rowsAt, type RowLocation } from './row-locations.js';
import { compileSkip } from './skip-rows.js';
import { translateWord, type WordTable } from './translate-words.js';

/** A field of a mapping, with the getter that is compiled from the field's path. */
interface CompiledField {
  readonly name: string;
  readonly get: Getter;
  /** The translations of the vendor's words and codes for this field. */
  readonly words: WordTable | undefined;
}

/**
 * Extracts the standard fields from a payload. A publisher's mapping, if given, extends the adapter's own mapping or
 * replaces parts of it.
 *
 * @param own the adapter's own mapping
 * @param paths the publisher's mapping; its wrong parts are ignored and reported as issues, and its paths that do not
 *   exist in the payload are reported, too
 */
export function applyMapping(payload: unknown, own: Mapping, paths?: object): RawFeed {
  const { mapping: publisherMapping, issues: mappingIssues } = checkMapping(paths);
  const mapping: Mapping = {
    ...own,
    ...publisherMapping,
    // `words` is merged field by field. For example, if the publisher's mapping translates only ids, the adapter's
    // translations of direction codes still apply.
    words: { ...own.words, ...publisherMapping.words },
    // If the publisher's mapping sets `direction`, even to a wrong value, the vendor is assumed to state the sign of
    // the numbers only in the direction. `needsDirection` in the publisher's mapping overrides this assumption.
    needsDirection:
      publisherMapping.needsDirection ??
      (isNamed(publisherMapping.direction) || mappingIssues.some(isAboutDirection) || own.needsDirection),
  };
  const { error, feed, words, zone, keep } = mapping;
  const root: Row = { $value: payload, $key: '', $root: payload };
  const message = error && compilePath(error)(root);
  if (message) return refusedFeed('source-error', message, mappingIssues);
  if (!isObject(payload)) return refusedFeed('not-a-feed', payload, mappingIssues);
  const { items, rowsByLocation, candidates, missingLocations, issues } = extractRows(payload, mapping);
  // Missing locations are reported only if the publisher's mapping sets `items`. Otherwise, the locations are from the
  // adapter's own mapping, which the publisher cannot correct.
  const locationIssues =
    publisherMapping.items === undefined
      ? []
      : missingLocations.map(({ name, entry }) => notFoundIssue(name, entry, 'skipped'));
  if (!rowsByLocation.size) return refusedFeed('not-a-feed', payload, [...mappingIssues, ...locationIssues]);
  return {
    fields: extractFields(root, compileFields(feed ?? {}, words)),
    zone,
    newestOnly: keep === 'newest',
    directionWords: publisherMapping.words?.direction,
    items,
    issues: [
      ...mappingIssues,
      ...locationIssues,
      ...issues,
      ...missingPaths(publisherMapping, rowsByLocation, candidates),
    ],
  };
}

/** The result of extracting the rows at all locations of a mapping. */
interface ExtractedRows {
  readonly items: RawItem[];
  /** The rows that became items, by location. */
  readonly rowsByLocation: Map<RowLocation, ExtractedRow[]>;
  /** The rows that became items, and the rows that `skip` excluded. */
  readonly candidates: Row[];
  /** The locations at which the payload contains neither a row nor a list of rows. */
  readonly missingLocations: RowLocation[];
  readonly issues: Issue[];
}

function extractRows(payload: object, mapping: Mapping): ExtractedRows {
  const { items, keep, skip, words, percentUnit, scale, factor, decimal, zone, signInPrice } = mapping;
  const units = { fraction: percentUnit === 'fraction', scale, factor, decimal, zone, signInPrice };
  const isSkipped = compileSkip(skip);
  const commonFields = compileFields(mapping, words);
  const result: ExtractedRows = {
    items: [],
    rowsByLocation: new Map(),
    candidates: [],
    missingLocations: [],
    issues: [],
  };
  let rowsLeft = MAX_ROWS;
  for (const location of locationsOf(items)) {
    const found = rowsAt(payload, location);
    if (!found) {
      result.missingLocations.push(location);
      continue;
    }
    const { keys, valueOf, pathOf } = found;
    const locationFields =
      location.id === undefined ? commonFields : compileLocationFields(location, commonFields, words);
    const needsDirection = mapping.needsDirection ?? (isNamed(location.fields.direction) || undefined);
    const rows: ExtractedRow[] = [];
    result.rowsByLocation.set(location, rows);
    for (const key of keep === 'last' ? keys.reverse() : keys) {
      if (rowsLeft === 0) {
        result.issues.push({ path: location.path, value: keys.length, rule: 'too-many-items', action: 'skipped' });
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
      const fields = extractFields(row, locationFields);
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
 * Compiles the fields of a quote whose id is a key in `items`. In the returned list, the quote's own fields follow the
 * common fields, so that `extractFields` lets them override common fields with the same name.
 */
function compileLocationFields(
  location: RowLocation,
  commonFields: readonly CompiledField[],
  words: Mapping['words'],
): CompiledField[] {
  const id: CompiledField = { name: 'id', get: () => location.id, words: undefined };
  return [...commonFields, id, ...compileFields(location.fields, words)];
}

function extractFields(row: Row, fields: readonly CompiledField[]): RawItem['fields'] {
  // In an object without a prototype, every name is a plain key, even `__proto__`. The type assertion is needed because
  // `Object.create` returns `any`.
  const values = Object.create(null) as Record<string, unknown>;
  for (const { name, get, words } of fields) values[name] = translateWord(words, get(row));
  return values;
}
