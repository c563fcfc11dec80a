import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createMarquee } from '../motion/marquee.js';
import { panGesture } from '../motion/pan-gesture.js';
import { SINGLE_ITEM_LIMIT, snapToDevicePixel, distanceToStep } from '../motion/track-layout.js';

/** Why a strip stands still: a set of names, not a count, so that what is given twice and taken back once is gone. */
export type HoldReason = 'user' | 'hover' | 'focus' | 'drag' | 'offscreen' | 'hidden';

interface MotionHost extends ReactiveControllerHost, HTMLElement {
  /** CSS px per second. */
  readonly speed: number;
  readonly paused: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

const HEARD = [
  'pointerenter',
  'pointerleave',
  'pointermove',
  'pointerdown',
  'pointerup',
  'pointercancel',
  'dragstart',
  'wheel',
  'focusin',
  'focusout',
];

/** What comes in sight within so many seconds is written: the main thread may be busy for two, and looks once in two. */
const AHEAD = 4;
/** Half of a change of pace is over after so many ms: stop and start are felt, not seen. */
const EASE = 40;
/** The same for what a hand has set going. */
const MOMENTUM = 250;

/** Runs the marquee of a host: puts it on after each rendering, and holds it for whatever reason there is. */
export class MotionController implements ReactiveController {
  /** False for a still row: no animation, no copies. */
  moves = false;
  /** The reader has asked for motion, whatever the system asks for. */
  anyway = false;
  /** What the row is made of, as it is to be rendered next: another one is measured anew. */
  frame = '';
  #carried = '';
  readonly #host: MotionHost;
  readonly #marquee;
  readonly #holds = new Set<HoldReason>();
  readonly #reduced = globalThis.matchMedia?.('(prefers-reduced-motion:reduce)');
  readonly #drag;
  /** Made with the first document: a server has none. */
  #inSight: IntersectionObserver | undefined;
  #viewport: Element | null = null;
  #copies = 1;
  #itemsPerSegment = 3;

  constructor(host: MotionHost) {
    this.#host = host;
    this.#marquee = createMarquee((copies, itemsPerSegment) => {
      this.#copies = copies;
      this.#itemsPerSegment = itemsPerSegment;
      host.requestUpdate();
    });
    this.#drag = panGesture({
      take: () => {
        this.#holds.add('drag');
        // Also where it stands: it may be gliding.
        this.#marquee.run(false, 0, 0);
        host.requestUpdate();
      },
      drag: (px) => this.#marquee.move(-px * this.forward),
      drop: (velocity) => {
        this.#holds.delete('drag');
        if (velocity === undefined) this.#marquee.run(!this.#holds.size, EASE);
        else this.#marquee.run(!this.#holds.size, MOMENTUM, -velocity * this.forward);
        host.requestUpdate();
      },
    });
    host.addController(this);
  }

  /** Whether the strip is where a reader can see it, or nearly. */
  get seen(): boolean {
    return !this.#holds.has('offscreen') && !this.#holds.has('hidden');
  }

  /** How often the items are to stand in the row. */
  get copies(): number {
    return this.moves ? this.#copies : 1;
  }

  /** How many items are to stand in one segment; a guess until they are measured. */
  itemsPerSegment(items: number): number {
    return items > SINGLE_ITEM_LIMIT ? this.#itemsPerSegment : 1;
  }

  /** The reader's system asks for less motion. */
  get reduced(): boolean {
    return this.#reduced?.matches;
  }

  get may(): boolean {
    return this.anyway || !this.reduced;
  }

  hold(reason: HoldReason, on: boolean, half = EASE): void {
    this.#holds[on ? 'add' : 'delete'](reason);
    this.#marquee.run(!this.#holds.size, half);
  }

  /** Which places, those of all copies, are in sight, or will be before the next look at what is to be written. */
  get near(): (place: number) => boolean {
    // A hand may move it anywhere.
    const near = this.#holds.has('drag') ? [] : this.#marquee.near(AHEAD * this.#host.speed);
    return (place) => near[place] ?? true;
  }

  /** Which places are in sight now. */
  get inSight(): (place: number) => boolean {
    const near = this.#marquee.near(0);
    return (place) => near[place] ?? true;
  }

  /** Whether it runs, but for the moments in which a reader holds it. */
  get runs(): boolean {
    return this.moves && !this.#host.paused;
  }

  /** To the next item for 1, back to the one before for −1; to an end of the row for ±Infinity. */
  go(to: number): void {
    if (Number.isFinite(to)) return this.#step(to as 1 | -1);
    const items = this.#host.renderRoot.querySelectorAll('ul:not([aria-hidden]) [part~="item"]');
    const item = items[to > 0 ? items.length - 1 : 0];
    if (!item) return;
    if (!this.moves) return item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#marquee.reveal(item, to < 0);
    this.#host.requestUpdate();
  }

  #step(direction: 1 | -1): void {
    if (this.moves) {
      this.#marquee.step(direction);
      return this.#host.requestUpdate();
    }
    const box = this.#viewport;
    if (!box) return;
    const outer = box.getBoundingClientRect();
    const starts = Array.from(box.querySelectorAll('li'), (item) => {
      const inner = item.getBoundingClientRect();
      return this.forward > 0 ? inner.left - outer.left : outer.right - inner.right;
    });
    box.scrollBy({
      left: distanceToStep(starts, direction) * this.forward,
      behavior: this.reduced ? 'auto' : 'smooth',
    });
  }

  /** Begins as a row that a reader has scrolled so far. */
  readonly start = (scrollLeft: number): void => this.#marquee.move(scrollLeft * this.forward);

  hostConnected(): void {
    this.#reduced.addEventListener('change', this.#changed);
    document.addEventListener('visibilitychange', this.#hidden);
    this.#inSight ??= new IntersectionObserver(
      // The last is the newest.
      (entries) => this.#lose('offscreen', !entries.at(-1)!.isIntersecting),
      // Ready before it comes.
      { rootMargin: '200px' },
    );
    this.#inSight.observe(this.#host);
    this.#hidden();
  }

  hostDisconnected(): void {
    this.#reduced.removeEventListener('change', this.#changed);
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#inSight?.disconnect();
    this.#marquee.setSegments([], 1);
    this.#carried = '';
    this.#holds.clear();
  }

  hostUpdated(): void {
    const { renderRoot, isConnected, speed, paused } = this.#host;
    if (!this.#viewport) {
      this.#viewport = renderRoot.querySelector('.viewport')!;
      for (const type of HEARD) this.#viewport.addEventListener(type, this);
      // Before the items' own listeners: a click that ends a drag is none.
      this.#viewport.addEventListener('click', this, true);
    }
    this.#marquee.speed(speed);
    this.hold('user', paused);
    // The browsers tell of no focus that went with what had it.
    if (this.#holds.has('focus') && !this.#viewport.matches(':focus-within')) this.hold('focus', false);
    // Out of the page it is taken off; when it comes back it is put on anew.
    const frame = this.frame + String([this.moves, this.forward]);
    if (!isConnected || frame === this.#carried) return;
    this.#carried = frame;
    this.#marquee.setSegments(this.moves ? [...renderRoot.querySelectorAll<HTMLElement>('.segment')] : [], this.copies);
  }

  /** For what happens in the viewport. */
  handleEvent(event: Event): void {
    const { type, pointerType, clientX } = event as PointerEvent;
    // What has begun may end while it stands still.
    if (!this.moves && !/leave|up|cancel|out/.test(type)) return;
    if (type === 'wheel') return this.#wheel(event as WheelEvent);
    if (type === 'focusin') {
      // A click focuses, too, and the pointer holds it already.
      if (!(event.target as Element).matches(':focus-visible')) return;
      this.hold('focus', true, 0);
      this.#marquee.reveal(event.target as Element);
      return this.#host.requestUpdate();
    }
    if (type === 'focusout') return this.hold('focus', false);
    // Touch makes a hover that never leaves; only a mouse really hovers.
    if (pointerType === 'mouse' && /enter|leave|move/.test(type)) {
      const over = type !== 'pointerleave';
      const { left, right } = this.#viewport!.getBoundingClientRect();
      this.#marquee.look(over ? (this.forward > 0 ? clientX - left : right - clientX) : undefined);
      this.hold('hover', over);
    }
    this.#drag(event);
  }

  /** Sideways only: what scrolls the page goes on to the page. */
  #wheel(event: WheelEvent): void {
    const { deltaX, deltaY, deltaMode, shiftKey, ctrlKey } = event;
    const delta = shiftKey && !deltaX ? deltaY : deltaX;
    if (ctrlKey || (Math.abs(deltaX) <= Math.abs(deltaY) && delta === deltaX)) return;
    event.preventDefault();
    // By whole device pixels, for what rests on them.
    this.#marquee.move(
      snapToDevicePixel(delta * this.forward * [1, 16, this.#viewport!.clientWidth][deltaMode]!, devicePixelRatio),
    );
    this.#host.requestUpdate();
  }

  /** 1 where the strip runs to the left, −1 where it runs to the right. */
  get forward(): 1 | -1 {
    return this.#host.matches(':dir(rtl)') ? -1 : 1;
  }

  readonly #hidden = (): void => this.#lose('hidden', document.hidden);

  /** Out of sight, or back: what was not painted meanwhile is painted now. */
  #lose(reason: HoldReason, gone: boolean): void {
    this.hold(reason, gone, 0);
    this.#changed();
  }

  readonly #changed = (): void => {
    if (this.seen) this.#host.requestUpdate();
  };
}
