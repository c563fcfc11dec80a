import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The custom states that styles of a page can match, as in `market-ticker:state(stale)`. */
export type State = 'idle' | 'loading' | 'live' | 'stale' | 'error' | 'paused' | 'moving';

const STATES: readonly State[] = ['idle', 'loading', 'live', 'stale', 'error', 'paused', 'moving'];

/** Keeps the custom states of a host in line with its values, where the browser knows custom states. */
export class StateController implements ReactiveController {
  readonly #read: () => readonly State[];
  #states: CustomStateSet | undefined;

  /** @param read returns the states that hold now */
  constructor(host: ReactiveControllerHost & HTMLElement, read: () => readonly State[]) {
    // A server's elements and browsers before 2023 have no internals, or internals without states.
    const { attachInternals } = host as Partial<HTMLElement>;
    this.#states = (attachInternals?.call(host) as Partial<ElementInternals> | undefined)?.states;
    this.#read = read;
    host.addController(this);
  }

  hostUpdated(): void {
    const states = this.#states;
    if (!states) return;
    const present = this.#read();
    try {
      // A state that stays is not touched, because each change has the browser work out the styles again.
      for (const state of STATES) {
        if (present.includes(state) && !states.has(state)) states.add(state);
        if (!present.includes(state) && states.has(state)) states.delete(state);
      }
    } catch {
      // Chrome before 125 takes only names that begin with two dashes.
      this.#states = undefined;
    }
  }
}
