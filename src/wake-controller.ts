import type { ReactiveController, ReactiveControllerHost } from 'lit';

// setTimeout counts in 32 bits: more than 24.8 days fires at once.
const LONGEST = 2 ** 31 - 1;

/** Updates its host once at a given time, when a text changes that nothing but the clock changes. */
export class WakeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at: number | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** @param at epoch milliseconds; null for not at all */
  wakeAt(at: number | null): void {
    if (at === this.#at) return;
    this.#at = at;
    this.hostConnected();
  }

  hostConnected(): void {
    clearTimeout(this.#timer);
    if (this.#at === null) return;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.min(Math.max(0, this.#at - Date.now()), LONGEST));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
