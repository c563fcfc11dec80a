import { anchorOf, copiesFor, geometryOf, positionOf, type Geometry } from './geometry.js';

/** More copies than this are spacing (a single short item on an 8K screen). */
const MOST_COPIES = 32;

export interface BeltOptions {
  /** Told when another number of copies fills the viewport. */
  readonly onCopies: (copies: number) => void;
  /** Milliseconds of a clock that goes on within a task; `document.timeline` stands still there (602 ms in Firefox). */
  readonly now?: () => number;
}

/**
 * Moves the items of a row as an endless belt: one compositor animation per item, all with the same distance and
 * duration, each with its own phase. Small boxes, because Firefox leaves boxes over 4,096 device px to the main thread
 * and WebKit tiles those over 1,280 px. The position is a pure function of the clock, so nothing ever has to catch up,
 * and a change of widths keeps the item in the reader's eye where it is.
 */
export class Belt {
  readonly #options: Required<BeltOptions>;
  readonly #widths = new Map<Element, number>();
  readonly #animations = new Map<HTMLElement, Animation>();
  readonly #observer = new ResizeObserver((entries) => this.#resized(entries));
  #viewport: HTMLElement | null = null;
  #viewportWidth = 0;
  /** The first `#originals` of these are the items themselves, the rest copies of them. */
  #items: readonly HTMLElement[] = [];
  #originals = 0;
  #geometry: Geometry | null = null;
  /** The anchor of a layout that is still to be measured. */
  #waiting: Anchor | null = null;
  /** px per ms. */
  #speed = 0.06;
  /** `#scroll` px at time `#since`, growing with the clock while running. */
  #scroll = 0;
  #since: number;
  #running = true;
  /** 1, or −1 where the page reads from right to left. */
  #sign = 1;

  constructor(options: BeltOptions) {
    this.#options = { now: () => performance.now(), ...options };
    this.#since = this.#options.now();
  }

  get running(): boolean {
    return this.#running;
  }

  /** Puts the belt on these items. To be called after each rendering; does nothing when nothing has changed. */
  carry(viewport: HTMLElement, items: readonly HTMLElement[], originals: number): void {
    const same = viewport === this.#viewport && items.length === this.#items.length && items.every((item, i) => item === this.#items[i]);
    if (same && originals === this.#originals) return;
    const kept = new Set(items);
    const anchor = this.#anchor(kept);
    this.#sign = getComputedStyle(viewport).direction === 'rtl' ? -1 : 1;
    if (viewport !== this.#viewport) {
      if (this.#viewport) this.#observer.unobserve(this.#viewport);
      this.#observer.observe(viewport);
      this.#viewport = viewport;
    }
    for (const item of this.#items) if (!kept.has(item)) this.#drop(item);
    for (const item of items) if (!this.#widths.has(item)) this.#observer.observe(item);
    this.#items = items;
    this.#originals = originals;
    // New items are measured by the observer, still before the next paint.
    if (items.every((item) => this.#widths.has(item))) this.#layOut(anchor);
    else this.#waiting ??= anchor;
  }

  /** Takes the belt off: the items stand in their row. The clock goes on. */
  release(): void {
    this.#observer.disconnect();
    for (const item of this.#items) this.#drop(item);
    this.#items = [];
    this.#viewport = null;
    this.#geometry = null;
    this.#waiting = null;
  }

  /** CSS px per second. */
  set speed(pxPerSecond: number) {
    const speed = pxPerSecond / 1000;
    if (speed === this.#speed) return;
    this.#settle();
    this.#speed = speed;
    this.#apply();
  }

  stop(): void {
    if (!this.#running) return;
    this.#settle();
    this.#running = false;
    // On whole device pixels glyphs are as sharp as anywhere on the page.
    this.#scroll = Math.round(this.#scroll * devicePixelRatio) / devicePixelRatio;
    this.#apply();
  }

  start(): void {
    if (this.#running) return;
    this.#settle();
    this.#running = true;
    this.#apply();
  }

  /** Brings an item fully into the viewport, if it is not. */
  reveal(item: Element): void {
    const index = this.#items.indexOf(item as HTMLElement);
    if (index < 0 || !this.#geometry) return;
    const position = positionOf(this.#geometry, index, this.#now());
    const beyond = position + this.#geometry.widths[index]! - this.#viewportWidth;
    if (position >= 0 && beyond <= 0) return;
    this.#settle();
    // Start first where the item is wider than the viewport.
    this.#scroll += position < 0 ? position : Math.min(position, beyond);
    this.#apply();
  }

  #now(): number {
    return this.#running ? this.#scroll + (this.#options.now() - this.#since) * this.#speed : this.#scroll;
  }

  /** Makes the present the point that the clock counts from. */
  #settle(): void {
    this.#scroll = this.#now();
    this.#since = this.#options.now();
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    let changed = this.#waiting !== null;
    const anchor = this.#waiting ?? this.#anchor();
    for (const { target, borderBoxSize, contentRect } of entries) {
      const width = borderBoxSize?.[0]?.inlineSize ?? contentRect.width;
      if (target === this.#viewport) {
        changed ||= width !== this.#viewportWidth;
        this.#viewportWidth = width;
      } else {
        changed ||= width !== this.#widths.get(target);
        this.#widths.set(target, width);
      }
    }
    if (changed && this.#items.every((item) => this.#widths.has(item))) this.#layOut(anchor);
  }

  /** Lays out with the widths as they are now, the anchor where it was. */
  #layOut(anchor: Anchor | null): void {
    this.#waiting = null;
    const widths = this.#items.map((item) => this.#widths.get(item)!);
    const period = widths.slice(0, this.#originals).reduce((sum, width) => sum + width, 0);
    // Hidden, or nothing in it: the next measure will tell.
    if (period === 0 || this.#viewportWidth === 0) return;
    this.#settle();
    this.#geometry = geometryOf(widths, this.#viewportWidth);
    const index = anchor ? this.#items.indexOf(anchor.item) : -1;
    if (index >= 0) {
      const drift = this.#since - anchor!.at;
      const moved = this.#running ? drift * this.#speed : 0;
      this.#scroll = this.#geometry.offsets[index]! - (anchor!.position - moved);
    }
    this.#apply();
    const copies = copiesFor(period, Math.max(...widths), this.#viewportWidth, MOST_COPIES);
    if (copies * this.#originals !== this.#items.length) this.#options.onCopies(copies);
  }

  /** @param among only these items can be the anchor: the ones that stay */
  #anchor(among?: ReadonlySet<HTMLElement>): Anchor | null {
    const geometry = this.#geometry;
    if (!geometry) return null;
    const scroll = this.#now();
    const positions = this.#items.map((item, index) => (among && !among.has(item) ? -1 : positionOf(geometry, index, scroll)));
    const index = anchorOf(positions);
    return index < 0 ? null : { item: this.#items[index]!, position: positions[index]!, at: this.#options.now() };
  }

  /** Writes every item's animation for the present. Mutates the effects: replacing one would restart it. */
  #apply(): void {
    const geometry = this.#geometry;
    if (!geometry) return;
    const { offsets, length, lead } = geometry;
    const now = this.#options.now();
    const scroll = this.#now();
    const duration = length / this.#speed;
    this.#items.forEach((item, index) => {
      const from = `translateX(${this.#sign * (length - lead - offsets[index]!)}px)`;
      const to = `translateX(${this.#sign * (-lead - offsets[index]!)}px)`;
      const keyframes = [{ transform: from }, { transform: to }];
      const elapsed = (length - lead - positionOf(geometry, index, scroll)) / this.#speed;
      let animation = this.#animations.get(item);
      if (animation) {
        const effect = animation.effect as KeyframeEffect;
        effect.setKeyframes(keyframes);
        effect.updateTiming({ duration });
      } else {
        animation = item.animate(keyframes, { duration, iterations: Infinity });
        this.#animations.set(item, animation);
      }
      if (this.#running) {
        // One loop back: were the start ahead of a timeline that stands still within this task, the effect would be
        // before its beginning and the item would drop to its untranslated place (915 px in a Firefox run).
        animation.startTime = now - elapsed - duration;
      } else {
        animation.pause();
        animation.currentTime = elapsed;
      }
    });
  }

  #drop(item: HTMLElement): void {
    this.#observer.unobserve(item);
    this.#widths.delete(item);
    this.#animations.get(item)?.cancel();
    this.#animations.delete(item);
  }
}

/** An item, and where it stood when. */
interface Anchor {
  readonly item: HTMLElement;
  readonly position: number;
  readonly at: number;
}
