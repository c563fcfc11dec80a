import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSite, type Site } from '../compositor/server.js';
import { codeOf } from '../../support/chapter.js';
import { launchShell } from '../../support/page.js';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  browser = await launchShell();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The style that the README recommends. */
const reserved = `<style>
  market-ticker:not(:defined) { display: block; block-size: 2.75em; line-height: 2.75em; overflow: auto hidden; white-space: nowrap; }
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
    const shifts = { all: 0, unexpected: 0, outside: 0 };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as LayoutShift[]) {
        const { value, hadRecentInput, sources } = entry;
        shifts.all += value;
        if (!hadRecentInput) shifts.unexpected += value;
        // What is in a shadow tree is not named.
        if (sources.some(({ node }) => node && !node.parentElement?.closest('market-ticker'))) shifts.outside += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.page(body, delay));
  return page;
}

interface LayoutShift {
  readonly value: number;
  /** Whether the reader has done something right before, or the window has got another size. */
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/**
 * Returns the cumulative layout shift of the page, after three more frames.
 *
 * @param of which shifts: all, those that browsers count against a page, or those outside of the strip
 */
async function shift(page: Page, digits = 3, of: 'all' | 'unexpected' | 'outside' = 'all'): Promise<string> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  const shifts = await page.evaluate('shifts');
  return (shifts as Record<typeof of, number>)[of].toFixed(digits);
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
    const items = page.locator('market-ticker ul:not([aria-hidden]) [part~="item"]');
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

describe.each([240, 360])('on a phone of %i px', (width) => {
  test('nothing at all shifts when the first data arrive', async () => {
    const page = await open(paper('src="/late/2000/feed/4.json"', ''), width);
    await waitForStatus(page, 'loading');
    await waitForQuotes(page);
    expect(await shift(page, 6)).toBe('0.000000');
  });

  test('nothing at all shifts in a step, and when a value changes before, during and after it', async () => {
    const page = await open(paper('src="/feed/4.json" interval="0" dwell="60"'), width);
    await waitForQuotes(page);
    await page.evaluate(async () => {
      const strip = document.querySelector('market-ticker')!;
      const frames = async (count: number): Promise<void> => {
        for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
      };
      for (let step = 0; step < 12; step++) {
        strip.data = { items: [0, 1, 2, 3].map((id) => ({ id: `Q${id}`, price: 990 + step, previousClose: 995 })) };
        await frames(step % 4 === 0 ? 20 : 3);
        strip.next();
        await frames(step % 3 === 0 ? 20 : 2);
      }
    });
    expect(await shift(page, 6)).toBe('0.000000');
  });
});

describe('at 100 widths from 240 to 1600 px, up and down,', () => {
  const widths = Array.from({ length: 101 }, (_, index) => Math.round(240 + index * 13.6));
  const upAndDown = [...widths, ...widths.toReversed()];

  test('a window that changes its width shifts nothing', async () => {
    const page = await open(paper('src="/feed/4.json" interval="0"'), 240);
    await waitForQuotes(page);
    for (const width of upAndDown) {
      await page.setViewportSize({ width, height: 600 });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    expect(await shift(page, 3, 'unexpected')).toBe('0.000');
  });

  test('a strip whose box changes its width shifts nothing of the page around it', async () => {
    const page = await open(`<div style="inline-size: 240px">${paper('src="/feed/4.json" interval="0"')}</div>`, 1600);
    await waitForQuotes(page);
    // The texts of the page keep their own width.
    await page.addStyleTag({ content: 'h1, p { inline-size: 200px }' });
    const tops = () =>
      page.evaluate(() =>
        String([...document.querySelectorAll('h1, p')].map((one) => one.getBoundingClientRect().top)),
      );
    const before = await tops();
    for (const width of upAndDown) {
      await page.evaluate(async (width) => {
        document.querySelector('div')!.style.inlineSize = `${width}px`;
        for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
      }, width);
      expect(await tops(), `${width} px`).toBe(before);
    }
    expect(await shift(page, 3, 'outside')).toBe('0.000');
  });
});

test('a grid shifts nothing when its script and its feed load late, if the page has the rule of the chapter', async () => {
  const grid = paper('src="/late/1000/feed/4.json" layout="grid"', '');
  const rule = codeOf('docs/layouts.md', 'reserved grid');
  const page = await open(`<style>${rule}</style><aside style="inline-size: 320px">${grid}</aside>`, 1280, 1000);
  await waitForQuotes(page);
  expect(await shift(page)).toBe('0.000');
});

test('a page that does shift is detected', async () => {
  const page = await open(paper('src="/feed/4.json"'));
  await waitForQuotes(page);
  await page.evaluate(() => document.querySelector('h1')!.append(document.createElement('br'), 'and its second line'));
  expect(await shift(page)).not.toBe('0.000');
});
