/** A parsed number, with details of its written form that the numeric value does not preserve. */
export interface WrittenNumber {
  readonly value: number;
  /** Whether the number was written with a plus. Always false for a JSON number. */
  readonly hasPlus: boolean;
  /**
   * The number of decimals as written, adjusted for an exponent and the factor. At least 1 for a JSON number, because
   * parsing JSON removes trailing zeros.
   */
  readonly places: number;
}

// Matches an optional sign, an optional currency sign, digits (with or without commas in groups of three), optional
// decimals, an optional exponent and an optional percent sign, in this order. At least one digit is required before the
// exponent. The digits before the first comma cannot begin with 0, because `0,123` either has a decimal comma or is a
// mistake.
const NUMBER = /^([+-]?)[$€£¥₩￦]?(?=\.?\d)([1-9]\d{0,2}(?:,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?%?$/i;

/**
 * The maximum length of a number in characters. Real prices have at most about 20 characters. A longer text, such as a
 * megabyte of digits, is not matched.
 */
export const MAX_NUMBER_LENGTH = 40;

/**
 * From this value on, a number has at least 16 digits before the decimal point. A double reliably preserves only 15
 * digits.
 */
export const MAX_EXACT = 1e15;

/**
 * Parses a finite number, or a string that contains a number. The string may contain full-width characters, a plus, any
 * kind of minus, spaces, one currency sign before the digits, commas in correct groups of three, a leading decimal
 * point, an exponent, a trailing `%`, and parentheses around a number with an explicit sign (`"(+0.59%)"`, as in old
 * lists of FMP).
 *
 * Returns undefined, and never 0, for everything else: `""`, `"-"`, `"N/A"`, booleans, arrays, `"87억"`, `"1.359,00"`
 * (unless `decimal` is `,`), and `"(1.23)"`, which is either a loss or a note. `Number()` cannot be used directly,
 * because `Number("")`, `Number(null)` and `Number([])` are 0, and real feeds contain all three values.
 *
 * @param factor multiplies the number, for vendors that use another unit (0.01 for integers in hundredths, 100 for a
 *   percentage that is given as a fraction)
 * @param decimal the decimal separator of strings (with `,`, points separate the groups of three, as in `1.359,00`)
 */
export function parseNumber(raw: unknown, factor = 1, decimal: '.' | ',' = '.'): WrittenNumber | undefined {
  if (typeof raw !== 'number' && (typeof raw !== 'string' || raw.length > MAX_NUMBER_LENGTH)) return undefined;
  if (typeof raw === 'number' && factor === 1) {
    const text = `${raw}`;
    // Most numbers take this fast path. It is needed because a busy stream contains thousands of numbers per second.
    if (text.length < 16 && !/[^-.\d]/.test(text))
      return { value: raw || 0, hasPlus: false, places: Math.max(1, text.length - 1 - (text + '.').indexOf('.')) };
  }
  const match = NUMBER.exec(toPlainText(raw, decimal));
  if (!match) return undefined;
  const [, sign = '', integer = '', decimals = '.', exponent = ''] = match;
  const digits = integer.replaceAll(',', '');
  const product = Number(sign + digits + decimals + exponent) * factor;
  // Rounding to 15 digits removes binary noise, so that 0.0133 × 100 is 1.33 instead of 1.3299999999999998.
  const value = Math.abs(product) < MAX_EXACT ? Number(product.toPrecision(15)) : product;
  const isInteger = factor === 1 && /^\.0*$/.test(decimals) && !exponent;
  if (!(Math.abs(value) < MAX_EXACT) && !(isInteger && isExact(raw, value, digits))) return undefined;
  const places = decimals.length - 1 - (Number(exponent.slice(1)) || 0) - Math.round(Math.log10(factor));
  return { value, hasPlus: sign === '+', places: Math.max(typeof raw === 'number' ? 1 : 0, places) };
}

/**
 * Whether a number of 1e15 or more, such as a market capitalisation in won, is exactly the number that was written. A
 * JSON number beyond 2^53 is not accepted, because parsing JSON may have changed it.
 */
const isExact = (raw: string | number, value: number, digits: string): boolean =>
  typeof raw === 'number' ? Number.isSafeInteger(value) : BigInt(Math.abs(value)) === BigInt(digits);

/**
 * Converts a number to a string with ASCII digits, ASCII signs and a point as the decimal separator. Spaces, and
 * parentheses around a signed number, are removed.
 */
function toPlainText(raw: string | number, decimal: '.' | ','): string {
  if (typeof raw === 'number') return `${raw}`;
  const text = raw
    // Only full-width forms are converted. Other compatibility characters, such as `①` and `²`, are not accepted as
    // digits.
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    // U+2212, U+FE63, and the hyphens and dashes of General Punctuation are converted, because people paste each of
    // them as a minus.
    .replace(/[\u2010-\u2015\u2212\uFE63]/g, '-')
    .replace(/^\(([+-].*)\)$/, '$1');
  return decimal === ',' ? text.replace(/[.,]/g, (separator) => (separator === '.' ? ',' : '.')) : text;
}
