import { leaves, type Row } from './parse-values.js';

const DATE_NAME = /(date|ymd|dt|일자|날짜)$/;
const CLOCK_NAME = /(time|hour|hms|tm|시각|시간)$/;

/** Returns the name without the word that says what it holds: `bsop` for `bsop_date` and for `bsop_hour`. */
const stemOf = (path: string, word: RegExp): string | undefined => {
  const name = path.toLowerCase().replace(/[_-]/g, '');
  return word.test(name) ? name.replace(word, '') : undefined;
};

/**
 * Returns a text for `asOf` that joins a date and a time of day, as in `={bsop_date}{bsop_hour}`, if each row has both in fields
 * that are named alike.
 */
export function joinedTime(rows: readonly Row[]): { readonly date: string; readonly text: string } | undefined {
  const [first] = rows;
  const paths = first ? leaves(first).map(([path]) => path) : [];
  const every = (path: string, form: RegExp): boolean =>
    rows.every((row) => leaves(row).some(([one, value]) => one === path && form.test(String(value).trim())));
  for (const date of paths) {
    const stem = stemOf(date, DATE_NAME);
    const clock = paths.find((path) => stem !== undefined && stemOf(path, CLOCK_NAME) === stem);
    if (clock === undefined) continue;
    if (every(date, /^\d{8}$/) && every(clock, /^\d{6}$/)) return { date, text: `={${date}}{${clock}}` };
    if (every(date, /^\d{4}-\d\d-\d\d$/) && every(clock, /^\d\d:\d\d(:\d\d)?$/))
      return { date, text: `={${date}} {${clock}}` };
  }
  return undefined;
}
