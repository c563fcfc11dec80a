import { isDateOnly } from '../../model/parse-time.js';
import type { Quote } from '../../model/quote.js';
import { formatMagnitude, formatSigned } from '../../view/format.js';
import { excerptOfValue } from '../excerpt.js';
import { printable } from '../printable.js';
import type { HintedIssue } from '../sources/missing-items.js';
import type { SourceState } from '../types.js';
import { textTable } from './text-table.js';

const HEADER = ['id', 'name', 'price', 'change', 'percent', 'as of', 'delay', 'state', 'source'];
const NUMBERS = ['price', 'change', 'percent'];

const MISSING = '–';

/** One line of the table of `check`. */
export interface TableRow {
  readonly quote: Quote;
  /** The name of the source in the configuration, or of the source that the feed names. */
  readonly origin: string;
}

/** Writes quotes as a table for people. An unknown value is a dash, as in the strip. */
export const describeQuotes = (rows: readonly TableRow[]): string => textTable(HEADER, rows.map(cellsOf), NUMBERS);

function cellsOf({ quote, origin }: TableRow): string[] {
  const { id, name, price, change, changePercent, direction, decimals, asOf, delay, state } = quote;
  const places = decimals ?? 2;
  const isUp = direction === 'up';
  return [
    id,
    typeof name === 'string' ? name : (name.en ?? Object.values(name)[0] ?? id),
    price === null ? MISSING : (price < 0 ? '−' : '') + formatMagnitude(price, places, 'en'),
    change === null ? MISSING : formatSigned(change, places, 'en', isUp),
    changePercent === null ? MISSING : `${formatSigned(changePercent, 2, 'en', isUp)}%`,
    asOf === null ? MISSING : timeOf(asOf),
    delay === null ? MISSING : delay === 'eod' ? 'end of day' : `${delay} min`,
    state ?? MISSING,
    sourceOf(quote, origin),
  ];
}

/** Returns the source that readers see, with the name in the configuration if it differs. */
function sourceOf({ source }: Quote, origin: string): string {
  if (!source || source.name === origin) return origin;
  return origin ? `${source.name} (${origin})` : source.name;
}

/** Writes a time in UTC, and a date without a time of day as a date. */
function timeOf(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().split('T');
  return isDateOnly(time) ? date : `${date} ${clock.slice(0, 5)}Z`;
}

/** Matches a text with the numbers of a time, and without an offset at the end. */
const NO_OFFSET = /^(?!.*(?:Z|[+-]\d\d:?\d\d)\s*$).*\d\D+\d/i;

/** Returns what may help with an issue, as the end of a sentence. */
function hintOf({ path, rule, value, hint = '' }: HintedIssue): string {
  const isTime = rule === 'unreadable' && /(?:^|\.)(?:asOf|generatedAt)$/.test(path);
  if (isTime && typeof value === 'string' && NO_OFFSET.test(value))
    return '; the time has no offset from UTC: set “paths.zone”, such as "zone": "+09:00"';
  return hint;
}

/**
 * Writes an issue in one line: its place, the value, the rule, what was done, and what may help.
 *
 * @param mask replaces keys in a text
 */
export function describeIssue(issue: HintedIssue, mask: (text: string) => string): string {
  const { path, value, rule, action } = issue;
  const written = excerptOfValue(value, mask);
  return printable(
    `${path || '(whole response)'}: ${rule}, ${action}${written && `: ${written}`}${mask(hintOf(issue))}`,
  );
}

/** Describes in one line how many items a source returned, or why it failed. */
export function describeResult({ config, feed, error }: SourceState): string {
  const count = feed?.quotes.length;
  const found = count === undefined ? 'no response' : count === 1 ? '1 item' : `${count} items`;
  return printable(`${config.name}: ${error ? `failed (${error.kind}): ${error.message}` : found}`);
}
