export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A text, a number, true or false: what has one plain way to be written. */
export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

export const isMissing = (value: unknown): boolean => value == null || value === '' || value === '-';

/** What can be an id or a code, as text; empty for everything else: not each object has a text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
