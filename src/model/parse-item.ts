import { chooseDecimals, defaultDecimals, markDerivedDecimals } from './decimals.js';
import type { ParsedDirection } from './parse-direction.js';
import {
  createFieldParser,
  parseCurrency,
  parseDecimals,
  parseDelay,
  parseId,
  parseKind,
  parseName,
  parsePer,
  parseSource,
  parseState,
  parseUrl,
  textParser,
  timeParser,
  trendParser,
  type FieldParser,
} from './parse-fields.js';
import { canBeNegative, getFactor, parsePriceChange, type KeptValues, type ParsedPrice } from './parse-price-change.js';
import type { WrittenNumber } from './parse-number.js';
import { parseSignedNumber } from './parse-signed-number.js';
import type { Feed, Kind, Quote, ReportIssue } from './quote.js';
import type { RawItem } from './raw-feed.js';

/**
 * The percent change, by kind, above which a rise or fall is reported as suspicious. Such changes are possible, but
 * most of them are caused by a wrong scale. The value for indices is well above the 6 % that KOSPI moved in one day in
 * a captured payload.
 */
const SUSPICIOUS_PERCENT: Readonly<Partial<Record<Kind, number>>> = { index: 15, fx: 5 };

/** The fields that have no meaning without a price. */
const FIELDS_OF_A_PRICE = ['change', 'changePercent', 'previousClose', 'direction', 'limit'];

/**
 * Parses one item. In a partial update, a missing field keeps the value that is known for the item. As an exception,
 * the fields of the change and the as-of time are not kept if the update contains a price. If no value is known, the
 * state, delay and source get the value of the envelope, and the other fields get their defaults. A field that cannot
 * be parsed never gets a default that looks like a real value (docs/reading.md lists the result for each field).
 *
 * @param known the known quotes by id, if the payload is a partial update
 * @returns the quote; the id alone if the item is marked as removed; undefined if the item cannot be shown
 */
export function parseItem(
  item: RawItem,
  envelope: Pick<Feed, 'state' | 'delay' | 'source'>,
  now: number,
  report: ReportIssue,
  known?: ReadonlyMap<string, Quote>,
): Quote | string | undefined {
  const { fields, zone } = item;
  const id = parseId(fields.id, (rule) => report('id', rule, 'mended'));
  // Only an update can remove an item. In a full feed, an item that is marked as removed is left out without an issue.
  if (fields.removed === true) return id;
  if (id === undefined) {
    report('id', 'no-id', 'skipped');
    return undefined;
  }
  const parseField = createFieldParser(fields, report);
  /**
   * Returns the parsed field; `missing` if the field is missing or null; `unreadable` if the field cannot be parsed.
   */
  const parseOr = <T>(name: string, parse: FieldParser<T & {}>, unreadable: T, missing: T): T =>
    fields[name] == null ? missing : (parseField(name, parse) ?? unreadable);

  const before = known?.get(id);
  const kept = before && withoutRemoved(before, fields);
  const per = fields.per == null ? (kept?.per ?? 1) : parsePer(fields.per, () => undefined);
  // If the number of units that the price applies to is unknown, the price has no meaning. The item is then skipped.
  if (per === undefined) {
    report('per', 'unusual-amount', 'skipped');
    return undefined;
  }
  const [, baseOfId = null, quoteOfId = null] = /^([A-Z]{3,5})\/([A-Z]{3,5})$/.exec(id) ?? [];
  const base = parseOr('base', parseCurrency, baseOfId, kept?.base ?? baseOfId);
  const quote = parseOr('quote', parseCurrency, quoteOfId, kept?.quote ?? quoteOfId);
  const kind = decideKind(parseOr('kind', parseKind, 'other', kept?.kind ?? null), base, quote);

  // If an update omits the price of an item, the price and its change are kept. Otherwise both are replaced, even if
  // the new price is null.
  const keepsPrice = before && fields.price === undefined;
  const price = keepsPrice ? { value: before.price } : parsePrice(item, kind, report);
  if (!price) return undefined;
  if (keepsPrice) {
    for (const name of FIELDS_OF_A_PRICE) if (fields[name] != null) report(name, 'no-price', 'dropped');
  }
  const givenDecimals = parseField('decimals', parseDecimals) ?? null;
  const byDefault = price.value === null ? null : defaultDecimals(kind, quote, price.value);
  const decimals = givenDecimals ?? chooseDecimals(kept?.decimals ?? null, byDefault, price.value);
  const { change, changePercent, previousClose, direction, limit } = keepsPrice
    ? { ...before, limit: kept?.limit ?? null }
    : parsePriceChange(item, { ...price, kind, decimals }, kept, report);
  if (Math.abs(changePercent ?? 0) > (SUSPICIOUS_PERCENT[kind] ?? Infinity))
    report('changePercent', 'suspicious-move', 'kept');

  const parsed: Quote = {
    id,
    name: parseField('name', parseName) ?? kept?.name ?? id,
    kind,
    price: price.value,
    change,
    changePercent,
    previousClose,
    direction,
    limit,
    decimals,
    base,
    quote,
    per,
    unit: parseOr('unit', textParser(16), null, kept?.unit ?? null),
    asOf: parseField('asOf', timeParser(now, zone)) ?? (keepsPrice ? (kept?.asOf ?? null) : null),
    state: parseOr('state', parseState, 'unknown', kept?.state ?? envelope.state),
    // A delay of null means that the delay of the item is unknown, even if the feed has a delay.
    delay: fields.delay === null ? null : parseOr('delay', parseDelay, null, kept?.delay ?? envelope.delay),
    source: parseOr('source', parseSource, null, kept?.source ?? envelope.source),
    url: parseOr('url', parseUrl, null, kept?.url ?? null),
    icon: parseOr('icon', parseUrl, null, kept?.icon ?? null),
    trend: parseOr('trend', trendParser(getFactor(item, 'price'), item.decimal), [], kept?.trend ?? []),
  };
  return givenDecimals === null ? markDerivedDecimals(parsed) : parsed;
}

/**
 * Returns the known quote with null in every field that is null in the update, because a null in an update removes the
 * known value.
 */
const withoutRemoved = (quote: Quote, fields: RawItem['fields']): KeptValues => ({
  ...quote,
  ...Object.fromEntries(
    Object.keys(quote)
      .filter((name) => fields[name] === null)
      .map((name) => [name, null]),
  ),
});

/**
 * Decides the kind of an item. If the feed contains no kind, an item with both `base` and `quote` is an exchange rate.
 * If the kind is `other` or cannot be parsed, the item is an exchange rate only if both codes are ISO 4217 currencies.
 */
function decideKind(given: Kind | null, base: string | null, quote: string | null): Kind {
  if (given === null) return base !== null && quote !== null ? 'fx' : 'other';
  return given === 'other' && isCurrency(base) && isCurrency(quote) ? 'fx' : given;
}

let currencies: ReadonlySet<string> | undefined;

/**
 * Whether a code is an ISO 4217 currency according to the list of the JavaScript engine. The set is created at the
 * first call, because only items with the kind `other` are checked and most pages contain no such item.
 */
function isCurrency(code: string | null): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return code !== null && currencies.has(code);
}

/**
 * Parses a price. Reports an issue and returns undefined if the price is negative and prices of its kind cannot be
 * negative. If `signInPrice` is true, the sign belongs to the day's change and is returned as a direction instead.
 */
function parsePrice(item: RawItem, kind: Kind, report: ReportIssue): ParsedPrice | undefined {
  const raw = item.fields.price;
  const number = parseSignedNumber(raw, getFactor(item, 'price'), item.decimal);
  if (raw === null) return { value: null };
  if (!number) return checkPrice(undefined, kind, report);

  const amount = Math.abs(number.value);
  if (item.signInPrice) {
    return checkPrice(amount, kind, report, number.parsedDirection ?? directionOfSign(number));
  }
  if (number.parsedDirection) return checkPrice(amount, kind, report, number.parsedDirection);
  if (number.value < 0) {
    if (!canBeNegative(kind)) {
      report('price', 'negative-price', 'skipped');
      return undefined;
    }
    if (kind !== 'rate') report('price', 'negative-price', 'kept');
  }
  return checkPrice(number.value, kind, report);
}

/** A price below this is printed as 0 even with eight decimals, the most that a price gets. */
const MIN_PRICE = 5e-9;

/** Returns the direction of a written sign, or undefined if the number was written without a sign. */
function directionOfSign({ hasPlus, value }: WrittenNumber): ParsedDirection | undefined {
  if (hasPlus) return { direction: 'up' };
  return value < 0 ? { direction: 'down' } : undefined;
}

/**
 * Returns a price. Returns null and reports an issue if the price could not be parsed, or if it would print as 0 and the
 * item is not a rate. A price of 0 is rejected because several APIs, such as Finnhub's, respond to an unknown symbol with
 * a price of 0 and status 200. In the canonical feed format (the project's own JSON format), a missing price is null.
 */
function checkPrice(
  value: number | undefined,
  kind: Kind,
  report: ReportIssue,
  parsedDirection?: ParsedDirection,
): ParsedPrice {
  if (value !== undefined && (Math.abs(value) >= MIN_PRICE || kind === 'rate')) return { value, parsedDirection };
  report('price', 'no-price', 'dropped');
  return { value: null };
}
