import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { launch, openPage } from '../support/page.js';
import { seedRows } from '../support/fixtures/seed.js';
import { freshApp, type App } from './fresh-app.js';
import { rowsOf } from './expect-market.js';
import { serveFolder } from './static-server.js';

describe('bundlers', () => {
  const names = ['vite', 'rollup', 'esbuild', 'webpack'];
  let app: App;
  let bundles: Record<string, Record<string, { bytes: number; lit: boolean; tag: boolean }>>;
  beforeAll(async () => {
    app = await freshApp('bundlers');
    bundles = JSON.parse(await app.run('start'));
  });

  test.each(names)('remove unused code, and keep modules that register themselves: %s', (name) => {
    const { nothing, element, unused, tag, feed, adapter } = bundles[name]!;
    expect([element!.bytes, unused!.bytes]).toEqual([nothing!.bytes, nothing!.bytes]);
    expect(tag).toMatchObject({ lit: true, tag: true });
    expect(feed).toMatchObject({ lit: false });
    expect(adapter).toMatchObject({ lit: false, tag: true });
  });

  test('keep everything that the class needs when an app defines it under a name of its own', async ({
    onTestFinished,
  }) => {
    const pages = names.map((name) => [
      `/${name}.html`,
      `<!doctype html><html lang="en"><title>${name}</title><link rel="icon" href="data:,">
      <our-ticker src="/markets.json" layout="row"></our-ticker><script type="module" src="/${name}-own.js"></script>`,
    ]);
    const [browser, site] = [await launch(), await serveFolder(join(app.folder, 'dist'), Object.fromEntries(pages))];
    onTestFinished(async () => {
      site.close();
      await browser.close();
    });
    for (const name of names) {
      const { page, troubles } = await openPage(browser, `${site.origin}/${name}.html`);
      expect(await rowsOf(page, 'our-ticker'), name).toEqual(seedRows);
      expect(troubles, name).toEqual([]);
      await page.close();
    }
  });
});
