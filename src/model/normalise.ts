import { readDirection } from './direction.js';
import { decideMovement, UNKNOWN, type Report } from './movement.js';
import type { Delay, Feed, Issue, IssueAction, Kind, MarketState, Name, Quote, Source } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';
import { readNumber, type WrittenNumber } from './read-number.js';
import { readText } from './read-text.js';
import { readTime } from './read-time.js';

/** Limits of one feed (contract §4): over a limit is an issue, never a hang. */
const MOST_ITEMS = 500;
const LONGEST_NAME = 80;
const LONGEST_TREND = 64;

/** What a reader may need beside the raw value. */
interface Context {
  readonly now: number;
  readonly item: Partial<RawItem>;
  /** To say that the value was mended. */
  readonly mended: (rule: string) => void;
}

/** Reads one field; undefined or null when it is not what it should be. */
type Read<T> = (raw: unknown, context: Context) => T | null | undefined;

const oneOf =
  <T>(...allowed: T[]): Read<T> =>
  (raw) =>
    allowed.find((word) => word === raw);

const text =
  (longest: number): Read<string> =>
  (raw, { mended }) =>
    readText(raw, longest, () => mended('text-mended'));

const numberIn =
  (least: number, most: number): Read<number> =>
  (raw) => {
    const value = readNumber(raw)?.value ?? NaN;
    return value >= least && value <= most ? value : null;
  };

const amount: Read<WrittenNumber> = (raw, { item }) => scaled(readNumber(raw), item.scale ?? 1);

/**
 * An address that is safe in an `href`: http or https once it is resolved. It is parsed, never matched: the URL
 * parser drops tabs and newlines, so `java\nscript:` is a scheme that a pattern would miss.
 */
const url: Read<string> = (raw) => {
  const base = 'http://a';
  const safe = typeof raw === 'string' && URL.canParse(raw, base) && /^https?:$/.test(new URL(raw, base).protocol);
  return safe ? raw : null;
};

const time: Read<number> = (raw, { now, item, mended }) => {
  const read = readTime(raw, item.zone);
  if (read === undefined || read <= now + 5 * 60_000) return read;
  mended('future-time');
  return now;
};

const name: Read<Name> = (raw, context) => {
  const read = text(LONGEST_NAME);
  if (!isObject(raw)) return read(raw, context);
  // Own entries only, one by one, and only languages: a `__proto__` key in the payload stays out.
  const names = Object.entries(raw).flatMap(([language, value]) => {
    const name = /^[a-z]{2,3}\b[-\w]*$/i.test(language) && read(value, context);
    return name ? [[language, name]] : [];
  });
  return names[0] && (Object.fromEntries(names) as Record<string, string>);
};

const source: Read<Source> = (raw, context) => {
  const { name, url: address } = raw as Record<string, unknown>;
  const read = text(LONGEST_NAME)(name, context);
  return read ? { name: read, url: url(address, context) ?? null } : null;
};

const trend: Read<readonly number[]> = (raw) => {
  const numbers = Array.isArray(raw) && raw.slice(-LONGEST_TREND).map((entry) => readNumber(entry)?.value);
  return numbers && !numbers.includes(undefined) ? (numbers as number[]) : null;
};

const currency: Read<string> = (raw) => (/^[A-Z]{3,5}$/.test(raw as string) ? (raw as string) : null);

const shared = {
  state: oneOf<MarketState>('pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown'),
  delay: ((raw, context) => (raw === 'eod' ? raw : numberIn(0, 2880)(raw, context))) as Read<Exclude<Delay, null>>,
  source,
};

const ENVELOPE = { ...shared, generatedAt: time, ttl: numberIn(1, 86_400), notice: text(200) };

const ITEM = {
  ...shared,
  id: ((raw, context) => text(64)(typeof raw === 'number' ? `${raw}` : raw, context)) as Read<string>,
  name,
  kind: oneOf<Kind>('index', 'fx', 'commodity', 'crypto', 'equity', 'rate', 'other'),
  price: amount,
  change: amount,
  changePercent: ((raw, { item }) => scaled(readNumber(raw), item.fraction ? 100 : 1)) as Read<WrittenNumber>,
  previousClose: amount,
  direction: readDirection as Read<NonNullable<Quote['direction']>>,
  decimals: oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8),
  base: currency,
  quote: currency,
  per: oneOf(1, 100, 1000),
  unit: text(16),
  asOf: time,
  url,
  trend,
};

type Values<T> = { [K in keyof T]: T[K] extends Read<infer V> ? V | null : never };

/** Reads the fields of a table. What is missing is null; what is unreadable is null and reported. */
function readAll<T extends Record<string, Read<unknown>>>(
  table: T,
  fields: RawItem['fields'],
  now: number,
  item: Partial<RawItem>,
  report: Report,
): Values<T> {
  const read = ([name, reader]: [string, Read<unknown>]): [string, unknown] => {
    const raw = fields[name] ?? null;
    const value = raw === null ? raw : (reader(raw, { now, item, mended: (rule) => report(name, rule, 'mended') }) ?? undefined);
    if (value === undefined) report(name, 'unreadable', 'dropped');
    return [name, value ?? null];
  };
  return Object.fromEntries(Object.entries(table).map(read)) as Values<T>;
}

/**
 * Turns picked fields into quotes. The one place where rules live: adapters only pick. Never throws; what breaks a
 * rule becomes an issue, and the rest of the feed is read.
 *
 * @param now epoch milliseconds; times from the future are held against it
 */
export function normalise({ fields, zone, items, issues: before = [] }: RawFeed, now: number): Feed {
  const issues: Issue[] = [...before];
  const reportAt =
    (path: string, values: RawItem['fields']): Report =>
    (field, rule, action: IssueAction) =>
      void issues.push({ path: path + field, value: values[field], rule, action });
  const report = reportAt('', fields);
  const envelope = readAll(ENVELOPE, fields, now, { zone }, report);
  const quotes = new Map<string, Quote>();
  for (const item of items.slice(0, MOST_ITEMS)) {
    const about = reportAt(`${item.path}.`, item.fields);
    const quote = readItem(item, envelope, now, about);
    if (quote && quotes.has(quote.id)) about('id', 'duplicate-id', 'skipped');
    else if (quote) quotes.set(quote.id, quote);
  }
  if (items.length > MOST_ITEMS) report('items', 'too-many-items', 'skipped');
  // A feed of which nothing can be shown is a failure that happens to be JSON: the last good data stay.
  if (!quotes.size) report('items', 'no-items', 'refused');
  return { ...envelope, quotes: [...quotes.values()], issues };
}

function readItem(item: RawItem, envelope: Values<typeof shared>, now: number, report: Report): Quote | undefined {
  const { fields, signInPrice } = item;
  const read = readAll(ITEM, fields, now, item, report);
  const { id, price: written, change, changePercent: percent, previousClose: before } = read;
  if (!id) return void report('id', 'no-id', 'skipped');
  const pair = /^([A-Z]{3})\/([A-Z]{3})$/.exec(id);
  const { kind = pair ? 'fx' : 'other', base = pair?.[1] ?? null, quote = pair?.[2] ?? null } = defined(read);
  const value = written?.value ?? 0;
  const price = signInPrice ? Math.abs(value) : value;
  // Rates are below zero at times, and oil was in April 2020; an index below zero is not what it says it is.
  const signed = kind === 'rate' || kind === 'commodity';
  if (price < 0 && !signed) return void report('price', 'negative-price', 'skipped');
  // 0 is how several APIs say "unknown symbol" with status 200 (Finnhub).
  const shown = written && (price || kind === 'rate');
  if (written && price <= 0 && kind !== 'rate') report('price', 'price-not-positive', shown ? 'kept' : 'dropped');
  const decimals =
    // They come from the kind and not from the text: half of the sources cut trailing zeros (Eximbank `"1,192.8"`).
    read.decimals ??
    (kind === 'rate' ? 3 : kind === 'fx' && !/KRW|JPY/.test(quote!) ? 4 : kind === 'crypto' && price < 1 ? 6 : 2);
  // Never divide by it: AFRAF came with 0.
  const previousClose = before && before.value > 0 ? before.value : null;
  if (before && !previousClose) report('previousClose', 'previous-close-not-positive', 'dropped');
  const told = read.direction ?? (signInPrice && written?.sign ? (written.sign === '-' ? 'down' : 'up') : null);
  const movement = shown ? decideMovement({ price, change, percent, previousClose, told, decimals }, report) : UNKNOWN;
  // Shown all the same: KOSPI has moved by 6 %. Most often it is a wrong scale.
  if (Math.abs(movement.changePercent!) > (kind === 'index' ? 15 : kind === 'fx' ? 5 : Infinity)) {
    report('changePercent', 'suspicious-move', 'kept');
  }
  return {
    ...read,
    id,
    name: read.name ?? id,
    kind,
    price: shown ? price : null,
    ...movement,
    decimals,
    base,
    quote,
    per: read.per ?? 1,
    state: read.state ?? envelope.state,
    delay: fields.delay === null ? null : (read.delay ?? envelope.delay),
    source: read.source ?? envelope.source,
    trend: read.trend ?? [],
  };
}

/** Without its nulls, so that defaults apply. */
const defined = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function scaled(number: WrittenNumber | undefined, factor: number): WrittenNumber | undefined {
  // 15 digits: 0.0127 * 100 is 1.27, not 1.2699999999999998.
  return number && { ...number, value: Number((number.value * factor).toPrecision(15)), places: number.places - Math.round(Math.log10(factor)) };
}
