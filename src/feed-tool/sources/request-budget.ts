import { DAY_MS } from '../../model/parse-time.js';

/** The part of the budget that is used at the configured interval. The rest is spread over the rest of the day. */
const FREE_PART = 0.8;

/**
 * Counts the requests of the last 24 hours. All times are in ms of one clock, which should be monotonic.
 */
export class RequestBudget {
  readonly #limit: number;
  readonly #times: number[];

  /**
   * @param limit the maximum number of requests in any 24 hours; Infinity for no limit
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

  /** Returns the time in ms until a request may be sent; 0 if it may be sent now. */
  waitMs(now: number): number {
    // The request that must first become a day old. Undefined if fewer requests than the limit were sent.
    const blocking = this.times(now).at(-this.#limit);
    return blocking === undefined ? 0 : blocking + DAY_MS - now;
  }

  /**
   * Returns the interval in seconds. When four fifths of the budget are used, the rest is spread over the time until the
   * first of the used requests is a day old.
   *
   * @param seconds the interval without a budget
   */
  pace(now: number, seconds: number): number {
    const times = this.times(now);
    const left = this.#limit - times.length;
    const [first] = times;
    if (first === undefined || times.length < this.#limit * FREE_PART) return seconds;
    return Math.max(seconds, (first + DAY_MS - now) / 1000 / (Math.max(0, left) + 1));
  }
}
