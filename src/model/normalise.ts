import { decideMovement, UNKNOWN, type Report } from './movement.js';
import type { Delay, Direction, Feed, Issue, Kind, MarketState, Name, Quote } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';
import { readNumber } from './read-number.js';
import { readText } from './read-text.js';
import { readTime } from './read-time.js';

/** Limits of one feed (contract §4): over a limit is an issue, never a hang. */
const MOST_ITEMS = 500;
const LONGEST_NAME = 80;

const KINDS: readonly Kind[] = ['index', 'fx', 'commodity', 'crypto', 'equity', 'rate', 'other'];
const STATES: readonly MarketState[] = ['pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown'];
const DIRECTIONS: readonly Direction[] = ['up', 'down', 'flat'];

const oneOf =
  <T>(allowed: readonly T[]) =>
  (raw: unknown): T | undefined =>
    allowed.find((word) => word === raw);

const notNegative = (raw: unknown): number | undefined => {
  const value = readNumber(raw)?.value;
  return value! >= 0 ? value : undefined;
};

const currency = (raw: unknown): string | undefined =>
  typeof raw === 'string' && /^[A-Z]{3}$/.test(raw) ? raw : undefined;

function readName(raw: unknown): Name | undefined {
  if (typeof raw !== 'object') return readText(raw, LONGEST_NAME);
  // Own entries only, one by one, and only languages: a `__proto__` key in the payload stays out.
  const names = Object.entries(raw!).flatMap(([language, value]) => {
    const name = /^[a-z]{2,3}\b/i.test(language) && readText(value, LONGEST_NAME);
    return name ? [[language, name]] : [];
  });
  return names[0] && (Object.fromEntries(names) as Record<string, string>);
}

const readDelay = (raw: unknown): Delay | undefined => (raw === 'eod' ? raw : notNegative(raw));

/** Reads a time that is not in the future: a feed whose clock is ahead must not look fresh for longer. */
const pastBy =
  (now: number) =>
  (raw: unknown): number | undefined => {
    const time = readTime(raw);
    return time && Math.min(time, now);
  };

/** Reads one field of a record; undefined when it is missing, or when it is not what it should be, which is reported. */
type Field = <T>(name: string, read: (raw: unknown) => T | undefined) => T | undefined;

function fieldsOf(fields: RawItem['fields'], report: Report): Field {
  return (name, read) => {
    const raw = fields[name] ?? undefined;
    const value = raw === undefined ? raw : read(raw);
    if (value !== raw && value === undefined) report(name, 'unreadable', 'dropped');
    return value;
  };
}

/**
 * Turns picked fields into quotes. The one place where rules live: adapters only pick. Never throws; what breaks a
 * rule becomes an issue, and the rest of the feed is read.
 *
 * @param now epoch milliseconds; times from the future are held against it
 */
export function normalise({ fields, items, issues: before = [] }: RawFeed, now: number): Feed {
  const issues: Issue[] = [...before];
  const reportAt =
    (path: string, values: RawItem['fields']): Report =>
    (field, rule, action) =>
      void issues.push({ path: path + field, value: values[field], rule, action });
  const report = reportAt('', fields);
  const field = fieldsOf(fields, report);
  const past = pastBy(now);
  const envelope = {
    generatedAt: field('generatedAt', past) ?? null,
    ttl: field('ttl', notNegative) ?? null,
    delay: field('delay', readDelay) ?? null,
    state: field('state', oneOf(STATES)) ?? null,
  };
  const quotes = new Map<string, Quote>();
  for (const item of items.slice(0, MOST_ITEMS)) {
    const about = reportAt(`${item.path}.`, item.fields);
    const quote = readItem(item.fields, envelope, now, about);
    if (!quote) continue;
    if (quotes.has(quote.id)) about('id', 'duplicate-id', 'skipped');
    else quotes.set(quote.id, quote);
  }
  if (items.length > MOST_ITEMS) report('items', 'too-many-items', 'skipped');
  // A feed of which nothing can be shown is a failure that happens to be JSON: the last good data stay.
  if (!quotes.size) report('items', 'no-items', 'refused');
  return { ...envelope, quotes: [...quotes.values()], issues };
}

function readItem(
  fields: RawItem['fields'],
  envelope: Pick<Feed, 'state' | 'delay'>,
  now: number,
  report: Report,
): Quote | undefined {
  const field = fieldsOf(fields, report);
  const id = readText(fields.id, 64);
  if (!id) return void report('id', 'no-id', 'skipped');
  const [, from = null, to = null] = /^([A-Z]{3})\/([A-Z]{3})$/.exec(id) ?? [];
  const kind = field('kind', oneOf(KINDS)) ?? (to ? 'fx' : 'other');
  const quote = field('quote', currency) ?? to;
  const given = field('price', readNumber)?.value;
  // Rates are below zero at times, and oil was in April 2020; an index below zero is not what it says it is.
  if (given! < 0 && !/rate|commodity/.test(kind)) return void report('price', 'negative-price', 'skipped');
  // 0 is how several APIs say "unknown symbol" with status 200 (Finnhub).
  const price = given === undefined || (!given && kind !== 'rate') ? null : given;
  // Not from the text: half of the sources cut trailing zeros (Eximbank `"1,192.8"`).
  const byKind = kind === 'rate' ? 3 : kind === 'fx' && !/KRW|JPY/.test(quote!) ? 4 : 2;
  const decimals = field('decimals', oneOf([0, 1, 2, 3, 4, 5, 6, 7, 8])) ?? byKind;
  const evidence = {
    change: field('change', readNumber),
    percent: field('changePercent', readNumber),
    // Never divide by 0: AFRAF came with it.
    previousClose: field('previousClose', notNegative) || undefined,
    told: field('direction', oneOf(DIRECTIONS)),
    decimals,
  };
  return {
    id,
    name: field('name', readName) ?? id,
    kind,
    price,
    ...(price !== null ? decideMovement({ ...evidence, price }, report) : UNKNOWN),
    decimals,
    base: field('base', currency) ?? from,
    quote,
    asOf: field('asOf', pastBy(now)) ?? null,
    state: field('state', oneOf(STATES)) ?? envelope.state,
    delay: field('delay', readDelay) ?? envelope.delay,
  };
}
