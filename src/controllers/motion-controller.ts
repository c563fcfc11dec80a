import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createMarquee } from '../motion/marquee.js';
import { distanceToStep, SINGLE_ITEM_LIMIT } from '../motion/track-layout.js';
import { listenToViewport } from '../motion/viewport-input.js';
import type { ItemPredicate } from '../render/item-updates.js';

/** The row or grid that the host has rendered into the viewport. */
export interface Track {
  /**
   * A key that identifies the items, their order and their segments. When the key changes, the row is measured again. A
   * segment is a box of one or more items that moves as one.
   */
  readonly layoutKey: string;
  /** Whether the track is a marquee. If not, it is a still row or a grid, which is neither animated nor repeated. */
  readonly isMarquee: boolean;
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
  /**
   * The number of copies of the row that a marquee needs to fill the viewport. Each repetition of the row is a copy,
   * and the row itself is the first copy.
   */
  readonly copies: number;
  /** Returns the number of items in one segment for a row of `itemCount` items. */
  readonly itemsPerSegment: (itemCount: number) => number;
  /** Returns a function that tests whether an item is in view, or may come into view before the next rendering. */
  readonly itemsNearViewport: () => ItemPredicate;
  /** Returns a function that tests whether an item is in view now. */
  readonly itemsInViewport: () => ItemPredicate;
}

/**
 * A reason for the marquee to stand still, which is called a hold. Holds are kept in a set instead of being counted, so
 * that one removal ends a hold that was added twice.
 */
type HoldReason = 'user' | 'hover' | 'focus' | 'drag' | 'offscreen' | 'hidden';

interface MotionHost extends ReactiveControllerHost, HTMLElement {
  /** The speed of the marquee in CSS px per second. */
  readonly speed: number;
  readonly paused: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Items that come into view within this number of seconds count as near the viewport. While a changed item waits to be
 * rendered, it is tested again at least every two seconds. A busy main thread may delay this test by another two
 * seconds.
 */
const LOOKAHEAD = 4;
/**
 * The time in ms in which half of the change of speed happens when the marquee stops or starts. With this time, the
 * marquee responds without a noticeable delay, but not abruptly.
 */
const EASE_HALF_LIFE = 40;

/**
 * Controls the marquee of its host. Passes the segments to the marquee when the row has changed, and stops the marquee
 * while there is a hold.
 */
export class MotionController implements ReactiveController {
  /** Whether the reader or a script has asked for motion regardless of the system's request for reduced motion. */
  ignoreReducedMotion = false;
  readonly #host: MotionHost;
  readonly #track: () => Track;
  readonly #marquee;
  readonly #holdReasons = new Set<HoldReason>();
  /** Undefined on a server, which has no `matchMedia`. */
  readonly #reducedMotion: MediaQueryList | undefined = globalThis.matchMedia?.('(prefers-reduced-motion:reduce)');
  /** Created when the host is first connected, because a server has no `IntersectionObserver`. */
  #visibility: IntersectionObserver | undefined;
  #viewport: HTMLElement | null = null;
  #isMarquee = false;
  /** Identifies the row and its direction at the last call of `setSegments`. Empty while the host is disconnected. */
  #trackKey = '';
  #copies = 1;
  /** The number of items in one segment, which is an estimate until the items have been measured. */
  #itemsPerSegment = 3;

  /** @param track returns the row or grid that the host has rendered; called after each rendering */
  constructor(host: MotionHost, track: () => Track) {
    this.#host = host;
    this.#track = track;
    this.#marquee = createMarquee((copies, itemsPerSegment) => {
      this.#copies = copies;
      this.#itemsPerSegment = itemsPerSegment;
      host.requestUpdate();
    });
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
      mayMove: this.ignoreReducedMotion || !this.#prefersReducedMotion,
      copies: this.#copies,
      itemsPerSegment: (itemCount) => (itemCount > SINGLE_ITEM_LIMIT ? this.#itemsPerSegment : 1),
      // While a reader drags the marquee, all items count as near, because the reader may move any of them into view.
      itemsNearViewport: () =>
        this.#holdReasons.has('drag') ? () => true : this.#marquee.itemsNearViewport(LOOKAHEAD * this.#host.speed),
      itemsInViewport: () => this.#marquee.itemsNearViewport(0),
    };
  }

  get #prefersReducedMotion(): boolean {
    return this.#reducedMotion?.matches ?? false;
  }

  /** Whether the row is a marquee that is not paused. Holds other than `user`, such as `hover`, are ignored. */
  get isRunning(): boolean {
    return this.#isMarquee && !this.#host.paused;
  }

  /** 1 if the row starts at the left, −1 if it starts at the right. */
  get inlineDirection(): 1 | -1 {
    return this.#host.matches(':dir(rtl)') ? -1 : 1;
  }

  /**
   * Moves the row.
   *
   * @param to 1 for the next item, −1 for the previous item, Infinity for the end of the row, −Infinity for its start
   */
  go(to: number): void {
    if (Number.isFinite(to)) return this.#step(to > 0 ? 1 : -1);
    const items = this.#host.renderRoot.querySelectorAll('ul:not([aria-hidden]) [part~="item"]');
    const item = items[to > 0 ? items.length - 1 : 0];
    if (!item) return;
    if (!this.#isMarquee) return item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#marquee.reveal(item, to < 0);
    this.#host.requestUpdate();
  }

  #step(direction: 1 | -1): void {
    if (this.#isMarquee) {
      this.#marquee.step(direction);
      return this.#host.requestUpdate();
    }
    const viewport = this.#viewport;
    if (!viewport) return;
    const outer = viewport.getBoundingClientRect();
    const starts = Array.from(viewport.querySelectorAll('li'), (item) => {
      const inner = item.getBoundingClientRect();
      return this.inlineDirection > 0 ? inner.left - outer.left : outer.right - inner.right;
    });
    viewport.scrollBy({
      left: distanceToStep(starts, direction) * this.inlineDirection,
      behavior: this.#prefersReducedMotion ? 'auto' : 'smooth',
    });
  }

  /** Moves the marquee by `scrollLeft`, the distance in CSS px that the reader has scrolled the server-rendered row. */
  startAt(scrollLeft: number): void {
    this.#marquee.moveBy(scrollLeft * this.inlineDirection);
  }

  hostConnected(): void {
    this.#reducedMotion?.addEventListener('change', this.#updateIfVisible);
    document.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#visibility ??= new IntersectionObserver(
      (entries) => {
        // The browser may pass several entries for the host. The last entry is the newest.
        this.#setInvisible('offscreen', !entries.at(-1)?.isIntersecting);
      },
      // The margin allows the strip to render the newest values before it comes into view.
      { rootMargin: '200px' },
    );
    this.#visibility.observe(this.#host);
    this.#onVisibilityChange();
  }

  hostDisconnected(): void {
    this.#reducedMotion?.removeEventListener('change', this.#updateIfVisible);
    document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    this.#visibility?.disconnect();
    this.#marquee.setSegments([], 1);
    this.#trackKey = '';
    this.#holdReasons.clear();
  }

  hostUpdated(): void {
    const { renderRoot, isConnected, speed, paused } = this.#host;
    const { layoutKey, isMarquee } = this.#track();
    this.#isMarquee = isMarquee;
    const viewport = (this.#viewport ??= this.#findViewport());
    this.#marquee.setSpeed(speed);
    this.#hold('user', paused);
    // Some browsers do not fire `focusout` when the focused element is removed, so the focus hold is removed here.
    if (this.#holdReasons.has('focus') && !viewport?.matches(':focus-within')) this.#hold('focus', false);
    // No segments are set while the host is disconnected. The first update after a reconnection sets them again.
    const trackKey = String([layoutKey, isMarquee, this.inlineDirection]);
    if (!isConnected || trackKey === this.#trackKey) return;
    this.#trackKey = trackKey;
    if (isMarquee) this.#marquee.setSegments([...renderRoot.querySelectorAll<HTMLElement>('.segment')], this.#copies);
    else this.#marquee.setSegments([], 1);
  }

  /** Finds the viewport after the first rendering and listens to its events. Later renderings keep the same element. */
  #findViewport(): HTMLElement | null {
    const viewport = this.#host.renderRoot.querySelector<HTMLElement>('.viewport');
    if (viewport)
      listenToViewport(viewport, this.#marquee, {
        isMarquee: () => this.#isMarquee,
        inlineDirection: () => this.inlineDirection,
        hold: (...args) => this.#hold(...args),
        onMoved: () => this.#host.requestUpdate(),
      });
    return viewport;
  }

  /** Adds or removes a hold. Stops the marquee if there is a hold, and otherwise starts the marquee. */
  #hold(reason: HoldReason, isHeld: boolean, halfLife = EASE_HALF_LIFE, velocity?: number): void {
    if (isHeld) this.#holdReasons.add(reason);
    else this.#holdReasons.delete(reason);
    this.#marquee.setRunning(!this.#holdReasons.size, halfLife, velocity);
  }

  readonly #onVisibilityChange = (): void => this.#setInvisible('hidden', document.hidden);

  /**
   * Adds or removes a hold that lasts while the strip is invisible. The marquee stops and starts without easing. When
   * the strip becomes visible again, an update is requested, so that newer values are rendered.
   */
  #setInvisible(reason: 'offscreen' | 'hidden', isInvisible: boolean): void {
    this.#hold(reason, isInvisible, 0);
    this.#updateIfVisible();
  }

  readonly #updateIfVisible = (): void => {
    if (this.#isVisible) this.#host.requestUpdate();
  };
}
