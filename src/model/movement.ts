import { round } from './decimals.js';
import { directionOf } from './direction.js';
import type { Direction, IssueAction, Quote } from './quote.js';
import type { WrittenNumber } from './read-number.js';

/** What a feed says about the move of one price; null where it says nothing readable. */
export interface Evidence {
  readonly price: number;
  readonly change: WrittenNumber | null;
  /** In percent points. */
  readonly percent: WrittenNumber | null;
  /** Above zero. */
  readonly previousClose: number | null;
  /** The feed's own direction word or code, read. */
  readonly told: Direction | null;
  /** Decimals to round a derived change to. */
  readonly decimals: number;
}

export type Movement = Pick<Quote, 'change' | 'changePercent' | 'previousClose' | 'direction'>;

/** Called for each rule that was broken. `field` is the field of the item that it is about. */
export type Report = (field: string, rule: string, action: IssueAction) => void;

export const UNKNOWN: Movement = { change: null, changePercent: null, previousClose: null, direction: null };

/**
 * Decides direction, change, percent and previous close from what a feed gives. The magnitudes are taken without
 * their signs and the direction is decided once, because the sign is what feeds get wrong: it comes in the
 * change, in the percent, in both with contradiction, in a code, or in a word (measured on 204 KRX rows and some
 * 80 captured payloads). A wrong arrow is worse than a dash, so what can't be decided is dropped.
 *
 * Numbers that agree are shown as the publisher gave them, never recomputed.
 */
export function decideMovement(evidence: Evidence, report: Report): Movement {
  const { price, change, percent, previousClose, decimals } = evidence;
  const direction = decideDirection(evidence, report);
  if (!change && !percent) return previousClose === null ? { ...UNKNOWN, direction } : moveFrom(evidence, previousClose);

  const sign = direction === 'down' ? -1 : 1;
  const amount = change && Math.abs(change.value);
  const points = percent && Math.abs(percent.value);
  if (amount !== null && points !== null) {
    const base = price - sign * amount;
    const slack = slackOf(percent!, price);
    const fits = (factor: number): boolean => base > 0 && Math.abs((amount / base) * 100 - points * factor) <= slack * factor;
    // Some divide by today's price instead (the mission's own USD/KRW row: −14 is −1.02 % of 1373, −1.03 % of 1359).
    if (!fits(1) && Math.abs((amount / Math.abs(price)) * 100 - points) > slack) {
      // Only reported: under ±0.02 % a fraction and points can't be told apart, so units belong to the adapter.
      if (fits(100)) report('changePercent', 'percent-may-be-fraction', 'kept');
      const moved = previousClose === null ? UNKNOWN : moveFrom(evidence, previousClose);
      const near = (one: number | null, other: number, by: number): boolean => one !== null && Math.abs(Math.abs(one) - other) <= by;
      if (near(moved.change, amount, roundingOf(decimals))) report('changePercent', 'percent-recomputed', 'mended');
      else if (near(moved.changePercent, points, slack)) report('change', 'change-recomputed', 'mended');
      else {
        report('change', 'inconsistent-dropped', 'dropped');
        return UNKNOWN;
      }
      return moved;
    }
  }
  if (direction === null) return UNKNOWN;

  const base = amount === null ? price / (1 + (sign * points!) / 100) : price - sign * amount;
  // At −100 % and beyond there is no base, and what is given stands alone.
  const known = base > 0 && Number.isFinite(base);
  // `|| 0` because −1 × 0 is −0, and that would be printed with its minus.
  return {
    change: amount !== null ? sign * amount || 0 : known ? round(price - base, decimals) : null,
    changePercent: points !== null ? sign * points || 0 : known ? round(((price - base) / base) * 100, 8) : null,
    previousClose: checkedPreviousClose(evidence, known ? round(base, 8) : null, report),
    direction,
  };
}

/** The first of: a direction code; two signs that fight; a minus anywhere; any move at all; the previous close. */
function decideDirection({ price, change, percent, previousClose, told }: Evidence, report: Report): Direction | null {
  const moved = [change, percent].filter((number) => number?.value);
  const minus = moved.some((number) => number!.value < 0);
  const plus = moved.some((number) => number!.sign === '+');
  const byPreviousClose = previousClose === null ? null : directionOf(price - previousClose);

  if (told === 'flat' && moved[0]) report('direction', 'flat-code-nonzero', 'dropped');
  else if (told) {
    // A code left over from another moment: nothing moved, so no arrow.
    const idle = told !== 'flat' && change?.value === 0 && !moved[0];
    const fights = told === 'up' ? minus : told === 'down' && plus;
    // The code is the source's own word; only a previous close can outvote it.
    const decided = idle ? 'flat' : (fights && byPreviousClose) || told;
    if (idle || fights) report('direction', 'code-vs-sign', decided === told ? 'kept' : 'mended');
    return decided;
  }
  if (minus && plus) {
    report('change', 'sign-contradiction', byPreviousClose ? 'mended' : 'dropped');
    return byPreviousClose;
  }
  if (minus) {
    // 14.00 beside −1.03 %: the percent lends its sign. A "+0.00" beside a move has nothing to say.
    if (moved.some((number) => number!.value > 0)) report(change!.value > 0 ? 'change' : 'changePercent', 'sign-borrowed', 'mended');
    return 'down';
  }
  // "flat" beside an unsigned number: up or down, who knows. With a plus it is up.
  if (moved[0]) return told && !plus ? byPreviousClose : 'up';
  return change || percent ? 'flat' : byPreviousClose;
}

function moveFrom({ price }: Evidence, previousClose: number): Movement {
  const change = round(price - previousClose, 8);
  return { change, changePercent: round((change / previousClose) * 100, 8), previousClose, direction: directionOf(change) };
}

/** The feed's previous close if it fits the move that is shown, else the one that the move implies. */
function checkedPreviousClose({ previousClose, decimals }: Evidence, implied: number | null, report: Report): number | null {
  if (previousClose === null || implied === null) return implied ?? previousClose;
  if (Math.abs(implied - previousClose) <= Math.max(roundingOf(decimals), implied * 1e-4)) return previousClose;
  // Another base, as at Yahoo's BTC-USD: change and percent agree with each other far more often than with it.
  report('previousClose', 'previous-close-ignored', 'dropped');
  return implied;
}

/** Percent points by which two statements of one move may differ: their rounding, and no more. */
const slackOf = (percent: WrittenNumber, price: number): number =>
  Math.max(0.02, 0.5 * 10 ** -percent.places) + 0.5 / Math.abs(price);

const roundingOf = (decimals: number): number => 0.6 * 10 ** -Math.min(decimals, 2);
