import { keptDecimals, markWorkedOut, usualDecimals } from './decimals.js';
import * as read from './fields.js';
import { decideMovement, UNKNOWN, type Movement, type Report } from './movement.js';
import type { Feed, Kind, Limit, Quote } from './quote.js';
import type { RawItem } from './raw-feed.js';
import { agreed, readDirection, type SaidDirection } from './read-direction.js';
import { readSignedNumber, type SignedNumber } from './read-signed-number.js';

/** Beyond these a move is possible, and most often a wrong scale. KOSPI has moved by 6 % (captured). In percent. */
const SUSPICIOUS: Readonly<Partial<Record<Kind, number>>> = { index: 15, fx: 5 };

/** What says something only together with a price. */
const OF_A_PRICE = ['change', 'changePercent', 'previousClose', 'direction', 'limit'];

/** A quote that is known, with null for what the update calls null. */
type Known = { readonly [K in keyof Quote]: Quote[K] | null };

/**
 * Reads one item. What is missing has its default or the feed's value; what is there and can't be read is unknown, never a
 * default (docs/reading.md has the table).
 *
 * @param known for a partial update, by id, what is known already
 * @returns the id of an item that is removed; undefined for one that can't be shown
 */
export function readItem(
  item: RawItem,
  envelope: Pick<Feed, 'state' | 'delay' | 'source'>,
  now: number,
  report: Report,
  known?: ReadonlyMap<string, Quote>,
): Quote | string | undefined {
  const { fields, zone } = item;
  const field = read.fieldsOf(fields, report);
  const id = read.id(fields.id, (rule) => report('id', rule, 'mended'));
  // Only an update can remove what is shown; in a whole feed the item is not there, which is no fault.
  if (fields.removed === true) return id;
  if (!id) return void report('id', 'no-id', 'skipped');
  /** The value of a field: read, `unknown` where it is there and can't be read, `missing` where it is not there. */
  const valueOf = <T>(name: string, how: read.Read<T & {}>, unknown: T, missing: T): T =>
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
    : readMovement(item, { ...price, kind, decimals }, old, report);
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

interface Price {
  readonly value: number | null;
  /** What the price says of the move: by the sign before it, where its source puts it there, or by a word or glyph. */
  readonly said?: SaidDirection | undefined;
}

/** Rates are below zero at times, and oil was in April 2020; an index below zero is not what it says it is. */
const canBeBelowZero = (kind: Kind): boolean => kind === 'rate' || kind === 'commodity' || kind === 'future';

/** @returns undefined for a price that its kind can't have, and that is reported */
function readPrice(item: RawItem, kind: Kind, report: Report): Price | undefined {
  const raw = item.fields.price;
  const number = readSignedNumber(raw, factorOf(item, 'price'), item.decimal);
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
function withValue(value: number | undefined, kind: Kind, report: Report, said?: SaidDirection): Price {
  if (value || (kind === 'rate' && value === 0)) return { value, said };
  report('price', 'no-price', 'dropped');
  return { value: null };
}

function factorOf({ fields, fraction, scale = 1, factor }: RawItem, name: string): number {
  const own = factor?.[name] ?? 1;
  if (name !== 'changePercent') return scale * own;
  // A percent sign that is written says that it is no fraction.
  const raw = fields[name];
  return fraction && !(typeof raw === 'string' && raw.includes('%')) ? 100 * own : own;
}

/** Reads what an item says of its move, and decides it. */
function readMovement(
  item: RawItem,
  { value: price, said, kind, decimals }: Price & Pick<Quote, 'kind' | 'decimals'>,
  old: Known | undefined,
  report: Report,
): Movement & Pick<Quote, 'limit'> {
  const { fields } = item;
  const field = read.fieldsOf(fields, report);
  const readAs = (name: string) => (raw: unknown) => readSignedNumber(raw, factorOf(item, name), item.decimal);
  const previousClose = field('previousClose', readAs('previousClose'))?.value;
  const belowZero = canBeBelowZero(kind);
  // Never divide by it: AFRAF came with 0.
  const isUsable = previousClose !== undefined && (previousClose > 0 || (belowZero && previousClose < 0));
  if (previousClose !== undefined && !isUsable) report('previousClose', 'prev-not-positive', 'dropped');
  const direction = field('direction', readDirection);
  const change = field('change', moveOf(readAs('change')));
  const percent = field('changePercent', moveOf(readAs('changePercent')));
  const limit = field('limit', read.limit);
  if (price === null || decimals === null) return { ...UNKNOWN, limit: null };
  // The sign before a price says less than the word "flat": it may be that of the tick.
  const byPrice = item.signInPrice && direction?.direction === 'flat' ? undefined : said;
  const signs = [direction, byPrice, change?.said, percent?.said].filter((sign) => sign !== undefined);
  const numbers = [change?.number, percent?.number];
  const isSigned = signs.length > 0 || numbers.some((number) => number && (number.plus || number.value < 0));
  // A limit tells the direction of numbers without a sign; beside one that contradicts it, it is the limit that is wrong.
  const told = limit && !isSigned ? { direction: LIMITS[limit], limit } : agreed(signs);
  const isBare = !isSigned && ['change', 'changePercent'].some((name) => typeof fields[name] === 'string');
  // What an update does not say has not changed. Beside numbers that tell their own sign the close is not asked: a new day begins
  // with numbers that fight yesterday's.
  const isAlone = ['change', 'changePercent', 'previousClose'].every((name) => fields[name] == null);
  const closeIsKnown =
    !isUsable && fields.previousClose == null && (isAlone || isBare || (!!item.needsDirection && !isSigned));
  const movement = decideMovement(
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
  readonly said?: SaidDirection;
}

/** A word in place of a number (`보합`, `상한`) tells the direction; a flat one tells the number, too. */
const moveOf =
  (readNumber: (raw: unknown) => SignedNumber | undefined) =>
  (raw: unknown): Move | undefined => {
    const number = readNumber(raw);
    // `보합 14.00` contradicts itself.
    if (number?.said?.direction === 'flat' && number.value !== 0) return undefined;
    if (number) return { number, ...(number.said && { said: number.said }) };
    const said = readDirection(raw);
    if (said?.direction !== 'flat') return said && { said };
    return { said, number: { value: 0, plus: false, places: 0 } };
  };
