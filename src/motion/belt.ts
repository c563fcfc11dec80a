import { anchorOf, copiesFor, geometryOf, positionOf, type Geometry } from './geometry.js';

/** More copies than this are spacing (a single short item on an 8K screen). */
const MOST_COPIES = 32;

export interface Belt {
  /**
   * Puts the belt on items: the first `originals` of them, and copies of these. To be called after each rendering.
   * Items are known by their `data-id`; which element shows which may change.
   */
  carry(viewport: HTMLElement, items: readonly HTMLElement[], originals: number): void;
  /** Takes the belt off: the items stand in their row. The clock goes on. */
  release(): void;
  /** Runs or holds it, at a pace of so many px per second. */
  run(on: boolean, speed: number): void;
  /** Brings an item fully into the viewport, if it is not. */
  reveal(item: HTMLElement): void;
}

/** An item, and where it stood when. */
interface Anchor {
  readonly id: string;
  readonly position: number;
  readonly at: number;
}

/**
 * Moves the items of a row as an endless belt: one compositor animation per item, all with the same distance and
 * duration, each with its own phase. Small boxes, because Firefox leaves boxes over 4,096 device px to the main thread
 * and WebKit tiles those over 1,280 px. The position is a pure function of the clock, so nothing ever has to catch up,
 * and a change of widths keeps the item in the reader's eye where it is.
 *
 * @param onCopies told when another number of copies fills the viewport
 * @param now milliseconds of a clock that goes on within a task; `document.timeline` stands still there (602 ms in Firefox)
 */
export function createBelt(onCopies: (copies: number) => void, now = () => performance.now()): Belt {
  const widths = new Map<Element, number>();
  const animations = new Map<HTMLElement, Animation>();
  let viewport: HTMLElement | null = null;
  let items: readonly HTMLElement[] = [];
  let ids: readonly string[] = [];
  let originals = 0;
  let geometry: Geometry | null = null;
  /** The anchor of a layout that is still to be measured. */
  let waiting: Anchor | null = null;
  /** 1, or −1 where the page reads from right to left. */
  let sign = 1;
  /** px per ms. */
  let speed = 0;
  let running = false;
  /** The belt has run `start` px at time `since`, and goes on with the clock while running. */
  let start = 0;
  let since = now();

  const scroll = (): number => (running ? start + (now() - since) * speed : start);

  const seek = (to: number): void => {
    start = to;
    since = now();
  };

  const observer = new ResizeObserver((entries) => {
    const anchor = waiting ?? findAnchor(ids);
    for (const { target, borderBoxSize } of entries) widths.set(target, borderBoxSize[0]!.inlineSize);
    layOut(anchor);
  });

  /** @param kept ids that can be the anchor: the ones that stay */
  const findAnchor = (kept: readonly string[]): Anchor | null => {
    const at = now();
    const positions = geometry ? ids.map((id, index) => (kept.includes(id) ? positionOf(geometry!, index, scroll()) : -1)) : [];
    const index = anchorOf(positions);
    return index < 0 ? null : { id: ids[index]!, position: positions[index]!, at };
  };

  /** Lays out with the widths as they are now, the anchor where it was. */
  const layOut = (anchor: Anchor | null): void => {
    const measured = items.map((item) => widths.get(item));
    const room = viewport && widths.get(viewport);
    // New items are measured by the observer, still before the next paint.
    if (measured.includes(undefined)) waiting ??= anchor;
    else {
      waiting = null;
      const row = measured as number[];
      const period = row.slice(0, originals).reduce((sum, width) => sum + width, 0);
      // Hidden, or nothing in it: the next measure will tell.
      if (!period || !room) return;
      geometry = geometryOf(row, room);
      const { offsets } = geometry;
      // Of several copies, the one that is nearest to where it was.
      const near = (index: number): number => Math.abs(positionOf(geometry!, index, scroll()) - anchor!.position);
      const index = anchor ? ids.flatMap((id, i) => (id === anchor.id ? i : [])).sort((a, b) => near(a) - near(b))[0] : undefined;
      if (index !== undefined) seek(offsets[index]! - anchor!.position + (running ? now() - anchor!.at : 0) * speed);
      apply();
      const copies = copiesFor(period, Math.max(...row), room, MOST_COPIES);
      if (copies * originals !== items.length) onCopies(copies);
    }
  };

  /** Writes every item's animation for the present. Mutates the effects: replacing one would restart it. */
  const apply = (): void => {
    if (!geometry) return;
    const { offsets, length, lead } = geometry;
    const time = now();
    const at = scroll();
    const duration = length / speed;
    items.forEach((item, index) => {
      const from = length - lead - offsets[index]!;
      const keyframes = [from, from - length].map((x) => ({ transform: `translateX(${sign * x}px)` }));
      const elapsed = (length - lead - positionOf(geometry!, index, at)) / speed;
      let animation = animations.get(item);
      if (animation) {
        (animation.effect as KeyframeEffect).setKeyframes(keyframes);
        animation.effect!.updateTiming({ duration });
      } else animations.set(item, (animation = item.animate(keyframes, { duration, iterations: Infinity })));
      if (running) {
        // One loop back: were the start ahead of a timeline that stands still within this task, the effect would be
        // before its beginning and the item would drop to its untranslated place (915 px in a Firefox run).
        animation.startTime = time - elapsed - duration;
      } else {
        animation.pause();
        animation.currentTime = elapsed;
      }
    });
  };

  const drop = (item: HTMLElement): void => {
    observer.unobserve(item);
    widths.delete(item);
    animations.get(item)?.cancel();
    animations.delete(item);
  };

  return {
    carry(box, row, count) {
      const names = row.map(({ dataset }) => dataset.id!);
      if (box === viewport && `${names}` === `${ids}` && row.every((item, index) => item === items[index])) return;
      const anchor = findAnchor(names);
      sign = getComputedStyle(box).direction === 'rtl' ? -1 : 1;
      items.filter((item) => !row.includes(item)).forEach(drop);
      if (box !== viewport) observer.observe((viewport = box));
      for (const item of row) if (!widths.has(item)) observer.observe(item);
      items = row;
      ids = names;
      originals = count;
      layOut(anchor);
    },
    release() {
      observer.disconnect();
      items.forEach(drop);
      items = ids = [];
      viewport = geometry = waiting = null;
    },
    run(on, pxPerSecond) {
      if (on === running && pxPerSecond === speed * 1000) return;
      // On whole device pixels glyphs are as sharp at rest as anywhere on the page.
      seek(on ? scroll() : Math.round(scroll() * devicePixelRatio) / devicePixelRatio);
      running = on;
      speed = pxPerSecond / 1000;
      apply();
    },
    reveal(item) {
      const index = items.indexOf(item);
      if (!geometry || index < 0) return;
      const position = positionOf(geometry, index, scroll());
      const beyond = position + geometry.widths[index]! - widths.get(viewport!)!;
      // Start first where the item is wider than the viewport.
      seek(scroll() + (position < 0 ? position : Math.max(0, Math.min(position, beyond))));
      apply();
    },
  };
}
