import { isOlder, sameQuote, sameValue } from './keep-newest.js';
import { ENVELOPE } from './merge-updates.js';
import { isLater, markAsMoment } from './parse-time.js';
import type { Feed, Issue, Quote, Source } from './quote.js';
import { MAX_ITEMS } from './raw-feed.js';

/** What is known about one source. */
export interface SourceValues {
  /** The name of the source in the result and in issues. It is unique. */
  readonly name: string;
  /** The last good response; undefined before the first one. */
  readonly feed: Feed | undefined;
  /** When the last good response arrived, in epoch ms. */
  readonly receivedAt: number | undefined;
  /** Whether the last good response is recent enough for the polling interval of the source. */
  readonly isFresh: boolean;
}

export interface MergeOptions {
  /** The ids of the items in the feed, in display order. Default: all ids of all sources, in the order of the sources. */
  readonly items?: readonly string[] | undefined;
  /** The source that the feed names for all items. Default: null. */
  readonly source?: Source | null;
  /** The text next to the quotes. Default: the notices of the sources in use, or null. */
  readonly notice?: string | null;
  /** The shortest polling interval of the sources in s. Default: null. */
  readonly ttl?: number | null;
  /** The current time in epoch ms. */
  readonly now: number;
  /** The last result, if any. Without it, the feed can go back in time. */
  readonly before?: MergedSources | undefined;
}

export interface MergedSources {
  readonly feed: Feed;
  /** The name of the source that each item is taken from, by id. */
  readonly origins: ReadonlyMap<string, string>;
  /** The ids in `items` that no source has. */
  readonly missing: readonly string[];
}

/** A quote of an item, and the source that has it. */
interface Candidate {
  readonly quote: Quote;
  readonly origin: SourceValues;
}

/**
 * Merges the values of several sources into one feed. A pure function. Each item is taken from one source as a whole:
 *
 * - The first source with a fresh price is used.
 * - Without a fresh price, the newest of the last good prices is used, and the first of them if their times do not show
 *   which is newer.
 * - The price never goes back in time. If the last good price of a preferred source, or the price of the last result, is
 *   certainly newer than that of the chosen source, it is kept, with its age, until the source has caught up.
 * - A price that is null is shown only if no source has a price.
 *
 * An item without an as-of time gets the time at which the response of its source arrived, so that the item ages if the
 * source fails. While no trade is possible, this is the time at which its values arrived for the first time.
 *
 * The market state of a source that is no longer fresh is `unknown`, whatever it was: an open market may have closed
 * since, and a closed one may have opened. Readers then see the age of the price, but no uncertain state.
 *
 * `generatedAt` is the time at which the content has last changed, so unchanged content is the same text. Two sources
 * whose fresh prices of an item differ by more than 20 % are reported as an issue.
 *
 * @param sources the sources, the preferred ones first
 */
export function mergeSources(sources: readonly SourceValues[], options: MergeOptions): MergedSources {
  const { source = null, ttl = null, now, before } = options;
  const candidates = findCandidates(sources);
  const ids = options.items ?? [...candidates.keys()];
  const knownQuotes = new Map(before?.feed.quotes.map((quote) => [quote.id, quote]));
  const chosen = ids.flatMap((id) => {
    const old = knownQuotes.get(id);
    const found = candidates.get(id)?.map((candidate) => complete(candidate, old, now));
    return found ? [choose(found, old && { quote: old, origin: originOf(old, sources, before) }, now)] : [];
  });
  const shown = chosen.slice(0, MAX_ITEMS);
  const quotes = shown.map(({ quote }) => quote);
  const issues = shown.flatMap(({ quote, origin }, index) =>
    findDisagreement(quote, origin, candidates.get(quote.id) ?? [], `items[${index}].price`),
  );
  if (chosen.length > MAX_ITEMS)
    issues.push({ path: 'items', value: chosen.length, rule: 'too-many-items', action: 'skipped' });
  const feed: Feed = {
    quotes,
    issues,
    generatedAt: markAsMoment(now),
    ttl,
    delay: commonValue(quotes.map(({ delay }) => delay)),
    state: commonValue(quotes.map(({ state }) => state)),
    source,
    notice: options.notice ?? noticesOf(shown.map(({ origin }) => origin.feed)),
  };
  return {
    feed: keepGeneratedAt(before?.feed, feed),
    origins: new Map(shown.map(({ quote, origin }) => [quote.id, origin.name])),
    missing: ids.filter((id) => !candidates.has(id)),
  };
}

/** Returns all quotes by id, those of preferred sources first. */
function findCandidates(sources: readonly SourceValues[]): Map<string, Candidate[]> {
  const candidates = new Map<string, Candidate[]>();
  for (const origin of sources) {
    for (const quote of origin.feed?.quotes ?? []) {
      const others = candidates.get(quote.id);
      if (others) others.push({ quote, origin });
      else candidates.set(quote.id, [{ quote, origin }]);
    }
  }
  return candidates;
}

/** Returns the source of a quote of the last result. A source that no longer exists is not fresh. */
function originOf(quote: Quote, sources: readonly SourceValues[], before: MergedSources | undefined): SourceValues {
  const name = before?.origins.get(quote.id) ?? '';
  const gone: SourceValues = { name, feed: undefined, receivedAt: undefined, isFresh: false };
  return sources.find((source) => source.name === name) ?? gone;
}

/** The states in which trades change the price, or may do so. */
const TRADING: ReadonlySet<Quote['state']> = new Set(['open', 'auction', 'unknown', null]);

/** Returns a candidate with the state and the as-of time that it has now. */
function complete({ quote, origin }: Candidate, old: Quote | undefined, now: number): Candidate {
  const current = withCurrentState(quote, origin);
  if (quote.asOf !== null || quote.price === null || origin.receivedAt === undefined) return { quote: current, origin };
  const mayTrade = quote.delay !== 'eod' && TRADING.has(quote.state);
  if (!mayTrade && old && sameQuote({ ...current, asOf: old.asOf }, old)) return { quote: old, origin };
  return { quote: { ...current, asOf: markAsMoment(Math.min(origin.receivedAt, now)) }, origin };
}

const withCurrentState = (quote: Quote, { isFresh }: SourceValues): Quote =>
  isFresh || quote.state === null ? quote : { ...quote, state: 'unknown' };

/** Chooses the candidate that is shown. There is at least one. */
function choose(candidates: readonly Candidate[], old: Candidate | undefined, now: number): Candidate {
  const priced = candidates.filter(({ quote }) => quote.price !== null);
  const usable = priced.length > 0 ? priced : candidates;
  const fresh = usable.findIndex(({ origin }) => origin.isFresh);
  // If a source is fresh, only the sources before it are preferred to it. Otherwise, each one may have the newest price.
  const inOrder = fresh < 0 ? usable : [...usable.slice(fresh, fresh + 1), ...usable.slice(0, fresh)];
  const winner = inOrder.reduce(newer);
  const isFromFuture = old?.quote.asOf != null && isLater(old.quote.asOf, now);
  if (old?.quote.price == null || isFromFuture || !isOlder(winner.quote, old.quote)) return winner;
  return { quote: withCurrentState(old.quote, old.origin), origin: old.origin };
}

/** Returns the candidate that is certainly newer, or else the first one. */
const newer = (one: Candidate, other: Candidate): Candidate => (isOlder(one.quote, other.quote) ? other : one);

/** Two prices of one item that differ by more than this factor cannot both be right. */
const MAX_RATIO = 1.2;
/** The factors that a wrong unit causes: a price of 100 or 1000 units, or a price in hundredths or thousandths. */
const UNIT_RATIOS = [100, 1000];

/** Reports the first source whose fresh price contradicts the one that is shown. */
function findDisagreement(
  quote: Quote,
  { name }: SourceValues,
  candidates: readonly Candidate[],
  path: string,
): Issue[] {
  for (const { quote: other, origin } of candidates) {
    const ratio = origin.isFresh && origin.name !== name ? ratioOf(quote, other) : 1;
    if (ratio <= MAX_RATIO) continue;
    const isUnit = UNIT_RATIOS.some((unit) => ratio < unit * MAX_RATIO && ratio > unit / MAX_RATIO);
    const rule = isUnit ? 'sources-differ-in-unit' : 'sources-differ';
    return [
      { path, value: `${quote.id}: ${name} ${quote.price}, ${origin.name} ${other.price}`, rule, action: 'kept' },
    ];
  }
  return [];
}

/** Returns the ratio of the larger price to the smaller one, both for one unit; 1 if the prices cannot be compared. */
function ratioOf(one: Quote, other: Quote): number {
  const [price, otherPrice] = [pricePerUnit(one), pricePerUnit(other)];
  return price > 0 && otherPrice > 0 ? Math.max(price / otherPrice, otherPrice / price) : 1;
}

const pricePerUnit = ({ price, per }: Quote): number => (price ?? 0) / per;

/** Returns the value that all items have, or null if they differ. */
const commonValue = <T>(values: readonly (T | null)[]): T | null =>
  values.every((value) => value === values[0]) ? (values[0] ?? null) : null;

/** The maximum length of a notice in characters. */
const MAX_NOTICE = 200;

/** Returns the notices of the feeds, each once, as many whole notices as fit. */
function noticesOf(feeds: readonly (Feed | undefined)[]): string | null {
  const notices = new Set(feeds.flatMap((feed) => feed?.notice ?? []));
  return [...notices].reduce<string | null>((text, notice) => {
    const longer = text === null ? notice : `${text} · ${notice}`;
    return longer.length > MAX_NOTICE ? text : longer;
  }, null);
}

/** Returns a feed with the time at which its content has last changed. */
function keepGeneratedAt(before: Feed | undefined, feed: Feed): Feed {
  const isUnchanged =
    before &&
    ENVELOPE.every((name) => sameValue(feed[name], before[name])) &&
    feed.quotes.length === before.quotes.length &&
    feed.quotes.every((quote, index) => sameQuote(quote, before.quotes[index]));
  return isUnchanged ? { ...feed, generatedAt: before.generatedAt } : feed;
}
