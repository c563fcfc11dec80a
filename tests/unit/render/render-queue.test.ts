import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextRenderTurn } from '../../../src/render/render-queue.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

test('renders at most four strips of a page in any 25 ms, whenever they ask, and all of them in the end', async () => {
  const renderTimes: number[] = [];
  const askAfter = async (ms: number, count: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let index = 0; index < count; index++)
      void nextRenderTurn(-Infinity).then(() => renderTimes.push(performance.now()));
  };
  // Two strips ask at once, and six when the first 25 ms are almost over.
  await askAfter(0, 2);
  await askAfter(24, 6);
  for (let step = 0; step < 20; step++) await askAfter(7, 1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(renderTimes.length).toBe(28);
  for (const from of renderTimes)
    expect(renderTimes.filter((at) => at >= from && at < from + 25).length, `from ${from}`).toBeLessThanOrEqual(4);
});
