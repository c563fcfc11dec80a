import type { PropertyDeclaration, PropertyDeclarations } from 'lit';
import { PALETTE_CHOICES, type PaletteChoice } from './view/palettes.js';
import { MAX_ID_LENGTH } from './model/parse-fields.js';
import { MAX_ITEMS, type Adapter } from './model/raw-feed.js';
import { LAYOUTS, LINES, type Layout, type Lines } from './view/strip-view.js';
import { FIELDS, listOf, SIGNS, type Signs } from './view/fields.js';
import { warnOnce } from './warn-once.js';

export const SHARES = ['page', 'tabs'] as const;
export type Share = (typeof SHARES)[number];

export const CREDENTIALS = ['same-origin', 'include', 'omit'] as const;
export type Credentials = (typeof CREDENTIALS)[number];

/** The properties whose values are checked, with their types. */
export interface CheckedProperties {
  interval: number | null;
  layout: Layout;
  dwell: number;
  lines: Lines;
  speed: number;
  share: Share;
  credentials: Credentials;
  palette: PaletteChoice;
  src: string | null;
  stream: string | null;
  symbols: string | null;
  adapter: string | Adapter | null;
  paths: object | string | null;
  label: string | null;
  fields: string | null;
  signs: Signs;
  timeZone: string | null;
}

/** The declaration of a Lit property whose values are checked when an attribute or a script sets them. */
interface CheckedProperty<T> extends PropertyDeclaration {
  /**
   * Returns the parsed value if the value is allowed; otherwise, returns the default. Logs one warning for each value
   * that is not allowed, except null and undefined. Never throws.
   */
  readonly check: (value: unknown) => T;
}

/** The most characters of a text. The page keeps the texts by which it knows a feed. */
const MAX_LENGTH = 2 ** 16;

export const checkedProperties: {
  readonly [Name in keyof CheckedProperties]: CheckedProperty<CheckedProperties[Name]>;
} = {
  interval: numeric<null>('interval', null, 0, 86_400),
  layout: oneOf('layout', LAYOUTS),
  dwell: numeric<never>('dwell', 4, 2, 60),
  lines: oneOf('lines', LINES),
  speed: numeric<never>('speed', 60, 1, 2000),
  share: oneOf('share', SHARES),
  credentials: oneOf('credentials', CREDENTIALS),
  palette: oneOf('palette', PALETTE_CHOICES),
  src: text('src'),
  stream: text('stream'),
  // Ids that are too long, and those after the 500th, are left out.
  symbols: list('symbols', `at most ${MAX_ITEMS} ids of at most ${MAX_ID_LENGTH} characters`, (ids) =>
    ids.filter((id) => id.length <= MAX_ID_LENGTH).slice(0, MAX_ITEMS),
  ),
  adapter: text('adapter', (value) => (typeof value === 'function' ? (value as Adapter) : parseText(value))),
  // An object is stored as JSON, because it can change later, and a framework may create an equal one at each update.
  paths: text<string>('paths', (value) => (typeof value === 'object' ? JSON.stringify(value) : parseText(value))),
  label: text('label'),
  fields: list('fields', `the words ${FIELDS.join(' ')}`, (words) =>
    words.filter((word) => (FIELDS as readonly string[]).includes(word)),
  ),
  signs: oneOf('signs', SIGNS),
  timeZone: { attribute: 'time-zone', check: zone('time-zone').check },
};

/**
 * The Lit declarations of all properties of the tag. Each property has an attribute of the same name, unless its
 * declaration says otherwise.
 */
export const propertyDeclarations: PropertyDeclarations = {
  ...checkedProperties,
  // The accessors of the element keep the page's wish apart from the reader's choice.
  paused: { type: Boolean, noAccessor: true },
  // HTML's own property `lang` reflects the attribute. This declaration makes Lit update the strip when the attribute
  // changes.
  language: { attribute: 'lang' },
  // The same object may have been changed before it is set again.
  data: { attribute: false, hasChanged: () => true },
};
// Lit reads inherited options, which the page may have added to `Object.prototype`.
for (const declaration of Object.values(propertyDeclarations)) Object.setPrototypeOf(declaration, null);

/**
 * Replaces the values of properties with the defaults if they are not allowed. Lit calls `requestUpdate` with the name of
 * each property that an attribute or a script sets, so no other code meets such a value.
 *
 * @param names the names of any properties; by default, all that are checked
 */
export function checkProperties(
  host: object,
  names: readonly (PropertyKey | undefined)[] = Object.keys(checkedProperties),
): void {
  for (const name of names) {
    const property = (checkedProperties as Record<PropertyKey, CheckedProperty<unknown> | undefined>)[name ?? ''];
    if (!name || !property) continue;
    const value: unknown = Reflect.get(host, name);
    const checked = property.check(value);
    if (checked !== value) Reflect.set(host, name, checked);
  }
}

/** Declares a property that accepts one of a few words, or a number written as one. The first word is the default. */
function oneOf<T extends string>(name: string, allowed: readonly [T, ...T[]]): CheckedProperty<T> {
  const find = (value: unknown): T | undefined =>
    allowed.find((word) => word === (typeof value === 'number' ? `${value}` : value));
  return checkedProperty(name, allowed[0], find, allowed.join(', '));
}

/** Declares a property that accepts a number from `min` to `max`, or a text that contains such a number. */
function numeric<T extends null>(
  name: string,
  fallback: number | T,
  min: number,
  max: number,
): CheckedProperty<number | T> {
  const parse = (value: unknown): number | undefined => {
    const hasText = typeof value === 'string' && value.trim() !== '';
    const number = hasText || typeof value === 'number' ? Number(value) : NaN;
    return number >= min && number <= max ? number : undefined;
  };
  return checkedProperty(name, fallback, parse, `${min}–${max}`);
}

/** Declares a property that accepts a text of limited length, or what `parse` accepts. */
function text<T>(
  name: string,
  parse: (value: unknown) => T | string | undefined = parseText,
): CheckedProperty<T | string | null> {
  const parseShort = (value: unknown): T | string | undefined => {
    const parsed = parse(value);
    return typeof parsed === 'string' && parsed.length > MAX_LENGTH ? undefined : parsed;
  };
  return checkedProperty<T | string | null>(name, null, parseShort, `a text of at most ${MAX_LENGTH} characters`);
}

/**
 * Declares a property that accepts a list of words, which are separated by spaces or commas.
 *
 * @param choose returns the usable words; all others are left out, with a warning
 */
function list(
  name: string,
  allowed: string,
  choose: (words: readonly string[]) => readonly string[],
): CheckedProperty<string | null> {
  const parse = (value: unknown): string | undefined => {
    const text = parseText(value)?.slice(0, 2 * MAX_LENGTH);
    const all = [...new Set(listOf(text))];
    const usable = choose(all);
    if (usable.length === all.length) return text;
    warnOnce(name, text, allowed);
    return usable.join(' ');
  };
  return checkedProperty<string | null>(name, null, parse, allowed);
}

/** Declares a property that accepts the name of a time zone. */
function zone(name: string): CheckedProperty<string | null> {
  const parse = (value: unknown): string | undefined => {
    const timeZone = parseText(value);
    // Throws if the browser does not know the zone. Only some browsers know distances, such as `+09:00`.
    new Intl.DateTimeFormat('en', { __proto__: null, timeZone: timeZone || '?' });
    return timeZone?.match(/^[a-z].*/i)?.[0];
  };
  return checkedProperty<string | null>(name, null, parse, 'an IANA time zone, such as Asia/Seoul');
}

/** Returns a text, or the text of an object that has one of its own, such as a URL or an array. */
function parseText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const text = ['object', 'number'].includes(typeof value) ? String(value) : '[object';
  return text.startsWith('[object') ? undefined : text;
}

/**
 * Declares a property that accepts only the values for which `parse` returns a result.
 *
 * @param fallback the default, which also replaces null and undefined
 * @param parse returns undefined, or throws, for a value that is not allowed
 * @param allowed a description of the allowed values, for the warning
 */
function checkedProperty<T>(
  name: string,
  fallback: T,
  parse: (value: unknown) => T | undefined,
  allowed: string,
): CheckedProperty<T> {
  const check = (value: unknown): T => {
    if (value == null || value === fallback) return fallback;
    try {
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
    } catch {
      // The object has no text, or a getter or a proxy has thrown.
    }
    warnOnce(name, value, allowed);
    return fallback;
  };
  return { check };
}
