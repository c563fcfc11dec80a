import type { PropertyDeclaration, PropertyDeclarations } from 'lit';
import { PALETTE_CHOICES, type PaletteChoice } from './view/palettes.js';
import { LAYOUTS, type Layout } from './view/strip-view.js';
import { warnOnce } from './warn-once.js';

export const SHARES = ['page', 'tabs'] as const;
export type Share = (typeof SHARES)[number];

export const CREDENTIALS = ['same-origin', 'include', 'omit'] as const;
export type Credentials = (typeof CREDENTIALS)[number];

/** The properties whose values are checked, with their types. */
export interface CheckedProperties {
  interval: number | null;
  layout: Layout;
  speed: number;
  share: Share;
  credentials: Credentials;
  palette: PaletteChoice;
}

/** The declaration of a Lit property that also checks values set by scripts. */
interface CheckedProperty<T> extends PropertyDeclaration {
  /**
   * Returns the parsed value if the value is allowed; otherwise, returns the default. Logs one warning for each value
   * that is not allowed, except null and undefined. Never throws.
   */
  readonly check: (value: unknown) => T;
}

export const checkedProperties: {
  readonly [Name in keyof CheckedProperties]: CheckedProperty<CheckedProperties[Name]>;
} = {
  interval: numeric<null>('interval', null, 0, 86_400),
  layout: oneOf('layout', LAYOUTS),
  speed: numeric<never>('speed', 60, 1, 2000),
  share: oneOf('share', SHARES),
  credentials: oneOf('credentials', CREDENTIALS),
  palette: oneOf('palette', PALETTE_CHOICES),
};

/**
 * The Lit declarations of all properties of the tag. Each property has an attribute of the same name, unless its
 * declaration says otherwise.
 */
export const propertyDeclarations: PropertyDeclarations = {
  ...checkedProperties,
  src: {},
  stream: {},
  symbols: {},
  adapter: {},
  paths: {},
  paused: { type: Boolean, reflect: true },
  label: {},
  // HTML's own property `lang` reflects the attribute. This declaration makes Lit update the strip when the attribute
  // changes.
  language: { attribute: 'lang' },
  data: { attribute: false },
};

/**
 * Replaces invalid property values with the defaults. The declared converters already check attributes. Lit has no hook
 * for values that scripts set, so this function checks these values before use.
 */
export function checkProperties(host: CheckedProperties): void {
  host.interval = checkedProperties.interval.check(host.interval);
  host.layout = checkedProperties.layout.check(host.layout);
  host.speed = checkedProperties.speed.check(host.speed);
  host.share = checkedProperties.share.check(host.share);
  host.credentials = checkedProperties.credentials.check(host.credentials);
  host.palette = checkedProperties.palette.check(host.palette);
}

/** Declares a property that accepts one of a few words. The first word is the default. */
function oneOf<T extends string>(name: string, allowed: readonly [T, ...T[]]): CheckedProperty<T> {
  const find = (value: unknown): T | undefined => allowed.find((word) => word === value);
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

/**
 * Declares a property that accepts only the values for which `parse` returns a result.
 *
 * @param fallback the default, which also replaces null and undefined
 * @param parse returns undefined for a value that is not allowed
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
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    warnOnce(name, value, allowed);
    return fallback;
  };
  return { check, converter: { fromAttribute: check } };
}
