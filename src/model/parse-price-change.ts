import * as read from './parse-fields.js';
import { decidePriceChange, UNKNOWN_CHANGE, type PriceChange, type Report } from './price-change.js';
import type { Kind, Limit, Quote } from './quote.js';
import type { RawItem } from './raw-feed.js';
import { agreedDirection, parseDirection, type ParsedDirection } from './parse-direction.js';
import { parseSignedNumber, type SignedNumber } from './parse-signed-number.js';

/** A quote that is known, with null for what the update calls null. */
export type Known = { readonly [K in keyof Quote]: Quote[K] | null };

/** The price of an item, as it was read. */
export interface Price {
  readonly value: number | null;
  /** What the price says of the move: by the sign before it, where its source puts it there, or by a word or glyph. */
  readonly said?: ParsedDirection | undefined;
}

/** Rates are below zero at times, and oil was in April 2020; an index below zero is not what it says it is. */
export const canBeBelowZero = (kind: Kind): boolean => kind === 'rate' || kind === 'commodity' || kind === 'future';

/** What a number of an item is multiplied with, by the units that its adapter knows. */
export function factorOf({ fields, fraction, scale = 1, factor }: RawItem, name: string): number {
  const own = factor?.[name] ?? 1;
  if (name !== 'changePercent') return scale * own;
  // A percent sign that is written says that it is no fraction.
  const raw = fields[name];
  return fraction && !(typeof raw === 'string' && raw.includes('%')) ? 100 * own : own;
}

/** Reads what an item says of its move, and decides it. */
export function parsePriceChange(
  item: RawItem,
  { value: price, said, kind, decimals }: Price & Pick<Quote, 'kind' | 'decimals'>,
  old: Known | undefined,
  report: Report,
): PriceChange & Pick<Quote, 'limit'> {
  const { fields } = item;
  const field = read.fieldReader(fields, report);
  const readAs = (name: string) => (raw: unknown) => parseSignedNumber(raw, factorOf(item, name), item.decimal);
  const previousClose = field('previousClose', readAs('previousClose'))?.value;
  const belowZero = canBeBelowZero(kind);
  // Never divide by it: AFRAF came with 0.
  const isUsable = previousClose !== undefined && (previousClose > 0 || (belowZero && previousClose < 0));
  if (previousClose !== undefined && !isUsable) report('previousClose', 'prev-not-positive', 'dropped');
  const direction = field('direction', parseDirection);
  const change = field('change', moveOf(readAs('change')));
  const percent = field('changePercent', moveOf(readAs('changePercent')));
  const limit = field('limit', read.limit);
  if (price === null || decimals === null) return { ...UNKNOWN_CHANGE, limit: null };
  // The sign before a price says less than the word "flat": it may be that of the tick.
  const byPrice = item.signInPrice && direction?.direction === 'flat' ? undefined : said;
  const signs = [direction, byPrice, change?.said, percent?.said].filter((sign) => sign !== undefined);
  const numbers = [change?.number, percent?.number];
  const isSigned = signs.length > 0 || numbers.some((number) => number && (number.plus || number.value < 0));
  // A limit tells the direction of numbers without a sign; beside one that contradicts it, it is the limit that is wrong.
  const told = limit && !isSigned ? { direction: LIMITS[limit], limit } : agreedDirection(signs);
  const isBare = !isSigned && ['change', 'changePercent'].some((name) => typeof fields[name] === 'string');
  // An update that gives nothing but a price leaves the known close as it was. One with numbers is held against it only where
  // they don't tell their own sign: a new day begins with numbers that fight yesterday's close.
  const hasNumbers = fields.change != null || fields.changePercent != null;
  const isUnsigned = isBare || (item.needsDirection === true && !isSigned);
  const closeIsKnown = !isUsable && (hasNumbers ? isUnsigned : fields.previousClose == null);
  const movement = decidePriceChange(
    {
      price,
      belowZero,
      change: change?.number,
      percent: percent?.number,
      previousClose: isUsable ? previousClose : closeIsKnown ? (old?.previousClose ?? undefined) : undefined,
      closeIsKnown,
      told: told?.direction,
      disputed: signs.length > 0 && !told,
      unreadable:
        (item.needsDirection ? !direction : fields.direction != null && !direction) ||
        (fields.change != null && !change) ||
        (fields.changePercent != null && !percent) ||
        (fields.limit != null && !limit),
      bare: isBare,
      minusAtZero: ['change', 'changePercent'].some((name) => isMinusZero(fields[name])),
      decimals,
    },
    report,
  );
  const atLimit = told?.limit ?? limit ?? null;
  const isTrue = atLimit === null || (movement.direction === LIMITS[atLimit] && (limit ?? atLimit) === atLimit);
  // Where the direction is not known there is nothing that the limit contradicts.
  if (!isTrue && movement.direction !== null) report('limit', 'limit-contradiction', 'dropped');
  return { ...movement, limit: isTrue ? atLimit : null };
}

/** `-0.00`, with any minus. Whether it is a zero at all is told by the number beside it. */
const isMinusZero = (raw: unknown): boolean =>
  typeof raw === 'string'
    ? /^[(\s]*[-\u2010-\u2015\u2212\uFE63\uFF0D][\s0.]*0[\s0.]*%?[)\s]*$/.test(raw.slice(0, 40))
    : Object.is(raw, -0);

const LIMITS: Readonly<Record<Limit, 'up' | 'down'>> = { upper: 'up', lower: 'down' };

/** A change or percent: its number, and what a word in its place says where there is no number. */
interface Move {
  readonly number?: SignedNumber;
  readonly said?: ParsedDirection;
}

/** A word in place of a number (`보합`, `상한`) tells the direction; a flat one tells the number, too. */
const moveOf =
  (readNumber: (raw: unknown) => SignedNumber | undefined) =>
  (raw: unknown): Move | undefined => {
    const number = readNumber(raw);
    // `보합 14.00` contradicts itself.
    if (number?.said?.direction === 'flat' && number.value !== 0) return undefined;
    if (number) return { number, ...(number.said && { said: number.said }) };
    const said = parseDirection(raw);
    if (said?.direction !== 'flat') return said && { said };
    return { said, number: { value: 0, plus: false, places: 0 } };
  };
