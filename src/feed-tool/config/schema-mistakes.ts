import type { ErrorObject } from 'ajv';
import { excerpt } from '../excerpt.js';
import validate from './feed.config.schema.json?validate';

/** A mistake in a configuration, with its place, such as `sources[0].evry`. */
export interface Mistake {
  readonly place: string;
  readonly mistake: string;
}

/** Validates a configuration. Returns the mistakes in the order of the file. */
export function schemaMistakes(config: unknown): Mistake[] {
  if (validate(config)) return [];
  const errors = validate.errors ?? [];
  // An alternative fails in every branch. Only the errors of the branch that was meant are reported, or else one error.
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isOtherBranch = ({ keyword, instancePath }: ErrorObject): boolean =>
    ['type', 'const'].includes(keyword) && alternatives.some((error) => error.instancePath === instancePath);
  const reported = errors.filter((error) => error.keyword !== 'anyOf' && !isOtherBranch(error));
  const isExplained = ({ instancePath }: ErrorObject): boolean =>
    reported.some((error) => error.instancePath === instancePath) ||
    [...reported, ...alternatives].some((error) => error.instancePath.startsWith(`${instancePath}/`));
  const unexplained = alternatives.filter((error) => !isExplained(error));
  return [...reported, ...unexplained].map((error) => ({ place: placeOf(error, config), mistake: textOf(error) }));
}

/** Writes `/sources/0/name` as `sources[0].name`. */
function placeOf({ keyword, instancePath, params }: ErrorObject, config: unknown): string {
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
  const added = keyword === 'additionalProperties' ? additionalProperty : missingProperty;
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let place = '';
  let value = config;
  for (const part of added === undefined ? path : [...path, added]) {
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
      return `${value} is not ${[type].flat().map(nameOfType).join(' or ')}`;
    case 'enum':
      return `${value} is none of ${listOf(allowedValues ?? [])}${suggestionOf(String(data), allowedValues ?? [])}`;
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
      return 'contains an entry twice';
    case 'pattern':
      return instancePath.endsWith('/name')
        ? `${value} is not made of at most 40 letters, digits, dots, hyphens and underscores, a letter or digit first`
        : `${value} is no time and zone, such as “15:30 Asia/Seoul”`;
    case 'anyOf':
      if (instancePath.endsWith('/delay')) return `${value} is neither a number of minutes nor “eod”`;
      return /\/items\/\d+$/.test(instancePath)
        ? `${value} is neither an id nor an object with “take”`
        : `${value} is neither a text nor an object of texts by language`;
    default:
      return `${value} breaks the rule ${keyword} ${valueText(schema)}`;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const nameOfType = (type = ''): string => TYPE_NAMES[type] ?? `a ${type}`;

const listOf = (values: readonly string[]): string => values.map((value) => `“${value}”`).join(', ');

/** Returns a value for a message. Values of the environment are not yet put in when a configuration is validated. */
function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = excerpt(String(value), 40);
  return typeof value === 'string' ? `“${text}”` : text;
}

function suggestionOf(written: string, known: readonly string[]): string {
  const [nearest] = known
    .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.round(name.length / 2.5)))
    .sort((one, other) => one.distance - other.distance);
  return nearest ? `; did you mean “${nearest.name}”?` : '';
}

/** Returns how many characters have to be added, removed or replaced to turn one text into the other (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = [...Array(other.length + 1).keys()];
  for (const [index, character] of [...one.slice(0, 40)].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (other[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
