import { round } from './round.js';
import type { Direction, IssueAction, Quote } from './quote.js';
import type { WrittenNumber } from './parse-number.js';

/** What a feed says about the move of one price; undefined where it says nothing readable. */
export interface Evidence {
  readonly price: number;
  /** The price may be at zero or below, as rates were: then its base may be, too. */
  readonly belowZero: boolean;
  readonly change: WrittenNumber | undefined;
  /** In percent points. */
  readonly percent: WrittenNumber | undefined;
  /** Not zero; below zero only where the price may be. */
  readonly previousClose: number | undefined;
  /** The feed's own word or glyph, wherever it stands. */
  readonly told: Direction | undefined;
  /** Such words contradict each other: then `told` is undefined. */
  readonly disputed?: boolean;
  /**
   * What could have told the sign can't be read or is not there: a direction, a change, a percent or a limit that is unreadable,
   * or the direction of a source that may write moves without their sign.
   */
  readonly unreadable?: boolean;
  /** The numbers are texts without a written sign: most such sources write rises so, and some write falls so as well. */
  readonly bare?: boolean;
  /** A zero was written with a minus: rounded, it still tells the sign of the other number. */
  readonly minusAtZero?: boolean;
  /** `previousClose` is what was known before an update, which need not be of the same day. */
  readonly closeIsKnown?: boolean;
  /** Decimals of the price and the change. */
  readonly decimals: number;
}

export type PriceChange = Pick<Quote, 'change' | 'changePercent' | 'previousClose' | 'direction'>;

/** Called for each rule that was broken. `field` is the field of the item that it is about. */
export type Report = (field: string, rule: string, action: IssueAction) => void;

export const UNKNOWN_CHANGE: PriceChange = { change: null, changePercent: null, previousClose: null, direction: null };

/**
 * Decides direction, change, percent and previous close from what a feed gives. The magnitudes are taken without
 * their signs and the direction is decided once, because the sign is what feeds get wrong: it comes in the
 * change, in the percent, in both with contradiction, in a code, in a word, or in the price (measured on 204 KRX rows and
 * some 80 captured payloads). A wrong arrow is worse than a dash, so what can't be decided is dropped.
 *
 * Numbers that agree are shown as the publisher gave them, never recomputed.
 */
export function decidePriceChange(evidence: Evidence, report: Report): PriceChange {
  const { price, change, percent, previousClose, told } = evidence;
  if (change || percent) {
    const way = decideSign(evidence, report);
    return way ? reconcile(evidence, way, report) : UNKNOWN_CHANGE;
  }
  if (evidence.disputed) report('direction', 'direction-contradiction', 'dropped');
  if (!previousClose) return { ...UNKNOWN_CHANGE, direction: told ?? null };
  const move = moveFrom(price, previousClose);
  if (!told || told === move.direction) return move;
  report('direction', 'code-vs-sign', 'dropped');
  return UNKNOWN_CHANGE;
}

/** Which way a price moved, and how that is known. */
interface Way {
  readonly sign: number;
  /** A sign that was written says so, or a word. */
  readonly said: boolean;
  /** The previous close decided between two that say otherwise, and so has to agree with the numbers. */
  readonly judged: boolean;
}

/**
 * The first of: a known word; a minus anywhere; any move at all. Where two signs fight, or a word with a sign, or where numbers
 * without a sign stand beside a field that could have told it and can't be read, only the previous close can tell.
 * undefined where nothing can.
 */
function decideSign(evidence: Evidence, report: Report): Way | undefined {
  const { price, change, percent, previousClose, told, disputed, unreadable, minusAtZero } = evidence;
  const moved = [change, percent].filter((number) => number?.value) as WrittenNumber[];
  const plus = moved.some(({ plus }) => plus);
  const minus = moved.some(({ value }) => value < 0) || (!!minusAtZero && (moved.length > 0 || told === 'up'));
  const numbers = moved[0] ? (minus ? -1 : 1) : 0;
  const word = told && SIGNS[told];
  const fight = disputed
    ? 'direction-contradiction'
    : minus && plus
      ? 'sign-contradiction'
      : word !== undefined && word !== numbers && (minus || plus || !word || (!numbers && change !== undefined))
        ? 'code-vs-sign'
        : '';
  if (fight) {
    const byClose = Math.sign(price - (previousClose ?? price));
    // A word that is left over from another day stands beside no move: then there is none, unless the close denies that, too.
    const sign = numbers && byClose;
    const decided = numbers ? byClose !== 0 : !disputed && byClose !== word;
    report('change', fight, decided ? 'mended' : 'dropped');
    return decided ? { sign, said: false, judged: !!numbers } : undefined;
  }
  // No change is no change, whatever its sign; a percent of 0.00 alone is a rounded one.
  const isKnown = minus || plus || word !== undefined || (!numbers && change !== undefined);
  if (unreadable && !isKnown) {
    const sign = Math.sign(price - (previousClose ?? price));
    const decided = sign !== 0 || (previousClose !== undefined && !numbers);
    report(change ? 'change' : 'changePercent', 'direction-unknown', decided ? 'mended' : 'dropped');
    return decided ? { sign, said: false, judged: numbers !== 0 } : undefined;
  }
  // 14.00 beside −1.03 %: the percent lends its sign. A "+0.00" beside a move has nothing to say.
  if (minus && !word && moved.some(({ value }) => value > 0))
    report(change!.value > 0 ? 'change' : 'changePercent', 'sign-borrowed', 'mended');
  return { sign: word ?? numbers, said: minus || plus || word !== undefined, judged: false };
}

/** Makes one statement of the numbers, given the sign: those that agree stay as they are. */
function reconcile(evidence: Evidence, { sign: way, said, judged }: Way, report: Report): PriceChange {
  const { price, belowZero, change, percent, previousClose, decimals, bare, closeIsKnown } = evidence;
  const dropped = (rule: string): PriceChange => {
    report('change', rule, 'dropped');
    return UNKNOWN_CHANGE;
  };
  const amount = Math.abs(change?.value ?? NaN);
  const points = Math.abs(percent?.value ?? NaN);
  /** What the price moved from, if it moved by what the feed says, and that way. */
  const from = (sign: number): number => (change ? price - sign * amount : price / (1 + (sign * points) / 100));
  const grain = 0.5 * 10 ** -(change ? Math.max(2, change.places) : decimals);
  // Percent points that rounding explains (feeds.md §7.3.3).
  const slack = Math.max(0.02, 0.5 * 10 ** -(percent?.places ?? 9)) + (grain / Math.abs(price || from(way))) * 100;
  const agrees = (of: number, percentage = points): boolean =>
    Math.abs(Math.abs(amount / of) * 100 - percentage) <= slack;
  /** Prices that are the same but for rounding: to the printed place, and Yahoo's to seven digits. */
  const near = (one: number, other: number): boolean =>
    Number.isFinite(one) &&
    Math.abs(one - other) <=
      // How far a percent leaves its base open grows with the fall: −90.00 % of 1000.4 is 100.
      (change ? 1.2 * 10 ** -decimals + Math.abs(price) * 1e-6 : ((one * one) / Math.abs(price)) * (slack / 100));
  const byClose = Math.sign(price - (previousClose ?? NaN));
  let sign = way;
  let base = from(sign);
  let close = previousClose;

  // Some divide by today's price: the mission's own USD/KRW row does.
  if (change && percent && !agrees(base) && !agrees(price)) {
    // The unit of a percent is not for guessing (below 0.02 % it can't be): this tells the publisher, and mends nothing.
    if (agrees(base, points * 100)) report('changePercent', 'percent-looks-like-fraction', 'kept');
    // The previous close says which of the two is right, unless it tells of another direction than was said.
    const supported = close && (!said || byClose === sign);
    const difference = Math.abs(price - (close ?? NaN));
    if (supported && near(difference, amount)) {
      report('changePercent', 'percent-recomputed', 'mended');
      return { ...moveFrom(price, close!), change: byClose * amount || 0 };
    }
    if (supported && Math.abs((difference / Math.abs(close!)) * 100 - points) <= slack) {
      report('change', 'change-recomputed', 'mended');
      return moveFrom(price, close!);
    }
    return dropped('inconsistent-dropped');
  }

  if (close && !near(base, close)) {
    const mirrored = byClose === -sign && near(from(-sign), close);
    if (mirrored && !said && !judged) {
      // The numbers are right, and unsigned: the previous close lends its sign.
      report('change', 'sign-borrowed', 'mended');
      sign = -sign;
      base = close;
    } else if (judged || (byClose !== sign && (mirrored || bare || !change || !percent))) {
      return dropped('sign-contradiction');
    } else {
      // Two numbers agree with each other far more often than with a previous close on another base (Yahoo's BTC-USD).
      if (!closeIsKnown) report('previousClose', 'prev-ignored', 'dropped');
      close = undefined;
    }
  } else if (!change && !points && !said && close) {
    // A percent of 0.00 alone is a rounded one.
    sign = byClose;
  }
  // No positive price comes from a base at zero or below, and none from infinitely high.
  if (!Number.isFinite(base) || (base <= 0 && !(belowZero && change))) return dropped('inconsistent-dropped');

  // What is derived must not have another sign than what is given, which rounding can do.
  const exact = close !== undefined && byClose === sign;
  const derived = moveFrom(price, exact ? close! : base);
  const isTold = percent !== undefined && tellsChange(percent, sign, base, decimals);
  return {
    // `|| 0` because −1 × 0 is −0, and that would be printed with its minus.
    change: change ? sign * amount || 0 : exact ? derived.change : isTold ? round(price - base, decimals) : null,
    changePercent: percent ? sign * points || 0 : derived.changePercent,
    previousClose:
      close !== undefined ? round(close, 8) : change ? round(base, 8) : isTold ? round(base, decimals) : null,
    direction: exactly(sign),
  };
}

/** A percent tells the change of a price that has no more than so many units of its last digit: 5.00, or 500 won. */
const MOST_UNITS = 500;

/**
 * Whether a percent tells a change to one unit of its last digit. −1.56 % of 811.25 leaves 0.08 open, and so tells none.
 *
 * A JSON number has lost its zeros and many sources cut them, so the decimals that a percent has in one tick say little: it
 * counts as rounded to one, which leaves 0.001 of the base open. The base decides, which is the same all day and, as a whole
 * number of units, never in doubt, so that no number comes and goes. Rounding weighs double after a fall by half.
 */
function tellsChange({ value, places }: WrittenNumber, sign: number, base: number, decimals: number): boolean {
  return places > 0 && sign * Math.abs(value) >= -50 && Math.round(base * 10 ** decimals) <= MOST_UNITS;
}

const SIGNS = { up: 1, flat: 0, down: -1 } as const;

const exactly = (sign: number): Direction => (sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat');

/** The move from one price to another. Never divides by zero or less (AFRAF came with a previous close of 0). */
function moveFrom(price: number, base: number): PriceChange {
  return {
    change: round(price - base, 8),
    changePercent: base > 0 ? round((price / base - 1) * 100, 8) : null,
    previousClose: round(base, 8),
    direction: exactly(price - base),
  };
}
