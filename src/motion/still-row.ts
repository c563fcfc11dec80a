import { scrollToNext, scrollToReveal } from './client-geometry.js';
import type { Fitter } from './fit.js';
import { createTrackMeasurer } from './measure.js';
import { viewportOf, type Mover } from './mover.js';

/** Creates a mover for a row that stands still and that the reader scrolls. Only the items' fit is measured. */
export function createStillRow(fitter: Fitter, onFitChanged: (copies: number, itemsPerSegment: number) => void): Mover {
  const nothing = (): void => undefined;
  const measurer = createTrackMeasurer(fitter, nothing, onFitChanged, false);
  let viewport: HTMLElement | undefined;
  let slides = true;
  return {
    handlesInput: false,
    setSegments(segments) {
      viewport = viewportOf(segments);
      measurer.observe(viewport, segments, 1);
    },
    set(settings) {
      slides = settings.slides;
    },
    step(direction) {
      if (viewport) scrollToNext(viewport, direction, slides ? 'smooth' : 'auto');
    },
    reveal(element) {
      if (viewport) scrollToReveal(viewport, element);
    },
    itemsNearViewport: () => () => true,
    refit: () => measurer.refit(),
    setRunning: nothing,
    moveBy: nothing,
    setAnchor: nothing,
    repair: nothing,
  };
}
