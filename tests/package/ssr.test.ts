import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/page.js';
import { seedRows } from '../support/fixtures/seed.js';
import { freshApp } from './fresh-app.js';
import { rowsOf, expectMarket } from './expect-market.js';
import { serveFolder } from './static-server.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

test('a new app renders the strip in Node with Lit’s server rendering; the strip is readable without a script, and the script takes over', async ({
  onTestFinished,
}) => {
  const app = await freshApp('ssr');
  await app.run('build');
  const dist = join(app.folder, 'dist');
  expect(readdirSync(dist).sort()).toEqual(['client.js', 'index.html', 'unscripted.html']);
  const site = await serveFolder(dist);
  onTestFinished(site.close);

  const page = await browser.newPage();
  await page.goto(`${site.origin}/unscripted.html`);
  expect(await rowsOf(page, 'market-ticker')).toEqual(seedRows);
  expect(await page.evaluate(() => document.querySelector('market-ticker')!.matches(':defined'))).toBe(false);
  await page.close();

  await expectMarket(browser, site.origin);
});
