import { isServer, type LitElement, type ReactiveController } from 'lit';
import { pageTime } from '../clock/page-time.js';
import { offTimeChange, onTimeChange, wakeAt } from '../clock/wake-timer.js';
import { nextRenderTurn } from '../render/render-queue.js';

/**
 * The time in ms for which a strip out of view may be out of date. Screen readers and the browser's search can read it
 * there. The batches of `ItemUpdates` take up to 4 s more, so the strip is up to date within 30 s.
 */
const CATCH_UP_DELAY = 25_000;

/**
 * Decides when a strip is rendered: as a rule in its render turn, which is its slot in the page-wide render queue; at
 * once if the reader waits for it; from time to time if it is out of view; and always before the page is printed.
 */
export class RenderSchedule implements ReactiveController {
  /** When the strip was last rendered, in ms of `performance.now()`. */
  renderedAt = -Infinity;
  /**
   * Whether all items have been rendered. The first rendering of a marquee covers only the items that fill the screen,
   * and the second rendering adds the rest.
   */
  allRendered = isServer;
  /** Whether the current update is for the printer, so that all items must be rendered. */
  isPrinting = false;
  /** Whether newer values are rendered even if the strip is out of view. */
  isCatchingUp = false;
  #isCatchUpPlanned = false;
  #isRestDue = false;
  /** Whether the next rendering does not wait for the render turn. This is true for the first rendering. */
  #isUrgent = true;
  #endWait: (() => void) | undefined;
  readonly #host: LitElement;
  readonly #isVisible: () => boolean;

  /** @param isVisible returns whether the page is visible and the strip in or near the window */
  constructor(host: LitElement, isVisible: () => boolean) {
    this.#host = host;
    this.#isVisible = isVisible;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#renderForPrint);
    onTimeChange(this.requestUpdate);
    // A strip that was moved to another place has lost its animations.
    if (this.#isVisible()) this.renderNow();
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#renderForPrint);
    offTimeChange(this.requestUpdate);
    for (const callback of [this.requestUpdate, this.#renderBatch, this.#catchUp]) wakeAt(callback, Infinity);
    this.#isCatchUpPlanned = false;
  }

  /** Requests an update if the host is connected: soon if it is visible, otherwise when it catches up. */
  readonly requestUpdate = (): void => {
    if (!this.#host.isConnected) return;
    if (this.isCatchingUp || this.#isVisible()) this.#host.requestUpdate();
    else this.planCatchUp();
  };

  /** Requests an update that does not wait for the render turn, because the reader has asked for it. */
  readonly renderNow = (): void => {
    this.#isUrgent = true;
    this.#endWait?.();
    this.#host.requestUpdate();
  };

  /**
   * Renders in the next render turn what the first rendering has left out, even if the strip is not visible, because
   * screen readers can still reach it.
   */
  renderRest(): void {
    this.#isRestDue = true;
    // Lit warns of an update that is requested during an update.
    queueMicrotask(() => this.#host.requestUpdate());
  }

  /** Resolves in the render turn of the strip, or at once if the rendering is urgent. */
  async waitForTurn(): Promise<void> {
    if (!this.#isUrgent) {
      const urgency = new Promise<void>((resolve) => (this.#endWait = resolve));
      await Promise.race([nextRenderTurn(this.renderedAt), urgency]);
    }
    if (!this.#isUrgent) this.allRendered ||= this.#isRestDue;
    this.#isUrgent = false;
  }

  /** Ensures that a strip out of view is up to date within 30 s, or when the page is shown again. */
  planCatchUp(): void {
    if (!this.#isCatchUpPlanned) wakeAt(this.#catchUp, pageTime() + CATCH_UP_DELAY);
    this.#isCatchUpPlanned = true;
  }

  /** @param untilBatch the time in ms until the next batch of changed items, or Infinity if no item is waiting for one */
  scheduleBatch(untilBatch: number): void {
    if (this.#host.isConnected) wakeAt(this.#renderBatch, pageTime() + untilBatch);
    this.isCatchingUp &&= untilBatch < Infinity;
  }

  // The page's timer knows a callback by its identity, and `requestUpdate` is called at another time.
  readonly #renderBatch = (): void => this.requestUpdate();

  readonly #catchUp = (): void => {
    this.#isCatchUpPlanned = false;
    this.isCatchingUp = true;
    this.requestUpdate();
  };

  /**
   * Renders everything immediately instead of in a microtask, because the microtasks of a script that calls `print()`
   * run after the page is laid out for printing.
   */
  readonly #renderForPrint = (): void => {
    this.allRendered = this.isCatchingUp = this.isPrinting = true;
    this.#host.requestUpdate();
    this.#host['performUpdate']();
    this.isPrinting = false;
  };
}
