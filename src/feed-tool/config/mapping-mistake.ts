import type { Issue } from '../../model/quote.js';
import { excerpt } from '../excerpt.js';

/** The allowed values of the mapping keys that are not fields. */
const RULES: Readonly<Record<string, string>> = {
  zone: 'an offset such as +09:00',
  keep: '“all”, “first”, “last” or “newest”',
  percentUnit: '“point” or “fraction”',
  decimal: '“.” or “,”',
  scale: 'a number above 0',
  factor: 'an object of numbers above 0',
  skip: 'an object of values',
  words: 'an object of words by field',
  feed: 'an object of paths',
  signInPrice: 'true or false',
  needsDirection: 'true or false',
};

/** Describes what is wrong with a part of a mapping: its value, or its key if no mapping has such a key. */
export function mappingMistake({ path, value }: Pick<Issue, 'path' | 'value'>): string {
  const key = path.replace(/^paths\.?/, '');
  if (!key) return 'is not an object';
  const rule = Object.hasOwn(RULES, key) ? RULES[key] : undefined;
  if (rule === undefined) return 'is not part of a mapping';
  const written = typeof value === 'string' ? `“${excerpt(value, 40)}”` : excerpt(JSON.stringify(value) ?? '', 40);
  return `${written} is not ${rule}`;
}
