import type { Delay, Kind, Limit, MarketState, Name, Source } from './quote.js';
import type { Report } from './price-change.js';
import type { RawItem } from './raw-feed.js';
import { parseDirection } from './parse-direction.js';
import { parseNumber } from './parse-number.js';
import { parseText } from './parse-text.js';
import { DAY, isDateOnly, parseTime } from './parse-time.js';

/** Reads one field; undefined when it is not what it should be. `mended` reports a rule under which it was mended. */
export type FieldParser<T> = (raw: unknown, mended: (rule: string) => void) => T | undefined;

/** Reads one field of a record; undefined when it is missing, or when it is not what it should be, which is reported. */
export type ParseField = <T>(name: string, read: FieldParser<T>) => T | undefined;

export function fieldReader(fields: RawItem['fields'], report: Report): ParseField {
  return (name, read) => {
    const raw = fields[name] ?? undefined;
    const value = raw === undefined ? raw : read(raw, (rule) => report(name, rule, 'mended'));
    if (value !== raw && value === undefined) report(name, 'unreadable', 'dropped');
    return value;
  };
}

const oneOf =
  <T>(...allowed: readonly T[]): FieldParser<T> =>
  (raw) =>
    allowed.find((word) => word === (typeof raw === 'string' ? raw.trim() : raw));

export const text =
  (longest: number): FieldParser<string> =>
  (raw, mended) =>
    parseText(raw, longest, () => mended('text-mended'));

/** A number out of a range; as a string as well. */
const within =
  (least: number, most: number): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return value! >= least && value! <= most ? value : undefined;
  };

export const kind = oneOf<Kind>('index', 'fx', 'commodity', 'crypto', 'equity', 'future', 'rate', 'other');
export const state = oneOf<MarketState>('pre', 'open', 'auction', 'post', 'closed', 'holiday', 'halted', 'unknown');
const eod = oneOf<NonNullable<Delay>>('eod');
const minutes = within(0, 2880);
/** `upper` and `lower`, and the words that say so: 상한가, `LOWER_LIMIT`. */
export const limit: FieldParser<Limit> = (raw, mended) =>
  oneOf<Limit>('upper', 'lower')(raw, mended) ?? parseDirection(raw)?.limit;
export const delay: FieldParser<NonNullable<Delay>> = (raw, mended) => eod(raw, mended) ?? minutes(raw, mended);
export const ttl = within(0, 86_400);

/** One of a few numbers; as a string as well. */
const among =
  (...allowed: readonly number[]): FieldParser<number> =>
  (raw) => {
    const value = parseNumber(raw)?.value;
    return allowed.find((number) => number === value);
  };
export const decimals = among(0, 1, 2, 3, 4, 5, 6, 7, 8);
export const per = among(1, 100, 1000);

/** An id may come as a number: KIS calls KOSPI 1, and others count. */
export const id: FieldParser<string> = (raw, mended) => text(64)(typeof raw === 'number' ? `${raw}` : raw, mended);

export const currency: FieldParser<string> = (raw) =>
  typeof raw === 'string' && /^[A-Z]{3,5}$/.test(raw) ? raw : undefined;

export const name: FieldParser<Name> = (raw, mended) => {
  const read = text(80);
  if (typeof raw !== 'object') return read(raw, mended);
  // Own entries only, one by one, and only languages: a `__proto__` key in the payload stays out.
  const names = Object.entries(raw!)
    .slice(0, 40)
    .flatMap(([language, value]) => {
      const name = /^[a-z]{2,3}\b[-\w]*$/i.test(language) && read(value, mended);
      return name ? [[language, name]] : [];
    });
  return names[0] && (Object.fromEntries(names) as Record<string, string>);
};

/**
 * An address that is safe in an `href`: http or https once it is resolved. It is parsed, never matched: the URL
 * parser drops tabs and newlines, so `java\nscript:` is a scheme that a pattern would miss.
 */
export const url: FieldParser<string> = (raw) => {
  const base = 'http://a';
  return typeof raw === 'string' &&
    raw &&
    raw.length <= 2048 &&
    URL.canParse(raw, base) &&
    /^https?:$/.test(new URL(raw, base).protocol)
    ? raw
    : undefined;
};

export const source: FieldParser<Source> = (raw, mended) => {
  const { name, url: address } = Object(raw) as Record<string, unknown>;
  const read = text(80)(name, mended);
  const safe = url(address, mended);
  if (address && !safe) mended('url-dropped');
  return read ? { name: read, url: safe ?? null } : undefined;
};

/** Recent prices, with the factor and the decimal sign of the price; the newest 64 of more. One that is no number spoils the line. */
export const trend =
  (factor: number, decimal: RawItem['decimal']): FieldParser<readonly number[]> =>
  (raw) => {
    const numbers = Array.isArray(raw)
      ? raw.slice(-64).map((entry) => parseNumber(entry, factor, decimal)?.value)
      : [undefined];
    return numbers.includes(undefined) ? undefined : (numbers as number[]);
  };

/**
 * A time, held against the clock. A few minutes in the future are another clock, and do no harm; up to a day is a clock
 * or a zone that is wrong, and is taken for now, which looks live no longer than it should; beyond that nothing is known.
 */
export const timeUntil =
  (now: number, zone: string | undefined): FieldParser<number> =>
  (raw, mended) => {
    const time = parseTime(raw, zone);
    // A date alone begins in Seoul while it is still the day before in UTC.
    if (time === undefined || time <= now + (isDateOnly(time) ? DAY : 5 * 60_000)) return time;
    if (time > now + DAY) return undefined;
    mended('future-time');
    return now;
  };
