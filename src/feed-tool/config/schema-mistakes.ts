import type { ErrorObject } from 'ajv';
import { suggestionOf } from '../did-you-mean.js';
import { excerpt } from '../excerpt.js';
import validate from './feed.config.schema.json?validate';

/** A mistake in a configuration, with its place, such as `sources[0].evry`. */
export interface Mistake {
  readonly place: string;
  readonly mistake: string;
}

/** A validated configuration. */
export interface Validated {
  /** The mistakes, in the order of the file. */
  readonly mistakes: readonly Mistake[];
  /** A copy of the configuration without the values that are mistakes. A wrong entry of a list leaves a hole. */
  readonly sound: unknown;
}

/** Validates a configuration. */
export function validateConfig(config: unknown): Validated {
  if (validate(config)) return { mistakes: [], sound: config };
  const errors = validate.errors ?? [];
  // An alternative fails in every branch. Only the errors of the intended branch are reported, or one error if the
  // intended branch is unknown.
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isOtherBranch = ({ keyword, instancePath }: ErrorObject): boolean =>
    ['type', 'const'].includes(keyword) && alternatives.some((error) => error.instancePath === instancePath);
  const reported = errors.filter((error) => error.keyword !== 'anyOf' && !isOtherBranch(error));
  const isExplained = ({ instancePath }: ErrorObject): boolean =>
    reported.some((error) => error.instancePath === instancePath) ||
    [...reported, ...alternatives].some((error) => error.instancePath.startsWith(`${instancePath}/`));
  const unexplained = alternatives.filter((error) => !isExplained(error));
  const found = [...reported, ...unexplained];
  return {
    mistakes: found.map((error) => ({ place: placeOf(error, config), mistake: textOf(error) })),
    sound: soundPart(config, found),
  };
}

/** The rules for a list or object as a whole. Its entries are checked even if it breaks one of these rules. */
const ABOUT_WHOLE = ['required', 'minItems', 'maxItems', 'uniqueItems', 'minProperties'];

function soundPart(config: unknown, errors: readonly ErrorObject[]): unknown {
  const root = { config: structuredClone(config) };
  for (const error of errors) {
    if (ABOUT_WHOLE.includes(error.keyword)) continue;
    const path = ['config', ...pathOf(error)];
    const last = path.pop() ?? '';
    const parent = path.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], root);
    if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
  }
  return root.config;
}

/** Returns the names and indices that lead to a mistake. */
function pathOf({ keyword, instancePath, params }: ErrorObject): string[] {
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
  const added = keyword === 'additionalProperties' ? additionalProperty : missingProperty;
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return added === undefined ? path : [...path, added];
}

/** Writes `/sources/0/name` as `sources[0].name`. */
function placeOf(error: ErrorObject, config: unknown): string {
  let place = '';
  let value = config;
  for (const part of pathOf(error)) {
    if (Array.isArray(value)) place += `[${part}]`;
    else place += place ? `.${part}` : part;
    value = (value as Record<string, unknown> | null | undefined)?.[part];
  }
  return place;
}

function textOf({ keyword, instancePath, params, data, schema, parentSchema }: ErrorObject): string {
  const value = valueText(data);
  const { limit, allowedValues, type } = params as {
    limit?: number;
    allowedValues?: string[];
    type?: string | string[];
  };
  switch (keyword) {
    case 'additionalProperties': {
      const { additionalProperty } = params as { additionalProperty: string };
      const { properties = {} } = (parentSchema ?? {}) as { properties?: object };
      return `unknown key${suggestionOf(additionalProperty, Object.keys(properties))}`;
    }
    case 'required':
      return 'is missing';
    case 'type':
      if (isQuotedNumber(data) && [type].flat().some((name) => name === 'number' || name === 'integer'))
        return quotedNumber(data, parentSchema as Bounds);
      return `${value} is not ${[type].flat().map(nameOfType).join(' or ')}`;
    case 'enum':
      return `${value} is not one of ${listOf(allowedValues ?? [])}${suggestionOf(String(data), allowedValues ?? [])}`;
    case 'minimum':
      return `${value} is less than ${limit}`;
    case 'maximum':
      return `${value} is more than ${limit}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'is empty';
    case 'maxLength':
      return `has more than ${limit} characters`;
    case 'maxItems':
      return `has more than ${limit} entries`;
    case 'uniqueItems':
      return 'contains a duplicate entry';
    case 'pattern':
      return instancePath.endsWith('/name')
        ? `${value} must consist of at most 40 letters, digits, dots, hyphens and underscores, and begin with a letter or digit`
        : `${value} is not a time and a zone, such as “15:30 Asia/Seoul”`;
    case 'anyOf':
      if (instancePath.endsWith('/delay') && isQuotedNumber(data)) return quotedNumber(data, { maximum: 2880 });
      if (instancePath.endsWith('/delay')) return `${value} is neither a number of minutes nor “eod”`;
      return /\/items\/\d+$/.test(instancePath)
        ? `${value} is neither an id nor an object with “take”`
        : `${value} is neither a string nor an object of strings by language`;
    default:
      return `${value} breaks the rule ${keyword} ${valueText(schema)}`;
  }
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

const isQuotedNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value);

function quotedNumber(text: string, { minimum = 0, maximum = Infinity }: Bounds): string {
  const number = Number(text);
  const isWithin = number >= minimum && number <= maximum;
  const meant = isWithin
    ? `${number}`
    : `a number ${maximum < Infinity ? `from ${minimum} to ${maximum}` : `of at least ${minimum}`}`;
  return `${valueText(text)} is a string; write ${meant} without quotes`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const nameOfType = (type = ''): string => TYPE_NAMES[type] ?? `a ${type}`;

const listOf = (values: readonly string[]): string => values.map((value) => `“${value}”`).join(', ');

/**
 * Returns a value for a message. When a configuration is validated, it does not contain values of the environment yet.
 */
function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = excerpt(String(value), 40);
  return typeof value === 'string' ? `“${text}”` : text;
}
