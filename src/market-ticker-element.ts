import { isServer, LitElement, type CSSResultGroup, type PropertyDeclarations } from 'lit';
import { CustomStatesController } from './controllers/custom-states-controller.js';
import { FeedController } from './controllers/feed-controller.js';
import { MotionController } from './controllers/motion-controller.js';
import { PlaceController } from './controllers/place-controller.js';
import { PlaybackController } from './controllers/playback-controller.js';
import { RenderController } from './controllers/render-controller.js';
import { MarketTickerUpdateEvent } from './events.js';
import type { Quote } from './model/quote.js';
import type { Adapter } from './model/raw-feed.js';
import {
  checkProperties,
  propertyDeclarations,
  type CheckedProperties,
  type Credentials,
  type Share,
} from './properties.js';
import { serverStyles, takeOverServerRendering, withEmbeddedFeed } from './ssr.js';
import { applyStyles, styles } from './styles/apply-styles.js';
import type { Signs } from './view/fields.js';
import type { PaletteChoice } from './view/palettes.js';
import { shownQuotes, type Layout, type Lines, type Status } from './view/strip-view.js';

/**
 * Shows market indices and exchange rates from a JSON feed in a strip.
 *
 * @element market-ticker
 *
 * @attribute {string} lang - The language of the texts, numbers and times, as a BCP 47 tag. Texts are available in
 *   English, Korean, Japanese and Chinese (simplified and traditional). For other languages, texts and times are in
 *   English, and numbers have the format of the language. Default: the `lang` of the nearest ancestor, otherwise `en`.
 *
 * @slot - Content that is shown until the first data arrive, or always if JavaScript is unavailable.
 * @slot start - Content that stays fixed at the start of the strip, such as a title.
 * @slot end - Content that stays fixed at the end of the strip, such as a link to the market page. Keep it short.
 *
 * @fires {MarketTickerUpdateEvent} market-ticker-update - Dispatched after new values have been rendered.
 * @fires {MarketTickerErrorEvent} market-ticker-error - Dispatched when a refresh has failed. The old values stay. The
 *   event is not repeated for the same failure before a success or another failure.
 * @fires {MarketTickerIssuesEvent} market-ticker-issues - Dispatched when the feed is usable, but values in it were
 *   corrected, dropped or skipped. The event is not repeated while the responses contain the same issues.
 * @fires {MarketTickerSelectEvent} market-ticker-select - Dispatched when a reader activates the link of an item that
 *   has a `url`. Cancel the event to prevent the browser from following the link.
 *
 * @csspart viewport - The clipped box that contains the items.
 * @csspart item - An item. It also has the part `up`, `down` or `flat`, and a part with its id: `::part(item up)`,
 *   `::part(item-USD_KRW)`.
 * @csspart icon - The picture before the name of an item.
 * @csspart name - The name of an item.
 * @csspart price - The price of an item.
 * @csspart arrow - The arrow ▲, ▼ or – before the change; ↑ or ↓ at a daily limit.
 * @csspart change - The change since the previous close.
 * @csspart percent - The change in percent.
 * @csspart trend - The chart of an item's recent prices.
 * @csspart badge - The note on an item whose market state, delay, day or age differs from the rest of the strip.
 * @csspart time - The as-of time of the data, with delay, market state, source and notice.
 * @csspart status - The message that the data are loading, are stale or could not be refreshed.
 * @csspart controls - The box that contains the buttons. Do not hide it: readers need a way to stop the strip.
 * @csspart button - Each of the buttons.
 *
 * @cssproperty --market-ticker-up-color - The colour of rising items. Default: the colour from the palette.
 * @cssproperty --market-ticker-down-color - The colour of falling items. Default: the colour from the palette.
 * @cssproperty --market-ticker-flat-color - The colour of unchanged items. Default: the muted colour.
 * @cssproperty [--market-ticker-background=light-dark(#fff, #16191d)] - The background.
 * @cssproperty [--market-ticker-color=light-dark(#16191d, #f1f3f5)] - The colour of the texts.
 * @cssproperty [--market-ticker-muted-color=light-dark(#59616b, #a4adb8)] - The colour of the time and the badges.
 * @cssproperty [--market-ticker-separator-color=light-dark(#d9dde2, #363c44)] - The colour of the lines between items.
 * @cssproperty --market-ticker-focus-color - The colour of the keyboard focus ring. Default: the text colour.
 * @cssproperty --market-ticker-font - The CSS `font`. Default: the font around the tag, at 0.875em.
 * @cssproperty --market-ticker-block-size - The minimum height in every state. Default: 2.75 times the font size
 *   around the tag.
 * @cssproperty --market-ticker-gap - The gap between two items. Default: 2 times the font size around the tag.
 * @cssproperty [--market-ticker-flash-duration=0.6s] - The duration of the flash when a price changes; `0s` disables
 *   flashes. A new duration takes effect within five seconds.
 *
 * @cssstate idle - The publisher has not set a feed.
 * @cssstate loading - The first data have not arrived yet.
 * @cssstate live - The data are up to date.
 * @cssstate stale - The data are out of date although the market is, or may be, open.
 * @cssstate error - The last refresh failed.
 * @cssstate paused - The strip is paused, by the reader or by the page.
 * @cssstate moving - The strip is moving. A short stop, for example under the pointer, does not end this state.
 */
export class MarketTickerElement extends LitElement implements CheckedProperties {
  static override styles: CSSResultGroup = isServer ? serverStyles() : styles;

  static override properties: PropertyDeclarations = propertyDeclarations;

  /** The URL of the JSON feed, relative to the document. If you change it, the current request is aborted. */
  declare src: string | null;
  /** The URL of a Server-Sent Events endpoint. The strip does not poll while the endpoint pushes updates. */
  declare stream: string | null;
  /**
   * The polling interval in seconds, at most 86,400. Values below 5 count as 5, except that `0` loads the feed once. For
   * faster updates, use `stream`. Default: the feed's `ttl`, otherwise 60.
   */
  declare interval: number | null;
  /**
   * The ids of the items to show, in this order, separated by spaces or commas. An id that is not in the feed is shown
   * with a dash. At most 500 ids of at most 64 characters. Default: all items.
   */
  declare symbols: string | null;
  /** The adapter that reads a feed in another format: its name, or a function. Default: `canonical`. */
  declare adapter: string | Adapter | null;
  /**
   * A mapping for the adapter `paths`, or additions to the mapping of another adapter, as an object or JSON. Default:
   * the content of a `<script type="application/json" data-paths>` inside the tag.
   */
  declare paths: object | string | null;
  /**
   * `scroll` moves all the time. `rotate` shows as many whole items as fit, and replaces them with the next ones every few
   * seconds. `auto` scrolls where two whole items fit, and otherwise rotates; in both cases, the age of the data is below
   * the items. `row` is a still row that the reader scrolls. `grid` is a table for a sidebar.
   */
  declare layout: Layout;
  /** How many seconds a rotating strip shows the same items, from 2 to 60. */
  declare dwell: number;
  /**
   * The number of lines of an item, except in a grid. With `2`, the change is below the name and the price. `auto` uses
   * two lines if one item does not fit in one line, or, in the layout `auto`, if two do not. If an item still does not fit,
   * its chart is hidden first, then its badge, which screen readers still read. Numbers are cut only as a last resort.
   */
  declare lines: Lines;
  /**
   * What is shown, as a list of words: `icon`, `name`, `trend`, `price`, `arrow`, `change`, `percent`, `badge`, and `time`
   * for the age of the data. Fields that you leave out take no space. Screen readers still read them, except icons and
   * charts. Default: all.
   */
  declare fields: string | null;
  /** How a change is printed: `▲ +43.72 +1.55%` (`both`), `▲ 43.72 1.55%` (`arrow`) or `+43.72 +1.55%` (`sign`). */
  declare signs: Signs;
  /** The IANA time zone of the times, such as `Asia/Seoul`. Its name is shown beside them. Default: the reader's. */
  declare timeZone: string | null;
  /** The speed of a scrolling strip in CSS px per second, from 1 to 2000. It does not depend on the number of items. */
  declare speed: number;
  /**
   * The colours of rising and falling items, in this order. `auto` selects the colours by language: red-blue for Korean
   * and Japanese, red-green for Chinese (green-red in Hong Kong), and green-red for other languages.
   */
  declare palette: PaletteChoice;
  /** Which strips with the same feed share one connection: those of the page (`page`), or of all tabs (`tabs`). */
  declare share: Share;
  /** The credentials mode of the requests and of the stream, as in `fetch`. */
  declare credentials: Credentials;
  /** The accessible name of the strip. Default: a localized name. */
  declare label: string | null;
  /** A feed from a script or a server, in the same format as a response of `src`. Shown at once, without a request. */
  declare data: unknown;

  readonly #motion: MotionController = new MotionController(this, () => this.#rendering);
  readonly #feed = new FeedController(this, () => this.#rendering.onFeedChanged());
  readonly #playback = new PlaybackController(this, this.#motion, (choice) => this.#rendering.renderNow(choice));
  readonly #rendering: RenderController;

  constructor() {
    super();
    // This controller is the first, so that the states are set before the update event is dispatched.
    const readStates = () => ({ status: this.status, paused: this.paused, moving: this.#motion.isRunning });
    new CustomStatesController(this, readStates);
    new PlaceController(this);
    this.#rendering = new RenderController(
      this,
      () => ({ ...this.#feed.state, ...this.#motion.state }),
      (changed) => this.dispatchEvent(new MarketTickerUpdateEvent(this.quotes, changed)),
    );
    checkProperties(this);
  }

  /**
   * Whether motion *and* the display of new values are stopped. Setting it is the page's request, which counts until
   * the reader chooses. The getter returns the result. The strip never writes the attribute.
   *
   * @default false
   */
  get paused(): boolean {
    return this.#playback.isPaused;
  }

  set paused(isWished: boolean) {
    this.#playback.wishPause(!!isWished);
  }

  /** The newest quotes, in display order. The strip displays new quotes at most ten times a second. */
  get quotes(): readonly Quote[] {
    // A feed that the page has just set as `data` counts before it is rendered.
    if (this.isUpdatePending) this.#feed.hostUpdate();
    return shownQuotes(this.#feed.state.feed, this.symbols);
  }

  /** The state of the feed. `stale` refers to what is shown, which can be older than `quotes` during a pause. */
  get status(): Status {
    return this.#rendering.status;
  }

  /** Requests the feed now. The promise resolves when the request has succeeded or failed. It never rejects. */
  async refresh(): Promise<void> {
    if (!this.isConnected) return; // Outside a document, `updateComplete` would never resolve.
    await this.updateComplete;
    await this.#feed.refresh();
    await this.updateComplete;
  }

  /**
   * Starts motion from the current position, even if the reader's system requests reduced motion, and shows new values
   * again. Has no effect while the reader has paused.
   */
  play(): void {
    this.#playback.wishMotion();
  }

  /** Stops motion and the display of new values, unless the reader has pressed Play on this visit. */
  pause(): void {
    this.paused = true;
  }

  /** Moves the strip to the next item. */
  next(): void {
    this.#motion.go(1);
  }

  /** Moves the strip back to the previous item. */
  previous(): void {
    this.#motion.go(-1);
  }

  /** Removes any server-rendered content, whose data are rendered again before the next paint. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.shadowRoot) {
      const { feed, scrollLeft } = takeOverServerRendering(this.shadowRoot, this.updateComplete);
      this.#feed.adoptServerRendered(feed);
      this.#motion.startAt(scrollLeft);
    }
    // Lit's own method would try to hydrate the removed content if the page has Lit's hydration support.
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    applyStyles(this, root);
    return root;
  }

  override requestUpdate(...args: Parameters<LitElement['requestUpdate']>): void {
    checkProperties(this, [args[0]]);
    if (args[0] === 'data') this.#feed.isDataSet = true;
    super.requestUpdate(...args);
  }

  /** However often there is a reason to render the strip, it is rendered at most ten times a second. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.#rendering.waitForTurn();
    void super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    // On a server, Lit does not call `hostUpdate` of the controllers.
    if (!isServer) return;
    this.#feed.hostUpdate();
    this.#rendering.hostUpdate();
  }

  protected override render(): unknown {
    const strip = this.#rendering.template(this.#playback.handlers);
    return isServer && strip ? withEmbeddedFeed(strip, this.#rendering.feed) : strip;
  }

  /** Also waits for the rest of a long strip, but not for values held back, for example because of a pause. */
  protected override async getUpdateComplete(): Promise<boolean> {
    while (!(await super.getUpdateComplete()));
    return true;
  }
}
