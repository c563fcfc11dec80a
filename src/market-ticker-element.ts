import {
  isServer,
  LitElement,
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { numeric, oneOf, type CheckedProperty } from './attributes.js';
import { choose } from './choice.js';
import { Controls } from './controls.js';
import { MarketTickerSelectEvent, MarketTickerUpdateEvent } from './events.js';
import { FeedController } from './feed-controller.js';
import type { Adapter, Quote } from './feed.js';
import { languageOf } from './language.js';
import { MotionController } from './motion/motion-controller.js';
import { Painter, type Status } from './painter.js';
import { paletteFor, type Palette } from './palettes.js';
import { onServer, serverStyles } from './server.js';
import { styles } from './styles.js';
import { stripTemplate, type Layout, type StripView } from './template.js';
import { primary, wordsFor } from './view/words.js';

export type { Status };

const CHECKED: Record<string, CheckedProperty> = {
  interval: numeric('interval', null, 0, 86_400),
  layout: oneOf('layout', 'scroll', 'row', 'grid'),
  speed: numeric('speed', 60, 1, 2000),
  share: oneOf('share', 'page', 'tabs'),
  credentials: oneOf('credentials', 'same-origin', 'include', 'omit'),
  palette: oneOf('palette', 'auto', 'red-blue', 'red-green', 'green-red', 'blue-orange'),
};

const STATES = ['idle', 'loading', 'live', 'stale', 'error', 'paused', 'moving'] as const;

/** A market strip that reads a JSON feed: see the README for attributes, events, parts and custom properties. */
export class MarketTickerElement extends LitElement {
  static override styles: CSSResultGroup = isServer ? serverStyles() : styles;

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
  /** Who shares one connection: all strips of the page, or all tabs of the site as well. */
  declare share: 'page' | 'tabs';
  /** As in fetch. */
  declare credentials: RequestCredentials;
  /** Stops motion and the repainting of values. */
  declare paused: boolean;
  /** Accessible name of the strip; null for a localized one. */
  declare label: string | null;
  /** A feed handed over by script; shown at once, with no request. */
  declare data: unknown;

  readonly #motion = new MotionController(this);
  readonly #feed = new FeedController(this, () => this.#painter.hear());
  readonly #painter = new Painter(this, this.#feed, this.#motion);
  readonly #controls = new Controls(this, this.#motion);
  #states = (this.attachInternals as (() => ElementInternals) | undefined)?.().states;
  #view!: StripView;

  constructor() {
    super();
    this.paused = false;
    this.#check();
  }

  /** The newest quotes, in the order in which they are shown. */
  get quotes(): readonly Quote[] {
    return this.#painter.shown(this.#feed.feed);
  }

  get status(): Status {
    return this.#painter.status;
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
    this.#motion.anyway = true;
    this.paused = false;
    this.requestUpdate();
  }

  /** Stops motion and the repainting of values. */
  pause(): void {
    this.paused = true;
  }

  /** Moves the strip on to the next item. */
  next(): void {
    this.#motion.go(1);
  }

  /** Moves the strip back by an item. */
  previous(): void {
    this.#motion.go(-1);
  }

  /** What a server has drawn gives way to what is drawn here, with the same data and before the next paint. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const drawn = this.shadowRoot;
    if (drawn) {
      const data = drawn.querySelector('data');
      if (data) this.data ??= JSON.parse(data.value);
      // The reader may have begun already.
      const focused = [...drawn.querySelectorAll('a')].indexOf(drawn.activeElement as HTMLAnchorElement);
      const scrollLeft = drawn.querySelector('.viewport')?.scrollLeft ?? 0;
      drawn.replaceChildren();
      this.#motion.start(scrollLeft);
      void this.updateComplete.then(() => {
        drawn.querySelector('.viewport')!.scrollLeft = scrollLeft;
        drawn.querySelectorAll('a')[focused]?.focus();
      });
    }
    // Not LitElement's: with Lit's support for hydration that one waits for content which is no more.
    return ReactiveElement.prototype['createRenderRoot'].call(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#check();
    this.#feed.follow();
    // What a feed has brought since is newer than data that are only read in another way.
    if (changed.has('data') || (!this.#feed.follows && (changed.has('adapter') || changed.has('paths'))))
      this.#feed.read();
    this.#painter.take();
    this.#motion.moves = this.layout === 'scroll' && !!this.#painter.feed && this.#motion.may;
    this.#view = this.#look();
  }

  protected override render(): TemplateResult {
    const strip = stripTemplate(this.#view);
    return isServer ? onServer(strip, this.#painter.feed && this.data) : strip;
  }

  protected override updated(): void {
    const { status, paused } = this;
    const now = new Set([status, paused && 'paused', this.#motion.runs && 'moving']);
    try {
      // What stays is not touched: each change has the browser work out the styles anew.
      for (const state of STATES)
        if (this.#states && now.has(state) !== this.#states.has(state))
          this.#states[now.has(state) ? 'add' : 'delete'](state);
    } catch {
      // Chrome before 125 wants other names.
      this.#states = undefined;
    }
    const ids = this.#painter.painted();
    if (ids[0]) this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, ids));
  }

  /** Also that the newest values are painted, where they are to be. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#painter.done;
    return super.getUpdateComplete();
  }

  #look(): StripView {
    const { layout, palette, paused, isConnected } = this;
    const language = isConnected || isServer ? languageOf(this) : 'en';
    const words = wordsFor(language);
    const { may, moves } = this.#motion;
    // The reader's system asks for less motion, and the reader has not asked for more.
    const still = layout === 'scroll' && !may;
    const offer = !paused ? 'pause' : this.#motion.anyway ? 'move' : 'play';
    return {
      label: this.label || words.label,
      words,
      // Words of another language are marked as what they are.
      lang: primary(language) === primary(words.lang) ? language : words.lang,
      // Without a script a row is what can be read to its end.
      layout: still || (isServer && layout === 'scroll') ? 'row' : layout,
      moves: moves && isConnected,
      palette: palette === 'auto' ? paletteFor(language) : palette,
      ...this.#painter.look(language, words),
      playing: !paused,
      onToggle: () => choose(offer),
      // Of two, the one that stays: the other is gone in a moment, and the keyboard with it.
      onMove:
        still && !paused
          ? ({ currentTarget }) => {
              (currentTarget as Element).parentElement!.querySelector('button')!.focus();
              choose('move');
            }
          : undefined,
      onStep: (direction) => this.#motion.go(direction),
      onKey: (event) => {
        if (this.#controls.press(event, offer)) event.preventDefault();
      },
      onSelect: this.#onSelect,
    };
  }

  readonly #onSelect = (event: Event): void => {
    const { id } = (event.target as Element).closest('li')!.dataset;
    const quote = this.quotes.find((one) => one.id === id);
    if (quote && !this.dispatchEvent(new MarketTickerSelectEvent(quote, event))) event.preventDefault();
  };

  /** Attributes are checked when they are read; what a script has set is checked here, before it is used. */
  #check(): void {
    const values = this as unknown as Record<string, unknown>;
    for (const name in CHECKED) values[name] = CHECKED[name]!.checked(values[name]);
  }
}
