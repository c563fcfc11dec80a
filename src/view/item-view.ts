import type { Direction, Feed, MarketState, Name, Quote } from '../model/quote.js';
import { formatMagnitude, formatSigned } from './format.js';
import { primary, type Words } from './words.js';

/** What one item of the strip shows and says, as finished strings. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  /** Arrow and signed change: `▲ +43.72`. The arrow is `▲` `▼` `–`, or nothing when the direction is unknown. */
  readonly arrow: string;
  readonly change: string;
  readonly percent: string;
  /** The move in words, for those who don't see arrow, sign and colour. */
  readonly spoken: string;
  readonly direction: Direction | null;
  readonly url: string | null;
  /** The item's own state in words, where it differs from the strip's. */
  readonly badge: string;
  /** Texts as wide as the cells of price, change and percent are to be at least. */
  readonly reserve: Reserve;
}

export type Reserve = readonly [price: string, change: string, percent: string];

const DASH = '–';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;

/** The ids that a `symbols` attribute names, in order and once each; null for all. */
export function readSymbols(symbols: string | null | undefined): readonly string[] | null {
  const ids = new Set(symbols?.match(/[^\s,]+/g));
  return ids.size ? [...ids] : null;
}

/**
 * What each item shows.
 *
 * @param ids of the items to show, in this order
 * @param before what was shown last: reserved widths only ever grow
 */
export function itemViews(
  { quotes, state }: Feed,
  ids: readonly string[],
  language: string,
  words: Words,
  before: readonly ItemView[],
): readonly ItemView[] {
  const byId = new Map(quotes.map((quote) => [quote.id, quote]));
  const last = new Map(before.map((view) => [view.id, view]));
  return ids.map((id) => {
    const view = itemView(byId.get(id) ?? { id }, language, words, state);
    const shown = last.get(id);
    if (!shown) return view;
    const texts = [shown.price, withArrow(shown.arrow, shown.change), shown.percent];
    const reserve = view.reserve.map((own, cell) => wider(wider(own, shown.reserve[cell]!), blank(texts[cell]!)));
    return { ...view, reserve: reserve as unknown as Reserve };
  });
}

/** @param quote with nothing but an id for an item that was asked for and that the feed lacks */
function itemView(quote: Pick<Quote, 'id'> & Partial<Quote>, language: string, words: Words, feedState: MarketState | null): ItemView {
  const { id, name = id, price = null, change = null, changePercent = null, direction = null } = quote;
  const { decimals = 2, state = null, url = null, kind = 'other' } = quote;
  const up = direction === 'up';
  const signed = (value: number | null, places: number, unit: string): string =>
    // Without a price there is one dash for all that is missing.
    price === null ? '' : value === null ? DASH : formatSigned(value, places, language, up) + unit;
  const bare = (value: number | null, places: number): string => (value === null ? '' : formatMagnitude(value, places, language));
  const spoken =
    direction === 'flat' ? words.unchanged : direction && words.move(direction, bare(change, decimals), bare(changePercent, 2), kind);
  return {
    id,
    name: nameIn(name, language, id),
    price: price === null ? DASH : formatSigned(price, decimals, language, false),
    arrow: direction ? ARROWS[direction] : '',
    change: signed(change, decimals, ''),
    percent: signed(changePercent, 2, '%'),
    spoken: price === null ? words.noValue : (spoken ?? ''),
    direction,
    url,
    badge: (state !== feedState && state && words.states[state]) || '',
    // The widest plausible texts, so that a tick does not move the neighbours: what a day of ±3 % can print. A wider
    // move grows its cell, once.
    reserve:
      price === null
        ? ['', '', '']
        : [blank(bare(price * 1.03, decimals)), withArrow('▲', `+${blank(bare(price * 0.03, decimals))}`), '+0.00%'],
  };
}

const withArrow = (arrow: string, change: string): string => `${arrow} ${change}`;

/** All digits are equally wide. */
const blank = (text: string): string => text.replace(/\d/g, '0');

/** By count: signs and separators are the same kind. */
const wider = (one: string, other: string): string => (other.length > one.length ? other : one);

/** The name for a language: its own, the same primary language, English, any; else the id. */
function nameIn(name: Name, language: string, id: string): string {
  if (typeof name === 'string') return name;
  const find = (same: (key: string) => boolean): string | undefined => Object.keys(name).find(same);
  const key =
    find((key) => key.toLowerCase() === language.toLowerCase()) ??
    find((key) => primary(key) === primary(language)) ??
    find((key) => primary(key) === 'en') ??
    find(Boolean);
  return name[key!] ?? id;
}
