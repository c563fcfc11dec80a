import * as read from './fields.js';
import { isRefused } from './is-refused.js';
import { decideMovement, UNKNOWN, type Report } from './movement.js';
import type { Feed, Issue, Quote } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';
import { readDirection } from './read-direction.js';
import { readNumber } from './read-number.js';

/** Of one feed (contract §4): over a limit is an issue, never a hang. */
export const MOST_ITEMS = 500;
const MOST_ISSUES = 1000;

/** Beyond these a move is possible, and most often a wrong scale. KOSPI has moved by 6 % (captured). In percent. */
const SUSPICIOUS: Readonly<Partial<Record<Quote['kind'], number>>> = { index: 15, fx: 5 };

/**
 * Turns picked fields into quotes. The one place where rules live: adapters only pick. Never throws; what breaks a
 * rule becomes an issue, and the rest of the feed is read.
 *
 * @param now epoch milliseconds; times from the future are held against it
 * @param known for a partial update, by id, what is known already: an item need not say again what has not changed
 */
export function normalise(
  { fields, items, zone, issues: found = [] }: RawFeed,
  now: number,
  known?: ReadonlyMap<string, Quote>,
): Feed {
  const issues: Issue[] = found.slice(0, MOST_ISSUES);
  const reportAt =
    (path: string, values: RawItem['fields']): Report =>
    (field, rule, action) => {
      if (issues.length < MOST_ISSUES || action === 'refused')
        issues.push({ path: path + field, value: values[field], rule, action });
    };
  const report = reportAt('', fields);
  const field = read.fieldsOf(fields, report);
  const envelope = {
    generatedAt: field('generatedAt', read.timeUntil(now, zone)) ?? null,
    ttl: field('ttl', read.ttl) ?? null,
    delay: field('delay', read.delay) ?? null,
    state: field('state', read.state) ?? null,
    source: field('source', read.source) ?? null,
    notice: field('notice', read.text(200)) ?? null,
  };
  // Ids come from outside: in a Map `__proto__` is one like another.
  const quotes = new Map<string, Quote>();
  const removed: string[] = [];
  for (const item of items.slice(0, MOST_ITEMS)) {
    const about = reportAt(item.path && `${item.path}.`, item.fields);
    const quote = readItem(item, envelope, now, about, known);
    if (typeof quote === 'string') removed.push(quote);
    else if (!quote) continue;
    else if (quotes.has(quote.id)) about('id', 'duplicate-id', 'skipped');
    else quotes.set(quote.id, quote);
  }
  if (items.length > MOST_ITEMS) report('items', 'too-many-items', 'skipped');
  // A feed of which nothing can be shown is a failure that happens to be JSON: the last good data stay.
  if (!quotes.size && !known && !isRefused(found)) report('items', 'no-items', 'refused');
  const gone = Object.keys(envelope).filter((name) => fields[name] === null);
  return { ...envelope, quotes: [...quotes.values()], ...(known && { removed, gone }), issues };
}

/** @returns the id of an item that is taken away; undefined for one that can't be shown */
function readItem(
  { fields, fraction, scale = 1, factor, decimal, signInPrice, zone }: RawItem,
  envelope: Pick<Feed, 'state' | 'delay' | 'source'>,
  now: number,
  report: Report,
  known?: ReadonlyMap<string, Quote>,
): Quote | string | undefined {
  const field = read.fieldsOf(fields, report);
  const factorOf = (name: string): number =>
    (name === 'changePercent' ? (fraction ? 100 : 1) : scale) * (factor?.[name] ?? 1);
  const number = (name: string): ReturnType<typeof readNumber> =>
    field(name, (raw) => readNumber(raw, factorOf(name), decimal));
  const id = read.id(fields.id, (rule) => report('id', rule, 'mended'));
  // Taken away is the stream's word, and no fault in a whole feed.
  if (fields.removed === true) return id;
  if (!id) return void report('id', 'no-id', 'skipped');
  const before = known?.get(id);
  // Of what an update calls null there is none any more; of what it does not say, there is.
  const nulls = Object.entries(fields).filter(([, value]) => value === null);
  const old = before && ({ ...before, ...Object.fromEntries(nulls) } as { [K in keyof Quote]: Quote[K] | null });
  const [, from = null, to = null] = /^([A-Z]{3,5})\/([A-Z]{3,5})$/.exec(id) ?? [];
  const base = field('base', read.currency) ?? old?.base ?? from;
  const quote = field('quote', read.currency) ?? old?.quote ?? to;
  const kind = field('kind', read.kind) ?? old?.kind ?? (base && quote ? 'fx' : 'other');
  // Rates are below zero at times, and oil was in April 2020; an index below zero is not what it says it is.
  const belowZero = kind === 'rate' || kind === 'commodity';
  // An update that says nothing of the price is not about the numbers; one that does says all of the movement anew.
  const rests = before && fields.price === undefined;
  const written = readNumber(fields.price, factorOf('price'), decimal);
  const value = written && signInPrice ? Math.abs(written.value) : written?.value;
  if (value! < 0 && !belowZero) return void report('price', 'negative-price', 'skipped');
  // 0 is how several APIs say "unknown symbol" with status 200 (Finnhub); null is how this feed says "no value now".
  const price = rests ? before.price : value || (kind === 'rate' && value === 0) ? value : null;
  if (price === null && fields.price !== null && !rests) report('price', 'no-price', 'dropped');
  else if (price! < 0 && kind === 'commodity') report('price', 'negative-price', 'kept');
  if (rests)
    for (const name of ['change', 'changePercent']) if (fields[name] != null) report(name, 'no-price', 'dropped');
  // Not from the text: half of the sources cut trailing zeros (Eximbank's `"1,192.8"`).
  const decimals = field('decimals', read.decimals) ?? old?.decimals ?? decimalsFor(kind, quote, price);
  const previousClose = number('previousClose');
  // Never divide by it: AFRAF came with 0.
  const usable = previousClose && (previousClose.value > 0 || (belowZero && previousClose.value < 0));
  if (previousClose && !usable) report('previousClose', 'prev-not-positive', 'dropped');
  const told = field('direction', readDirection);
  const sign = signInPrice && (written?.plus ? 'up' : (written?.value ?? 0) < 0 ? 'down' : undefined);
  const evidence = {
    belowZero,
    change: number('change'),
    percent: number('changePercent'),
    // A new day begins with numbers that fight yesterday's close.
    previousClose: usable
      ? previousClose.value
      : fields.change == null && fields.changePercent == null
        ? (old?.previousClose ?? undefined)
        : undefined,
    told: told ?? (sign || undefined),
    decimals,
  };
  const movement = rests ? before : price === null ? UNKNOWN : decideMovement({ ...evidence, price }, report);
  if (Math.abs(movement.changePercent!) > SUSPICIOUS[kind]!) report('changePercent', 'suspicious-move', 'kept');
  return {
    id,
    name: field('name', read.name) ?? old?.name ?? id,
    kind,
    price,
    change: movement.change,
    changePercent: movement.changePercent,
    previousClose: movement.previousClose,
    direction: movement.direction,
    decimals,
    base,
    quote,
    per: field('per', read.per) ?? old?.per ?? 1,
    unit: field('unit', read.text(16)) ?? old?.unit ?? null,
    asOf: field('asOf', read.timeUntil(now, zone)) ?? (rests ? old!.asOf : null),
    state: field('state', read.state) ?? old?.state ?? envelope.state,
    // null says that it is not known, whatever the feed's is.
    delay: fields.delay === null ? null : (field('delay', read.delay) ?? old?.delay ?? envelope.delay),
    source: field('source', read.source) ?? old?.source ?? envelope.source,
    url: field('url', read.url) ?? old?.url ?? null,
    trend: field('trend', read.trend) ?? old?.trend ?? [],
  };
}

/** As is usual for what it is. Below a tenth there are as many as four digits of it need: 0.0000381 is not 0.0000. */
function decimalsFor(kind: Quote['kind'], quote: string | null, price: number | null): number {
  if (kind === 'rate') return 3;
  const won = /KRW|JPY/.test(quote!);
  const small = price! < 0.1 ? Math.min(8, 3 - Math.floor(Math.log10(price!))) : 0;
  const usual = kind === 'fx' && !won ? 4 : kind !== 'crypto' ? 2 : price! < 1 ? 6 : won && price! >= 1000 ? 0 : 2;
  return Math.max(usual, small || 0);
}
