// Measures the cumulative layout shift that the strip causes.
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../browser.mjs';

export const shift = {
  name: 'shift',
  rounds: 2,

  async *measure(bench, page) {
    if (page.empty) return;
    const late = await shiftOf(bench, page, { delay: 1000 });
    const reserved = await shiftOf(bench, page, { delay: 1000, reserve: 1 });
    const updated = await shiftOf(bench, page, { reserve: 1 }, 20);
    yield { late, reserved, updated };
  },
};

/** The layout shift until the strip is full, or, with a rate, that of two seconds of updates after it. */
async function shiftOf(bench, page, query, rate = 0) {
  const opened = await openPage(bench, page, { n: 40, ...query });
  try {
    await sleep(500);
    if (!rate) return await opened.evaluate('bench.shift');
    const before = await opened.evaluate('bench.shift');
    bench.server.setRate(rate);
    await sleep(2000);
    return (await opened.evaluate('bench.shift')) - before;
  } finally {
    bench.server.setRate(0);
    await opened.close();
  }
}
