/** The viewports that are not observed until the next frame. */
const held = new WeakSet<Element>();

/** Whether the width of a viewport has to be read, because no observer reports it in this frame. */
export const isHeld = (viewport: Element): boolean => held.has(viewport);

/**
 * Holds the height of a strip until the next frame. Call this function before a resize observer changes what the strip
 * shows. Otherwise the viewport, or a box around the strip that the page observes, could change its size after the
 * browser has reported it, which the browser reports to the page as an error.
 */
export function holdHeight(viewport: HTMLElement, observer: ResizeObserver | undefined): void {
  const box = viewport.closest<HTMLElement>('.box');
  if (!box || held.has(viewport)) return;
  held.add(viewport);
  observer?.unobserve(viewport);
  box.style.blockSize = getComputedStyle(box).blockSize;
  requestAnimationFrame(() => {
    held.delete(viewport);
    box.style.blockSize = '';
  });
}

/** Returns the width of a box in CSS px, which is rounded if the page is scaled. */
export function readWidth(box: HTMLElement): number {
  const { width } = box.getBoundingClientRect();
  return Math.abs(width - box.offsetWidth) < 1 ? width : box.offsetWidth;
}
