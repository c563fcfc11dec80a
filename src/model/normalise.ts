import { createExcerpts, pathExcerpt } from './issue-excerpts.js';
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
import { MAX_ITEMS, MAX_ROWS, type RawFeed, type RawItem } from './raw-feed.js';

/** The maximum number of reported issues. After that, only issues that cause the payload to be refused are added. */
export const MAX_ISSUES = 1000;

type Envelope = Pick<Feed, 'generatedAt' | 'ttl' | 'delay' | 'state' | 'source' | 'notice'>;

/**
 * Turns the fields that an adapter has extracted into quotes. Adapters only extract values. All rules about the values
 * are applied by this function and by the parsers that it calls.
 *
 * Never throws. A value that breaks a rule is reported as an issue, and the rest of the feed is still parsed.
 *
 * @param now the current time in epoch ms, used to detect times in the future
 * @param known the known quotes by id, if the payload is a partial update (items of an update can omit unchanged
 *   fields)
 */
export function normalise(
  { fields: givenFields, items, zone, newestOnly = false, directionWords, issues: adapterIssues = [] }: RawFeed,
  now: number,
  known?: ReadonlyMap<string, Quote>,
): Feed {
  const fields = ownFields(givenFields);
  // An update contains only what has changed. A path that finds nothing in an update may still be correct, so the issue
  // `not-found` is left out.
  const mappingIssues = known
    ? adapterIssues.filter(({ rule }) => rule !== 'not-found')
    : [...adapterIssues, ...checkDirectionWords(directionWords)];
  const issues: Issue[] = [];
  const excerptOf = createExcerpts();
  const addIssue = ({ path, value, rule, action }: Issue): void => {
    if (issues.length < MAX_ISSUES || action === 'refused')
      issues.push({ path: pathExcerpt(path), value: excerptOf(value), rule, action });
  };
  mappingIssues.forEach(addIssue);
  const createReport: CreateReport = (path, values) => (field, rule, action) =>
    addIssue({ path: path + field, value: values[field], rule, action });
  const report = createReport('', fields);

  const envelope = parseEnvelope(fields, now, zone, report);
  const { quotes, removed, isTooLong } = parseItems(items, newestOnly, createReport, (item, reportItem) =>
    parseItem(item, envelope, now, reportItem, known),
  );
  if (isTooLong) report('items', 'too-many-items', 'skipped');

  if (!known && !isRefused(adapterIssues)) {
    // A full payload without items or without any price is refused, even if it is valid JSON, so that the last good
    // data stay on the page.
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

/**
 * Whether the page has added to `Object.prototype`, which has 12 members by the standard. An addition, such as a function
 * `limit`, must not be taken for a value of the feed, so prototypes are removed on such a page.
 */
const isPrototypeExtended = (): boolean => Object.getOwnPropertyNames(Object.prototype).length > 12;

/** Returns fields without inherited members. Instances of a class keep the members that they inherit from it. */
const ownFields = (fields: RawItem['fields']): RawItem['fields'] =>
  isPrototypeExtended() && Object.getPrototypeOf(fields) === Object.prototype
    ? (Object.create(null, Object.getOwnPropertyDescriptors(fields)) as RawItem['fields'])
    : fields;

/**
 * Creates the function that reports the issues of one record or of the envelope. `path` is the location of the record
 * with a trailing dot, or an empty string for the envelope. It is prepended to the field names. `values` contains the
 * raw values.
 */
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
    // A state that cannot be parsed becomes `unknown`, because the market may be open.
    state: parseField('state', parseState) ?? (fields.state == null ? null : 'unknown'),
    source: parseField('source', parseSource) ?? null,
    notice: parseField('notice', textParser(200)) ?? null,
  };
}

/**
 * Parses the items. If several rows of the payload have the same id, only one is kept, usually the newest (see
 * `replaces`). Its quote is returned at the position of the first row with that id.
 */
function parseItems(
  items: readonly RawItem[],
  newestOnly: boolean,
  createReport: CreateReport,
  parse: (item: RawItem, report: ReportIssue) => Quote | string | undefined,
): { quotes: Quote[]; removed: string[]; isTooLong: boolean } {
  // Ids are untrusted. In a Map, unlike in an object, `__proto__` is an ordinary key.
  const chosen = new Map<string, { readonly quote: Quote; readonly report: ReportIssue }>();
  const removed: string[] = [];
  const maxRows = newestOnly ? MAX_ROWS : MAX_ITEMS;
  let isTooLong = items.length > maxRows;
  const isExtended = isPrototypeExtended();
  for (const row of items.slice(0, maxRows)) {
    const item = isExtended ? { __proto__: null, ...row, fields: ownFields(row.fields) } : row;
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
    // With `newestOnly`, several rows with the same id are expected. Such a row is reported only if the times do not
    // show which row is newer.
    if (other && !(newestOnly && areOrdered(quote, other.quote)))
      (isChosen ? other.report : report)('id', 'duplicate-id', 'skipped');
    if (isChosen) chosen.set(quote.id, { quote, report });
  }
  return { quotes: [...chosen.values()].map(({ quote }) => quote), removed, isTooLong };
}

/**
 * Returns the names of the envelope fields that an update removes. A field is removed if it is null or cannot be
 * parsed. As an exception, a state that cannot be parsed is not removed, because it becomes `unknown`.
 */
const findRemovedFields = (fields: RawFeed['fields'], envelope: Envelope): string[] =>
  Object.entries(envelope)
    .filter(([name, value]) => fields[name] !== undefined && value === null)
    .map(([name]) => name);

/** Returns an issue for each direction code whose word in the mapping is neither null nor a direction. */
const checkDirectionWords = (words: RawFeed['directionWords'] = {}): Issue[] =>
  Object.entries(words)
    .filter(([, word]) => word !== null && !parseDirection(word))
    .map(([code, value]) => ({
      path: `paths.words.direction.${code}`,
      value,
      rule: 'wrong-mapping',
      action: 'dropped',
    }));

/** Whether the times of two rows show which row is newer. */
const areOrdered = (quote: Quote, other: Quote): boolean => isOlder(quote, other) || isOlder(other, quote);

/**
 * Whether a row replaces another row with the same id that precedes it in the payload. The row with the later time is
 * kept. If the times do not show which row is newer, the second row replaces the first only if the second row has a
 * price and the first has none.
 */
const replaces = (quote: Quote, other: Quote): boolean =>
  areOrdered(quote, other) ? isOlder(other, quote) : other.price === null && quote.price !== null;
