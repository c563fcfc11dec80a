import * as read from './parse-fields.js';
import { isRefused } from './quote.js';
import type { Report } from './price-change.js';
import type { Feed, Issue, Quote } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';
import { parseDirection } from './parse-direction.js';
import { parseItem } from './parse-item.js';
import { isLater } from './parse-time.js';

/** Of one feed (contract §4): over a limit is an issue, never a hang. */
export const MAX_ITEMS = 500;
const MOST_ISSUES = 1000;
/** Where only the newest row of each id counts, so many rows are read. */
const MOST_ROWS = 5000;

/**
 * Turns picked fields into quotes. The one place where rules live: adapters only pick. Never throws; what breaks a
 * rule becomes an issue, and the rest of the feed is read.
 *
 * @param now epoch milliseconds; times from the future are held against it
 * @param known for a partial update, by id, what is known already: an item need not say again what has not changed
 */
export function normalise(
  { fields, items, zone, newestOnly, directionWords, issues: found = [] }: RawFeed,
  now: number,
  known?: ReadonlyMap<string, Quote>,
): Feed {
  // An update says only what has changed: what it does not mention is not misspelt.
  const reported = known ? found.filter(({ rule }) => rule !== 'not-found') : [...found, ...wrongWords(directionWords)];
  const issues = reported.slice(0, MOST_ISSUES);
  const reportAt =
    (path: string, values: RawItem['fields']): Report =>
    (field, rule, action) => {
      if (issues.length < MOST_ISSUES || action === 'refused')
        issues.push({ path: path + field, value: values[field], rule, action });
    };
  const report = reportAt('', fields);
  const field = read.fieldReader(fields, report);
  const envelope = {
    generatedAt: field('generatedAt', read.timeUntil(now, zone)) ?? null,
    ttl: field('ttl', read.ttl) ?? null,
    delay: field('delay', read.delay) ?? null,
    // One that can't be read is unknown; the market may be open.
    state: field('state', read.state) ?? (fields.state == null ? null : 'unknown'),
    source: field('source', read.source) ?? null,
    notice: field('notice', read.text(200)) ?? null,
  };
  // Ids come from outside: in a Map `__proto__` is one like another.
  const quotes = new Map<string, Quote>();
  const reports = new Map<string, Report>();
  const removed: string[] = [];
  const most = newestOnly ? MOST_ROWS : MAX_ITEMS;
  let isTooLong = items.length > most;
  for (const item of items.slice(0, most)) {
    const about = reportAt(item.path && `${item.path}.`, item.fields);
    const quote = parseItem(item, envelope, now, about, known);
    if (!quote) continue;
    if (typeof quote === 'string') {
      removed.push(quote);
      continue;
    }
    const other = quotes.get(quote.id);
    if (!other && quotes.size >= MAX_ITEMS) {
      isTooLong = true;
      continue;
    }
    const isNewest = !other || isNewer(quote, other);
    // Where rows of several days are expected, only those are worth a word of which the times tell nothing.
    if (other && !(newestOnly && areOrdered(quote, other)))
      (isNewest ? reports.get(quote.id) : about)?.('id', 'duplicate-id', 'skipped');
    if (!isNewest) continue;
    quotes.set(quote.id, quote);
    reports.set(quote.id, about);
  }
  if (isTooLong) report('items', 'too-many-items', 'skipped');
  // A feed of which nothing can be shown is a failure that happens to be JSON: the last good data stay.
  if (!known && !isRefused(found)) {
    if (!quotes.size) report('items', 'no-items', 'refused');
    else if ([...quotes.values()].every(({ price }) => price === null)) {
      quotes.clear();
      report('items', 'no-prices', 'refused');
    }
  }
  // What an update calls null, and what it says unreadably, is not known any more.
  const gone = Object.entries(envelope).flatMap(([name, value]) =>
    fields[name] !== undefined && value === null ? [name] : [],
  );
  return { ...envelope, quotes: [...quotes.values()], ...(known && { removed, gone }), issues };
}

/** What a mapping says that codes mean, where it is no direction. */
const wrongWords = (words: RawFeed['directionWords'] = {}): Issue[] =>
  Object.entries(words)
    .filter(([, word]) => word !== null && !parseDirection(word))
    .map(([code, value]) => ({
      path: `paths.words.direction.${code}`,
      value,
      rule: 'wrong-mapping',
      action: 'dropped',
    }));

const isAfter = (quote: Quote, other: Quote): boolean =>
  quote.asOf !== null && other.asOf !== null && isLater(quote.asOf, other.asOf);

/** Whether the times of two rows tell which is the newer. */
const areOrdered = (quote: Quote, other: Quote): boolean => isAfter(quote, other) || isAfter(other, quote);

/** Whether a second row of an id is the one to show: a later one, or where times tell nothing, one that has a price. */
const isNewer = (quote: Quote, other: Quote): boolean =>
  areOrdered(quote, other) ? isAfter(quote, other) : other.price === null && quote.price !== null;
