import {
  isServer,
  LitElement,
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { numeric, oneOf, type CheckedProperty } from './properties.js';
import { setPlaybackPreference } from './controllers/playback-preference.js';
import { PlaybackController } from './controllers/playback-controller.js';
import { MarketTickerSelectEvent, MarketTickerUpdateEvent } from './events.js';
import { FeedController, embeddedFeed } from './controllers/feed-controller.js';
import type { Quote } from './model/quote.js';
import type { Adapter } from './model/raw-feed.js';
import { languageOf } from './i18n/locale.js';
import { MotionController } from './controllers/motion-controller.js';
import { RenderController, type Status } from './controllers/render-controller.js';
import { paletteFor, type Palette } from './view/palettes.js';
import { withEmbeddedFeed, serverStyles } from './ssr.js';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';
import { stripTemplate, type Layout, type StripView } from './view/template.js';
import { primaryLanguage, messagesFor } from './i18n/index.js';

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

/**
 * A market strip: indices and FX rates from a JSON feed.
 *
 * @element market-ticker
 *
 * @attribute {string} lang - BCP 47: words, number and time format, in English, Korean, Japanese, Chinese (simplified
 *   and traditional); others get English words and their own numbers. Default: the nearest `lang` above it, else `en`.
 *
 * @slot - What to show before the first data, without JavaScript, and when no data ever came.
 * @slot start - A fixed start of the strip: a title.
 * @slot end - A fixed end of the strip: the link to the market page. On a phone it takes two lines: keep it short.
 *
 * @fires {MarketTickerUpdateEvent} market-ticker-update - New values of items that are shown have been taken over and
 *   painted.
 * @fires {MarketTickerErrorEvent} market-ticker-error - A refresh failed; the old values stay.
 * @fires {MarketTickerIssuesEvent} market-ticker-issues - The feed was read, but something in it was mended, dropped or
 *   skipped; once for as long as the same is wrong.
 * @fires {MarketTickerSelectEvent} market-ticker-select - A reader chose an item that has a `url`. Cancelable:
 *   cancelled, the page goes nowhere.
 *
 * @csspart viewport - The clipped box that the items move in.
 * @csspart item - An item.
 * @csspart name - The name of an item.
 * @csspart price - The price of an item.
 * @csspart arrow - ▲, ▼ or – before the change.
 * @csspart change - The signed change.
 * @csspart percent - The signed percent.
 * @csspart trend - The line of an item's day.
 * @csspart badge - What an item says where it is not as the strip is: its market's state, its delay, that it is old, its
 *   day.
 * @csspart time - The time of the data, with delay, market state, source and notice.
 * @csspart status - The words that say that the data are old or could not be refreshed.
 * @csspart controls - The place of the buttons.
 * @csspart button - Each of the buttons.
 *
 * @cssproperty --market-ticker-up-color - The colour of what goes up. Default: the palette's.
 * @cssproperty --market-ticker-down-color - The colour of what goes down. Default: the palette's.
 * @cssproperty --market-ticker-flat-color - The colour of what is flat. Default: the muted colour.
 * @cssproperty [--market-ticker-background=light-dark(#fff, #16191d)] - The background.
 * @cssproperty [--market-ticker-color=light-dark(#16191d, #f1f3f5)] - The colour of the texts.
 * @cssproperty [--market-ticker-muted-color=light-dark(#59616b, #a4adb8)] - The colour of the time and the badges.
 * @cssproperty [--market-ticker-separator-color=light-dark(#d9dde2, #363c44)] - The colour of the lines between items.
 * @cssproperty --market-ticker-focus-color - The colour of the ring around what has the keyboard's
 *   focus. Default: the text colour.
 * @cssproperty --market-ticker-font - The CSS `font`. Default: the page's, at 0.875rem.
 * @cssproperty [--market-ticker-block-size=2.75rem] - The least height, the same while loading, live, stale, failed or
 *   empty.
 * @cssproperty [--market-ticker-gap=2rem] - The gap between two items.
 * @cssproperty [--market-ticker-flash-duration=0.6s] - How long a price that changes flashes; `0s` for none. A change
 *   takes effect within five seconds.
 *
 * @cssstate idle - No feed is named.
 * @cssstate loading - The first feed has not come yet.
 * @cssstate live - What is shown is what there is.
 * @cssstate stale - The market is open, and the data are old.
 * @cssstate error - The last refresh failed.
 * @cssstate paused - Stopped, by a script or by the reader.
 * @cssstate moving - The strip moves.
 */
export class MarketTickerElement extends LitElement {
  static override styles: CSSResultGroup = isServer ? serverStyles() : [base, layouts, media];

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

  /** The JSON feed, resolved against the document. Changing it aborts what is in flight: the latest wins. */
  declare src: string | null;
  /** A Server-Sent Events endpoint that pushes updates, whole or partial; while it brings them, nothing is polled. */
  declare stream: string | null;
  /** Polling pace in seconds, at most 86,400, never under 5; `0` loads once. Default: the feed's `ttl`, else 60. */
  declare interval: number | null;
  /**
   * Ids of the items to show, in this order, separated by spaces or commas; one that the feed lacks shows its name and
   * a dash. Default: all.
   */
  declare symbols: string | null;
  /** How to read a feed of another shape: the name of an adapter, or a function. Default: `canonical`. */
  declare adapter: string | Adapter | null;
  /**
   * A mapping for the adapter `paths`, or one that adds to another adapter's own: an object, or JSON. Default: what a
   * `<script type="application/json" data-paths>` inside says.
   */
  declare paths: object | string | null;
  /** A moving strip; one still row that the reader scrolls; wrapping cells for a sidebar. */
  declare layout: Layout;
  /** Pace of the strip in CSS px per second, 1–2000, the same whatever its length. */
  declare speed: number;
  /**
   * Colours for up-down; `auto` follows the language: Korean and Japanese red-blue, Chinese red-green (Hong Kong
   * green-red), others green-red.
   */
  declare palette: 'auto' | Palette;
  /** Who shares one connection: all strips of the page, or all tabs of the site as well. */
  declare share: 'page' | 'tabs';
  /** As in fetch; a stream knows no `omit`. */
  declare credentials: 'same-origin' | 'include' | 'omit';
  /** Stops motion *and* the repainting of values; the reader's own choice wins. */
  declare paused: boolean;
  /** Accessible name of the strip. Default: a localized one. */
  declare label: string | null;
  /** A feed handed over by script, or by a server: what `src` would answer. Shown at once, with no request. */
  declare data: unknown;

  readonly #motion = new MotionController(this);
  readonly #feed = new FeedController(this, () => this.#painter.hear());
  readonly #painter = new RenderController(this, this.#feed, this.#motion);
  readonly #controls = new PlaybackController(this, this.#motion);
  #states = (this.attachInternals as (() => ElementInternals) | undefined)?.().states;
  #view!: StripView;

  constructor() {
    super();
    this.paused = false;
    this.#check();
  }

  /** The newest quotes, in the order in which they are shown; painted at most ten times a second. */
  get quotes(): readonly Quote[] {
    return this.#painter.shown(this.#feed.feed);
  }

  /** Where the feed stands; while paused, how old what is shown is. */
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

  /** Moves the strip on by an item, gliding. */
  next(): void {
    this.#motion.go(1);
  }

  /** Moves the strip back by an item, gliding. */
  previous(): void {
    this.#motion.go(-1);
  }

  /** What a server has drawn gives way to what is drawn here, with the same data and before the next paint. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const drawn = this.shadowRoot;
    if (drawn) {
      this.#feed.served = embeddedFeed(drawn);
      // The reader may have begun already.
      const stops = () => drawn.querySelectorAll<HTMLElement>('.viewport, a[href]');
      const focused = [...stops()].indexOf(drawn.activeElement as HTMLElement);
      const scrollLeft = stops()[0]?.scrollLeft ?? 0;
      drawn.replaceChildren();
      this.#motion.start(scrollLeft);
      void this.updateComplete.then(() => {
        stops()[0]!.scrollLeft = scrollLeft;
        stops()[focused]?.focus({ preventScroll: true });
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
    return isServer ? withEmbeddedFeed(strip, this.#painter.feed && this.data) : strip;
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
    const words = messagesFor(language);
    const { may, moves } = this.#motion;
    // The reader's system asks for less motion, and the reader has not asked for more.
    const still = layout === 'scroll' && !may;
    const offer = !paused ? 'pause' : this.#motion.anyway ? 'move' : 'play';
    return {
      label: this.label || words.label,
      words,
      // Words of another language are marked as what they are.
      lang: primaryLanguage(language) === primaryLanguage(words.lang) ? language : words.lang,
      // Without a script a row is what can be read to its end.
      layout: still || (isServer && layout === 'scroll') ? 'row' : layout,
      moves: moves && isConnected,
      palette: palette === 'auto' ? paletteFor(language) : palette,
      ...this.#painter.look(language, words),
      playing: !paused,
      onToggle: () => setPlaybackPreference(offer),
      // Of two, the one that stays: the other is gone in a moment, and the keyboard with it.
      onMove:
        still && !paused
          ? ({ currentTarget }) => {
              (currentTarget as Element).parentElement!.querySelector('button')!.focus();
              setPlaybackPreference('move');
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
