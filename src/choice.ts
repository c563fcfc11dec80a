/** What a reader has chosen for all that moves on the page: one choice for all strips (WCAG 2.2.2). */
export type Choice = 'pause' | 'play';

const KEY = 'market-ticker';
const listeners = new Set<() => void>();
let made: Choice | null = null;

/** The reader's choice, kept for the visit where the page may keep anything; null before there is one. */
export function chosen(): Choice | null {
  try {
    made = sessionStorage.getItem(KEY) as Choice | null;
  } catch {
    // A sandboxed frame, or a reader who allows none: it lasts as long as the page.
  }
  return made;
}

export function choose(choice: Choice): void {
  made = choice;
  try {
    sessionStorage.setItem(KEY, choice);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

/** @returns a function that ends it */
export function onChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
