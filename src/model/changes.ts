import type { Quote } from './quote.js';

/** The ids of the quotes that are new, gone, or not the same any more. */
export function changedIds(before: readonly Quote[], after: readonly Quote[]): string[] {
  const old = new Map(before.map((quote) => [quote.id, quote]));
  const changed = after.filter((quote) => {
    const was = old.get(quote.id);
    old.delete(quote.id);
    return !was || !sameQuote(was, quote);
  });
  return [...changed.map(({ id }) => id), ...old.keys()];
}

function sameQuote(one: Quote, other: Quote): boolean {
  // All fields are JSON values, written in one order by one function.
  return JSON.stringify(one) === JSON.stringify(other);
}
