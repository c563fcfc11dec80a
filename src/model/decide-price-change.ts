import { decideSign, type ChangeEvidence, type SignDecision } from './decide-sign.js';
import type { WrittenNumber } from './parse-number.js';
import { computeChange, directionOf, UNKNOWN_CHANGE, type PriceChange } from './price-change.js';
import type { ReportIssue } from './quote.js';
import { round } from './round.js';

/**
 * Decides the direction, change, percent and previous close of a price from the evidence in a feed.
 *
 * Feeds express the sign of a change in many ways: in the change, in the percent, in both (which sometimes contradict
 * each other), as a code or a word in another field, or as a sign before the price. All of these forms occurred in 204
 * KRX records and about 80 captured payloads. Because the forms vary so much, the sign is decided first, and the
 * amounts are reconciled with the sign afterwards. A value that cannot be decided becomes null and is shown as a dash,
 * because a wrong arrow would mislead the reader more than a dash.
 *
 * If the numbers agree with each other, their amounts are returned unchanged.
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
 * Makes the change, percent and previous close agree with each other and with the decided sign. Numbers that agree are
 * kept, and missing numbers are derived if possible. If numbers contradict each other, the change is unknown, unless
 * the previous close shows which number is right, or the previous close itself can be ignored.
 *
 * The base price is the price that the change is measured from, usually the previous close.
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

  // In some feeds, the percent is the change divided by today's price instead of the base price, as for USD/KRW in the
  // demo's initial feed. The percent is therefore accepted if it is the change divided by either price.
  if (change && percent && !isPercentOf(amount, base, points) && !isPercentOf(amount, price, points)) {
    // If the percent has to be multiplied by 100 to match the change, the percent is probably a fraction. It is
    // reported but not converted, because a fraction cannot be distinguished from a percent for a change below 0.02 %.
    if (isPercentOf(amount, base, points * 100)) report('changePercent', 'percent-looks-like-fraction', 'kept');
    // If a previous close is known, it can show whether the change or the percent is right. A previous close that
    // contradicts a stated sign is not used for this.
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
      // The amounts match the previous close but have no sign, so they take the sign that the previous close implies.
      report('change', 'sign-borrowed', 'mended');
      sign = -sign;
      base = close;
    } else if (isByClose || (closeSign !== sign && (isMirrored || evidence.isUnsignedText || !change || !percent))) {
      return drop('sign-contradiction');
    } else {
      // The previous close is ignored, because the change may be measured from another price (as for Yahoo's BTC-USD).
      // The change and the percent agree with each other far more often than with the previous close.
      if (!evidence.isEarlierClose) report('previousClose', 'prev-ignored', 'dropped');
      close = undefined;
    }
  } else if (close !== undefined && !change && points === 0 && !isStated) {
    // If the feed contains a percent of 0.00 but no change and no sign, the percent may be a small change that was
    // rounded to zero. The previous close then determines the sign.
    sign = closeSign;
  }
  // The base price has to be finite. It also has to be positive, unless this kind of price can be negative and the base
  // price was computed from a change.
  const isPossibleBase = base > 0 || (evidence.mayBeNegative && change !== undefined);
  if (!Number.isFinite(base) || !isPossibleBase) return drop('inconsistent-dropped');

  // The previous close is used for derived numbers only if it implies the decided sign. Otherwise a derived number
  // could have a different sign from the numbers in the feed. The two signs can differ, because the numbers in the feed
  // are rounded.
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

/** Returns an amount with the given sign. `|| 0` replaces −0 with 0, because −0 would be printed with a minus. */
const withSign = (sign: number, amount: number): number => sign * amount || 0;

/**
 * Returns the absolute change and percent (NaN if missing), a function that computes the base price, and functions that
 * compare values within rounding error.
 */
function measure({ price, change, percent, decimals }: ChangeEvidence, decidedSign: number) {
  const amount = Math.abs(change?.value ?? NaN);
  const points = Math.abs(percent?.value ?? NaN);
  /**
   * Returns the base price that follows from the price, the given sign and the amount of the change. If the feed
   * contains no change, the percent is used instead.
   */
  const baseFor = (sign: number): number => (change ? price - sign * amount : price / (1 + (sign * points) / 100));
  const halfUnit = 0.5 * 10 ** -(change ? Math.max(2, change.places) : decimals);
  // Two percentages that differ by at most this many percentage points are treated as equal, because of rounding.
  const tolerance =
    Math.max(0.02, 0.5 * 10 ** -(percent?.places ?? 9)) + (halfUnit / Math.abs(price || baseFor(decidedSign))) * 100;
  return {
    amount,
    points,
    baseFor,
    /** Whether an amount is the given percentage of a base price, within rounding error. */
    isPercentOf: (part: number, base: number, percentage: number): boolean =>
      Math.abs(Math.abs(part / base) * 100 - percentage) <= tolerance,
    /**
     * Whether two prices or two amounts of a change are equal within rounding error. If the feed contains no change,
     * `one` has to be the computed base price.
     *
     * If the feed contains a change, the tolerance covers rounding to the printed decimals and to the seven significant
     * digits of Yahoo's prices. If the feed contains only a percent, the base price is known only as a range. The
     * deeper the fall, the wider the range. For example, after a fall of 90.00 % to a price of 100, the base price is
     * between 999.5 and 1000.5.
     */
    isNear: (one: number, other: number): boolean =>
      Number.isFinite(one) &&
      Math.abs(one - other) <=
        (change ? 1.2 * 10 ** -decimals + Math.abs(price) * 1e-6 : ((one * one) / Math.abs(price)) * (tolerance / 100)),
  };
}

/**
 * The highest base price for which a percent can determine the change, in units of the last printed digit of the price.
 * 500 units are 5.00 for a price with two decimals, and 500 for a price without decimals, such as a price in won.
 */
const MAX_UNITS = 500;

/**
 * Whether a percent determines the change to within one unit of the change's last digit. For example, a percent of
 * −1.56 % with a base price of 811.25 does not, because the rounded percent leaves the change uncertain by 0.08.
 *
 * Every percent is treated as if it were rounded to one decimal, which makes the change uncertain by 0.001 of the base
 * price. The number of decimals in a single tick is not a reliable measure of the rounding, because JSON numbers and
 * many feeds omit trailing zeros. A percent that is a string without decimals never determines the change.
 *
 * `MAX_UNITS` limits the base price instead of the current price, because the base price stays the same all day. The
 * computed base price still varies slightly with the rounding of the percent, so it is rounded to a whole number of
 * units before it is compared. As a result, the derived change does not appear and disappear from tick to tick.
 *
 * The percent of a fall of more than 50 % never determines the change, because a fall by half already doubles the
 * uncertainty of the change. Nor does any percent of a base price that would be rounded to 0, as of a rate of 0.0004.
 */
function determinesChange({ value, places }: WrittenNumber, sign: number, base: number, decimals: number): boolean {
  const units = Math.round(base * 10 ** decimals);
  return places > 0 && sign * Math.abs(value) >= -50 && units > 0 && units <= MAX_UNITS;
}
