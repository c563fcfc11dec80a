/** Every item is rendered within 4 s of a change, in sight or not: a screen reader must not meet an older value (contract §2). */
const ROUND = 4000;
/** Items out of sight are rendered together, once in 2 s. */
export const BATCH_INTERVAL = 2000;
/** The batches come sooner where one would hold more than 64 items: one rendering must not hold up the page. */
const BATCH_SIZE = 64;

/** Says of an item, by its id and the number of the copy of the row, whether something holds for it. */
export type ItemPredicate = (id: string, copy: number) => boolean;

/**
 * Decides which items are dirty, so that a rendering has to write them: items in sight as soon as they have changed, the
 * others in their turn, a few at a time. A busy feed then costs what the reader sees of it.
 */
export class ItemUpdates {
  /** The value that each item shows, by id, for each copy of the row. */
  #rendered: Map<string, unknown>[] = [];
  #layoutKey = '';
  /** The place in the order of all items at which the next batch begins. */
  #nextInTurn = 0;
  #batchAt = 0;
  #hasPending = false;

  /** Whether an item has changed and is still to be rendered, in its turn. */
  get hasPending(): boolean {
    return this.#hasPending;
  }

  /** Milliseconds until the next batch. */
  untilBatch(now: number): number {
    return Math.max(0, this.#batchAt + this.#interval - now);
  }

  get #interval(): number {
    return Math.min(BATCH_INTERVAL, (ROUND * BATCH_SIZE) / this.#size);
  }

  get #size(): number {
    return this.#rendered.reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Whether an item that a reader could see has changed.
   *
   * @param values by id, the value that each item is to show
   */
  hasVisibleChange(values: ReadonlyMap<string, unknown>, copies: number, isNear: ItemPredicate): boolean {
    if (values.size * copies !== this.#size) return true;
    return this.#rendered.some((rendered, copy) =>
      [...values].some(([id, value]) => value !== rendered.get(id) && isNear(id, copy)),
    );
  }

  /**
   * The items to render now. They count as rendered afterwards.
   *
   * @param layoutKey whatever else the items depend on: all of them are dirty when it differs from the last one
   * @param values by id, in the order of the row, the value that each item is to show; compared by identity
   * @param copies of the row
   * @param isNear whether an item is in sight, or will be soon
   * @param now milliseconds
   * @returns for each copy of the row, the ids of its dirty items
   */
  collectDirty(
    layoutKey: string,
    values: ReadonlyMap<string, unknown>,
    copies: number,
    isNear: ItemPredicate,
    now: number,
  ): readonly Set<string>[] {
    const count = values.size * copies;
    const isNewLayout = layoutKey !== this.#layoutKey || count !== this.#size;
    const elapsed = now - this.#batchAt;
    // A batch costs little together with a rendering that happens anyway, so it may come after half of its interval.
    const inBatch = elapsed < this.#interval / 2 ? 0 : Math.min(count, Math.ceil((count * elapsed) / ROUND));
    if (isNewLayout) this.#rendered = Array.from({ length: copies }, () => new Map<string, unknown>());
    let place = 0;
    this.#hasPending = false;
    const dirty = this.#rendered.map((rendered, copy) => {
      const ids = new Set<string>();
      for (const [id, value] of values) {
        const hasTurn = (place++ - this.#nextInTurn + count) % count < inBatch;
        if (isNewLayout || (value !== rendered.get(id) && (hasTurn || isNear(id, copy)))) {
          ids.add(id);
          rendered.set(id, value);
        } else if (value !== rendered.get(id)) this.#hasPending = true;
      }
      return ids;
    });
    this.#nextInTurn = (this.#nextInTurn + inBatch) % count || 0;
    if (inBatch) this.#batchAt = now;
    this.#layoutKey = layoutKey;
    return dirty;
  }
}
