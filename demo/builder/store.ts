import { isAllowed, isTooLongForLink, parseHash, formatHash, type Key, type State } from './state.js';

/** Returns the state of the current entry in the browser's history: its address, and a pasted feed that is too long for that. */
function stateOfHistoryEntry(): State {
  const sample = (history.state as { sample?: unknown } | null)?.sample;
  const state = parseHash(location.hash);
  return typeof sample === 'string' && isAllowed('sample', sample) ? { ...state, sample } : state;
}

/**
 * Holds the state and keeps the address of the page in step. While the user types or drags, only the state changes; a committed
 * change becomes an entry in the browser's history, so that Back undoes it.
 */
export class Store {
  #state = stateOfHistoryEntry();
  readonly #onChange: () => void;

  /**
   * @param onChange called after each change
   * @param onNavigate called before `onChange` when another entry of the history has changed some settings
   */
  constructor(onChange: () => void, onNavigate: (changed: readonly Key[]) => void) {
    this.#onChange = onChange;
    // The event also fires when the user follows a link or edits the address.
    addEventListener('popstate', () => {
      const previous = this.#state;
      this.#state = stateOfHistoryEntry();
      onNavigate((Object.keys(previous) as Key[]).filter((key) => previous[key] !== this.#state[key]));
      onChange();
    });
  }

  get state(): State {
    return this.#state;
  }

  /** Changes the state without an entry in the history. Invalid values are ignored. */
  preview(patch: Partial<State>): void {
    const valid = Object.entries(patch).filter(([key, value]) => isAllowed(key as Key, value));
    this.#state = { ...this.#state, ...Object.fromEntries(valid) };
    this.#onChange();
  }

  /** Changes the state, and adds an entry to the history if it differs from the current one. */
  commit(patch: Partial<State> = {}): void {
    this.preview(patch);
    const previous = stateOfHistoryEntry();
    const state = this.#state;
    if (Object.entries(state).some(([key, value]) => value !== previous[key as Key])) {
      const hash = formatHash(state);
      const entryState = isTooLongForLink(state) ? { sample: state.sample } : null;
      history.pushState(entryState, '', hash ? `#${hash}` : location.pathname + location.search);
    }
  }
}
