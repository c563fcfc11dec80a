// Each strip renders its values at most ten times per second, because a reader cannot follow faster changes. The strips
// of a page are rendered in groups, one group per time slot. If each strip were rendered alone, each would cost a
// layout. If all strips were rendered at once, the rendering would block the page.

/** The shortest time in ms between two renderings of the same strip. */
const MIN_INTERVAL = 100;
/** The length in ms of a time slot, in which one group of strips is rendered. */
const SLOT = 25;
const MAX_STRIPS_PER_SLOT = 4;

const waiting = new Set<{ readonly dueAt: number; readonly resolve: () => void }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/**
 * The time in ms of `performance.now()` at which the current slot ends. A slot begins with a rendering instead of at
 * fixed times, so that not all strips are rendered at once after the page was blocked.
 */
let slotEnd = 0;
/** The number of strips that may still render in the current slot. */
let turnsLeft = 0;

/**
 * Returns a promise that resolves at the strip's render turn, which is its slot in the page-wide render queue. The
 * promise resolves without delay if the strip may render now.
 *
 * @param renderedAt when the strip last rendered values, in ms of `performance.now()`, or −Infinity if it never has
 */
export function nextRenderTurn(renderedAt: number): Promise<void> {
  return new Promise((resolve) => {
    // The due time is rounded up to whole slots, so that strips that were rendered together are rendered together
    // again.
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
