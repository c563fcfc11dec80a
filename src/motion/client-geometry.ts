import { distanceToReveal, distanceToStep } from './track-layout.js';

/** Returns 1 if the content of a box starts at the left, or −1 if it starts at the right. */
export const inlineDirection = (box: Element): 1 | -1 => (getComputedStyle(box).direction === 'rtl' ? -1 : 1);

/**
 * How a box lies in the window. An ancestor can have a `zoom` or a scaling `transform`, so one CSS px of the box is not
 * always one client px, in which the coordinates of events are given.
 */
export interface ClientGeometry {
  readonly direction: 1 | -1;
  /** Client px per CSS px of the box. */
  readonly scale: number;
  /** Returns the distance in CSS px from the start of the box to the start of a client rectangle. */
  readonly startOf: (rectangle: Pick<DOMRect, 'left' | 'right'>) => number;
  /** Returns the distance in CSS px from the start of the box to `clientX`. */
  readonly distanceTo: (clientX: number) => number;
}

/** Reads the geometry of a box. Makes the browser update its layout, so call this function only on input. */
export function clientGeometry(box: HTMLElement): ClientGeometry {
  const { offsetWidth } = box;
  const direction = inlineDirection(box);
  const outer = box.getBoundingClientRect();
  const zoom = missingZoom(box);
  // `offsetWidth` is rounded, so it can differ by half a px.
  const rectScale = Math.abs(outer.width - offsetWidth) < 1 ? 1 : outer.width / offsetWidth;
  const startOf: ClientGeometry['startOf'] = ({ left, right }) =>
    (direction > 0 ? left - outer.left : outer.right - right) / rectScale;
  return {
    direction,
    scale: zoom * rectScale,
    startOf,
    distanceTo: (x) => startOf({ left: x / zoom, right: x / zoom }),
  };
}

/**
 * Returns the zoom that client rectangles lack. Engines without `currentCSSZoom` (Chromium before 128, WebKit) divide
 * them by the `zoom` of all ancestors.
 */
function missingZoom(box: Element): number {
  let zoom = 1;
  if (!('currentCSSZoom' in box))
    for (let element: Element | undefined = box; element; element = parentOf(element))
      zoom *= Number(getComputedStyle(element).zoom) || 1;
  return zoom;
}

/** Returns the element whose box contains that of `element`; a slot contains the elements that are slotted in it. */
const parentOf = (element: Element): Element | undefined =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;

/**
 * Scrolls a still row by one item, towards its end (1) or its start (−1). Only the row scrolls, never the page.
 *
 * @param viewport the box that scrolls
 */
export function scrollToNext(viewport: HTMLElement, to: 1 | -1, behavior: ScrollBehavior): void {
  const { direction, scale, startOf } = clientGeometry(viewport);
  const starts = [...viewport.querySelectorAll('li')].map((item) => startOf(item.getBoundingClientRect()));
  // Inside a zoomed box, WebKit scrolls by another distance if it scrolls smoothly.
  viewport.scrollBy({
    __proto__: null,
    left: distanceToStep(starts, to) * direction,
    behavior: scale === 1 ? behavior : 'auto',
  });
}

/**
 * Scrolls a still row until the item that contains `element` is fully in view, which browsers don't do for an item that
 * is partly in view. Does nothing if no item contains `element`, and in a grid, which does not scroll.
 */
export function scrollToReveal(viewport: HTMLElement, element: Element): void {
  const item = element.closest<HTMLElement>('li');
  if (!item || !viewport.contains(item)) return;
  const { direction, startOf } = clientGeometry(viewport);
  const start = startOf(item.getBoundingClientRect());
  viewport.scrollLeft += distanceToReveal(start, item.offsetWidth, viewport.clientWidth) * direction;
}
