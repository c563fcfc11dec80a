/** A number as it was written. */
export interface WrittenNumber {
  readonly value: number;
  /** A plus was really written; a JSON number never has one. */
  readonly plus: boolean;
}

/**
 * Reads a number the way feeds write it: finite numbers, and strings with any minus, commas in groups of three, a
 * leading point, and a trailing `%`.
 *
 * Everything else is undefined, never 0: `""`, `"-"`, `"N/A"`, booleans, arrays, `"1.359,00"`. `Number("")`,
 * `Number(null)` and `Number([])` are 0 in JavaScript, and all three come in real feeds.
 */
export function readNumber(raw: unknown): WrittenNumber | undefined {
  // U+2212, which people paste as a minus.
  const text = typeof raw === 'number' || typeof raw === 'string' ? `${raw}`.replace('\u2212', '-') : '';
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d+)?(e[+-]?\d+)? ?%?$/.test(text)) return undefined;
  const value = Number.parseFloat(text.replaceAll(',', ''));
  return Number.isFinite(value) ? { value, plus: text.startsWith('+') } : undefined;
}
