import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { createServer, type PreviewServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedRows } from '../../support/fixtures/seed.js';
import { serveDemo } from '../../support/pages/demo-setup.js';
import { allLive, axeViolations, launchShell, openPage } from '../../support/page.js';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));
const pages = readdirSync(new URL('../../../demo', import.meta.url)).filter((name) => name.endsWith('.html'));
const ids = ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW'];
const koreanNames = ['코스피', '코스닥', '코스피200'];
const isKorean = (file: string): boolean => /^(ko|.*-ko)\.html$/.test(file);
const here = { host: '127.0.0.1', port: 0 };

let browser: Browser;
let dev: ViteDevServer;
let built: PreviewServer;
const roots = { dev: '', static: '' };

beforeAll(async () => {
  dev = await createServer({ configFile, mode: 'development', server: here, logLevel: 'error' });
  await dev.listen();
  roots.dev = dev.resolvedUrls?.local[0] ?? '';

  // The demo is static files, in a folder whose name the build does not know.
  built = await serveDemo('/some/folder/');
  roots.static = built.resolvedUrls?.local[0] ?? '';

  browser = await launchShell();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([dev?.close(), built?.close()]);
});

describe.each(['dev', 'static'] as const)('the demo, %s', (kind) => {
  describe.each(pages)('%s', (file) => {
    describe.each([1280, 320])('at %i px', (width) => {
      let page: Page;
      let troubles: readonly string[];

      beforeAll(async () => {
        ({ page, troubles } = await openPage(browser, roots[kind] + file, { viewport: { width, height: 800 } }));
        await allLive(page);
      });

      afterAll(() => page?.close());

      test('shows the market, without errors and without horizontal scrolling', async () => {
        const strip = page.locator('market-ticker').first();
        const shown = await strip.evaluate((element) => element.shadowRoot?.textContent ?? '');
        for (const name of isKorean(file) ? koreanNames : ids) expect(shown).toContain(name);
        const read = await page.evaluate(() => document.querySelector('market-ticker')?.quotes.map(({ id }) => id));
        expect(read).toEqual(ids);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(troubles).toEqual([]);
      });

      // Both servers send the same page, so axe tests only one of them.
      test.runIf(kind === 'static').each([
        ['light', { colorScheme: 'light' }],
        ['dark', { colorScheme: 'dark' }],
        ['reduced motion', { colorScheme: 'light', reducedMotion: 'reduce' }],
      ] as const)('has no accessibility violations (%s)', async (_, media) => {
        await page.emulateMedia({ reducedMotion: 'no-preference', ...media });
        expect(await axeViolations(page)).toEqual([]);
      });
    });
  });
});

describe.each([
  ['index.html', 'ko.html', 'Skip to the story', '기사로 건너뛰기'],
  ['faults.html', 'faults-ko.html', 'Skip to the faults', '장애 선택으로 건너뛰기'],
])('the two languages of %s', (english, korean, skip, koreanSkip) => {
  const languageOf = async (file: string): Promise<string | undefined> =>
    /^<!doctype html>\s*<html lang="(\w+)"/.exec(await (await fetch(roots.static + file)).text())?.[1];

  test('are in the pages from their first byte', async () => {
    expect(await languageOf(english)).toBe('en');
    expect(await languageOf(korean)).toBe('ko');
  });

  test('link to each other, and the Korean one to Korean pages only', async () => {
    const { page } = await openPage(browser, roots.static + english);
    await page.getByRole('link', { name: skip }).waitFor({ state: 'attached' });
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('link', { name: koreanSkip }).waitFor({ state: 'attached' });
    const targets = await page
      .locator('a[href]:not([hreflang="en"], [href^="#"])')
      .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
    for (const target of targets) expect(target).toMatch(/^\.\/(ko|faults-ko)\.html$|^\.\/builder\.html#ui=ko$/);
    expect(
      await page.locator('link[rel="alternate"]').evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
    ).toEqual([`./${english}`, `./${korean}`]);
    await page.getByRole('link', { name: 'EN', exact: true }).click();
    await page.getByRole('link', { name: skip }).waitFor({ state: 'attached' });
    await page.close();
  });
});

test('the Korean front page shows a rise in red and a fall in blue, in its strip and in its table', async () => {
  const { page } = await openPage(browser, `${roots.static}ko.html`, { colorScheme: 'light' });
  await allLive(page);
  const rgb = (selector: string): Promise<number[]> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) =>
        getComputedStyle(element)
          .color.match(/[\d.]+/g)!
          .map(Number),
      );
  for (const [rise, fall] of [
    ['.front [part~="up"] [part~="change"]', '.front [part~="down"] [part~="change"]'],
    ['td.up', 'td.down'],
  ] as const) {
    const [red, , blueOfRed] = await rgb(rise);
    const [redOfBlue, , blue] = await rgb(fall);
    expect(red, rise).toBeGreaterThan(blueOfRed!);
    expect(blue, fall).toBeGreaterThan(redOfBlue!);
  }
  await page.close();
});

describe('the front page', () => {
  const open = async (options = {}) => {
    const opened = await openPage(browser, roots.dev, options);
    await allLive(opened.page);
    return opened.page;
  };

  test('does not shift while the strip loads', async () => {
    const { page } = await openPage(browser, 'about:blank', { viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(roots.dev);
    await allLive(page);
    expect(await page.evaluate(() => (globalThis as { shifts?: number[] }).shifts)).toEqual([]);
    await page.close();
  });

  test('shows the exact HTML of every variant, and copies it', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const card = page.locator('.card', { hasText: 'In Korean' });
    const code = await card.locator('code').last().textContent();
    expect(code).toContain('lang="ko"');

    await card.getByRole('button', { name: /^Copy/ }).click();
    await card.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

    const same = await page.evaluate(() =>
      [...document.querySelectorAll('.card')].every((one) => {
        const parsed = document.createElement('div');
        parsed.innerHTML = one.querySelector('pre')?.textContent?.split('\n\n')[0] ?? '';
        const strips = [...one.querySelectorAll('.stage > *')];
        return strips.length > 0 && strips.every((strip, i) => parsed.children[i]?.isEqualNode(strip));
      }),
    );
    expect(same).toBe(true);
    await page.close();
  });

  test('lets the reader choose between the two markets', async () => {
    const page = await open();
    const answered = page.waitForResponse((response) => response.url().endsWith('/markets.json'));
    await page.getByRole('radio', { name: 'KRX trading hours' }).check();
    expect((await answered).ok()).toBe(true);
    const sources = await page
      .locator('market-ticker[src]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('src')));
    expect(new Set(sources)).toEqual(new Set(['./markets.json', './markets-icons.json']));
    expect(await page.locator('.card pre code').first().textContent()).toContain('src="./markets.json"');
    await page.close();
  });

  test('shows the row of June 2025 as it was printed', async () => {
    const page = await open();
    const strip = page.locator('.card', { hasText: 'As printed' }).locator('market-ticker');
    const shown = await strip.locator('ul:not([aria-hidden]) [part~="item"]').evaluateAll((items) =>
      items.map((item) => {
        const texts = ['name', 'price', 'arrow', 'change', 'percent'].map(
          (part) => item.querySelector(`[part~="${part}"]`)?.textContent,
        );
        return texts.join(' ');
      }),
    );
    expect(shown).toEqual(seedRows);
    expect(await strip.locator('[part="time"]').first().textContent()).toContain('Jun 9, 2025');
    await page.close();
  });

  test('has whole items one after the other on a phone, beside its link', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    const strip = page.locator('market-ticker.front');
    await strip.locator('.strip.rotate').waitFor();
    expect(await strip.getByRole('link', { name: 'View Market Snapshot' }).isVisible()).toBe(true);
    await page.close();
  });

  test('is readable without a script', async () => {
    const { page } = await openPage(browser, roots.static, { javaScriptEnabled: false });
    const strip = page.locator('market-ticker').first();
    expect(await strip.innerText()).toMatch(/KOSPI 6,788\.88.*USD\/KRW 1,451\.30.*Snapshot/s);
    expect((await strip.boundingBox())?.height).toBe(45); // 2.75rem and the border below it
    expect(await page.locator('#tag').isVisible()).toBe(false);
    await page.close();
  });
});
