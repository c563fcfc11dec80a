import { expect } from '@open-wc/testing';
import { afterEach, beforeEach, describe, test, vi } from 'vitest';
import { pageTime } from '../../../src/clock/page-time.js';
import { wakeAt } from '../../../src/clock/wake-timer.js';

function hide(hidden: boolean): void {
  Object.defineProperty(HTMLDocument.prototype, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  Reflect.deleteProperty(HTMLDocument.prototype, 'hidden');
  vi.useRealTimers();
});

describe('the one timer for all strips of the page', () => {
  const start = () => pageTime();

  test('waits for the text that changes first', () => {
    const [one, other] = [vi.fn(), vi.fn()];
    wakeAt(one, start() + 5000);
    wakeAt(other, start() + 2000);
    expect(vi.getTimerCount()).to.equal(1);
    vi.advanceTimersByTime(2000);
    expect([one.mock.calls.length, other.mock.calls.length]).to.deep.equal([0, 1]);
    vi.advanceTimersByTime(3000);
    expect([one.mock.calls.length, other.mock.calls.length]).to.deep.equal([1, 1]);
    expect(vi.getTimerCount()).to.equal(0);
  });

  test('keeps only the last time that a strip asked for, and forgets a strip that asks for none', () => {
    const strip = vi.fn();
    wakeAt(strip, start() + 1000);
    wakeAt(strip, start() + 3000);
    vi.advanceTimersByTime(2999);
    expect(strip.mock.calls.length).to.equal(0);
    wakeAt(strip, Infinity);
    expect(vi.getTimerCount()).to.equal(0);
    vi.advanceTimersByTime(10_000);
    expect(strip.mock.calls.length).to.equal(0);
  });

  test('does not run while the page is hidden, and catches up when the page is visible again', () => {
    const strip = vi.fn();
    wakeAt(strip, start() + 1000);
    hide(true);
    expect(vi.getTimerCount()).to.equal(0);
    vi.advanceTimersByTime(60_000);
    expect(strip.mock.calls.length).to.equal(0);
    hide(false);
    expect(strip.mock.calls.length).to.equal(1);
  });

  test('waits for longer than the limit of setTimeout()', () => {
    const strip = vi.fn();
    const days = 40 * 86_400_000;
    wakeAt(strip, start() + days);
    vi.advanceTimersByTime(days - 1);
    expect(strip.mock.calls.length).to.equal(0);
    vi.advanceTimersByTime(1);
    expect(strip.mock.calls.length).to.equal(1);
  });

  test('does not call a strip at once that asks for another time while it is called', () => {
    const strip = vi.fn(() => wakeAt(strip, start() + 1000));
    wakeAt(strip, start() + 1000);
    vi.advanceTimersByTime(3000);
    expect(strip.mock.calls.length).to.equal(3);
    wakeAt(strip, Infinity);
  });
});
