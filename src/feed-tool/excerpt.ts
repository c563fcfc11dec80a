/**
 * Returns a text, or its beginning and `…` if it has more characters than `length`. A part of a key cannot be recognised, so
 * keys are masked before.
 */
export const excerpt = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
