/**
 * What a reader has chosen for all strips of the page (WCAG 2.2.2): `pause` stops motion and values, `play` has them go on,
 * `move` does so although the reader's system asks for less motion.
 */
export type PlaybackPreference = 'pause' | 'play' | 'move';

const KEY = 'market-ticker-choice';
/** Choices in other frames are heard of from so many ms on: a browser opens all storage for it, and shows nothing meanwhile. */
const LATE = 500;

type Listener = (elsewhere?: unknown) => void;

const listeners = new Set<Listener>();
let late: ReturnType<typeof setTimeout> | undefined;
let made: PlaybackPreference | null = null;
/** What was chosen last is in the storage. */
let kept = true;

/** The reader's choice, kept for the visit where the page may keep anything; null before there is one. */
export function playbackPreference(): PlaybackPreference | null {
  try {
    const stored = kept && sessionStorage.getItem(KEY);
    if (kept) made = /^(pause|play|move)$/.test(String(stored)) ? (stored as PlaybackPreference) : null;
  } catch {
    // A sandboxed frame, or a reader who allows none: it lasts as long as the page.
  }
  return made;
}

export function setPlaybackPreference(choice: PlaybackPreference): void {
  made = choice;
  kept = true;
  try {
    sessionStorage.setItem(KEY, choice);
  } catch {
    // Or it is full.
    kept = false;
  }
  tell();
}

const tell: Listener = (elsewhere) => {
  for (const listener of listeners) listener(elsewhere);
};

/**
 * @param listener told of each choice; of one that may have been made elsewhere, in another frame or while the page was
 *   left, with an argument
 * @returns a function that ends it
 */
export function onPlaybackPreference(listener: Listener): () => void {
  listeners.add(listener);
  if (!late) addEventListener('pageshow', tell);
  late ??= setTimeout(() => {
    addEventListener('storage', tell);
    tell(true);
  }, LATE);
  return () => listeners.delete(listener);
}
