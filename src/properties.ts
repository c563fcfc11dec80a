import type { PropertyDeclaration } from 'lit';
import { warnOnce } from './warn-once.js';

/** A property whose value is checked, whether it comes by attribute or by script. */
export interface CheckedProperty extends PropertyDeclaration {
  /** The value to use: the default, with one warning in the console, where it is not allowed. Never throws. */
  readonly checked: (value?: unknown) => unknown;
}

/** One of a few words; the first is the default. */
export const oneOf = (name: string, ...allowed: readonly [string, ...string[]]): CheckedProperty =>
  property(name, allowed[0], (value) => (allowed.includes(value as string) ? value : NaN), allowed.join(', '));

/** A number from `least` to `most`. */
export const numeric = (name: string, fallback: number | null, least: number, most: number): CheckedProperty =>
  property(
    name,
    fallback,
    (value) => (value !== '' && +(value as string) >= least && +(value as string) <= most ? Number(value) : NaN),
    `${least}–${most}`,
  );

/** @param read gives NaN for what is not allowed */
function property(
  name: string,
  fallback: unknown,
  read: (value: unknown) => unknown,
  allowed: string,
): CheckedProperty {
  const checked = (value?: unknown): unknown => {
    if (value == null || value === fallback) return fallback;
    const result = read(value);
    if (!Number.isNaN(result)) return result;
    warnOnce(name, value, allowed);
    return fallback;
  };
  return { checked, converter: { fromAttribute: checked } };
}
