import type { MarketTickerElement } from 'market-ticker/element.js';
import { html } from '@open-wc/testing';
import { nextFrame, isWebKit, laidOutFrame, strip, segments, viewportOf } from './strip.js';
import { waitUntil } from './wait-until.js';

/** A smaller jump, in px, cannot be seen. */
const TOLERANCE = 0.1;

/**
 * How far neighbours may be apart or overlap, in px: half a device pixel, and one unit of an engine's layout (1/60 px).
 */
const ROUNDING = 0.53;

interface Extent {
  /** Distance in px from the viewport's start, measured in the direction in which the row is written. */
  readonly start: number;
  readonly width: number;
}

/** The page's px per px of the strip: `getBoundingClientRect()` returns px of the page, which CSS `zoom` makes different. */
const zoomOf = (viewport: Element): number => viewport.getBoundingClientRect().width / paddingBoxWidth(viewport);

/** The width in CSS px of the box in which the segments are positioned. On a right-to-left page it has 1 px of padding. */
function paddingBoxWidth(viewport: Element): number {
  const { width, paddingLeft, paddingRight } = getComputedStyle(viewport);
  return parseFloat(width) + parseFloat(paddingLeft) + parseFloat(paddingRight);
}

/**
 * The distance from the viewport's start to a segment's start. WebKit reports the position of a box at some moment between
 * the timeline's time and the present, and at different moments for two boxes; so in WebKit the position is computed from
 * the segment's animation.
 */
function startOf(segment: HTMLElement): number {
  const rtl = getComputedStyle(segment).direction === 'rtl';
  const effect = segment.getAnimations()[0]?.effect as KeyframeEffect | undefined;
  if (isWebKit && effect) {
    const [from, to] = effect.getKeyframes().map(({ transform }) => new DOMMatrix(String(transform)).m41);
    const x = from! + (to! - from!) * effect.getComputedTiming().progress!;
    return rtl ? -x : x;
  }
  const viewport = segment.closest('.viewport')!;
  const [inner, outer] = [segment.getBoundingClientRect(), viewport.getBoundingClientRect()];
  return (rtl ? outer.right - inner.right : inner.left - outer.left) / zoomOf(viewport);
}

export interface ItemPosition extends Extent {
  /** The item's id and the number of its copy, such as `KOSPI 0`. */
  readonly key: string;
}

/** The positions of all items, copies and the time included, in document order. */
export function itemPositions(element: MarketTickerElement): ItemPosition[] {
  const zoom = zoomOf(viewportOf(element));
  return [...element.renderRoot.querySelectorAll('ul')].flatMap((row, copy) =>
    [...row.querySelectorAll<HTMLElement>('.segment')].flatMap((segment) => {
      let end = startOf(segment);
      return [...segment.children].map((item) => {
        const width = item.getBoundingClientRect().width / zoom;
        end += width;
        return { key: `${(item as HTMLElement).dataset.id} ${copy}`, start: end - width, width };
      });
    }),
  );
}

/** The items that are in sight, sorted from the viewport's start. */
export function visibleItems(element: MarketTickerElement): ItemPosition[] {
  const viewport = viewportWidth(element);
  return itemPositions(element)
    .filter(({ start, width }) => start + width > 0 && start < viewport && width > 0)
    .sort((one, other) => one.start - other.start);
}

export const viewportWidth = (element: MarketTickerElement): number => paddingBoxWidth(viewportOf(element));

interface Frame {
  /** The time of the document's timeline, ms. */
  readonly at: number;
  /** `performance.now()` at the measurement: the marquee cannot have read its clock later than this. */
  readonly measuredAt: number;
  readonly viewport: number;
  /** One per segment. */
  readonly boxes: readonly Extent[];
}

/** Checks a strip frame by frame, and throws when anything in it jumps. */
export class JumpDetector {
  readonly element: MarketTickerElement;
  /** The numbers of frames checked, and of segments that grew in sight and out of sight. */
  readonly seen = { frames: 0, inSight: 0, outOfSight: 0 };
  readonly #segments: readonly HTMLElement[];
  readonly #animations: readonly (Animation | undefined)[];
  /** Where each segment in sight would have been at time 0 if it had always moved uniformly. */
  #bases: (number | undefined)[] = [];
  #previous: Frame;

  constructor(element: MarketTickerElement) {
    this.element = element;
    this.#segments = segments(element);
    this.#animations = this.#segments.map((segment) => segment.getAnimations()[0]);
    this.#previous = this.#measureFrame();
    this.#updateBases(this.#previous);
  }

  /**
   * Checks one frame. Call it once per frame, when the layout is the one that will be painted.
   *
   * @throws an error that describes what is wrong
   */
  checkFrame(): void {
    const before = this.#previous;
    const after = this.#measureFrame();
    this.#previous = after;
    this.seen.frames++;
    this.#checkAnimations();
    expectNoGaps(this.element);
    this.#checkUniformMotion(before, after);
  }

  #measureFrame(): Frame {
    const zoom = zoomOf(viewportOf(this.element));
    return {
      at: document.timeline.currentTime as number,
      measuredAt: performance.now(),
      viewport: viewportWidth(this.element),
      boxes: this.#segments.map((segment) => ({
        start: startOf(segment),
        width: segment.getBoundingClientRect().width / zoom,
      })),
    };
  }

  #checkAnimations(): void {
    const now = segments(this.element);
    if (now.length !== this.#segments.length || now.some((segment, index) => segment !== this.#segments[index]))
      throw new Error('the row has other segments');
    this.#segments.forEach((segment, index) => {
      const [animation, ...others] = segment.getAnimations();
      if (animation !== this.#animations[index] || others.length)
        throw new Error(`segment ${index} has another animation`);
      if (animation && animation.playState !== 'running') throw new Error(`segment ${index} is ${animation.playState}`);
    });
  }

  #checkUniformMotion(before: Frame, after: Frame): void {
    const { speed } = this.element;
    const maxLead = (Math.max(0, after.measuredAt - after.at) * speed) / 1000;
    const growths = after.boxes.map(({ width }, index) => width - before.boxes[index]!.width);
    for (const growth of growths) if (growth < -0.01) throw new Error(`a cell got narrower by ${-growth} px`);
    const inSight = this.#inSight(before);
    growths.forEach((growth, index) => {
      if (growth > 0.01) this.seen[inSight.includes(index) ? 'inSight' : 'outOfSight']++;
    });
    // The segments that were in sight and should still be, each with its expected start and its offset from there.
    const remaining = inSight.flatMap((index) => {
      const expected = this.#bases[index]! - (after.at * speed) / 1000;
      const { start } = after.boxes[index]!;
      return expected + before.boxes[index]!.width > 1 ? { index, expected, offset: start - expected } : [];
    });
    // The marquee keeps the first item that starts in sight where it is. At the moment when the marquee measured, that item
    // may have been one that has just left the viewport, or one that leaves it next; so every candidate is tried.
    const margin = maxLead + 1;
    const ordered = [...remaining].sort((one, other) => one.expected - other.expected);
    const first = ordered.findIndex(({ expected }) => expected > margin);
    const anchors = ordered
      .map((_, position) => position)
      .filter((position) => ordered[position]!.expected >= -1 && (first < 0 || position <= first));
    // Where no item starts in sight, the marquee keeps one that is out of sight, after all of these.
    if (first < 0) anchors.push(ordered.length);
    // For each candidate anchor, how far every remaining segment must have been pushed by the growth between the two.
    const pushesByAnchor = anchors.map((anchor) =>
      ordered.map((_, position) => {
        const [from, to] = position < anchor ? [position, anchor] : [anchor, position];
        const push = ordered.slice(from, to).reduce((sum, { index }) => sum + growths[index]!, 0);
        return position < anchor ? -push : push;
      }),
    );
    const errors = pushesByAnchor.map((pushes) =>
      Math.max(0, ...ordered.map(({ offset }, position) => Math.abs(offset - pushes[position]!))),
    );
    const best = errors.indexOf(Math.min(...errors));
    if (errors[best]! > TOLERANCE) {
      const details = ordered.map(({ index, expected, offset }, position) => {
        const [actual, push, growth] = [offset, pushesByAnchor[best]![position]!, growths[index]!].map((px) =>
          px.toFixed(2),
        );
        return `segment ${index} at ${expected.toFixed(1)}: off by ${actual}, pushed by ${push}, grew by ${growth}`;
      });
      throw new Error(
        `jumps by ${errors[best]!.toFixed(2)} px at ${speed} px/s, ${(after.at - before.at).toFixed(1)} ms after the frame before, ${maxLead.toFixed(2)} px ahead:\n${details.join('\n')}`,
      );
    }
    // A segment that was pushed is expected at its new position from now on, so that small pushes cannot add up unnoticed.
    ordered.forEach(({ index }, position) => (this.#bases[index]! += pushesByAnchor[best]![position]!));
    const kept = new Set(ordered.map(({ index }) => index));
    this.#bases = this.#bases.map((base, index) => (kept.has(index) ? base : undefined));
    this.#updateBases(after);
  }

  /** Sets the base of each segment that has come into sight, and forgets those of segments out of sight. */
  #updateBases(frame: Frame): void {
    const inSight = this.#inSight(frame);
    this.#bases = frame.boxes.map(({ start }, index) =>
      inSight.includes(index) ? (this.#bases[index] ?? start + (frame.at * this.element.speed) / 1000) : undefined,
    );
  }

  #inSight({ boxes, viewport }: Frame): number[] {
    return boxes.flatMap(({ start, width }, index) => (start < viewport && start + width > 0 ? index : []));
  }
}

/**
 * Checks that the items stand side by side from edge to edge of the viewport, without gaps or overlaps.
 *
 * @throws an error that describes what is wrong
 */
export function expectNoGaps(element: MarketTickerElement): void {
  const viewport = viewportWidth(element);
  const boxes = visibleItems(element);
  if (!boxes.length) throw new Error('no item is in sight');
  const [first, last] = [boxes[0]!.start, viewport - boxes.at(-1)!.start - boxes.at(-1)!.width];
  if (first > ROUNDING || last > ROUNDING)
    throw new Error(`${Math.max(first, last).toFixed(2)} px at ${first > last ? 'the start' : 'the end'} are empty`);
  boxes.slice(1).forEach(({ start }, index) => {
    const gap = start - boxes[index]!.start - boxes[index]!.width;
    if (gap > ROUNDING) throw new Error(`${gap.toFixed(2)} px between two items are empty`);
    if (gap < -ROUNDING) throw new Error(`two items overlap by ${-gap.toFixed(2)} px`);
  });
}

export const itemsNamed = (...ids: string[]) =>
  ids.map((id) => ({ id, kind: 'index', price: 1234.56, previousClose: 1200 }));
export const SIX_ITEMS = itemsNamed('ALPHA', 'BETA', 'GAMMA', 'DELTA', 'EPSILON', 'ZETA');

/** A strip of 800 px that runs at `speed` px per second, with its first item partly out of the viewport. */
export async function runningStrip({
  data = SIX_ITEMS,
  speed = 60,
  dir = 'ltr',
}: { data?: object; speed?: number; dir?: string } = {}) {
  const page = await strip(html`<div dir=${dir}></div>`);
  const element = document.createElement('market-ticker');
  element.layout = 'scroll';
  element.style.inlineSize = '800px';
  element.speed = Math.max(speed, 60);
  element.data = data;
  page.append(element);
  await waitUntil(() => segments(element).some((segment) => segment.getAnimations().length), 'the strip moves', {
    timeout: 10_000,
  });
  // The first item has begun to leave the viewport, and the second is fully in sight.
  await waitUntil(() => visibleItems(element)[0]!.start < -2, 'the first item starts to leave', { interval: 5 });
  element.speed = speed;
  await element.updateComplete;
  await laidOutFrame();
  await nextFrame();
  return element;
}

/** The time of the document's timeline, which the animations follow, ms. */
export const timelineNow = (): number => document.timeline.currentTime as number;

/**
 * Calls `act`, and waits until the strip is laid out anew. Waits for four frames, because a change in the number of copies
 * takes more than one.
 */
export async function settleAfter(element: MarketTickerElement, act: () => unknown): Promise<void> {
  await nextFrame();
  await act();
  await element.updateComplete;
  for (let frames = 0; frames < 4; frames++) await laidOutFrame();
}
