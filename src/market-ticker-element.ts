import { isServer, LitElement, ReactiveElement, type CSSResultGroup, type PropertyDeclarations } from 'lit';
import { CustomStatesController } from './controllers/custom-states-controller.js';
import { FeedController } from './controllers/feed-controller.js';
import { MotionController } from './controllers/motion-controller.js';
import { PlaybackController } from './controllers/playback-controller.js';
import { RenderController } from './controllers/render-controller.js';
import { MarketTickerSelectEvent, MarketTickerUpdateEvent } from './events.js';
import type { Quote } from './model/quote.js';
import type { Adapter } from './model/raw-feed.js';
import {
  checkProperties,
  propertyDeclarations,
  type CheckedProperties,
  type Credentials,
  type PaletteChoice,
  type Share,
} from './properties.js';
import { serverStyles, takeOverServerRendering, withEmbeddedFeed } from './ssr.js';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';
import { shownQuotes, type Layout, type Status } from './view/strip-view.js';
import type { StripHandlers } from './view/template.js';

/**
 * A market strip: shows indices and FX rates from a JSON feed.
 *
 * @element market-ticker
 *
 * @attribute {string} lang - The language of the texts and the format of numbers and times, as a BCP 47 tag. The texts are
 *   available in English, Korean, Japanese and Chinese (simplified and traditional); other languages get English texts
 *   and their own numbers. Default: the nearest `lang` above the tag, else `en`.
 *
 * @slot - Shown until the first data arrive, and without JavaScript.
 * @slot start - Fixed at the start of the strip, for a title.
 * @slot end - Fixed at the end of the strip, for a link to the market page. On a phone it has two lines, so keep it short.
 *
 * @fires {MarketTickerUpdateEvent} market-ticker-update - New values of shown items have been rendered.
 * @fires {MarketTickerErrorEvent} market-ticker-error - A refresh has failed; the old values stay.
 * @fires {MarketTickerIssuesEvent} market-ticker-issues - The feed was read, but something in it was mended, dropped or
 *   skipped. It is dispatched once for as long as the same things are wrong.
 * @fires {MarketTickerSelectEvent} market-ticker-select - A reader has chosen an item that has a `url`. Cancel the event to
 *   keep the browser from following the link.
 *
 * @csspart viewport - The clipped box that the items move in.
 * @csspart item - An item.
 * @csspart name - The name of an item.
 * @csspart price - The price of an item.
 * @csspart arrow - ▲, ▼ or – before the change; ↑ or ↓ at a daily limit.
 * @csspart change - The signed change.
 * @csspart percent - The signed percent.
 * @csspart trend - The line of an item's day.
 * @csspart badge - What differs for an item from the rest of the strip: its market's state, its delay, its day, or that it
 *   is not current.
 * @csspart time - The time of the data, with delay, market state, source and notice.
 * @csspart status - Says that the data are old or could not be refreshed.
 * @csspart controls - The box of the buttons.
 * @csspart button - Each of the buttons.
 *
 * @cssproperty --market-ticker-up-color - The colour of rising items. Default: the palette's.
 * @cssproperty --market-ticker-down-color - The colour of falling items. Default: the palette's.
 * @cssproperty --market-ticker-flat-color - The colour of unchanged items. Default: the muted colour.
 * @cssproperty [--market-ticker-background=light-dark(#fff, #16191d)] - The background.
 * @cssproperty [--market-ticker-color=light-dark(#16191d, #f1f3f5)] - The colour of the texts.
 * @cssproperty [--market-ticker-muted-color=light-dark(#59616b, #a4adb8)] - The colour of the time and the badges.
 * @cssproperty [--market-ticker-separator-color=light-dark(#d9dde2, #363c44)] - The colour of the lines between items.
 * @cssproperty --market-ticker-focus-color - The colour of the ring around the link or button that has the keyboard's
 *   focus. Default: the text colour.
 * @cssproperty --market-ticker-font - The CSS `font`. Default: the page's, at 0.875rem.
 * @cssproperty [--market-ticker-block-size=2.75rem] - The minimum height, the same while loading, live, stale, failed or
 *   empty.
 * @cssproperty [--market-ticker-gap=2rem] - The gap between two items.
 * @cssproperty [--market-ticker-flash-duration=0.6s] - How long a price flashes when it changes; `0s` turns flashes off. A
 *   new value takes effect within five seconds.
 *
 * @cssstate idle - No feed is named.
 * @cssstate loading - The first feed has not arrived yet.
 * @cssstate live - The strip shows the newest data.
 * @cssstate stale - The market is open, and the data are old.
 * @cssstate error - The last refresh failed.
 * @cssstate paused - A script or the reader has stopped the strip.
 * @cssstate moving - The strip moves.
 */
export class MarketTickerElement extends LitElement implements CheckedProperties {
  static override styles: CSSResultGroup = isServer ? serverStyles() : [base, layouts, media];

  static override properties: PropertyDeclarations = propertyDeclarations;

  /** The address of the JSON feed, relative to the document. A change aborts the request that is under way. */
  declare src: string | null;
  /**
   * The address of a Server-Sent Events endpoint that pushes complete or partial updates. While it delivers them, the strip
   * does not poll.
   */
  declare stream: string | null;
  /**
   * The polling interval in seconds, at most 86,400. The strip never polls more often than every 5 s; `0` loads the feed once.
   * Default: the feed's `ttl`, else 60.
   */
  declare interval: number | null;
  /**
   * The ids of the items to show, in this order, separated by spaces or commas. An item that the feed lacks shows its id and
   * a dash. Default: all.
   */
  declare symbols: string | null;
  /** How to read a feed of another shape: the name of an adapter, or a function. Default: `canonical`. */
  declare adapter: string | Adapter | null;
  /**
   * A mapping for the adapter `paths`, or one that adds to another adapter's own: an object, or JSON. Default: the content of
   * a `<script type="application/json" data-paths>` inside the tag.
   */
  declare paths: object | string | null;
  /** `scroll` is a moving strip, `row` a still row that the reader scrolls, `grid` a table of cells for a sidebar. */
  declare layout: Layout;
  /** The speed of the strip in CSS px per second, 1–2000, whatever its length. */
  declare speed: number;
  /**
   * The colours of rising and falling items, in this order. `auto` follows the language: red-blue for Korean and Japanese,
   * red-green for Chinese (green-red in Hong Kong), green-red for others.
   */
  declare palette: PaletteChoice;
  /** Which strips share one connection: all strips of the page, or those in all tabs of the site as well. */
  declare share: Share;
  /** The credentials mode of the requests, as in `fetch`. A stream treats `omit` as `same-origin`. */
  declare credentials: Credentials;
  /** Stops motion *and* the rendering of new values. The reader's own choice wins. */
  declare paused: boolean;
  /** The accessible name of the strip. Default: a localized one. */
  declare label: string | null;
  /** A feed that a script or a server hands over: the JSON that `src` would answer with. Shown at once, without a request. */
  declare data: unknown;

  readonly #motion: MotionController = new MotionController(this, () => this.#rendering.track);
  readonly #feed = new FeedController(this, () => this.#rendering.onFeedChanged());
  readonly #playback = new PlaybackController(this, {
    go: (to) => this.#motion.go(to),
    inlineDirection: () => this.#motion.inlineDirection,
    ignoresReducedMotion: () => this.#motion.ignoreReducedMotion,
  });
  readonly #rendering: RenderController;

  constructor() {
    super();
    // The states are set before the render controller dispatches the update event.
    new CustomStatesController(this, () => ({
      status: this.status,
      paused: this.paused,
      moving: this.#motion.isRunning,
    }));
    this.#rendering = new RenderController(
      this,
      () => ({ ...this.#feed.state, ...this.#motion.state }),
      (changed) => this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, changed)),
    );
    this.paused = false;
    checkProperties(this);
  }

  /** The newest quotes, in the order in which they are shown. The strip renders them at most ten times a second. */
  get quotes(): readonly Quote[] {
    return shownQuotes(this.#feed.state.feed, this.symbols);
  }

  /** The state of the feed; while the strip is paused, it says whether the shown data are stale. */
  get status(): Status {
    return this.#rendering.status;
  }

  /** Requests the feed now. Resolves when the answer or a failure has arrived; never rejects. */
  async refresh(): Promise<void> {
    if (!this.isConnected) return; // `updateComplete` would never resolve.
    await this.updateComplete;
    await this.#feed.refresh();
    await this.updateComplete;
  }

  /** Continues from the same place with the newest values, even where the reader's system asks for less motion. */
  play(): void {
    this.#motion.ignoreReducedMotion = true;
    this.paused = false;
    this.requestUpdate();
  }

  /** Stops motion and the rendering of new values. */
  pause(): void {
    this.paused = true;
  }

  /** Glides to the next item. */
  next(): void {
    this.#motion.go(1);
  }

  /** Glides back to the previous item. */
  previous(): void {
    this.#motion.go(-1);
  }

  /** Replaces what a server has rendered by a rendering of the same data here, before the next paint. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.shadowRoot) {
      const { feed, scrollLeft } = takeOverServerRendering(this.shadowRoot, this.updateComplete);
      this.#feed.adoptServerRendered(feed);
      this.#motion.startAt(scrollLeft);
    }
    // With Lit's support for hydration on the page, LitElement's own method waits for content that has just been removed.
    return ReactiveElement.prototype['createRenderRoot'].call(this);
  }

  protected override willUpdate(): void {
    checkProperties(this);
    // Lit calls this hook of controllers in browsers only.
    if (isServer) {
      this.#feed.hostUpdate();
      this.#rendering.hostUpdate();
    }
  }

  protected override render(): unknown {
    const strip = this.#rendering.template(this.#handlers);
    return isServer && strip ? withEmbeddedFeed(strip, this.#rendering.feed && this.data) : strip;
  }

  /** Resolves when the newest values have been rendered, too. Values that are not to be rendered yet are not awaited. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#rendering.turn;
    return super.getUpdateComplete();
  }

  readonly #handlers: StripHandlers = {
    onToggle: this.#playback.toggle,
    onMove: this.#playback.move,
    onStep: (direction) => this.#motion.go(direction),
    onKey: this.#playback.press,
    onSelect: (event) => {
      const id = (event.target as Element).closest('li')?.dataset.id;
      const quote = this.quotes.find((shown) => shown.id === id);
      if (quote && !this.dispatchEvent(new MarketTickerSelectEvent(quote, event))) event.preventDefault();
    },
  };
}
