/** The items that are in the viewport together, from the index `start` up to but not including `end`. */
export interface Page {
  readonly start: number;
  readonly end: number;
}

export const isOnPage = ({ start, end }: Page, index: number): boolean => start <= index && index < end;

/**
 * Returns the page that begins with an item and contains as many whole items as fit, but at least one.
 *
 * @param widths the widths of all items in CSS px
 * @param limit the index before which the page ends at the latest
 */
function pageFrom(start: number, widths: readonly number[], viewportWidth: number, limit = widths.length): Page {
  let end = start;
  let width = 0;
  do width += widths[end++] ?? 0;
  while (end < limit && width + (widths[end] ?? 0) <= viewportWidth);
  return { start, end };
}

/** Returns the page that contains an item, if pages are counted from the first item. */
export function pageWith(index: number, widths: readonly number[], viewportWidth: number): Page {
  let page = pageFrom(0, widths, viewportWidth);
  while (page.end <= index) page = pageFrom(page.end, widths, viewportWidth);
  return page;
}

/**
 * Returns the page after another (1) or before it (−1), without an item of that page. After the last item comes the
 * first. Pages before another are counted from the first item, so that a reader who goes back sees the same pages again.
 */
export function neighbour(
  { start, end }: Page,
  direction: 1 | -1,
  widths: readonly number[],
  viewportWidth: number,
): Page {
  const count = widths.length;
  if (direction > 0)
    return end < count ? pageFrom(end, widths, viewportWidth) : pageFrom(0, widths, viewportWidth, start);
  const limit = start || count;
  let page = pageFrom(start ? 0 : end, widths, viewportWidth, limit);
  while (page.end < limit) page = pageFrom(page.end, widths, viewportWidth, limit);
  return page;
}

/**
 * Returns the width of the place of each item on a page. The space that the items leave is divided equally, so that an
 * item can become wider without moving another.
 */
export function placeWidths(page: Page, widths: readonly number[], viewportWidth: number): number[] {
  const own = widths.slice(page.start, page.end);
  const spare = viewportWidth - own.reduce((sum, width) => sum + width, 0);
  return own.map((width) => width + Math.max(0, spare) / own.length);
}
