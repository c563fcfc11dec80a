import { parseFeed, type Direction } from 'market-ticker/feed.js';

export type Row = Readonly<Record<string, unknown>>;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What sources write where they have no value. */
export const isMissing = (value: unknown): boolean =>
  value == null || (typeof value === 'string' && /^(-{0,2}|n\/?a)$/i.test(value.trim()));

/** A value of a row that is no row itself, with the path that a mapping would call it by. */
export type Leaf = readonly [path: string, value: unknown];

const MAX_DEPTH = 2;
const MAX_LEAVES = 120;

/** The values of a row that are no rows themselves. Lists in a row are not looked into. */
export function leaves(row: Row, before = '', depth = 0): Leaf[] {
  return Object.entries(row)
    .slice(0, MAX_LEAVES)
    .flatMap(([name, value]): Leaf[] => {
      const path = before + name;
      if (isRow(value)) return depth < MAX_DEPTH ? leaves(value, `${path}.`, depth + 1) : [];
      return Array.isArray(value) || value === null ? [] : [[path, value]];
    });
}

const directions = new Map<unknown, Direction | null>();

/** What the tag itself takes a word, a glyph or a sign for; null where it does not know it. */
export function parseDirection(value: unknown): Direction | null {
  if (typeof value !== 'string' || value.length > 20) return null;
  let direction = directions.get(value);
  if (direction === undefined) {
    direction = parseFeed([{ id: 'A', price: 1, direction: value }]).quotes[0]?.direction ?? null;
    directions.set(value, direction);
  }
  return direction;
}

/** What separates the decimals in numbers that are texts. */
export type DecimalMark = '.' | ',';

export interface WrittenNumber {
  readonly value: number;
  /** The sign that was written, as `+`, `-`, or a word or glyph beside the digits; 0 where none was. */
  readonly sign: -1 | 0 | 1;
  readonly places: number;
}

const NUMBER_PARTS = /^([^\d.,+-]*)([+-]?)[$€£¥₩￦]?((?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)(%?)(.*)$/iu;
const DIGITS_WITH_POINT = /^([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d*)?(e.*)?$/i;
const DIGITS_WITH_COMMA = /^([1-9]\d{0,2}(\.\d{3})+|\d+)?(,\d*)?(e.*)?$/i;

const SIGNS = { up: 1, down: -1, flat: 0 } as const;

/** Full-width forms and the dashes that people paste as a minus, without spaces. */
const normaliseText = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .replace(/[\u2010-\u2015\u2212\uFE63]/g, '-')
    .replace(/^\((?=[+-])(.*)\)$/, '$1');

/** A number as the tag reads it, with the sign that was written. undefined for everything else, dates and codes included. */
export function parseNumber(raw: unknown, decimal: DecimalMark = '.'): WrittenNumber | undefined {
  if (typeof raw === 'number' && Number.isFinite(raw))
    return { value: raw, sign: raw < 0 ? -1 : 0, places: (/\.(\d+)$/.exec(`${raw}`)?.[1] ?? '').length };
  if (typeof raw !== 'string' || raw.length > 40) return undefined;
  const [, before = '', sign = '', digits = '', , after = ''] = NUMBER_PARTS.exec(normaliseText(raw)) ?? [];
  if (!digits || !(decimal === ',' ? DIGITS_WITH_COMMA : DIGITS_WITH_POINT).test(digits)) return undefined;
  const words = [before.replace(/[$€£¥₩￦]$/, ''), after].filter(Boolean);
  const told = words.map(parseDirection);
  if (words.length > 1 || told.includes(null)) return undefined;
  const text = decimal === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  const written = told[0] ? SIGNS[told[0]] : sign === '+' ? 1 : sign === '-' ? -1 : 0;
  const amount = Number(text);
  return Number.isFinite(amount)
    ? { value: amount * (written < 0 ? -1 : 1), sign: written, places: (/\.(\d+)/.exec(text)?.[1] ?? '').length }
    : undefined;
}

/** `1.359,00` has a decimal comma, if nothing beside it has a decimal point. */
export function detectDecimalMark(rows: readonly Row[]): DecimalMark | undefined {
  const texts = rows.flatMap((row) => leaves(row).map(([, value]) => (typeof value === 'string' ? value.trim() : '')));
  const numbers = texts.filter((text) => /^\D{0,6}[\d.,]*\d\D{0,6}$/.test(text) && !/\d[.,]\d{1,2}[.,]\d/.test(text));
  const comma = numbers.some((text) => /\.\d{3},|\d,(\d{1,2}|\d{4,})\D*$/.test(text));
  const point = numbers.some((text) => /,\d{3}\.|\d\.(\d{1,2}|\d{4,})\D*$/.test(text));
  return comma === point ? undefined : comma ? ',' : '.';
}
