import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allLive, openPage } from '../../../support/page.js';
import { code, withBuilder } from './with-builder.js';
import { root } from './site.js';

const site = withBuilder();

describe('the code', () => {
  test('for npm runs in a page that Vite has built', async () => {
    const { page } = await site.open({
      form: 'npm',
      src: `${site.publisher.origin}/own.json`,
      adapter: 'paths',
      up: '#0a5',
      paths: '{"items": "data.rows", "id": "ticker", "price": "last"}',
    });
    const folder = mkdtempSync(join(tmpdir(), 'publisher-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/market-ticker'), 'dir');
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    writeFileSync(join(folder, 'main.js'), `import './style.css';\n${await code(page, 'In your script')}`);
    writeFileSync(join(folder, 'style.css'), (await code(page, 'In your stylesheet'))!);
    const body = await code(page, 'Where the strip goes');
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><title>Paper</title><link rel="icon" href="data:," /><script type="module" src="./main.js"></script>${body}`,
    );
    await build({ configFile: false, root: folder, logLevel: 'error' });
    const served = await preview({
      configFile: false,
      root: folder,
      preview: { host: '127.0.0.1', port: 0 },
      logLevel: 'error',
    });
    onTestFinished(() => served.close());

    const { page: paper, troubles } = await openPage(site.browser, served.resolvedUrls!.local[0]!);
    onTestFinished(() => paper.close());
    await allLive(paper);
    const strip = paper.locator('market-ticker');
    expect(
      await strip.evaluate((element) => (element as HTMLElementTagNameMap['market-ticker']).quotes[0]?.price),
    ).toBe(1020.5);
    expect(
      await strip.evaluate((element) => getComputedStyle(element).getPropertyValue('--market-ticker-up-color')),
    ).toBe('#0a5');
    expect(troubles).toEqual([]);
  });

  test('is available in six forms, and its feed by a command', async () => {
    const { page } = await site.open();
    for (const [form, place] of [
      ['npm', 'In a terminal'],
      ['React', 'MarketStrip.jsx'],
      ['Vue', 'MarketStrip.vue'],
      ['Svelte', 'MarketStrip.svelte'],
      ['WordPress', 'functions.php'],
      ['Feed tool', 'feed.config.json'],
      ['HTML', 'In the head'],
    ] as const) {
      await page.getByRole('tab', { name: form }).click();
      await page.locator('.block', { hasText: place }).waitFor();
    }
  });
});
