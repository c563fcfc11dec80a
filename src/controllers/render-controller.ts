import { isServer, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Failure } from '../feed/types.js';
import { languageOf } from '../i18n/locale.js';
import { sameQuote } from '../model/keep-newest.js';
import type { Feed, Quote } from '../model/quote.js';
import { createFlash, type Flash } from '../render/flash.js';
import { ItemUpdates } from '../render/item-updates.js';
import { nextRenderTurn } from '../render/render-queue.js';
import { wakeAt } from '../render/wake-timer.js';
import { chooseQuotes, type ItemView } from '../view/item-view.js';
import {
  shownQuotes,
  statusOf,
  stripView,
  type Status,
  type StripItem,
  type StripSettings,
  type StripView,
} from '../view/strip-view.js';
import { AGE_ID, stripTemplate, type RenderedItems, type StripHandlers } from '../view/template.js';
import type { FeedControllerState } from './feed-controller.js';
import type { MotionState, Track } from './motion-controller.js';

/** The values that a rendering depends on, besides those of the host. */
export type RenderInput = FeedControllerState & MotionState;

interface RenderHost extends ReactiveControllerHost, HTMLElement, Omit<StripSettings, 'language'> {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly paused: boolean;
}

/** Few items are narrower than this, in CSS px. The width of the screen divided by this is how many items fill the screen. */
const NARROW_ITEM_WIDTH = 120;

/** How long the status tells screen readers that the data are up to date again, in ms. */
const RECOVERED_TIME = 10_000;

/** Decides what is rendered and when: the newest feed, unless the strip is paused or out of view. */
export class RenderController implements ReactiveController {
  readonly #host: RenderHost;
  readonly #readInput: () => RenderInput;
  readonly #onRendered: (changed: readonly string[]) => void;
  readonly #updates = new ItemUpdates();
  readonly #flash: Flash;
  #feed: Feed | undefined;
  #view: StripView | undefined;
  #items: RenderedItems = { dirty: [], views: new Map(), itemsPerSegment: 1 };
  #layoutKey = '';
  /** When values were last rendered, in milliseconds of `performance.now()`. */
  #renderedAt = -Infinity;
  /** Whether all items are rendered. The first rendering has only those that fill the screen, the next one has the rest. */
  #allRendered = isServer;
  /** Resolves when the strip may render the values that wait for their turn; undefined when none wait. */
  #turn: Promise<void> | undefined;
  /** By item id, the longest texts that the cells of the item have shown. They keep the cells as wide as they were. */
  readonly #reserved = new Map<string, ItemView['reservedText']>();
  #renderedFailure: Failure | undefined;
  #recoveredUntil = 0;
  #isRecovered = false;
  /** The feed of the last update event, and its quotes by id. */
  #announcedFeed: Feed | undefined;
  #announced = new Map<string, Quote>();

  /**
   * @param readInput returns the current values
   * @param onRendered called after quotes have been rendered, with the ids of those that are new or different
   */
  constructor(host: RenderHost, readInput: () => RenderInput, onRendered: (changed: readonly string[]) => void) {
    this.#host = host;
    this.#flash = createFlash(host);
    this.#readInput = readInput;
    this.#onRendered = onRendered;
    host.addController(this);
  }

  /** The template of the strip; undefined before the first update. */
  template(handlers: StripHandlers): TemplateResult | undefined {
    return this.#view ? stripTemplate(this.#view, this.#items, this.#isRecovered, handlers) : undefined;
  }

  /** The rendered feed; lags behind the newest while paused or off-screen. */
  get feed(): Feed | undefined {
    return this.#feed;
  }

  /** What the last update has rendered into the viewport. */
  get track(): Track {
    return { layoutKey: this.#layoutKey, isMarquee: !!this.#view?.isMarquee };
  }

  /** The state of the newest feed; while the strip is paused, `stale` refers to the rendered data. */
  get status(): Status {
    const { feed, failure, hasSource } = this.#readInput();
    return statusOf({ feed, isFailed: !!failure, hasSource }, Date.now() >= (this.#view?.staleAt ?? Infinity));
  }

  /** Resolves when the strip may render the values that wait for their turn; undefined when none wait. */
  get turn(): Promise<void> | undefined {
    return this.#turn;
  }

  hostDisconnected(): void {
    wakeAt(this.#requestUpdate, Infinity);
    wakeAt(this.#queueRendering, Infinity);
  }

  /** Schedules the rendering of a newer feed or of a failure. */
  onFeedChanged(): void {
    const { symbols, paused } = this.#host;
    if (!this.#feed) return this.#host.requestUpdate();
    const { feed, failure, isVisible, copies, itemsNearViewport } = this.#readInput();
    const isOtherFailure = failure !== this.#renderedFailure;
    if (!isOtherFailure && (paused || !isVisible)) return;
    const values = valuesOf(chooseQuotes(feed?.quotes ?? [], symbols), this.#view?.age);
    const rowCopies = this.track.isMarquee ? copies : 1;
    // Items that are not in view are rendered before they come into view, or with their batch.
    if (isOtherFailure || this.#updates.hasVisibleChange(values, rowCopies, itemsNearViewport()))
      this.#queueRendering();
    else this.#scheduleBatch(true);
  }

  /** Adopts the newest feed where it may be rendered, and collects the items that the update writes. */
  hostUpdate(): void {
    const input = this.#readInput();
    const { failure, hasSource, pollSeconds, mayMove } = input;
    const { layout, palette, label, symbols, paused, isConnected } = this.#host;
    if (!this.#feed || !(paused || this.#turn || !input.isVisible)) this.#feed = input.feed;
    const now = Date.now();
    const language = isConnected || isServer ? languageOf(this.#host) : 'en';
    const view = stripView(
      { feed: this.#feed, isFailed: !!failure, hasSource, pollSeconds },
      { layout, palette, label, symbols, language },
      { now, isServer },
      { paused, mayMove, isConnected },
    );
    const renderedLine = this.#view?.statusLine;
    if (!this.#turn) {
      if (renderedLine?.isWrong && view.status === 'live') this.#recoveredUntil = now + RECOVERED_TIME;
      this.#isRecovered = view.status === 'live' && now < this.#recoveredUntil;
      this.#renderedFailure = failure;
    }
    // While values wait for their turn, the status line waits with them.
    this.#view = { ...view, statusLine: (this.#turn && renderedLine) ?? view.statusLine };
    // Data become stale through the passing of time alone, and no event reports that.
    const changesAt = Math.min(view.changesAt, this.#isRecovered ? this.#recoveredUntil : Infinity);
    if (isConnected) wakeAt(this.#requestUpdate, changesAt);
    this.#items = this.#collectItems(view, input);
    this.#scheduleBatch(this.#updates.hasPending);
  }

  #collectItems(view: StripView, input: RenderInput): RenderedItems {
    const { items = [], age, isMarquee } = view;
    const itemsPerSegment = input.itemsPerSegment(items.length + 1);
    const copies = isMarquee ? input.copies : 1;
    // The items of a strip that a server has rendered are all rendered, because a reader may have scrolled it to any of
    // them. The width of the screen is used, because reading that of the window would cause a layout.
    const isFirst = isMarquee && !this.#allRendered && !input.isServerRendered;
    // One segment more than fills the screen is rendered. Otherwise the marquee would fill the gap with copies.
    const limit = isFirst ? screen.width / NARROW_ITEM_WIDTH + itemsPerSegment + 1 : Infinity;
    this.#allRendered ||= !!view.items && items.length <= limit;
    const ids = items.map(({ id }) => id);
    this.#layoutKey = String([view.textsKey, copies, itemsPerSegment, this.#allRendered, ids]);
    // While values wait for their turn, no items are rendered, because that would be one more paint.
    const isNear = this.#turn ? () => false : input.itemsNearViewport();
    const now = this.#turn ? -Infinity : performance.now();
    const dirty = this.#updates.collectDirty(this.#layoutKey, valuesOf(items, age), copies, isNear, now);
    const beyond = [...ids, AGE_ID].slice(Math.floor(limit) + 1);
    for (const row of dirty) for (const id of beyond) row.delete(id);
    // The map also has ids that are no longer in the feed. It is cleared before they add up.
    if (this.#reserved.size > 2 * items.length + 100) this.#reserved.clear();
    const views = new Map<string, ItemView>();
    for (const item of items)
      if (dirty.some((row) => row.has(item.id))) {
        const itemView = view.itemView(item, this.#reserved.get(item.id));
        views.set(item.id, itemView);
        this.#reserved.set(item.id, itemView.reservedText);
      }
    return { dirty, views, itemsPerSegment };
  }

  /** Flashes the prices that have changed, and reports the quotes that have been rendered. */
  hostUpdated(): void {
    if (this.#items.dirty.some(({ size }) => size > 0)) this.#renderedAt = performance.now();
    if (this.#announcedFeed === this.#feed) return;
    if (!this.#allRendered) return this.#queueRendering();
    const { prefersReducedMotion, itemsInViewport } = this.#readInput();
    this.#announcedFeed = this.#feed;
    const quotes = shownQuotes(this.#feed, this.#host.symbols);
    const before = this.#announced;
    this.#announced = new Map(quotes.map((quote) => [quote.id, quote]));
    if (!prefersReducedMotion) {
      const repriced = quotes.filter(({ id, price }) => (before.get(id)?.price ?? price) !== price).map(({ id }) => id);
      this.#flash(repriced, this.track.isMarquee, itemsInViewport());
    }
    const changed = quotes.filter((quote) => !sameQuote(quote, before.get(quote.id))).map(({ id }) => id);
    if (changed.length) this.#onRendered(changed);
  }

  /** Requests an update where the strip is visible. */
  readonly #requestUpdate = (): void => {
    if (this.#host.isConnected && this.#readInput().isVisible) this.#host.requestUpdate();
  };

  /** Requests an update in the strip's next turn of the page's render queue. */
  readonly #queueRendering = (): void => {
    this.#turn ??= nextRenderTurn(this.#renderedAt).then(() => {
      this.#turn = undefined;
      // The rest of the items is rendered even where the strip is not visible, for users of screen readers.
      if (this.#allRendered) this.#requestUpdate();
      else if (this.#host.isConnected) this.#host.requestUpdate();
      this.#allRendered = true;
    });
  };

  #scheduleBatch(hasPending: boolean): void {
    if (!this.#host.isConnected) return;
    const delay = hasPending ? this.#updates.untilBatch(performance.now()) : Infinity;
    wakeAt(this.#queueRendering, Date.now() + delay);
  }
}

/** By id, the value that each item of the row is to show: its quote; for the last item, the age of the data. */
const valuesOf = (items: readonly StripItem[], age: string | undefined): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([...items.map((item): [string, unknown] => [item.id, item]), [AGE_ID, age]]);
