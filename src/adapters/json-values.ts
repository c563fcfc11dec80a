/** Whether a value is an object or an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Whether a value is a string, a number or a boolean. Only such values can be compared as text or inserted into a text.
 */
export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The longest text that a field can hold: the longest URL, plus one character to detect a longer one. */
const MAX_TEXT_LENGTH = 2049;

/**
 * Returns a text cut to the longest length that a field can hold, so that processing it stays fast. Returns other
 * values unchanged.
 */
export const cut = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH) : value);

/** Whether a value counts as missing. The missing values are null, undefined, `""` and `"-"`. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === '-';

/**
 * Converts a string or a number, such as an id or a code, to a string. Returns an empty string for all other values.
 * `String(value)` is not used, because it throws for some objects, such as `{ "toString": 1 }`.
 */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
