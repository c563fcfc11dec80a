import { decidePriceChange } from './decide-price-change.js';
import { combineDirections, parseDirection, type ParsedDirection } from './parse-direction.js';
import { createFieldParser, parseLimit } from './parse-fields.js';
import { MAX_NUMBER_LENGTH } from './parse-number.js';
import { parseSignedNumber, type SignedNumber } from './parse-signed-number.js';
import { UNKNOWN_CHANGE, type PriceChange } from './price-change.js';
import type { Direction, Kind, Limit, Quote, ReportIssue } from './quote.js';
import type { RawItem } from './raw-feed.js';

/**
 * The known quote of an item, with null in every field that an update removes. These values are used for the fields
 * that the update omits.
 */
export type KeptValues = { readonly [K in keyof Quote]: Quote[K] | null };

export interface ParsedPrice {
  readonly value: number | null;
  /** The direction stated by a word, glyph or sign next to the price. A sign counts only if `signInPrice` is true. */
  readonly parsedDirection?: ParsedDirection | undefined;
}

/**
 * Whether a price of this kind can be negative. Interest rates sometimes are negative, and the oil price was in April
 * 2020. An index is never negative.
 */
export const canBeNegative = (kind: Kind): boolean => kind === 'rate' || kind === 'commodity' || kind === 'future';

/** Returns the factor of a numeric field of an item, based on the units that the adapter specifies. */
export function getFactor({ fields, fraction, scale = 1, factor }: RawItem, name: string): number {
  const ownFactor = factor?.[name] ?? 1;
  if (name !== 'changePercent') return scale * ownFactor;
  // A number with a percent sign is not a fraction.
  const raw = fields[name];
  const hasPercentSign = typeof raw === 'string' && raw.includes('%');
  return fraction && !hasPercentSign ? 100 * ownFactor : ownFactor;
}

/** Parses the fields of an item that describe its price change, and decides the change and the limit. */
export function parsePriceChange(
  item: RawItem,
  { value: price, parsedDirection, kind, decimals }: ParsedPrice & Pick<Quote, 'kind' | 'decimals'>,
  kept: KeptValues | undefined,
  report: ReportIssue,
): PriceChange & Pick<Quote, 'limit'> {
  const { fields } = item;
  const parseField = createFieldParser(fields, report);
  const parseNumberOf = (name: string) => (raw: unknown) => parseSignedNumber(raw, getFactor(item, name), item.decimal);
  const mayBeNegative = canBeNegative(kind);
  const givenClose = parseField('previousClose', parseNumberOf('previousClose'))?.value;
  // A previous close of zero is dropped, because no percent can be computed from it. Yahoo's AFRAF had such a previous
  // close. A negative previous close is dropped unless prices of this kind can be negative.
  const isUsable = givenClose !== undefined && (givenClose > 0 || (mayBeNegative && givenClose < 0));
  if (givenClose !== undefined && !isUsable) report('previousClose', 'prev-not-positive', 'dropped');
  const direction = parseField('direction', parseDirection);
  const change = parseField('change', numberOrWordParser(parseNumberOf('change')));
  const percent = parseField('changePercent', numberOrWordParser(parseNumberOf('changePercent')));
  const limit = parseField('limit', parseLimit);
  if (price === null || decimals === null) return { ...UNKNOWN_CHANGE, limit: null };

  // If the direction field means "flat", a sign before the price is ignored, because that sign may belong to the last
  // tick.
  const directionOfPrice = item.signInPrice && direction?.direction === 'flat' ? undefined : parsedDirection;
  const directions = [direction, directionOfPrice, change?.parsedDirection, percent?.parsedDirection].filter(
    (entry) => entry !== undefined,
  );
  const numbers = [change?.number, percent?.number];
  const isSigned = directions.length > 0 || numbers.some((number) => number && (number.hasPlus || number.value < 0));
  // The limit determines the direction if no sign, word or glyph states it. If the limit contradicts a sign, word or
  // glyph, the limit is assumed to be wrong.
  const stated: ParsedDirection | undefined =
    limit && !isSigned ? { direction: LIMIT_DIRECTIONS[limit], limit } : combineDirections(directions);

  const isUnsignedText = !isSigned && [fields.change, fields.changePercent].some((raw) => typeof raw === 'string');
  // If an update contains a price but no change, percent or previous close, the known previous close is used. A change
  // or percent in an update is checked against the known previous close only if the sign may have been omitted. Any
  // other change or percent is not checked, because correct numbers of a new day would contradict the previous close of
  // the day before.
  const hasNumbers = fields.change != null || fields.changePercent != null;
  const mayLackSign = isUnsignedText || (item.needsDirection === true && !isSigned);
  const usesEarlierClose = !isUsable && (hasNumbers ? mayLackSign : fields.previousClose == null);
  const earlierClose = usesEarlierClose ? (kept?.previousClose ?? undefined) : undefined;
  const priceChange = decidePriceChange(
    {
      price,
      mayBeNegative,
      change: change?.number,
      percent: percent?.number,
      previousClose: isUsable ? givenClose : earlierClose,
      isEarlierClose: usesEarlierClose,
      direction: stated?.direction,
      hasConflictingDirections: directions.length > 0 && !stated,
      hasUnreadableSign:
        (item.needsDirection ? !direction : fields.direction != null && !direction) ||
        (fields.change != null && !change) ||
        (fields.changePercent != null && !percent) ||
        (fields.limit != null && !limit),
      isUnsignedText,
      hasNegativeZero:
        (change !== undefined && isNegativeZero(fields.change)) ||
        (percent !== undefined && isNegativeZero(fields.changePercent)),
      decimals,
    },
    report,
  );
  return { ...priceChange, limit: checkLimit(limit, stated?.limit, priceChange.direction, report) };
}

/** The direction of a price that has reached a limit. */
export const LIMIT_DIRECTIONS: Readonly<Record<Limit, 'up' | 'down'>> = { upper: 'up', lower: 'down' };

/**
 * Returns the limit that the price has reached, or null if no limit is stated. Returns null and reports an issue if the
 * limit contradicts the direction, or if the limit field and a word in another field name different limits. If the
 * direction is unknown, it contradicts nothing, so null is returned without an issue.
 *
 * @param given the limit in the limit field
 * @param ofWord the limit that a word in another field names
 */
function checkLimit(
  given: Limit | undefined,
  ofWord: Limit | undefined,
  direction: Direction | null,
  report: ReportIssue,
): Limit | null {
  const limit = ofWord ?? given;
  if (!limit) return null;
  if (direction === LIMIT_DIRECTIONS[limit] && (given === undefined || given === limit)) return limit;
  if (direction !== null) report('limit', 'limit-contradiction', 'dropped');
  return null;
}

/**
 * Returns whether `raw` is a zero with a minus sign of any kind, such as `-0.00`. The caller has checked that `raw` can
 * be parsed as a number.
 */
const isNegativeZero = (raw: unknown): boolean =>
  typeof raw === 'string'
    ? /^\(*[-\u2010-\u2015\u2212\uFE63\uFF0D]\.*0[0.]*%?\)*$/.test(raw.slice(0, MAX_NUMBER_LENGTH).replace(/\s/g, ''))
    : Object.is(raw, -0);

/** A parsed change or percent. It contains a number, the direction that a word or glyph states, or both. */
interface NumberOrWord {
  readonly number?: SignedNumber;
  readonly parsedDirection?: ParsedDirection;
}

/**
 * Creates a parser for a number or for a word that replaces the number (`보합`, `상한`). A word states the direction. A
 * word for "flat" also means zero.
 */
const numberOrWordParser =
  (parseNumber: (raw: unknown) => SignedNumber | undefined) =>
  (raw: unknown): NumberOrWord | undefined => {
    const number = parseNumber(raw);
    if (number) {
      const { parsedDirection, value } = number;
      if (!parsedDirection) return { number };
      // `보합 14.00` is rejected, because the word means "flat" and the number is not zero.
      return parsedDirection.direction === 'flat' && value !== 0 ? undefined : { number, parsedDirection };
    }
    const parsedDirection = parseDirection(raw);
    if (!parsedDirection) return undefined;
    if (parsedDirection.direction !== 'flat') return { parsedDirection };
    return { parsedDirection, number: { value: 0, hasPlus: false, places: 0 } };
  };
