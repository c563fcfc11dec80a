import { isObject, isScalar } from './json-values.js';

/** What the words and codes of a source mean for one field, by word or code. */
export type WordTable = Readonly<Record<string, unknown>>;

/** The members of an object in which a source may write a code or a word. */
const WORD_MEMBERS = ['code', 'name', 'text'] as const;

/** Whether a table says what a value means. */
export const hasWordFor = (table: WordTable | undefined, value: unknown): boolean =>
  wordFor(table, value) !== undefined;

/**
 * Translates a value to a canonical word. A value that the table does not list is returned as it is. In an object, the
 * members `code`, `name` and `text` are translated.
 */
export function translateWord(table: WordTable | undefined, value: unknown): unknown {
  if (!table) return value;
  if (!isObject(value)) {
    const word = wordFor(table, value);
    return word === undefined ? value : word;
  }
  const translated = WORD_MEMBERS.flatMap((name) => {
    const word = Object.hasOwn(value, name) ? wordFor(table, value[name]) : undefined;
    return word === undefined ? [] : [[name, word] as const];
  });
  return translated.length ? { ...value, ...Object.fromEntries(translated) } : value;
}

/** Looks up a value as it is written, then without the spaces around it; undefined where the table lists neither. */
function wordFor(table: WordTable | undefined, value: unknown): unknown {
  if (!table || !isScalar(value)) return undefined;
  const text = `${value}`;
  if (Object.hasOwn(table, text)) return table[text];
  const trimmed = text.trim();
  return Object.hasOwn(table, trimmed) ? table[trimmed] : undefined;
}
