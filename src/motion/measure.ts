import {
  copiesNeeded,
  layOutTrack,
  itemsPerSegment,
  segmentPositions,
  snapToDevicePixel,
  type TrackLayout,
} from './track-layout.js';

/** The position of an item in its segment, in CSS px. */
export interface MeasuredItem {
  /** The index of the segment. */
  readonly segment: number;
  /** The start of the item, measured from the start of the segment. */
  readonly offset: number;
  readonly width: number;
}

/** The segments and the items of all copies of the row, as they were measured last. */
export interface MeasuredTrack {
  readonly layout: TrackLayout;
  /** All items of all segments, in document order. */
  readonly items: readonly MeasuredItem[];
}

/**
 * Returns the start of each item, measured from the start of the viewport, at a position of the marquee. Without a
 * track there are none.
 */
export function itemStarts(track: MeasuredTrack | undefined, position: number): number[] {
  if (!track) return [];
  const starts = segmentPositions(track.layout, position);
  // The layout has a position for the segment of each item.
  return track.items.map(({ segment, offset }) => (starts[segment] ?? 0) + offset);
}

export interface TrackMeasurer {
  /**
   * Sets the segments to measure, and removes the width of those that are no longer among them. The items, which are the
   * children of the segments, are measured before the next paint and again whenever a width changes.
   *
   * @param viewport the box around the segments; undefined where there are no segments
   * @param copies the number of copies of the row that the segments make up
   */
  observe(viewport: HTMLElement | undefined, segments: readonly HTMLElement[], copies: number): void;
  /** Returns the last measured width of the viewport in CSS px; 0 before the first measurement. */
  viewportWidth(): number;
}

/**
 * Measures the track, and gives each segment its width. The widths come from a ResizeObserver, so that no code ever has
 * to ask the browser for a layout.
 *
 * @param onMeasured called with each new measurement; not called while the track is hidden or empty
 * @param onFitChanged called when another number of copies, or of items in a segment, fits the viewport better
 */
export function createTrackMeasurer(
  onMeasured: (track: MeasuredTrack) => void,
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
): TrackMeasurer {
  const widths = new WeakMap<Element, number>();
  /** Created with the first row, because a server has no ResizeObserver. */
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
      // Without whole device pixels every other segment would come to rest between two of them.
      return snapToDevicePixel(offset, pixelRatio);
    });
    const rowLength = segmentWidths.reduce((sum, width) => sum + width, 0) / copies;
    // The track is hidden, or there is nothing in it. The observer reports when that changes.
    if (!viewport || !rowLength || !viewportWidth) return;
    // Firefox leaves boxes of up to 4,096 device px on the compositor. Only Firefox gets this property: other engines
    // would compute the styles of all items anew for it.
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
    // New items are measured in this same frame only where an element that contains them was measured in it, too.
    if (entries[0]?.target === viewport) onFitChanged(fittingCopies, fittingItemsPerSegment);
    else requestAnimationFrame(() => onFitChanged(fittingCopies, fittingItemsPerSegment));
  };

  return {
    observe(nextViewport, nextSegments, nextCopies) {
      observer ??= new ResizeObserver(measure);
      // An element that is observed anew is reported before the next paint. The viewport is observed first, and so it is
      // the first entry.
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
