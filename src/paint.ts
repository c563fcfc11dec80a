// Values of a strip are painted at most ten times a second, which is more than anybody reads. Strips of a page are painted
// together, a few in a frame: one by one they would have a layout each, and all at once they would hold up the page.

const PAUSE = 100;
const SLOT = 25;
const MOST = 4;

/** How many strips are painted in each slot of time. */
const taken = new Map<number, number>();

/**
 * Resolves when a strip's values may be painted.
 *
 * @param last when they were, ms; −Infinity for never
 */
export async function nextPaint(last: number): Promise<void> {
  const now = performance.now();
  let slot = Math.ceil(Math.max(now, last + PAUSE) / SLOT);
  while (taken.get(slot)! >= MOST) slot++;
  taken.set(slot, (taken.get(slot) ?? 0) + 1);
  await new Promise((resolve) => setTimeout(resolve, slot * SLOT - now));
  taken.delete(slot);
}
