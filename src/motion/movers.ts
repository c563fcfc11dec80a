import { createFitter, type Fitter } from './fit.js';
import { createMarquee } from './marquee.js';
import type { Mover } from './mover.js';
import { createRotator } from './rotator.js';
import { createStillRow } from './still-row.js';
import { SINGLE_ITEM_LIMIT } from './track-layout.js';

/** The ways of moving a row: as an endless marquee, page by page, or not at all unless the reader scrolls. */
export type MoverName = 'marquee' | 'rotator' | 'row';

/** The movers of a strip, and the values that they need. One mover at a time moves the row. */
export interface Movers {
  readonly fitter: Fitter;
  readonly current: Mover;
  /** The number of copies of the row that a marquee needs to fill the viewport. The row itself is the first copy. */
  readonly copies: number;
  /** Returns the number of items in one segment of a marquee for a row of `itemCount` items. */
  readonly itemsPerSegment: (itemCount: number) => number;
  /** Moves the marquee, even if it is not in use yet, by a distance in CSS px. */
  startAt(distance: number): void;
  /** Changes the mover if it differs. The previous mover releases the segments. Returns whether the mover has changed. */
  use(name: MoverName): boolean;
}

/** @param onChanged called if the row must be rendered again, because it has moved or its fit has changed */
export function createMovers(onChanged: () => void): Movers {
  const fitter = createFitter();
  let copies = 1;
  /** An estimate until the items have been measured. */
  let itemsPerSegment = 3;
  const movers: Readonly<Record<MoverName, Mover>> = {
    marquee: createMarquee(fitter, (nextCopies, nextItemsPerSegment) => {
      copies = nextCopies;
      itemsPerSegment = nextItemsPerSegment;
      onChanged();
    }),
    rotator: createRotator(fitter, onChanged, onChanged),
    row: createStillRow(fitter, onChanged),
  };
  let current = movers.row;
  return {
    fitter,
    get current() {
      return current;
    },
    get copies() {
      return copies;
    },
    itemsPerSegment: (itemCount) => (itemCount > SINGLE_ITEM_LIMIT ? itemsPerSegment : 1),
    startAt: (distance) => movers.marquee.moveBy(distance),
    use(name) {
      if (movers[name] === current) return false;
      current.setSegments([], 1);
      current = movers[name];
      return true;
    },
  };
}
