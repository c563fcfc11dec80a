import type { Direction, Name, Quote } from '../model/quote.js';
import { cached, formatMagnitude, formatSigned } from './format.js';
import { sparkline, type Sparkline } from './sparkline.js';
import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';

/** What one item of the strip shows, and what a screen reader says of it, as finished texts. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  /** The price, or a dash when it is unknown. */
  readonly price: string;
  /** `▲`, `▼` or `–`; `↑` or `↓` at a daily limit; empty when the direction is unknown. */
  readonly arrow: string;
  /** The change with its sign. */
  readonly change: string;
  /** The percentage with its sign and `%`. */
  readonly percent: string;
  /** The price change in words, for readers who do not see arrow, sign and colour. */
  readonly spoken: string;
  readonly direction: Direction | null;
  /** The address that the item links to, or null. */
  readonly url: string | null;
  /** The chart of the recent prices, when the feed has them. */
  readonly trend: Sparkline | undefined;
  /** What `AgeView.badge` says of the item; empty for most items. */
  readonly badge: string;
  /** Invisible texts that give the cells of price, change and percentage their minimum widths. */
  readonly reservedText: readonly [price: string, change: string, percent: string];
}

const DASH = '–';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;
/** Korean price tables mark a price at its daily limit with these arrows. */
const LIMIT_ARROWS = { upper: '↑', lower: '↓' } as const;

/** Cells are wide enough for a change of ±3 % from the previous close, which covers what a tick can plausibly print. */
const PLAUSIBLE_CHANGE = 0.03;

/**
 * Chooses the quotes that the strip shows, in their order.
 *
 * @param symbols the ids to show, separated by spaces or commas, repetitions ignored; null for all quotes. An id that
 *   the feed lacks becomes an item with nothing but this id.
 */
export function chooseQuotes(quotes: readonly Quote[], symbols: string | null): readonly (Quote | Pick<Quote, 'id'>)[] {
  // A page may set the property to an array, whose string form has commas.
  const ids = String(symbols ?? '').match(/[^\s,]+/g);
  if (!ids) return quotes;
  return [...new Set(ids)].map(
    (id) => quotes.find((quote) => quote.id === id) ?? cached(missingQuotes, id, () => ({ id })),
  );
}

/** Each missing item stays the same object, because an item is rendered again when its quote is another object. */
const missingQuotes = new Map<string, Pick<Quote, 'id'>>();

/**
 * Creates the view of an item.
 *
 * @param quote a quote of the feed, or just an id when the feed lacks the item
 * @param language the BCP 47 tag of the element's language
 * @param badge what `AgeView.badge` says of the item
 * @param previousText the `reservedText` of the item's last view. A cell that was once wider stays that wide, so that
 *   no item moves its neighbours twice.
 */
export function itemView(
  quote: Pick<Quote, 'id'> & Partial<Quote>,
  language: string,
  messages: Messages,
  badge = '',
  previousText: readonly string[] = [],
): ItemView {
  const { id, name = id, price, change, changePercent, previousClose, direction = null, limit, kind = 'other' } = quote;
  const decimals = quote.decimals ?? 2;
  // Before the open, some feeds send yesterday's price with a change of 0 (Naver does). The price has not stood still:
  // trading has not begun, so neither the change nor a message about it is shown.
  const isBeforeOpen = direction === 'flat' && quote.state === 'pre';
  const isPercentOnly = change == null && changePercent != null;

  const unsigned = (value: number | null | undefined, digits: number): string =>
    value == null ? '' : formatMagnitude(value, digits, language);
  const signed = (value: number | null | undefined, digits: number, unit = ''): string => {
    // Without a price, the dash in its place stands for the missing change and percentage too.
    if (price == null || isBeforeOpen) return '';
    return value == null ? DASH : formatSigned(value, digits, language, direction === 'up') + unit;
  };

  const texts = {
    price: price == null ? DASH : formatSigned(price, decimals, language, false),
    arrow: limit ? LIMIT_ARROWS[limit] : direction ? ARROWS[direction] : '',
    // A dash between the arrow and the percentage would look like a minus, so a missing change is left empty there.
    change: isPercentOnly ? '' : signed(change, decimals),
    percent: signed(changePercent, 2, '%'),
  };

  const changeMessage = (): string => {
    if (direction === null || isBeforeOpen) return '';
    if (direction === 'flat') return messages.unchanged;
    return messages.priceChange(direction, unsigned(change, decimals), unsigned(changePercent, 2), kind);
  };
  const spoken =
    price == null ? messages.noValue : [changeMessage(), limit && messages.limits[limit]].filter(Boolean).join(', ');

  const basePrice = previousClose ?? price ?? 0;
  const plausiblePrice = unsigned(basePrice * (1 + PLAUSIBLE_CHANGE), decimals);
  const plausibleChange = isPercentOnly ? '▲' : `▲ +${unsigned(basePrice * PLAUSIBLE_CHANGE, decimals)}`;

  return {
    id,
    name: withUnits(nameIn(name, language), quote),
    ...texts,
    spoken,
    direction,
    url: quote.url ?? null,
    trend: sparkline(quote),
    badge,
    reservedText: [
      widest(plausiblePrice, texts.price, previousText[0]),
      widest(plausibleChange, `▲ ${texts.change}`, previousText[1]),
      widest('+0.00%', texts.percent, previousText[2]),
    ],
  };
}

/**
 * Returns the widest of several numbers, with all digits replaced by 0. The longest is taken as the widest: all digits
 * are equally wide, and separators are no wider than a digit.
 */
function widest(...texts: readonly (string | undefined)[]): string {
  let longest = '';
  for (const text of texts) {
    if (text && text.length > longest.length) longest = text;
  }
  return longest.replace(/\d/g, '0');
}

/** Adds the number of units that a price is for, such as `JPY 100/KRW`, unless the name has this number already. */
function withUnits(name: string, { per = 1, base }: Partial<Quote>): string {
  if (per === 1 || name.includes(`${per}`)) return name;
  return base && name.includes(base) ? name.replace(base, `${base} ${per}`) : `${name} ${per}`;
}

/** The name in a language or in a related one, else the English name, else the first one. */
function nameIn(name: Name, language: string): string {
  if (typeof name === 'string') return name;
  const names = Object.entries(name);
  const find = (wanted: string): string | undefined => {
    const exact = names.find(([key]) => key.toLowerCase() === wanted.toLowerCase());
    if (exact) return exact[1];
    const related = names.filter(([key]) => primaryLanguage(key) === primaryLanguage(wanted));
    // Simplified and traditional Chinese are as far apart as two languages, and `messagesFor` tells them apart.
    const sameScript = related.find(([key]) => messagesFor(key) === messagesFor(wanted));
    return (sameScript ?? related[0])?.[1];
  };
  return find(language) ?? find('en') ?? names[0]?.[1] ?? '';
}
