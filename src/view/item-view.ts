import type { Direction, MarketState, Name, Quote } from '../model/quote.js';
import { formatMagnitude, formatNumber, formatSigned } from './format.js';
import { primary, type Words } from './words.js';

/** What one item of the strip shows and says, as finished strings. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  /** `▲` `▼` `–`, or nothing when the direction is unknown. */
  readonly arrow: string;
  readonly change: string;
  readonly percent: string;
  /** The move in words, for those who don't see arrow, sign and colour. */
  readonly spoken: string;
  readonly direction: Direction | null;
  readonly url: string | null;
  /** The item's own state in words, where it differs from the strip's. */
  readonly badge: string;
  /** Texts as wide as the cells are to be at least: what a ±3 % day can print. */
  readonly reserve: Reserve;
}

export interface Reserve {
  readonly price: string;
  readonly change: string;
  readonly percent: string;
}

const DASH = '\u2013';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;

export function itemView(quote: Quote, language: string, words: Words, feedState: MarketState | null): ItemView {
  const { id, price, change, changePercent, direction, decimals, state, url } = quote;
  const up = direction === 'up';
  return {
    id,
    name: nameIn(quote.name, language, id),
    price: price === null ? DASH : formatNumber(price, decimals, language),
    arrow: direction === null || price === null ? '' : ARROWS[direction],
    // Without a price there is one dash for all that is missing.
    change: price === null ? '' : change === null ? DASH : formatSigned(change, decimals, language, up),
    percent: price === null ? '' : changePercent === null ? DASH : `${formatSigned(changePercent, 2, language, up)}%`,
    spoken: spokenMove(quote, language, words),
    direction,
    url,
    badge: state === null || state === feedState || state === 'open' || state === 'unknown' ? '' : words.states[state],
    reserve: reserveOf(price, decimals, language),
  };
}

/** An item that was asked for and that the feed lacks: its id and a dash. */
export function missingView(id: string, words: Words): ItemView {
  const empty = { arrow: '', change: '', percent: '', badge: '', url: null, direction: null };
  return { id, name: id, price: DASH, spoken: words.noValue, ...empty, reserve: { price: '', change: '', percent: '' } };
}

/** The name for a language: its own, the same primary language, English, any; else the id. */
export function nameIn(name: Name, language: string, id: string): string {
  if (typeof name === 'string') return name;
  const own = Object.keys(name);
  const pick =
    own.find((key) => key.toLowerCase() === language.toLowerCase()) ??
    own.find((key) => primary(key) === primary(language)) ??
    own.find((key) => primary(key) === 'en') ??
    own[0];
  return (pick && name[pick]) || id;
}

function spokenMove({ price, change, changePercent, direction, decimals, kind }: Quote, language: string, words: Words): string {
  if (price === null) return words.noValue;
  if (direction === null) return '';
  if (direction === 'flat') return words.unchanged;
  return words[direction]({
    change: change === null ? null : formatMagnitude(change, decimals, language),
    percent: changePercent === null ? null : formatMagnitude(changePercent, 2, language),
    kind,
  });
}

/**
 * The widest plausible texts, so that a tick does not move the neighbours: a price 3 % away, a change of 3 %, a percent
 * of one digit. A wider move grows its cell, once.
 */
function reserveOf(price: number | null, decimals: number, language: string): Reserve {
  if (price === null) return { price: '', change: '', percent: '' };
  const widest = (value: number, places: number): string => formatMagnitude(value, places, language).replace(/\d/g, '0');
  return {
    price: widest(price * 1.03, decimals),
    // With the room for the arrow before it.
    change: `▲ +${widest(price * 0.03, decimals)}`,
    percent: `+${widest(1, 2)}%`,
  };
}

/** The wider of two reserved texts, by count: all digits are equally wide, and signs and separators are the same kind. */
export const wider = (one: string, other: string): string => (other.length > one.length ? other : one);
