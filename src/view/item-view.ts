import type { Direction, Name, Quote } from '../model/quote.js';
import { listOf, printStyle, type Field } from './fields.js';
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
  /** The arrow `▲`, `▼` or `–`; `↑` or `↓` at a daily limit; empty if the direction is unknown or no arrow is shown. */
  readonly arrow: string;
  /** The change, with its sign unless the arrow replaces it; empty if it is not shown. */
  readonly change: string;
  /** The percentage with `%`, and with its sign unless the arrow replaces it; empty if it is not shown. */
  readonly percent: string;
  /** The price change, daily limit or missing price in words. */
  readonly spoken: string;
  /** All of the item in words, such as `KOSPI 2,855.77, up 43.72 points, 1.55 percent`, for screen readers. */
  readonly sentence: string;
  readonly direction: Direction | null;
  /** The item URL, or null. */
  readonly url: string | null;
  /** The URL of the picture before the name; null if there is none, or none is shown. */
  readonly icon: string | null;
  /** The chart of recent prices; undefined if there are fewer than two prices. */
  readonly trend: Sparkline | undefined;
  /** The text of the badge, from `AgeView.badge`; empty for most items. */
  readonly badge: string;
  /** The visible fields. The sentence has all that is known. */
  readonly fields: ReadonlySet<Field>;
  /**
   * Invisible texts that set the minimum widths of the price, change and percentage cells; empty for a cell that is not
   * shown. The arrow is in the cell of the change.
   */
  readonly reservedText: readonly [price: string, change: string, percent: string];
}

const DASH = '–';
const ARROWS = { up: '▲', down: '▼', flat: DASH } as const;
/** The arrows that Korean price tables use for a price at its daily limit. */
const LIMIT_ARROWS = { upper: '↑', lower: '↓' } as const;

/** Cells have space for a change of 3 % from the previous close, so that most new prices do not widen the cells. */
const PLAUSIBLE_CHANGE = 0.03;
/** Cells of an index have space for at least this price and this change: the figures of 2026. */
const PLAUSIBLE_INDEX = [10_000, 452.8] as const;

/**
 * Returns the quotes that the strip shows, in display order.
 *
 * @param symbols the ids to show, separated by spaces or commas, or null for all quotes. Repeated ids are ignored. An
 *   id that the feed lacks becomes an item that contains only this id.
 */
export function chooseQuotes(quotes: readonly Quote[], symbols: string | null): readonly (Quote | Pick<Quote, 'id'>)[] {
  const ids = listOf(symbols);
  if (!ids) return quotes;
  const byId = new Map(quotes.map((quote) => [quote.id, quote]));
  return [...new Set(ids)].map((id) => byId.get(id) ?? cached(missingQuotes, id, () => ({ id })));
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
 * @param style how the item is printed; by default, with all that is known
 */
export function itemView(
  quote: Pick<Quote, 'id'> & Partial<Quote>,
  language: string,
  messages: Messages,
  badge = '',
  previousText: readonly string[] = [],
  style = printStyle(null, 'both'),
): ItemView {
  const {
    id,
    name = id,
    price,
    change,
    changePercent,
    previousClose,
    direction = null,
    limit,
    kind,
    quote: currency,
  } = quote;
  const decimals = quote.decimals ?? 2;
  // Before the market opens, some feeds (for example Naver's) contain yesterday's price with a change of 0. This 0 does
  // not mean that the price is unchanged, because trading has not begun. Therefore, the change, the percentage and the
  // spoken message are omitted.
  const isBeforeOpen = direction === 'flat' && quote.state === 'pre';
  const { fields, signs } = style;
  const showsArrow = fields.has('arrow') && signs !== 'sign';
  const showsPercent = fields.has('percent');
  // If only the percentage is known, the change is left empty, because a dash between the arrow and the percentage
  // would look like a minus.
  const showsChange = fields.has('change') && (change != null || changePercent == null);
  const arrow = limit ? LIMIT_ARROWS[limit] : direction ? ARROWS[direction] : '';

  const unsigned = (value: number | null | undefined, digits: number): string =>
    value == null ? '' : formatMagnitude(value, digits, language);
  const signed = (value: number | null | undefined, digits: number, unit = ''): string => {
    // If the price is unknown, the dash in place of the price also represents the unknown change and percentage, as
    // does the arrow of a flat price before the market opens.
    if (price == null || isBeforeOpen) return (price == null ? fields.has('price') : showsArrow) ? '' : DASH;
    if (value == null) return DASH;
    // The arrow replaces a sign only if it is shown and says the same.
    const hasSign = signs !== 'arrow' || !showsArrow || !arrow || value < 0 !== /[▼↓]/.test(arrow);
    return (hasSign ? formatSigned(value, digits, language, direction === 'up') : unsigned(value, digits)) + unit;
  };

  const texts = {
    price: price == null ? DASH : formatSigned(price, decimals, language, false),
    arrow: showsArrow ? arrow : '',
    change: showsChange ? signed(change, decimals) : '',
    percent: showsPercent ? signed(changePercent, 2, '%') : '',
  };

  const changeMessage = (): string => {
    if (direction === null || isBeforeOpen) return '';
    if (direction === 'flat') return messages.unchanged;
    return messages.priceChange(
      direction,
      unsigned(change, decimals),
      unsigned(changePercent, 2),
      kind === 'index' ? kind : currency,
    );
  };
  const spoken =
    price == null
      ? messages.noValue
      : [changeMessage(), limit && messages.limits[limit]].filter(Boolean).join(messages.comma);
  const fullName = withUnits(nameIn(name, language), quote);
  const spokenPrice = price == null ? '' : ` ${texts.price.replace('\u2212', `${messages.minus} `)}`;

  const basePrice = Math.abs(previousClose ?? price ?? 0);
  const [minPrice, minChange] = kind === 'index' ? PLAUSIBLE_INDEX : [0, 0];
  const plausiblePrice = unsigned(Math.max(minPrice, basePrice * (1 + PLAUSIBLE_CHANGE)), decimals);
  const arrowCell = showsArrow ? '▲ ' : '';
  const sign = signs === 'arrow' && showsArrow ? '' : '+';
  const plausibleChange = showsChange
    ? sign + unsigned(Math.max(minChange, basePrice * PLAUSIBLE_CHANGE), decimals)
    : '';

  return {
    id,
    name: fullName,
    ...texts,
    spoken,
    sentence: [fullName + spokenPrice, spoken, inWords(badge, messages)].filter(Boolean).join(messages.comma),
    direction,
    url: quote.url ?? null,
    icon: (fields.has('icon') && quote.icon) || null,
    trend: fields.has('trend') ? sparkline(quote) : undefined,
    badge,
    fields,
    reservedText: [
      widest(plausiblePrice, texts.price, previousText[0]),
      widest(arrowCell + plausibleChange, arrowCell + texts.change, previousText[1]),
      showsPercent ? widest(`${sign}0.00%`, texts.percent, previousText[2]) : '',
    ],
  };
}

/** Returns what a screen reader reads out of a text whose parts are separated by ` · `. */
export const inWords = (text: string, { comma }: Messages): string => text.replaceAll(' · ', comma);

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
