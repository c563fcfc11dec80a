import { parseDirection } from './parse-direction.js';
import { parseNumber } from './parse-number.js';
import { parseText } from './parse-text.js';
import { DAY_MS, isDateOnly, parseTime } from './parse-time.js';
import type { Delay, Kind, Limit, MarketState, Name, ReportIssue, Source } from './quote.js';
import type { RawItem } from './raw-feed.js';
import { urlOf } from './url-of.js';

/**
 * Parses the raw value of a field. Returns undefined if the value cannot be parsed. Calls `reportRepair` with the name
 * of the broken rule if the value had to be changed.
 */
export type FieldParser<T> = (raw: unknown, reportRepair: (rule: string) => void) => T | undefined;

/**
 * Parses one field of an item or envelope. Returns undefined if the field is missing or cannot be parsed. Reports an
 * issue if the field cannot be parsed or had to be changed.
 */
export type ParseField = <T>(name: string, parse: FieldParser<T>) => T | undefined;

/** Creates the function that parses the fields of an item or envelope. A field that is null is treated as missing. */
export function createFieldParser(fields: RawItem['fields'], report: ReportIssue): ParseField {
  return (name, parse) => {
    const raw = fields[name] ?? undefined;
    if (raw === undefined) return undefined;
    const value = parse(raw, (rule) => report(name, rule, 'mended'));
    if (value === undefined) report(name, 'unreadable', 'dropped');
    return value;
  };
}

/** Creates a parser that accepts only the allowed values. Spaces around a string are ignored. */
const oneOf =
  <T>(...allowed: readonly T[]): FieldParser<T> =>
  (raw) =>
    allowed.find((value) => value === (typeof raw === 'string' ? raw.trim() : raw));

/** Creates a parser that accepts only the allowed numbers, as numbers or strings. */
const oneOfNumbers =
  (...allowed: readonly number[]): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return allowed.find((number) => number === value);
  };

/** Creates a parser that accepts a number from `min` to `max`, as a number or string. */
const numberBetween =
  (min: number, max: number): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return value !== undefined && value >= min && value <= max ? value : undefined;
  };

/** Creates a parser for a string, which is cleaned and cut to `maxLength` characters by `parseText`. */
export const textParser =
  (maxLength: number): FieldParser<string> =>
  (raw, reportRepair) =>
    parseText(raw, maxLength, () => reportRepair('text-mended'));

export const parseKind = oneOf<Kind>('index', 'fx', 'commodity', 'crypto', 'equity', 'future', 'rate', 'other');

export const parseState = oneOf<MarketState>(
  'pre',
  'open',
  'auction',
  'post',
  'closed',
  'holiday',
  'halted',
  'unknown',
);

const parseEndOfDay = oneOf<NonNullable<Delay>>('eod');
const parseMinutes = numberBetween(0, 2880);

/** Parses a delay, which is `eod` or a number of minutes from 0 to 2880. */
export const parseDelay: FieldParser<NonNullable<Delay>> = (raw, reportRepair) =>
  parseEndOfDay(raw, reportRepair) ?? parseMinutes(raw, reportRepair);

/** Parses a time to live, which is a number of seconds from 0 to 86,400. */
export const parseTtl = numberBetween(0, 86_400);

const parseLimitName = oneOf<Limit>('upper', 'lower');

/** Parses a price limit, which is `upper`, `lower`, or a word for one of them, such as `상한가` or `LOWER_LIMIT`. */
export const parseLimit: FieldParser<Limit> = (raw, reportRepair) =>
  parseLimitName(raw, reportRepair) ?? parseDirection(raw)?.limit;

export const parseDecimals = oneOfNumbers(0, 1, 2, 3, 4, 5, 6, 7, 8);

/** Parses the number of units that a price applies to. */
export const parsePer = oneOfNumbers(1, 100, 1000);

/** The maximum length of an id in characters. */
export const MAX_ID_LENGTH = 64;

/**
 * Parses an id. Numbers are accepted as well, because some vendors number their records. Joiners are removed, because ids
 * that look alike must be the same id.
 */
export const parseId: FieldParser<string> = (raw, reportRepair) => {
  const text = textParser(MAX_ID_LENGTH)(typeof raw === 'number' ? `${raw}` : raw, reportRepair);
  const id = text?.replace(/[\p{Join_Control}\uFE0F]/gu, '');
  if (id !== text) reportRepair('text-mended');
  return id;
};

export const parseCurrency: FieldParser<string> = (raw) =>
  typeof raw === 'string' && /^[A-Z]{3,5}$/.test(raw) ? raw : undefined;

/** Parses a name, or an object that maps languages to names. Only the first 40 entries of an object are read. */
export const parseName: FieldParser<Name> = (raw, reportRepair) => {
  const parse = textParser(80);
  if (typeof raw !== 'object' || raw === null) return parse(raw, reportRepair);
  // Only the object's own entries whose key looks like a language tag are copied. A `__proto__` key is therefore
  // ignored.
  const names = Object.entries(raw)
    .slice(0, 40)
    .flatMap(([language, value]: [string, unknown]): [string, string][] => {
      const isLanguage = /^[a-z]{2,3}(?![a-z\d])[-\w]{0,32}$/i.test(language);
      const name = isLanguage ? parse(value, reportRepair) : undefined;
      return name === undefined ? [] : [[language, name]];
    });
  return names.length > 0 ? Object.fromEntries(names) : undefined;
};

/**
 * Parses a URL that is safe in an `href` or a `src`. The scheme of the resolved URL has to be http or https. The scheme
 * is checked with the URL parser instead of a regular expression, because URL parsers ignore tabs and newlines. A
 * regular expression would not recognise the scheme of `java\nscript:`.
 */
export const parseUrl: FieldParser<string> = (raw) => {
  if (typeof raw !== 'string' || raw === '' || raw.length > 2048) return undefined;
  const protocol = urlOf(raw, 'http://a')?.protocol;
  return protocol === 'http:' || protocol === 'https:' ? raw : undefined;
};

/** Parses a source. If its URL is not safe, the URL is dropped and reported, and the name is kept. */
export const parseSource: FieldParser<Source> = (raw, reportRepair) => {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { name: rawName, url: rawUrl } = raw as Readonly<Record<string, unknown>>;
  const name = textParser(80)(rawName, reportRepair);
  const url = parseUrl(rawUrl, reportRepair);
  if (rawUrl && url === undefined) reportRepair('url-dropped');
  return name === undefined ? undefined : { name, url: url ?? null };
};

/**
 * Creates a parser for a list of recent prices, oldest first. Only the last 64 prices are used. If any of these is not
 * a number, the whole list is rejected, because a line through the remaining prices would be wrong.
 *
 * @param factor multiplies each price, as in `parseNumber`
 * @param decimal the decimal separator of prices in strings
 */
export const trendParser =
  (factor: number, decimal: RawItem['decimal']): FieldParser<readonly number[]> =>
  (raw) => {
    if (!Array.isArray(raw)) return undefined;
    const prices = raw.slice(-64).map((entry: unknown) => parseNumber(entry, factor, decimal)?.value);
    const numbers = prices.filter((price) => price !== undefined);
    return numbers.length === prices.length ? numbers : undefined;
  };

/**
 * Creates a parser for times that checks whether a time is in the future.
 *
 * - A time that is past or at most five minutes ahead is used as it is, because clocks differ slightly.
 * - A time more than five minutes but at most a day ahead is attributed to a wrong clock or zone. The time is reported
 *   and replaced with the current time, so that the data do not look live for longer than they should.
 * - A time further ahead is rejected.
 * - As an exception, a date without a time of day is used as it is if it is at most a day ahead.
 */
export const timeParser =
  (now: number, zone: string | undefined): FieldParser<number> =>
  (raw, reportRepair) => {
    const time = parseTime(raw, zone);
    // A date is represented as midnight in UTC. A correct date may be up to a day ahead, because a day begins in Seoul
    // while it is still the previous day in UTC.
    if (time === undefined || time <= now + (isDateOnly(time) ? DAY_MS : 5 * 60_000)) return time;
    if (time > now + DAY_MS) return undefined;
    reportRepair('future-time');
    return now;
  };
