import type { Issue } from '../model/quote.js';
import { isObject, isScalar } from './json-values.js';
import type { Mapping } from './mapping.js';

/** The correct parts of a mapping, and an issue for each wrong part. */
export interface CheckedMapping {
  readonly mapping: Mapping;
  readonly issues: readonly Issue[];
}

/**
 * Checks a value of a mapping, and calls `report` for each wrong part of the value. Returns the correct parts, or
 * undefined if the whole value is wrong.
 *
 * @param name the name of the value in issues, such as `paths.words.direction`
 */
type Check = (value: unknown, name: string, report: (name: string, value: unknown) => undefined) => unknown;

/** The cached results by mapping. Because of this cache, a mapping is not checked again for every payload. */
const checkedMappings = new WeakMap<object, CheckedMapping>();

/**
 * Checks a publisher's mapping. The mapping can be any JSON value, because the publisher writes the JSON in an
 * attribute. Each wrong part is left out of the result and reported as an issue. If the mapping is undefined or null,
 * the result is an empty mapping without issues.
 */
export function checkMapping(written: unknown): CheckedMapping {
  if (written === undefined || written === null) return { mapping: {}, issues: [] };
  const known = isObject(written) && checkedMappings.get(written);
  if (known) return known;
  const issues: Issue[] = [];
  const mapping = mappingObject(written, 'paths', (path, value) => {
    issues.push({ path, value, rule: 'wrong-mapping', action: 'dropped' });
    return undefined;
  });
  // The assertion is safe, because the checks have removed everything that the type does not allow.
  const checked = { mapping: (mapping ?? {}) as Mapping, issues };
  if (isObject(written)) checkedMappings.set(written, checked);
  return checked;
}

/**
 * Whether a key of a mapping is the name of an item field. Every key without an entry in `CHECKS` counts as an item
 * field, because an adapter's own mapping may contain fields that are not in `ITEM_FIELDS`, such as `series`.
 */
export const isItemField = (key: string): boolean => !CHECKS.has(key);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !Array.isArray(value);

/** The maximum length of a path or constant in characters. The time to read a path grows with its length. */
const MAX_LENGTH = 1000;

const isShort = (value: unknown): boolean => typeof value !== 'string' || value.length <= MAX_LENGTH;

const isConstant = (value: unknown): boolean => value === null || (isScalar(value) && isShort(value));

/** Creates a check that returns a correct value unchanged and reports every other value. */
const only =
  (isCorrect: (value: unknown) => boolean): Check =>
  (value, name, report) =>
    isCorrect(value) ? value : report(name, value);

const oneOf = (...allowed: readonly unknown[]): Check => only((value) => allowed.includes(value));

/** The check for members whose names are not allowed. It reports every value. */
const never: Check = only(() => false);

/**
 * Creates a check for objects. The check applies `checkFor(key)` to each member, and returns the object without the
 * wrong members.
 */
const members =
  (checkFor: (name: string) => Check): Check =>
  (value, name, report) => {
    if (!isRecord(value)) return void report(name, value);
    const correct: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      // A member with the value undefined is kept, because a script can set a member to undefined to remove this part
      // of the adapter's own mapping.
      const checked = member === undefined ? undefined : checkFor(key)(member, `${name}.${key}`, report);
      if (checked !== undefined || member === undefined) correct.push([key, checked]);
    }
    return Object.fromEntries(correct);
  };

/**
 * The maximum depth of nested objects in the mapping of one field. No field needs more levels. The limit also ends the
 * check of an object that contains itself.
 */
const MAX_DEPTH = 2;

/** Creates the check for a `Picked` value: a path, a constant, or an object of `Picked` values. */
const picked =
  (depth = 0): Check =>
  (value, name, report) => {
    if (isConstant(value)) return value;
    return depth < MAX_DEPTH ? members(() => picked(depth + 1))(value, name, report) : void report(name, value);
  };

/**
 * Checks the path of a row or of rows. A number is also correct, because it is an array index if the payload is an
 * array.
 */
const locationPath = only((value) => (typeof value === 'string' && isShort(value)) || typeof value === 'number');

/**
 * Checks the entry of one id in `items`. The entry is either the path of a row or an object with the quote's own paths.
 * This object cannot contain keys such as `scale`, because these keys always apply to all quotes.
 */
const namedLocation: Check = (value, name, report) =>
  isRecord(value)
    ? members((key) => (key === 'at' ? locationPath : itemField(key)))(value, name, report)
    : locationPath(value, name, report);

const location: Check = (value, name, report) =>
  isRecord(value) ? members(() => namedLocation)(value, name, report) : locationPath(value, name, report);

/**
 * Checks `items`. In a list, a wrong location is replaced by undefined, so that issues state the original indices of
 * the locations after it.
 */
const locations: Check = (value, name, report) => {
  if (value === null) return value;
  if (!Array.isArray(value)) return location(value, name, report);
  return value.map((entry, index) => location(entry, `${name}[${index}]`, report));
};

/** The names of the item fields that a publisher's mapping may set. */
const ITEM_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'kind',
  'price',
  'change',
  'changePercent',
  'previousClose',
  'direction',
  'limit',
  'decimals',
  'base',
  'quote',
  'per',
  'unit',
  'asOf',
  'state',
  'delay',
  'source',
  'url',
  'icon',
  'trend',
  'removed',
]);

/** The names of the feed fields that a mapping's `feed` may set. */
const FEED_FIELDS: ReadonlySet<string> = new Set([
  'version',
  'generatedAt',
  'ttl',
  'delay',
  'state',
  'source',
  'notice',
]);

/** The names of the item fields whose values `factor` may scale. */
const SCALED_FIELDS: ReadonlySet<string> = new Set(['price', 'change', 'changePercent', 'previousClose']);

/** Returns the check for an item field. Unknown names are not allowed, so that a misspelt name is reported. */
const itemField = (key: string): Check => (ITEM_FIELDS.has(key) ? picked() : never);

const factor = only((value) => typeof value === 'number' && value > 0 && value < Infinity);

/** The checks for the keys of a mapping that are not item fields, by key. */
const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries<Check>({
    items: locations,
    keep: oneOf('all', 'first', 'last', 'newest'),
    skip: members(() => only((value) => (Array.isArray(value) ? value.every(isConstant) : isConstant(value)))),
    error: (value, name, report) =>
      value === null || typeof value === 'string' || isRecord(value)
        ? picked()(value, name, report)
        : report(name, value),
    feed: members((key) => (FEED_FIELDS.has(key) ? picked() : never)),
    // The translations themselves are not checked here. The model later checks whether they are valid values of the
    // field.
    words: members((key) => (ITEM_FIELDS.has(key) || FEED_FIELDS.has(key) ? only(isRecord) : never)),
    percentUnit: oneOf('point', 'fraction'),
    scale: factor,
    factor: members((key) => (SCALED_FIELDS.has(key) ? factor : never)),
    decimal: oneOf('.', ','),
    zone: only((value) => typeof value === 'string' && /^(?:Z|[+-][01]\d:?[0-5]\d)$/.test(value)),
    signInPrice: oneOf(true, false),
    needsDirection: oneOf(true, false),
  }),
);

/** The check for a whole mapping. */
const mappingObject: Check = members((key) => CHECKS.get(key) ?? itemField(key));
