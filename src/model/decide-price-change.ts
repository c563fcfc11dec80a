import { decideSign, type ChangeEvidence, type SignDecision } from './decide-sign.js';
import type { WrittenNumber } from './parse-number.js';
import { computeChange, directionOf, UNKNOWN_CHANGE, type PriceChange } from './price-change.js';
import type { ReportIssue } from './quote.js';
import { round } from './round.js';

/**
 * Decides direction, change, percent and previous close from the evidence that a feed gives. The sign is what feeds get
 * wrong: it comes in the change, in the percent, in both with a contradiction, in a code, in a word, or in the price
 * (measured on 204 KRX rows and some 80 captured payloads). So the sign is decided once, apart from the amounts. A wrong
 * arrow is worse than a dash, so values that can't be decided are dropped.
 *
 * Numbers that agree with each other are shown as the publisher gave them, and never recomputed.
 */
export function decidePriceChange(evidence: ChangeEvidence, report: ReportIssue): PriceChange {
  const { price, change, percent, previousClose, direction } = evidence;
  if (change || percent) {
    const decision = decideSign(evidence, report);
    return decision ? reconcileNumbers(evidence, decision, report) : UNKNOWN_CHANGE;
  }
  if (evidence.hasConflictingDirections) report('direction', 'direction-contradiction', 'dropped');
  if (previousClose === undefined) return { ...UNKNOWN_CHANGE, direction: direction ?? null };
  const computed = computeChange(price, previousClose);
  if (!direction || direction === computed.direction) return computed;
  report('direction', 'code-vs-sign', 'dropped');
  return UNKNOWN_CHANGE;
}

/**
 * Makes change, percent and previous close agree, given the sign. Numbers that agree stay as they are; missing numbers are
 * derived; numbers that contradict each other are dropped, unless the previous close tells which of them is right.
 */
function reconcileNumbers(evidence: ChangeEvidence, decision: SignDecision, report: ReportIssue): PriceChange {
  const { price, change, percent, decimals } = evidence;
  const { isStated, isByClose } = decision;
  const { amount, points, baseFor, isPercentOf, isNear } = measure(evidence, decision.sign);
  let { sign } = decision;
  let base = baseFor(sign);
  let close = evidence.previousClose;
  const closeSign = Math.sign(price - (close ?? NaN));
  const drop = (rule: string): PriceChange => {
    report('change', rule, 'dropped');
    return UNKNOWN_CHANGE;
  };

  // Some sources divide by today's price, as the USD/KRW row of the demo's seed feed does, so a percent of either is right.
  if (change && percent && !isPercentOf(amount, base, points) && !isPercentOf(amount, price, points)) {
    // The unit of a percent is not guessed, and below 0.02 % it can't be: this only tells the publisher.
    if (isPercentOf(amount, base, points * 100)) report('changePercent', 'percent-looks-like-fraction', 'kept');
    // The previous close tells which of the two is right, unless it contradicts a stated sign.
    if (close !== undefined && (!isStated || closeSign === sign)) {
      const difference = Math.abs(price - close);
      if (isNear(difference, amount)) {
        report('changePercent', 'percent-recomputed', 'mended');
        return { ...computeChange(price, close), change: withSign(closeSign, amount) };
      }
      if (isPercentOf(difference, close, points)) {
        report('change', 'change-recomputed', 'mended');
        return computeChange(price, close);
      }
    }
    return drop('inconsistent-dropped');
  }

  if (close !== undefined && !isNear(base, close)) {
    const isMirrored = closeSign === -sign && isNear(baseFor(-sign), close);
    if (isMirrored && !isStated && !isByClose) {
      // The numbers are right and have no sign: they take it from the previous close.
      report('change', 'sign-borrowed', 'mended');
      sign = -sign;
      base = close;
    } else if (isByClose || (closeSign !== sign && (isMirrored || evidence.isUnsignedText || !change || !percent))) {
      return drop('sign-contradiction');
    } else {
      // Two numbers agree with each other far more often than with a previous close on another base (Yahoo's BTC-USD).
      if (!evidence.isEarlierClose) report('previousClose', 'prev-ignored', 'dropped');
      close = undefined;
    }
  } else if (close !== undefined && !change && points === 0 && !isStated) {
    // A percent of 0.00 alone may be a small change that was rounded.
    sign = closeSign;
  }
  // A positive price has no base price of zero or less, and none that is infinite.
  const isPossibleBase = base > 0 || (evidence.mayBeNegative && change !== undefined);
  if (!Number.isFinite(base) || !isPossibleBase) return drop('inconsistent-dropped');

  // A derived number must not have another sign than a given one. Rounding can make the previous close contradict the sign.
  const exactBase = closeSign === sign ? close : undefined;
  const derived = computeChange(price, exactBase ?? base);
  const isDetermined = percent !== undefined && determinesChange(percent, sign, base, decimals);
  const roundedChange = isDetermined ? round(price - base, decimals) : null;
  const roundedBase = isDetermined ? round(base, decimals) : null;
  return {
    change: change ? withSign(sign, amount) : exactBase !== undefined ? derived.change : roundedChange,
    changePercent: percent ? withSign(sign, points) : derived.changePercent,
    previousClose: close !== undefined ? round(close, 8) : change ? round(base, 8) : roundedBase,
    direction: directionOf(sign),
  };
}

/** Returns the signed number. `|| 0` because −1 × 0 is −0, which would be printed with its minus. */
const withSign = (sign: number, amount: number): number => sign * amount || 0;

/** Returns the sizes that a feed gives for one change, and comparisons of such sizes that allow for rounding. */
function measure({ price, change, percent, decimals }: ChangeEvidence, decidedSign: number) {
  const amount = Math.abs(change?.value ?? NaN);
  const points = Math.abs(percent?.value ?? NaN);
  /** Returns the base price, if the price has changed from it with this sign and by the size that the feed gives. */
  const baseFor = (sign: number): number => (change ? price - sign * amount : price / (1 + (sign * points) / 100));
  const halfUnit = 0.5 * 10 ** -(change ? Math.max(2, change.places) : decimals);
  // The largest difference in percent points that rounding explains.
  const tolerance =
    Math.max(0.02, 0.5 * 10 ** -(percent?.places ?? 9)) + (halfUnit / Math.abs(price || baseFor(decidedSign))) * 100;
  return {
    amount,
    points,
    baseFor,
    /** Whether a part is this percentage of a base, apart from rounding. */
    isPercentOf: (part: number, base: number, percentage: number): boolean =>
      Math.abs(Math.abs(part / base) * 100 - percentage) <= tolerance,
    /**
     * Whether two prices are the same apart from rounding: to the printed decimals, and to the seven digits of Yahoo's
     * prices. Where only a percent is given, it leaves a range of base prices open, and a deeper fall leaves a wider
     * range: the base of a price of 100 after −90.00 % may be 1000 or 1000.4.
     */
    isNear: (one: number, other: number): boolean =>
      Number.isFinite(one) &&
      Math.abs(one - other) <=
        (change ? 1.2 * 10 ** -decimals + Math.abs(price) * 1e-6 : ((one * one) / Math.abs(price)) * (tolerance / 100)),
  };
}

/** The largest base price from which a percent determines the change, in units of its last digit: 5.00, or 500 won. */
const MAX_UNITS = 500;

/**
 * Whether a percent determines a change to one unit of its last digit. −1.56 % of 811.25 leaves 0.08 open, so it does not.
 *
 * The number of decimals that a percent has in one tick says little, because a JSON number has lost its zeros and many
 * sources cut them. So each percent counts as rounded to one decimal, which leaves 0.001 of the base open. The size of the
 * base decides: it is the same all day and, as a whole number of units, never in doubt, so no number comes and goes from
 * tick to tick. The effect of rounding is doubled after a fall by half, so deeper falls determine nothing.
 */
function determinesChange({ value, places }: WrittenNumber, sign: number, base: number, decimals: number): boolean {
  return places > 0 && sign * Math.abs(value) >= -50 && Math.round(base * 10 ** decimals) <= MAX_UNITS;
}
