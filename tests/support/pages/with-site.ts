import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launch } from '../page.js';
import { startSite, type Site } from './site.js';

/** A publisher's site and a browser, for the tests of a file; closed after them. */
export function withSite(have: (site: Site, browser: Browser) => void): void {
  let site: Site | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launch()]);
    have(site, browser);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
}
