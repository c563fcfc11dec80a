import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';
import type { Feed, Quote } from '../model/quote.js';
import { ageView } from './age-view.js';
import { printStyle, type Field, type Signs } from './fields.js';
import { chooseQuotes, inWords, itemView, type ItemView } from './item-view.js';
import { paletteFor, type Palette, type PaletteChoice } from './palettes.js';

/** The numbers of lines that an item can have. */
export const LINES = ['auto', '1', '2'] as const;
export type Lines = (typeof LINES)[number];

export const LAYOUTS = ['auto', 'scroll', 'rotate', 'row', 'grid'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** The state of the feed, which is also the value of the public property `status`. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

/** The state of the feed at the time of a rendering. */
export interface FeedState {
  /** The feed to render; undefined until the first data arrive. */
  readonly feed: Feed | undefined;
  /** Whether the last refresh failed. */
  readonly isFailed: boolean;
  /** Whether the publisher has set a feed, so that data can be expected. */
  readonly hasSource: boolean;
  /** The current polling interval, in seconds. */
  readonly pollSeconds: number;
}

/** The publisher's settings and the language of the strip. */
export interface StripSettings {
  readonly layout: Layout;
  /** The number of lines of an item. A browser measures whether one fits, and a server only gives the strip a class. */
  readonly lines: Lines;
  readonly palette: PaletteChoice;
  /** The accessible name; empty or null selects the localized default. */
  readonly label: string | null;
  /** The ids of the items to show, in this order; null for all items. */
  readonly symbols: string | null;
  /** The fields to show, as words; null for all fields. */
  readonly fields: string | null;
  readonly signs: Signs;
  /** The IANA time zone of the times; null for the reader's. */
  readonly timeZone: string | null;
  /** The language of the strip as a BCP 47 tag; empty if the page states none, which counts as English. */
  readonly language: string;
}

export interface StripClock {
  /** The current time in epoch milliseconds. */
  readonly now: number;
  /** Whether a server renders the strip. Readers see such a strip later, and perhaps in another time zone. */
  readonly isServer: boolean;
}

export interface StripPlayback {
  readonly paused: boolean;
  /**
   * Whether motion is allowed. It is not allowed if the reader's system requests reduced motion, unless `play()` has
   * overridden this request.
   */
  readonly mayMove: boolean;
  /** Whether the strip is in a document. A strip outside a document does not move. */
  readonly isConnected: boolean;
}

/** An item to render: a quote, or only an id if the feed lacks the item. */
export type StripItem = Quote | Pick<Quote, 'id'>;

/** The message about the state of the data. */
export interface StatusLine {
  /** A message that the data are loading, are stale or could not be refreshed; otherwise empty. */
  readonly text: string;
  /** Whether the last refresh failed or the data are stale. */
  readonly isWrong: boolean;
}

/**
 * Everything that the template renders, except the texts of the items. `itemView` creates these texts when they are
 * needed.
 */
export interface StripView {
  readonly label: string;
  readonly messages: Messages;
  /** The language of the strip's texts as a BCP 47 tag. */
  readonly lang: string;
  /** The language of what the page puts into the slots; empty if the page does not state it. */
  readonly slotLang: string;
  /**
   * The layout to render. `row` replaces `scroll` and `rotate` on a server, and `scroll` if motion is not allowed.
   */
  readonly layout: Exclude<Layout, 'auto'>;
  readonly palette: Palette;
  /** What moves the row, if only for the reader. It is `none` in a grid and without data. */
  readonly mover: 'marquee' | 'rotator' | 'row' | 'none';
  /** The items to show, in display order; undefined until the first data arrive. */
  readonly items: readonly StripItem[] | undefined;
  /**
   * Whether the age of the data is below the items, where it is always visible. If not, it is the last item of the
   * row.
   */
  readonly isAgeBelow: boolean;
  /** The class by which a strip that a server has rendered takes two lines in a narrow box; empty in a browser. */
  readonly serverFit: string;
  /** The text from `AgeView.text`; undefined until the first data arrive. */
  readonly age: string | undefined;
  /** The same text in words, for screen readers. */
  readonly spokenAge: string;
  readonly status: Status;
  readonly statusLine: StatusLine;
  /** Whether the first button pauses the strip instead of starting it. */
  readonly isPlaying: boolean;
  /** Whether a second button offers to start the motion despite the system's request for reduced motion. */
  readonly offersMotion: boolean;
  /** The time when the data become stale, in epoch milliseconds; Infinity for never. */
  readonly staleAt: number;
  /** The time at which a text next changes if no new data arrive, in epoch milliseconds; Infinity for never. */
  readonly changesAt: number;
  /** What the texts of all items depend on, such as the language. All items are rendered when it changes. */
  readonly textKey: string;
  readonly fields: ReadonlySet<Field>;
  /** Returns the text of an item's badge, which depends on the time and on the other items. */
  readonly badge: (item: StripItem) => string;
  /**
   * Creates the texts of an item.
   *
   * @param reserved the `reservedText` of the item's previous view
   */
  readonly itemView: (item: StripItem, reserved?: ItemView['reservedText']) => ItemView;
}

/** What must fit in one line before a browser has measured: two items if the strip will scroll, otherwise one. */
const SERVER_FITS = { auto: 'fits-two', scroll: 'fits-one', rotate: 'fits-one', row: 'fits-one', grid: '' } as const;

function serverFit({ layout, lines }: StripSettings): string {
  if (lines === 'auto') return SERVER_FITS[layout];
  return lines === '2' && layout !== 'grid' ? 'fits-none' : '';
}

const MOVERS = { scroll: 'marquee', rotate: 'rotator', row: 'row', grid: 'none' } as const;

const isQuote = (item: StripItem): item is Quote => Object.hasOwn(item, 'price');

/** Returns the quotes that a strip shows, in display order. Items that the feed lacks are left out. */
export const shownQuotes = (feed: Feed | undefined, symbols: string | null): readonly Quote[] =>
  chooseQuotes(feed?.quotes ?? [], symbols).filter(isQuote);

/** Returns the status of a feed. A failed refresh takes precedence over every other state. */
export function statusOf({ feed, isFailed, hasSource }: Omit<FeedState, 'pollSeconds'>, isStale: boolean): Status {
  if (isFailed) return 'error';
  if (!feed) return hasSource ? 'loading' : 'idle';
  return isStale ? 'stale' : 'live';
}

/**
 * Returns the view of a strip. The function is pure, so the time is passed in `clock`.
 *
 * @param fittingLayout what a strip with the layout `auto` does by its measured width
 */
export function stripView(
  state: FeedState,
  settings: StripSettings,
  clock: StripClock,
  playback: StripPlayback,
  fittingLayout: 'scroll' | 'rotate' = 'scroll',
): StripView {
  const { feed, pollSeconds } = state;
  const { palette, label, symbols, fields, signs, timeZone } = settings;
  const language = settings.language || 'en';
  const { now, isServer } = clock;
  const { paused, mayMove, isConnected } = playback;
  const messages = messagesFor(language);
  const items = feed && chooseQuotes(feed.quotes, symbols);
  const quotes = items?.filter(isQuote) ?? [];
  const age =
    feed && ageView({ feed, quotes, now, pollSeconds, language, messages, timeZone, isServerRendered: isServer });
  const staleAt = age?.staleAt ?? Infinity;
  const status = statusOf(state, now >= staleAt);
  const wished = settings.layout === 'auto' ? fittingLayout : settings.layout;
  const moves = wished === 'scroll' || wished === 'rotate';
  // A server renders `row` instead of a layout that moves, because readers without JavaScript can scroll a row to its
  // end, but not a clipped strip.
  const layout = moves && (isServer || (wished === 'scroll' && !mayMove)) ? 'row' : wished;
  const style = printStyle(fields, signs);
  const badge = (item: StripItem): string => age?.badge(item) ?? '';
  return {
    label: label || messages.label,
    messages,
    // If there are no messages in the strip's language, the texts are in the language of the messages.
    lang: primaryLanguage(language) === primaryLanguage(messages.lang) ? language : messages.lang,
    slotLang: settings.language,
    layout,
    palette: palette === 'auto' ? paletteFor(language) : palette,
    mover: feed && isConnected ? MOVERS[layout] : 'none',
    items,
    isAgeBelow: settings.layout === 'auto' || settings.layout === 'rotate',
    serverFit: isServer ? serverFit(settings) : '',
    age: age?.text,
    spokenAge: inWords(age?.text ?? '', messages),
    status,
    statusLine: {
      text: [messages[status], status === 'error' && now >= staleAt && messages.stale]
        .filter(Boolean)
        .join(messages.comma),
      isWrong: status === 'error' || status === 'stale',
    },
    isPlaying: !paused,
    offersMotion: moves && !isServer && !mayMove && !paused,
    staleAt,
    changesAt: age?.changesAt ?? Infinity,
    textKey: String([language, signs, fields]),
    fields: style.fields,
    badge,
    itemView: (item, reserved) => itemView(item, language, messages, badge(item), reserved, style),
  };
}
