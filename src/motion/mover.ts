/** The settings of all movers. Each mover uses those that concern it. */
export interface MoverSettings {
  /** The pace of a row that moves all the time, in CSS px per second. */
  readonly speed: number;
  /** For how many seconds items stand still between two steps. */
  readonly dwell: number;
  /** Whether a step may slide. If not, because the reader prefers reduced motion, items change their places at once. */
  readonly slides: boolean;
}

/**
 * Moves the items of a strip in its viewport. There is one mover for each way of moving; the strip uses one at a time.
 * All items together are the row. A mover can ask for several copies of the row; the row itself is the first copy. A copy
 * consists of segments, which are boxes of one or more items that move as one.
 */
export interface Mover {
  /**
   * Whether the mover handles the reader's pointer, wheel and focus. If not, the browser scrolls the row, except that an
   * item with the focus is scrolled fully into view.
   */
  readonly handlesInput: boolean;
  /**
   * Sets the segments to move, in place of the previous segments. The motion continues. Call this method after each
   * rendering that has changed the items or the segments, and without segments before another mover is used.
   *
   * @param segments the segments of all copies, beginning with the first copy. The children of a segment are its items.
   *   Items are identified by their `data-id`, so the element of an item may change.
   * @param copies the number of copies, including the first
   */
  setSegments(segments: readonly HTMLElement[], copies: number): void;
  set(settings: MoverSettings): void;
  /**
   * Starts or stops the motion that the reader has not asked for.
   *
   * @param halfLife the time in ms in which half of the change of pace happens, or 0 for an immediate change
   * @param velocity the initial velocity in CSS px per ms, positive towards later items; by default the current one
   */
  setRunning(isRunning: boolean, halfLife: number, velocity?: number): void;
  /** Moves the row by a distance in CSS px, as a pointer or wheel does. A positive distance leads to later items. */
  moveBy(distance: number): void;
  /** Moves to the next item or items (1), or to the previous (−1). */
  step(direction: 1 | -1): void;
  /**
   * Moves until the item that contains `element` is fully visible. If `toStart` is true, moves until this item is at the
   * start of the viewport. Otherwise, does nothing if the item is already fully visible.
   */
  reveal(element: Element, toStart?: boolean): void;
  /**
   * Sets the position of the pointer. The item under the pointer stays in place when widths change.
   *
   * @param x the distance in CSS px from the start of the viewport, or undefined if no pointer is over the viewport
   */
  setAnchor(x: number | undefined): void;
  /**
   * Returns a function that tests whether an item, in a given copy of the row, is near the viewport. An item is near if
   * it is visible, or may become visible within `seconds`. Unmeasured items count as near.
   */
  itemsNearViewport(seconds: number): (id: string, copy: number) => boolean;
  /** Measures the items again, because the settings of the fit have changed. */
  refit(): void;
  /** Puts the segments back in place if others have changed their animations. Costs no style and no layout. */
  repair(): void;
}

/**
 * Returns the box of a strip, which says how its items are shown, and whose visibility counts. The host is no substitute,
 * because with `display: contents` it has no box.
 */
export const stripOf = (viewport: Element): Element => viewport.parentElement ?? viewport;

/** The box around the segments, or undefined if there are no segments. */
export const viewportOf = (segments: readonly HTMLElement[]): HTMLElement | undefined =>
  segments[0]?.closest<HTMLElement>('.viewport') ?? undefined;
