import type { Browser } from 'playwright';
import { expect, test } from 'vitest';
import { startSite, type Site } from '../../browser/compositor/server.js';
import { soak } from './soak.js';
import { withSite } from '../../support/pages/with-site.js';

/** SOAK and WARM are the simulated hours of the test and of the warm-up before it; SEED is that of the random numbers. */
const { SOAK = '24', WARM = '2', SEED = String(Date.now() % 1e6) } = process.env;
const HOUR = 3_600_000;

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

test(`${SOAK} hours of faults, streams, tabs, layouts and clocks leave nothing behind (SEED=${SEED})`, async () => {
  const durations = { warmUp: Number(WARM) * HOUR, duration: Number(SOAK) * HOUR };
  const { before, after, uncaught } = await soak(browser, site, { seed: Number(SEED), ...durations });
  console.log(JSON.stringify({ before, after }, null, 1));
  expect(uncaught).toEqual([]);
  expect(after.requests).toBe(0);
  expect(after.held).toEqual(before.held);
  expect(after.held).toMatchObject({ timers: 0, frames: 0, streams: 0, channels: 0, locks: 0, detached: 0 });
  // The rest of the heap is code, which the engine compiles when a fault first comes, and again when it comes often.
  expect(after.heapWithoutCode / before.heapWithoutCode).toBeLessThan(1.05);
});
