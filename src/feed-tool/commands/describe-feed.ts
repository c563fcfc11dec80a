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

const NO_TIME = '– as of: the source states no time; serve and once write the time at which the price arrived.';

/** One line of the table of `check`. */
export interface TableRow {
  readonly quote: Quote;
  /** The name of the source in the configuration, or of the source that the feed names. */
  readonly origin: string;
}

/**
 * Writes quotes as a table for people. An unknown value is a dash, as in the strip. A line below the table says what
 * readers see if a quote has no as-of time.
 */
export function describeQuotes(rows: readonly TableRow[]): string {
  const lacksTime = rows.some(({ quote }) => quote.asOf === null && quote.price !== null);
  return textTable(HEADER, rows.map(cellsOf), NUMBERS) + (lacksTime ? `\n\n${NO_TIME}` : '');
}

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

/** The maximum length of a direction that is taken for a code. */
const MAX_CODE = 20;

/**
 * Returns how to explain a direction that has no known meaning, or an empty text if the value is not a code. The meaning
 * is left open, because the same code means a rise at one source and a fall at another.
 */
function hintForCode(value: unknown, isCanonical: boolean): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const code = String(value).trim();
  if (!code || code.length > MAX_CODE) return '';
  const words = `"words": { "direction": { ${JSON.stringify(code)}: "…" } }`;
  const place = isCanonical ? 'the mapping of the adapter “paths”' : '“paths”';
  return `; the code is unknown: say in ${place} whether it is "up", "down" or "flat": ${words}`;
}

/** Returns what may help with an issue, as the end of a sentence. */
function hintOf({ path, rule, value, hint = '' }: HintedIssue, isCanonical: boolean): string {
  if (rule === 'unreadable' && path.endsWith('.direction')) return hintForCode(value, isCanonical);
  const isTime = rule === 'unreadable' && /(?:^|\.)(?:asOf|generatedAt)$/.test(path);
  if (isTime && typeof value === 'string' && NO_OFFSET.test(value))
    return '; the time has no offset from UTC: set “paths.zone”, such as "zone": "+09:00"';
  return hint;
}

/**
 * Writes an issue in one line: its place, the value, the rule, what was done, and what may help.
 *
 * @param mask replaces keys in a text
 * @param adapter the adapter that has read the response; default: `canonical`
 */
export function describeIssue(issue: HintedIssue, mask: (text: string) => string, adapter = 'canonical'): string {
  const { path, value, rule, action } = issue;
  const written = excerptOfValue(value, mask);
  return printable(
    `${path || '(whole response)'}: ${rule}, ${action}${written && `: ${written}`}${mask(hintOf(issue, adapter === 'canonical'))}`,
  );
}

const NO_FALL =
  '  Note: no change in this source is a fall. If it writes falls without a minus, they are shown as rises: name the field that tells them in “paths.direction”.\n';

/** Matches a mapping that says what gives a number its sign, other than a minus. */
const TELLS_SIGN = /"(?:direction|needsDirection|previousClose|signInPrice)":/;

/**
 * Returns a line that asks whether the changes of a source are signed, or an empty text if its mapping says so, or if a
 * fall shows it.
 */
export function noteOnSigns({ config, feed }: SourceState): string {
  if (config.adapter !== 'paths' || TELLS_SIGN.test(JSON.stringify(config.paths))) return '';
  const directions = feed?.quotes.map(({ direction }) => direction) ?? [];
  return directions.includes('up') && !directions.includes('down') ? NO_FALL : '';
}

/** Describes in one line how many items a source returned, or why it failed. */
export function describeResult({ config, feed, error }: SourceState): string {
  const count = feed?.quotes.length;
  const found = count === undefined ? 'no response' : count === 1 ? '1 item' : `${count} items`;
  return printable(`${config.name}: ${error ? `failed (${error.kind}): ${error.message}` : found}`);
}
