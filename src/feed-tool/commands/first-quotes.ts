import type { Quote } from '../../model/quote.js';
import type { SourceState } from '../types.js';

/** The quotes of a strip, each with the name of its source, and the ids that no source has. */
export interface FirstQuotes {
  readonly rows: readonly { readonly quote: Quote; readonly origin: string }[];
  readonly missing: readonly string[];
}

/** Takes each item of the first source that has a price for it, in the order of the configuration. */
export function firstQuotes(states: readonly SourceState[], items?: readonly string[]): FirstQuotes {
  const rows = new Map<string, FirstQuotes['rows'][number]>();
  for (const { feed, config } of states)
    for (const quote of feed?.quotes ?? [])
      if ((rows.get(quote.id)?.quote.price ?? null) === null) rows.set(quote.id, { quote, origin: config.name });
  const ids = items ?? [...rows.keys()];
  return {
    rows: ids.flatMap((id) => rows.get(id) ?? []),
    missing: ids.filter((id) => !rows.has(id)),
  };
}
