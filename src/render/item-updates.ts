/**
 * A changed item is rendered within this time in ms, even if the item is not in view. A screen reader can read out any
 * item, so no rendered value may be out of date for longer than this.
 */
const MAX_DELAY = 4000;
/** The longest time in ms between two batches of items that are not in view. */
export const BATCH_INTERVAL = 2000;
/**
 * The largest number of items in one batch, unless the batch is late. If all copies of the row together contain more
 * than two such batches, the batches follow at shorter intervals, so that no single rendering blocks the page.
 */
const MAX_BATCH_SIZE = 64;

/**
 * Tests an item. The item is identified by its id and by the index of its copy of the row. The row is repeated until it
 * fills the viewport, and each repetition is a copy.
 */
export type ItemPredicate = (id: string, copy: number) => boolean;

/**
 * Decides which items are dirty, which means that the next rendering writes them. Items in or near the viewport become
 * dirty as soon as they change. All other changed items become dirty in batches, one part of the row after another. A
 * feed with frequent changes therefore costs little beyond the items that the reader sees.
 */
export class ItemUpdates {
  /** Whether a changed item is waiting for its batch. */
  hasPending = false;
  /** For each copy of the row, the rendered value of each item by id. */
  #rendered: readonly Map<string, unknown>[] = [];
  /** The number of items in all copies of the row. */
  #count = 0;
  #layoutKey = '';
  /** The index of the first item of the next batch, among the items of all copies. */
  #batchStart = 0;
  #batchAt = 0;

  /** Returns the time in ms until the next batch. */
  untilBatch(now: number): number {
    return Math.max(0, this.#batchAt + this.#interval - now);
  }

  get #interval(): number {
    return Math.min(BATCH_INTERVAL, (MAX_DELAY * MAX_BATCH_SIZE) / this.#count);
  }

  /**
   * Returns whether an item in or near the viewport has changed. Also returns true if the number of items in all copies
   * has changed.
   *
   * @param values the values to render, by item id
   * @param isNear whether an item is in view or soon will be
   */
  hasVisibleChange(values: ReadonlyMap<string, unknown>, copies: number, isNear: ItemPredicate): boolean {
    if (values.size * copies !== this.#count) return true;
    return this.#rendered.some((rendered, copy) =>
      [...values].some(([id, value]) => value !== rendered.get(id) && isNear(id, copy)),
    );
  }

  /**
   * Returns the items to render now, and records them as rendered.
   *
   * @param layoutKey identifies everything except `values` on which the items depend. All items are dirty if the key
   *   has changed.
   * @param values the values to render, by item id, in the order of the row. The values are compared by identity.
   * @param copies the number of copies of the row
   * @param isNear whether an item is in view or soon will be
   * @param now the time in ms, from the same clock in each call
   * @returns the ids of the dirty items in each copy of the row
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
    // This rendering includes a batch if at least half of the interval has passed since the last batch, because a batch
    // costs little when other items are rendered anyway.
    const batchSize = elapsed < this.#interval / 2 ? 0 : Math.min(count, Math.ceil((count * elapsed) / MAX_DELAY));
    if (isNewLayout) this.#rendered = [...new Array<undefined>(copies)].map(() => new Map<string, unknown>());
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
