/**
 * The belt's arithmetic, in CSS px. Items stand side by side in a row; each is moved by its own translation, so that
 * the row runs towards its start and every item wraps to the end by itself while it is out of sight.
 */
export interface Geometry {
  /** Where each item stands in the row, untranslated. */
  readonly offsets: readonly number[];
  /** Distance after which everything is where it was: the row's length, and at least what fills the viewport. */
  readonly length: number;
  /** How far before the viewport's start an item wraps: the widest item, and a little more. */
  readonly lead: number;
}

/** Lays items out, originals and copies alike. */
export function geometryOf(widths: readonly number[], viewport: number): Geometry {
  let sum = 0;
  const offsets = widths.map((width) => (sum += width) - width);
  const lead = Math.max(...widths) + 8;
  // Longer than the row only when copies were capped: then there is empty belt at the end, but never an overlap.
  return { offsets, length: Math.max(sum, viewport + lead), lead };
}

/** Where each item starts, measured from the viewport's start, when the belt has run `scroll` px. */
export function positionsOf({ offsets, length, lead }: Geometry, scroll: number): number[] {
  // Twice, because the remainder of a negative number is negative.
  return offsets.map((offset) => ((((offset - scroll + lead) % length) + length) % length) - lead);
}

/**
 * How often the items must stand in the row to fill the viewport with one item to spare, at most 32 times (a single short
 * item on an 8K screen).
 *
 * @param lead of any geometry of these items
 */
export const copiesFor = (period: number, lead: number, viewport: number): number =>
  Math.min(32, Math.ceil((viewport + lead) / period));

/** The first item whose start is in or after the viewport's start: the one that a reader's eye is on. −1 for none. */
export const anchorOf = (positions: readonly number[]): number =>
  positions.indexOf(Math.min(...positions.filter((position) => position >= 0)));
