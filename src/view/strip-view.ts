import { messagesFor, primaryLanguage } from '../i18n/index.js';
import type { Messages } from '../i18n/messages.js';
import type { Feed, Quote } from '../model/quote.js';
import { ageView } from './age-view.js';
import { chooseQuotes, itemView, type ItemView } from './item-view.js';
import { paletteFor, type Palette } from './palettes.js';

export const LAYOUTS = ['scroll', 'row', 'grid'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** The state of the feed, as the public property `status` has it. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

/** What is known of the feed at the time of a rendering. */
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

/** The settings of the page's author, and the language of the strip. */
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
  /** Whether a server renders the strip, so that it is read later, and perhaps in another time zone. */
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

/** What the strip says about the state of its data. */
export interface StatusLine {
  /** The message that the data are being loaded, are stale, or could not be refreshed; otherwise empty. */
  readonly text: string;
  /** Whether the data are stale or could not be refreshed. */
  readonly isWrong: boolean;
}

/** Everything that the template renders, apart from the texts of the items, which `itemView` creates when they are needed. */
export interface StripView {
  readonly label: string;
  readonly messages: Messages;
  /** The language of the strip's texts, as a BCP 47 tag. */
  readonly lang: string;
  /** The layout to render: `row` in place of `scroll` where the strip may not move, and on a server. */
  readonly layout: Layout;
  readonly palette: Palette;
  /** Whether the row is a marquee. */
  readonly isMarquee: boolean;
  /** The items to show, in their order; undefined before the first data. */
  readonly items: readonly StripItem[] | undefined;
  /** `AgeView.text`; undefined before the first data. */
  readonly age: string | undefined;
  readonly status: Status;
  readonly statusLine: StatusLine;
  /** Whether the first button pauses; otherwise it plays. */
  readonly isPlaying: boolean;
  /** Whether a second button starts the motion, which the reader's system asks to reduce. */
  readonly offersMotion: boolean;
  /** When the data become stale: epoch milliseconds; Infinity for never. */
  readonly staleAt: number;
  /** When the next text changes although no data arrive: epoch milliseconds; Infinity for never. */
  readonly changesAt: number;
  /** Identifies everything that the items' texts depend on besides their quotes. All items are rendered when it changes. */
  readonly textsKey: string;
  /**
   * Creates the texts of an item.
   *
   * @param reserved the `reservedText` of the item's last view
   */
  readonly itemView: (item: StripItem, reserved?: ItemView['reservedText']) => ItemView;
}

const isQuote = (item: StripItem): item is Quote => 'price' in item;

/** The quotes of a feed that a strip shows, in its order, without the items that the feed lacks. */
export const shownQuotes = (feed: Feed | undefined, symbols: string | null): readonly Quote[] =>
  chooseQuotes(feed?.quotes ?? [], symbols).filter(isQuote);

/**
 * Returns the status of a feed.
 *
 * @param isStale whether the feed is older than it may be
 */
export function statusOf({ feed, isFailed, hasSource }: Omit<FeedState, 'pollSeconds'>, isStale: boolean): Status {
  if (isFailed) return 'error';
  if (!feed) return hasSource ? 'loading' : 'idle';
  return isStale ? 'stale' : 'live';
}

/** Returns what a strip shows. The function is pure: it reads no clock and keeps no state. */
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
    // Where there are no messages in the language of the strip, its texts have the language of the messages.
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
