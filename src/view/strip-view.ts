import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';
import type { Feed, Quote } from '../model/quote.js';
import { ageView } from './age-view.js';
import { chooseQuotes, itemView, type ItemView } from './item-view.js';
import { paletteFor, type Palette } from './palettes.js';

export const LAYOUTS = ['scroll', 'row', 'grid'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Where the feed stands. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

/** What is known of the feed at the moment of a rendering. */
export interface FeedState {
  /** The feed to render; undefined before the first data. */
  readonly feed: Feed | undefined;
  /** Whether the last refresh failed. */
  readonly isFailed: boolean;
  /** Whether a feed is named, so that data can be expected. */
  readonly hasSource: boolean;
  /** The polling interval in force, in seconds. */
  readonly pollSeconds: number;
}

/** What the page's author has set, and the language that the strip inherits. */
export interface StripSettings {
  readonly layout: Layout;
  readonly palette: 'auto' | Palette;
  /** The accessible name; empty or null for the localized default. */
  readonly label: string | null;
  /** Ids of the items to show, in this order; null for all. */
  readonly symbols: string | null;
  /** A BCP 47 tag. */
  readonly language: string;
}

export interface StripClock {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The page is read later than it is rendered, and in another time zone: a server renders it. */
  readonly isServer: boolean;
}

export interface StripPlayback {
  readonly paused: boolean;
  /** Whether a strip may move: the reader's system doesn't ask for less motion, or the reader has asked for it here. */
  readonly mayMove: boolean;
  /** Outside a document nothing moves. */
  readonly isConnected: boolean;
}

/** An item to render: a quote, or the id of one that the feed lacks. */
export type StripItem = Quote | Pick<Quote, 'id'>;

/** What the strip says of its data as a whole. */
export interface StatusLine {
  /** What is wrong with the data, in words; empty when nothing is. */
  readonly text: string;
  /** Whether something is wrong that waiting for the first data does not explain. */
  readonly isWrong: boolean;
}

/** Everything that the template draws, apart from the items' texts, which `itemView` makes for the items that are rendered. */
export interface StripView {
  readonly label: string;
  readonly messages: Messages;
  /** The language of the strip's texts, as a BCP 47 tag. */
  readonly lang: string;
  /** The layout as it is drawn: `row` where `scroll` is asked for and the reader wants no motion. */
  readonly layout: Layout;
  readonly palette: Palette;
  /** Whether the marquee lays out the track segments. */
  readonly isMarquee: boolean;
  /** undefined before the first data. */
  readonly items: readonly StripItem[] | undefined;
  /** How old the data are, in words; undefined before the first data. */
  readonly age: string | undefined;
  readonly status: Status;
  readonly statusLine: StatusLine;
  /** Whether the button offers to pause; otherwise it offers to play. */
  readonly isPlaying: boolean;
  /** Whether a second button offers to move a still row: the reader's system asks for less motion. */
  readonly offersMotion: boolean;
  /** When the data become stale: epoch milliseconds; Infinity for never. */
  readonly staleAt: number;
  /** When one of the texts changes through the passing of time alone: epoch milliseconds; Infinity for never. */
  readonly changesAt: number;
  /** Whatever the items' texts depend on besides their quotes: all items are rendered anew when it differs. */
  readonly textsKey: string;
  /** @param reserved texts that the item's cells have reserved room for so far */
  readonly itemView: (item: StripItem, reserved?: ItemView['reservedText']) => ItemView;
}

export const isQuote = (item: StripItem): item is Quote => 'price' in item;

/** The quotes of a feed that a strip shows, in its order, without the items that the feed lacks. */
export const shownQuotes = (feed: Feed | undefined, symbols: string | null): readonly Quote[] =>
  chooseQuotes(feed?.quotes ?? [], symbols).filter(isQuote);

/** @param isStale whether the feed is older than it may be */
export function statusOf({ feed, isFailed, hasSource }: Omit<FeedState, 'pollSeconds'>, isStale: boolean): Status {
  if (isFailed) return 'error';
  if (!feed) return hasSource ? 'loading' : 'idle';
  return isStale ? 'stale' : 'live';
}

/** What a strip shows, as a pure function of the feed, the settings, the clock and the playback. */
export function stripView(
  state: FeedState,
  settings: StripSettings,
  clock: StripClock,
  playback: StripPlayback,
): StripView {
  const { feed, pollSeconds } = state;
  const { layout, palette, label, symbols, language } = settings;
  const { now, isServer } = clock;
  const { paused, mayMove, isConnected } = playback;
  const messages = messagesFor(language);
  const items = feed && chooseQuotes(feed.quotes, symbols);
  const quotes = items?.filter(isQuote) ?? [];
  const age = feed && ageView({ feed, quotes, now, pollSeconds, language, messages, isServerRendered: isServer });
  const staleAt = age?.staleAt ?? Infinity;
  const status = statusOf(state, now >= staleAt);
  const isStill = layout === 'scroll' && !mayMove;
  return {
    label: label || messages.label,
    messages,
    // Where the strip's messages are in another language than the page, they carry the tag of their own.
    lang: primaryLanguage(language) === primaryLanguage(messages.lang) ? language : messages.lang,
    // Without a script, readers can scroll a row to its end, but not a clipped strip.
    layout: isStill || (isServer && layout === 'scroll') ? 'row' : layout,
    palette: palette === 'auto' ? paletteFor(language) : palette,
    isMarquee: layout === 'scroll' && !!feed && mayMove && isConnected,
    items,
    age: age?.text,
    status,
    statusLine: {
      text: [messages[status], status === 'error' && now >= staleAt && messages.stale].filter(Boolean).join(' · '),
      isWrong: status === 'error' || status === 'stale',
    },
    isPlaying: !paused,
    offersMotion: isStill && !paused,
    staleAt,
    changesAt: age?.changesAt ?? Infinity,
    textsKey: String([age?.badgesKey, language]),
    itemView: (item, reserved) => itemView(item, language, messages, age?.badge(item), reserved),
  };
}
