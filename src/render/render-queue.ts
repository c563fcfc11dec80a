// The values of a strip are rendered at most ten times a second, because nobody reads faster. The strips of a page are
// rendered in groups, one group in each slot: a strip alone would cost a layout of its own, and all strips at once would
// block the page.

/** The shortest time between two renderings of the same strip, in ms. */
const MIN_INTERVAL = 100;
/** The length of a slot, in ms. */
const SLOT = 25;
const MAX_STRIPS_PER_SLOT = 4;

const waiting = new Set<{ readonly dueAt: number; readonly resolve: () => void }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/**
 * When the current slot ends, in ms of `performance.now()`. A slot begins with a rendering and not by the clock, so that
 * the strips of a page that was stalled are not all rendered at once.
 */
let slotEnd = 0;
/** How many more strips may render in the current slot. */
let turnsLeft = 0;

/**
 * Resolves when a strip may render its values: without delay where it may do so now.
 *
 * @param renderedAt when the strip last rendered values, in ms of `performance.now()`; −Infinity for never
 */
export function nextRenderTurn(renderedAt: number): Promise<void> {
  return new Promise((resolve) => {
    // Due times are rounded up to whole slots, so that strips which were rendered together are rendered together again.
    waiting.add({ dueAt: Math.ceil((renderedAt + MIN_INTERVAL) / SLOT) * SLOT, resolve });
    giveTurns();
  });
}

function giveTurns(): void {
  clearTimeout(timer);
  const now = performance.now();
  if (now >= slotEnd) turnsLeft = MAX_STRIPS_PER_SLOT;
  for (const strip of waiting)
    if (strip.dueAt <= now && turnsLeft) {
      turnsLeft--;
      slotEnd = now + SLOT;
      waiting.delete(strip);
      strip.resolve();
    }
  const next = Math.min(...[...waiting].map(({ dueAt }) => dueAt));
  if (waiting.size) timer = setTimeout(giveTurns, Math.max(next, turnsLeft ? 0 : slotEnd) - now);
}
