import { parseDirection } from './parse-direction.js';
import { parseNumber } from './parse-number.js';
import { parseText } from './parse-text.js';
import { DAY_MS, isDateOnly, parseTime } from './parse-time.js';
import type { Delay, Kind, Limit, MarketState, Name, ReportIssue, Source } from './quote.js';
import type { RawItem } from './raw-feed.js';

/**
 * Parses the raw value of one field. Returns undefined when the value is not of the kind that the field needs. Calls
 * `reportRepair` with the name of the rule when the result is not quite the value that was sent.
 */
export type FieldParser<T> = (raw: unknown, reportRepair: (rule: string) => void) => T | undefined;

/** Parses one field of a record. Returns undefined when the field is missing, and when it can't be parsed, with a report. */
export type ParseField = <T>(name: string, parse: FieldParser<T>) => T | undefined;

/** Creates the function that parses the fields of one record. A field that is null counts as missing. */
export function createFieldParser(fields: RawItem['fields'], report: ReportIssue): ParseField {
  return (name, parse) => {
    const raw = fields[name] ?? undefined;
    if (raw === undefined) return undefined;
    const value = parse(raw, (rule) => report(name, rule, 'mended'));
    if (value === undefined) report(name, 'unreadable', 'dropped');
    return value;
  };
}

/** Accepts one of a few values. Spaces around a text don't count. */
const oneOf =
  <T>(...allowed: readonly T[]): FieldParser<T> =>
  (raw) =>
    allowed.find((value) => value === (typeof raw === 'string' ? raw.trim() : raw));

/** Accepts one of a few numbers, given as a number or as a text. */
const oneOfNumbers =
  (...allowed: readonly number[]): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return allowed.find((number) => number === value);
  };

/** Accepts a number from `min` to `max`, given as a number or as a text. */
const numberBetween =
  (min: number, max: number): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return value !== undefined && value >= min && value <= max ? value : undefined;
  };

/** Accepts a text, and cuts it to `maxLength` characters. */
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

/** Parses a delay: `eod`, or 0 to 2880 minutes. */
export const parseDelay: FieldParser<NonNullable<Delay>> = (raw, reportRepair) =>
  parseEndOfDay(raw, reportRepair) ?? parseMinutes(raw, reportRepair);

/** Parses a time to live: 0 to 86,400 seconds. */
export const parseTtl = numberBetween(0, 86_400);

const parseLimitName = oneOf<Limit>('upper', 'lower');

/** Parses a price limit: `upper` or `lower`, or a word for one of them, such as 상한가 or `LOWER_LIMIT`. */
export const parseLimit: FieldParser<Limit> = (raw, reportRepair) =>
  parseLimitName(raw, reportRepair) ?? parseDirection(raw)?.limit;

export const parseDecimals = oneOfNumbers(0, 1, 2, 3, 4, 5, 6, 7, 8);

/** Parses the number of units that a price is for. */
export const parsePer = oneOfNumbers(1, 100, 1000);

/** Parses an id. It may be a number: KIS gives KOSPI the id 1, and other sources number their rows. */
export const parseId: FieldParser<string> = (raw, reportRepair) =>
  textParser(64)(typeof raw === 'number' ? `${raw}` : raw, reportRepair);

export const parseCurrency: FieldParser<string> = (raw) =>
  typeof raw === 'string' && /^[A-Z]{3,5}$/.test(raw) ? raw : undefined;

/** Parses a name, or an object of names by language, of which the first 40 entries are parsed. */
export const parseName: FieldParser<Name> = (raw, reportRepair) => {
  const parse = textParser(80);
  if (typeof raw !== 'object' || raw === null) return parse(raw, reportRepair);
  // Only the object's own entries are copied, and only those whose key is a language: a `__proto__` key stays out.
  const names = Object.entries(raw)
    .slice(0, 40)
    .flatMap(([language, value]: [string, unknown]): [string, string][] => {
      const isLanguage = /^[a-z]{2,3}\b[-\w]*$/i.test(language);
      const name = isLanguage ? parse(value, reportRepair) : undefined;
      return name === undefined ? [] : [[language, name]];
    });
  return names.length > 0 ? Object.fromEntries(names) : undefined;
};

/**
 * Parses an address that is safe in an `href`: its scheme, once it is resolved, is http or https. The URL parser checks it,
 * and no pattern does: the parser drops tabs and newlines, so `java\nscript:` is a scheme that a pattern would miss.
 */
export const parseUrl: FieldParser<string> = (raw) => {
  const base = 'http://a';
  if (typeof raw !== 'string' || raw === '' || raw.length > 2048 || !URL.canParse(raw, base)) return undefined;
  const { protocol } = new URL(raw, base);
  return protocol === 'http:' || protocol === 'https:' ? raw : undefined;
};

/** Parses a source. One whose address is not safe keeps its name, and the address is dropped and reported. */
export const parseSource: FieldParser<Source> = (raw, reportRepair) => {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { name: rawName, url: rawUrl } = raw as Readonly<Record<string, unknown>>;
  const name = textParser(80)(rawName, reportRepair);
  const url = parseUrl(rawUrl, reportRepair);
  if (rawUrl && url === undefined) reportRepair('url-dropped');
  return name === undefined ? undefined : { name, url: url ?? null };
};

/**
 * Parses recent prices, with the factor and the decimal separator of the price. Of more than 64 the newest 64 count. One
 * entry that is no number makes the whole list unreadable, because its line would be wrong.
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
 * Parses a time, and checks it against the present. A time up to five minutes ahead comes from a clock that differs a little,
 * and is used as it is. A time up to a day ahead comes from a wrong clock or zone; it is replaced by the present, with a
 * report, so that the data look live no longer than they should. A time further ahead is unknown.
 */
export const timeParser =
  (now: number, zone: string | undefined): FieldParser<number> =>
  (raw, reportRepair) => {
    const time = parseTime(raw, zone);
    // A date may be up to a day ahead: it begins in Seoul while it is still the day before in UTC.
    if (time === undefined || time <= now + (isDateOnly(time) ? DAY_MS : 5 * 60_000)) return time;
    if (time > now + DAY_MS) return undefined;
    reportRepair('future-time');
    return now;
  };
