import { allows, read, write, type Key, type State } from './state.js';

/**
 * What has been set, and the address that says so. While somebody types or drags, only the page follows; what is
 * settled becomes an entry of the history, so that Back undoes it.
 */
export class Store {
  #state: State;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#state = read(location.hash);
    // Also when somebody edits the address.
    addEventListener('popstate', () => {
      this.#state = read(location.hash);
      changed();
    });
  }

  get state(): State {
    return this.#state;
  }

  /** @returns false where the value is not allowed; it is then left out */
  preview(patch: Partial<State>): boolean {
    const fine = Object.entries(patch).filter(([key, value]) => allows(key as Key, value));
    this.#state = { ...this.#state, ...Object.fromEntries(fine) };
    this.#changed();
    return fine.length === Object.keys(patch).length;
  }

  commit(patch: Partial<State> = {}): boolean {
    const done = this.preview(patch);
    const hash = write(this.#state);
    if (hash !== write(read(location.hash)))
      history.pushState(null, '', hash ? `#${hash}` : location.pathname + location.search);
    return done;
  }
}
