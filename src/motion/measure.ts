import {
  copiesNeeded,
  layOutTrack,
  itemsPerSegment,
  segmentPositions,
  snapToDevicePixel,
  type TrackLayout,
} from './track-layout.js';

/** The position and width of an item in its segment, in CSS px. */
export interface MeasuredItem {
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
   * are the children of the segments, are measured before the next paint, and again whenever a width changes.
   *
   * @param viewport the box around the segments, or undefined if there are no segments
   * @param copies the number of copies of the row that the segments contain
   */
  observe(viewport: HTMLElement | undefined, segments: readonly HTMLElement[], copies: number): void;
  /** Returns the last measured width of the viewport in CSS px, or 0 before the first measurement. */
  viewportWidth(): number;
}

/**
 * Measures the items and sets the width of each segment. The widths come from a `ResizeObserver`, because reading them
 * from the elements would force the browser to compute the layout.
 *
 * @param onMeasured called with each new measurement, unless the track is hidden or empty
 * @param onFitChanged called if the measured widths require a different number of copies or of items per segment
 */
export function createTrackMeasurer(
  onMeasured: (track: MeasuredTrack) => void,
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
): TrackMeasurer {
  const widths = new WeakMap<Element, number>();
  /** Created in the first call of `observe`, because a server has no `ResizeObserver`. */
  let observer: ResizeObserver | undefined;
  let viewport: HTMLElement | undefined;
  let segments: readonly HTMLElement[] = [];
  let observedItems: readonly Element[] = [];
  let copies = 1;

  const widthOf = (element: Element | undefined): number => (element && widths.get(element)) ?? 0;

  const measure = (entries: readonly ResizeObserverEntry[]): void => {
    for (const { target, borderBoxSize } of entries) widths.set(target, borderBoxSize[0]?.inlineSize ?? 0);
    const viewportWidth = widthOf(viewport);
    const pixelRatio = devicePixelRatio;
    const items: MeasuredItem[] = [];
    const segmentWidths = segments.map(({ children }, segment) => {
      let offset = 0;
      for (const item of children) {
        const width = widthOf(item);
        items.push({ segment, offset, width });
        offset += width;
      }
      // Widths are rounded to whole device pixels. Otherwise the following segments could stop between two device
      // pixels.
      return snapToDevicePixel(offset, pixelRatio);
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
    onMeasured({ layout, items });
    const fittingCopies = copiesNeeded(rowLength, layout.lead, viewportWidth);
    const currentItemsPerSegment = segments[0]?.children.length ?? 0;
    const fittingItemsPerSegment = itemsPerSegment(
      items.length / copies,
      currentItemsPerSegment,
      Math.max(...segmentWidths),
      Math.max(...items.map(({ width }) => width)),
      pixelRatio,
    );
    if (fittingCopies === copies && fittingItemsPerSegment === currentItemsPerSegment) return;
    // `onFitChanged` renders new items. The browser measures the new items in this frame only if the viewport, which
    // contains them, was itself measured in this frame. Otherwise the call is delayed until the next frame.
    if (entries[0]?.target === viewport) onFitChanged(fittingCopies, fittingItemsPerSegment);
    else requestAnimationFrame(() => onFitChanged(fittingCopies, fittingItemsPerSegment));
  };

  return {
    observe(nextViewport, nextSegments, nextCopies) {
      observer ??= new ResizeObserver(measure);
      // A newly observed element is reported before the next paint. The viewport is observed before the items, so the
      // entry of the viewport, if there is one, is the first.
      if (!nextViewport) observer.disconnect();
      else if (nextViewport !== viewport) observer.observe(nextViewport);
      for (const item of observedItems) observer.unobserve(item);
      for (const segment of segments) if (!nextSegments.includes(segment)) segment.removeAttribute('style');
      viewport = nextViewport;
      segments = nextSegments;
      copies = nextCopies;
      observedItems = segments.flatMap(({ children }) => [...children]);
      for (const item of observedItems) observer.observe(item, { box: 'border-box' });
    },
    viewportWidth: () => widthOf(viewport),
  };
}
