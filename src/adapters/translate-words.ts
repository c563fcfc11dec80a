import { isObject, isScalar } from './json-values.js';

/** The translations for one field, by the vendor's word or code. */
export type WordTable = Readonly<Record<string, unknown>>;

/** If a value is an object, these members may contain the vendor's word or code. */
const WORD_MEMBERS = ['code', 'name', 'text'] as const;

/** Whether a table contains a translation of a value. */
export const hasWordFor = (table: WordTable | undefined, value: unknown): boolean =>
  wordFor(table, value) !== undefined;

/**
 * Translates a value to a word of the canonical feed format (the project's own JSON format). If the value is an object,
 * its members `code`, `name` and `text` are translated. A value or member without a translation stays unchanged.
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

/**
 * Returns the translation of a value, or undefined if the table does not contain the value. The value is first looked
 * up unchanged, and then without the spaces around it.
 */
function wordFor(table: WordTable | undefined, value: unknown): unknown {
  if (!table || !isScalar(value)) return undefined;
  const text = `${value}`;
  if (Object.hasOwn(table, text)) return table[text];
  const trimmed = text.trim();
  return Object.hasOwn(table, trimmed) ? table[trimmed] : undefined;
}
