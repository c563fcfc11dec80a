import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextRenderTurn } from '../../../src/render/render-queue.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

test('paints four strips of a page in any 25 ms at most, whenever they come, and all of them in the end', async () => {
  const painted: number[] = [];
  const comesAfter = async (ms: number, count: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let index = 0; index < count; index++)
      void nextRenderTurn(-Infinity).then(() => painted.push(performance.now()));
  };
  // Half of them at once, and the others where the first 25 ms are as good as over.
  await comesAfter(0, 2);
  await comesAfter(24, 6);
  for (let step = 0; step < 20; step++) await comesAfter(7, 1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(painted.length).toBe(28);
  for (const from of painted)
    expect(painted.filter((at) => at >= from && at < from + 25).length, `from ${from}`).toBeLessThanOrEqual(4);
});
