import { isDateOnly } from '../../model/parse-time.js';
import type { Issue, Quote } from '../../model/quote.js';
import { formatMagnitude, formatSigned } from '../../view/format.js';
import { excerptOfValue } from '../excerpt.js';
import { printable } from '../printable.js';
import type { SourceState } from '../types.js';
import { textTable } from './text-table.js';

const HEADER = ['id', 'name', 'price', 'change', 'percent', 'as of', 'delay', 'state', 'source'];
const NUMBERS = ['price', 'change', 'percent'];

/** One line of the table of `check`. */
export interface TableRow {
  readonly quote: Quote;
  /** The name of the source in the configuration, or of the source that the feed names. */
  readonly origin: string;
}

/** Writes quotes as a table for people. What is unknown is a hyphen. */
export const describeQuotes = (rows: readonly TableRow[]): string => textTable(HEADER, rows.map(cellsOf), NUMBERS);

function cellsOf({ quote, origin }: TableRow): string[] {
  const { id, name, price, change, changePercent, direction, decimals, asOf, delay, state } = quote;
  const places = decimals ?? 2;
  const isUp = direction === 'up';
  return [
    id,
    typeof name === 'string' ? name : (name.en ?? Object.values(name)[0] ?? id),
    price === null ? '-' : (price < 0 ? '-' : '') + formatMagnitude(price, places, 'en'),
    change === null ? '-' : formatSigned(change, places, 'en', isUp),
    changePercent === null ? '-' : `${formatSigned(changePercent, 2, 'en', isUp)}%`,
    asOf === null ? '-' : timeOf(asOf),
    delay === null ? '-' : delay === 'eod' ? 'end of day' : `${delay} min`,
    state ?? '-',
    origin,
  ];
}

/** Writes a time in UTC, and a date without a time of day as a date. */
function timeOf(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().split('T');
  return isDateOnly(time) ? date : `${date} ${clock.slice(0, 5)}Z`;
}

/**
 * Writes an issue in one line: its place, the value, the rule and what was done.
 *
 * @param mask replaces keys in a text
 */
export function describeIssue({ path, value, rule, action }: Issue, mask: (text: string) => string): string {
  const written = excerptOfValue(value, mask);
  return printable(`${path || '(whole answer)'}: ${rule}, ${action}${written && `: ${written}`}`);
}

/** Says in one line how many items a source has answered with, or why it has failed. */
export function describeResult({ config, feed, error }: SourceState): string {
  const count = feed?.quotes.length;
  const found = count === undefined ? 'not answered' : count === 1 ? '1 item' : `${count} items`;
  return printable(`${config.name}: ${error ? `failed (${error.kind}): ${error.message}` : found}`);
}
