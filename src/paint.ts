// Values of a strip are painted at most ten times a second, which is more than anybody reads. Strips of a page are painted
// together, a few in a frame: one by one they would have a layout each, and all at once they would hold up the page.

const PAUSE = 100;
const SLOT = 25;
const MOST = 4;

const waiting = new Set<{ readonly due: number; readonly paint: () => void }>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** Not before: also where the page was stalled and all are late, they come a few at a time. */
let next = 0;

/**
 * Resolves when a strip's values may be painted.
 *
 * @param last when they were, ms; −Infinity for never
 */
export function nextPaint(last: number): Promise<void> {
  return new Promise((paint) => {
    // In steps, so that those which came about together go on together.
    waiting.add({ due: Math.ceil((last + PAUSE) / SLOT) * SLOT, paint });
    plan();
  });
}

function plan(): void {
  clearTimeout(timer);
  const due = Math.max(next, Math.min(...[...waiting].map((one) => one.due)));
  if (waiting.size) timer = setTimeout(paint, due - performance.now());
}

function paint(): void {
  const now = performance.now();
  const due = [...waiting].filter((one) => one.due <= now).slice(0, MOST);
  if (due[0]) next = now + SLOT;
  for (const one of due) {
    waiting.delete(one);
    one.paint();
  }
  plan();
}
