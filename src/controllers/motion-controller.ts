import type { ReactiveController, ReactiveElement } from 'lit';
import { pageTime } from '../clock/page-time.js';
import { wakeAt } from '../clock/wake-timer.js';
import { inlineDirection } from '../motion/client-geometry.js';
import { drawAgain } from '../motion/draw-again.js';
import type { FitSettings, FittingLayout } from '../motion/fit.js';
import { stripOf } from '../motion/mover.js';
import { createMovers, type MoverName } from '../motion/movers.js';
import { listenToViewport } from '../motion/viewport-input.js';
import type { ItemPredicate } from '../render/item-updates.js';
import { documentMember, isPageHidden, listen } from '../dom/members.js';

/** The row or grid that the host has rendered into the viewport. */
export interface Track {
  /**
   * A key that identifies the items, their order, their segments and the mover. When the key changes, the row is measured again. A
   * segment is a box of one or more items that moves as one.
   */
  readonly layoutKey: string;
  /** What moves the row; `none` in a grid and without data. */
  readonly mover: MoverName | 'none';
}

/** What renders the track of the host. */
interface TrackRendering {
  readonly track: Track;
  /** Renders the host without waiting for its render turn, because the row has moved or needs more copies. */
  renderNow(): void;
}

export interface MotionState {
  /** Whether the page is visible and the strip is in the window or at most 200 CSS px outside the window. */
  readonly isVisible: boolean;
  /** Whether the reader's system requests reduced motion. */
  readonly prefersReducedMotion: boolean;
  /**
   * Whether the strip may move. This is false if the reader's system requests reduced motion, unless the reader or a
   * script has started the motion anyway.
   */
  readonly mayMove: boolean;
  /** Whether a strip with the layout `auto` scrolls or rotates, by its measured width. */
  readonly fittingLayout: FittingLayout;
  /** The number of copies of the row that a marquee needs to fill the viewport. The row itself is the first copy. */
  readonly copies: number;
  /** Returns the number of items in one segment for a row of `itemCount` items. */
  readonly itemsPerSegment: (itemCount: number) => number;
  /** Returns a function that tests whether an item is in view, or may come into view before the next rendering. */
  readonly itemsNearViewport: () => ItemPredicate;
  /** Returns a function that tests whether an item is in view now. */
  readonly itemsInViewport: () => ItemPredicate;
}

/**
 * A reason for the row to stand still, which is called a hold. Holds are kept in a set instead of being counted, so
 * that one removal ends a hold that was added twice.
 */
type HoldReason = 'user' | 'hover' | 'focus' | 'drag' | 'offscreen' | 'hidden' | 'reduced-motion';

interface MotionHost extends ReactiveElement, FitSettings {
  /** The speed of the marquee in CSS px per second. */
  readonly speed: number;
  /** For how many seconds items stand still between two steps of a rotator. */
  readonly dwell: number;
  readonly paused: boolean;
}

/**
 * Items that come into view within this number of seconds count as near the viewport. A changed item that waits to be
 * rendered is tested again every two seconds, or every four on a busy main thread.
 */
const LOOKAHEAD = 4;
/**
 * The time in ms in which half of the change of speed happens when the marquee stops or starts. With this time, the
 * marquee responds without a noticeable delay, but not abruptly.
 */
const EASE_HALF_LIFE = 40;

/** The interval in ms at which the animations are checked for outside changes that no event reports. */
const REPAIR_INTERVAL = 1000;

/**
 * Controls how the row of its host moves. Passes the segments to the mover when the row has changed, and stops the mover
 * while there is a hold.
 */
export class MotionController implements ReactiveController {
  /** Whether the reader or a script has asked for motion regardless of the system's request for reduced motion. */
  ignoreReducedMotion = false;
  readonly #host: MotionHost;
  readonly #rendering: () => TrackRendering;
  readonly #movers;
  #holdReasons = new Set<HoldReason>();
  /** Undefined until the host is connected, and therefore on a server, which has no `matchMedia`. */
  #reducedMotion: MediaQueryList | undefined;
  /** Removes the listeners from the host's window, because a reconnected host may be in another window. */
  #connection: AbortController | undefined;
  #visibility: IntersectionObserver | undefined;
  #viewport: HTMLElement | null = null;
  /** Identifies the row at the last call of `setSegments`. Empty while the host is disconnected. */
  #trackKey = '';

  /** @param rendering returns what renders the track; called only after all controllers have been created */
  constructor(host: MotionHost, rendering: () => TrackRendering) {
    this.#host = host;
    this.#rendering = rendering;
    this.#movers = createMovers(() => rendering().renderNow());
    host.addController(this);
  }

  get #isVisible(): boolean {
    return !this.#holdReasons.has('offscreen') && !this.#holdReasons.has('hidden');
  }

  /** The values that a rendering depends on. */
  get state(): MotionState {
    return {
      isVisible: this.#isVisible,
      prefersReducedMotion: this.#prefersReducedMotion,
      mayMove: this.#mayMove,
      fittingLayout: this.#movers.fitter.layout,
      copies: this.#movers.copies,
      itemsPerSegment: this.#movers.itemsPerSegment,
      // While a reader drags the row, all items count as near, because the reader may move any of them into view.
      itemsNearViewport: () =>
        this.#holdReasons.has('drag') ? () => true : this.#movers.current.itemsNearViewport(LOOKAHEAD),
      itemsInViewport: () => this.#movers.current.itemsNearViewport(0),
    };
  }

  get #mayMove(): boolean {
    return this.ignoreReducedMotion || !this.#prefersReducedMotion;
  }

  get #prefersReducedMotion(): boolean {
    return this.#reducedMotion?.matches ?? false;
  }

  /** Whether the row moves automatically and is not paused. Holds of other kinds, such as `hover`, are ignored. */
  get isRunning(): boolean {
    return this.#movers.current.handlesInput && !this.#host.paused && !this.#holdReasons.has('reduced-motion');
  }

  /** 1 if the row starts at the left, −1 if it starts at the right. */
  get inlineDirection(): 1 | -1 {
    return inlineDirection(this.#viewport ?? this.#host);
  }

  /** @param to 1 for the next item, −1 for the previous item, Infinity for the end of the row, −Infinity for its start */
  go(to: number): void {
    const viewport = this.#viewport;
    const items = viewport?.querySelectorAll('ul:not([aria-hidden]) [part~="item"]');
    const item = items?.[to > 0 ? items.length - 1 : 0];
    if (!viewport || !item) return;
    if (Number.isFinite(to)) this.#movers.current.step(to > 0 ? 1 : -1);
    else this.#movers.current.reveal(item, to < 0);
    this.#rendering().renderNow();
  }

  /** Moves the marquee by the distance in CSS px that the reader has scrolled the server-rendered row. */
  startAt(scrollLeft: number): void {
    this.#movers.startAt(scrollLeft * this.inlineDirection);
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host;
    const view = documentMember('defaultView', ownerDocument) ?? window; // A document without a window always counts as hidden.
    const { signal } = (this.#connection = new AbortController());
    this.#reducedMotion = view.matchMedia('(prefers-reduced-motion:reduce)');
    this.#reducedMotion.addEventListener('change', this.#updateIfVisible, { __proto__: null, signal });
    listen(ownerDocument, 'visibilitychange', this.#onVisibilityChange, { __proto__: null, signal });
    // The browser may pass several entries for the viewport, the newest last. The margin allows the strip to render the
    // newest values before it comes into view.
    const visibility = (this.#visibility = new view.IntersectionObserver(
      (entries) => this.#setInvisible('offscreen', !entries.at(-1)?.isIntersecting),
      { __proto__: null, rootMargin: '200px' },
    ));
    if (this.#viewport) visibility.observe(stripOf(this.#viewport));
    signal.onabort = () => visibility.disconnect();
    this.#onVisibilityChange();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    wakeAt(this.#repair, Infinity);
    this.#movers.current.setSegments([], 1);
    this.#trackKey = '';
    this.#holdReasons = new Set(this.#host.paused ? ['user'] : []);
  }

  hostUpdated(): void {
    const { renderRoot, isConnected, speed, dwell, layout, lines, paused } = this.#host;
    const { layoutKey, mover } = this.#rendering().track;
    const viewport = (this.#viewport ??= this.#findViewport());
    // Where nothing moves, the reader may still scroll, as in a row.
    if (this.#movers.use(mover === 'none' ? 'row' : mover)) this.#movers.current.setRunning(!this.#holdReasons.size, 0);
    this.#movers.current.set({ speed, dwell, slides: this.#mayMove });
    this.#hold('reduced-motion', !this.#mayMove);
    this.#hold('user', paused);
    this.#repair();
    // Some browsers do not fire `focusout` when the focused element is removed, so the focus hold is removed here.
    if (this.#holdReasons.has('focus') && !viewport?.matches(':focus-within')) this.#hold('focus', false);
    if (this.#movers.fitter.set({ layout, lines }) && this.#trackKey) this.#movers.current.refit();
    // No segments are set while the host is disconnected. The first update after a reconnection sets them again.
    if (!isConnected || layoutKey === this.#trackKey) return;
    this.#trackKey = layoutKey;
    const segments = mover === 'none' ? [] : renderRoot.querySelectorAll<HTMLElement>('.segment');
    this.#movers.current.setSegments([...segments], mover === 'marquee' ? this.#movers.copies : 1);
  }

  /** Finds the viewport after the first rendering and listens to its events. Later renderings keep the same element. */
  #findViewport(): HTMLElement | null {
    const viewport = this.#host.renderRoot.querySelector<HTMLElement>('.viewport');
    if (!viewport) return null;
    // A host that was removed before its first rendering observes its strip when it is back.
    if (this.#host.isConnected) this.#visibility?.observe(stripOf(viewport));
    listenToViewport(viewport, {
      mover: () => this.#movers.current,
      hold: (...args) => this.#hold(...args),
      onMoved: () => this.#rendering().renderNow(),
    });
    return viewport;
  }

  /** Puts the row back in place if others have changed its animations, in each update and once per second. */
  readonly #repair = (): void => {
    if (!this.#movers.current.handlesInput || !this.#isVisible) return;
    this.#movers.current.repair();
    wakeAt(this.#repair, pageTime() + REPAIR_INTERVAL);
  };

  /** Adds or removes a hold. Stops the mover if there is a hold, and otherwise starts it. */
  #hold(reason: HoldReason, isHeld: boolean, halfLife = EASE_HALF_LIFE, velocity?: number): void {
    if (isHeld) this.#holdReasons.add(reason);
    else this.#holdReasons.delete(reason);
    this.#movers.current.setRunning(!this.#holdReasons.size, halfLife, velocity);
  }

  readonly #onVisibilityChange = (): void => this.#setInvisible('hidden', isPageHidden(this.#host.ownerDocument));

  /** Adds or removes a hold while the strip is invisible, without easing. Afterwards, newer values are rendered. */
  #setInvisible(reason: 'offscreen' | 'hidden', isInvisible: boolean): void {
    if (this.#viewport && reason === 'offscreen' && !isInvisible) drawAgain(this.#viewport);
    this.#hold(reason, isInvisible, 0);
    this.#updateIfVisible();
  }

  readonly #updateIfVisible = (): void => {
    if (this.#isVisible) this.#host.requestUpdate();
  };
}
