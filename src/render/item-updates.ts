/**
 * Every item is rendered within this time after a change, in view or not, in ms: a screen reader must not read out an
 * older value (contract §2).
 */
const MAX_DELAY = 4000;
/** The longest time between two batches of items that are not in view, in ms. */
export const BATCH_INTERVAL = 2000;
/** The batches come sooner where one would have more items than this, because one rendering must not block the page. */
const MAX_BATCH_SIZE = 64;

/** Whether something is true of an item, which is identified by its id and the number of the copy of the row. */
export type ItemPredicate = (id: string, copy: number) => boolean;

/**
 * Decides which items are dirty, so that a rendering has to write them: items in view or near it as soon as they have
 * changed, and the others in batches, one part of the row after another. A busy feed then costs only what the reader
 * sees of it.
 */
export class ItemUpdates {
  /** Whether an item has changed and waits for its batch. */
  hasPending = false;
  /** The value that each item shows, by id, for each copy of the row. */
  #rendered: readonly Map<string, unknown>[] = [];
  /** The number of items in all copies of the row. */
  #count = 0;
  #layoutKey = '';
  /** The index, among the items of all copies, at which the next batch begins. */
  #batchStart = 0;
  #batchAt = 0;

  /** Returns the time until the next batch, in ms. */
  untilBatch(now: number): number {
    return Math.max(0, this.#batchAt + this.#interval - now);
  }

  get #interval(): number {
    return Math.min(BATCH_INTERVAL, (MAX_DELAY * MAX_BATCH_SIZE) / this.#count);
  }

  /**
   * Returns whether an item that is in view, or near it, has changed.
   *
   * @param values by id, the value that each item is to show
   * @param isNear whether an item is in view, or will be soon
   */
  hasVisibleChange(values: ReadonlyMap<string, unknown>, copies: number, isNear: ItemPredicate): boolean {
    if (values.size * copies !== this.#count) return true;
    return this.#rendered.some((rendered, copy) =>
      [...values].some(([id, value]) => value !== rendered.get(id) && isNear(id, copy)),
    );
  }

  /**
   * Returns the items to render now. They count as rendered afterwards.
   *
   * @param layoutKey identifies everything else that the items depend on: all items are dirty when the key has changed
   * @param values by id, in the order of the row, the value that each item is to show; compared by identity
   * @param copies the number of copies of the row
   * @param isNear whether an item is in view, or will be soon
   * @param now the time in ms, of the same clock in each call
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
    const isNewLayout = layoutKey !== this.#layoutKey || count !== this.#count;
    const elapsed = now - this.#batchAt;
    // A batch costs little as part of a rendering that other items need, so it may come after half of its interval.
    const batchSize = elapsed < this.#interval / 2 ? 0 : Math.min(count, Math.ceil((count * elapsed) / MAX_DELAY));
    if (isNewLayout) this.#rendered = Array.from({ length: copies }, () => new Map<string, unknown>());
    let index = 0;
    this.hasPending = false;
    const dirty = this.#rendered.map((rendered, copy) => {
      const ids = new Set<string>();
      for (const [id, value] of values) {
        const isInBatch = (index++ - this.#batchStart + count) % count < batchSize;
        const hasChanged = value !== rendered.get(id);
        if (isNewLayout || (hasChanged && (isInBatch || isNear(id, copy)))) {
          ids.add(id);
          rendered.set(id, value);
        } else if (hasChanged) this.hasPending = true;
      }
      return ids;
    });
    this.#batchStart = (this.#batchStart + batchSize) % count || 0;
    if (batchSize) this.#batchAt = now;
    this.#count = count;
    this.#layoutKey = layoutKey;
    return dirty;
  }
}
