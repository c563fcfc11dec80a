import type { MarketTickerElement } from 'market-ticker/element.js';
import { html, waitUntil } from '@open-wc/testing';
import { nextFrame, query, isWebKit, laidOutFrame, strip, segments } from './strip.js';

/** Nobody sees less: px. */
const TOLERANCE = 0.1;

/** Neighbours may be so many px apart, or over each other: half a device pixel, and a unit of an engine's layout (1/60 px). */
const ROUNDING = 0.53;

interface Box {
  /** From the viewport's start, in the direction in which the row is written. */
  readonly start: number;
  readonly wide: number;
}

const viewportOf = (element: MarketTickerElement): HTMLElement => query(element, '.viewport');

/** Boxes are told in px of the page, and the strip reckons in its own: `zoom` makes two of them. */
const zoomOf = (viewport: Element): number =>
  viewport.getBoundingClientRect().width / parseFloat(getComputedStyle(viewport).width);

/**
 * Where a segment starts, from the viewport's start. WebKit tells the place of a box at some moment between the timeline's time and
 * the present, and of two boxes at two: there it is what its animation says.
 */
function startOf(segment: HTMLElement): number {
  const rtl = segment.matches(':dir(rtl)');
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

export interface ItemPosition extends Box {
  /** Which item, in which copy of the row. */
  readonly key: string;
}

/** Where all items are, and the time, as they come. */
export function itemPositions(element: MarketTickerElement): ItemPosition[] {
  const zoom = zoomOf(viewportOf(element));
  return [...element.renderRoot.querySelectorAll('ul')].flatMap((row, copy) =>
    [...row.querySelectorAll<HTMLElement>('.segment')].flatMap((segment) => {
      let end = startOf(segment);
      return [...segment.children].map((item) => {
        const wide = item.getBoundingClientRect().width / zoom;
        end += wide;
        return { key: `${(item as HTMLElement).dataset.id} ${copy}`, start: end - wide, wide };
      });
    }),
  );
}

/** Those that are in sight, from the start on. */
export function visibleItems(element: MarketTickerElement): ItemPosition[] {
  const room = viewportWidth(element);
  return itemPositions(element)
    .filter(({ start, wide }) => start + wide > 0 && start < room && wide > 0)
    .sort((one, other) => one.start - other.start);
}

export const viewportWidth = (element: MarketTickerElement): number =>
  parseFloat(getComputedStyle(viewportOf(element)).width);

interface Look {
  /** On the animations' own clock. */
  readonly at: number;
  /** Until then the marquee may have looked at its clock. */
  readonly timelineNow: number;
  readonly room: number;
  readonly boxes: readonly Box[];
}

/** Stands before a strip and sees, frame by frame, whether anything jumps. */
export class JumpDetector {
  readonly element: MarketTickerElement;
  /** Frames that it has seen; width changes in sight, and out of sight. */
  readonly seen = { frames: 0, inSight: 0, outOfSight: 0 };
  readonly #segments: readonly HTMLElement[];
  readonly #animations: readonly (Animation | undefined)[];
  /** Where each segment in sight would be at the time 0, by uniform motion. */
  #bases: (number | undefined)[] = [];
  #before: Look;

  constructor(element: MarketTickerElement) {
    this.element = element;
    this.#segments = segments(element);
    this.#animations = this.#segments.map((segment) => segment.getAnimations()[0]);
    this.#before = this.#look();
    this.#expect(this.#before);
  }

  /** To be called once a frame, when it is laid out as it will be painted. @throws what is wrong, in words */
  checkFrame(): void {
    const before = this.#before;
    const after = this.#look();
    this.#before = after;
    this.seen.frames++;
    this.#sameAnimations();
    expectNoGaps(this.element);
    this.#uniform(before, after);
  }

  #look(): Look {
    const zoom = zoomOf(viewportOf(this.element));
    return {
      at: document.timeline.currentTime as number,
      timelineNow: performance.now(),
      room: viewportWidth(this.element),
      boxes: this.#segments.map((segment) => ({
        start: startOf(segment),
        wide: segment.getBoundingClientRect().width / zoom,
      })),
    };
  }

  #sameAnimations(): void {
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

  #uniform(before: Look, after: Look): void {
    const { speed } = this.element;
    const most = (Math.max(0, after.timelineNow - after.at) * speed) / 1000;
    const grown = after.boxes.map(({ wide }, index) => wide - before.boxes[index]!.wide);
    for (const growth of grown) if (growth < -0.01) throw new Error(`a cell got narrower by ${-growth} px`);
    const inSight = this.#inSight(before);
    grown.forEach((growth, index) => {
      if (growth > 0.01) this.seen[inSight.includes(index) ? 'inSight' : 'outOfSight']++;
    });
    /** What was in sight and is expected to be, with what it is off from where it is expected. */
    const stays = inSight.flatMap((index) => {
      const start = this.#bases[index]! - (after.at * speed) / 1000;
      const { start: is } = after.boxes[index]!;
      return start + before.boxes[index]!.wide > 1 ? { index, was: start, off: is - start } : [];
    });
    // The marquee keeps the first item that starts in sight where it is. Which one it was, at the moment when the marquee
    // looked, this can tell but for what has just gone out of sight, or will in the same breath.
    const late = most + 1;
    const order = [...stays].sort((one, other) => one.was - other.was);
    const first = order.findIndex(({ was }) => was > late);
    const anchors = order
      .map((_, place) => place)
      .filter((place) => order[place]!.was >= -1 && (first < 0 || place <= first));
    // None starts in sight: what is kept is out of sight, after all of them.
    if (first < 0) anchors.push(order.length);
    const pushes = anchors.map((anchor) =>
      order.map((_, place) => {
        const [from, to] = place < anchor ? [place, anchor] : [anchor, place];
        const push = order.slice(from, to).reduce((sum, { index }) => sum + grown[index]!, 0);
        return place < anchor ? -push : push;
      }),
    );
    const worst = pushes.map((push) => Math.max(0, ...order.map(({ off }, place) => Math.abs(off - push[place]!))));
    const best = worst.indexOf(Math.min(...worst));
    if (worst[best]! > TOLERANCE) {
      const told = order.map(({ index, was, off }, place) => {
        const [is, should, growth] = [off, pushes[best]![place]!, grown[index]!].map((px) => px.toFixed(2));
        return `segment ${index} at ${was.toFixed(1)}: off by ${is}, pushed by ${should}, grew by ${growth}`;
      });
      throw new Error(
        `jumps by ${worst[best]!.toFixed(2)} px at ${speed} px/s, ${(after.at - before.at).toFixed(1)} ms on, ${most.toFixed(2)} px ahead:\n${told.join('\n')}`,
      );
    }
    // What was pushed is expected where it was pushed to: nothing may creep.
    order.forEach(({ index }, place) => (this.#bases[index]! += pushes[best]![place]!));
    const kept = new Set(order.map(({ index }) => index));
    this.#bases = this.#bases.map((base, index) => (kept.has(index) ? base : undefined));
    this.#expect(after);
  }

  /** From now on what is in sight is expected where uniform motion has it. */
  #expect(look: Look): void {
    const inSight = this.#inSight(look);
    this.#bases = look.boxes.map(({ start }, index) =>
      inSight.includes(index) ? (this.#bases[index] ?? start + (look.at * this.element.speed) / 1000) : undefined,
    );
  }

  #inSight({ boxes, room }: Look): number[] {
    return boxes.flatMap(({ start, wide }, index) => (start < room && start + wide > 0 ? index : []));
  }
}

/** All items side by side, from edge to edge of the viewport. @throws what is wrong, in words */
export function expectNoGaps(element: MarketTickerElement): void {
  const room = viewportWidth(element);
  const boxes = visibleItems(element);
  if (!boxes.length) throw new Error('nothing is in sight');
  const [first, last] = [boxes[0]!.start, room - boxes.at(-1)!.start - boxes.at(-1)!.wide];
  if (first > ROUNDING || last > ROUNDING)
    throw new Error(`${Math.max(first, last).toFixed(2)} px at ${first > last ? 'the start' : 'the end'} are empty`);
  boxes.slice(1).forEach(({ start }, index) => {
    const gap = start - boxes[index]!.start - boxes[index]!.wide;
    if (gap > ROUNDING) throw new Error(`${gap.toFixed(2)} px between two items are empty`);
    if (gap < -ROUNDING) throw new Error(`two items are over each other by ${-gap.toFixed(2)} px`);
  });
}

export const itemsNamed = (...ids: string[]) =>
  ids.map((id) => ({ id, kind: 'index', price: 1234.56, previousClose: 1200 }));
export const SIX_ITEMS = itemsNamed('ALPHA', 'BETA', 'GAMMA', 'DELTA', 'EPSILON', 'ZETA');

export async function runningStrip({
  data = SIX_ITEMS,
  speed = 60,
  dir = 'ltr',
}: { data?: object; speed?: number; dir?: string } = {}) {
  const page = await strip(html`<div dir=${dir}></div>`);
  const element = document.createElement('market-ticker');
  element.style.inlineSize = '800px';
  element.speed = Math.max(speed, 60);
  element.data = data;
  page.append(element);
  await waitUntil(() => segments(element).some((segment) => segment.getAnimations().length), 'it moves', {
    timeout: 10_000,
  });
  // The first item goes by, and the next is well in sight.
  await waitUntil(() => visibleItems(element)[0]!.start < -2, 'some way', { interval: 5 });
  element.speed = speed;
  await element.updateComplete;
  await laidOutFrame();
  await nextFrame();
  return element;
}

/** On the animations' own clock. */
export const now = (): number => document.timeline.currentTime as number;

/** Does something to a strip, and waits until it is laid out: some frames, for what needs another number of copies. */
export async function settleAfter(element: MarketTickerElement, act: () => unknown): Promise<void> {
  await nextFrame();
  await act();
  await element.updateComplete;
  for (let frames = 0; frames < 4; frames++) await laidOutFrame();
}
