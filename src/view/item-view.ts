import type { Direction, Name, Quote } from '../model/quote.js';
import { cached, formatMagnitude, formatSigned } from './format.js';
import { sparkline, type Sparkline } from './sparkline.js';
import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';

/** The finished texts of one item, for the strip and for screen readers. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  /** The price, or a dash if the price is unknown. */
  readonly price: string;
  /** The arrow `▲`, `▼` or `–`; `↑` or `↓` at a daily limit; empty if the direction is unknown. */
  readonly arrow: string;
  /** The change with its sign. */
  readonly change: string;
  /** The percentage with its sign and `%`. */
  readonly percent: string;
  /** The price change, daily limit or missing price in words, for screen readers. */
  readonly spoken: string;
  readonly direction: Direction | null;
  /** The item URL, or null. */
  readonly url: string | null;
  /** The chart of recent prices; undefined if there are fewer than two prices. */
  readonly trend: Sparkline | undefined;
  /** The text of the badge, from `AgeView.badge`; empty for most items. */
  readonly badge: string;
  /** Invisible texts that set the minimum widths of the price, change and percentage cells. */
  readonly reservedText: readonly [price: string, change: string, percent: string];
}

const DASH = '–';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;
/** The arrows that Korean price tables use for a price at its daily limit. */
const LIMIT_ARROWS = { upper: '↑', lower: '↓' } as const;

/** Cells have space for a change of 3 % from the previous close, so that most new prices do not widen the cells. */
const PLAUSIBLE_CHANGE = 0.03;

/**
 * Returns the quotes that the strip shows, in display order.
 *
 * @param symbols the ids to show, separated by spaces or commas, or null for all quotes. Repeated ids are ignored. An
 *   id that the feed lacks becomes an item that contains only this id.
 */
export function chooseQuotes(quotes: readonly Quote[], symbols: string | null): readonly (Quote | Pick<Quote, 'id'>)[] {
  // A script may set `symbols` to an array, whose string form contains commas.
  const ids = String(symbols ?? '').match(/[^\s,]+/g);
  if (!ids) return quotes;
  return [...new Set(ids)].map(
    (id) => quotes.find((quote) => quote.id === id) ?? cached(missingQuotes, id, () => ({ id })),
  );
}

/**
 * The items that the feed lacks, by id. Each id always has the same object, because the strip renders an item again if
 * the item gets a different object.
 */
const missingQuotes = new Map<string, Pick<Quote, 'id'>>();

/**
 * Creates the view of an item.
 *
 * @param quote a quote of the feed, or an object that contains only an id if the feed lacks the item
 * @param language the BCP 47 tag of the element's language
 * @param badge the text of the item's badge, from `AgeView.badge`
 * @param previousText the `reservedText` of the item's previous view. Cells never become narrower than in that view, so
 *   that an item does not move its neighbours repeatedly.
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
  // Before the market opens, some feeds (for example Naver's) contain yesterday's price with a change of 0. This 0 does
  // not mean that the price is unchanged, because trading has not begun. Therefore, the change, the percentage and the
  // spoken message are omitted.
  const isBeforeOpen = direction === 'flat' && quote.state === 'pre';
  const isPercentOnly = change == null && changePercent != null;

  const unsigned = (value: number | null | undefined, digits: number): string =>
    value == null ? '' : formatMagnitude(value, digits, language);
  const signed = (value: number | null | undefined, digits: number, unit = ''): string => {
    // If the price is unknown, the dash in place of the price also represents the unknown change and percentage.
    if (price == null || isBeforeOpen) return '';
    return value == null ? DASH : formatSigned(value, digits, language, direction === 'up') + unit;
  };

  const texts = {
    price: price == null ? DASH : formatSigned(price, decimals, language, false),
    arrow: limit ? LIMIT_ARROWS[limit] : direction ? ARROWS[direction] : '',
    // If only the percentage is known, the change is left empty, because a dash between the arrow and the percentage
    // would look like a minus.
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
 * Returns the widest of several numbers, with all digits replaced by 0. The longest text counts as the widest, because
 * all digits have the same width and no separator is wider than a digit.
 */
function widest(...texts: readonly (string | undefined)[]): string {
  let longest = '';
  for (const text of texts) {
    if (text && text.length > longest.length) longest = text;
  }
  return longest.replace(/\d/g, '0');
}

/**
 * Adds to a name the number of units that the price applies to, as in `JPY 100/KRW`. The name is unchanged if the
 * number is 1 or the name already contains it.
 */
function withUnits(name: string, { per = 1, base }: Partial<Quote>): string {
  if (per === 1 || name.includes(`${per}`)) return name;
  return base && name.includes(base) ? name.replace(base, `${base} ${per}`) : `${name} ${per}`;
}

/**
 * Returns the name in a language, or in another variant of the same language. If there is no such name, returns the
 * English name, or the first name if there is no English name.
 */
function nameIn(name: Name, language: string): string {
  if (typeof name === 'string') return name;
  const names = Object.entries(name);
  const find = (wanted: string): string | undefined => {
    const exact = names.find(([key]) => key.toLowerCase() === wanted.toLowerCase());
    if (exact) return exact[1];
    const related = names.filter(([key]) => primaryLanguage(key) === primaryLanguage(wanted));
    // Returns a name in the same Chinese script if there is one, because simplified and traditional Chinese differ like
    // two languages. Two tags have the same script if `messagesFor` returns the same messages for both.
    const sameScript = related.find(([key]) => messagesFor(key) === messagesFor(wanted));
    return (sameScript ?? related[0])?.[1];
  };
  return find(language) ?? find('en') ?? names[0]?.[1] ?? '';
}
