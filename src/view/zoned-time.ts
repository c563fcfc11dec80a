import { isDateOnly } from '../model/parse-time.js';
import { primaryLanguage } from '../i18n/index.js';
import { cached } from './format.js';

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * Names of time zones in English that `Intl` does not know, although readers do. They are those of the IANA time zone
 * database, and CLDR's `SGT` for English in Singapore. `CST` is missing, because it is China's time and Chicago's.
 */
const ENGLISH_NAMES = new Map([
  ['Asia/Seoul', 'KST'],
  ['Asia/Tokyo', 'JST'],
  ['Asia/Hong_Kong', 'HKT'],
  ['Asia/Singapore', 'SGT'],
]);

/**
 * Returns a text that identifies the day of a time, for comparison only. It ends with the year.
 *
 * @param zone an IANA time zone, or null for the reader's
 */
export function dayIn(time: number, zone: string | null): string {
  if (!zone) return new Date(time).toDateString();
  return timeFormat('en', { __proto__: null, timeZone: zone }).format(time);
}

/** The last result of `nextDay` in a zone, which holds from `from` on. Each rendering asks, and the search takes a while. */
let lastSearch = { zone: '', from: 0, end: 0 };

/** Returns the time at which the day after `now` begins, in epoch milliseconds. */
export function nextDay(now: number, zone: string | null): number {
  if (!zone) return new Date(now).setHours(24, 0, 0, 0);
  if (zone === lastSearch.zone && lastSearch.from <= now && now < lastSearch.end) return lastSearch.end;
  let [before, after] = [now, now + 25 * 3_600_000]; // A day is at most 25 hours long.
  const today = dayIn(now, zone);
  while (after - before > 1000) {
    const middle = (before + after) / 2;
    if (dayIn(middle, zone) === today) before = middle;
    else after = middle;
  }
  // Days begin at whole minutes.
  lastSearch = { zone, from: now, end: after - (after % 60_000) };
  return lastSearch.end;
}

/**
 * Formats a time. The date is omitted if the time is a moment of today. The year is omitted if it is the current year.
 *
 * @param now the current time in epoch milliseconds, or null to include the date and the year in any case
 * @param zone an IANA time zone, or null for the reader's
 */
export function formatTime(time: number, now: number | null, language: string, zone: string | null): string {
  const isDate = isDateOnly(time);
  const hasDate = isDate || now === null || dayIn(time, zone) !== dayIn(now, zone);
  const hasYear = now === null || dayIn(time, zone).slice(-4) !== dayIn(now, zone).slice(-4);
  const options: Intl.DateTimeFormatOptions = {
    __proto__: null,
    ...(hasDate && { year: hasYear ? 'numeric' : undefined, month: 'short', day: 'numeric' }),
    ...(isDate ? { timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' }),
    ...(zone && !isDate && { timeZone: zone }),
  };
  const format = timeFormat(language, options);
  const { timeZone } = format.resolvedOptions();
  const parts = format.formatToParts(time);
  return parts
    .map(({ type, value }) => (type === 'timeZoneName' ? zoneName(value, time, language, timeZone) : value))
    .join('');
}

/**
 * Returns the name of a zone in a language, such as `KST` or `한국시간`.
 *
 * @param short the short name according to `Intl`, which for most zones is only their distance, such as `GMT+9`
 */
function zoneName(short: string, time: number, language: string, timeZone: string): string {
  if (!/^GMT./.test(short)) return short;
  const isEnglish = primaryLanguage(language) === 'en';
  const known = isEnglish && ENGLISH_NAMES.get(timeZone);
  if (known) return known;
  // In English, `Intl` names the place (`China Time`), which is shorter than the zone (`China Standard Time`). In other
  // languages, the names of some places are very long.
  const timeZoneName = isEnglish ? 'shortGeneric' : 'long';
  const parts = timeFormat(language, { __proto__: null, timeZone, timeZoneName }).formatToParts(time);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? short;
  // Korean media write 한국시간 for 한국 표준시, which some engines call 대한민국 표준시.
  return name.replace('대한민국', '한국').replace(' 표준시', '시간');
}

const timeFormat = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  cached(timeFormats, language + JSON.stringify(options), () => new Intl.DateTimeFormat(language, options));
