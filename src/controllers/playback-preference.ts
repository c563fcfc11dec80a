/**
 * What a reader has chosen for all strips of the page (WCAG 2.2.2): `pause` stops the motion and the rendering of new
 * values, `play` starts both again, and `move` does so although the reader's system asks for less motion.
 */
export type PlaybackPreference = 'pause' | 'play' | 'move';

const PREFERENCES: readonly string[] = ['pause', 'play', 'move'] satisfies PlaybackPreference[];
const STORAGE_KEY = 'market-ticker-choice';
/**
 * The page listens to changes in other frames only after this time, in ms: the browser then opens the whole storage,
 * and paints nothing meanwhile.
 */
const LISTEN_DELAY = 500;

/**
 * @param mayBeUnchanged false where this page has just set the preference; true where the preference may have been set
 *   elsewhere: in another frame, or while the reader was on another page
 */
type Listener = (mayBeUnchanged: boolean) => void;

const listeners = new Set<Listener>();
let listenTimer: ReturnType<typeof setTimeout> | undefined;
let current: PlaybackPreference | null = null;
/** Whether the storage has the preference that was set last. Otherwise `current` has it. */
let isStored = true;

const isPreference = (value: string | null): value is PlaybackPreference =>
  value !== null && PREFERENCES.includes(value);

/**
 * Returns the reader's preference; null where there is none. It lasts for the visit where the page may use
 * `sessionStorage`.
 */
export function playbackPreference(): PlaybackPreference | null {
  try {
    if (isStored) {
      const stored = sessionStorage.getItem(STORAGE_KEY);
      current = isPreference(stored) ? stored : null;
    }
  } catch {
    // The frame is sandboxed, or the reader allows no storage. The preference then lasts as long as the page.
  }
  return current;
}

/** Sets the reader's preference, and applies it to all strips of the page. */
export function setPlaybackPreference(preference: PlaybackPreference): void {
  current = preference;
  isStored = true;
  try {
    sessionStorage.setItem(STORAGE_KEY, preference);
  } catch {
    // There is no storage, or it is full.
    isStored = false;
  }
  notify(false);
}

function notify(mayBeUnchanged: boolean): void {
  for (const listener of listeners) listener(mayBeUnchanged);
}

const onPossibleChange = (): void => notify(true);

/**
 * Subscribes to the preference. The listener is called whenever this page sets it, also to the same value, and whenever
 * it may have been set elsewhere.
 *
 * @returns a function that ends the subscription
 */
export function onPlaybackPreference(listener: Listener): () => void {
  listeners.add(listener);
  // The window adds the same listener only once.
  addEventListener('pageshow', onPossibleChange);
  listenTimer ??= setTimeout(() => {
    addEventListener('storage', onPossibleChange);
    onPossibleChange();
  }, LISTEN_DELAY);
  return () => listeners.delete(listener);
}
