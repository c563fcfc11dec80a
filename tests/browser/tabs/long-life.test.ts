import type { Browser } from 'playwright';
import { expect, test } from 'vitest';
import { soak } from '../../bench/soak/soak.js';
import { startSite, type Site } from '../compositor/server.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

// `npm run soak` does the same for 24 hours, and measures memory as well.
test('half an hour of ill servers, of tabs and of strips that come and go leaves nothing behind and no value out of date', async () => {
  const { after, uncaught } = await soak(browser, site, { seed: 20, warmUp: 0, duration: 1_800_000 });
  expect(uncaught).toEqual([]);
  expect(after.requests).toBe(0);
  expect(after.held).toMatchObject({
    timers: 0,
    frames: 0,
    observed: 0,
    streams: 0,
    channels: 0,
    locks: 0,
    detached: 0,
  });
}, 180_000);
