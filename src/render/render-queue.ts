// The values of a strip are rendered at most ten times a second, which is more than anybody reads. The strips of a page are
// rendered together, a few in each slot: one by one each would have a layout of its own, and all at once they would hold up
// the page.

/** Milliseconds between two renderings of the same strip. */
const MIN_INTERVAL = 100;
/** Milliseconds between two groups of strips. */
const SLOT = 25;
const MAX_STRIPS_PER_SLOT = 4;

const waiting = new Set<{ readonly dueAt: number; readonly resolve: () => void }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/**
 * The present slot ends then, and has room for so many more strips. It begins with a rendering and not by the clock, so that
 * the strips of a page that was stalled don't all come at once.
 */
let slotEnd = 0;
let roomInSlot = 0;

/**
 * Resolves when a strip may render its values: at once where it may already.
 *
 * @param renderedAt when the strip last rendered values, in milliseconds of `performance.now()`; −Infinity for never
 */
export function nextRenderTurn(renderedAt: number): Promise<void> {
  return new Promise((resolve) => {
    // Due times are rounded up to whole slots, so that strips which begin together go on together.
    waiting.add({ dueAt: Math.ceil((renderedAt + MIN_INTERVAL) / SLOT) * SLOT, resolve });
    giveTurns();
  });
}

function giveTurns(): void {
  clearTimeout(timer);
  const now = performance.now();
  if (now >= slotEnd) roomInSlot = MAX_STRIPS_PER_SLOT;
  for (const strip of waiting)
    if (strip.dueAt <= now && roomInSlot) {
      roomInSlot--;
      slotEnd = now + SLOT;
      waiting.delete(strip);
      strip.resolve();
    }
  const next = Math.min(...[...waiting].map(({ dueAt }) => dueAt));
  if (waiting.size) timer = setTimeout(giveTurns, Math.max(next, roomInSlot ? 0 : slotEnd) - now);
}
