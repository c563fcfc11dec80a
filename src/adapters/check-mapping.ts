import type { Issue } from '../model/quote.js';
import { isObject, isScalar } from './json-values.js';
import type { Mapping } from './mapping.js';

/** A mapping without its wrong parts, and an issue for each of them. */
export interface CheckedMapping {
  readonly mapping: Mapping;
  readonly issues: readonly Issue[];
}

/**
 * Returns the correct parts of a value in a mapping; undefined where none is left. Calls `report` for each wrong part.
 *
 * @param name where the value stands in the mapping, such as `paths.words.direction`
 */
type Check = (value: unknown, name: string, report: (name: string, value: unknown) => undefined) => unknown;

/** The results by mapping, so that a mapping is checked once and not with each payload. */
const checkedMappings = new WeakMap<object, CheckedMapping>();

/**
 * Checks the mapping that a page wrote. It comes from an attribute, so it may be any JSON. A wrong part is left out,
 * and an issue says where it stands. Without a mapping (undefined or null), the result is an empty mapping.
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
  // The checks have left only what the type allows.
  const checked = { mapping: (mapping ?? {}) as Mapping, issues };
  if (isObject(written)) checkedMappings.set(written, checked);
  return checked;
}

/** Whether a key of a mapping is a field of an item. All keys are, except those that have a check of their own. */
export const isItemField = (key: string): boolean => !CHECKS.has(key);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !Array.isArray(value);

const isConstant = (value: unknown): boolean => value === null || isScalar(value);

/** Creates the check of a value that is used as it is when it is correct, and otherwise left out. */
const only =
  (isCorrect: (value: unknown) => boolean): Check =>
  (value, name, report) =>
    isCorrect(value) ? value : report(name, value);

const oneOf = (...allowed: readonly unknown[]): Check => only((value) => allowed.includes(value));

/** The check of a member whose name is not allowed. */
const never: Check = only(() => false);

/** Checks an object member by member, each by the check for its name. */
const members =
  (checkFor: (name: string) => Check): Check =>
  (value, name, report) => {
    if (!isRecord(value)) return void report(name, value);
    const correct: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      // In code, a member is set to undefined on purpose: this removes a part of the adapter's own mapping.
      const checked = member === undefined ? undefined : checkFor(key)(member, `${name}.${key}`, report);
      if (checked !== undefined || member === undefined) correct.push([key, checked]);
    }
    return Object.fromEntries(correct);
  };

/**
 * How deep the paths of one field may be nested. No field of a quote needs more, and an object that contains itself
 * ends here.
 */
const MAX_DEPTH = 4;

/** Checks what gives a field its value (`Picked`): a path, a constant, or an object of such. */
const picked =
  (depth = 0): Check =>
  (value, name, report) => {
    if (isConstant(value)) return value;
    return depth < MAX_DEPTH ? members(() => picked(depth + 1))(value, name, report) : void report(name, value);
  };

/** Checks the path of rows. It may be a number: rows can stand in an array that is an element of another array. */
const placePath = only((value) => typeof value === 'string' || typeof value === 'number');

/**
 * Checks a quote that the mapping names by its id: a path, or fields of its own. Keys such as `scale` are for all
 * quotes only.
 */
const namedPlace: Check = (value, name, report) =>
  isRecord(value)
    ? members((key) => (key === 'at' ? placePath : itemField(key)))(value, name, report)
    : placePath(value, name, report);

const place: Check = (value, name, report) =>
  isRecord(value) ? members(() => namedPlace)(value, name, report) : placePath(value, name, report);

/**
 * Checks `items`. In a list, a wrong place becomes undefined, so that the places after it keep their index in issues.
 */
const places: Check = (value, name, report) => {
  if (value === null) return value;
  if (!Array.isArray(value)) return place(value, name, report);
  return value.map((entry, index) => place(entry, `${name}[${index}]`, report));
};

/** The fields of a canonical item. */
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
  'trend',
  'removed',
]);

/** The fields of a canonical envelope. */
const FEED_FIELDS: ReadonlySet<string> = new Set([
  'version',
  'generatedAt',
  'ttl',
  'delay',
  'state',
  'source',
  'notice',
]);

/** The fields that `factor` can scale. */
const SCALED_FIELDS: ReadonlySet<string> = new Set(['price', 'change', 'changePercent', 'previousClose']);

/** Checks the path of a field. A page can name only the fields of an item, so that a misspelt name is reported. */
const itemField = (key: string): Check => (ITEM_FIELDS.has(key) ? picked() : never);

const factor = only((value) => typeof value === 'number' && value > 0 && value < Infinity);

/** The checks of the keys that are no fields of an item. */
const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries<Check>({
    items: places,
    keep: oneOf('all', 'first', 'last', 'newest'),
    skip: members(() => only((value) => (Array.isArray(value) ? value.every(isConstant) : isConstant(value)))),
    error: (value, name, report) =>
      value === null || typeof value === 'string' || isRecord(value)
        ? picked()(value, name, report)
        : report(name, value),
    feed: members((key) => (FEED_FIELDS.has(key) ? picked() : never)),
    // Whether a word is one that the field can have is checked by the model.
    words: members((key) => (ITEM_FIELDS.has(key) || FEED_FIELDS.has(key) ? only(isRecord) : never)),
    percentUnit: oneOf('point', 'fraction'),
    scale: factor,
    factor: members((key) => (SCALED_FIELDS.has(key) ? factor : never)),
    decimal: oneOf('.', ','),
    zone: only((value) => typeof value === 'string' && /^(Z|[+-][01]\d:?[0-5]\d)$/.test(value)),
    signInPrice: oneOf(true, false),
    needsDirection: oneOf(true, false),
  }),
);

/** Checks a mapping as a whole. */
const mappingObject: Check = members((key) => CHECKS.get(key) ?? itemField(key));
