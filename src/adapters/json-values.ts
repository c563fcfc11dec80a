/** Whether a value is an object or an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether a value is a text, a number or a boolean, so that there is one plain way to write it as text. */
export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Whether a source has written "no value": null, undefined, an empty text, or a single `-`. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === '-';

/**
 * A text or a number as text, such as an id or a code. Everything else gives an empty text: `String(value)` throws for
 * some objects.
 */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
