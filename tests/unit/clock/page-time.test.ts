import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Clock = typeof import('../../../src/clock/page-time.js');

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const start = Date.parse('2026-11-23T12:00:00Z');

let clock: Clock;
/** Sets the reader's clock, without time passing. A sleep is the same, because `performance.now()` may stand still. */
const moveClock = (ms: number): unknown => vi.setSystemTime(Date.now() + ms);
const wait = (ms: number): unknown => vi.advanceTimersByTime(ms);
const setServiceWorker = (controller: object | null): unknown =>
  vi.stubGlobal('navigator', { serviceWorker: { controller } });

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout'], now: start });
  vi.stubGlobal('navigator', {});
  vi.resetModules(); // The clock is a state of the page, and each test is a page of its own.
  clock = await import('../../../src/clock/page-time.js');
  clock.pageTime();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the time for deadlines', () => {
  test.each([NaN, undefined, 'now', Infinity])('goes on when the page makes its clock tell %s', (value) => {
    const before = clock.pageTime();
    vi.spyOn(Date, 'now').mockImplementation(() => value as number);
    wait(5 * SECOND);
    expect(clock.pageTime() - before).toBeCloseTo(5 * SECOND);
    expect(clock.readersClockAhead()).toBeCloseTo(0);
    vi.restoreAllMocks();
  });

  test.each([-1, -9, -24 * 365])('goes on when the reader’s clock is set by %i hours', (hours) => {
    const before = clock.pageTime();
    moveClock(hours * HOUR);
    expect(clock.pageTime()).toBeCloseTo(before);
    wait(5 * SECOND);
    expect(clock.pageTime() - before).toBeCloseTo(5 * SECOND);
  });

  test('goes on when the clock is set back again and again', () => {
    const before = clock.pageTime();
    for (let times = 0; times < 5; times++) {
      moveClock(-HOUR);
      wait(SECOND);
      clock.pageTime();
    }
    expect(clock.pageTime() - before).toBeCloseTo(5 * SECOND);
  });

  test('goes on while the reader’s clock stands still', () => {
    const before = clock.pageTime();
    for (let seconds = 0; seconds < 30; seconds++) {
      wait(SECOND);
      moveClock(-SECOND);
      clock.pageTime();
    }
    expect(clock.pageTime() - before).toBeCloseTo(30 * SECOND);
  });

  test('counts a sleep as time that has passed, and tells of it', async () => {
    const listener = vi.fn();
    clock.timeListeners.add(listener);
    const before = clock.pageTime();
    moveClock(8 * HOUR);
    expect(clock.pageTime() - before).toBeCloseTo(8 * HOUR);
    await Promise.resolve();
    expect(listener.mock.calls).toEqual([[expect.closeTo(8 * HOUR)]]);
  });

  test('does not go back when performance.now() begins anew', () => {
    wait(MINUTE);
    const before = clock.pageTime();
    vi.spyOn(performance, 'now').mockReturnValue(0);
    expect(clock.pageTime()).toBeCloseTo(before);
  });
});

describe('the time by which ages are judged', () => {
  const read = (ahead: number, server = 'https://a.example', since = start): boolean =>
    clock.readServerTime(server, since + (clock.pageTime() - start) + ahead);
  /** By how many ms it differs from the reader's clock at the start, plus the time that has passed. */
  const ahead = (): number => Math.round((clock.trueTime() - clock.pageTime()) / 100) * 100;

  test.each([10 * MINUTE, -10 * MINUTE, 9 * HOUR, -30 * 24 * HOUR, 90 * SECOND])(
    'is that of the first server if the reader’s clock is off by %i ms',
    async (error) => {
      const listener = vi.fn();
      clock.timeListeners.add(listener);
      read(error);
      expect(ahead()).toBe(error);
      await Promise.resolve();
      expect(listener.mock.calls).toEqual([[0]]);
    },
  );

  test.each([0, 59 * SECOND, -59 * SECOND])('is the reader’s clock if a server differs by only %i ms', (error) => {
    read(error);
    expect(ahead()).toBe(0);
  });

  test('is the reader’s clock if the time of the server is unknown', () => {
    expect(read(NaN)).toBe(false);
    expect(ahead()).toBe(0);
  });

  test('does not change when the reader’s clock is set back, before or after it was corrected', () => {
    moveClock(-HOUR);
    clock.pageTime();
    expect(clock.trueTime()).toBe(start);
    read(-10 * MINUTE);
    moveClock(-HOUR);
    expect(ahead()).toBe(-10 * MINUTE);
  });

  test('is the later of the possible times after the reader’s clock was set right, until a server answers', () => {
    read(10 * MINUTE);
    moveClock(10 * MINUTE);
    expect(clock.trueTime()).toBe(start + 20 * MINUTE);
    clock.readServerTime('https://a.example', start + 10 * MINUTE);
    expect(clock.trueTime()).toBe(start + 10 * MINUTE);
  });

  test('is not set back by a replayed answer after a true one', () => {
    read(0);
    for (let polls = 1; polls < 5; polls++) {
      wait(MINUTE);
      expect(clock.readServerTime('https://a.example', start)).toBe(false);
    }
    expect(ahead()).toBe(0);
  });

  test('is set back by a second answer that confirms the first, where a service worker may replay answers', () => {
    setServiceWorker({});
    expect(read(-HOUR)).toBe(false);
    expect(ahead()).toBe(0);
    wait(5 * SECOND);
    expect(read(-HOUR)).toBe(true);
    expect(ahead()).toBe(-HOUR);
  });

  test('is not set back by answers that a service worker replays, however quickly they follow', () => {
    setServiceWorker({});
    for (let answers = 0; answers < 10; answers++) {
      wait(answers < 5 ? 500 : 5 * SECOND);
      clock.readServerTime('https://a.example', start - HOUR);
    }
    expect(ahead()).toBe(0);
  });

  test('is put forward by the first answer even where a service worker may replay it', () => {
    setServiceWorker({});
    read(HOUR);
    expect(ahead()).toBe(HOUR);
  });

  test('is that of the server that differs least, if servers disagree', () => {
    read(-2 * HOUR, 'https://wrong.example');
    expect(ahead()).toBe(-2 * HOUR);
    read(0);
    wait(MINUTE);
    read(-2 * HOUR, 'https://wrong.example');
    expect(ahead()).toBe(0);
  });
});
