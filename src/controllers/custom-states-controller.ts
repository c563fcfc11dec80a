import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Status } from '../view/strip-view.js';

/** The values that the custom states represent. */
export interface StateValues {
  readonly status: Status;
  readonly paused: boolean;
  readonly moving: boolean;
}

const STATES = ['idle', 'loading', 'live', 'stale', 'error', 'paused', 'moving'];

/**
 * Keeps the custom states of a host in line with its values, so that styles of a page can match them, as in
 * `market-ticker:state(stale)`. Does nothing in browsers without custom states.
 */
export class CustomStatesController implements ReactiveController {
  readonly #read: () => StateValues;
  #states: CustomStateSet | undefined;

  /** @param read returns the current values */
  constructor(host: ReactiveControllerHost & HTMLElement, read: () => StateValues) {
    // A server's elements and browsers before 2023 have no internals, or internals without states.
    const { attachInternals } = host as Partial<HTMLElement>;
    this.#states = (attachInternals?.call(host) as Partial<ElementInternals> | undefined)?.states;
    this.#read = read;
    host.addController(this);
  }

  hostUpdated(): void {
    const states = this.#states;
    if (!states) return;
    const { status, paused, moving } = this.#read();
    const present = new Set<string>([status]);
    if (paused) present.add('paused');
    if (moving) present.add('moving');
    try {
      // States that stay are not set again, because the browser computes the styles anew for each change.
      for (const state of STATES) {
        if (present.has(state) && !states.has(state)) states.add(state);
        if (!present.has(state) && states.has(state)) states.delete(state);
      }
    } catch {
      // Chrome before 125 accepts only names that begin with two dashes.
      this.#states = undefined;
    }
  }
}
