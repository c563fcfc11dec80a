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

/** The values that a rendering depends on, in addition to those of the host. */
export type RenderInput = FeedControllerState & MotionState;

interface RenderHost extends ReactiveControllerHost, HTMLElement, Omit<StripSettings, 'language'> {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly paused: boolean;
}

/**
 * The width of a narrow item in CSS px. Few items are narrower, so the screen width divided by this width is an upper
 * estimate of how many items fill the screen.
 */
const NARROW_ITEM_WIDTH = 120;

/** For how many ms the status line states that the data are up to date again. The text is only for screen readers. */
const RECOVERED_TIME = 10_000;

/** Decides what is rendered and when. While the strip is paused or out of view, newer feeds are not rendered. */
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
  /** When values were last rendered, in ms of `performance.now()`. */
  #renderedAt = -Infinity;
  /**
   * Whether all items have been rendered. The first rendering of a marquee covers only the items that fill the screen,
   * and the second rendering adds the rest.
   */
  #allRendered = isServer;
  /**
   * Resolves at the strip's next render turn, which is its slot in the page-wide render queue. Undefined if no values
   * wait for a render turn.
   */
  #turn: Promise<void> | undefined;
  /**
   * The longest texts that the cells of each item have shown, by item id. These texts keep the cells from becoming
   * narrower.
   */
  readonly #reserved = new Map<string, ItemView['reservedText']>();
  #renderedFailure: Failure | undefined;
  #recoveredUntil = 0;
  #isRecovered = false;
  /** The last feed whose new and changed quotes have been reported to `onRendered`. */
  #announcedFeed: Feed | undefined;
  /** The quotes of `#announcedFeed` that the strip shows, by id. */
  #announced = new Map<string, Quote>();

  /**
   * @param readInput returns the current values
   * @param onRendered called after new or changed quotes have been rendered, with the ids of these quotes
   */
  constructor(host: RenderHost, readInput: () => RenderInput, onRendered: (changed: readonly string[]) => void) {
    this.#host = host;
    this.#flash = createFlash(host);
    this.#readInput = readInput;
    this.#onRendered = onRendered;
    host.addController(this);
  }

  /** Returns the template of the strip, or undefined before the first update. */
  template(handlers: StripHandlers): TemplateResult | undefined {
    return this.#view ? stripTemplate(this.#view, this.#items, this.#isRecovered, handlers) : undefined;
  }

  /** The rendered feed. While the strip is paused or out of view, this feed may be older than the newest feed. */
  get feed(): Feed | undefined {
    return this.#feed;
  }

  /** The row or grid that the last update has rendered into the viewport. */
  get track(): Track {
    return { layoutKey: this.#layoutKey, isMarquee: !!this.#view?.isMarquee };
  }

  /** The status of the newest feed, except that `stale` refers to the rendered feed, which may be older. */
  get status(): Status {
    const { feed, failure, hasSource } = this.#readInput();
    return statusOf({ feed, isFailed: !!failure, hasSource }, Date.now() >= (this.#view?.staleAt ?? Infinity));
  }

  /** Resolves at the strip's next render turn. Undefined if no values wait for a render turn. */
  get turn(): Promise<void> | undefined {
    return this.#turn;
  }

  hostDisconnected(): void {
    wakeAt(this.#requestUpdate, Infinity);
    wakeAt(this.#queueRendering, Infinity);
  }

  /**
   * Schedules the rendering of a new feed or a new failure. While the strip is paused or out of view, only failures and
   * the first feed are rendered.
   */
  onFeedChanged(): void {
    const { symbols, paused } = this.#host;
    if (!this.#feed) return this.#host.requestUpdate();
    const { feed, failure, isVisible, copies, itemsNearViewport } = this.#readInput();
    const isOtherFailure = failure !== this.#renderedFailure;
    if (!isOtherFailure && (paused || !isVisible)) return;
    const values = valuesOf(chooseQuotes(feed?.quotes ?? [], symbols), this.#view?.age);
    const rowCopies = this.track.isMarquee ? copies : 1;
    // Changed items that are not near the viewport can wait, because they are rendered in batches.
    if (isOtherFailure || this.#updates.hasVisibleChange(values, rowCopies, itemsNearViewport()))
      this.#queueRendering();
    else this.#scheduleBatch(true);
  }

  /** Adopts the newest feed if it may be rendered, and collects the items that this update renders. */
  hostUpdate(): void {
    const input = this.#readInput();
    const { failure, hasSource, pollSeconds, mayMove } = input;
    const { layout, palette, label, symbols, paused, isConnected } = this.#host;
    if (!this.#feed || !(paused || this.#turn || !input.isVisible)) this.#feed = input.feed;
    const now = Date.now();
    const language = isConnected || isServer ? languageOf(this.#host) : 'en';
    const view = stripView(
      { feed: this.#feed, isFailed: !!failure, hasSource, pollSeconds: pollSeconds() },
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
    // The status line is not updated until the pending values are rendered, so that both change together.
    this.#view = { ...view, statusLine: (this.#turn && renderedLine) ?? view.statusLine };
    // The next update that depends only on time is scheduled here, because no event reports that data have become
    // stale.
    const changesAt = Math.min(view.changesAt, this.#isRecovered ? this.#recoveredUntil : Infinity);
    if (isConnected) wakeAt(this.#requestUpdate, changesAt);
    this.#items = this.#collectItems(view, input);
    this.#scheduleBatch(this.#updates.hasPending);
  }

  #collectItems(view: StripView, input: RenderInput): RenderedItems {
    const { items = [], age, isMarquee } = view;
    const itemsPerSegment = input.itemsPerSegment(items.length + 1);
    const copies = isMarquee ? input.copies : 1;
    // If a server rendered the strip, all items are rendered at once, because the reader may have scrolled to any item.
    const isFirst = isMarquee && !this.#allRendered && !input.isServerRendered;
    // One segment (a box of items that moves as one) is rendered in addition to those that fill the screen. Without
    // this segment, the marquee would fill the gap with copies of the row. The limit is computed from the screen width,
    // because reading the window width would cause a layout.
    const limit = isFirst ? screen.width / NARROW_ITEM_WIDTH + itemsPerSegment + 1 : Infinity;
    this.#allRendered ||= !!view.items && items.length <= limit;
    const ids = items.map(({ id }) => id);
    this.#layoutKey = String([view.textsKey, copies, itemsPerSegment, this.#allRendered, ids]);
    // While values wait for the strip's render turn, items are rendered only if the layout has changed. Rendering the
    // changed values before the turn would cause an additional paint.
    const isNear = this.#turn ? () => false : input.itemsNearViewport();
    const now = this.#turn ? -Infinity : performance.now();
    const dirty = this.#updates.collectDirty(this.#layoutKey, valuesOf(items, age), copies, isNear, now);
    const beyond = [...ids, AGE_ID].slice(Math.floor(limit) + 1);
    for (const row of dirty) for (const id of beyond) row.delete(id);
    // Ids that are no longer in the feed remain in the map, so the map is cleared when it becomes too large.
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

  /** Once all items have been rendered, flashes the changed prices and reports the new and the changed quotes. */
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

  /** Requests an update if the host is connected and visible. */
  readonly #requestUpdate = (): void => {
    if (this.#host.isConnected && this.#readInput().isVisible) this.#host.requestUpdate();
  };

  /** Requests an update in the strip's next render turn. */
  readonly #queueRendering = (): void => {
    this.#turn ??= nextRenderTurn(this.#renderedAt).then(() => {
      this.#turn = undefined;
      // The items that the first rendering left out are rendered even if the strip is not visible, because screen
      // readers can still reach them.
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

/** Returns what each item shows, by id. The last item shows the age of the data, and each other item shows a quote. */
const valuesOf = (items: readonly StripItem[], age: string | undefined): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([...items.map((item): [string, unknown] => [item.id, item]), [AGE_ID, age]]);
