import { keptDecimals, markWorkedOut, usualDecimals } from './decimals.js';
import * as read from './parse-fields.js';
import type { Report } from './price-change.js';
import type { Feed, Kind, Quote } from './quote.js';
import type { RawItem } from './raw-feed.js';
import type { ParsedDirection } from './parse-direction.js';
import { canBeBelowZero, factorOf, parsePriceChange, type Known, type Price } from './parse-price-change.js';
import { parseSignedNumber } from './parse-signed-number.js';

/** Beyond these a move is possible, and most often a wrong scale. KOSPI has moved by 6 % (captured). In percent. */
const SUSPICIOUS: Readonly<Partial<Record<Kind, number>>> = { index: 15, fx: 5 };

/** What says something only together with a price. */
const OF_A_PRICE = ['change', 'changePercent', 'previousClose', 'direction', 'limit'];

/**
 * Reads one item. What is missing has its default or the feed's value; what is there and can't be read is unknown, never a
 * default (docs/reading.md has the table).
 *
 * @param known for a partial update, by id, what is known already
 * @returns the id of an item that is removed; undefined for one that can't be shown
 */
export function parseItem(
  item: RawItem,
  envelope: Pick<Feed, 'state' | 'delay' | 'source'>,
  now: number,
  report: Report,
  known?: ReadonlyMap<string, Quote>,
): Quote | string | undefined {
  const { fields, zone } = item;
  const field = read.fieldReader(fields, report);
  const id = read.id(fields.id, (rule) => report('id', rule, 'mended'));
  // Only an update can remove what is shown; in a whole feed the item is not there, which is no fault.
  if (fields.removed === true) return id;
  if (!id) return void report('id', 'no-id', 'skipped');
  /** The value of a field: read, `unknown` where it is there and can't be read, `missing` where it is not there. */
  const valueOf = <T>(name: string, how: read.FieldParser<T & {}>, unknown: T, missing: T): T =>
    fields[name] == null ? missing : (field(name, how) ?? unknown);

  const before = known?.get(id);
  // Of what an update calls null there is none any more; of what it does not say, there is.
  const old = before && withNulls(before, fields);
  const per = fields.per == null ? (old?.per ?? 1) : read.per(fields.per, () => undefined);
  // A price for an amount that nobody knows is no price.
  if (per === undefined) return void report('per', 'unusual-amount', 'skipped');
  const [, from = null, to = null] = /^([A-Z]{3,5})\/([A-Z]{3,5})$/.exec(id) ?? [];
  const base = valueOf('base', read.currency, from, old?.base ?? from);
  const quote = valueOf('quote', read.currency, to, old?.quote ?? to);
  const kind = kindOf(valueOf('kind', read.kind, 'other', old?.kind ?? null), base, quote);
  // An update that says nothing of the price is not about the numbers; one that does says all of the movement anew.
  const rests = before && fields.price === undefined;
  const price = rests ? { value: before.price } : readPrice(item, kind, report);
  if (!price) return undefined;
  if (rests) for (const name of OF_A_PRICE) if (fields[name] != null) report(name, 'no-price', 'dropped');
  const given = field('decimals', read.decimals) ?? null;
  const usual = price.value === null ? null : usualDecimals(kind, quote, price.value);
  const decimals = given ?? keptDecimals(old?.decimals ?? null, usual, price.value);
  const movement = rests
    ? { ...before, limit: old?.limit ?? null }
    : parsePriceChange(item, { ...price, kind, decimals }, old, report);
  if (Math.abs(movement.changePercent ?? 0) > (SUSPICIOUS[kind] ?? Infinity))
    report('changePercent', 'suspicious-move', 'kept');
  const { change, changePercent, previousClose, direction, limit } = movement;
  const result: Quote = {
    id,
    name: field('name', read.name) ?? old?.name ?? id,
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
    unit: valueOf('unit', read.text(16), null, old?.unit ?? null),
    asOf: field('asOf', read.timeUntil(now, zone)) ?? (rests ? (old?.asOf ?? null) : null),
    state: valueOf('state', read.state, 'unknown', old?.state ?? envelope.state),
    // null says that it is not known, whatever the feed's is.
    delay: fields.delay === null ? null : valueOf('delay', read.delay, null, old?.delay ?? envelope.delay),
    source: valueOf('source', read.source, null, old?.source ?? envelope.source),
    url: valueOf('url', read.url, null, old?.url ?? null),
    trend: valueOf('trend', read.trend(factorOf(item, 'price'), item.decimal), [], old?.trend ?? []),
  };
  return given === null ? markWorkedOut(result) : result;
}

const withNulls = (quote: Quote, fields: RawItem['fields']): Known => ({
  ...quote,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value === null)),
});

/** The kind as given; a pair of currencies that is called `other`, or that has no readable kind, is a rate of exchange. */
function kindOf(given: Kind | null, base: string | null, quote: string | null): Kind {
  if (given === null) return base && quote ? 'fx' : 'other';
  return given === 'other' && isCurrency(base) && isCurrency(quote) ? 'fx' : given;
}

let currencies: ReadonlySet<string> | undefined;

/** Whether a code is a currency of ISO 4217, by the platform's list. It is asked for only where a pair is called something else. */
function isCurrency(code: string | null): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return code !== null && currencies.has(code);
}

/** @returns undefined for a price that its kind can't have, and that is reported */
function readPrice(item: RawItem, kind: Kind, report: Report): Price | undefined {
  const raw = item.fields.price;
  const number = parseSignedNumber(raw, factorOf(item, 'price'), item.decimal);
  if (item.signInPrice && number) {
    const sign = number.plus ? 'up' : number.value < 0 ? 'down' : undefined;
    return withValue(Math.abs(number.value), kind, report, number.said ?? (sign && { direction: sign }));
  }
  if (number?.said) return withValue(Math.abs(number.value), kind, report, number.said);
  if (number && number.value < 0) {
    if (!canBeBelowZero(kind)) return void report('price', 'negative-price', 'skipped');
    if (kind !== 'rate') report('price', 'negative-price', 'kept');
  }
  if (raw === null) return { value: null };
  return withValue(number?.value, kind, report);
}

/** 0 is how several APIs say "unknown symbol" with status 200 (Finnhub); null is how this feed says "no value now". */
function withValue(value: number | undefined, kind: Kind, report: Report, said?: ParsedDirection): Price {
  if (value || (kind === 'rate' && value === 0)) return { value, said };
  report('price', 'no-price', 'dropped');
  return { value: null };
}
