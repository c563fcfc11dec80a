/**
 * What a reader has chosen for all strips of the page (WCAG 2.2.2): `pause` stops motion and values, `play` has them go on,
 * `move` does so although the reader's system asks for less motion.
 */
export type Choice = 'pause' | 'play' | 'move';

const KEY = 'market-ticker-choice';
const listeners = new Set<() => void>();
let made: Choice | null = null;
/** What was chosen last is in the storage. */
let kept = true;

/** The reader's choice, kept for the visit where the page may keep anything; null before there is one. */
export function chosen(): Choice | null {
  try {
    const stored = kept && sessionStorage.getItem(KEY);
    if (kept) made = /^(pause|play|move)$/.test(String(stored)) ? (stored as Choice) : null;
  } catch {
    // A sandboxed frame, or a reader who allows none: it lasts as long as the page.
  }
  return made;
}

export function choose(choice: Choice): void {
  made = choice;
  kept = true;
  try {
    sessionStorage.setItem(KEY, choice);
  } catch {
    // Or it is full.
    kept = false;
  }
  for (const listener of listeners) listener();
}

/** @returns a function that ends it */
export function onChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
