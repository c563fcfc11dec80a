import type { Direction, Name, Quote } from '../model/quote.js';
import { formatMagnitude, formatSigned } from './format.js';
import { cached } from './format.js';
import { sparkline, type Sparkline } from './sparkline.js';
import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';

/** What one item of the strip shows and says, as finished strings. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  /** `▲` `▼` `–`, `↑` `↓` at a daily limit, or nothing when the direction is unknown. */
  readonly arrow: string;
  readonly change: string;
  readonly percent: string;
  /** The move in words, for those who don't see arrow, sign and colour. */
  readonly spoken: string;
  readonly direction: Direction | null;
  /** Its page, or nothing. */
  readonly url: string | null;
  /** Its day as a small line. */
  readonly trend: Sparkline | undefined;
  /** What is to be said of its age where it is not the strip's; mostly nothing. */
  readonly badge: string;
  /** Texts as wide as the cells of price, change and percent are to be at least. */
  readonly reservedText: readonly [price: string, change: string, percent: string];
}

const DASH = '–';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;
/** As in Korean tables. */
const LIMIT_ARROWS = { upper: '↑', lower: '↓' } as const;

/**
 * The quotes to show.
 *
 * @param symbols ids in the order to show them, separated by spaces or commas; null for all. One that the feed lacks is
 *   an item with nothing but an id.
 */
export function chooseQuotes(quotes: readonly Quote[], symbols: string | null): readonly (Quote | Pick<Quote, 'id'>)[] {
  const ids = String(symbols ?? '').match(/[^\s,]+/g);
  return ids
    ? [...new Set(ids)].map((id) => quotes.find((quote) => quote.id === id) ?? cached(absent, id, () => ({ id })))
    : quotes;
}

/** The same each time: nothing is new about them. */
const absent = new Map<string, Pick<Quote, 'id'>>();

/** @param before what the item has reserved so far */
export function itemView(
  quote: Pick<Quote, 'id'> & Partial<Quote>,
  language: string,
  words: Messages,
  badge = '',
  before: readonly string[] = [],
): ItemView {
  const { id, name = id, price, change, changePercent, previousClose, direction = null, limit, kind } = quote;
  const decimals = quote.decimals ?? 2;
  // Before the open a flat item has not stood still: it has not begun (Naver sends yesterday's price and 0).
  const waits = direction === 'flat' && quote.state === 'pre';
  const bare = (value: number | null | undefined, places: number): string =>
    value == null ? '' : formatMagnitude(value, places, language);
  // Without a price there is one dash for all that is missing.
  const signed = (value: number | null | undefined, places: number, unit = ''): string =>
    price == null || waits
      ? ''
      : value == null
        ? DASH
        : formatSigned(value, places, language, direction === 'up') + unit;
  // A day of ±3 % is what a tick can plausibly print. A wider text widens its cell for good: nothing moves twice.
  const room = (part: number): string => bare((previousClose ?? price ?? 0) * part, decimals);
  const move =
    direction === 'flat'
      ? !waits && words.unchanged
      : direction && words.priceChange(direction, bare(change, decimals), bare(changePercent, 2), kind!);
  const isPercentAlone = change == null && changePercent != null;
  const shown = {
    price: price == null ? DASH : formatSigned(price, decimals, language, false),
    arrow: limit ? LIMIT_ARROWS[limit] : direction ? ARROWS[direction] : '',
    // A dash between arrow and percent would look like a minus: the percent and its arrow stand alone.
    change: isPercentAlone ? '' : signed(change, decimals),
    percent: signed(changePercent, 2, '%'),
  };
  return {
    id,
    name: perName(nameIn(name, language), quote),
    ...shown,
    spoken: price == null ? words.noValue : [move, limit && words.limits[limit]].filter(Boolean).join(', '),
    direction,
    url: quote.url ?? null,
    trend: sparkline(quote),
    badge,
    reservedText: [
      widest(room(1.03), shown.price, before[0]),
      widest(isPercentAlone ? '▲' : `▲ +${room(0.03)}`, `▲ ${shown.change}`, before[1]),
      widest('+0.00%', shown.percent, before[2]),
    ],
  };
}

/** All digits are equally wide, and what groups them no wider: the longest is the widest. */
const widest = (...texts: readonly (string | undefined)[]): string =>
  texts.reduce<string>((one, other = '') => (other.length > one.length ? other : one), '').replace(/\d/g, '0');

/** `JPY 100/KRW`: a price for a hundred must say so, unless the name does. */
function perName(name: string, { per = 1, base }: Partial<Quote>): string {
  return per === 1 || name.includes(`${per}`)
    ? name
    : name.replace(base && name.includes(base) ? base : /$/, `$& ${per}`);
}

/** The name for a language: in it or its relatives, in English, in any. */
function nameIn(name: Name, language: string): string {
  if (typeof name === 'string') return name;
  const keys = Object.keys(name);
  const find = (wanted: string): string | undefined =>
    keys.find((key) => key.toLowerCase() === wanted.toLowerCase()) ??
    // Chinese is written in two ways, which are as far apart as two languages.
    keys.find((key) => primaryLanguage(key) === primaryLanguage(wanted) && messagesFor(key) === messagesFor(wanted)) ??
    keys.find((key) => primaryLanguage(key) === primaryLanguage(wanted));
  return name[find(language) ?? find('en') ?? keys[0]!]!;
}
