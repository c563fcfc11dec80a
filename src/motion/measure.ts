import { inlineDirection } from './client-geometry.js';
import type { Fitter } from './fit.js';
import { holdHeight, isHeld, readWidth } from './hold-height.js';
import {
  copiesNeeded,
  distanceToReveal,
  layOutTrack,
  itemsPerSegment,
  segmentPositions,
  snapToDevicePixel,
  type TrackLayout,
} from './track-layout.js';
import { documentMember } from '../dom/members.js';

/** The position and width of an item in its segment, in CSS px. */
export interface MeasuredItem {
  readonly element: Element;
  /** The index of the segment. */
  readonly segment: number;
  /** The distance from the start of the segment to the start of the item. */
  readonly offset: number;
  readonly width: number;
}

/**
 * A measurement of the track. The row is repeated until the viewport is filled. Each repetition is called a copy, and
 * the track consists of all copies. A segment is a box of one or more items that moves as one.
 */
export interface MeasuredTrack {
  readonly layout: TrackLayout;
  /** The items of all segments, in document order. */
  readonly items: readonly MeasuredItem[];
  /** Whether the row starts at the right, as the computed style of the viewport says. */
  readonly isRightToLeft: boolean;
}

/**
 * Returns the distance in CSS px from the start of the viewport to the start of each item when the marquee is at
 * `position`. Returns an empty list if there is no track.
 */
export function itemStarts(track: MeasuredTrack | undefined, position: number): number[] {
  if (!track) return [];
  const starts = segmentPositions(track.layout, position);
  // The fallback 0 is never used, because there is a start for each segment.
  return track.items.map(({ segment, offset }) => (starts[segment] ?? 0) + offset);
}

/**
 * Returns the distance in CSS px by which the track must move until the item that contains `element` is fully in view,
 * or at the start of the viewport if `toStart` is true. Returns 0 if no item contains `element`.
 */
export function distanceToItem(
  track: MeasuredTrack | undefined,
  position: number,
  element: Element,
  viewportWidth: number,
  toStart?: boolean,
): number {
  const index = track?.items.findIndex((item) => item.element.contains(element)) ?? -1;
  const start = itemStarts(track, position)[index] ?? 0;
  return toStart ? start : distanceToReveal(start, track?.items[index]?.width ?? 0, viewportWidth);
}

/**
 * Returns whether an item is at least partly between `min` and `max`, which are distances in CSS px from the start of
 * the viewport.
 *
 * @param width the width of the item
 * @param start the start of the item, as `itemStarts` returns it
 */
export function isItemBetween(track: MeasuredTrack, width: number, start: number, min: number, max: number): boolean {
  const isBetween = (x: number): boolean => x < max && x + width > min;
  // During a glide back, an item that will enter at the start of the viewport can still be at the end of the track.
  // Before the item enters, it wraps to `start - length`.
  return isBetween(start) || isBetween(start - track.layout.length);
}

export interface TrackMeasurer {
  /**
   * Sets the segments to measure, and removes the widths set on segments that are no longer measured. The items, which
   * are the children of the segments, are measured before the next paint, and again whenever a width or the direction
   * changes. The styles make the content box of the viewport depend on the direction, so that the observer notices a
   * change of the direction as well.
   *
   * @param viewport the box around the segments, or undefined if there are no segments
   * @param copies the number of copies of the row that the segments contain
   */
  observe(viewport: HTMLElement | undefined, segments: readonly HTMLElement[], copies: number): void;
  /** Measures again in the next frame, because the settings of the fit have changed. */
  refit(): unknown;
  /** Returns the last measured width of the viewport in CSS px, or 0 before the first measurement. */
  viewportWidth(): number;
}

/**
 * Measures the items and sets the width of each segment. The widths come from a `ResizeObserver`, because reading them
 * from the elements would force the browser to compute the layout.
 *
 * @param fitter decides how items are shown that are too wide for the viewport
 * @param onMeasured called with each new measurement, unless the track is hidden or empty
 * @param onFitChanged called if the measured widths require a different number of copies or of items per segment, or
 *   another layout
 * @param isRepeated whether the row is repeated until it fills the viewport
 */
export function createTrackMeasurer(
  fitter: Fitter,
  onMeasured: (track: MeasuredTrack) => void,
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
  isRepeated = true,
): TrackMeasurer {
  const widths = new WeakMap<Element, number>();
  /** Created in the first call of `observe`, because a server has no `ResizeObserver`. */
  let observer: ResizeObserver | undefined;
  let viewport: HTMLElement | undefined;
  let segments: readonly HTMLElement[] = [];
  let observedItems: readonly Element[] = [];
  let copies = 1;
  /** Whether a width or the segments have changed since the last measurement. */
  let isOutdated = false;
  let isRightToLeft = false;
  let viewportWidth = 0;

  const widthOf = (element: Element | undefined): number => (element && widths.get(element)) ?? 0;

  const measure = (entries: readonly ResizeObserverEntry[]): void => {
    for (const { target, borderBoxSize } of entries) {
      const width = borderBoxSize[0]?.inlineSize ?? 0;
      isOutdated ||= width !== widths.get(target);
      widths.set(target, width);
    }
    const wasRightToLeft = isRightToLeft;
    // The styles are up to date here, so reading the direction costs nothing.
    isRightToLeft = !!viewport && inlineDirection(viewport) < 0;
    // Heights do not matter.
    if (!isOutdated && isRightToLeft === wasRightToLeft && entries.length) return;
    isOutdated = false;
    if (viewport && isHeld(viewport)) widths.set(viewport, readWidth(viewport));
    viewportWidth = widthOf(viewport);
    const row = observedItems.slice(0, observedItems.length / copies);
    // Rendering new items, or fitting them, changes sizes. The browser measures the new sizes in this frame only if the
    // viewport, which contains the items, was itself measured in this frame. Otherwise, the change waits for the next
    // frame.
    const isObserved = entries.some(({ target }) => target === viewport);
    const isInTime = !entries.length || isObserved;
    const inTime = (change: () => void): void => {
      if (!isInTime) return void requestAnimationFrame(change);
      if (viewport && isObserved) {
        holdHeight(viewport, observer);
        requestAnimationFrame(observeViewport);
      }
      change();
    };
    if (viewport && viewportWidth && row.length && !fitter.isFitting(viewportWidth, row, row.map(widthOf))) {
      if (!isInTime) return void refit();
      const view = viewport;
      inTime(() => fitter.fit(view, viewportWidth, row));
      // The browser reports the new widths in this frame.
      if (fitter.takeLayout()) return inTime(() => onFitChanged(1, 1));
      if (row.some((item) => Math.abs((item as HTMLElement).offsetWidth - widthOf(item)) > 1)) return;
    }
    const pixelRatio = devicePixelRatio;
    const items: MeasuredItem[] = [];
    const segmentWidths = segments.map(({ children }, segment) => {
      let offset = 0;
      for (const element of children) {
        const width = widthOf(element);
        items.push({ element, segment, offset, width });
        offset += width;
      }
      // Widths are rounded to whole device pixels. Otherwise the following segments could stop between two device
      // pixels. Where segments do not follow each other, no item may become narrower by the rounding.
      return isRepeated ? snapToDevicePixel(offset, pixelRatio) : Math.ceil(offset * pixelRatio - 1e-3) / pixelRatio;
    });
    const rowLength = segmentWidths.reduce((sum, width) => sum + width, 0) / copies;
    // If the track is hidden or empty, the measurement is not reported. The observer calls this function again when the
    // track is shown or filled.
    if (!viewport || !rowLength || !viewportWidth) return;
    // In Firefox, the styles add an invisible box of the width `--_reach` to each segment. The box is narrower than
    // 4,096 device px, because Firefox moves wider boxes on the main thread. The property is not set in other engines,
    // because they do not need it and would recompute the styles of all items.
    if (CSS.supports('-moz-appearance:none')) viewport.style.setProperty('--_reach', `${4000 / pixelRatio}px`);
    segments.forEach(({ style }, index) => (style.inlineSize = `${segmentWidths[index]}px`));
    const layout = layOutTrack(segmentWidths, viewportWidth);
    onMeasured({ layout, items, isRightToLeft });
    const hasOtherLayout = fitter.takeLayout();
    const fittingCopies = isRepeated ? copiesNeeded(rowLength, layout.lead, viewportWidth) : 1;
    const currentItemsPerSegment = segments[0]?.children.length ?? 0;
    const fittingItemsPerSegment = isRepeated
      ? itemsPerSegment(
          items.length / copies,
          currentItemsPerSegment,
          Math.max(...segmentWidths),
          Math.max(...items.map(({ width }) => width)),
          pixelRatio,
        )
      : currentItemsPerSegment;
    if (hasOtherLayout || fittingCopies !== copies || fittingItemsPerSegment !== currentItemsPerSegment)
      inTime(() => onFitChanged(fittingCopies, fittingItemsPerSegment));
  };

  const observeViewport = (): void => {
    if (viewport) observer?.observe(viewport);
  };

  const refit = (): number => requestAnimationFrame(() => measure([]));

  return {
    observe(nextViewport, nextSegments, nextCopies) {
      const view = nextViewport && documentMember('defaultView', nextViewport.ownerDocument);
      if (view) observer ??= new view.ResizeObserver(measure);
      // A newly observed element is reported before the next paint.
      const isOther = nextViewport !== viewport;
      for (const item of observedItems) observer?.unobserve(item);
      for (const segment of segments) if (!nextSegments.includes(segment)) segment.removeAttribute('style');
      isOutdated = true;
      viewport = nextViewport;
      if (isOther && viewport) {
        if (isHeld(viewport)) requestAnimationFrame(observeViewport);
        else observeViewport();
      }
      segments = nextSegments;
      copies = nextCopies;
      observedItems = segments.flatMap(({ children }) => [...children]);
      // The first fit is applied before the browser sees items that do not fit, and would count them as shifted.
      if (viewport && fitter.isNew) fitter.fit(viewport, viewport.clientWidth, observedItems);
      for (const item of observedItems) observer?.observe(item, { __proto__: null, box: 'border-box' });
      // The next observer is created in the window that then contains the viewport.
      if (!nextViewport) {
        observer?.disconnect();
        observer = undefined;
      }
    },
    refit,
    viewportWidth: () => viewportWidth,
  };
}
