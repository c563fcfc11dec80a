import type { Fitter } from './fit.js';
import { createTrackMeasurer } from './measure.js';
import { viewportOf, type Mover, type MoverSettings } from './mover.js';
import { isOnPage, neighbour, pageWith, placeWidths, type Page } from './pages.js';
import { snapToDevicePixel } from './track-layout.js';

/** The duration of a step in ms. It is short, because no item is whole during a step. */
const STEP_DURATION = 180;
/** For this time in ms after a step, the pointer and the wheel cause no other step, so that a long swipe is one step. */
const GESTURE_PAUSE = 400;
/** A pointer or wheel that has moved by this distance in CSS px causes a step. */
const STEP_DISTANCE = 40;
/** A pointer that is released at this speed in CSS px per ms causes a step. */
const FLICK_VELOCITY = 0.3;

const NO_PAGE: Page = { start: 0, end: 0 };

/**
 * Creates a mover that shows as many whole items as fit, which together are a page. The items stand still for some
 * seconds, and those of the next page then take their place by a short vertical step. Each item is a segment of its own.
 * A step is one compositor animation per item, so it is shown even while the page is busy. Between two steps, there is no
 * animation. If an item becomes wider, the other items of its page stay where they are as long as there is space.
 *
 * @param onStep called after a step, because other items are visible now
 * @param now returns the time in ms
 */
export function createRotator(
  fitter: Fitter,
  onFitChanged: (copies: number, itemsPerSegment: number) => void,
  onStep: () => void,
  now = () => performance.now(),
): Mover {
  let segments: readonly HTMLElement[] = [];
  let indexById: ReadonlyMap<string, number> = new Map();
  /** The ids of the items that were shown at the last change of the row, and of the items after them. */
  let shownIds: readonly string[] = [];
  /** The widths of the items in CSS px; empty until they have been measured. */
  let widths: readonly number[] = [];
  let isRightToLeft = false;
  let page = NO_PAGE;
  /** The widths of the places of the items on the page, and the width of the viewport that they fill. */
  let places: readonly number[] = [];
  let filledWidth = 0;
  let settings: MoverSettings = { speed: 0, dwell: 4, slides: true };
  let isRunning = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let movedDistance = 0;
  let steppedAt = -Infinity;
  /** Ends the movement of each segment that is in a step. */
  const endings = new Map<HTMLElement, () => void>();

  const measurer = createTrackMeasurer(
    fitter,
    (track) => {
      widths = track.items.map(({ width }) => width);
      isRightToLeft = track.isRightToLeft;
      const width = measurer.viewportWidth();
      const own = widths.slice(page.start, page.end);
      const isSameBox = width === filledWidth && own.length > 0;
      if (!isSameBox || own.some((needed, index) => needed > (places[index] ?? 0))) {
        const isWhole = isSameBox && own.reduce((sum, needed) => sum + needed, 0) <= width;
        show(isWhole ? page : pageWith(page.start, widths, width));
      }
      plan();
    },
    onFitChanged,
    false,
  );

  const hasOtherPages = (): boolean => page.end - page.start < widths.length;

  const neighbourPage = (direction: 1 | -1): Page =>
    hasOtherPages() ? neighbour(page, direction, widths, measurer.viewportWidth()) : page;

  /** Returns the `transform` of each item on the page, `down` being by how many of its heights it is too low. */
  const transforms = (): ((down: number) => string)[] => {
    let start = 0;
    return places.map((width) => {
      const x = snapToDevicePixel(start, devicePixelRatio) * (isRightToLeft ? -1 : 1);
      start += width;
      return (down) => `translate(${x}px, ${100 * down}%)`;
    });
  };

  const park = (segment: HTMLElement): void => {
    segment.style.transform = '';
    segment.setAttribute('data-parked', '');
  };

  /** Moves a segment in a step. `from` and `to` are offsets below its place, in heights of the segment. */
  const slide = (segment: HTMLElement, transform: (down: number) => string, from: number, to: number): void => {
    const keyframes = [from, to].map((down) => ({ __proto__: null, transform: transform(down) }));
    const animation = segment.animate(keyframes, {
      __proto__: null,
      duration: STEP_DURATION,
      easing: 'ease-in-out',
      fill: 'forwards',
    });
    const end = (): void => {
      if (endings.get(segment) !== end) return;
      endings.delete(segment);
      if (to) park(segment);
      animation.cancel();
    };
    endings.set(segment, end);
    // Others can cancel the animation.
    animation.onfinish = animation.oncancel = end;
  };

  /** Shows a page: at once, or by a step to a later page (1) or an earlier page (−1). */
  const show = (next: Page, direction: 1 | -1 | 0 = 0): void => {
    for (const end of [...endings.values()]) end();
    const leaving = segments.slice(page.start, page.end);
    const leavingTransforms = transforms();
    page = next;
    filledWidth = measurer.viewportWidth();
    places = placeWidths(page, widths, filledWidth);
    const own = segments.slice(page.start, page.end);
    for (const segment of leaving) if (!own.includes(segment) && !direction) park(segment);
    const ownTransforms = transforms();
    own.forEach((segment, index) => {
      const transform = ownTransforms[index];
      if (!transform) return;
      segment.removeAttribute('data-parked');
      segment.style.transform = transform(0);
      if (direction) slide(segment, transform, direction, 0);
    });
    if (direction)
      leaving.forEach((segment, index) => {
        const transform = leavingTransforms[index];
        if (transform) slide(segment, transform, 0, -direction);
      });
  };

  const unplan = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };

  /** Plans the next step, unless one is planned already. */
  const plan = (): void => {
    if (!isRunning || !hasOtherPages()) unplan();
    else timer ??= setTimeout(() => step(1), settings.dwell * 1000 + (settings.slides ? STEP_DURATION : 0));
  };

  const restart = (): void => {
    unplan();
    plan();
  };

  const step = (direction: 1 | -1): void => {
    if (!hasOtherPages()) return;
    show(neighbourPage(direction), settings.slides ? direction : 0);
    movedDistance = 0;
    steppedAt = now();
    restart();
    onStep();
  };

  return {
    handlesInput: true,
    setSegments(nextSegments) {
      const ids = nextSegments.map(({ children }) => children[0]?.getAttribute('data-id') ?? '');
      const isSameRow = nextSegments[0] === segments[0] && nextSegments.length === segments.length;
      if (isSameRow && ids.every((id, index) => indexById.get(id) === index)) return;
      for (const end of [...endings.values()]) end();
      // The row is without segments while the strip is out of the page. Afterwards, it continues where it was.
      if (indexById.size) shownIds = [...indexById.keys()].slice(page.start);
      for (const segment of segments) {
        segment.style.transform = '';
        segment.removeAttribute('data-parked');
      }
      segments = nextSegments;
      indexById = new Map(ids.map((id, index) => [id, index]));
      // The page goes on with its first item, or with the next one that is still in the row.
      const start = indexById.get(shownIds.find((id) => indexById.has(id)) ?? '') ?? 0;
      page = { start, end: start };
      // Until the items are measured, only the first of the page is shown, because the others would be on top of it.
      segments.forEach((segment, index) => {
        if (index !== start) park(segment);
      });
      filledWidth = 0;
      widths = [];
      places = [];
      plan();
      measurer.observe(viewportOf(segments), segments, 1);
    },
    set(next) {
      const isOtherRhythm = next.dwell !== settings.dwell;
      settings = next;
      if (isOtherRhythm) restart();
    },
    setRunning(nextRunning, _halfLife, velocity = 0) {
      const isChange = nextRunning !== isRunning;
      isRunning = nextRunning;
      if (isChange) restart();
      if (Math.abs(velocity) > FLICK_VELOCITY && now() - steppedAt > GESTURE_PAUSE) step(velocity > 0 ? 1 : -1);
      movedDistance = 0;
    },
    moveBy(distance) {
      movedDistance += distance;
      if (now() - steppedAt < GESTURE_PAUSE) movedDistance = 0;
      else if (Math.abs(movedDistance) >= STEP_DISTANCE) step(movedDistance > 0 ? 1 : -1);
    },
    step,
    reveal(element) {
      const index = segments.findIndex((segment) => segment.contains(element));
      if (index < 0 || !widths.length || isOnPage(page, index)) return;
      show(pageWith(index, widths, measurer.viewportWidth()));
      restart();
      onStep();
    },
    setAnchor() {
      // Items stand still, whether the pointer is on one of them or not.
    },
    itemsNearViewport(seconds) {
      if (!widths.length) return () => true;
      const next = seconds ? neighbourPage(1) : page;
      return (id) => [page, next].some((near) => isOnPage(near, indexById.get(id) ?? -1));
    },
    refit: () => measurer.refit(),
    repair() {
      // A standing item has no animation that others could change, and a step that others end has ended.
    },
  };
}
