import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createBelt } from './belt.js';

/** Why a strip stands still: a set of names, not a count, so that what is given twice and taken back once is gone. */
type HoldReason = 'user' | 'hover' | 'focus' | 'offscreen';

interface MotionHost extends ReactiveControllerHost, HTMLElement {
  /** CSS px per second. */
  readonly speed: number;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Runs the belt of a host: puts it on after each rendering, and holds it for reader, pointer, focus and sight. */
export class MotionController implements ReactiveController {
  /** False for a still row: no animation, no copies. */
  moves = false;
  readonly #host: MotionHost;
  readonly #belt;
  readonly #holds = new Set<HoldReason>();
  /** The reader's system asks for less motion. */
  readonly #reduced = globalThis.matchMedia?.('(prefers-reduced-motion:reduce)');
  #copies = 1;
  #connection: AbortController | undefined;

  constructor(host: MotionHost) {
    this.#host = host;
    this.#belt = createBelt((copies) => {
      this.#copies = copies;
      host.requestUpdate();
    });
    host.addController(this);
  }

  /** How often the items are to stand in the row. */
  get copies(): number {
    return this.moves ? this.#copies : 1;
  }

  get reduced(): boolean {
    return this.#reduced?.matches;
  }

  hold(reason: HoldReason, on: boolean): void {
    this.#holds[on ? 'add' : 'delete'](reason);
    this.#belt.run(!this.#holds.size, this.#host.speed);
  }

  hostConnected(): void {
    const host = this.#host;
    const { signal } = (this.#connection = new AbortController());
    // Some px ahead, so that the strip is on its way when it comes into sight.
    const options = { rootMargin: '200px' };
    const sight = new IntersectionObserver((entries) => this.hold('offscreen', !entries.at(-1)!.isIntersecting), options);
    sight.observe(host);
    signal.onabort = () => sight.disconnect();
    this.#reduced.addEventListener('change', () => host.requestUpdate(), { signal });
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connection!.abort();
    this.#belt.release();
    this.#holds.clear();
  }

  hostUpdated(): void {
    const { renderRoot, isConnected } = this.#host;
    const items = [...renderRoot.querySelectorAll('li')];
    if (this.moves && isConnected) this.#belt.carry(renderRoot.querySelector<HTMLElement>('.viewport')!, items, items.length / this.#copies);
    else this.#belt.release();
  }

  /** For the viewport's pointer and focus events. */
  handleEvent({ type, target, pointerType }: PointerEvent): void {
    const item = (target as Element).closest('li');
    // Touch makes a hover that never leaves; only a mouse really hovers.
    if (type.startsWith('pointer')) this.hold('hover', type === 'pointerenter' && pointerType === 'mouse');
    else this.hold('focus', type === 'focusin');
    if (type === 'focusin' && item) this.#belt.reveal(item);
  }
}
