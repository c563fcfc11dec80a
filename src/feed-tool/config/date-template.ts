import { DAY_MS } from '../../model/parse-time.js';
import { dayIn, isZone } from '../merge/zoned-days.js';

const TEMPLATE = /\{date(?::([^{}]*))?\}/g;
const TOKEN = /yyyy|MM|dd/g;
const OFFSET = /^[+-]?\d{1,4}d$/;

/** Matches what looks like a template, but not a reference to the environment. */
const ANY_TEMPLATE = /(?<!\$)\{([a-z]\w*)(?::[^{}]*)?\}/gi;

/** A template such as `{date:-1d,yyyyMMdd,Asia/Seoul}`. */
interface DateTemplate {
  /** The number of days from today in the zone; negative for an earlier day. */
  readonly offset: number;
  readonly format: string;
  readonly zone: string;
}

/**
 * Reads what is between `{date:` and `}`: the offset in days, the format and the IANA zone, in this order. The
 * defaults are today, `yyyyMMdd` and `UTC`, so `{date}` is `{date:0d,yyyyMMdd,UTC}`. A format consists of
 * `yyyy`, `MM`, `dd` and any characters except letters and commas.
 */
function parseTemplate(written = ''): DateTemplate | string {
  const [offset = '', format = '', zone = '', ...others] = written.split(',').map((part) => part.trim());
  if (others.length) return 'has more than an offset, a format and a zone';
  if (offset && !OFFSET.test(offset)) return `the offset “${offset}” is not a number of days, such as -1d`;
  if (/\p{L}/u.test(format.replace(TOKEN, ''))) return `the format “${format}” has letters other than yyyy, MM and dd`;
  if (format && format.search(TOKEN) < 0) return `the format “${format}” has none of yyyy, MM and dd`;
  if (zone && !isZone(zone)) return `“${zone}” is not a time zone, such as Asia/Seoul`;
  return { offset: Number.parseInt(offset || '0', 10), format: format || 'yyyyMMdd', zone: zone || 'UTC' };
}

/** Returns the day of a template as midnight in UTC, which represents a date without a time of day (see `Quote.asOf`). */
const dayOf = ({ offset, zone }: DateTemplate, now: number, daysBack: number): number =>
  (dayIn(now, zone) + offset - daysBack) * DAY_MS;

/**
 * Fills in all `{date…}` templates of a text.
 *
 * @param daysBack how many days each of them is shifted back, for days on which a source has nothing
 */
export const fillDates = (text: string, now: number, daysBack = 0): string =>
  text.replace(TEMPLATE, (whole, written?: string) => {
    const template = parseTemplate(written);
    if (typeof template === 'string') return whole;
    const [year = '', month = '', day = ''] = new Date(dayOf(template, now, daysBack)).toISOString().split(/[-T]/);
    return template.format.replace(TOKEN, (token) => ({ yyyy: year, MM: month, dd: day })[token] ?? token);
  });

/**
 * Returns the day that some texts request, as midnight in UTC. Returns undefined if they request no day or several days,
 * because the day of a number is then unknown.
 */
export function requestedDay(texts: readonly string[], now: number, daysBack = 0): number | undefined {
  const templates = texts.flatMap((text) => [...text.matchAll(TEMPLATE)]).map(([, written]) => parseTemplate(written));
  const days = new Set(
    templates.map((template) => (typeof template === 'string' ? NaN : dayOf(template, now, daysBack))),
  );
  return days.size === 1 ? [...days][0] : undefined;
}

/** Whether a text contains a date template. */
export const hasDate = (text: string): boolean => text.search(TEMPLATE) >= 0;

/** Returns the mistakes in the date templates of a text. */
export const dateMistakes = (text: string): string[] =>
  [...text.matchAll(TEMPLATE)].flatMap(([whole, written]) => {
    const template = parseTemplate(written);
    return typeof template === 'string' ? [`${whole}: ${template}`] : [];
  });

/** Returns the parts of a text that look like templates but are not, such as `{dat:0d}`. */
export const unknownTemplates = (text: string): string[] =>
  [...text.matchAll(ANY_TEMPLATE)].flatMap(([whole, name]) => (name === 'date' ? [] : [whole]));
