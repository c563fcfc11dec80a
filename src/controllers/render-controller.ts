import { isServer, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Failure } from '../feed/types.js';
import { languageOf } from '../i18n/locale.js';
import { sameQuote } from '../model/keep-newest.js';
import type { Feed, Quote } from '../model/quote.js';
import { createFlash } from '../render/flash.js';
import { ItemUpdates, type ItemPredicate } from '../render/item-updates.js';
import { nextRenderTurn } from '../render/render-queue.js';
import { wakeAt } from '../render/wake-timer.js';
import { chooseQuotes, type ItemView } from '../view/item-view.js';
import {
  shownQuotes,
  statusOf,
  stripView,
  type Status,
  type StatusLine,
  type StripItem,
  type StripSettings,
  type StripView,
} from '../view/strip-view.js';
import type { FeedControllerState } from './feed-controller.js';
import type { MotionState } from './motion-controller.js';
import { AGE_ID, stripTemplate, type RenderedItems, type StripHandlers } from '../view/template.js';

/** The values that a rendering depends on, besides those of the host. */
export type RenderInput = FeedControllerState & MotionState;

interface RenderHost extends ReactiveControllerHost, HTMLElement, Omit<StripSettings, 'language'> {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly paused: boolean;
}

/** Few items are narrower than 120 px, so the width of the screen over 120 is the number of items that fill it. */
const NARROW_ITEM = 120;

/** For 10 s the status tells screen readers that the data are up to date again. */
const RECOVERED_TIME = 10_000;

/** Decides what is rendered and when: the newest feed, unless the reader has paused the strip or doesn't see it. */
export class RenderController implements ReactiveController {
  readonly #host: RenderHost;
  readonly #readInput: () => RenderInput;
  readonly #onRendered: (changed: readonly string[]) => void;
  readonly #updates = new ItemUpdates();
  readonly #flash = createFlash();
  #feed: Feed | undefined;
  #view: StripView | undefined;
  #items: RenderedItems = { dirty: [], views: new Map(), itemsPerSegment: 1 };
  #layoutKey = '';
  /** When values were last rendered, in milliseconds of `performance.now()`. */
  #renderedAt = -Infinity;
  /** Whether all items are rendered: at first only those that fill the screen, with the next rendering the rest. */
  #allRendered = isServer;
  /** Resolves when values may be rendered again; undefined when no values wait for that. */
  #turn: Promise<void> | undefined;
  /** The longest texts that the cells of each item have shown, by its id: they keep the cells as wide as they were. */
  readonly #reserved = new Map<string, ItemView['reservedText']>();
  #renderedFailure: Failure | undefined;
  /** While values wait for their turn, the status line waits with them. */
  #statusLine: StatusLine | undefined;
  #recoveredUntil = 0;
  #isRecovered = false;
  /** The feed that the last update event told of, and its quotes by id. */
  #announcedFeed: Feed | undefined;
  #announced = new Map<string, Quote>();

  /**
   * @param readInput reads the present values
   * @param onRendered called after quotes have been rendered, with the ids of those that are new or different
   */
  constructor(host: RenderHost, readInput: () => RenderInput, onRendered: (changed: readonly string[]) => void) {
    this.#host = host;
    this.#readInput = readInput;
    this.#onRendered = onRendered;
    host.addController(this);
  }

  /** The strip as it is drawn; empty before the first update. */
  template(handlers: StripHandlers): TemplateResult | undefined {
    return this.#view ? stripTemplate(this.#view, this.#items, this.#isRecovered, handlers) : undefined;
  }

  /** The rendered feed; lags behind the newest while paused or off-screen. */
  get feed(): Feed | undefined {
    return this.#feed;
  }

  /** How the row is laid out. */
  get track(): { readonly layoutKey: string; readonly isMarquee: boolean } {
    return { layoutKey: this.#layoutKey, isMarquee: !!this.#view?.isMarquee };
  }

  /** Where the feed stands; while the strip is paused, whether the rendered data are stale. */
  get status(): Status {
    const { feed, failure, hasSource } = this.#readInput();
    return statusOf({ feed, isFailed: !!failure, hasSource }, Date.now() >= (this.#view?.staleAt ?? Infinity));
  }

  /** Resolves when the newest values are rendered, where they are to be rendered at all. */
  get complete(): Promise<void> {
    return this.#turn ?? Promise.resolve();
  }

  hostDisconnected(): void {
    wakeAt(this.#requestUpdate, Infinity);
    wakeAt(this.#queueRendering, Infinity);
  }

  /** Schedules a rendering of what is new in the feed, or of a failure. */
  onFeedChanged(): void {
    const { symbols, paused } = this.#host;
    if (!this.#feed) return this.#host.requestUpdate();
    const { feed, failure, isVisible, copies, itemsNearViewport } = this.#readInput();
    const isOtherFailure = failure !== this.#renderedFailure;
    if (!isOtherFailure && (paused || !isVisible)) return;
    const values = valuesOf(chooseQuotes(feed?.quotes ?? [], symbols), this.#view?.age);
    const rowCopies = this.track.isMarquee ? copies : 1;
    // Items that the reader doesn't see are rendered before they come in sight, or with their batch.
    if (isOtherFailure || this.#updates.hasVisibleChange(values, rowCopies, itemsNearViewport()))
      this.#queueRendering();
    else this.#scheduleBatch(true);
  }

  /** Adopts the newest feed where it may be rendered, and collects what the update writes. */
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
    if (!this.#turn) {
      if (this.#statusLine?.isWrong && view.status === 'live') this.#recoveredUntil = now + RECOVERED_TIME;
      this.#isRecovered = view.status === 'live' && now < this.#recoveredUntil;
      this.#statusLine = view.statusLine;
      this.#renderedFailure = failure;
    }
    this.#view = { ...view, statusLine: this.#statusLine ?? view.statusLine };
    // Data become stale through the passing of time alone, and no event tells of it.
    const changesAt = Math.min(view.changesAt, this.#isRecovered ? this.#recoveredUntil : Infinity);
    if (isConnected) wakeAt(this.#requestUpdate, changesAt);
    this.#items = this.#collectItems(view, input);
    this.#scheduleBatch(this.#updates.hasPending);
  }

  #collectItems(view: StripView, input: RenderInput): RenderedItems {
    const { items = [], age, isMarquee } = view;
    const itemsPerSegment = input.itemsPerSegment(items.length + 1);
    const copies = isMarquee ? input.copies : 1;
    // A reader may have scrolled what a server has rendered to any item. The window's width would cost a layout; the screen's does not.
    const isFirst = isMarquee && !this.#allRendered && !input.isServerRendered;
    // One segment more than fills the screen, or the marquee would fill the gap with copies.
    const limit = isFirst ? screen.width / NARROW_ITEM + itemsPerSegment + 1 : Infinity;
    this.#allRendered ||= !!view.items && items.length <= limit;
    const ids = items.map(({ id }) => id);
    this.#layoutKey = String([view.textsKey, copies, itemsPerSegment, this.#allRendered, ids]);
    // While values wait for their turn, nothing else is rendered: it would be one more paint.
    const [isNear, now]: [ItemPredicate, number] = this.#turn
      ? [() => false, -Infinity]
      : [input.itemsNearViewport(), performance.now()];
    const dirty = this.#updates.collectDirty(this.#layoutKey, valuesOf(items, age), copies, isNear, now);
    const beyond = [...ids, AGE_ID].slice(Math.floor(limit) + 1);
    for (const row of dirty) for (const id of beyond) row.delete(id);
    // The ids that a feed no longer has are forgotten, or they would add up.
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

  /** Flashes the prices that have changed, and tells of the quotes that have been rendered. */
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
      const priceChanged = quotes.filter(({ id, price }) => (before.get(id)?.price ?? price) !== price);
      this.#flash({
        host: this.#host,
        root: this.#host.renderRoot,
        ids: priceChanged.map(({ id }) => id),
        isMoving: this.track.isMarquee,
        isInViewport: itemsInViewport(),
      });
    }
    const changed = quotes.filter((quote) => !sameQuote(quote, before.get(quote.id))).map(({ id }) => id);
    if (changed.length) this.#onRendered(changed);
  }

  /** Out of sight nothing is rendered. */
  readonly #requestUpdate = (): void => {
    if (this.#host.isConnected && this.#readInput().isVisible) this.#host.requestUpdate();
  };

  /** Requests an update in the strip's next turn of the page's render queue, whatever the reason. */
  readonly #queueRendering = (): void => {
    this.#turn ??= nextRenderTurn(this.#renderedAt).then(() => {
      this.#turn = undefined;
      // The items that are still to come are rendered out of sight, too, for who listens to the page.
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
