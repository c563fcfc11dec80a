import { readdirSync, readFileSync } from 'node:fs';
import type { MarketTickerElement } from 'market-ticker';
import type { Browser } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { docsBase, docsFolder } from '../../support/pages/docs-setup.js';
import { startStaticHost, type StaticHost } from '../../support/pages/static-host.js';
import { withSite } from '../../support/pages/with-site.js';
import { allLive, axeViolations, openPage } from '../../support/page.js';

const files = readdirSync(docsFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
const chapters = files.filter((name) => !name.startsWith('demo/') && name !== '404.html');
const desktop = { viewport: { width: 1280, height: 800 } };

let host: StaticHost;
let browser: Browser;

withSite(
  () => startStaticHost(docsFolder, docsBase),
  (...made) => ([host, browser] = made),
);

async function open(path: string, options = {}) {
  const opened = await openPage(browser, host.url + path, { ...desktop, ...options });
  onTestFinished(() => opened.page.close());
  await allLive(opened.page);
  return opened;
}

test.each(chapters)('%s has no errors, is accessible in light and dark, and fits a phone', async (path) => {
  const { page, troubles } = await open(path, { colorScheme: 'light' });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  expect(await axeViolations(page)).toEqual([]);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.locator('html.dark').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  expect(requests.filter((url) => !url.startsWith(host.url) && !url.startsWith('data:'))).toEqual([]);
  expect(troubles).toEqual([]);
});

test('no page links to a page, a file or an anchor that does not exist', () => {
  const html = new Map(files.map((name) => [`${docsBase}${name}`, readFileSync(`${docsFolder}/${name}`, 'utf8')]));
  const all = new Set(
    readdirSync(docsFolder, { recursive: true, encoding: 'utf8' }).map((name) => `${docsBase}${name}`),
  );
  const dead = [...html].flatMap(([path, text]) =>
    [...text.matchAll(/<(?:a|link|script|img|source)\b[^>]*? (?:href|src)="([^"]*)"/g)]
      .map(([, link]) => link!.replaceAll('&amp;', '&'))
      .filter((link) => {
        const { origin, pathname, hash } = new URL(link, `http://host${path}`);
        if (origin !== 'http://host') return false;
        const target = pathname.replace(/\/$/, '/index.html');
        if (!all.has(decodeURIComponent(target))) return true;
        // The hash of the tag builder is the state of its form.
        if (!hash || hash === '#' || target.endsWith('/builder.html')) return false;
        return !html.get(decodeURIComponent(target))?.includes(` id="${decodeURIComponent(hash.slice(1))}"`);
      })
      .map((link) => `${path} → ${link}`),
  );
  expect(dead).toEqual([]);
});

describe('a live strip', () => {
  test('shows prices that change, in the language of the page', async () => {
    const { page } = await open('ko/index.html');
    const strip = page.locator('market-ticker').first();
    const price = () =>
      strip.evaluate(({ quotes }: MarketTickerElement) => quotes.find(({ id }) => id === 'USD/KRW')?.price);
    await expect.poll(() => strip.evaluate(({ quotes }: MarketTickerElement) => quotes[0]?.state)).toBe('open');
    const first = await price();
    await expect.poll(price, { timeout: 30_000 }).not.toBe(first);
    expect(await strip.evaluate((element) => element.shadowRoot!.textContent)).toContain('코스피');
    expect(await page.locator('.live-strip figcaption').first().textContent()).toContain('모의 시세');
  });

  test('is there without JavaScript, and says that its market is closed', async () => {
    const page = await browser.newPage({ ...desktop, javaScriptEnabled: false });
    onTestFinished(() => page.close());
    await page.goto(`${host.url}index.html`);
    const item = page.locator('market-ticker').first().locator('[part~="item-KOSPI"]').first();
    expect(await item.isVisible()).toBe(true);
    expect(await item.textContent()).toContain('6,788.88');
    expect(await page.locator('market-ticker [part~="time"]').last().textContent()).toContain('Closed');
  });

  test.each([1280, 360])('does not move the page when its script loads, at %i px', async (width) => {
    const { page } = await openPage(browser, 'about:blank', { viewport: { width, height: 2000 } });
    onTestFinished(() => page.close());
    await page.addInitScript(() => {
      const moved: string[] = [];
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries() as unknown as { sources: { node: Element | null }[] }[])
          for (const { node } of sources) if (node?.closest?.('.vp-doc')) moved.push(node.outerHTML.slice(0, 80));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${host.url}index.html`);
    await allLive(page);
    expect(await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved)).toEqual([]);
  });
});

describe('a reader', () => {
  test('gets to the same page in the other language, or to its home page if that page is not translated', async () => {
    const { page, troubles } = await open('layouts.html');
    const korean = page.locator('.VPNavBarTranslations a', { hasText: '한국어' });
    expect(await korean.getAttribute('href')).toBe(`${docsBase}ko/layouts.html`);
    await page.goto(`${host.url}security.html`);
    expect(await korean.getAttribute('href')).toBe(`${docsBase}ko/`);
    expect(troubles).toEqual([]);
  });

  test('finds a chapter by a word, in Korean too', async () => {
    const { page } = await open('ko/index.html');
    await page.getByRole('button', { name: '문서 검색' }).click();
    await page.getByRole('searchbox').fill('사이드바');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    expect(await page.locator('.VPLocalSearchBox .result').first().textContent()).toContain('사이드바');
  });

  test('opens the tag builder, whose strips have the feed of the demo', async () => {
    const { page, troubles } = await open('index.html');
    await page.getByRole('link', { name: 'Tag builder' }).first().click();
    await page.waitForURL(/\/demo\/builder\.html/);
    await allLive(page);
    expect(troubles).toEqual([]);
  });
});
