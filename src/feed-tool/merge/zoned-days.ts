import { DAY_MS } from '../../model/parse-time.js';

/** A time of day in a time zone. */
export interface CloseTime {
  /** Minutes after midnight. */
  readonly minutes: number;
  /** An IANA time zone. */
  readonly zone: string;
}

const MINUTE = 60_000;

/** Reads a time of the configuration, such as `15:30 Asia/Seoul`. `loadConfig` has checked it. */
export function parseCloseTime(text: string): CloseTime {
  const [time = '', zone = ''] = text.split(' ');
  const [hours = '', minutes = ''] = time.split(':');
  return { minutes: 60 * Number(hours) + Number(minutes), zone };
}

/** Whether a text is the name of a time zone. */
export function isZone(text: string): boolean {
  try {
    formatOf(text);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      __proto__: null,
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Returns the local time in a zone as if it were UTC, in epoch ms, without the milliseconds. */
function localTime(time: number, zone: string): number {
  if (zone === 'UTC') return time;
  const [day = 0, month = 0, year = 0, hours, minutes, seconds] = (formatOf(zone).format(time).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, day, hours, minutes, seconds);
}

/** Returns the day of a time in a zone, as the number of days since 1 January 1970. */
export const dayIn = (time: number, zone: string): number => Math.floor(localTime(time, zone) / DAY_MS);

/** Returns the time of the close of a day in epoch ms. */
function closeOn(day: number, { minutes, zone }: CloseTime): number {
  const local = day * DAY_MS + minutes * MINUTE;
  // The UTC offset of the zone may differ before and after a clock change, so it is looked up twice.
  const guess = local - (localTime(local, zone) - local);
  return guess + local - localTime(guess, zone);
}

/** Returns the last close at or before a time, and its day in the zone of the close. */
export function closeBefore(time: number, close: CloseTime): { readonly at: number; readonly day: number } {
  const today = dayIn(time, close.zone);
  const at = closeOn(today, close);
  return at <= time ? { at, day: today } : { at: closeOn(today - 1, close), day: today - 1 };
}
