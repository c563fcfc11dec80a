import type { Browser } from 'playwright';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/page.js';
import { freshApp } from './fresh-app.js';
import { expectMarket } from './expect-market.js';
import { serveFolder } from './static-server.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

for (const name of ['react', 'vue', 'svelte', 'angular']) {
  test(`a fresh app with ${name} shows the market, and with a wrong attribute or event does not compile`, async ({
    onTestFinished,
  }) => {
    const app = await freshApp(name);
    await app.run('build');
    const site = await serveFolder(join(app.folder, 'dist'));
    onTestFinished(site.close);
    await expectMarket(browser, site.origin);
    const complaint = await app.fails('wrong');
    expect(complaint).toMatch(/"diagonal"' is not assignable/);
    expect(complaint).toMatch(/Property 'prices' does not exist on type 'MarketTickerUpdateEvent/);
    expect(complaint).not.toMatch(/cannot find/i);
  });
}
