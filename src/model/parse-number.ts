/** A parsed number, with the parts of its written form that the value alone has lost. */
export interface WrittenNumber {
  readonly value: number;
  /** The number was written with a plus. A JSON number never is. */
  readonly hasPlus: boolean;
  /** Decimal places that were written; at least 1 for a JSON number, which has lost its zeros. */
  readonly places: number;
}

// Sign, currency, digits (with commas in groups of three, or without), decimals, exponent, percent sign; at least one digit.
// The first group of thousands never begins with 0: `0,123` has a decimal comma, or is a mistake.
const NUMBER = /^([+-]?)[$€£¥₩￦]?(?=\.?\d)([1-9]\d{0,2}(?:,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?%?$/i;

/** The longest sane price has some 20 characters. A longer text, such as a megabyte of digits, is not matched at all. */
export const MAX_NUMBER_LENGTH = 40;

/** Below this size a double holds every number of 15 digits exactly as it was written. */
const MAX_EXACT = 1e15;

/**
 * Parses a number as feeds write it: a finite number, or a text with full-width digits, any minus, spaces, one leading
 * currency sign, commas in correct groups of three, a leading point, an exponent, a trailing `%`, and parentheses around an
 * explicit sign (`"(+0.59%)"`, in the old lists of FMP).
 *
 * Returns undefined, and never 0, for everything else: `""`, `"-"`, `"N/A"`, booleans, arrays, `"1.359,00"`, `"(1.23)"`
 * (which is a loss or a note), `"87억"`. `Number("")`, `Number(null)` and `Number([])` are 0 in JavaScript, and all three
 * values come in real feeds.
 *
 * @param factor multiplies the number, for sources that write another unit: 0.01 for integers ×100, 100 for a fraction that
 *   is a percentage
 * @param decimal the decimal separator of texts; with `,` the groups of three are separated by points: `1.359,00`
 */
export function parseNumber(raw: unknown, factor = 1, decimal: '.' | ',' = '.'): WrittenNumber | undefined {
  if (typeof raw !== 'number' && (typeof raw !== 'string' || raw.length > MAX_NUMBER_LENGTH)) return undefined;
  if (typeof raw === 'number' && factor === 1) {
    const text = `${raw}`;
    // The fast path for most numbers: a busy stream has thousands a second.
    if (text.length < 16 && !/[^-.\d]/.test(text))
      return { value: raw || 0, hasPlus: false, places: Math.max(1, text.length - 1 - (text + '.').indexOf('.')) };
  }
  const match = NUMBER.exec(toPlainText(raw, decimal));
  if (!match) return undefined;
  const [, sign = '', integer = '', decimals = '.', exponent = ''] = match;
  const digits = integer.replaceAll(',', '');
  const product = Number(sign + digits + decimals + exponent) * factor;
  // Rounded to 15 digits, 0.0127 × 100 is 1.27, and not 1.2699999999999998.
  const value = Math.abs(product) < MAX_EXACT ? Number(product.toPrecision(15)) : product;
  const isInteger = factor === 1 && /^\.0*$/.test(decimals) && !exponent;
  if (!(Math.abs(value) < MAX_EXACT) && !(isInteger && isExact(raw, value, digits))) return undefined;
  const places = decimals.length - 1 - (Number(exponent.slice(1)) || 0) - Math.round(Math.log10(factor));
  return { value, hasPlus: sign === '+', places: Math.max(typeof raw === 'number' ? 1 : 0, places) };
}

/**
 * Whether a double of 1e15 or more is exactly the number that was written, as a market value in won is. A JSON number beyond
 * 2^53 may have been another number before it was parsed.
 */
const isExact = (raw: string | number, value: number, digits: string): boolean =>
  typeof raw === 'number' ? Number.isSafeInteger(value) : BigInt(Math.abs(value)) === BigInt(digits);

/** Returns a number as a text with ASCII digits and signs, without spaces, and with a decimal point. */
function toPlainText(raw: string | number, decimal: '.' | ','): string {
  if (typeof raw === 'number') return `${raw}`;
  const text = raw
    // Only the full-width forms: other characters that Unicode calls compatible, such as ① and ², are no digits.
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    // U+2212 and the hyphens and dashes of General Punctuation: people paste each of them as a minus.
    .replace(/[\u2010-\u2015\u2212\uFE63]/g, '-')
    .replace(/^\((?=[+-])(.*)\)$/, '$1');
  return decimal === ',' ? text.replace(/[.,]/g, (separator) => (separator === '.' ? ',' : '.')) : text;
}
