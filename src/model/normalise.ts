import { readDirection } from './direction.js';
import { decideMovement, UNKNOWN } from './movement.js';
import type { Delay, Feed, Issue, IssueAction, Kind, MarketState, Name, Quote, Source } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';
import { readNumber, type WrittenNumber } from './read-number.js';
import { readText } from './read-text.js';
import { readTime } from './read-time.js';

/** Limits of one feed (contract §4): over a limit is an issue, never a hang. */
export const LIMITS = { items: 500, name: 80, id: 64, unit: 16, notice: 200, trend: 64, languages: 50 } as const;

/** What a reader may need beside the raw value. */
interface Context {
  readonly now: number;
  readonly item: Partial<RawItem>;
  /** Adds an issue about the field that is being read, or about a named one. */
  readonly report: (rule: string, action: IssueAction, field?: string) => void;
}

/** Reads one field; undefined when it is not what it should be. */
type Read<T> = (raw: unknown, context: Context) => T | undefined;

const oneOf =
  <T extends string>(...allowed: T[]): Read<T> =>
  (raw) =>
    allowed.find((word) => word === raw);

const text =
  (longest: number): Read<string> =>
  (raw, { report }) =>
    readText(typeof raw === 'number' ? `${raw}` : raw, longest, () => report('text-mended', 'mended'));

const numberFrom =
  (least: number, most: number): Read<number> =>
  (raw) => {
    const value = readNumber(raw)?.value ?? NaN;
    return value >= least && value <= most ? value : undefined;
  };

const amount: Read<WrittenNumber> = (raw, { item: { scale = 1 } }) => scaled(readNumber(raw), scale);

/**
 * An address that is safe in an `href`: http or https once it is resolved. It is parsed, never matched: the URL
 * parser drops tabs and newlines, so `java\nscript:` is a scheme that a pattern would miss.
 */
const url: Read<string> = (raw) => {
  if (typeof raw !== 'string' || raw.length > 2048) return undefined;
  const base = 'https://relative.invalid';
  return URL.canParse(raw, base) && /^https?:$/.test(new URL(raw, base).protocol) ? raw.trim() : undefined;
};

const time: Read<number> = (raw, { now, item: { zone }, report }) => {
  const read = readTime(raw, zone);
  if (read === undefined || read <= now + 5 * 60_000) return read;
  report('future-time', 'mended');
  return now;
};

const name: Read<Name> = (raw, context) => {
  if (typeof raw !== 'object' || raw === null) return text(LIMITS.name)(raw, context);
  // Own entries only, one by one: a `__proto__` key in the payload must stay a key, and a language it is not.
  const names = Object.entries(raw)
    .slice(0, LIMITS.languages)
    .map(([language, value]) => [language, text(LIMITS.name)(value, context)])
    .filter(([language, value]) => value && /^[a-z]{2,3}(-[a-z\d]+)*$/i.test(language!));
  return names[0] && (Object.fromEntries(names) as Record<string, string>);
};

const source: Read<Source> = (raw, context) => {
  const { name, url: address } = raw as { name?: unknown; url?: unknown };
  const read = text(LIMITS.name)(name, context);
  return read && { name: read, url: url(address, context) ?? null };
};

const trend: Read<readonly number[]> = (raw) => {
  const numbers = Array.isArray(raw) ? raw.slice(-LIMITS.trend).map((entry) => readNumber(entry)?.value) : [undefined];
  return numbers.includes(undefined) ? undefined : (numbers as number[]);
};

const shared = {
  state: oneOf<MarketState>('pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown'),
  delay: ((raw, context) => (raw === 'eod' ? raw : numberFrom(0, 2880)(raw, context))) as Read<Delay>,
  source,
};

const ENVELOPE = { ...shared, generatedAt: time, ttl: numberFrom(1, 86_400), notice: text(LIMITS.notice) };

const currency: Read<string> = (raw) => (/^[A-Z]{3,5}$/.test(raw as string) ? (raw as string) : undefined);

const ITEM = {
  ...shared,
  id: text(LIMITS.id),
  name,
  kind: oneOf<Kind>('index', 'fx', 'commodity', 'crypto', 'equity', 'rate', 'other'),
  price: amount,
  change: amount,
  changePercent: ((raw, { item }) => scaled(readNumber(raw), item.fraction ? 100 : 1)) as Read<WrittenNumber>,
  previousClose: amount,
  direction: readDirection as Read<NonNullable<Quote['direction']>>,
  decimals: ((raw, context) => {
    const value = numberFrom(0, 8)(raw, context);
    return Number.isInteger(value) ? value : undefined;
  }) as Read<number>,
  base: currency,
  quote: currency,
  per: ((raw) => [1, 100, 1000].find((per) => per === raw)) as Read<number>,
  unit: text(LIMITS.unit),
  asOf: time,
  url,
  trend,
};

type Values<T> = { [K in keyof T]: T[K] extends Read<infer V> ? V | null : never };

/** Reads the fields of a table. What is missing is null; what is unreadable is null and reported. */
function readAll<T extends Record<string, Read<unknown>>>(
  table: T,
  fields: Readonly<Record<string, unknown>>,
  context: Omit<Context, 'report'>,
  report: (field: string, rule: string, action: IssueAction) => void,
): Values<T> {
  const read = ([name, reader]: [string, Read<unknown>]): [string, unknown] => {
    const raw = fields[name] ?? null;
    const value = raw === null ? raw : reader(raw, { ...context, report: (rule, action) => report(name, rule, action) });
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
  const report = (path: string, value: unknown, rule: string, action: IssueAction): void => void issues.push({ path, value, rule, action });
  const envelope = readAll(ENVELOPE, fields, { now, item: { zone } }, (name, rule, action) => report(name, fields[name], rule, action));
  const refused = issues.some(({ action }) => action === 'refused');
  const quotes = new Map<string, Quote>();
  for (const item of refused ? [] : items.slice(0, LIMITS.items)) {
    const about = (name: string, rule: string, action: IssueAction): void => report(`${item.path}.${name}`, item.fields[name], rule, action);
    const quote = readItem(item, envelope, now, about);
    if (quote && quotes.has(quote.id)) about('id', 'duplicate-id', 'skipped');
    else if (quote) quotes.set(quote.id, quote);
  }
  if (items.length > LIMITS.items) report('items', items.length, 'too-many-items', 'skipped');
  // A feed of which nothing can be shown is a failure that happens to be JSON: the last good data stay.
  if (!refused && !quotes.size) report('', undefined, 'no-items', 'refused');
  return { ...envelope, quotes: [...quotes.values()], issues };
}

function readItem(
  item: RawItem,
  envelope: Values<typeof shared>,
  now: number,
  report: (field: string, rule: string, action: IssueAction) => void,
): Quote | undefined {
  const { fields } = item;
  const read = readAll(ITEM, fields, { now, item }, report);
  const { id, price: written, decimals: own } = read;
  const value = written?.value ?? 0;
  if (id === null) return void report('id', 'no-id', 'skipped');
  const pair = /^([A-Z]{3})\/([A-Z]{3})$/.exec(id);
  const kind = read.kind ?? (pair ? 'fx' : 'other');
  const quote = read.quote ?? pair?.[2] ?? null;
  const signed = kind === 'rate' || kind === 'commodity';
  // An index below zero is a row that is not what it says it is.
  if (value < 0 && !signed && !item.signInPrice) return void report('price', 'negative-price', 'skipped');
  const price = item.signInPrice ? Math.abs(value) : value;
  // Oil was below zero in April 2020. 0 is how several APIs say "unknown symbol" with status 200 (Finnhub).
  if (written && price <= 0 && kind !== 'rate') report('price', 'price-not-positive', signed ? 'kept' : 'dropped');
  const shown = written !== null && (price > 0 || signed);
  const decimals = own ?? defaultDecimals(kind, quote, price);
  return {
    ...read,
    id,
    name: read.name ?? id,
    kind,
    price: shown ? price : null,
    ...(shown ? readMovement(read, item, kind, price, decimals, report) : UNKNOWN),
    decimals,
    base: read.base ?? pair?.[1] ?? null,
    quote,
    per: read.per ?? 1,
    state: read.state ?? envelope.state,
    delay: fields.delay === null ? null : (read.delay ?? envelope.delay),
    source: read.source ?? envelope.source,
    trend: read.trend ?? [],
  };
}

function readMovement(
  { price: written, change, changePercent: percent, previousClose: before, direction }: Values<typeof ITEM>,
  { signInPrice }: RawItem,
  kind: Kind,
  price: number,
  decimals: number,
  report: (field: string, rule: string, action: IssueAction) => void,
): ReturnType<typeof decideMovement> {
  const previousClose = before && before.value > 0 ? before.value : null;
  // Never divide by it: AFRAF came with 0.
  if (before && !previousClose) report('previousClose', 'previous-close-not-positive', 'dropped');
  const told = direction ?? (signInPrice && written!.sign ? (written!.sign === '-' ? 'down' : 'up') : null);
  const movement = decideMovement({ price, change, percent, previousClose, told, decimals }, report);
  // Shown all the same: KOSPI has moved by 6 %. Most often it is a wrong scale.
  const limit = kind === 'index' ? 15 : kind === 'fx' ? 5 : Infinity;
  if (Math.abs(movement.changePercent ?? 0) > limit) report('changePercent', 'suspicious-move', 'kept');
  return movement;
}

/**
 * Decimal places by kind (contract §3). They come from the kind and not from the text, because half of the sources cut
 * trailing zeros (Eximbank `"1,192.8"`).
 */
function defaultDecimals(kind: Kind, quote: string | null, price: number): number {
  if (kind === 'rate') return 3;
  if (kind === 'fx') return quote === 'KRW' || quote === 'JPY' ? 2 : 4;
  return kind === 'crypto' && price < 1 ? 6 : 2;
}

function scaled(number: WrittenNumber | undefined, factor: number): WrittenNumber | undefined {
  if (!number || factor === 1) return number;
  // 15 digits: 0.0127 * 100 is 1.27, not 1.2699999999999998.
  const value = Number((number.value * factor).toPrecision(15));
  return { ...number, value, places: Math.max(0, number.places - Math.round(Math.log10(factor))) };
}
