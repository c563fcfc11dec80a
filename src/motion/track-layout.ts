/**
 * The layout of the track, in CSS px. The row is repeated until the viewport is filled, and each repetition is called a
 * copy. The track consists of all copies, side by side. A copy consists of segments, which are boxes of one or more
 * items that move as one. Each segment has its own translation towards the start of the viewport, and wraps to the end
 * of the track while the segment is out of sight. The position of the marquee is the distance that the track has moved
 * towards the start of the viewport.
 */
export interface TrackLayout {
  /** The start of each segment in the track, without its translation. */
  readonly offsets: readonly number[];
  /**
   * The distance after which all segments are back at their first positions. It is the total width of the segments, but
   * at least the width of the viewport plus `lead`.
   */
  readonly length: number;
  /**
   * The distance before the start of the viewport at which a segment wraps. It is the width of the widest segment plus
   * 8 px.
   */
  readonly lead: number;
}

/** Returns the layout for the widths of the segments of all copies and the width of the viewport. */
export function layOutTrack(widths: readonly number[], viewportWidth: number): TrackLayout {
  let rowLength = 0;
  const offsets = widths.map((width) => (rowLength += width) - width);
  const lead = Math.max(...widths) + 8;
  // Because the number of copies is limited, the segments can be too few to fill the viewport. The track then ends with
  // a gap, so that segments wrap only outside the viewport.
  return { offsets, length: Math.max(rowLength, viewportWidth + lead), lead };
}

/** Returns where each segment starts, relative to the start of the viewport, when the marquee is at `position`. */
export function segmentPositions({ offsets, length, lead }: TrackLayout, position: number): number[] {
  // Adding `length` and taking the remainder again makes negative remainders positive.
  return offsets.map((offset) => ((((offset - position + lead) % length) + length) % length) - lead);
}

/**
 * Returns how many copies of the row fill the viewport with one segment to spare. The maximum is 32 copies, which a
 * row of one short item needs on an 8K screen.
 *
 * @param rowLength the length of one copy
 * @param lead the `lead` of the layout
 */
export const copiesNeeded = (rowLength: number, lead: number, viewportWidth: number): number =>
  Math.min(32, Math.ceil((viewportWidth + lead) / rowLength));

/**
 * The largest number of items in a row in which each item has its own segment. In a row with more items, a segment can
 * contain several items. Such a row is so long that wider segments require no additional copies.
 */
export const SINGLE_ITEM_LIMIT = 24;

/**
 * Returns how many items to put in one segment: one if there are few items, otherwise the largest number that keeps
 * every segment within `maxWidth`. The largest number is used because each segment is a layer, and each layer costs the
 * browser about 15 µs in every painted frame.
 *
 * `maxWidth` is below the limits of two browser engines. WebKit paints a box that is wider than 1,280 px piece by piece
 * in tiles instead of in one layer. Firefox does not move a box that is wider than 4,096 device px on the compositor.
 *
 * @param itemCount the number of items in the row
 * @param currentItemsPerSegment the current number of items in one segment. If it is above 1 and the segments are within
 *   `maxWidth`, it is returned unchanged, even if a larger number would fit.
 * @param segmentWidth the width of the widest segment
 * @param itemWidth the width of the widest item
 * @param pixelRatio device pixels per CSS px
 */
export function itemsPerSegment(
  itemCount: number,
  currentItemsPerSegment: number,
  segmentWidth: number,
  itemWidth: number,
  pixelRatio: number,
): number {
  const maxWidth = Math.min(1000, 3600 / pixelRatio);
  // A long row is first rendered with only a few of its items, so a small `itemCount` does not mean that the row is
  // short.
  if (currentItemsPerSegment > 1 && segmentWidth <= maxWidth) return currentItemsPerSegment;
  return itemCount <= SINGLE_ITEM_LIMIT ? 1 : Math.max(1, Math.floor(maxWidth / itemWidth));
}

/**
 * If all copies together contain at most this number of items, no segment is parked. Otherwise, a segment is parked if
 * it will be out of sight for a long time.
 */
const PARKING_LIMIT = 24;
/** At the current speed, a parked segment needs at least this time in ms to reach the viewport. */
const PARKING_TIME = 30_000;

/**
 * Returns the distance in CSS px from the start of the viewport within which no segment may be parked. Returns Infinity
 * if there are so few items that no segment is parked.
 */
export const parkingDistance = (itemCount: number, viewportWidth: number, pixelsPerMs: number): number =>
  itemCount > PARKING_LIMIT ? viewportWidth + Math.max(viewportWidth, pixelsPerMs * PARKING_TIME) : Infinity;

/**
 * Returns the index of the item that stays in place when widths change. This is the last item that starts at or before
 * the pointer, or, if there is none, the first item that starts at or after the start of the viewport. Returns −1 if
 * there is neither.
 *
 * @param starts the start of each item in CSS px from the start of the viewport, or NaN for an item that is not
 *   eligible
 * @param anchorX the position of the pointer in CSS px from the start of the viewport, or undefined if no pointer is
 *   over the viewport
 */
export function anchorIndex(starts: readonly number[], anchorX?: number): number {
  const upToPointer = anchorX === undefined ? [] : starts.filter((start) => start <= anchorX);
  const anchor = upToPointer.length ? Math.max(...upToPointer) : Math.min(...starts.filter((start) => start >= 0));
  return starts.indexOf(anchor);
}

/** Rounds a length in CSS px to whole device pixels, because text between two device pixels is blurred. */
export const snapToDevicePixel = (px: number, pixelRatio: number): number => Math.round(px * pixelRatio) / pixelRatio;

/**
 * Returns the distance in CSS px from the start of the viewport to the start of the next item (1) or of the previous
 * item (−1). Items that start at most 2 px from the start of the viewport are ignored, because engines round scroll
 * positions. The distance to an earlier item is negative. Returns 0 if there is no such item.
 */
export function distanceToStep(starts: readonly number[], direction: 1 | -1): number {
  const distances = starts.map((start) => start * direction).filter((distance) => distance > 2);
  return distances.length ? Math.min(...distances) * direction : 0;
}

/**
 * Returns the shortest distance in CSS px by which the row must move until an item is fully in view, or 0 if it already
 * is. An item that is wider than the viewport moves to the start of the viewport.
 *
 * @param start the start of the item, relative to the start of the viewport
 */
export function distanceToReveal(start: number, width: number, viewportWidth: number): number {
  const overflow = start + width - viewportWidth;
  return start < 0 ? start : Math.max(0, Math.min(start, overflow));
}
