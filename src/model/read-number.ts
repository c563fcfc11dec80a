/** A number as it was written. */
export interface WrittenNumber {
  readonly value: number;
  /** The sign that was really written; `''` for none. A JSON number above zero has none. */
  readonly sign: string;
  /** Decimal places that were written. */
  readonly places: number;
}

// Sign, currency, digits (commas only in groups of three, or none), point, decimals, exponent, percent sign.
const NUMBER = /^([+-]?)[$€£¥₩]?(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?(e[+-]?\d+)?%?$/i;

/**
 * Reads a number the way feeds write it. Takes finite numbers and strings: full-width digits, any minus,
 * spaces, one leading currency sign, a trailing `%`, commas in correct groups of three, a leading point,
 * an exponent, and parentheses around an explicit sign (`"(+0.59%)"`).
 *
 * Everything else is undefined, never 0: `""`, `"-"`, `"N/A"`, booleans, arrays, `"1.359,00"`, `"(1.23)"`
 * (a loss or a note? ambiguous), `"87억"`. `Number("")`, `Number(null)` and `Number([])` are 0 in JavaScript,
 * and all three come in real feeds.
 */
export function readNumber(raw: unknown): WrittenNumber | undefined {
  // 40: the longest sane quote has some 20 characters, and a megabyte of digits is not worth a regular expression.
  if (typeof raw !== 'number' && (typeof raw !== 'string' || raw.length > 40)) return undefined;
  const text = `${raw}`
    .normalize('NFKC')
    .replace(/\s/g, '')
    // U+2212, the hyphens and dashes of General Punctuation: people paste all of them as a minus.
    .replace(/[\u2212\u2010-\u2015]/g, '-')
    .replace(/^\((?=[+-])(.*)\)$/, '$1');
  const [, sign = '', whole = '', decimals = '', exponent = ''] = NUMBER.exec(text) ?? [];
  const value = Number(`${sign}${whole.replaceAll(',', '')}.${decimals}${exponent}`);
  return (whole || decimals) && Number.isFinite(value) ? { value, sign, places: decimals.length } : undefined;
}
