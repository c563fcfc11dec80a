import { isServer, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { pageTime } from '../clock/page-time.js';
import { wakeAt } from '../clock/wake-timer.js';
import type { Failure } from '../feed/types.js';
import { languageOf } from '../i18n/locale.js';
import { sameQuote } from '../model/keep-newest.js';
import type { Feed, Quote } from '../model/quote.js';
import { createFlash, type Flash } from '../render/flash.js';
import { ItemUpdates } from '../render/item-updates.js';
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
import { warnOnce } from '../warn-once.js';
import { currentTime } from './current-time.js';
import type { FeedControllerState } from './feed-controller.js';
import type { MotionState, Track } from './motion-controller.js';
import { RenderSchedule } from './render-schedule.js';

/** The values that a rendering depends on, besides those of the host. */
export type RenderInput = FeedControllerState & MotionState;

interface RenderHost extends LitElement, Omit<StripSettings, 'language'> {
  readonly paused: boolean;
}

/** What an item shows. */
interface ItemValue {
  readonly item: StripItem;
  readonly badge: string;
}

/**
 * The width of a narrow item in CSS px. Few items are narrower, so the screen width divided by this width is an upper
 * estimate of how many items fill the screen.
 */
const NARROW_ITEM_WIDTH = 120;

/** What screen readers are told once, besides failures and old data. */
type Announcement = 'recovered' | 'paused' | 'playing';
/** For how many ms an announcement stays in the document. */
const ANNOUNCEMENT_TIME = 10_000;

/** Decides what is rendered. While the strip is paused, or out of view and not catching up, no newer feed is. */
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
  /** What the items show, by id. */
  #values: ReadonlyMap<string, ItemValue> = new Map();
  readonly #schedule: RenderSchedule;
  /**
   * The longest texts that the cells of each item have shown, by item id. These texts keep the cells from becoming
   * narrower.
   */
  readonly #reserved = new Map<string, ItemView['reservedText']>();
  #renderedFailure: Failure | undefined;
  #announcement: Announcement | undefined;
  #announcementEnd = 0;
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
    this.#schedule = new RenderSchedule(host, () => readInput().isVisible);
    host.addController(this);
  }

  /** Returns the template of the strip, or undefined before the first update. */
  template(handlers: StripHandlers): TemplateResult | undefined {
    return this.#view ? stripTemplate(this.#view, this.#items, this.#announcement, handlers) : undefined;
  }

  /** Tells screen readers something once, in the next update. */
  #announce(announcement: Announcement): void {
    this.#announcement = announcement;
    this.#announcementEnd = currentTime() + ANNOUNCEMENT_TIME;
  }

  /** The rendered feed. While the strip is paused or out of view, this feed may be older than the newest feed. */
  get feed(): Feed | undefined {
    return this.#feed;
  }

  /** The row or grid that the last update has rendered into the viewport. */
  get track(): Track {
    return { layoutKey: this.#layoutKey, mover: this.#view?.mover ?? 'none' };
  }

  /** The status of the newest feed, except that `stale` refers to the rendered feed, which may be older. */
  get status(): Status {
    const { feed, failure, hasSource } = this.#readInput();
    return statusOf({ feed, isFailed: !!failure, hasSource }, currentTime() >= (this.#view?.staleAt ?? Infinity));
  }

  /** Resolves when the strip may be rendered. */
  waitForTurn(): Promise<void> {
    return this.#schedule.waitForTurn();
  }

  /** Renders the strip without waiting for its render turn, and tells screen readers what the reader has chosen in it. */
  renderNow(choice?: 'paused' | 'playing'): void {
    if (choice) this.#announce(choice);
    this.#schedule.renderNow();
  }

  /**
   * Schedules the rendering of a new feed or a new failure. While the strip is paused, only failures and the first feed
   * are rendered; while it is out of view, other feeds later.
   */
  onFeedChanged(): void {
    const { symbols, paused } = this.#host;
    const { feed, failure, isVisible, copies, itemsNearViewport } = this.#readInput();
    if (!this.#feed || !this.#view) return feed ? this.#schedule.renderNow() : this.#host.requestUpdate();
    const isOtherFailure = failure !== this.#renderedFailure;
    if (!isOtherFailure && paused) return;
    if (!isOtherFailure && !isVisible) return this.#schedule.planCatchUp();
    const values = this.#valuesOf(chooseQuotes(feed?.quotes ?? [], symbols), this.#view);
    const rowCopies = this.track.mover === 'marquee' ? copies : 1;
    // Changed items that are not near the viewport can wait, because they are rendered in batches.
    if (isOtherFailure || this.#updates.hasVisibleChange(values, rowCopies, itemsNearViewport()))
      this.#schedule.requestUpdate();
    else this.#scheduleBatch(true);
  }

  /** Adopts the newest feed if it may be rendered, and collects the items that this update renders. */
  hostUpdate(): void {
    const input = this.#readInput();
    const { failure, hasSource, pollSeconds, mayMove, fittingLayout } = input;
    const { layout, lines, palette, label, symbols, fields, signs, timeZone, paused, isConnected } = this.#host;
    const { isCatchingUp, requestUpdate } = this.#schedule;
    if (!this.#feed || (!paused && (input.isVisible || isCatchingUp))) this.#feed = input.feed;
    const now = currentTime();
    const language = isConnected || isServer ? languageOf(this.#host, warnOfLanguage) : '';
    const view = stripView(
      { feed: this.#feed, isFailed: !!failure, hasSource, pollSeconds: pollSeconds() },
      { layout, lines, palette, label, symbols, fields, signs, timeZone, language },
      { now, isServer },
      { paused, mayMove, isConnected },
      fittingLayout,
    );
    if (this.#view?.statusLine.isWrong && view.status === 'live') this.#announce('recovered');
    const isOver = now >= this.#announcementEnd || (this.#announcement === 'recovered' && view.status !== 'live');
    if (isOver) this.#announcement = undefined;
    if (view.textKey !== this.#view?.textKey) this.#reserved.clear();
    this.#renderedFailure = failure;
    this.#view = view;
    // The next update that depends only on time is planned here. No event reports that data have become stale.
    const changesAt = Math.min(view.changesAt, this.#announcement ? this.#announcementEnd : Infinity);
    if (isConnected) wakeAt(requestUpdate, pageTime() + changesAt - now);
    this.#items = this.#collectItems(view, input);
    this.#scheduleBatch(this.#updates.hasPending);
  }

  #collectItems(view: StripView, input: RenderInput): RenderedItems {
    const { items = [], mover, isAgeBelow } = view;
    const isMarquee = mover === 'marquee';
    const itemsPerSegment = isMarquee ? input.itemsPerSegment(items.length + 1) : 1;
    const copies = isMarquee ? input.copies : 1;
    // If a server rendered the strip, all items are rendered at once, because the reader may have scrolled to any item.
    const { allRendered, isPrinting } = this.#schedule;
    const isFirst = (isMarquee || mover === 'rotator') && !allRendered && !input.isServerRendered;
    // One segment (a box of items that moves as one) is rendered besides those that fill the screen. Without
    // this segment, the marquee would fill the gap with copies of the row. The limit is computed from the screen width,
    // because reading the window width would cause a layout.
    const limit = isFirst ? screen.width / NARROW_ITEM_WIDTH + itemsPerSegment + 1 : Infinity;
    this.#schedule.allRendered ||= !!view.items && items.length <= limit;
    const ids = items.map(({ id }) => id);
    this.#layoutKey = String([
      view.textKey,
      mover,
      copies,
      itemsPerSegment,
      this.#schedule.allRendered,
      isAgeBelow,
      ids,
    ]);
    const isNear = isPrinting ? () => true : input.itemsNearViewport();
    const values = this.#valuesOf(items, view);
    const dirty = this.#updates.collectDirty(this.#layoutKey, values, copies, isNear, performance.now());
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
    this.#schedule.renderedAt = performance.now();
    if (this.#announcedFeed === this.#feed) return;
    if (!this.#schedule.allRendered) return this.#schedule.renderRest();
    const { isVisible, prefersReducedMotion, itemsInViewport } = this.#readInput();
    this.#announcedFeed = this.#feed;
    const quotes = shownQuotes(this.#feed, this.#host.symbols);
    const before = this.#announced;
    this.#announced = new Map(quotes.map((quote) => [quote.id, quote]));
    if (isVisible && !prefersReducedMotion) {
      const repriced = quotes.filter(({ id, price }) => (before.get(id)?.price ?? price) !== price).map(({ id }) => id);
      this.#flash(repriced, this.track.mover === 'marquee', itemsInViewport());
    }
    const changed = quotes.filter((quote) => !sameQuote(quote, before.get(quote.id))).map(({ id }) => id);
    if (changed.length) this.#onRendered(changed);
  }

  /**
   * Returns what each item shows, by id: the last item the age of the data, and each other item a quote with its badge.
   * The object of an item remains the same until its quote or its badge changes.
   */
  #valuesOf(items: readonly StripItem[], view: StripView): ReadonlyMap<string, unknown> {
    const values = new Map<string, ItemValue>();
    for (const item of items) {
      const badge = view.badge(item);
      const last = this.#values.get(item.id);
      values.set(item.id, last?.item === item && last.badge === badge ? last : { item, badge });
    }
    this.#values = values;
    return new Map<string, unknown>(values).set(AGE_ID, view.age);
  }

  #scheduleBatch(hasPending: boolean): void {
    this.#schedule.scheduleBatch(hasPending ? this.#updates.untilBatch(performance.now()) : Infinity);
  }
}

const warnOfLanguage = (lang: string): void => warnOnce('lang', lang, 'a BCP 47 language tag, such as ko-KR');
