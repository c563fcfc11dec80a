import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createBelt } from './belt.js';

/** Why a strip stands still: a set of names, not a count, so that what is given twice and taken back once is gone. */
type HoldReason = 'user' | 'hover';

interface MotionHost extends ReactiveControllerHost, HTMLElement {
  /** CSS px per second. */
  readonly speed: number;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Runs the belt of a host: puts it on after each rendering, and holds it for reader and pointer. */
export class MotionController implements ReactiveController {
  /** False for a still row: no animation, no copies. */
  moves = false;
  readonly #host: MotionHost;
  readonly #belt;
  readonly #holds = new Set<HoldReason>();
  /** The reader's system asks for less motion. */
  readonly #reduced = globalThis.matchMedia?.('(prefers-reduced-motion:reduce)');
  #copies = 1;

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
    this.#reduced.addEventListener('change', this.#changed);
    this.#changed();
  }

  hostDisconnected(): void {
    this.#reduced.removeEventListener('change', this.#changed);
    this.#belt.carry([], 1);
    this.#holds.clear();
  }

  hostUpdated(): void {
    const { renderRoot, isConnected } = this.#host;
    this.#belt.carry(this.moves && isConnected ? [...renderRoot.querySelectorAll('li')] : [], this.#copies);
  }

  /** For the viewport's pointer events. Touch makes a hover that never leaves; only a mouse really hovers. */
  handleEvent({ type, pointerType }: PointerEvent): void {
    this.hold('hover', type === 'pointerenter' && pointerType === 'mouse');
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
