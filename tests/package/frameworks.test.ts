import type { Browser } from 'playwright';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../support/chapter.js';
import { launch } from '../support/page.js';
import { freshApp } from './fresh-app.js';
import { expectMarket } from './expect-market.js';
import { serveFolder } from './static-server.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

/** Returns a code block of the chapter about frameworks. */
const sample = (name: string): string => codeOf('docs/frameworks.md', `sample: ${name}`);

/** The files of each app that are samples of the chapter: what type-checks the app, or configures its build. */
const samples: Record<string, Record<string, string>> = {
  react: { 'src/market-strip.tsx': 'react', 'src/next-strip.tsx': 'next' },
  vue: { 'src/MarketStrip.vue': 'vue', 'vite.config.js': 'vue config' },
  svelte: { 'src/MarketStrip.svelte': 'svelte' },
  angular: { 'src/market-strip.ts': 'angular' },
};

for (const [name, files] of Object.entries(samples)) {
  test(`a new app with ${name} compiles the samples of the chapter, shows the market, and does not compile with a wrong attribute or event field`, async ({
    onTestFinished,
  }) => {
    const app = await freshApp(name);
    for (const [file, marker] of Object.entries(files)) writeFileSync(join(app.folder, file), sample(marker));
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

test('the sample for Nuxt keeps Vue from looking for a component of that name, and of no other', () => {
  const config = sample('nuxt config').replace('export default', 'return');
  const read = new Function('defineNuxtConfig', config) as (define: (config: unknown) => unknown) => {
    vue: { compilerOptions: { isCustomElement: (tag: string) => boolean } };
  };
  const { isCustomElement } = read((config) => config).vue.compilerOptions;
  expect(['market-ticker', 'MarketStrip', 'nuxt-link'].filter(isCustomElement)).toEqual(['market-ticker']);
});

test('the sample for VS Code names files of the package', () => {
  const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  const files = Object.values(JSON.parse(sample('vscode')) as Record<string, string[]>).flat();
  expect(files).toHaveLength(2);
  for (const file of files)
    expect(Object.values(exports)).toContain(file.replace('./node_modules/market-ticker/', './'));
});
