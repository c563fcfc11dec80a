import { LitElement, type CSSResultGroup, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { isChecked, numeric, oneOf } from './attributes.js';
import { MarketTickerErrorEvent, MarketTickerIssuesEvent, MarketTickerSelectEvent, MarketTickerUpdateEvent } from './events.js';
import { FeedController } from './feed/feed-controller.js';
import type { Failure } from './feed/feed-source.js';
import type { Adapter, Feed, Quote } from './feed.js';
import { languageOf } from './language.js';
import { changedIds } from './model/changes.js';
import { MotionController } from './motion/motion-controller.js';
import { paletteFor, type Palette } from './palettes.js';
import { reader } from './reader.js';
import { styles } from './styles.js';
import { stripTemplate, type Layout } from './template.js';
import { ageView } from './view/age-view.js';
import type { ItemView } from './view/item-view.js';
import { chosenQuotes, readSymbols, stripItems } from './view/strip-items.js';
import { wordsFor } from './view/words.js';
import { WakeController } from './wake-controller.js';

/** Where the feed stands. */
export type Status = 'idle' | 'loading' | 'live' | 'stale' | 'error';

/** A market strip that reads a JSON feed: see the README for attributes, events, parts and custom properties. */
export class MarketTickerElement extends LitElement {
  static readonly tag = 'market-ticker';

  static override styles: CSSResultGroup = styles;

  static override properties: PropertyDeclarations = {
    src: {},
    interval: numeric('interval', null, 0, 86_400),
    symbols: {},
    layout: oneOf('layout', ['scroll', 'row', 'grid']),
    speed: numeric('speed', 60, 1, 2000),
    palette: oneOf('palette', ['auto', 'red-blue', 'red-green', 'green-red', 'blue-orange']),
    paused: { type: Boolean, reflect: true },
    credentials: oneOf('credentials', ['same-origin', 'include', 'omit']),
    label: {},
    lang: { reflect: true, useDefault: true },
    data: { attribute: false },
    adapter: { attribute: false },
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

  readonly #internals = this.attachInternals?.();
  readonly #motion = new MotionController(this, {
    viewport: () => this.renderRoot.querySelector<HTMLElement>('.viewport'),
    items: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.item')],
  });
  readonly #feedController = new FeedController(this, {
    interval: () => this.interval,
    onFeed: (feed) => this.#take(feed),
    onFailure: (failure) => this.#fail(failure),
  });
  readonly #clock = new WakeController(this);

  /** The newest feed; what is painted follows it unless the reader has paused. */
  #feed: Feed | null = null;
  #painted: Feed | null = null;
  #announced: Feed | null = null;
  #items: readonly ItemView[] = [];
  #failure: Failure | null = null;
  #issues = '[]';
  /** The reader pressed Play although the system asks for less motion. */
  #moveAnyway = false;

  constructor() {
    super();
    const fallbacks = this as unknown as Record<PropertyKey, unknown>;
    for (const [name, declaration] of MarketTickerElement.elementProperties) {
      if (isChecked(declaration)) fallbacks[name] = declaration.fallback;
    }
    this.paused = false;
    this.lang = '';
  }

  /** The newest quotes, in the order in which they are shown. */
  get quotes(): readonly Quote[] {
    return this.#feed ? chosenQuotes(this.#feed, readSymbols(this.symbols ?? '')) : [];
  }

  get status(): Status {
    if (this.#failure) return 'error';
    if (!this.#feed) return this.src ? 'loading' : 'idle';
    const { language, words } = this.#language;
    return ageView(this.#feed, this.#pace, Date.now(), language, words).stale ? 'stale' : 'live';
  }

  /** Asks for the feed now. Resolves when the answer is in, also when it is a failure; never rejects. */
  async refresh(): Promise<void> {
    await this.#feedController.refresh();
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

  protected override willUpdate(changed: PropertyValues): void {
    this.#check(changed);
    if (changed.has('data') && this.data !== undefined && this.data !== null) this.#takePayload(this.data);
    if (!this.paused || !this.#painted) this.#painted = this.#feed;
    this.#motion.moves = this.layout === 'scroll' && this.#painted !== null && this.#mayMove;
    this.#motion.speed = this.speed;
    this.#motion.hold('user', this.paused);
  }

  protected override render(): TemplateResult {
    const { language, words } = this.#language;
    const feed = this.#painted;
    const age = feed && ageView(feed, this.#pace, Date.now(), language, words);
    if (feed) this.#items = stripItems(feed, readSymbols(this.symbols ?? ''), language, words, this.#items);
    this.#clock.wakeAt(age && !age.stale ? age.staleAt : null);
    return stripTemplate({
      label: this.label ?? words.label,
      words,
      layout: this.layout === 'scroll' && !this.#mayMove ? 'row' : this.layout,
      palette: this.palette === 'auto' ? paletteFor(language) : this.palette,
      copies: this.#motion.copies,
      items: feed && this.#items,
      age,
      failed: this.#failure !== null,
      playing: this.#playing,
      onToggle: () => (this.#playing ? this.pause() : this.play()),
      onSelect: (id, event) => this.#select(id, event),
      onSlotChange: () => this.#readChild(),
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('src') || changed.has('credentials') || changed.has('adapter')) this.#follow();
    if (changed.has('interval')) this.#feedController.paceChanged();
    const { status } = this;
    for (const state of ['loading', 'live', 'stale', 'error'] as const) this.#setState(state, status === state);
    this.#setState('paused', this.paused);
    this.#setState('moving', this.#motion.moves && !this.paused);
    this.#announce();
  }

  /** What a script has set is checked here; attributes were when they were read. */
  #check(changed: PropertyValues): void {
    const values = this as unknown as Record<PropertyKey, unknown>;
    for (const name of changed.keys()) {
      const declaration = MarketTickerElement.elementProperties.get(name);
      if (declaration && isChecked(declaration)) values[name] = declaration.checked(values[name]);
    }
  }

  get #language(): { language: string; words: ReturnType<typeof wordsFor> } {
    // On a server there is no page to ask.
    const language = this.lang || (this.isConnected ? languageOf(this) : 'en');
    return { language, words: wordsFor(language) };
  }

  get #pace(): number {
    return this.#feedController.pace || this.interval || this.#feed?.ttl || 60;
  }

  get #mayMove(): boolean {
    return this.#moveAnyway || !this.#motion.reduced;
  }

  get #playing(): boolean {
    return !this.paused && (this.layout !== 'scroll' || this.#mayMove);
  }

  #follow(): void {
    const { src, credentials, adapter } = this;
    const url = src && URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI).href : null;
    this.#feedController.follow(url ? { url, credentials, read: reader(adapter) } : null);
  }

  #take(feed: Feed): void {
    this.#feed = feed;
    this.#failure = null;
    // The same faults every tick are one message.
    const issues = JSON.stringify(feed.issues.map(({ path, rule }) => [path, rule]));
    if (issues !== this.#issues && feed.issues.length > 0) this.dispatchEvent(new MarketTickerIssuesEvent(feed.issues));
    this.#issues = issues;
    this.requestUpdate();
  }

  #takePayload(payload: unknown): void {
    const feed = reader(this.adapter)(payload);
    const { issues } = feed;
    if (!issues.some(({ action }) => action === 'refused')) this.#take(feed);
    else this.#fail({ kind: 'shape', status: undefined, retryAt: null, issues });
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    this.requestUpdate();
    this.dispatchEvent(new MarketTickerErrorEvent(failure));
  }

  /** The first envelope, which a server may have written as a child of the tag. */
  #readChild(): void {
    const text = this.querySelector(':scope > script[type="application/json"]')?.textContent;
    if (!text || this.#feed) return;
    try {
      this.#takePayload(JSON.parse(text));
    } catch {
      this.#fail({ kind: 'syntax', status: undefined, retryAt: null, issues: [] });
    }
  }

  #select(id: string, originalEvent: Event): void {
    const quote = this.#painted?.quotes.find((candidate) => candidate.id === id);
    if (quote && !this.dispatchEvent(new MarketTickerSelectEvent(quote, originalEvent))) originalEvent.preventDefault();
  }

  #announce(): void {
    const painted = this.#painted;
    if (!painted || painted === this.#announced) return;
    const changed = changedIds(this.#announced?.quotes ?? [], painted.quotes);
    this.#announced = painted;
    if (changed.length > 0) this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, changed));
  }

  #setState(name: string, on: boolean): void {
    try {
      if (on) this.#internals?.states.add(name);
      else this.#internals?.states.delete(name);
    } catch {
      // Engines before :state() take only names with two dashes.
    }
  }
}
