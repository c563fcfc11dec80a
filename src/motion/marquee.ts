import { targetAt, steady, isSteady, positionAt, changePace, type MotionCurve } from './motion-curve.js';
import {
  anchorIndex,
  copiesNeeded,
  layOutTrack,
  segmentCapacity,
  segmentPositions,
  snapToDevicePixel,
  distanceToStep,
  type TrackLayout,
} from './track-layout.js';

export interface Marquee {
  /**
   * Puts the marquee on segments: so many copies of a row, the first of them the row itself. Takes it off those that are not
   * among them; the clock goes on. To be called after each rendering of another row, or in another direction. A segment's
   * children are its items, known by their `data-id`; which element shows which may change.
   */
  setSegments(segments: readonly HTMLElement[], copies: number): void;
  /** The pace when it runs, px per second. */
  speed(pxPerSecond: number): void;
  /**
   * Runs or holds it.
   *
   * @param half half of the change of pace takes so many ms; 0 for at once
   * @param velocity px per ms at which a hand let it go
   */
  run(on: boolean, half: number, velocity?: number): void;
  /** Moves it by so many px: at once, as a hand does, or gliding. */
  move(px: number, glides?: boolean): void;
  /** Glides by one item: 1 is on, −1 is back. */
  step(direction: 1 | -1): void;
  /**
   * Glides until an item, or what it contains, is in full view.
   *
   * @param first it is to be the first in view
   */
  reveal(element: Element, first?: boolean): void;
  /** The item under this place stays there when widths change: px from the viewport's start; undefined for none. */
  look(eye?: number): void;
  /**
   * For each item, whether it is in sight, comes there with what way the marquee has still to glide, or within so many px then.
   * Nothing until they are measured.
   */
  near(reach: number): readonly boolean[];
}

/** An item, and where it stood when the marquee had run so far. */
interface Anchor {
  readonly key: string | undefined;
  readonly start: number;
  readonly scroll: number;
}

/** Of more items than these, those that don't come in sight for so many ms are parked: nothing of them is worked out in a frame. */
const PARKED = 24;
const FAR = 30_000;

/** Half of a step to another item is gone after so many ms. */
const STEP = 60;

/**
 * Moves the items of a row as an endless marquee: one compositor animation per segment, all with the same distance and
 * duration, each with its own phase. Small boxes, because Firefox leaves boxes over 4,096 device px to the main thread
 * and WebKit segments those over 1,280 px. The position is a pure function of the clock, so nothing ever has to catch up,
 * and a change of widths keeps the item in the reader's eye where it is.
 *
 * @param onShape told when another number of copies, or of items in a segment, suits the viewport
 * @param now milliseconds of a clock that goes on within a task; `document.timeline` stands still there (602 ms in Firefox)
 */
export function createMarquee(
  onShape: (copies: number, items: number) => void,
  now = () => performance.now(),
): Marquee {
  const widths = new WeakMap<Element, number>();
  /** Made with the first row: a server has none. */
  let observer: ResizeObserver | undefined;
  const animations = new Map<HTMLElement, Animation>();
  let viewport: Element | null | undefined;
  let segments: readonly HTMLElement[] = [];
  /** The items of all segments, and for each its id with the number of the copy. */
  let items: readonly Element[] = [];
  let keys: readonly string[] = [];
  /** Where in which segment each item stands, and how wide it is. */
  let places: { readonly segment: number; readonly offset: number; readonly width: number }[] = [];
  let copies = 1;
  let geometry: TrackLayout | undefined;
  /** The anchor of a layout that is still to be measured. */
  let waiting: Anchor | undefined;
  let eye: number | undefined;
  let running = false;
  /** px per ms; set before the first layout. */
  let pace = 0;
  let course: MotionCurve = steady(0, now(), 0);
  let ticking = 0;
  let unparking: ReturnType<typeof setTimeout> | undefined;
  let keyframes: Keyframe[] = [];
  let timing: OptionalEffectTiming = {};

  const widthOf = (element: Element): number => widths.get(element) ?? 0;

  /** Where all items start, when the marquee has run so far. */
  const startsAt = (scroll: number): number[] => {
    if (!geometry) return [];
    const positions = segmentPositions(geometry, scroll);
    return places.map(({ segment, offset }) => positions[segment]! + offset);
  };

  /** @param kept the keys that can be the anchor: those of the items that stay */
  const findAnchor = (kept: readonly string[] = keys): Anchor => {
    const scroll = positionAt(course, now());
    const starts = startsAt(scroll).map((x, index) => (kept === keys || kept.includes(keys[index]!) ? x : NaN));
    const index = anchorIndex(starts, eye);
    return { key: keys[index], start: starts[index]!, scroll };
  };

  const measure = (entries: readonly ResizeObserverEntry[]): void => {
    const anchor = waiting ?? findAnchor();
    for (const { target, borderBoxSize } of entries) widths.set(target, borderBoxSize[0]!.inlineSize);
    const room = widthOf(viewport!);
    const ratio = devicePixelRatio;
    const measured: typeof places = [];
    const row = segments.map(({ children }, segment) => {
      let offset = 0;
      for (const item of children) {
        const width = widthOf(item);
        measured.push({ segment, offset, width });
        offset += width;
      }
      // Whole device pixels, or every other segment would rest between them.
      return snapToDevicePixel(offset, ratio);
    });
    const period = row.reduce((sum, width) => sum + width, 0) / copies;
    // Hidden, or nothing in it: the next measure will tell.
    if (!period || !room) return;
    waiting = undefined;
    places = measured;
    // 4,096 device px are what Firefox leaves on the compositor. Others would work out the styles of all items anew for it.
    if (CSS.supports('-moz-appearance:none'))
      (viewport as HTMLElement).style.setProperty('--_reach', `${4000 / ratio}px`);
    segments.forEach(({ style }, index) => (style.inlineSize = `${row[index]}px`));
    geometry = layOutTrack(row, room);
    const index = keys.indexOf(anchor.key!);
    if (index >= 0) shift(startsAt(0)[index]! - anchor.start - anchor.scroll);
    lay();
    const fit = copiesNeeded(period, geometry.lead, room);
    const present = segments[0]!.children.length;
    const widest = Math.max(...places.map(({ width }) => width));
    const most = segmentCapacity(items.length / copies, present, Math.max(...row), widest, ratio);
    if (fit === copies && most === present) return;
    // New items are measured in this same frame only where something that encloses them was, too.
    if (entries[0]!.target === viewport) onShape(fit, most);
    else requestAnimationFrame(() => onShape(fit, most));
  };

  /** Another place, the same course. */
  const shift = (px: number): void => {
    course = { ...course, from: course.from + px };
  };

  /** To rest is to rest on whole device pixels. */
  const follow = (next: MotionCurve): void => {
    const rest = snapToDevicePixel(next.from + next.extra, devicePixelRatio);
    course = next.pace ? next : next.extra ? { ...next, extra: rest - next.from } : { ...next, from: rest };
  };

  /** Writes every segment's way: when it has another length or takes another time. Replacing an effect would restart it. */
  const lay = (): void => {
    if (!geometry) return;
    const { length, lead } = geometry;
    const sign = viewport!.matches(':dir(rtl)') ? -1 : 1;
    timing = { duration: length / pace, iterations: Infinity };
    keyframes = [length - lead, -lead].map((x) => ({ transform: `translateX(${sign * x}px)` }));
    for (const { effect } of animations.values()) {
      (effect as KeyframeEffect).setKeyframes(keyframes);
      effect!.updateTiming(timing);
    }
    place();
  };

  /** Puts every segment where it belongs now. Frame by frame only while the pace changes; else the compositor does the rest. */
  const place = (): void => {
    if (!geometry) return;
    const time = now();
    const isUniform = isSteady(course, time);
    if (isUniform) course = steady(targetAt(course, time), time, course.pace);
    const { length, lead } = geometry;
    const room = widthOf(viewport!);
    const far = items.length > PARKED ? room + Math.max(room, pace * FAR) : Infinity;
    let next = Infinity;
    segmentPositions(geometry, positionAt(course, time)).forEach((position, index) => {
      const segment = segments[index]!;
      const parked = position > far * 1.5;
      segment.toggleAttribute('data-parked', parked);
      if (parked) {
        next = Math.min(next, position - far);
        return leave(segment);
      }
      let animation = animations.get(segment);
      if (!animation) animations.set(segment, (animation = segment.animate(keyframes, timing)));
      const elapsed = (length - lead - position) / pace;
      if (isUniform && course.pace) {
        // One loop back: were the start ahead of a timeline that stands still within this task, the effect would be
        // before its beginning and the segment would drop to its untranslated place (915 px in a Firefox run).
        animation.startTime = time - elapsed - length / pace;
      } else {
        animation.pause();
        animation.currentTime = elapsed;
      }
    });
    if (!isUniform) ticking ||= requestAnimationFrame(tick);
    clearTimeout(unparking);
    if (isUniform && course.pace && next < Infinity) unparking = setTimeout(place, next / pace);
  };

  const leave = (segment: HTMLElement): void => {
    animations.get(segment)?.cancel();
    animations.delete(segment);
  };

  const tick = (): void => {
    ticking = 0;
    place();
  };

  return {
    setSegments(row, count) {
      const names = row.flatMap(({ children }, index) => {
        const copy = Math.floor((index * count) / row.length);
        return Array.from(children, (item) => `${(item as HTMLElement).dataset.id!} ${copy}`);
      });
      if (row[0] === segments[0] && row.length === segments.length && String(names) === String(keys)) return lay();
      waiting ??= findAnchor(names);
      observer ??= new ResizeObserver(measure);
      // Whatever is observed anew is measured before the next paint, and laid out then. The viewport comes first.
      const before = viewport;
      viewport = row[0]?.closest('.viewport');
      if (!viewport) observer.disconnect();
      else if (viewport !== before) observer.observe(viewport);
      for (const item of items) observer.unobserve(item);
      for (const segment of segments) {
        if (row.includes(segment)) continue;
        leave(segment);
        segment.removeAttribute('style');
        segment.removeAttribute('data-parked');
      }
      clearTimeout(unparking);
      segments = row;
      items = row.flatMap(({ children }) => [...children]);
      for (const item of items) observer.observe(item, { box: 'border-box' });
      keys = names;
      copies = count;
      geometry = undefined;
    },
    speed(pxPerSecond) {
      if (pace === pxPerSecond / 1000) return;
      const time = now();
      pace = pxPerSecond / 1000;
      follow(steady(positionAt(course, time), time, running ? pace : 0));
      lay();
    },
    run(on, half, velocity) {
      if (on === running && velocity === undefined) return;
      const time = now();
      running = on;
      const target = on ? pace : 0;
      follow(
        half && geometry
          ? changePace(course, time, target, half, velocity)
          : steady(positionAt(course, time), time, target),
      );
      place();
    },
    move(px, glides) {
      if (glides) {
        const time = now();
        const from = positionAt(course, time);
        follow({ from, at: time, pace: course.pace, extra: targetAt(course, time) + px - from, half: STEP });
      } else shift(px);
      place();
    },
    step(direction) {
      this.move(distanceToStep(startsAt(targetAt(course, now())), direction), true);
    },
    reveal(element, first) {
      const index = items.findIndex((item) => item.contains(element));
      const start = startsAt(targetAt(course, now()))[index];
      if (start === undefined) return;
      const over = start + places[index]!.width - widthOf(viewport!);
      if (first || start < 0 || over > 0) this.move(first || start < 0 ? start : Math.min(start, over), true);
    },
    look(place) {
      eye = place;
    },
    near(reach) {
      const time = now();
      const scroll = positionAt(course, time);
      const way = targetAt(course, time) - scroll;
      const [from, to] = [Math.min(0, way), widthOf(viewport!) + Math.max(0, way) + reach];
      return startsAt(scroll).map((x, index) =>
        // What comes back to the start stands at the other end until it does.
        [x, x - geometry!.length].some((start) => start < to && start + places[index]!.width > from),
      );
    },
  };
}
