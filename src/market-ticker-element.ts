import {
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { ADAPTER_EVENT } from './adapters/registry.js';
import { numeric, oneOf, warn, type CheckedProperty } from './attributes.js';
import { wakeAt } from './clock.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent, MarketTickerUpdateEvent } from './events.js';
import { feedSource, type Failure, type FeedSource } from './feed/feed-source.js';
import type { Adapter, Feed, Quote } from './feed.js';
import { languageOf } from './language.js';
import { MotionController } from './motion/motion-controller.js';
import { isRefused } from './model/is-refused.js';
import { keepNewest } from './model/newest.js';
import { paletteFor, type Palette } from './palettes.js';
import { readerFor } from './reader.js';
import { styles } from './styles.js';
import { stripTemplate, type Layout } from './template.js';
import { ageView, type AgeView } from './view/age-view.js';
import { choose, itemView } from './view/item-view.js';
import { wordsFor } from './view/words.js';

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
  #source: FeedSource | undefined;
  #leave: (() => void) | undefined;
  /** What is subscribed to: feed, pace, and how it is read; in a document or not. */
  #followed: readonly unknown[] = [];
  /** The newest feed; what is painted follows it unless the reader has paused. */
  #feed: Feed | undefined;
  #painted: Feed | undefined;
  /** What the last update event told. */
  #announced = new Set<string>();
  #failure: Failure | undefined;
  /** What the last issues event told. */
  #told = '';
  /** The reader pressed Play although the system asks for less motion. */
  #moveAnyway = false;
  #staleAt = Infinity;

  constructor() {
    super();
    this.paused = false;
    this.#check();
    this.addController({
      hostConnected: () => {
        addEventListener(ADAPTER_EVENT, this.#onAdapter);
        this.#follow();
      },
      hostDisconnected: () => {
        removeEventListener(ADAPTER_EVENT, this.#onAdapter);
        wakeAt(this.#wake, Infinity);
        this.#follow();
      },
    });
  }

  /** The newest quotes, in the order in which they are shown. */
  get quotes(): readonly Quote[] {
    return this.#shown(this.#feed);
  }

  get status(): Status {
    if (this.#failure) return 'error';
    if (!this.#feed) return this.#source ? 'loading' : 'idle';
    return this.#stale ? 'stale' : 'live';
  }

  /** Asks for the feed now. Resolves when the answer is in, also when it is a failure; never rejects. */
  async refresh(): Promise<void> {
    // Outside a document nothing is followed, and `updateComplete` would never come.
    if (!this.isConnected) return;
    await this.updateComplete;
    await this.#source?.refresh();
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

  protected override willUpdate(changed: PropertyValues): void {
    this.#check();
    this.#follow();
    // What a feed has brought since is newer than data that are only read in another way.
    if (changed.has('data') || (!this.#source && (changed.has('adapter') || changed.has('paths')))) this.#readData();
    if (!this.paused || !this.#painted) this.#painted = this.#feed;
    this.#motion.moves = this.layout === 'scroll' && !!this.#painted && this.#mayMove;
    this.#motion.hold('user', this.paused);
  }

  protected override render(): TemplateResult {
    const { layout, palette, paused, symbols } = this;
    // On a server there is no page to ask.
    const language = this.isConnected ? languageOf(this) : 'en';
    const words = wordsFor(language);
    const feed = this.#painted;
    const pace = this.#source?.pace() || this.interval || feed?.ttl || 60;
    const age = feed && ageView(this.#shown(feed), feed, pace, Date.now(), language, words);
    this.#watch(age);
    const { status } = this;
    const playing = !paused && (layout !== 'scroll' || this.#mayMove);
    return stripTemplate({
      label: this.label || words.label,
      words,
      layout: layout === 'scroll' && !this.#mayMove ? 'row' : layout,
      palette: palette === 'auto' ? paletteFor(language) : palette,
      copies: this.#motion.copies,
      items: feed && choose(feed.quotes, symbols).map((quote) => itemView(quote, language, words, age!.badge(quote))),
      age: age?.text,
      alert: [words[status], status === 'error' && this.#stale && words.stale].filter(Boolean).join(' · '),
      playing,
      onToggle: () => (playing ? this.pause() : this.play()),
      motion: this.#motion,
    });
  }

  protected override updated(): void {
    const quotes = this.#shown(this.#painted);
    // All fields are JSON values, written in one order by one function.
    const before = this.#announced;
    const texts = quotes.map((quote) => JSON.stringify(quote));
    const ids = quotes.filter((_, index) => !before.has(texts[index]!)).map(({ id }) => id);
    this.#announced = new Set(texts);
    if (ids[0]) this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, ids));
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

  readonly #wake = (): void => this.requestUpdate();

  /** Data turn stale by the clock alone, and nothing else tells. */
  #watch(age: AgeView | undefined): void {
    this.#staleAt = age?.staleAt ?? Infinity;
    if (this.isConnected) wakeAt(this.#wake, age?.changesAt ?? Infinity);
  }

  /** Attributes are checked when they are read; what a script has set is checked here, before it is used. */
  #check(): void {
    const values = this as unknown as Record<string, unknown>;
    for (const name in CHECKED) values[name] = CHECKED[name]!.checked(values[name]);
  }

  /** Subscribes to the feed that is named, while in a document. Another one, or none, ends that: the latest wins. */
  #follow(): void {
    const { src, interval, isConnected } = this;
    const how = this.#how;
    const followed = [isConnected, src, interval, ...how];
    if (followed.every((part, index) => part === this.#followed[index])) return;
    this.#followed = followed;
    const leave = this.#leave;
    const another = !!this.#source;
    this.#source = this.#leave = undefined;
    if (src && isConnected && URL.canParse(src, document.baseURI)) {
      this.#source = feedSource(new URL(src, document.baseURI).href, how, readerFor(...how));
      this.#leave = this.#source.subscribe({
        interval: () => this.interval,
        // What the page was served with may be newer than what a cache has; another feed is another matter.
        onFeed: (feed) => this.#take(another ? feed : keepNewest(this.#feed, feed, 0)),
        onFailure: (failure) => this.#fail(failure),
      });
    }
    leave?.();
  }

  /** How a payload is read. */
  get #how(): Parameters<typeof readerFor> {
    const paths = this.paths ?? (this.isConnected && this.querySelector('script[data-paths]')?.textContent);
    // By its text, so that an object which a framework makes anew each time is the same mapping.
    return [this.adapter, paths ? (typeof paths === 'string' ? paths : JSON.stringify(paths)) : null];
  }

  #readData(): void {
    if (this.data) this.#take(readerFor(...this.#how)(this.data, Date.now()));
  }

  /** An adapter has come, and may be the one that was missing. */
  readonly #onAdapter = (): void => {
    if (this.#failure?.issues[0]?.rule !== 'unknown-adapter') return;
    this.#readData();
    void this.refresh();
  };

  #take(feed: Feed): void {
    const { issues } = feed;
    if (isRefused(issues)) return this.#fail({ kind: 'shape', retryAt: null, issues });
    this.#feed = feed;
    this.#failure = undefined;
    this.requestUpdate();
    // What is wrong with a feed is wrong in each answer: it is told when it is new.
    const told = issues.map(({ path, rule }) => path + rule).join();
    if (told && told !== this.#told) this.dispatchEvent(new MarketTickerIssuesEvent(issues));
    this.#told = told;
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    if (failure.issues[0]?.rule === 'unknown-adapter') warn('adapter', this.adapter, 'an adapter that is loaded');
    this.requestUpdate();
    this.dispatchEvent(new MarketTickerErrorEvent(failure));
  }
}
