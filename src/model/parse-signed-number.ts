import { agreedDirection, parseDirection, type ParsedDirection } from './parse-direction.js';
import { MAX_NUMBER_LENGTH, parseNumber, type WrittenNumber } from './parse-number.js';

/** A number with the words or glyphs that stand around its digits. */
export interface SignedNumber extends WrittenNumber {
  /** What a word or glyph beside the digits says; `value` has its sign. */
  readonly said?: ParsedDirection;
}

// What stands before the number, the number from its first sign or digit to its last, and what stands after it.
const PARTS = /^([^\d.+\-\u2010-\u2015\u2212\uFE63\uFF01-\uFF5E$€£¥₩(]*)(.*[\d.%)\uFF01-\uFF5E])(.*)$/u;

/**
 * Reads a number that may carry its direction as a word or a glyph before or after the digits: `▼14.00`, `14.00 하락`,
 * `(▲1.55%)`. The sign of the value follows it, a rise counts as a written plus.
 *
 * Undefined where the two contradict each other (`▲-14.00`), and where something else stands there: `?14.00` may be a rise or
 * a fall.
 *
 * @param factor as for `readNumber`
 * @param decimal as for `readNumber`
 */
export function parseSignedNumber(raw: unknown, factor = 1, decimal: '.' | ',' = '.'): SignedNumber | undefined {
  const plain = parseNumber(raw, factor, decimal);
  if (plain || typeof raw !== 'string' || raw.length > MAX_NUMBER_LENGTH) return plain;
  const text = raw.replace(/\s/g, '').replace(/^\((.*)\)$/, '$1');
  const [, before, core, after] = PARTS.exec(text) ?? [];
  const marks = [before, after].filter(Boolean);
  const read = marks.map(parseDirection).filter((said) => said !== undefined);
  const said = read.length === marks.length ? agreedDirection(read) : undefined;
  const number = said && parseNumber(core, factor, decimal);
  return number && said && withSign(number, said);
}

function withSign(number: WrittenNumber, said: ParsedDirection): SignedNumber | undefined {
  const { value, plus } = number;
  if (said.direction === 'flat') return { ...number, said };
  if (said.direction === 'up') return value < 0 ? undefined : { ...number, plus: true, said };
  // `|| 0` because −1 × 0 is −0.
  return plus ? undefined : { ...number, value: -Math.abs(value) || 0, said };
}
