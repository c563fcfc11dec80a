import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Belt } from './belt.js';
import { Holds, type HoldReason } from './holds.js';

export interface MotionHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface MotionOptions {
  /** The clipped box. */
  readonly viewport: () => HTMLElement | null;
  /** Items and then copies, in row order. */
  readonly items: () => readonly HTMLElement[];
}

/** Runs the belt of a host: puts it on after each rendering, and holds it for reader, pointer, focus and sight. */
export class MotionController implements ReactiveController {
  readonly #host: MotionHost;
  readonly #options: MotionOptions;
  readonly #holds = new Holds();
  readonly #belt: Belt;
  #copies = 1;
  #moves = false;
  #sight: IntersectionObserver | undefined;
  #viewport: HTMLElement | null = null;
  #reduced: MediaQueryList | undefined;

  constructor(host: MotionHost, options: MotionOptions) {
    this.#host = host;
    this.#options = options;
    this.#belt = new Belt({
      onCopies: (copies) => {
        this.#copies = copies;
        host.requestUpdate();
      },
    });
    host.addController(this);
  }

  /** How often the items are to stand in the row. */
  get copies(): number {
    return this.#moves ? this.#copies : 1;
  }

  /** Whether the reader's system asks for less motion. */
  get reduced(): boolean {
    return this.#reduced?.matches ?? false;
  }

  /** False for a still row: no animation, no copies. */
  get moves(): boolean {
    return this.#moves;
  }

  set moves(value: boolean) {
    this.#moves = value;
  }

  /** CSS px per second. */
  set speed(value: number) {
    this.#belt.speed = value;
  }

  hold(reason: HoldReason, on: boolean): void {
    if (this.#holds.set(reason, on)) this.#belt.stop();
    else this.#belt.start();
  }

  hostConnected(): void {
    this.#reduced = matchMedia('(prefers-reduced-motion: reduce)');
    this.#reduced.addEventListener('change', this.#motionChanged);
    this.#sight = new IntersectionObserver(
      (entries) => this.hold('offscreen', !entries.at(-1)!.isIntersecting),
      // Some px ahead, so that the strip is on its way when it comes into sight.
      { rootMargin: '200px' },
    );
    this.#sight.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#reduced?.removeEventListener('change', this.#motionChanged);
    this.#sight?.disconnect();
    this.#belt.release();
    this.hold('hover', false);
    this.hold('focus', false);
  }

  hostUpdated(): void {
    const viewport = this.#options.viewport();
    if (!viewport || !this.#host.isConnected) return;
    this.#listen(viewport);
    if (!this.#moves) {
      this.#belt.release();
      return;
    }
    const items = this.#options.items();
    this.#belt.carry(viewport, items, items.length / this.#copies);
  }

  readonly #motionChanged = (): void => this.#host.requestUpdate();

  #listen(viewport: HTMLElement): void {
    if (viewport === this.#viewport) return;
    this.#viewport = viewport;
    // Touch makes a hover that never leaves; only a mouse really hovers.
    viewport.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && this.hold('hover', true));
    viewport.addEventListener('pointerleave', () => this.hold('hover', false));
    viewport.addEventListener('focusin', (event) => {
      this.hold('focus', true);
      const item = this.#options.items().find((candidate) => candidate.contains(event.target as Node));
      if (item) this.#belt.reveal(item);
    });
    viewport.addEventListener('focusout', () => this.hold('focus', false));
  }
}
