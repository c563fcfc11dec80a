import type { PropertyDeclaration } from 'lit';

/** A property whose value is checked, whether it comes by attribute or by script. */
export interface CheckedProperty extends PropertyDeclaration {
  /** The value to use: the default, with one warning in the console, where it is not allowed. Never throws. */
  readonly checked: (value?: unknown) => unknown;
}

/** One of a few words; the first is the default. */
export const oneOf = (name: string, ...allowed: readonly [string, ...string[]]): CheckedProperty =>
  property(name, allowed[0], (value) => allowed.includes(value as string), allowed.join(', '));

/** A number from `least` to `most`. */
export const numeric = (name: string, fallback: number | null, least: number, most: number): CheckedProperty =>
  property(name, fallback, (value) => +(value as string) >= least && +(value as string) <= most && value !== '', `${least} to ${most}`, Number);

const warned = new Set<string>();

function property(
  name: string,
  fallback: unknown,
  allows: (value: unknown) => boolean,
  allowed: string,
  convert = (value: unknown): unknown => value,
): CheckedProperty {
  const checked = (value?: unknown): unknown => {
    if (allows(value ?? NaN)) return convert(value);
    // 99 is for a page that sets an attribute from a loop.
    const warning = `<market-ticker> ${name}="${`${value as string}`.slice(0, 80)}" is not allowed. Allowed: ${allowed}`;
    if (value != null && value !== fallback && !warned.has(warning) && warned.size < 99) console.warn(warning);
    warned.add(warning);
    return fallback;
  };
  return { checked, converter: { fromAttribute: checked } };
}
