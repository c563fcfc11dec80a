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
  test(`a new app with ${name} shows the market, and does not compile with a wrong attribute or event field`, async ({
    onTestFinished,
  }) => {
    const app = await freshApp(name);
    await app.run('build');
    const site = await serveFolder(join(app.folder, 'dist'));
    onTestFinished(site.close);
    await expectMarket(browser, site.origin);
    const errors = await app.fails('wrong');
    expect(errors).toMatch(/"diagonal"' is not assignable/);
    expect(errors).toMatch(/Property 'prices' does not exist on type 'MarketTickerUpdateEvent/);
    expect(errors).not.toMatch(/cannot find/i);
  });
}
