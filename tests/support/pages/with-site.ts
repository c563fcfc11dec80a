import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchShell } from '../page.js';

/**
 * Starts a site and a browser before the tests of a file, and closes them after them.
 *
 * @param start starts the site
 * @param onStart called with both
 */
export function withSite<S extends { close(): Promise<unknown> }>(
  start: () => Promise<S>,
  onStart: (site: S, browser: Browser) => void,
): void {
  let site: S | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    [site, browser] = await Promise.all([start(), launchShell()]);
    onStart(site, browser);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
}
