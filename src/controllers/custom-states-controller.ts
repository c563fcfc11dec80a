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
 * Updates the custom states of its host after each rendering, so that the page's style sheets can select the strip by
 * its state, for example with `market-ticker:state(stale)`. Does nothing in browsers that do not support custom states.
 */
export class CustomStatesController implements ReactiveController {
  readonly #read: () => StateValues;
  #states: CustomStateSet | undefined;

  /** @param read returns the current values */
  constructor(host: ReactiveControllerHost & HTMLElement, read: () => StateValues) {
    // `attachInternals` may be missing on a server and in browsers released before April 2023. `states` may be missing
    // in browsers released before June 2024.
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
      // Only states that differ are added or deleted, because each call may make the browser recompute the styles.
      for (const state of STATES) {
        if (present.has(state) && !states.has(state)) states.add(state);
        if (!present.has(state) && states.has(state)) states.delete(state);
      }
    } catch {
      // Before version 125, Chrome accepts only names that begin with two dashes, so no states are set.
      this.#states = undefined;
    }
  }
}
