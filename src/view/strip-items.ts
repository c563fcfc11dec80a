import type { Feed, Quote } from '../model/quote.js';
import { itemView, missingView, wider, type ItemView, type Reserve } from './item-view.js';
import type { Words } from './words.js';

/** The ids that a `symbols` attribute names, in order and once each; null for all. */
export function readSymbols(symbols: string): readonly string[] | null {
  const ids = symbols.split(/[\s,]+/).filter(Boolean);
  return ids.length > 0 ? [...new Set(ids)] : null;
}

/** The quotes that are shown, in the order in which they are. */
export function chosenQuotes({ quotes }: Feed, symbols: readonly string[] | null): readonly Quote[] {
  if (!symbols) return quotes;
  const byId = new Map(quotes.map((quote) => [quote.id, quote]));
  return symbols.map((id) => byId.get(id)).filter((quote) => quote !== undefined);
}

/**
 * What each item shows. Reserved widths only ever grow, so `before` is to be what was shown last.
 *
 * @param symbols ids to show, in this order; null for the feed's own items and order
 */
export function stripItems(
  feed: Feed,
  symbols: readonly string[] | null,
  language: string,
  words: Words,
  before: readonly ItemView[],
): readonly ItemView[] {
  const quotes = new Map(feed.quotes.map((quote) => [quote.id, quote]));
  const last = new Map(before.map((view) => [view.id, view]));
  return (symbols ?? [...quotes.keys()]).map((id) => {
    const quote = quotes.get(id);
    const view = quote ? itemView(quote, language, words, feed.state) : missingView(id, words);
    return grown(view, last.get(id));
  });
}

function grown(view: ItemView, before: ItemView | undefined): ItemView {
  if (!before) return view;
  const { reserve } = view;
  const at = (cell: keyof Reserve, shown: string): string =>
    // What was shown counts too: a cell that has grown stays as wide.
    wider(wider(reserve[cell], before.reserve[cell]), shown.replace(/\d/g, '0'));
  const change = at('change', `${before.arrow} ${before.change}`);
  return { ...view, reserve: { price: at('price', before.price), change, percent: at('percent', before.percent) } };
}
