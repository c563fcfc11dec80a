/**
 * The arithmetic of the marquee, in CSS px. The track segments stand side by side in a row. Each segment is moved by a
 * translation of its own: the row runs towards the start of the viewport, and each segment wraps to the end of the row
 * while it is out of sight.
 */
export interface TrackLayout {
  /** The position of each segment in the row without its translation. */
  readonly offsets: readonly number[];
  /**
   * The distance after which every segment is back at its position: the length of the row, and at least what fills the
   * viewport.
   */
  readonly length: number;
  /**
   * The distance before the start of the viewport at which a segment wraps: the width of the widest segment plus 8 px.
   */
  readonly lead: number;
}

/** Lays out the segments of all copies of the row, from their widths and the width of the viewport. */
export function layOutTrack(widths: readonly number[], viewportWidth: number): TrackLayout {
  let rowLength = 0;
  const offsets = widths.map((width) => (rowLength += width) - width);
  const lead = Math.max(...widths) + 8;
  // The row is shorter only where the number of copies was capped. The track then ends in an empty stretch, and never
  // overlaps.
  return { offsets, length: Math.max(rowLength, viewportWidth + lead), lead };
}

/** Returns the start of each segment, measured from the start of the viewport, at a position of the marquee. */
export function segmentPositions({ offsets, length, lead }: TrackLayout, position: number): number[] {
  // The remainder is taken twice, because the remainder of a negative number is negative.
  return offsets.map((offset) => ((((offset - position + lead) % length) + length) % length) - lead);
}

/**
 * Returns how many copies of the row fill the viewport with one segment to spare. The limit is 32 copies, which a
 * single short item needs on an 8K screen.
 *
 * @param rowLength the length of one copy of the row
 * @param lead the `lead` of any layout of the same items
 */
export const copiesNeeded = (rowLength: number, lead: number, viewportWidth: number): number =>
  Math.min(32, Math.ceil((viewportWidth + lead) / rowLength));

/**
 * With at most this many items, each item has a segment of its own. A row of more items has several items in a segment;
 * such a row is so long that wider segments need no additional copies.
 */
export const SINGLE_ITEM_LIMIT = 24;

/**
 * Returns how many items go into one segment: a single item where there are few items, else as many as stay below two
 * limits. WebKit takes a box of up to 1,280 px for one layer; a wider box is tiled and painted piecemeal. Firefox
 * leaves a box of up to 4,096 device px on the compositor. Segments are not smaller than that, because each layer costs
 * a browser about 15 µs in every frame that it has to paint.
 *
 * @param itemCount the number of items in the row
 * @param currentItemsPerSegment the number of items in one segment now; it is kept for as long as the segments fit
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
  // The number of items is not checked here: a long row is first rendered with only a few of its items.
  if (currentItemsPerSegment > 1 && segmentWidth <= maxWidth) return currentItemsPerSegment;
  return itemCount <= SINGLE_ITEM_LIMIT ? 1 : Math.max(1, Math.floor(maxWidth / itemWidth));
}

/** With more items than this, segments that do not come into view for a long time are parked. */
const PARKING_LIMIT = 24;
/** A parked segment does not come into view for at least this time, in ms. */
const PARKING_TIME = 30_000;

/**
 * Returns the distance from the start of the viewport at which a segment must not be parked any more; Infinity where
 * there are few items, so that no segment is ever parked.
 */
export const parkingDistance = (itemCount: number, viewportWidth: number, pixelsPerMs: number): number =>
  itemCount > PARKING_LIMIT ? viewportWidth + Math.max(viewportWidth, pixelsPerMs * PARKING_TIME) : Infinity;

/**
 * Returns the index of the item that keeps its position when widths change: the item under the pointer, else the first
 * item that starts inside the viewport; −1 where there is none.
 *
 * @param starts the start of each item, measured from the start of the viewport; NaN for an item that is not eligible
 * @param anchorX the position of the pointer, measured in the same way; undefined where no pointer is over the viewport
 */
export function anchorIndex(starts: readonly number[], anchorX?: number): number {
  const upToPointer = anchorX === undefined ? [] : starts.filter((start) => start <= anchorX);
  const anchor = upToPointer.length ? Math.max(...upToPointer) : Math.min(...starts.filter((start) => start >= 0));
  return starts.indexOf(anchor);
}

/** Rounds CSS px to whole device pixels, on which text is sharp. */
export const snapToDevicePixel = (px: number, pixelRatio: number): number => Math.round(px * pixelRatio) / pixelRatio;

/**
 * Returns the distance from the start of the viewport to the next item that starts after it (1), or back to the last
 * item that starts before it (−1). The distance back is negative. Without such an item the distance is 0.
 */
export function distanceToStep(starts: readonly number[], direction: 1 | -1): number {
  const distances = starts.map((start) => start * direction).filter((distance) => distance > 1);
  return distances.length ? Math.min(...distances) * direction : 0;
}
