import { combineDirections, parseDirection, type ParsedDirection } from './parse-direction.js';
import { MAX_NUMBER_LENGTH, parseNumber, type WrittenNumber } from './parse-number.js';

/** A number, and the direction if a word or glyph next to the digits states one. */
export interface SignedNumber extends WrittenNumber {
  /** The direction that the word or glyph states. `value` has the matching sign, unless the direction is `flat`. */
  readonly parsedDirection?: ParsedDirection;
}

// Matches the text before the number, the number, and the text after it. The number begins with the first digit, sign,
// decimal point, currency sign, opening parenthesis or full-width character. It ends with the last digit, decimal
// point, percent sign, closing parenthesis or full-width character.
const PARTS =
  /^([^\d.+\-\u2010-\u2015\u2212\uFE63\uFF01-\uFF5E$€£¥₩(]*)([\d.+\-\u2010-\u2015\u2212\uFE63\uFF01-\uFF5E$€£¥₩(](?:.*[\d.%)\uFF01-\uFF5E])?)([^\d.%)\uFF01-\uFF5E]*)$/u;

/**
 * Parses a number whose sign may be a word or glyph before or after the digits: `▼14.00`, `14.00 하락`, `(▲1.55%)`. The
 * value gets the sign of the word or glyph. A word or glyph for a rise counts as a written plus.
 *
 * Returns undefined if the word or glyph contradicts a written sign (`▲-14.00`), or if text that is not a direction
 * precedes or follows the digits. For example, `?14.00` is rejected, because it may mean a rise or a fall.
 *
 * @param factor as for `parseNumber`
 * @param decimal as for `parseNumber`
 */
export function parseSignedNumber(raw: unknown, factor = 1, decimal: '.' | ',' = '.'): SignedNumber | undefined {
  const plain = parseNumber(raw, factor, decimal);
  if (plain || typeof raw !== 'string' || raw.length > MAX_NUMBER_LENGTH) return plain;
  const text = raw.replace(/\s/g, '').replace(/^\((.*)\)$/, '$1');
  const [, before = '', digits = '', after = ''] = PARTS.exec(text) ?? [];
  const parsedDirection = combineDirections([before, after].filter((word) => word !== '').map(parseDirection));
  const number = parsedDirection && parseNumber(digits, factor, decimal);
  return number && parsedDirection && applyDirection(number, parsedDirection);
}

/**
 * Applies the sign of a direction to a number. Returns undefined if the number's own sign contradicts the direction.
 */
function applyDirection(number: WrittenNumber, parsedDirection: ParsedDirection): SignedNumber | undefined {
  const { value, hasPlus } = number;
  const { direction } = parsedDirection;
  if (direction === 'flat') return { ...number, parsedDirection };
  if (direction === 'up') return value < 0 ? undefined : { ...number, hasPlus: true, parsedDirection };
  // `|| 0` replaces −0 with 0.
  return hasPlus ? undefined : { ...number, value: -Math.abs(value) || 0, parsedDirection };
}
