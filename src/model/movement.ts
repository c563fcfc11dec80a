import { round } from './round.js';
import type { Direction, IssueAction, Quote } from './quote.js';
import type { WrittenNumber } from './read-number.js';

/** What a feed says about the move of one price; undefined where it says nothing readable. */
export interface Evidence {
  readonly price: number;
  readonly change: WrittenNumber | undefined;
  /** In percent points. */
  readonly percent: WrittenNumber | undefined;
  /** Above zero. */
  readonly previousClose: number | undefined;
  /** The feed's own word. */
  readonly told: Direction | undefined;
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
export function decideMovement(
  { price, change, percent, previousClose, told, decimals }: Evidence,
  report: Report,
): Movement {
  const moved = [change, percent].filter((number) => number?.value) as WrittenNumber[];
  const minus = moved.some(({ value }) => value < 0);
  const plus = moved.some(({ plus }) => plus);
  const difference = price - (previousClose ?? NaN);
  // Two signs that fight, or a word that fights with the numbers: only the previous close can tell.
  const fight = minus ? plus || told === 'up' : (plus && told === 'down') || (moved[0] && told === 'flat');
  const byClose = difference > 0 ? 'up' : difference < 0 ? 'down' : difference === 0 && !moved[0] ? 'flat' : null;
  const given = moved[0] ? (minus ? 'down' : (told ?? 'up')) : 'flat';
  const direction = fight || !(change ?? percent) ? byClose : given;
  if (fight) report('change', 'sign-contradiction', direction ? 'mended' : 'dropped');
  // 14.00 beside −1.03 %: the percent lends its sign. A "+0.00" beside a move has nothing to say.
  else if (minus && moved.some(({ value }) => value > 0))
    report(change!.value > 0 ? 'change' : 'changePercent', 'sign-borrowed', 'mended');
  if (!direction) return UNKNOWN;

  const sign = direction === 'down' ? -1 : 1;
  const amount = Math.abs(change?.value ?? NaN);
  const points = Math.abs(percent?.value ?? NaN);
  const base = change ? price - sign * amount : percent ? price / (1 + (sign * points) / 100) : previousClose!;
  // Percent points that rounding explains. Some divide by today's price instead (the mission's own USD/KRW row: −14 is
  // −1.02 % of 1373, −1.03 % of 1359). Where one number is missing this compares with NaN, and contradicts nothing.
  const slack = 0.02 + 0.5 / Math.abs(price);
  // No positive price comes from a base at zero or below.
  if ((base <= 0 && price > 0) || [base, price].every((of) => Math.abs(Math.abs(amount / of) * 100 - points) > slack)) {
    report('change', 'contradiction', 'dropped');
    return UNKNOWN;
  }
  return {
    // `|| 0` because −1 × 0 is −0, and that would be printed with its minus.
    change: change ? sign * amount || 0 : round(price - base, decimals),
    changePercent: percent ? sign * points || 0 : round(((price - base) / Math.abs(base)) * 100, 8),
    previousClose: round(base, 8),
    direction,
  };
}
