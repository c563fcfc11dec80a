import { LitElement, type CSSResultGroup, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { numeric, oneOf, type CheckedProperty } from './attributes.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent, MarketTickerSelectEvent, MarketTickerUpdateEvent } from './events.js';
import { feedSource, type Failure, type FeedSource } from './feed/feed-source.js';
import type { Adapter, Feed, Quote } from './feed.js';
import { languageOf } from './language.js';
import { changedIds } from './model/changes.js';
import { MotionController } from './motion/motion-controller.js';
import { paletteFor, type Palette } from './palettes.js';
import { reader } from './reader.js';
import { styles } from './styles.js';
import { stripTemplate, type Layout } from './template.js';
import { ageView } from './view/age-view.js';
import { itemViews, readSymbols, type ItemView } from './view/item-view.js';
import { wordsFor } from './view/words.js';

/** Where the feed stands. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

const CHECKED: Record<string, CheckedProperty> = {
  interval: numeric('interval', null, 0, 86_400),
  layout: oneOf('layout', 'scroll', 'row', 'grid'),
  speed: numeric('speed', 60, 1, 2000),
  palette: oneOf('palette', 'auto', 'red-blue', 'red-green', 'green-red', 'blue-orange'),
  credentials: oneOf('credentials', 'same-origin', 'include', 'omit'),
};

const IN_SCRIPT = { attribute: false };

/** A market strip that reads a JSON feed: see the README for attributes, events, parts and custom properties. */
export class MarketTickerElement extends LitElement {
  static override styles: CSSResultGroup = styles;

  static override properties: PropertyDeclarations = {
    ...CHECKED,
    src: {},
    symbols: {},
    paused: { type: Boolean, reflect: true },
    label: {},
    lang: { reflect: true, useDefault: true },
    data: IN_SCRIPT,
    adapter: IN_SCRIPT,
  };

  /** The JSON feed, resolved against the document. */
  declare src: string | null;
  /** Polling pace in seconds; null leaves it to the feed's `ttl`, 0 loads once, never faster than 5. */
  declare interval: number | null;
  /** Ids to show, in this order, separated by spaces or commas; null for all. */
  declare symbols: string | null;
  /** Moving strip, one still row, or wrapping cells. Default `scroll`. */
  declare layout: Layout;
  /** CSS px per second. Default 60. */
  declare speed: number;
  /** Colours for up and down; `auto` follows the language. */
  declare palette: 'auto' | Palette;
  /** Stops motion and the repainting of values. */
  declare paused: boolean;
  /** As in fetch. Default `same-origin`. */
  declare credentials: RequestCredentials;
  /** Accessible name of the strip; null for a localized one. */
  declare label: string | null;
  declare lang: string;
  /** A feed handed over by script, in the shape that the adapter reads; shown at once, with no request. */
  declare data: unknown;
  /** How to read a payload of another shape; null for the canonical feed. */
  declare adapter: Adapter | null;

  readonly #states = this.attachInternals().states;
  readonly #motion = new MotionController(this);
  #source: FeedSource | undefined;
  #leave: (() => void) | undefined;
  /** The newest feed; what is painted follows it unless the reader has paused. */
  #feed: Feed | null = null;
  #painted: Feed | null = null;
  #announced: Feed | null = null;
  #failure: Failure | null = null;
  #items: readonly ItemView[] = [];
  #issues = '';
  /** The reader pressed Play although the system asks for less motion. */
  #moveAnyway = false;
  #clock: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.paused = false;
    this.lang = '';
    this.#check();
  }

  /** The newest quotes, in the order in which they are shown. */
  get quotes(): readonly Quote[] {
    const quotes = this.#feed?.quotes ?? [];
    return readSymbols(this.symbols)?.flatMap((id) => quotes.filter((quote) => quote.id === id)) ?? quotes;
  }

  get status(): Status {
    if (this.#failure) return 'error';
    if (!this.#feed) return this.src ? 'loading' : 'idle';
    return this.#age(this.#feed).stale ? 'stale' : 'live';
  }

  /** Asks for the feed now. Resolves when the answer is in, also when it is a failure; never rejects. */
  async refresh(): Promise<void> {
    await this.#source?.refresh();
    // Outside a document nothing is painted, and `updateComplete` waits for that.
    if (this.isConnected) await this.updateComplete;
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

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#clock);
    this.#leave?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#check();
    if (changed.has('data') && this.data) this.#take(reader(this.adapter)(this.data));
    if (!this.paused) this.#painted = this.#feed;
    this.#painted ??= this.#feed;
    this.#motion.moves = this.layout === 'scroll' && !!this.#painted && this.#mayMove;
    this.#motion.hold('user', this.paused);
  }

  protected override render(): TemplateResult {
    const { language, words } = this.#language;
    const feed = this.#painted;
    if (feed) {
      const ids = readSymbols(this.symbols) ?? feed.quotes.map(({ id }) => id);
      this.#items = itemViews(feed, ids, language, words, this.#items);
    }
    const playing = !this.paused && (this.layout !== 'scroll' || this.#mayMove);
    return stripTemplate({
      label: this.label ?? words.label,
      words,
      layout: this.layout === 'scroll' && !this.#mayMove ? 'row' : this.layout,
      palette: this.palette === 'auto' ? paletteFor(language) : this.palette,
      copies: this.#motion.copies,
      items: feed && this.#items,
      age: feed && this.#age(feed),
      failed: !!this.#failure,
      playing,
      onToggle: () => (playing ? this.pause() : this.play()),
      onSelect: (id, event) => this.#select(id, event),
      onSlotChange: () => this.#readChild(),
      motion: this.#motion,
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('src') || changed.has('credentials') || changed.has('adapter')) this.#follow();
    this.#source?.reschedule();
    this.#watchAge();
    for (const state of ['loading', 'live', 'stale', 'error']) this.#setState(state, state === this.status);
    this.#setState('paused', this.paused);
    this.#setState('moving', this.#motion.moves && !this.paused);
    const painted = this.#painted;
    const ids = painted ? changedIds(this.#announced?.quotes ?? [], painted.quotes) : [];
    this.#announced = painted;
    if (ids[0]) this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, ids));
  }

  get #language() {
    // On a server there is no page to ask.
    const language = this.lang || (this.isConnected ? languageOf(this) : 'en');
    return { language, words: wordsFor(language) };
  }

  get #mayMove(): boolean {
    return this.#moveAnyway || !this.#motion.reduced;
  }

  #age(feed: Feed) {
    const { language, words } = this.#language;
    return ageView(feed, this.#source?.pace() || this.interval || feed.ttl || 60, Date.now(), language, words);
  }

  /** Wakes when data turn stale, which nothing but the clock tells. */
  #watchAge(): void {
    clearTimeout(this.#clock);
    const at = this.#painted && this.#age(this.#painted).staleAt;
    // 2 ** 31 ms, almost 25 days, is as far as timers go.
    if (at && at > Date.now()) this.#clock = setTimeout(() => this.requestUpdate(), Math.min(at - Date.now(), 2 ** 31 - 1));
  }

  /** Attributes are checked when they are read; what a script has set is checked here, before it is used. */
  #check(): void {
    const values = this as unknown as Record<string, unknown>;
    for (const name in CHECKED) values[name] = CHECKED[name]!.checked(values[name]);
  }

  /** Subscribes to the feed that is named. Another one, or none, ends the old subscription: the latest wins. */
  #follow(): void {
    const { src, credentials, adapter } = this;
    const leave = this.#leave;
    this.#source = this.#leave = undefined;
    if (src && this.isConnected && URL.canParse(src, document.baseURI)) {
      this.#source = feedSource({ url: new URL(src, document.baseURI).href, credentials, read: reader(adapter) });
      this.#leave = this.#source.subscribe({
        interval: () => this.interval,
        onFeed: (feed) => this.#take(feed),
        onFailure: (failure) => this.#fail(failure),
      });
    }
    leave?.();
  }

  #take(feed: Feed): void {
    const { issues } = feed;
    if (issues.some(({ action }) => action === 'refused')) return this.#fail({ kind: 'shape', retryAt: null, issues });
    this.#feed = feed;
    this.#failure = null;
    this.requestUpdate();
    // The same faults every tick are one message.
    const told = issues.map(({ path, rule }) => path + rule).join();
    if (told && told !== this.#issues) this.dispatchEvent(new MarketTickerIssuesEvent(issues));
    this.#issues = told;
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    this.requestUpdate();
    this.dispatchEvent(new MarketTickerErrorEvent(failure));
  }

  /** The first envelope, which a server may have written as a child of the tag. */
  #readChild(): void {
    const text = this.querySelector(':scope>[type="application/json"]')?.textContent;
    if (!text || this.#feed) return;
    try {
      this.#take(reader(this.adapter)(JSON.parse(text)));
    } catch {
      this.#fail({ kind: 'syntax', retryAt: null, issues: [] });
    }
  }

  #select(id: string, originalEvent: Event): void {
    const quote = this.#painted!.quotes.find((candidate) => candidate.id === id)!;
    if (!this.dispatchEvent(new MarketTickerSelectEvent(quote, originalEvent))) originalEvent.preventDefault();
  }

  #setState(name: string, on: boolean): void {
    this.#states[on ? 'add' : 'delete'](name);
  }
}
