import { isNeverDirection, isDirectionName, normalisedNames, nameRank } from './field-names.js';
import type { Numbers } from './find-numbers.js';
import { parseDirection, isMissing, leaves, type Row } from './parse-values.js';

/** What a mapping says of a field that tells the way. */
export interface DirectionField {
  readonly path: string;
  /** The tag's words for the source's own, where the tag does not know those by itself. */
  readonly words?: Readonly<Record<string, string>>;
}

type Sign = -1 | 0 | 1;
type CodeTable = Readonly<Record<string, string>>;

const SIGN_OF: Readonly<Record<string, Sign>> = { up: 1, down: -1, flat: 0, upper_limit: 1, lower_limit: -1 };

/** Two tables of codes are in use in Korea, and they contradict each other. */
const CODE_TABLES: readonly { readonly words: CodeTable; readonly usedBy: RegExp }[] = [
  {
    words: { '1': 'upper_limit', '2': 'up', '3': 'flat', '4': 'lower_limit', '5': 'down' },
    usedBy: /^(prdyvrsssign|rf|presig|predpresig|cmpprevddtpcd|comparetopreviouspricecode|fluctuationstypecode)$/,
  },
  { words: { '1': 'up', '2': 'down', '3': 'flat', '4': 'upper_limit', '5': 'lower_limit' }, usedBy: /^fluctpcd$/ },
];

const PLUS = /^[+＋]$/;
const MINUS = /^[-−–—－]$/;

/** A value that is a code, as text: short, and no word that the tag knows. */
const codeOf = (value: unknown): string | undefined =>
  typeof value === 'boolean' || Number.isInteger(value) || (typeof value === 'string' && value.trim().length <= 12)
    ? String(value).trim()
    : undefined;

/** Which way each row went, as its numbers say; undefined where they don't. */
function signsOfRows({ columns }: Numbers, rows: number): (Sign | undefined)[] {
  const { price, change, changePercent, previousClose } = columns;
  const signed = [change, changePercent].filter((column) => column?.cells.some((cell) => cell && cell.sign < 0));
  return Array.from({ length: rows }, (_, index) => {
    const moves = [change, changePercent].flatMap((column) => column?.cells[index] ?? []);
    const written = moves.map(({ sign }) => sign).filter(Boolean);
    const [p, b] = [price, previousClose].map((column) => column?.cells[index]?.value);
    if (written.length) return written.every((sign) => sign === written[0]) ? written[0] : undefined;
    if (p !== undefined && b !== undefined) return Math.sign(p - b) as Sign;
    if (moves.length && moves.every(({ value }) => value === 0)) return 0;
    // Where falls have a minus, what has none is a rise.
    return signed.some((column) => column?.cells[index]?.value) ? 1 : undefined;
  });
}

/** A field that may tell the way, with its values row by row. */
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
    const isWhole = found.every((value, index) => values[index] !== undefined || isMissing(value));
    return isWhole && values.some((value) => value !== undefined) ? [{ path, values }] : [];
  });
}

/** How many rows say the same as their numbers, and how many the contrary. */
function countAgreement(
  values: Column['values'],
  moves: readonly (Sign | undefined)[],
  of: (value: string) => Sign | undefined,
) {
  let agree = 0;
  let deny = 0;
  for (const [index, value] of values.entries()) {
    const [move, told] = [moves[index], value === undefined ? undefined : of(value)];
    if (!move || told === undefined) continue;
    if (move === told) agree++;
    else deny++;
  }
  return { agree, deny };
}

/** The table that a column's codes are of, where its name or the moves of its rows settle that. */
function knownTable({ path, values }: Column, moves: readonly (Sign | undefined)[]): CodeTable | undefined {
  const possible = CODE_TABLES.filter(({ words }) => {
    const { deny } = countAgreement(values, moves, (value) => SIGN_OF[words[value] ?? '']);
    return !deny && values.every((value) => value === undefined || value in words);
  });
  const named = CODE_TABLES.find(({ usedBy }) => normalisedNames(path).some((name) => usedBy.test(name)));
  if (named) return possible.includes(named) ? named.words : undefined;
  return possible.length === 1 ? possible[0]!.words : undefined;
}

/** Words for codes that stand in no table: only as far as each was seen beside a move. */
function tableFromRows({ values }: Column, moves: readonly (Sign | undefined)[]): CodeTable | undefined {
  const found: Record<string, string> = {};
  for (const [index, value] of values.entries()) {
    const move = moves[index];
    if (value === undefined) continue;
    const word = move === 1 ? 'up' : move === -1 ? 'down' : move === 0 ? 'flat' : undefined;
    if (!word || (found[value] ?? word) !== word) return undefined;
    found[value] = word;
  }
  // Of codes that are in both tables the ones not seen yet would stay without a meaning.
  const isTable = Object.keys(found).every((value) => value in CODE_TABLES[0]!.words);
  return !isTable && new Set(Object.values(found)).size > 1 ? found : undefined;
}

/** Words that a column of bare signs needs. A lone minus is often a dash for nothing: the plus beside it says that it is none. */
function wordsForPlusMinus(values: Column['values']): CodeTable | undefined {
  const seen = values.filter((value) => value !== undefined);
  const isSign = (value: string): boolean => PLUS.test(value) || MINUS.test(value);
  if (!seen.some(isSign) || !seen.every((value) => isSign(value) || value === '0' || value === '=')) return undefined;
  const flat = seen.filter((value) => !isSign(value)).map((value) => [value, 'flat']);
  return {
    '+': 'up',
    '-': 'down',
    ...Object.fromEntries(seen.filter((value) => MINUS.test(value)).map((value) => [value, 'down'])),
    ...(Object.fromEntries(flat) as CodeTable),
  };
}

/** How a column tells the way, and how much speaks for it; undefined where it does not, or nobody knows how. */
function asDirectionField(
  column: Column,
  moves: readonly (Sign | undefined)[],
): (DirectionField & { readonly weight: number }) | undefined {
  const { path, values } = column;
  const seen = values.filter((value) => value !== undefined);
  const named = isDirectionName(path) ? 2 : 0;
  const checked = (of: (value: string) => Sign | undefined): boolean => {
    const { agree, deny } = countAgreement(values, moves, of);
    return deny === 0 || (named > 0 && agree >= 3 * deny);
  };
  const signs = wordsForPlusMinus(values);
  // A field of dashes only is a sign if it is called one.
  if (signs && (named || seen.some((value) => PLUS.test(value))) && checked((value) => SIGN_OF[signs[value] ?? '']))
    return { path, words: signs, weight: 2 + named };
  const isWord = (value: string): boolean => !/^[-+\d]+$/.test(value) && parseDirection(value) !== null;
  if (seen.every(isWord) && checked((value) => SIGN_OF[parseDirection(value)!])) return { path, weight: 3 + named };
  if (!named) return undefined;
  const isPlusMinus = seen.includes('-1') && seen.every((value) => ['1', '0', '-1', '+1'].includes(value));
  const words = isPlusMinus
    ? { '1': 'up', '0': 'flat', '-1': 'down', ...(seen.includes('+1') && { '+1': 'up' }) }
    : (knownTable(column, moves) ?? tableFromRows(column, moves));
  if (words) return { path, words, weight: 1 + named };
  // Without a meaning it is a direction all the same: then prices stand alone, and no fall is taken for a rise.
  return moves.includes(undefined) ? { path, weight: 0 } : undefined;
}

/** The field that tells the way, and the words that it needs: none for codes of which nothing tells the meaning. */
export function findDirection(rows: readonly Row[], numbers: Numbers): DirectionField | undefined {
  if (!numbers.columns.change && !numbers.columns.changePercent) return undefined;
  const moves = signsOfRows(numbers, rows.length);
  const taken = Object.values(numbers.columns).map(({ path }) => path);
  const order = (path: string): number => nameRank('direction', path) ?? 1000;
  const [best] = columnsOf(rows)
    .filter(({ path }) => !taken.includes(path) && !isNeverDirection(path))
    .flatMap((column) => asDirectionField(column, moves) ?? [])
    .sort((one, other) => other.weight - one.weight || order(one.path) - order(other.path));
  return best && { path: best.path, ...(best.words && { words: best.words }) };
}
