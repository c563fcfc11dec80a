/** Every item is looked at once in so many ms, in sight or not: a screen reader must not meet an older value. */
const ROUND = 4000;
/** What is out of sight is written together with others, once in so many ms. */
export const BATCH_INTERVAL = 2000;
/** Sooner where that would be more than so many at a time: one paint must not hold up the page. */
const MANY = 64;

/**
 * Which items are to be written. Those in sight when they have changed; the others in their turn, a few at a time, so
 * that a busy feed costs what the reader sees of it.
 */
export class ItemUpdates {
  /** What each place shows: the items of the row, then those of each copy. */
  #written: unknown[] = [];
  #frame = '';
  #turn = 0;
  #at = 0;
  /** Whether something waits for its turn. */
  waits = false;

  /** So many ms until the next turn. */
  wait(now: number): number {
    return Math.max(0, this.#at + this.#pause - now);
  }

  get #pause(): number {
    return Math.min(BATCH_INTERVAL, (ROUND * MANY) / this.#written.length);
  }

  /** Whether anything is new where a reader could see it. */
  matters(news: readonly unknown[], near: (place: number) => boolean): boolean {
    return (
      news.length !== this.#written.length || news.some((one, place) => one !== this.#written[place] && near(place))
    );
  }

  /**
   * @param frame whatever else the places depend on; another one has all of them written
   * @param news what each place is to show, by identity
   * @param near whether a place is in sight, or will be soon
   * @param now ms
   * @returns for each place, whether it is due; they count as written
   */
  due(frame: string, news: readonly unknown[], near: (place: number) => boolean, now: number): readonly boolean[] {
    const all = frame !== this.#frame || news.length !== this.#written.length;
    const elapsed = now - this.#at;
    // With what is painted anyway it costs little: so it need not be its time yet.
    const turns = elapsed < this.#pause / 2 ? 0 : Math.min(news.length, Math.ceil((news.length * elapsed) / ROUND));
    const due = news.map((one, place) => {
      if (all) return true;
      const turn = (place - this.#turn + news.length) % news.length < turns;
      return one !== this.#written[place] && (turn || near(place));
    });
    this.#turn = (this.#turn + turns) % news.length || 0;
    if (turns) this.#at = now;
    this.#frame = frame;
    this.#written = news.map((one, place) => (due[place] ? one : this.#written[place]));
    this.waits = this.#written.some((one, place) => one !== news[place]);
    return due;
  }
}
