/**
 * The reader's choice for all strips of the page (WCAG 2.2.2). `pause` stops the motion and the rendering of new
 * values. `play` starts both again, but not the motion if the reader's system requests reduced motion. `move` starts
 * both in any case. `pause-move` is a `pause` after a `move`, so that playing starts the motion again.
 */
export type PlaybackPreference = 'pause' | 'play' | 'move' | 'pause-move';

const PREFERENCES: readonly string[] = ['pause', 'play', 'move', 'pause-move'] satisfies PlaybackPreference[];
const STORAGE_KEY = 'market-ticker-choice';
/**
 * The delay in ms before the page starts to listen for a preference that another frame sets. The listener is added
 * late, because adding it makes the browser open the whole storage, which blocks painting.
 */
const LISTEN_DELAY = 500;

const listeners = new Set<() => void>();
let listenTimer: ReturnType<typeof setTimeout> | undefined;
let current: PlaybackPreference | null = null;
/** Whether the latest preference can be read from `sessionStorage`. If not, only `current` contains the preference. */
let isStored = true;

const isPreference = (value: string | null): value is PlaybackPreference =>
  value !== null && PREFERENCES.includes(value);

/**
 * Returns the reader's preference, or null if there is none. If the page may use `sessionStorage`, the preference lasts
 * until the reader closes the tab.
 */
export function playbackPreference(): PlaybackPreference | null {
  try {
    if (isStored) {
      const stored = sessionStorage.getItem(STORAGE_KEY);
      current = isPreference(stored) ? stored : null;
    }
  } catch {
    // Storage is not available if the reader has blocked it, or if the page is in a sandboxed frame without
    // `allow-same-origin`. The preference then lasts as long as the page.
  }
  return current;
}

/** Sets the reader's preference and applies it to all strips of the page. */
export function setPlaybackPreference(preference: PlaybackPreference): void {
  current = preference;
  isStored = true;
  try {
    sessionStorage.setItem(STORAGE_KEY, preference);
  } catch {
    // Storage is not available, or it is full.
    isStored = false;
  }
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}

/**
 * Subscribes to the preference. The listener is called whenever this page sets the preference, and whenever another
 * frame or page may have set it.
 *
 * @returns a function that ends the subscription
 */
export function onPlaybackPreference(listener: () => void): () => void {
  listeners.add(listener);
  // This call does nothing if the window already has the listener.
  addEventListener('pageshow', notify);
  listenTimer ??= setTimeout(() => {
    addEventListener('storage', notify);
    notify();
  }, LISTEN_DELAY);
  return () => listeners.delete(listener);
}
