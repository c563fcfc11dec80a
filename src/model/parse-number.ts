/** A number as it was written. */
export interface WrittenNumber {
  readonly value: number;
  /** A plus was really written; a JSON number never has one. */
  readonly plus: boolean;
  /** Decimal places that were written; of a JSON number at least 1, as it has lost its zeros. */
  readonly places: number;
}

// Sign, currency, digits (commas in groups of three, or none), decimals, exponent, percent sign; at least one digit. A group
// of thousands never begins with 0: `0,123` is a decimal comma, or a mistake.
const NUMBER = /^([+-]?)[$€£¥₩￦]?(?=\.?\d)([1-9]\d{0,2}(?:,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?%?$/i;

/** The longest sane quote has some 20 characters; a megabyte of digits is not worth a regular expression. */
export const MAX_NUMBER_LENGTH = 40;

/** Below this a double holds each number of 15 digits as it was written. */
const SURE = 1e15;

/**
 * Reads a number the way feeds write it: finite numbers, and strings with full-width digits, any minus, spaces, one
 * leading currency sign, commas in correct groups of three, a leading point, an exponent, a trailing `%`, and
 * parentheses around an explicit sign (`"(+0.59%)"`, the old lists of FMP).
 *
 * Everything else is undefined, never 0: `""`, `"-"`, `"N/A"`, booleans, arrays, `"1.359,00"`, `"(1.23)"` (a loss or a
 * note?), `"87억"`. `Number("")`, `Number(null)` and `Number([])` are 0 in JavaScript, and all three come in real feeds.
 *
 * @param factor for sources that write another unit: 0.01 for integers ×100, 100 for a fraction that is a percentage
 * @param decimal what separates the decimals in a text; with `,` the groups of three have points: `1.359,00`
 */
export function parseNumber(raw: unknown, factor = 1, decimal: '.' | ',' = '.'): WrittenNumber | undefined {
  if (typeof raw !== 'number' && (typeof raw !== 'string' || raw.length > MAX_NUMBER_LENGTH)) return undefined;
  const read = typeof raw === 'number' ? `${raw}` : plain(raw);
  const text = typeof raw === 'string' && decimal === ',' ? swapSeparators(read) : read;
  // Most are this, thousands of times a second on a busy stream.
  if (typeof raw === 'number' && factor === 1 && text.length < 16 && !/[^-.\d]/.test(text))
    return { value: raw || 0, plus: false, places: Math.max(1, text.length - 1 - (text + '.').indexOf('.')) };
  const [found, sign, whole, decimals = '.', exponent = ''] = NUMBER.exec(text) ?? [];
  // 15 digits: 0.0127 × 100 is 1.27, not 1.2699999999999998.
  const digits = whole?.replaceAll(',', '') ?? '';
  const exact = Number(sign! + digits + decimals + exponent) * factor;
  const value = Math.abs(exact) < SURE ? Number(exact.toPrecision(15)) : exact;
  const places = decimals.length - 1 - (Number(exponent.slice(1)) || 0) - Math.round(Math.log10(factor));
  const isWhole = factor === 1 && /^\.0*$/.test(decimals) && !exponent;
  return found && (Math.abs(value) < SURE || (isWhole && isHeld(raw, value, digits)))
    ? { value, plus: sign === '+', places: Math.max(typeof raw === 'number' ? 1 : 0, places) }
    : undefined;
}

/**
 * Whether a double of 1e15 or more is the very number that was written, as a market value in won is. A JSON number beyond 2^53 may
 * have been another one before it was parsed.
 */
const isHeld = (raw: unknown, value: number, digits: string): boolean =>
  typeof raw === 'number' ? Number.isSafeInteger(value) : BigInt(Math.abs(value)) === BigInt(digits);

const swapSeparators = (text: string): string => text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));

const plain = (text: string): string =>
  text
    // Full-width forms, and not all that is compatible: ① and ² are no digits.
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    // U+2212 and the hyphens and dashes of General Punctuation: people paste all of them as a minus.
    .replace(/[\u2010-\u2015\u2212\uFE63]/g, '-')
    .replace(/^\((?=[+-])(.*)\)$/, '$1');
