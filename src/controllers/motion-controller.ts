import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createMarquee } from '../motion/marquee.js';
import { distanceToStep, SINGLE_ITEM_LIMIT } from '../motion/track-layout.js';
import { listenToViewport } from '../motion/viewport-input.js';
import type { ItemPredicate } from '../render/item-updates.js';

/** What the host has rendered into the viewport. */
export interface Track {
  /** Identifies the items, their order and their segments. The row is measured anew when it changes. */
  readonly layoutKey: string;
  /** Whether the row is a marquee; else it is a still row or a grid, without animations and copies. */
  readonly isMarquee: boolean;
}

export interface MotionState {
  /** Whether the strip is where a reader can see it, or up to 200 px away from there, on a page that is shown. */
  readonly isVisible: boolean;
  /** Whether the reader's system asks for less motion. */
  readonly prefersReducedMotion: boolean;
  /** Whether the strip may move: the reader's system doesn't ask for less motion, or the reader has asked for it here. */
  readonly mayMove: boolean;
  /** The number of times that the items have to stand in the row if the next rendering is a marquee. */
  readonly copies: number;
  /** Returns the number of items in one segment for a row of `itemCount` items. */
  readonly itemsPerSegment: (itemCount: number) => number;
  /** Returns which items are in view, or may come into view before the next check of what has to be written. */
  readonly itemsNearViewport: () => ItemPredicate;
  /** Returns which items are in view now. */
  readonly itemsInViewport: () => ItemPredicate;
}

/**
 * A reason for the marquee to stand still. The reasons are kept as a set of names and not as a count, so that a reason
 * that is given twice and withdrawn once is gone.
 */
type HoldReason = 'user' | 'hover' | 'focus' | 'drag' | 'offscreen' | 'hidden';

interface MotionHost extends ReactiveControllerHost, HTMLElement {
  /** The pace of the marquee in CSS px per second. */
  readonly speed: number;
  readonly paused: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Items that come into view within this time count as near the viewport, in s: the main thread may be busy for two
 * seconds, and it checks once in two seconds what has to be written.
 */
const LOOKAHEAD = 4;
/** Half of a stop or start happens in this time, in ms, so that the reader feels it rather than sees it. */
const EASE_HALF_LIFE = 40;

/** Runs the marquee of a host: hands each rendered row to it, and holds it for as long as there is a reason to. */
export class MotionController implements ReactiveController {
  /** Whether the reader has asked for motion although the system asks for less of it. */
  ignoreReducedMotion = false;
  readonly #host: MotionHost;
  readonly #track: () => Track;
  readonly #marquee;
  readonly #holdReasons = new Set<HoldReason>();
  /** A server has no `matchMedia`. */
  readonly #reducedMotion: MediaQueryList | undefined = globalThis.matchMedia?.('(prefers-reduced-motion:reduce)');
  /** Created with the first connection, because a server has no IntersectionObserver. */
  #visibility: IntersectionObserver | undefined;
  #viewport: HTMLElement | null = null;
  #isMarquee = false;
  /** The layout key, kind and direction of the row that the marquee has; empty for none. */
  #trackKey = '';
  #copies = 1;
  /** A guess until the items have been measured. */
  #itemsPerSegment = 3;

  /** @param track returns what the host has rendered; it is called after each rendering */
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
      // A reader who drags the marquee may move it anywhere, so all items count as near. So do items that are unknown.
      itemsNearViewport: () =>
        this.#holdReasons.has('drag') ? () => true : this.#marquee.itemsNearViewport(LOOKAHEAD * this.#host.speed),
      itemsInViewport: () => this.#marquee.itemsNearViewport(0),
    };
  }

  get #prefersReducedMotion(): boolean {
    return this.#reducedMotion?.matches ?? false;
  }

  /** Whether the marquee runs, apart from the moments in which a reader holds it. */
  get isRunning(): boolean {
    return this.#isMarquee && !this.#host.paused;
  }

  /** 1 where the row starts at the left, −1 where it starts at the right. */
  get inlineDirection(): 1 | -1 {
    return this.#host.matches(':dir(rtl)') ? -1 : 1;
  }

  /**
   * Moves to the next item (1), to the one before (−1), to the end of the row (Infinity) or to its start (−Infinity).
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

  /** Starts the marquee at the position to which a reader has scrolled a still row of the same items. */
  startAt(scrollLeft: number): void {
    this.#marquee.moveBy(scrollLeft * this.inlineDirection);
  }

  hostConnected(): void {
    this.#reducedMotion?.addEventListener('change', this.#updateIfVisible);
    document.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#visibility ??= new IntersectionObserver(
      (entries) => {
        // The last entry is the newest one.
        this.#setInvisible('offscreen', !entries.at(-1)?.isIntersecting);
      },
      // The strip is up to date before it comes into view.
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
    // Browsers fire no `focusout` when the element that has the focus is removed.
    if (this.#holdReasons.has('focus') && !viewport?.matches(':focus-within')) this.#hold('focus', false);
    // The marquee has released its segments when the host was disconnected, and gets them again with the next
    // connection.
    const trackKey = String([layoutKey, isMarquee, this.inlineDirection]);
    if (!isConnected || trackKey === this.#trackKey) return;
    this.#trackKey = trackKey;
    if (isMarquee) this.#marquee.setSegments([...renderRoot.querySelectorAll<HTMLElement>('.segment')], this.#copies);
    else this.#marquee.setSegments([], 1);
  }

  /** Finds the viewport in the first rendering; it is the same element in all later ones. */
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

  /** Adds or removes a reason for the marquee to stand still, and stops or starts it. */
  #hold(reason: HoldReason, isHeld: boolean, halfLife = EASE_HALF_LIFE, velocity?: number): void {
    if (isHeld) this.#holdReasons.add(reason);
    else this.#holdReasons.delete(reason);
    this.#marquee.setRunning(!this.#holdReasons.size, halfLife, velocity);
  }

  readonly #onVisibilityChange = (): void => this.#setInvisible('hidden', document.hidden);

  /**
   * Holds the marquee at once when the strip becomes invisible. When it becomes visible again, newer values are
   * rendered.
   */
  #setInvisible(reason: 'offscreen' | 'hidden', isInvisible: boolean): void {
    this.#hold(reason, isInvisible, 0);
    this.#updateIfVisible();
  }

  readonly #updateIfVisible = (): void => {
    if (this.#isVisible) this.#host.requestUpdate();
  };
}
