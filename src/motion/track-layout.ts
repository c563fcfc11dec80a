/**
 * The marquee's arithmetic, in CSS px. Segments stand side by side in a row; each is moved by its own translation, so that
 * the row runs towards its start and every segment wraps to the end by itself while it is out of sight.
 */
export interface TrackLayout {
  /** Where each segment stands in the row, untranslated. */
  readonly offsets: readonly number[];
  /** Distance after which everything is where it was: the row's length, and at least what fills the viewport. */
  readonly length: number;
  /** How far before the viewport's start a segment wraps: the widest segment, and a little more. */
  readonly lead: number;
}

/** Lays segments out, originals and copies alike. */
export function layOutTrack(widths: readonly number[], viewport: number): TrackLayout {
  let sum = 0;
  const offsets = widths.map((width) => (sum += width) - width);
  const lead = Math.max(...widths) + 8;
  // Longer than the row only when copies were capped: then there is empty marquee at the end, but never an overlap.
  return { offsets, length: Math.max(sum, viewport + lead), lead };
}

/** Where each segment starts, measured from the viewport's start, when the marquee has run `scroll` px. */
export function segmentPositions({ offsets, length, lead }: TrackLayout, scroll: number): number[] {
  // Twice, because the remainder of a negative number is negative.
  return offsets.map((offset) => ((((offset - scroll + lead) % length) + length) % length) - lead);
}

/**
 * How often the items must stand in the row to fill the viewport with one segment to spare, at most 32 times (a single short
 * item on an 8K screen).
 *
 * @param lead of any geometry of these items
 */
export const copiesNeeded = (period: number, lead: number, viewport: number): number =>
  Math.min(32, Math.ceil((viewport + lead) / period));

/** A row of more items than this stands in segments of several; it is long enough that they need no more copies. */
export const SINGLE_ITEM_LIMIT = 24;

/**
 * How many items go into one segment. Each by its own where there are few; else as many as stay below what WebKit takes for one
 * layer (1,280 px; more is tiled and painted piecemeal) and Firefox leaves on the compositor (4,096 device px). Each layer
 * costs a browser some 15 µs in every frame that it has to paint.
 *
 * @param present how many there are now: they stay where they fit
 * @param segment the widest
 * @param item the widest
 * @param ratio device pixels per CSS px
 */
export function segmentCapacity(items: number, present: number, segment: number, item: number, ratio: number): number {
  const most = Math.min(1000, 3600 / ratio);
  // A long row begins with few.
  if (present > 1 && segment <= most) return present;
  return items <= SINGLE_ITEM_LIMIT ? 1 : Math.max(1, Math.floor(most / item));
}

/**
 * The item that is to stay where it is when widths change: the one under the pointer, else the first that starts in sight.
 * −1 for none.
 *
 * @param starts from the viewport's start
 * @param eye where the pointer is; undefined for nowhere
 */
export function anchorIndex(starts: readonly number[], eye?: number): number {
  const [before, after] = [starts.filter((x) => x <= eye!), starts.filter((x) => x >= 0)];
  return starts.indexOf(before[0] === undefined ? Math.min(...after) : Math.max(...before));
}

/** To whole device pixels, where text is sharp. */
export const snapToDevicePixel = (px: number, ratio: number): number => Math.round(px * ratio) / ratio;

/** How far it is to the next item that starts beyond the viewport's start, or back to the last before it; none is 0. */
export function distanceToStep(starts: readonly number[], direction: 1 | -1): number {
  const ways = starts.map((x) => x * direction).filter((way) => way > 1);
  return ways.length ? Math.min(...ways) * direction : 0;
}
