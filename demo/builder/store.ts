import { isAllowed, isTooLongForLink, parseHash, formatHash, type Key, type State } from './state.js';

/** What the entry of the history says: its address, and beside it what is too long for that. */
function stateOfHistoryEntry(): State {
  const { sample } = Object(history.state) as { sample?: unknown };
  const state = parseHash(location.hash);
  return typeof sample === 'string' && isAllowed('sample', sample) ? { ...state, sample } : state;
}

/**
 * What has been set, and the address that says so. While somebody types or drags, only the page follows; what is
 * settled becomes an entry of the history, so that Back undoes it.
 */
export class Store {
  #state = stateOfHistoryEntry();
  readonly #onChange: () => void;

  /**
   * @param changed called after each change
   * @param other called before that, where another entry of the history has brought the state
   */
  constructor(changed: () => void, other: () => void) {
    this.#onChange = changed;
    // Also when a link is followed, or somebody edits the address.
    addEventListener('popstate', () => {
      this.#state = stateOfHistoryEntry();
      other();
      changed();
    });
  }

  get state(): State {
    return this.#state;
  }

  /** What is not allowed is left out. */
  preview(patch: Partial<State>): void {
    const fine = Object.entries(patch).filter(([key, value]) => isAllowed(key as Key, value));
    this.#state = { ...this.#state, ...Object.fromEntries(fine) };
    this.#onChange();
  }

  commit(patch: Partial<State> = {}): void {
    this.preview(patch);
    const before = stateOfHistoryEntry();
    const state = this.#state;
    if (Object.entries(state).some(([key, value]) => value !== before[key as Key])) {
      const hash = formatHash(state);
      const beside = isTooLongForLink(state) ? { sample: state.sample } : null;
      history.pushState(beside, '', hash ? `#${hash}` : location.pathname + location.search);
    }
  }
}
