// Values of a strip are painted at most ten times a second, which is more than anybody reads. Strips of a page are painted
// together, a few in a frame: one by one they would have a layout each, and all at once they would hold up the page.

const PAUSE = 100;
const SLOT = 25;
const MOST = 4;

const waiting = new Set<{ readonly due: number; readonly paint: () => void }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** A slot after the last paint, and how many more strips are painted before: also where the page was stalled and all are late. */
let until = 0;
let left = 0;

/**
 * Resolves when a strip's values may be painted; at once where they may.
 *
 * @param last when they were, ms; −Infinity for never
 */
export function nextRenderTurn(last: number): Promise<void> {
  return new Promise((paint) => {
    // In steps, so that those which came about together go on together.
    waiting.add({ due: Math.ceil((last + PAUSE) / SLOT) * SLOT, paint });
    paintDue();
  });
}

function paintDue(): void {
  clearTimeout(timer);
  const now = performance.now();
  if (now >= until) left = MOST;
  for (const one of waiting)
    if (one.due <= now && left) {
      left--;
      until = now + SLOT;
      waiting.delete(one);
      one.paint();
    }
  const next = Math.min(...[...waiting].map((one) => one.due));
  if (waiting.size) timer = setTimeout(paintDue, Math.max(next, left ? 0 : until) - now);
}
