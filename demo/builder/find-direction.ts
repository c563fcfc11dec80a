import { isNeverDirection, isDirectionName, normalisedNames, nameRank } from './field-names.js';
import type { Numbers } from './find-numbers.js';
import { parseDirection, isMissing, leaves, type Row } from './parse-values.js';

/** The field of a mapping that holds the direction. */
export interface DirectionField {
  readonly path: string;
  /** The tag's word for each of the source's codes, where the tag does not know them itself. */
  readonly words?: Readonly<Record<string, string>>;
}

type Sign = -1 | 0 | 1;
type CodeTable = Readonly<Record<string, string>>;

const SIGN_OF: Readonly<Record<string, Sign>> = { up: 1, down: -1, flat: 0, upper_limit: 1, lower_limit: -1 };

/** The two tables of codes that are used in Korea; they contradict each other. `usedBy` matches names of fields. */
const CODE_TABLES: readonly { readonly words: CodeTable; readonly usedBy: RegExp }[] = [
  {
    words: { '1': 'upper_limit', '2': 'up', '3': 'flat', '4': 'lower_limit', '5': 'down' },
    usedBy: /^(prdyvrsssign|rf|presig|predpresig|cmpprevddtpcd|comparetopreviouspricecode|fluctuationstypecode)$/,
  },
  { words: { '1': 'up', '2': 'down', '3': 'flat', '4': 'upper_limit', '5': 'lower_limit' }, usedBy: /^fluctpcd$/ },
];

const PLUS = /^[+＋]$/;
const MINUS = /^[-−–—－]$/;

/** Returns a value that can be a code (a boolean, an integer or a text of at most 12 characters) as text, else undefined. */
const codeOf = (value: unknown): string | undefined =>
  typeof value === 'boolean' || Number.isInteger(value) || (typeof value === 'string' && value.trim().length <= 12)
    ? String(value).trim()
    : undefined;

/** Returns the sign of each row's price change according to its numbers; undefined where the numbers do not tell. */
function signsOfRows({ columns }: Numbers, rows: number): (Sign | undefined)[] {
  const { price, change, changePercent, previousClose } = columns;
  const signed = [change, changePercent].filter((column) => column?.cells.some((cell) => cell && cell.sign < 0));
  return Array.from({ length: rows }, (_, index) => {
    const changes = [change, changePercent].flatMap((column) => column?.cells[index] ?? []);
    const writtenSigns = changes.map(({ sign }) => sign).filter(Boolean);
    const current = price?.cells[index]?.value;
    const previous = previousClose?.cells[index]?.value;
    if (writtenSigns.length)
      return writtenSigns.every((sign) => sign === writtenSigns[0]) ? writtenSigns[0] : undefined;
    if (current !== undefined && previous !== undefined) return Math.sign(current - previous) as Sign;
    if (changes.length && changes.every(({ value }) => value === 0)) return 0;
    // Where falls are written with a minus, a change without a sign is a rise.
    return signed.some((column) => column?.cells[index]?.value) ? 1 : undefined;
  });
}

/** A field that may hold the direction, with its value in each row. */
interface Column {
  readonly path: string;
  readonly values: readonly (string | undefined)[];
}

function columnsOf(rows: readonly Row[]): Column[] {
  const paths = [...new Set(rows.flatMap((row) => leaves(row).map(([path]) => path)))];
  const all = rows.map((row) => new Map(leaves(row)));
  return paths.flatMap((path) => {
    const found = all.map((row) => row.get(path));
    const values = found.map((value) => (isMissing(value) && !MINUS.test(String(value)) ? undefined : codeOf(value)));
    const isComplete = found.every((value, index) => values[index] !== undefined || isMissing(value));
    return isComplete && values.some((value) => value !== undefined) ? [{ path, values }] : [];
  });
}

/** Counts the rows whose value agrees with the sign of their numbers, and the rows whose value contradicts it. */
function countAgreement(
  values: Column['values'],
  signs: readonly (Sign | undefined)[],
  signOf: (value: string) => Sign | undefined,
) {
  let agreeing = 0;
  let contradicting = 0;
  for (const [index, value] of values.entries()) {
    const expected = signs[index];
    const actual = value === undefined ? undefined : signOf(value);
    if (!expected || actual === undefined) continue;
    if (expected === actual) agreeing++;
    else contradicting++;
  }
  return { agreeing, contradicting };
}

/** Returns the table that a column's codes belong to, if its name or the signs of its rows' numbers decide that. */
function knownTable({ path, values }: Column, signs: readonly (Sign | undefined)[]): CodeTable | undefined {
  const possible = CODE_TABLES.filter(({ words }) => {
    const { contradicting } = countAgreement(values, signs, (value) => SIGN_OF[words[value] ?? '']);
    return !contradicting && values.every((value) => value === undefined || value in words);
  });
  const named = CODE_TABLES.find(({ usedBy }) => normalisedNames(path).some((name) => usedBy.test(name)));
  if (named) return possible.includes(named) ? named.words : undefined;
  return possible.length === 1 ? possible[0]!.words : undefined;
}

/** Derives the meaning of codes that are in no table from the signs of the rows. Every code needs a row that has a sign. */
function tableFromRows({ values }: Column, signs: readonly (Sign | undefined)[]): CodeTable | undefined {
  const found: Record<string, string> = {};
  for (const [index, value] of values.entries()) {
    const sign = signs[index];
    if (value === undefined) continue;
    const word = sign === 1 ? 'up' : sign === -1 ? 'down' : sign === 0 ? 'flat' : undefined;
    if (!word || (found[value] ?? word) !== word) return undefined;
    found[value] = word;
  }
  // Codes that are in the known tables are left out: the ones that have not occurred yet would stay without a meaning.
  const isTable = Object.keys(found).every((value) => value in CODE_TABLES[0]!.words);
  return !isTable && new Set(Object.values(found)).size > 1 ? found : undefined;
}

/**
 * Returns the words for a column of plus and minus signs; undefined for any other column. They are needed because the tag takes a
 * lone minus for a dash that stands for a missing value.
 */
function wordsForPlusMinus(values: Column['values']): CodeTable | undefined {
  const present = values.filter((value) => value !== undefined);
  const isSign = (value: string): boolean => PLUS.test(value) || MINUS.test(value);
  if (!present.some(isSign) || !present.every((value) => isSign(value) || value === '0' || value === '='))
    return undefined;
  const flat = present.filter((value) => !isSign(value)).map((value) => [value, 'flat']);
  return {
    '+': 'up',
    '-': 'down',
    ...Object.fromEntries(present.filter((value) => MINUS.test(value)).map((value) => [value, 'down'])),
    ...(Object.fromEntries(flat) as CodeTable),
  };
}

/** Returns a column as a direction field, with a weight for how certain that is; undefined if it does not hold the direction. */
function asDirectionField(
  column: Column,
  signs: readonly (Sign | undefined)[],
): (DirectionField & { readonly weight: number }) | undefined {
  const { path, values } = column;
  const present = values.filter((value) => value !== undefined);
  const nameWeight = isDirectionName(path) ? 2 : 0;
  const agreesWithNumbers = (signOf: (value: string) => Sign | undefined): boolean => {
    const { agreeing, contradicting } = countAgreement(values, signs, signOf);
    return contradicting === 0 || (nameWeight > 0 && agreeing >= 3 * contradicting);
  };
  const plusMinusWords = wordsForPlusMinus(values);
  // A column of dashes alone counts only if its name says that it holds a direction.
  if (
    plusMinusWords &&
    (nameWeight || present.some((value) => PLUS.test(value))) &&
    agreesWithNumbers((value) => SIGN_OF[plusMinusWords[value] ?? ''])
  )
    return { path, words: plusMinusWords, weight: 2 + nameWeight };
  const isWord = (value: string): boolean => !/^[-+\d]+$/.test(value) && parseDirection(value) !== null;
  if (present.every(isWord) && agreesWithNumbers((value) => SIGN_OF[parseDirection(value)!]))
    return { path, weight: 3 + nameWeight };
  if (!nameWeight) return undefined;
  const isPlusMinus = present.includes('-1') && present.every((value) => ['1', '0', '-1', '+1'].includes(value));
  const words = isPlusMinus
    ? { '1': 'up', '0': 'flat', '-1': 'down', ...(present.includes('+1') && { '+1': 'up' }) }
    : (knownTable(column, signs) ?? tableFromRows(column, signs));
  if (words) return { path, words, weight: 1 + nameWeight };
  // Even without known meanings the mapping names the field: the strip then shows prices without changes, instead of showing a
  // fall as a rise.
  return signs.includes(undefined) ? { path, weight: 0 } : undefined;
}

/**
 * Finds the field that holds the direction, and the words for its codes. Codes whose meaning cannot be derived get no words.
 * Returns undefined if the rows have no change and no percent, or no such field.
 */
export function findDirection(rows: readonly Row[], numbers: Numbers): DirectionField | undefined {
  if (!numbers.columns.change && !numbers.columns.changePercent) return undefined;
  const signs = signsOfRows(numbers, rows.length);
  const numberPaths = Object.values(numbers.columns).map(({ path }) => path);
  const order = (path: string): number => nameRank('direction', path) ?? 1000;
  const [best] = columnsOf(rows)
    .filter(({ path }) => !numberPaths.includes(path) && !isNeverDirection(path))
    .flatMap((column) => asDirectionField(column, signs) ?? [])
    .sort((one, other) => other.weight - one.weight || order(one.path) - order(other.path));
  return best && { path: best.path, ...(best.words && { words: best.words }) };
}
