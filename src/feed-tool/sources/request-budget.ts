import { DAY_MS } from '../../model/parse-time.js';

/** The part of the budget that is spent at the pace of the configuration. The rest is spread over the rest of the day. */
const FREE_PART = 0.8;

/**
 * Counts the requests of the last 24 hours. All times are in ms of one clock, which should be monotonic.
 */
export class RequestBudget {
  readonly #limit: number;
  readonly #times: number[];

  /**
   * @param limit the most requests in any 24 hours; Infinity for none
   * @param times when earlier requests were sent
   */
  constructor(limit = Infinity, times: readonly number[] = []) {
    this.#limit = limit;
    this.#times = [...times].sort((one, other) => one - other);
  }

  add(now: number): void {
    this.#times.push(now);
  }

  /** Returns when the requests of the last 24 hours were sent, the earliest first. */
  times(now: number): readonly number[] {
    const first = this.#times.findIndex((time) => time > now - DAY_MS);
    this.#times.splice(0, first < 0 ? this.#times.length : first);
    return this.#times;
  }

  /** Returns how many ms it takes until a request may be sent, 0 if it may be sent now. */
  waitMs(now: number): number {
    // The request that has to be a day ago first. There is none if fewer requests were sent than the limit.
    const blocking = this.times(now).at(-this.#limit);
    return blocking === undefined ? 0 : blocking + DAY_MS - now;
  }

  /**
   * Returns the pace in seconds. When four fifths of the budget are spent, what is left is spread over the time until the
   * first of the spent requests is a day ago.
   *
   * @param seconds the pace without a budget
   */
  pace(now: number, seconds: number): number {
    const times = this.times(now);
    const left = this.#limit - times.length;
    const [first] = times;
    if (first === undefined || times.length < this.#limit * FREE_PART) return seconds;
    return Math.max(seconds, (first + DAY_MS - now) / 1000 / (Math.max(0, left) + 1));
  }
}
