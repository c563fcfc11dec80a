import { anchorOf, copiesFor, geometryOf, positionsOf, type Geometry } from './geometry.js';

export interface Belt {
  /**
   * Puts the belt on items: so many copies of a row, the first of them the row itself. Takes it off those that are not
   * among them; the clock goes on. To be called after each rendering. Items are known by their `data-id`; which element
   * shows which may change.
   */
  carry(items: readonly HTMLElement[], copies: number): void;
  /** Runs or holds it, at a pace of so many px per second. */
  run(on: boolean, speed: number): void;
}

/** An item, and where it stood when. */
interface Anchor {
  readonly key: string | undefined;
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
  let viewport: Element | null | undefined;
  let items: readonly HTMLElement[] = [];
  /** Id and number of the copy, for each item. */
  let keys: readonly string[] = [];
  let originals = 0;
  let geometry: Geometry | undefined;
  /** The anchor of a layout that is still to be measured. */
  let waiting: Anchor | undefined;
  /** px per ms. */
  let speed = 0;
  let running = false;
  /** The belt has run `start` px at time `since`, and goes on with the clock while running. */
  let start = 0;
  let since = 0;

  const scroll = (): number => start + (running ? (now() - since) * speed : 0);

  const seek = (to: number): void => {
    start = to;
    since = now();
  };

  /** @param kept the keys that can be the anchor: those of the items that stay */
  const findAnchor = (kept: readonly string[]): Anchor => {
    const positions = geometry
      ? positionsOf(geometry, scroll()).map((x, index) => (kept.includes(keys[index]!) ? x : -1))
      : [];
    const index = anchorOf(positions);
    return { key: keys[index], position: positions[index]!, at: now() };
  };

  const observer = new ResizeObserver((entries) => {
    const { key, position, at } = waiting ?? findAnchor(keys);
    waiting = undefined;
    for (const { target, borderBoxSize } of entries) widths.set(target, borderBoxSize[0]!.inlineSize);
    const room = widths.get(viewport!)!;
    const row = items.map((item) => widths.get(item)!);
    const period = row.slice(0, originals).reduce((sum, width) => sum + width, 0);
    // Hidden, or nothing in it: the next measure will tell.
    if (!period || !room) return;
    geometry = geometryOf(row, room);
    const index = keys.indexOf(key!);
    if (index >= 0) seek(geometry.offsets[index]! - position + (running ? (now() - at) * speed : 0));
    apply();
    const copies = copiesFor(period, geometry.lead, room);
    if (copies * originals === items.length) return;
    // New items are measured in this same frame only where something that encloses them was, too.
    if (entries[0]!.target === viewport) onCopies(copies);
    else requestAnimationFrame(() => onCopies(copies));
  });

  /** Writes every item's animation for the present. Mutates the effects: replacing one would restart it. */
  const apply = (): void => {
    if (!geometry) return;
    const { offsets, length, lead } = geometry;
    const time = now();
    const duration = length / speed;
    positionsOf(geometry, scroll()).forEach((position, index) => {
      const item = items[index]!;
      const from = length - lead - offsets[index]!;
      const keyframes = [from, from - length].map((x) => ({ transform: `translateX(${x}px)` }));
      const elapsed = (length - lead - position) / speed;
      let animation = animations.get(item);
      if (!animation) animations.set(item, (animation = item.animate(keyframes, { duration, iterations: Infinity })));
      const effect = animation.effect as KeyframeEffect;
      effect.setKeyframes(keyframes);
      effect.updateTiming({ duration });
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

  return {
    carry(row, copies) {
      const names = row.map(({ dataset }, index) => `${dataset.id!} ${Math.floor((index * copies) / row.length)}`);
      if (row[0] === items[0] && String(names) === String(keys)) return;
      waiting ??= findAnchor(names);
      // Whatever is observed anew is measured before the next paint, and laid out then. The viewport comes first.
      const box = row[0]?.closest('.viewport');
      if (box && box !== viewport) observer.observe((viewport = box));
      for (const item of items) observer.unobserve(item);
      for (const item of row) observer.observe(item, { box: 'border-box' });
      for (const [item, animation] of animations) {
        if (row.includes(item)) continue;
        animation.cancel();
        animations.delete(item);
      }
      items = row;
      keys = names;
      originals = row.length / copies;
      geometry = undefined;
    },
    run(on, pxPerSecond) {
      if (on === running && pxPerSecond === speed * 1000) return;
      seek(scroll());
      running = on;
      speed = pxPerSecond / 1000;
      apply();
    },
  };
}
