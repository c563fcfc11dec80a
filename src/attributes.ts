import type { PropertyDeclaration } from 'lit';

/** A property whose value is checked, whether it comes by attribute or by script. */
export interface CheckedProperty extends PropertyDeclaration {
  readonly fallback: unknown;
  /** The value to use: the fallback, with one warning in the console, where it is not allowed. Never throws. */
  readonly checked: (value: unknown) => unknown;
}

/** One of a few words; the first is the default. */
export function oneOf(name: string, allowed: readonly [string, ...string[]]): CheckedProperty {
  const read = (value: unknown): string | undefined => allowed.find((word) => word === value);
  return property(name, allowed[0], read, allowed.join(', '));
}

/** A number from `least` to `most`. */
export function numeric(name: string, fallback: number | null, least: number, most: number): CheckedProperty {
  const read = (value: unknown): number | undefined => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && number >= least && number <= most ? number : undefined;
  };
  return property(name, fallback, read, `a number from ${least} to ${most}`);
}

export const isChecked = (declaration: PropertyDeclaration): declaration is CheckedProperty => 'checked' in declaration;

function property(name: string, fallback: unknown, read: (value: unknown) => unknown, allowed: string): CheckedProperty {
  const checked = (value: unknown): unknown => {
    if (value === null || value === undefined) return fallback;
    const result = read(value);
    if (result === undefined) warn(`<market-ticker> ${name}="${String(value).slice(0, 80)}" is not allowed; using ${fallback ?? 'the default'}. Allowed: ${allowed}.`);
    return result ?? fallback;
  };
  return { fallback, checked, converter: { fromAttribute: checked } };
}

const warned = new Set<string>();

function warn(warning: string): void {
  // The second bound is for a page that sets an attribute from a loop.
  if (warned.has(warning) || warned.size >= 100) return;
  warned.add(warning);
  console.warn(warning);
}
