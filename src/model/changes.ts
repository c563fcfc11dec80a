import type { Quote } from './quote.js';

/** The ids of the quotes that are new, gone, or not the same any more. */
export function changedIds(before: readonly Quote[], after: readonly Quote[]): string[] {
  // All fields are JSON values, written in one order by one function.
  const byId = (quotes: readonly Quote[]): Map<string, string> => new Map(quotes.map((quote) => [quote.id, JSON.stringify(quote)]));
  const [old, now] = [byId(before), byId(after)];
  return [...new Set([...now.keys(), ...old.keys()])].filter((id) => old.get(id) !== now.get(id));
}
