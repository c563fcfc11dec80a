import { parseFeed, type Direction } from 'market-ticker/feed.js';

export type Row = Readonly<Record<string, unknown>>;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns whether a value is one that sources write for a missing value. */
export const isMissing = (value: unknown): boolean =>
  value == null || (typeof value === 'string' && /^(-{0,2}|n\/?a)$/i.test(value.trim()));

/** A value of a row that is not an object, with the path that a mapping would use for it. */
export type Leaf = readonly [path: string, value: unknown];

const MAX_DEPTH = 2;
const MAX_LEAVES = 120;

/** Returns the values of a row and of the objects in it, without null and without arrays. */
export function leaves(row: Row, prefix = '', depth = 0): Leaf[] {
  return Object.entries(row)
    .slice(0, MAX_LEAVES)
    .flatMap(([name, value]): Leaf[] => {
      const path = prefix + name;
      if (isRow(value)) return depth < MAX_DEPTH ? leaves(value, `${path}.`, depth + 1) : [];
      return Array.isArray(value) || value === null ? [] : [[path, value]];
    });
}

const directionCache = new Map<unknown, Direction | null>();

/** Returns the direction that the tag itself reads from a word, a glyph or a sign; null if it does not know the text. */
export function parseDirection(value: unknown): Direction | null {
  if (typeof value !== 'string' || value.length > 20) return null;
  let direction = directionCache.get(value);
  if (direction === undefined) {
    direction = parseFeed([{ id: 'A', price: 1, direction: value }]).quotes[0]?.direction ?? null;
    directionCache.set(value, direction);
  }
  return direction;
}

/** The decimal mark of numbers that are written as text. */
export type DecimalMark = '.' | ',';

export interface WrittenNumber {
  readonly value: number;
  /** The sign as it was written: `+`, `-`, or a word or a glyph next to the digits; 0 if there was none. */
  readonly sign: -1 | 0 | 1;
  /** The number of decimal places. */
  readonly places: number;
}

const NUMBER_PARTS = /^([^\d.,+-]*)([+-]?)[$€£¥₩￦]?((?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)(%?)(.*)$/iu;
const DIGITS_WITH_POINT = /^([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d*)?(e.*)?$/i;
const DIGITS_WITH_COMMA = /^([1-9]\d{0,2}(\.\d{3})+|\d+)?(,\d*)?(e.*)?$/i;

const SIGNS = { up: 1, down: -1, flat: 0 } as const;

/** Converts full-width characters to ASCII and other dashes to a minus, and removes spaces and parentheses around a sign. */
const normaliseText = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .replace(/[\u2010-\u2015\u2212\uFE63]/g, '-')
    .replace(/^\((?=[+-])(.*)\)$/, '$1');

/**
 * Parses a number as the tag does, with the sign as it was written. Returns undefined for everything else, including dates and
 * codes.
 */
export function parseNumber(raw: unknown, decimal: DecimalMark = '.'): WrittenNumber | undefined {
  if (typeof raw === 'number' && Number.isFinite(raw))
    return { value: raw, sign: raw < 0 ? -1 : 0, places: (/\.(\d+)$/.exec(`${raw}`)?.[1] ?? '').length };
  if (typeof raw !== 'string' || raw.length > 40) return undefined;
  const [, prefix = '', sign = '', digits = '', , suffix = ''] = NUMBER_PARTS.exec(normaliseText(raw)) ?? [];
  if (!digits || !(decimal === ',' ? DIGITS_WITH_COMMA : DIGITS_WITH_POINT).test(digits)) return undefined;
  const words = [prefix.replace(/[$€£¥₩￦]$/, ''), suffix].filter(Boolean);
  const directions = words.map(parseDirection);
  if (words.length > 1 || directions.includes(null)) return undefined;
  const text = decimal === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  const writtenSign = directions[0] ? SIGNS[directions[0]] : sign === '+' ? 1 : sign === '-' ? -1 : 0;
  const amount = Number(text);
  return Number.isFinite(amount)
    ? {
        value: amount * (writtenSign < 0 ? -1 : 1),
        sign: writtenSign,
        places: (/\.(\d+)/.exec(text)?.[1] ?? '').length,
      }
    : undefined;
}

/** Detects the decimal mark: `1.359,00` has a decimal comma. Returns undefined if the rows contain both marks, or neither. */
export function detectDecimalMark(rows: readonly Row[]): DecimalMark | undefined {
  const texts = rows.flatMap((row) => leaves(row).map(([, value]) => (typeof value === 'string' ? value.trim() : '')));
  const numbers = texts.filter((text) => /^\D{0,6}[\d.,]*\d\D{0,6}$/.test(text) && !/\d[.,]\d{1,2}[.,]\d/.test(text));
  const comma = numbers.some((text) => /\.\d{3},|\d,(\d{1,2}|\d{4,})\D*$/.test(text));
  const point = numbers.some((text) => /,\d{3}\.|\d\.(\d{1,2}|\d{4,})\D*$/.test(text));
  return comma === point ? undefined : comma ? ',' : '.';
}
