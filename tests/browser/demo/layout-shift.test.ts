import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startSite, type Site } from '../compositor/server.js';
import { launch } from '../../support/page.js';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The style that the README recommends. */
const reserved = `<style>
  market-ticker:not(:defined) { display: block; block-size: 2.75rem; line-height: 2.75rem; overflow: auto hidden; white-space: nowrap; }
</style>`;

const fallback = '<a href="#kospi">KOSPI 2,855.77</a> <a href="#kosdaq">KOSDAQ 764.21</a>';

/** A page with a strip between a heading and a story. */
const paper = (attributes: string, content = fallback): string => `${reserved}
<h1>The Paper</h1>
<market-ticker ${attributes}>${content}<a slot="end" href="#all">All markets</a></market-ticker>
<p>A story that somebody reads.</p>`;

async function open(body: string, width = 1280, delay = 0): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 600 } });
  onTestFinished(() => page.close());
  await page.addInitScript(() => {
    const globals = globalThis as unknown as { shift: number };
    globals.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        globals.shift += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.page(body, delay));
  return page;
}

/** Returns the cumulative layout shift of the page, after three more frames. */
async function shift(page: Page): Promise<string> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  return page.evaluate(() => (globalThis as unknown as { shift: number }).shift.toFixed(3));
}

/** Waits until the strip has quotes. */
const waitForQuotes = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (document.querySelector('market-ticker')?.quotes?.length ?? 0) > 0);

/** Waits until the strip has a status. */
const waitForStatus = (page: Page, status: string): Promise<unknown> =>
  page.waitForFunction((status) => document.querySelector('market-ticker')?.status === status, status);

for (const width of [1280, 320]) {
  const at = `at ${width} px`;

  test(`a long strip is rendered once, and nothing shifts while its items are added, ${at}`, async () => {
    const watch = `<script>
      rows = [];
      (function recordRows() {
        const root = document.querySelector('market-ticker')?.shadowRoot;
        rows.push(root?.querySelectorAll('ul').length ?? 0);
        requestAnimationFrame(recordRows);
      })();
    </script>`;
    const page = await open(watch + paper('src="/feed/60.json"'), width);
    const items = page.locator('market-ticker ul:not([aria-hidden]) [part="item"]');
    await expect.poll(() => items.count(), { timeout: 10_000 }).toBe(60);
    expect(await page.evaluate('Math.max(...rows)')).toBe(1);
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts when the script loads a second later, ${at}`, async () => {
    const page = await open(paper('src="/feed/4.json"'), width, 1000);
    await waitForQuotes(page);
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts when the feed loads two seconds later, ${at}`, async () => {
    const page = await open(paper('src="/late/2000/feed/4.json"'), width);
    await waitForStatus(page, 'loading');
    await waitForQuotes(page);
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts during 60 updates that add digits, ${at}`, async () => {
    const page = await open(paper('src="/feed/4.json" interval="0"'), width);
    await waitForQuotes(page);
    await page.evaluate(async () => {
      const strip = document.querySelector('market-ticker')!;
      for (let tick = 0; tick < 60; tick++) {
        // The price passes 1,000 and the change passes 0, so that a digit, a comma and another sign appear.
        const price = 992 + tick / 4;
        strip.data = { state: 'open', items: ['A', 'B', 'C', 'D'].map((id) => ({ id, price, previousClose: 998 })) };
        await strip.updateComplete;
      }
    });
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts when the feed fails and recovers, ${at}`, async () => {
    const page = await open(paper(`src="/flaky/feed/4.json?${width}" interval="0"`), width);
    await waitForQuotes(page);
    await page.evaluate(() => document.querySelector('market-ticker')!.refresh());
    await waitForStatus(page, 'error');
    expect(await shift(page)).toBe('0.000');
    await page.evaluate(() => document.querySelector('market-ticker')!.refresh());
    await waitForStatus(page, 'live');
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts when the first request fails, ${at}`, async () => {
    const page = await open(paper('src="/late/2000/none.json"'), width);
    await waitForStatus(page, 'loading');
    await waitForStatus(page, 'error');
    expect(await shift(page)).toBe('0.000');
  });

  test(`nothing shifts when the strip is paused and plays, ${at}`, async () => {
    const page = await open(paper('src="/feed/4.json"'), width);
    await waitForQuotes(page);
    for (const method of ['pause', 'play'] as const) {
      await page.evaluate((method) => document.querySelector('market-ticker')![method](), method);
      await sleep(300);
      expect(await shift(page)).toBe('0.000');
    }
  });

  test(`nothing around the strip shifts when a font loads late, ${at}`, async () => {
    const page = await open(
      `<style>
        @font-face { font-family: Late; src: url(/late/600/font.woff2); font-display: swap }
        market-ticker { --market-ticker-font: 0.875rem Late, sans-serif }
      </style>${paper('src="/feed/4.json"')}`,
      width,
    );
    await waitForQuotes(page);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.fonts.check('14px Late'))).toBe(true);
    expect(await shift(page)).toBe('0.000');
  });
}

test('a page that does shift is detected', async () => {
  const page = await open(paper('src="/feed/4.json"'));
  await waitForQuotes(page);
  await page.evaluate(() => document.querySelector('h1')!.append(document.createElement('br'), 'and its second line'));
  expect(await shift(page)).not.toBe('0.000');
});
