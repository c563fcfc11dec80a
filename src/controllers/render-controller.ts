import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { wakeAt } from '../render/wake-timer.js';
import type { FeedController } from './feed-controller.js';
import type { Failure } from '../feed/feed-source.js';
import type { Feed, Quote } from '../model/quote.js';
import { sameQuote } from '../model/keep-newest.js';
import type { MotionController } from './motion-controller.js';
import { nextRenderTurn } from '../render/render-queue.js';
import type { StripView } from '../view/template.js';
import { ageView } from '../view/age-view.js';
import { createFlash } from '../render/flash.js';
import { chooseQuotes, itemView, type ItemView } from '../view/item-view.js';
import type { Messages } from '../i18n/index.js';
import { ItemUpdates } from '../render/item-updates.js';

/** Where the feed stands. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

type Said = Pick<StripView, 'alert' | 'wrong' | 'recovered'>;

interface PaintedHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly paused: boolean;
  readonly symbols: string | null;
}

const isQuote = (quote: Quote | Pick<Quote, 'id'>): quote is Quote => 'price' in quote;

/** Few items are narrower, px: so many of them fill the screen. */
const NARROW = 120;

/** That all is well again can be read for so many ms. */
const TOLD = 10_000;

/** Decides what of a feed is painted, and when: the newest, unless the reader has paused or does not see it. */
export class RenderController implements ReactiveController {
  /** The feed that is. */
  feed: Feed | undefined;
  readonly #host: PaintedHost;
  readonly #source: FeedController;
  readonly #motion: MotionController;
  readonly #writes = new ItemUpdates();
  readonly #flash = createFlash();
  #paintedAt = -Infinity;
  /** Some place is written in this update. */
  #wrote = false;
  /** All items stand: those in sight come first, the rest with the paint after it. */
  #whole = isServer;
  /** Until values may be painted again. */
  #painting: Promise<void> | undefined;
  /** The widest texts that the cells of each item have shown. */
  readonly #reserves = new Map<string, ItemView['reserve']>();
  /** The failure that is shown, and how old the data are, in words. */
  #failure: Failure | undefined;
  #age: string | undefined;
  #said: Said | undefined;
  /** The status has told of something that was wrong; and until when it tells that it is no more. */
  #failed = false;
  #recovered = 0;
  /** What was told last of what is painted. */
  #announced: Feed | undefined;
  #told = new Map<string, Quote>();
  #staleAt = Infinity;

  constructor(host: PaintedHost, source: FeedController, motion: MotionController) {
    this.#host = host;
    this.#source = source;
    this.#motion = motion;
    host.addController(this);
  }

  get status(): Status {
    const { failure, feed, follows } = this.#source;
    if (failure) return 'error';
    if (!feed) return follows ? 'loading' : 'idle';
    return this.#stale ? 'stale' : 'live';
  }

  /** When the newest values are painted, where they are to be. */
  get done(): Promise<void> {
    return this.#painting ?? Promise.resolve();
  }

  hostDisconnected(): void {
    wakeAt(this.#wake, Infinity);
    wakeAt(this.#paint, Infinity);
  }

  /** There is something new in the feed, or it has failed. */
  hear(): void {
    if (!this.feed) return this.#host.requestUpdate();
    const fails = this.#source.failure !== this.#failure;
    if (!fails && (this.#host.paused || !this.#motion.seen)) return;
    // What a reader can't see is painted before it comes in sight, or in its turn.
    const news = this.#news(this.#choose(this.#source.feed), this.#age);
    if (fails || this.#writes.matters(news, this.#motion.near)) this.#paint();
    else this.#sweepBy(true);
  }

  /** What is written for whatever reason is written in the rhythm of all. */
  readonly #paint = (): void => {
    this.#painting ??= nextRenderTurn(this.#paintedAt).then(() => {
      this.#painting = undefined;
      const { isConnected } = this.#host;
      // Out of sight, too, all are there for who reads by ear.
      if (this.#whole) this.#wake();
      else if (isConnected) this.#host.requestUpdate();
      this.#whole = true;
    });
  };

  /** Takes the newest over, where it may be painted. */
  take(): void {
    if (!this.feed || !(this.#host.paused || this.#painting || !this.#motion.seen)) this.feed = this.#source.feed;
  }

  /** How it looks. */
  look(language: string, words: Messages) {
    const { feed } = this;
    const { copies } = this.#motion;
    const quotes = this.#choose(feed);
    const age = feed && ageView(quotes.filter(isQuote), feed, this.#source.pace, Date.now(), language, words, isServer);
    this.#staleAt = age?.staleAt ?? Infinity;
    this.#age = age?.text;
    // What waits to be painted waits as a whole: a status takes room, and this may be a look amid a layout.
    if (!this.#painting) this.#said = this.#say(words);
    // Data turn stale by the clock alone, and nothing else tells.
    const next = Math.min(age?.changesAt ?? Infinity, this.#said!.recovered ? this.#recovered : Infinity);
    if (this.#host.isConnected) wakeAt(this.#wake, next);
    // With the age.
    const itemsPerSegment = this.#motion.itemsPerSegment(quotes.length + 1);
    // A reader may have scrolled what a server has drawn to any place; and to ask how wide the window is lays out the page.
    const few = this.#motion.moves && !this.#whole && !this.#source.served;
    // With those that the marquee needs beyond it, or it would fill it with copies.
    const most = few ? screen.width / NARROW + itemsPerSegment + 1 : Infinity;
    this.#whole ||= !!feed && quotes.length <= most;
    const frame = String([age?.frame, language, copies, itemsPerSegment, this.#whole, quotes.map(({ id }) => id)]);
    // While values wait to be painted nothing is written for less: it would be one more paint.
    const [near, now] = this.#painting ? [() => false, -Infinity] : [this.#motion.near, performance.now()];
    const places = this.#writes.due(frame, this.#news(quotes, this.#age), near, now);
    this.#wrote = places.includes(true);
    this.#motion.frame = frame;
    this.#sweepBy(this.#writes.waits);
    // What a feed no longer brings is forgotten, or it would add up.
    if (this.#reserves.size > 2 * quotes.length + 100) this.#reserves.clear();
    const row = places.length / copies;
    const due = Array.from({ length: copies }, (_, copy) =>
      places.slice(copy * row, (copy + 1) * row).map((isDue, item) => isDue && item <= most),
    );
    return {
      items:
        feed &&
        quotes.map((quote, item) => {
          if (!due.some((copy) => copy[item])) return undefined;
          const view = itemView(quote, language, words, age!.badge(quote), this.#reserves.get(quote.id));
          this.#reserves.set(quote.id, view.reserve);
          return view;
        }),
      due,
      itemsPerSegment,
      age: this.#age,
      ...this.#said!,
    } satisfies Partial<StripView>;
  }

  /** What is said of the data. */
  #say(words: Messages): Said {
    this.#failure = this.#source.failure;
    const { status } = this;
    const wrong = status === 'error' || status === 'stale';
    if (this.#failed && status === 'live') this.#recovered = Date.now() + TOLD;
    this.#failed = wrong;
    return {
      alert: [words[status], status === 'error' && this.#stale && words.stale].filter(Boolean).join(' · '),
      wrong,
      recovered: status === 'live' && Date.now() < this.#recovered,
    };
  }

  /** The ids of what has been painted since it was asked last: items that are new or not the same. */
  painted(): readonly string[] {
    if (this.#wrote) this.#paintedAt = performance.now();
    if (this.#announced === this.feed) return [];
    if (!this.#whole) {
      this.#paint();
      return [];
    }
    this.#announced = this.feed;
    const quotes = this.shown(this.feed);
    const before = this.#told;
    this.#told = new Map(quotes.map((quote) => [quote.id, quote]));
    if (!this.#motion.reduced) {
      const ticked = quotes.filter(({ id, price }) => (before.get(id)?.price ?? price) !== price);
      const ids = ticked.map(({ id }) => id);
      this.#flash(this.#host, this.#host.renderRoot, ids, this.#motion.moves, this.#motion.inSight);
    }
    return quotes.filter((quote) => !sameQuote(quote, before.get(quote.id))).map(({ id }) => id);
  }

  /** The quotes of a feed that the strip shows, in its order. */
  shown(feed: Feed | undefined): readonly Quote[] {
    return this.#choose(feed).filter(isQuote);
  }

  /** The same, with those that the feed lacks. */
  #choose(feed: Feed | undefined): ReturnType<typeof chooseQuotes> {
    return chooseQuotes(feed?.quotes ?? [], this.#host.symbols);
  }

  get #stale(): boolean {
    return Date.now() >= this.#staleAt;
  }

  /** What each place is to show: for each copy of the row the items, then the age. */
  #news(quotes: readonly unknown[], age: string | undefined): readonly unknown[] {
    return Array.from({ length: this.#motion.copies }, () => [...quotes, age]).flat();
  }

  /** Out of sight nothing is written. */
  readonly #wake = (): void => {
    if (this.#motion.seen && this.#host.isConnected) this.#host.requestUpdate();
  };

  #sweepBy(waits: boolean): void {
    if (!this.#host.isConnected) return;
    wakeAt(this.#paint, waits ? Date.now() + this.#writes.wait(performance.now()) : Infinity);
  }
}
