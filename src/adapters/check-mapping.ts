import type { Issue } from '../model/quote.js';
import type { Mapping } from './mapping.js';
import { isObject, isScalar } from './values.js';

/** A mapping without its wrong parts, and an issue for each of them. */
export interface CheckedMapping {
  readonly mapping: Mapping;
  readonly issues: readonly Issue[];
}

/** Gives what is right in a part of a mapping; reports the rest by `wrong`, and gives undefined where nothing is left. */
type Check = (value: unknown, name: string, wrong: (name: string, value: unknown) => undefined) => unknown;

/** A mapping is checked once, not with each answer that it reads. */
const known = new WeakMap<object, CheckedMapping>();

/**
 * Checks the mapping that a page wrote. It comes from an attribute, so it may be anything at all; a wrong part is left out
 * and reported with its place.
 */
export function checkMapping(written: unknown): CheckedMapping {
  if (written === undefined || written === null) return { mapping: {}, issues: [] };
  const before = isObject(written) && known.get(written);
  if (before) return before;
  const issues: Issue[] = [];
  const mapping = checkAll(written, 'paths', (path, value) => {
    issues.push({ path, value, rule: 'wrong-mapping', action: 'dropped' });
    return undefined;
  });
  const checked = { mapping: (mapping ?? {}) as Mapping, issues };
  if (isObject(written)) known.set(written, checked);
  return checked;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !Array.isArray(value);

const only =
  (isRight: (value: unknown) => boolean): Check =>
  (value, name, wrong) =>
    isRight(value) ? value : wrong(name, value);

const oneOf = (...allowed: readonly unknown[]): Check => only((value) => allowed.includes(value));

/** An object whose members are checked one by one, each by the check of its name. */
const members =
  (checkOf: (name: string) => Check): Check =>
  (value, name, wrong) => {
    if (!isRecord(value)) return wrong(name, value);
    const right = Object.entries(value).flatMap(([key, member]) => {
      // A member that is undefined was left out on purpose: in code that is how a part of an adapter's own mapping is removed.
      const checked = member === undefined ? undefined : checkOf(key)(member, `${name}.${key}`, wrong);
      return checked === undefined && member !== undefined ? [] : [[key, checked]];
    });
    return Object.fromEntries(right) as unknown;
  };

const isConstant = (value: unknown): boolean => value === null || isScalar(value);

/** Deeper than any field of a quote; an object that contains itself ends here. */
const DEEPEST = 4;

/** A path, a value that is the same for all rows, or such by name. */
const picked =
  (depth = 0): Check =>
  (value, name, wrong) =>
    isConstant(value)
      ? value
      : depth < DEEPEST
        ? members(() => picked(depth + 1))(value, name, wrong)
        : wrong(name, value);

/** A place may be a number: rows can stand in an array that is a row of another. */
const placePath = only((value) => typeof value === 'string' || typeof value === 'number');

/** A quote that is named by its id: a place, or fields of its own. What says how to read a payload is said for all. */
const namedPlace: Check = (value, name, wrong) =>
  isRecord(value)
    ? members((key) => (key === 'at' ? placePath : field(key)))(value, name, wrong)
    : placePath(value, name, wrong);

const place: Check = (value, name, wrong) =>
  isRecord(value) ? members(() => namedPlace)(value, name, wrong) : placePath(value, name, wrong);

/** Of a list, wrong places are left out by being undefined, so that the others keep their numbers in reports. */
const places: Check = (value, name, wrong) => {
  if (value === null) return value;
  if (!Array.isArray(value)) return place(value, name, wrong);
  return value.map((one, index) => place(one, `${name}[${index}]`, wrong));
};

/** The fields of a canonical item. */
const ITEM_FIELDS: ReadonlySet<string> = new Set(
  (
    'id name kind price change changePercent previousClose direction limit decimals base quote per unit asOf state delay ' +
    'source url trend removed'
  ).split(' '),
);

/** The fields of a canonical envelope. */
const FEED_FIELDS: ReadonlySet<string> = new Set('version generatedAt ttl delay state source notice'.split(' '));

const factor = only((value) => typeof value === 'number' && value > 0 && value < Infinity);
const SCALED = ['price', 'change', 'changePercent', 'previousClose'];

const CHECKS: Readonly<Record<string, Check>> = {
  items: places,
  keep: oneOf('all', 'first', 'last', 'newest'),
  skip: members(() => only((value) => (Array.isArray(value) ? value.every(isConstant) : isConstant(value)))),
  error: (value, name, wrong) =>
    value === null || typeof value === 'string' || isRecord(value) ? picked()(value, name, wrong) : wrong(name, value),
  feed: members((key) => (FEED_FIELDS.has(key) ? picked() : only(() => false))),
  // Whether a word is one that a quote can have is the model's to say.
  words: members((key) => (ITEM_FIELDS.has(key) || FEED_FIELDS.has(key) ? only(isRecord) : only(() => false))),
  percentUnit: oneOf('point', 'fraction'),
  scale: factor,
  factor: members((name) => (SCALED.includes(name) ? factor : only(() => false))),
  decimal: oneOf('.', ','),
  zone: only((value) => typeof value === 'string' && /^(Z|[+-][01]\d:?[0-5]\d)$/.test(value)),
  signInPrice: oneOf(true, false),
  needsDirection: oneOf(true, false),
};

/** All keys that are not listed above are fields of an item. */
export const isField = (key: string): boolean => !Object.hasOwn(CHECKS, key);

/** A page can name the fields of an item and no others: a name that is misspelt must not go unnoticed. */
const field = (key: string): Check => (ITEM_FIELDS.has(key) ? picked() : only(() => false));

const checkAll = members((key) => (isField(key) ? field(key) : CHECKS[key]!));
