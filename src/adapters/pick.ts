import type { Issue } from '../model/quote.js';
import type { RawFeed, RawItem } from '../model/raw-feed.js';
import { refused } from './refused.js';

/**
 * Where a value stands in a payload: names with dots between them (`data.primaryData.netChange`), places in arrays as
 * numbers (`result.0.meta`). A name that has dots in it is found as well (`Global Quote.05. price`). Of several with a bar
 * between them the first that has a value is taken (`closePriceRaw|closePrice`); `""`, `"-"` and null are no values.
 *
 * `$key` is the row's name where the rows are in an object, `$value` the row itself where it is a bare number, and `$root`
 * the whole payload. After `=` comes a text, with paths in braces: `=index`, `={base}/{quote}`.
 */
export type Path = string;

/** A path; or paths by name, for texts by language and the like; or a value that is the same for all. */
export type Picked = Path | number | boolean | null | { readonly [name: string]: Picked };

/** How to read JSON of some shape: what only the source's manual tells, and a path for each field of a canonical item. */
export interface Mapping {
  /**
   * The rows: an array, or an object whose values are rows with a `*` at the end (`rates.*`). What is neither is one row.
   * Default: the payload itself.
   */
  readonly items?: Path;
  /** Where an error body has its message: a value there refuses the payload. */
  readonly error?: Path;
  /** Fields of the envelope. */
  readonly feed?: Readonly<Record<string, Picked>>;
  /** Canonical words for the source's own, by field: `{"state": {"CLOSE": "closed"}}`. Others go as they are. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What `changePercent` is in. Default `point`: 1.27 is 1.27 %. */
  readonly percentUnit?: 'point' | 'fraction';
  /** Factor for price, change and previous close. */
  readonly scale?: number;
  /** UTC offset of times without one: `+09:00`. */
  readonly zone?: string;
  /** The price carries the sign of the move. */
  readonly signInPrice?: boolean;
  /** Fields of an item. */
  readonly [field: string]: unknown;
}

/** Of one answer. The largest that was met, a month of all indices, has some thousand; a million would hang the page. */
const MOST_ROWS = 5000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What is at a path, among own properties only: a payload has no prototype worth reading. */
export function at(value: unknown, path: Path): unknown {
  if (!path || !isObject(value)) return path ? undefined : value;
  if (Object.hasOwn(value, path)) return value[path];
  // Each dot may be in a name, or end one.
  for (let dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    const found = Object.hasOwn(value, head) ? at(value[head], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

export const isMissing = (value: unknown): boolean => value == null || value === '' || value === '-';

/** Finds one field of a row: `$value`, `$key`, `$root`. */
type Finder = (row: Readonly<Record<string, unknown>>) => unknown;

/** The finder for a path; made once for all rows. */
function finder(path: unknown): Finder {
  if (isObject(path)) {
    const inner = Object.entries(path).map(([name, path]) => [name, finder(path)] as const);
    return (row) => {
      const found = inner.map(([name, find]) => [name, find(row)]).filter(([, value]) => !isMissing(value));
      return found[0] && (Object.fromEntries(found) as unknown);
    };
  }
  if (typeof path !== 'string') return () => path;
  if (path.startsWith('=')) {
    // Odd parts are the paths between braces.
    const parts = path.slice(1).split(/\{(.*?)\}/);
    const finders = parts.map((part, index) => (index % 2 ? finder(part) : () => part));
    return (row) => {
      const values = finders.map((find) => find(row));
      return values.some((value, index) => index % 2 && (isMissing(value) || isObject(value)))
        ? undefined
        : values.join('');
    };
  }
  const paths = path.split('|');
  // Where no path has a value it is what stands there all the same: `"-"` is worth a report.
  return (row) => {
    let rest: unknown;
    for (const one of paths) {
      const value = at(one.startsWith('$') ? row : row.$value, one);
      if (!isMissing(value)) return value;
      // null is an answer: it says that there is no value now.
      if (rest === undefined) rest = value;
    }
    return rest;
  };
}

/** What can be an id or a code, as text; empty for everything else: not each object has a text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';

/** Picks the fields of a payload by a mapping, and by a second one that adds to it or replaces parts. */
export function pick(payload: unknown, own: Mapping, paths: object = {}): RawFeed {
  const mapping: Mapping = { ...own, ...paths };
  const { items, error, feed, words, percentUnit, scale, zone, signInPrice, ...fields } = mapping;
  const root = { $value: payload, $root: payload };
  const message = error && finder(error)(root);
  if (message) return refused('source-error', message);

  const finders = (paths: object): ((row: Readonly<Record<string, unknown>>) => RawItem['fields']) => {
    const all = Object.entries(paths).map(([name, path]) => [name, finder(path), words?.[name]] as const);
    return (row) => {
      // Without a prototype, so that a name is a name, `__proto__` too.
      const fields = Object.create(null) as Record<string, unknown>;
      for (const [name, find, known] of all) {
        const value = find(row);
        const word = typeof value === 'boolean' ? `${value}` : textOf(value);
        fields[name] = isObject(known) && Object.hasOwn(known, word) ? known[word] : value;
      }
      return fields;
    };
  };
  const fieldsOf = finders(fields);
  const where = textOf(items);
  const place = where.replace(/\.?\*$/, '');
  const found = at(payload, place);
  if (!isObject(found)) return refused('not-a-feed', payload);
  const many = Array.isArray(found) || place !== where;
  const rows: [string, unknown][] = many ? Object.entries(found) : [['', found]];
  const issues: Issue[] = [];
  const picked: RawItem[] = [];
  if (rows.length > MOST_ROWS)
    issues.push({ path: place, value: rows.length, rule: 'too-many-items', action: 'skipped' });
  for (const [key, value] of rows.slice(0, MOST_ROWS)) {
    const path = Array.isArray(found) ? `${place}[${key}]` : [place, key].filter(Boolean).join('.');
    if (isMissing(value)) issues.push({ path, value, rule: 'not-an-item', action: 'skipped' });
    else {
      const row = { $value: value, $key: key, $root: payload };
      const fraction = percentUnit === 'fraction';
      picked.push({ path, fraction, scale, zone, signInPrice, fields: fieldsOf(row) });
    }
  }
  return { fields: finders(Object(feed) as object)(root), zone, items: picked, issues };
}

/**
 * A feed with more fields on its items than paths can tell, or without some of them.
 *
 * @param paths the page's own mapping: what it names is left as it was picked
 * @param more further fields of an item, or the rule by which it is left out
 */
export function refine(
  feed: RawFeed,
  paths: object | undefined,
  more: (fields: RawItem['fields']) => RawItem['fields'] | string,
): RawFeed {
  const own = Object.keys(paths ?? {});
  const issues = [...(feed.issues ?? [])];
  const items = feed.items.flatMap((item) => {
    const fields = more(item.fields);
    if (typeof fields !== 'string') {
      const kept = own.map((name) => [name, item.fields[name]]);
      return [{ ...item, fields: { ...item.fields, ...fields, ...(Object.fromEntries(kept) as RawItem['fields']) } }];
    }
    issues.push({ path: item.path, value: item.fields, rule: fields, action: 'skipped' });
    return [];
  });
  return { ...feed, items, issues };
}
