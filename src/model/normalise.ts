import { isOlder } from './keep-newest.js';
import { parseDirection } from './parse-direction.js';
import {
  createFieldParser,
  parseDelay,
  parseSource,
  parseState,
  parseTtl,
  textParser,
  timeParser,
} from './parse-fields.js';
import { parseItem } from './parse-item.js';
import { isRefused, type Feed, type Issue, type Quote, type ReportIssue } from './quote.js';
import type { RawFeed, RawItem } from './raw-feed.js';

/** How many items a feed may have. Further items are left out and reported, so that no feed makes the page hang. */
export const MAX_ITEMS = 500;
/** How many issues are reported. Further issues are left out, except one that refuses the payload. */
const MAX_ISSUES = 1000;
/** How many rows are parsed where only the newest row of each id counts. */
const MAX_ROWS = 5000;

type Envelope = Pick<Feed, 'generatedAt' | 'ttl' | 'delay' | 'state' | 'source' | 'notice'>;

/**
 * Turns the fields that an adapter has picked into quotes. All rules about their values are applied here and in the parsers
 * that this function calls; adapters only pick. Never throws: a value that breaks a rule becomes an issue, and the rest of
 * the feed is parsed.
 *
 * @param now the present in epoch milliseconds; times in the future are checked against it
 * @param known for a partial update, the known quotes by id: an item need not repeat what has not changed
 */
export function normalise(
  { fields, items, zone, newestOnly = false, directionWords, issues: adapterIssues = [] }: RawFeed,
  now: number,
  known?: ReadonlyMap<string, Quote>,
): Feed {
  // An update has only what has changed, so a path that finds nothing in it need not be misspelt.
  const mappingIssues = known
    ? adapterIssues.filter(({ rule }) => rule !== 'not-found')
    : [...adapterIssues, ...checkDirectionWords(directionWords)];
  const issues = mappingIssues.slice(0, MAX_ISSUES);
  const createReport: CreateReport = (path, values) => (field, rule, action) => {
    if (issues.length < MAX_ISSUES || action === 'refused')
      issues.push({ path: path + field, value: values[field], rule, action });
  };
  const report = createReport('', fields);

  const envelope = parseEnvelope(fields, now, zone, report);
  const { quotes, removed, isTooLong } = parseItems(items, newestOnly, createReport, (item, reportItem) =>
    parseItem(item, envelope, now, reportItem, known),
  );
  if (isTooLong) report('items', 'too-many-items', 'skipped');

  if (!known && !isRefused(adapterIssues)) {
    // A feed without anything to show is an error that happens to be JSON: the last good data stay.
    if (quotes.length === 0) report('items', 'no-items', 'refused');
    else if (quotes.every(({ price }) => price === null)) {
      report('items', 'no-prices', 'refused');
      return { ...envelope, quotes: [], issues };
    }
  }
  return {
    ...envelope,
    quotes,
    ...(known && { removed, removedFields: findRemovedFields(fields, envelope) }),
    issues,
  };
}

/** Creates the reporter of one record, from its path in the payload and its values. */
type CreateReport = (path: string, values: RawItem['fields']) => ReportIssue;

function parseEnvelope(
  fields: RawFeed['fields'],
  now: number,
  zone: string | undefined,
  report: ReportIssue,
): Envelope {
  const parseField = createFieldParser(fields, report);
  return {
    generatedAt: parseField('generatedAt', timeParser(now, zone)) ?? null,
    ttl: parseField('ttl', parseTtl) ?? null,
    delay: parseField('delay', parseDelay) ?? null,
    // A state that is there and can't be parsed is unknown: the market may be open.
    state: parseField('state', parseState) ?? (fields.state == null ? null : 'unknown'),
    source: parseField('source', parseSource) ?? null,
    notice: parseField('notice', textParser(200)) ?? null,
  };
}

/** Parses the items, and keeps one row of each id: the newest. It takes the position of the first row of its id. */
function parseItems(
  items: readonly RawItem[],
  newestOnly: boolean,
  createReport: CreateReport,
  parse: (item: RawItem, report: ReportIssue) => Quote | string | undefined,
): { quotes: Quote[]; removed: string[]; isTooLong: boolean } {
  // Ids come from outside: in a Map, unlike in an object, `__proto__` is a key like any other.
  const chosen = new Map<string, { readonly quote: Quote; readonly report: ReportIssue }>();
  const removed: string[] = [];
  const maxRows = newestOnly ? MAX_ROWS : MAX_ITEMS;
  let isTooLong = items.length > maxRows;
  for (const item of items.slice(0, maxRows)) {
    const report = createReport(item.path && `${item.path}.`, item.fields);
    const quote = parse(item, report);
    if (quote === undefined) continue;
    if (typeof quote === 'string') {
      removed.push(quote);
      continue;
    }
    const other = chosen.get(quote.id);
    if (!other && chosen.size >= MAX_ITEMS) {
      isTooLong = true;
      continue;
    }
    const isChosen = !other || replaces(quote, other.quote);
    // Where rows of several days are expected, a second row is an issue only if the times don't order the two.
    if (other && !(newestOnly && areOrdered(quote, other.quote)))
      (isChosen ? other.report : report)('id', 'duplicate-id', 'skipped');
    if (isChosen) chosen.set(quote.id, { quote, report });
  }
  return { quotes: [...chosen.values()].map(({ quote }) => quote), removed, isTooLong };
}

/** The envelope fields that an update removes: those that it gives as null, and those that can't be parsed. */
const findRemovedFields = (fields: RawFeed['fields'], envelope: Envelope): string[] =>
  Object.entries(envelope)
    .filter(([name, value]) => fields[name] !== undefined && value === null)
    .map(([name]) => name);

/** Reports the words that a mapping gives for direction codes and that are no direction. */
const checkDirectionWords = (words: RawFeed['directionWords'] = {}): Issue[] =>
  Object.entries(words)
    .filter(([, word]) => word !== null && !parseDirection(word))
    .map(([code, value]) => ({
      path: `paths.words.direction.${code}`,
      value,
      rule: 'wrong-mapping',
      action: 'dropped',
    }));

/** Whether the times of two rows determine which one is newer. */
const areOrdered = (quote: Quote, other: Quote): boolean => isOlder(quote, other) || isOlder(other, quote);

/**
 * Whether a row replaces an earlier row of the same id: if it is newer, or, where the times don't order the two, if it alone
 * has a price.
 */
const replaces = (quote: Quote, other: Quote): boolean =>
  areOrdered(quote, other) ? isOlder(other, quote) : other.price === null && quote.price !== null;
