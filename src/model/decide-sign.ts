import type { WrittenNumber } from './parse-number.js';
import type { Direction, ReportIssue } from './quote.js';

/** Everything that a feed gives about the change of one price; undefined where it gives nothing that can be parsed. */
export interface ChangeEvidence {
  readonly price: number;
  /** The price may be zero or negative, as interest rates have been. Then its base price may be, too. */
  readonly mayBeNegative: boolean;
  readonly change: WrittenNumber | undefined;
  /** In percent points. */
  readonly percent: WrittenNumber | undefined;
  /** Never zero; negative only where the price may be. */
  readonly previousClose: number | undefined;
  /** The direction that a word or glyph of the feed gives, in whichever field it stands. */
  readonly direction: Direction | undefined;
  /** Several words or glyphs contradict each other. Then `direction` is undefined. */
  readonly hasConflictingDirections?: boolean;
  /**
   * A field that could have given the sign can't be parsed or is missing: a direction, change, percent or limit that can't
   * be parsed, or the missing direction of a source that may write changes without their sign.
   */
  readonly hasUnreadableSign?: boolean;
  /** The numbers are texts without a written sign. Most sources that write them so mean rises; some mean falls as well. */
  readonly isUnsignedText?: boolean;
  /** A zero was written with a minus. It was rounded to zero, and still gives the sign of the other number. */
  readonly hasNegativeZero?: boolean;
  /** `previousClose` comes from before an update, and may belong to another day. */
  readonly isEarlierClose?: boolean;
  /** Decimals of the price and the change. */
  readonly decimals: number;
}

/** The sign of a price change, and where it comes from. */
export interface SignDecision {
  readonly sign: number;
  /** The feed states the sign: in front of a number, or with a word or glyph. */
  readonly isStated: boolean;
  /** The previous close decided between contradicting signs, so it has to agree with the numbers. */
  readonly isByClose: boolean;
}

const SIGNS: Readonly<Record<Direction, number>> = { up: 1, flat: 0, down: -1 };

/**
 * Decides the sign of a change. The first of these decides: a known word or glyph; a minus before the change or the percent;
 * otherwise a number that is not zero is a rise.
 *
 * Only the previous close can decide where two written signs contradict each other, where a word contradicts a sign, and
 * where numbers without a sign stand beside a field that could have given the sign and can't be parsed. Returns undefined
 * where nothing can decide.
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
  // A change of zero is no change, whatever its sign. A percent of 0.00 alone may be a small change that was rounded.
  const isUnchanged = numberSign === 0 && change !== undefined;

  const conflict = findConflict();
  if (conflict) {
    // A word from another day may stand beside numbers that are zero: the price is flat, unless the close confirms the word.
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

  // 14.00 beside −1.03 % takes its sign from the percent. A "+0.00" beside a change gives no sign.
  if (hasMinus && !wordSign && nonZero.some(({ value }) => value > 0))
    report(change && change.value > 0 ? 'change' : 'changePercent', 'sign-borrowed', 'mended');
  return { sign: wordSign ?? numberSign, isStated, isByClose: false };

  /** Returns the name of the rule that contradicting signs break. */
  function findConflict(): string | undefined {
    if (evidence.hasConflictingDirections) return 'direction-contradiction';
    if (hasMinus && hasPlus) return 'sign-contradiction';
    if (wordSign === undefined || wordSign === numberSign) return undefined;
    return hasMinus || hasPlus || wordSign === 0 || isUnchanged ? 'code-vs-sign' : undefined;
  }
}
