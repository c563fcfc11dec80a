import { pollDelay } from '../../feed/schedule.js';
import { keepNewest } from '../../model/keep-newest.js';
import type { Feed } from '../../model/quote.js';
import { createMask } from '../mask-secrets.js';
import { SourceError, type Log, type Source, type SourceConfig, type SourceState, type Transport } from '../types.js';
import { freshMs } from './freshness.js';
import { RequestBudget } from './request-budget.js';
import { requestDays, type KnownDay } from './request-days.js';
import { delayAfter, paceOf } from './request-pace.js';

export interface SourceOptions {
  readonly transport: Transport;
  readonly log: Log;
  /** Called after each request, when `state` has changed. */
  readonly onChange?: () => void;
  /** The values to mask in messages. Default: none. */
  readonly secrets?: readonly string[];
  /** What is known from an earlier run. Times are in epoch ms. Default: nothing. */
  readonly initial?: {
    readonly feed?: Feed | undefined;
    readonly receivedAt?: number | undefined;
    readonly requestTimes?: readonly number[] | undefined;
  };
  /** Default: `Math.random`. */
  readonly random?: () => number;
  /** The current time in epoch ms, for shown times and date templates. Default: `Date.now`. */
  readonly now?: () => number;
  /** A monotonic clock in ms for deadlines. Default: `performance.now`. */
  readonly monotonic?: () => number;
}

/** Creates a source that is requested at its polling interval. It keeps its last good feed when a request fails. */
export const createSource = (config: SourceConfig, options: SourceOptions): Source => new PacedSource(config, options);

class PacedSource implements Source {
  readonly #config: SourceConfig;
  readonly #options: SourceOptions;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  readonly #budget: RequestBudget;
  readonly #mask: (text: string) => string;
  #feed: Feed | undefined;
  /** When the last good response arrived, on the monotonic clock. */
  #received = -Infinity;
  #receivedAt: number | undefined;
  #requestedAt: number | undefined;
  /** When the next request is due, on the monotonic clock. */
  #nextRequest: number | undefined;
  #failures = 0;
  #requests = 0;
  #failedRequests = 0;
  #error: SourceError | undefined;
  #reportedIssues = '[]';
  #knownDay: KnownDay | undefined;
  #isStarted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(config: SourceConfig, options: SourceOptions) {
    const { random = Math.random, now = Date.now, monotonic = () => performance.now() } = options;
    const { initial = {}, secrets = [] } = options;
    this.#config = config;
    this.#options = options;
    this.#random = random;
    this.#now = now;
    this.#monotonic = monotonic;
    this.#mask = createMask(secrets);
    // A time in the future comes from a wrong clock. Such a request counts as if it were sent now.
    const toMonotonic = (time: number): number => monotonic() - Math.max(0, now() - time);
    this.#budget = new RequestBudget(config.budget, initial.requestTimes?.map(toMonotonic));
    this.#feed = initial.feed;
    this.#receivedAt = initial.receivedAt;
    // The age of a response from the future is unknown, so the response does not count as fresh.
    if (initial.receivedAt !== undefined && initial.receivedAt <= now())
      this.#received = toMonotonic(initial.receivedAt);
  }

  get state(): SourceState {
    const [monotonic, now] = [this.#monotonic(), this.#now()];
    const times = this.#budget.times(monotonic);
    const toEpoch = (time: number): number => Math.round(now + time - monotonic);
    return {
      config: this.#config,
      feed: this.#feed,
      receivedAt: this.#receivedAt,
      isFresh: this.#feed !== undefined && monotonic - this.#received <= freshMs(this.#pace()),
      requestedAt: this.#requestedAt,
      nextRequestAt: this.#nextRequest === undefined ? undefined : toEpoch(this.#nextRequest),
      failures: this.#failures,
      error: this.#error,
      requestsInDay: times.length,
      get requestTimes() {
        return times.map(toEpoch);
      },
      requests: this.#requests,
      failedRequests: this.#failedRequests,
    };
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (!this.#request) this.#schedule(0);
  }

  stop(): void {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    this.#nextRequest = undefined;
    this.#request?.controller.abort();
    this.#request = undefined;
  }

  requestNow(): Promise<void> {
    if (this.#request) return this.#request.ended;
    clearTimeout(this.#timer);
    this.#nextRequest = undefined;
    const controller = new AbortController();
    const ended = this.#run(controller.signal);
    this.#request = { controller, ended };
    return ended;
  }

  async #run(signal: AbortSignal): Promise<void> {
    // If the transport throws immediately, `this.#request` must already be set.
    await Promise.resolve();
    let delay: number;
    try {
      const answer = await requestDays(this.#config, {
        transport: this.#options.transport,
        signal,
        now: this.#now,
        known: this.#knownDay,
        mask: this.#mask,
        onRequest: () => this.#count(),
      });
      if (signal.aborted) return;
      this.#knownDay = answer.known;
      this.#succeed(answer.feed);
      delay = pollDelay(this.#pace(), this.#random());
    } catch (error) {
      if (signal.aborted) return;
      delay = this.#fail(error);
    }
    this.#request = undefined;
    if (this.#isStarted) this.#schedule(delay);
    this.#options.onChange?.();
  }

  /** Counts a request that is about to be sent. Throws if the budget does not allow it. */
  #count(): void {
    const now = this.#monotonic();
    const { budget } = this.#config;
    if (this.#budget.waitMs(now) > 0)
      throw new SourceError('budget', `the budget of ${budget} requests in 24 hours is used up`);
    this.#budget.add(now);
    this.#requests++;
    this.#requestedAt = this.#now();
  }

  #succeed(answered: Feed): void {
    const { log } = this.#options;
    const { name } = this.#config;
    this.#feed = keepNewest(this.#feed, answered, this.#now());
    this.#received = this.#monotonic();
    this.#receivedAt = this.#now();
    if (this.#failures) log.info('source recovered', { source: name, failures: this.#failures });
    this.#failures = 0;
    this.#error = undefined;
    const { issues } = answered;
    // A value that differs in each response is not a new issue.
    const report = JSON.stringify(issues.map(({ path, rule }) => [path, rule]));
    if (report !== this.#reportedIssues && issues.length > 0) log.warn('source has issues', { source: name, issues });
    this.#reportedIssues = report;
  }

  /** Keeps and logs a failure. Returns the delay in ms until the next request. */
  #fail(thrown: unknown): number {
    const error = this.#maskedError(thrown);
    const { kind, status, message } = error;
    this.#error = error;
    this.#failures++;
    if (kind !== 'budget') this.#failedRequests++;
    // Near the budget, the retry after a failure waits for the stretched interval.
    const stretched = 1000 * this.#budget.pace(this.#monotonic(), 0);
    const delay = Math.max(stretched, delayAfter(error, this.#failures, this.#pace(), this.#random()));
    this.#options.log.warn('source failed', {
      source: this.#config.name,
      kind,
      message,
      failures: this.#failures,
      ...(status && { status }),
      ...(this.#isStarted && { retrySeconds: Math.round(delay / 1000) }),
    });
    return delay;
  }

  /** Returns the error without keys, which a server may have echoed. */
  #maskedError(thrown: unknown): SourceError {
    if (!(thrown instanceof SourceError)) return new SourceError('unreachable', 'the request failed');
    const { kind, message, status, retryAfter } = thrown;
    return new SourceError(kind, this.#mask(message), { status, retryAfter });
  }

  #schedule(delay: number): void {
    const now = this.#monotonic();
    // A timer that fires a moment early must not find the budget used up.
    const wait = this.#budget.waitMs(now);
    const ms = Math.max(delay, wait && wait + 1);
    this.#nextRequest = now + ms;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.requestNow(), ms);
  }

  /** Returns the current polling interval in seconds. */
  #pace(): number {
    return this.#budget.pace(this.#monotonic(), paceOf(this.#config, this.#feed));
  }
}
