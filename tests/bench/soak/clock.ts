/** The time of a page, which passes only when the test lets it. */
export interface SimulatedTime {
  /** The number of timers that are set. */
  timers(): number;
  /**
   * Lets so many ms pass, and runs the timers that are due, each followed by what it begins.
   *
   * @param patience for how many real ms time stands still until a request has a response
   */
  advance(ms: number, patience: number): Promise<void>;
  /** Lets so many ms pass at once, as a frozen tab does. What is due runs with the next `advance()`. */
  skip(ms: number): void;
  /** Moves the reader's clock by so many ms. `performance.now()` stands still, as while a computer sleeps. */
  moveClock(ms: number): void;
}

declare global {
  var simulated: SimulatedTime;
}

/**
 * Runs in a page before its own scripts, and replaces its clocks and timers. Frames, layout and the network remain real,
 * so a request takes next to no simulated time.
 *
 * @param start the reader's clock when the page opens, in epoch ms
 * @param msBetweenTurns how much time may pass, in ms, before other tasks of the page have their turn
 */
export function simulateTime({ start, msBetweenTurns }: ReturnType<typeof timeFrom>): void {
  const { setTimeout, clearTimeout, fetch } = globalThis;
  const timers = new Map<number, { at: number; run: () => void }>();
  const unanswered = new Set<Promise<unknown>>();
  const channel = new MessageChannel();
  let lastId = 0;
  let now = 0;
  let clock = start;

  performance.now = () => now;
  Date.now = () => Math.floor(clock + now);
  globalThis.setTimeout = ((run: () => void, ms = 0) => {
    timers.set(++lastId, { at: now + Math.max(1, ms || 0), run });
    return lastId;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (id) => void timers.delete(Number(id));
  globalThis.fetch = (...args) => {
    const response = fetch(...args);
    unanswered.add(response.catch(() => undefined));
    return response;
  };

  /** Waits for the responses to all requests, and a little for their bodies. */
  const responses = (patience: number) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      void Promise.all(unanswered).then(() => {
        clearTimeout(timer);
        setTimeout(resolve, 1);
      });
      unanswered.clear();
    });
  const task = () =>
    new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage('');
    });
  const nextTimer = () => [...timers].reduce((first, timer) => (timer[1].at < first[1].at ? timer : first));

  globalThis.simulated = {
    timers: () => timers.size,
    skip: (ms) => void (now += ms),
    moveClock: (ms) => void (clock += ms),
    async advance(ms, patience) {
      const end = now + ms;
      let turnAt = now;
      for (;;) {
        if (unanswered.size) await responses(patience);
        const [id, timer] = timers.size ? nextTimer() : [0, undefined];
        if (!timer || timer.at > end) break;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.run();
        // What a timer has begun with promises comes next. Observers and other tabs have their turn now and then.
        for (let turn = 0; turn < 20; turn++) await undefined;
        if (now < turnAt) continue;
        await task();
        turnAt = now + msBetweenTurns;
      }
      now = end;
    },
  };
}

/** The argument of `simulateTime` for a page that opens at `start`. */
export const timeFrom = (start: number) => ({ start, msBetweenTurns: 5000 });
