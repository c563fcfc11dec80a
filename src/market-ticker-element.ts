import {
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { numeric, oneOf, type CheckedProperty } from './attributes.js';
import { wakeAt } from './clock.js';
import { MarketTickerUpdateEvent } from './events.js';
import { FeedController } from './feed-controller.js';
import type { Failure } from './feed/feed-source.js';
import type { Adapter, Feed, Quote } from './feed.js';
import { languageOf } from './language.js';
import { sameQuote } from './model/newest.js';
import { MotionController } from './motion/motion-controller.js';
import { nextPaint } from './paint.js';
import { paletteFor, type Palette } from './palettes.js';
import { styles } from './styles.js';
import { stripTemplate, type Layout, type StripView } from './template.js';
import { ageView } from './view/age-view.js';
import { choose, itemView, type ItemView } from './view/item-view.js';
import { wordsFor } from './view/words.js';
import { Writes } from './view/writes.js';

/** Where the feed stands. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

const CHECKED: Record<string, CheckedProperty> = {
  interval: numeric('interval', null, 0, 86_400),
  layout: oneOf('layout', 'scroll', 'row', 'grid'),
  speed: numeric('speed', 60, 1, 2000),
  palette: oneOf('palette', 'auto', 'red-blue', 'red-green', 'green-red', 'blue-orange'),
};

/** A market strip that reads a JSON feed: see the README for attributes, events, parts and custom properties. */
export class MarketTickerElement extends LitElement {
  static override styles: CSSResultGroup = styles;

  static override properties: PropertyDeclarations = {
    ...CHECKED,
    src: {},
    stream: {},
    symbols: {},
    adapter: {},
    paths: {},
    paused: { type: Boolean, reflect: true },
    label: {},
    // The property is HTML's own, and writes the attribute; this is to hear of it.
    language: { attribute: 'lang' },
    data: { attribute: false },
  };

  /** The JSON feed, resolved against the document. */
  declare src: string | null;
  /** A Server-Sent Events endpoint that pushes the same envelope, whole or partial. */
  declare stream: string | null;
  /** Polling pace in seconds; null leaves it to the feed's `ttl`, 0 loads once, never faster than 5. */
  declare interval: number | null;
  /** Ids to show, in this order, separated by spaces or commas; null for all. */
  declare symbols: string | null;
  /** How to read a feed of another shape: the name of an adapter, or a function. null is `canonical`. */
  declare adapter: string | Adapter | null;
  /**
   * A mapping for the adapter `paths`, or one that adds to another adapter's own: an object, or JSON. null looks for a
   * `<script type="application/json" data-paths>` inside.
   */
  declare paths: object | string | null;
  /** Moving strip, one still row, or wrapping cells. Default `scroll`. */
  declare layout: Layout;
  /** CSS px per second. Default 60. */
  declare speed: number;
  /** Colours for up and down; `auto` follows the language. */
  declare palette: 'auto' | Palette;
  /** Stops motion and the repainting of values. */
  declare paused: boolean;
  /** Accessible name of the strip; null for a localized one. */
  declare label: string | null;
  /** A feed handed over by script; shown at once, with no request. */
  declare data: unknown;

  readonly #motion = new MotionController(this);
  readonly #feed = new FeedController(this, () => this.#onNews());
  readonly #writes = new Writes();
  /** What is painted: the newest feed, unless the reader has paused or does not see it. */
  #painted: Feed | undefined;
  #paintedAt = -Infinity;
  /** Until values may be painted again. */
  #painting: Promise<void> | undefined;
  #view!: StripView;
  /** The widest texts that the cells of each item have shown. */
  readonly #reserves = new Map<string, ItemView['reserve']>();
  /** The failure that is shown. */
  #failure: Failure | undefined;
  /** What the last update event was about, and what it told. */
  #announced: Feed | undefined;
  #told = new Map<string, Quote>();
  /** The reader pressed Play although the system asks for less motion. */
  #moveAnyway = false;
  #staleAt = Infinity;

  constructor() {
    super();
    this.paused = false;
    this.#check();
    this.addController({
      hostDisconnected: () => {
        wakeAt(this.#wake, Infinity);
        wakeAt(this.#sweep, Infinity);
      },
    });
  }

  /** The newest quotes, in the order in which they are shown. */
  get quotes(): readonly Quote[] {
    return this.#shown(this.#feed.feed);
  }

  get status(): Status {
    const { failure, feed, follows } = this.#feed;
    if (failure) return 'error';
    if (!feed) return follows ? 'loading' : 'idle';
    return this.#stale ? 'stale' : 'live';
  }

  /** Asks for the feed now. Resolves when the answer is in, also when it is a failure; never rejects. */
  async refresh(): Promise<void> {
    // Outside a document nothing is followed, and `updateComplete` would never come.
    if (!this.isConnected) return;
    await this.updateComplete;
    await this.#feed.refresh();
    await this.updateComplete;
  }

  /** Goes on from the same place with the newest values, also where the system asks for less motion. */
  play(): void {
    this.#moveAnyway = true;
    this.paused = false;
    this.requestUpdate();
  }

  /** Stops motion and the repainting of values. */
  pause(): void {
    this.paused = true;
  }

  /** Moves the strip on to the next item. */
  next(): void {
    this.#motion.step(1);
  }

  /** Moves the strip back by an item. */
  previous(): void {
    this.#motion.step(-1);
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#check();
    this.#feed.follow();
    // What a feed has brought since is newer than data that are only read in another way.
    if (changed.has('data') || (!this.#feed.follows && (changed.has('adapter') || changed.has('paths'))))
      this.#feed.read();
    if (!this.#painted || !(this.paused || this.#painting || !this.#motion.seen)) this.#painted = this.#feed.feed;
    this.#motion.moves = this.layout === 'scroll' && !!this.#painted && this.#mayMove;
    this.#view = this.#look();
  }

  protected override render(): TemplateResult {
    return stripTemplate(this.#view);
  }

  protected override updated(): void {
    if (this.#announced === this.#painted) return;
    this.#announced = this.#painted;
    this.#paintedAt = performance.now();
    const quotes = this.#shown(this.#painted);
    const before = this.#told;
    const ids = quotes.flatMap((quote) => (sameQuote(quote, before.get(quote.id)) ? [] : quote.id));
    this.#told = new Map(quotes.map((quote) => [quote.id, quote]));
    if (ids[0]) this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, ids));
  }

  /** Also that the newest values are painted, where they are to be. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#painting;
    return super.getUpdateComplete();
  }

  #look(): StripView {
    const { layout, palette, paused, symbols } = this;
    // On a server there is no page to ask.
    const language = this.isConnected ? languageOf(this) : 'en';
    const words = wordsFor(language);
    const feed = this.#painted;
    const age = feed && ageView(this.#shown(feed), feed, this.#feed.pace, Date.now(), language, words);
    this.#staleAt = age?.staleAt ?? Infinity;
    // Data turn stale by the clock alone, and nothing else tells.
    if (this.isConnected) wakeAt(this.#wake, age?.changesAt ?? Infinity);
    this.#failure = this.#feed.failure;
    const { status } = this;
    const playing = !paused && (layout !== 'scroll' || this.#mayMove);
    const quotes = feed ? choose(feed.quotes, symbols) : [];
    // With the age.
    const perTile = this.#motion.perTile(quotes.length + 1);
    const due = this.#due(
      String([age?.frame, language, this.#motion.copies, perTile, quotes.map(({ id }) => id)]),
      this.#news(feed, age?.text),
    );
    return {
      label: this.label || words.label,
      words,
      layout: layout === 'scroll' && !this.#mayMove ? 'row' : layout,
      moves: this.#motion.moves && this.isConnected,
      palette: palette === 'auto' ? paletteFor(language) : palette,
      items:
        feed &&
        quotes.map((quote, item) => {
          if (!due.some((copy) => copy[item])) return undefined;
          const view = itemView(quote, language, words, age!.badge(quote), this.#reserves.get(quote.id));
          this.#reserves.set(quote.id, view.reserve);
          return view;
        }),
      due,
      perTile,
      age: age?.text,
      alert: [words[status], status === 'error' && this.#stale && words.stale].filter(Boolean).join(' · '),
      playing,
      onToggle: () => (playing ? this.pause() : this.play()),
    };
  }

  /** What each place is to show: for each copy of the row the items, then the age. */
  #news(feed: Feed | undefined, age: string | undefined): readonly unknown[] {
    const row = [...choose(feed?.quotes ?? [], this.symbols), age];
    return Array.from({ length: this.#motion.copies }, () => row).flat();
  }

  /** For each copy of the row, which of its places are to be written. */
  #due(frame: string, news: readonly unknown[]): readonly (readonly boolean[])[] {
    const { copies, near } = this.#motion;
    const due = this.#writes.due(frame, news, near, performance.now());
    this.#motion.frame = frame + this.#motion.moves;
    this.#sweepBy(this.#writes.waits);
    const row = due.length / copies;
    return Array.from({ length: copies }, (_, copy) => due.slice(copy * row, (copy + 1) * row));
  }

  #shown(feed: Feed | undefined): readonly Quote[] {
    return choose(feed?.quotes ?? [], this.symbols).filter((quote) => 'price' in quote);
  }

  get #mayMove(): boolean {
    return this.#moveAnyway || !this.#motion.reduced;
  }

  get #stale(): boolean {
    return Date.now() >= this.#staleAt;
  }

  #onNews(): void {
    if (!this.#painted) return this.requestUpdate();
    const fails = this.#feed.failure !== this.#failure;
    if (!fails && (this.paused || !this.#motion.seen)) return;
    // What a reader can't see is painted before it comes in sight, or in its turn.
    const news = this.#news(this.#feed.feed, this.#view.age);
    if (!fails && !this.#writes.matters(news, this.#motion.near)) return this.#sweepBy(true);
    this.#painting ??= nextPaint(this.#paintedAt).then(() => {
      this.#painting = undefined;
      this.#wake();
    });
  }

  /** Out of sight nothing is written. */
  readonly #wake = (): void => {
    if (this.#motion.seen && this.isConnected) this.requestUpdate();
  };

  /** The same at another time: two alarms of one strip. */
  readonly #sweep = (): void => this.#wake();

  #sweepBy(waits: boolean): void {
    if (!this.isConnected) return;
    wakeAt(this.#sweep, waits ? Date.now() + this.#writes.wait(performance.now()) : Infinity);
  }

  /** Attributes are checked when they are read; what a script has set is checked here, before it is used. */
  #check(): void {
    const values = this as unknown as Record<string, unknown>;
    for (const name in CHECKED) values[name] = CHECKED[name]!.checked(values[name]);
  }
}
