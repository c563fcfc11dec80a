import { isObject, isScalar } from './values.js';

/** What words and codes of a source mean for one field. */
export type WordTable = Readonly<Record<string, unknown>>;

/** The members of an object that a source may write a code or a word in. */
const NAMED = ['code', 'name', 'text'] as const;

/** The table's word for a value, as it is written or without the spaces around it; undefined when there is none. */
function wordFor(table: WordTable | undefined, value: unknown): unknown {
  if (!table || !isScalar(value)) return undefined;
  const text = `${value}`;
  if (Object.hasOwn(table, text)) return table[text];
  const trimmed = text.trim();
  return Object.hasOwn(table, trimmed) ? table[trimmed] : undefined;
}

/** Whether a table says what a value means. */
export const isDeclared = (table: WordTable | undefined, value: unknown): boolean =>
  wordFor(table, value) !== undefined;

/** A value in canonical words, as far as the table knows it; an object is translated by its `code`, `name` and `text`. */
export function translate(table: WordTable | undefined, value: unknown): unknown {
  if (!table) return value;
  if (!isObject(value)) {
    const word = wordFor(table, value);
    return word === undefined ? value : word;
  }
  const known = NAMED.flatMap((name) => {
    const word = Object.hasOwn(value, name) ? wordFor(table, value[name]) : undefined;
    return word === undefined ? [] : [[name, word] as const];
  });
  return known.length ? { ...value, ...Object.fromEntries(known) } : value;
}
