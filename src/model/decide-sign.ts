import type { WrittenNumber } from './parse-number.js';
import type { Direction, ReportIssue } from './quote.js';

/** The parsed evidence of a price change. A value is undefined if it is missing or cannot be parsed. */
export interface ChangeEvidence {
  readonly price: number;
  /**
   * Whether prices of this kind can be negative, as interest rates can. If true, the base price can be zero or
   * negative.
   */
  readonly mayBeNegative: boolean;
  readonly change: WrittenNumber | undefined;
  /** The change in percent. */
  readonly percent: WrittenNumber | undefined;
  /** The previous close. It is never zero, and it is negative only if `mayBeNegative` is true. */
  readonly previousClose: number | undefined;
  /**
   * The direction that is stated by a word or glyph in any field or by a sign before the price, or implied by the price
   * limit.
   */
  readonly direction: Direction | undefined;
  /** Whether several stated directions contradict each other. `direction` is then undefined. */
  readonly hasConflictingDirections?: boolean;
  /**
   * Whether a field that could have stated the sign is unusable. This is the case if a direction, change, percent or
   * limit cannot be parsed, or if the direction is missing and the vendor may omit the sign of a change.
   */
  readonly hasUnreadableSign?: boolean;
  /**
   * Whether the change or percent is a string and nothing states the sign. Most such numbers are rises, but some are
   * falls.
   */
  readonly isUnsignedText?: boolean;
  /**
   * Whether the change or percent is a zero with a minus (`-0.00`). The minus then applies to the other number, because
   * the zero is a rounded negative number.
   */
  readonly hasNegativeZero?: boolean;
  /** Whether `previousClose` is from the quote that was known before an update. It may then belong to another day. */
  readonly isEarlierClose?: boolean;
  /** The number of decimals of the price and the change. */
  readonly decimals: number;
}

/** The sign of a price change, and how it was decided. */
export interface SignDecision {
  readonly sign: number;
  /** Whether a plus, minus, word, glyph or limit states the sign. False if stated signs contradict each other. */
  readonly isStated: boolean;
  /**
   * Whether the previous close decided the sign of a nonzero change or percent. The change and percent then have to
   * agree with the previous close.
   */
  readonly isByClose: boolean;
}

const SIGNS: Readonly<Record<Direction, number>> = { up: 1, flat: 0, down: -1 };

/**
 * Decides the sign of a change. The first of the following that exists determines the sign:
 *
 * 1. The stated direction. It is called a word below, but it can also be a glyph, a limit or a sign before the price.
 * 2. A minus in the change or in the percent.
 * 3. A nonzero number without a minus, which is a rise.
 *
 * If none of them exists, the numbers are zero and the price is flat.
 *
 * In these cases, the previous close decides the sign of nonzero numbers instead:
 *
 * - Two words or two written signs contradict each other.
 * - A word contradicts a written sign, or a word for "flat" contradicts a nonzero number.
 * - Neither a word nor a written sign exists, and a field that could have stated the sign cannot be parsed or is
 *   missing.
 *
 * A word for a rise or fall that contradicts a change of zero is ignored, unless the previous close confirms the word.
 * If the previous close confirms the word, the sign cannot be decided.
 *
 * Returns undefined if the sign cannot be decided.
 */
export function decideSign(evidence: ChangeEvidence, report: ReportIssue): SignDecision | undefined {
  const { price, change, percent, previousClose, direction } = evidence;
  const nonZero = [change, percent].filter((number) => number !== undefined).filter(({ value }) => value !== 0);
  const hasPlus = nonZero.some((number) => number.hasPlus);
  const hasMinus =
    nonZero.some(({ value }) => value < 0) ||
    (evidence.hasNegativeZero === true && (nonZero.length > 0 || direction === 'up'));
  const numberSign = nonZero.length === 0 ? 0 : hasMinus ? -1 : 1;
  const wordSign = direction && SIGNS[direction];
  const closeSign = Math.sign(price - (previousClose ?? price));
  // A change of zero is flat, whatever its sign. A percent of 0.00 without a change is not certain to be flat, because
  // it may come from a small change that was rounded.
  const isUnchanged = numberSign === 0 && change !== undefined;

  const conflict = findConflict();
  if (conflict) {
    // If the numbers are not zero, the previous close decides the sign if it exists and differs from the
    // price. If the numbers are zero, the word is assumed to be from another day, and the price is flat. However, zero
    // numbers are dropped if the previous close confirms the word, or if the stated directions contradict each other.
    const isDecided = numberSign !== 0 ? closeSign !== 0 : !evidence.hasConflictingDirections && closeSign !== wordSign;
    report('change', conflict, isDecided ? 'mended' : 'dropped');
    if (!isDecided) return undefined;
    return { sign: numberSign === 0 ? 0 : closeSign, isStated: false, isByClose: numberSign !== 0 };
  }

  const isStated = hasMinus || hasPlus || wordSign !== undefined;
  if (evidence.hasUnreadableSign && !isStated && !isUnchanged) {
    const isDecided = closeSign !== 0 || (previousClose !== undefined && numberSign === 0);
    report(change ? 'change' : 'changePercent', 'direction-unknown', isDecided ? 'mended' : 'dropped');
    return isDecided ? { sign: closeSign, isStated: false, isByClose: numberSign !== 0 } : undefined;
  }

  // If one number has a minus and the other has no sign, the other number takes the minus as well. For example, a
  // change of `14.00` with a percent of `−1.03 %` is a fall. A `+0.00` does not contradict the minus, because the plus
  // of a zero is ignored.
  if (hasMinus && !wordSign && nonZero.some(({ value }) => value > 0))
    report(change && change.value > 0 ? 'change' : 'changePercent', 'sign-borrowed', 'mended');
  return { sign: wordSign ?? numberSign, isStated, isByClose: false };

  /** Returns the name of the rule that contradicting signs break, or undefined if no signs contradict each other. */
  function findConflict(): string | undefined {
    if (evidence.hasConflictingDirections) return 'direction-contradiction';
    if (hasMinus && hasPlus) return 'sign-contradiction';
    if (wordSign === undefined || wordSign === numberSign) return undefined;
    return hasMinus || hasPlus || wordSign === 0 || isUnchanged ? 'code-vs-sign' : undefined;
  }
}
