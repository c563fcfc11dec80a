import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launch } from '../page.js';
import { startSite, type Site } from './site.js';

/** Starts a publisher's site and a browser before the tests of a file, and closes them after them. */
export function withSite(onStart: (site: Site, browser: Browser) => void): void {
  let site: Site | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launch()]);
    onStart(site, browser);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
}
