/**
 * The belt's arithmetic, in CSS px. Items stand side by side in a row; each is moved by its own translation, so that
 * the row runs towards its start and every item wraps to the end by itself while it is out of sight.
 */
export interface Geometry {
  /** Where each item stands in the row, untranslated. */
  readonly offsets: readonly number[];
  readonly widths: readonly number[];
  /** Distance after which everything is where it was: the row's length, and at least what fills the viewport. */
  readonly length: number;
  /** How far before the viewport's start an item wraps: the widest item, and a little more. */
  readonly lead: number;
}

const MARGIN = 8;

/** Lays items out, originals and copies alike. */
export function geometryOf(widths: readonly number[], viewport: number): Geometry {
  let sum = 0;
  const offsets = widths.map((width) => (sum += width) - width);
  const lead = Math.max(0, ...widths) + MARGIN;
  // Longer than the row only when copies were capped: then there is empty belt at the end, but never an overlap.
  return { offsets, widths, length: Math.max(sum, viewport + lead), lead };
}

/** Where item `index` starts, measured from the viewport's start, when the belt has run `scroll` px. */
export function positionOf({ offsets, length, lead }: Geometry, index: number, scroll: number): number {
  return mod(offsets[index]! - scroll + lead, length) - lead;
}

/** How often the items must stand in the row to fill the viewport with one item to spare. Between 1 and `most`. */
export function copiesFor(period: number, widest: number, viewport: number, most: number): number {
  if (period <= 0) return 1;
  return Math.min(most, Math.max(1, Math.ceil((viewport + widest + MARGIN) / period)));
}

/** The first item whose start is in or after the viewport's start: the one that a reader's eye is on. −1 for none. */
export function anchorOf(positions: readonly number[]): number {
  let anchor = -1;
  positions.forEach((position, index) => {
    if (position >= 0 && (anchor < 0 || position < positions[anchor]!)) anchor = index;
  });
  return anchor;
}

/** Remainder that is never negative. */
export const mod = (value: number, length: number): number => ((value % length) + length) % length;
