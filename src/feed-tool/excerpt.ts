/**
 * Returns a text, or its beginning and `…` if it is longer than `length` characters. Mask keys first, because a cut key
 * cannot be recognised.
 */
export const excerpt = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

/** The maximum length of a value in characters. */
const MAX_VALUE = 80;

/**
 * Writes the value of an issue as JSON, or the beginning of it. Returns an empty text if there is no value.
 *
 * @param mask replaces keys in a text
 */
export const excerptOfValue = (value: unknown, mask: (text: string) => string): string =>
  excerpt(mask(JSON.stringify(value) ?? ''), MAX_VALUE);
