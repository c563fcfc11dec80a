import { html, type TemplateResult } from 'lit';
import type { MarketTickerElement } from 'market-ticker';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launch, openPage } from '../demo/browser.js';
import { seed, seedRows } from '../fixtures/seed.js';
import { startSite, type Site } from '../pages/site.js';
import { rows, works } from '../pages/strip.js';
import { FrontPage } from '../pages/front-page.js';
import { rendered } from './render.js';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite('development'), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const end = html`<a slot="end" href="#all">All markets</a>`;
const inKorean = ['코스피 2,855.77 ▲ +43.72 +1.55%', ...seedRows.slice(1)];

/** A page with a strip from the server, and a story below; the address of a script may be none. */
async function open(template: TemplateResult, script: string, options: BrowserContextOptions = {}) {
  const { page, troubles } = await openPage(browser, 'about:blank', {
    viewport: { width: 1280, height: 600 },
    ...options,
  });
  onTestFinished(() => page.close());
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const head = `<style>body { margin: 0 }</style>
    ${script && `<script type="module" src="${script}"></script>`}`;
  await page.goto(site.page(`<h1>Paper</h1>${await rendered(template)}<p id="story">A story.</p>`, {}, head), {
    waitUntil: 'commit',
  });
  await page.locator('#story').waitFor();
  return { page, troubles };
}

const defined = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await customElements.whenDefined('market-ticker');
    await document.querySelector('market-ticker')!.updateComplete;
  });

const frames = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });

/** The page’s cumulative layout shift, once all that is to be painted has been. */
async function shift(page: Page): Promise<string> {
  await frames(page);
  return page.evaluate(() => (globalThis as unknown as { shift: number }).shift.toFixed(4));
}

const text = (page: Page): Promise<string> =>
  page.locator('market-ticker').evaluate((strip) => strip.shadowRoot!.textContent.replace(/\s+/g, ' '));

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('without JavaScript', () => {
  const options = { javaScriptEnabled: false };

  it.each(['scroll', 'row', 'grid'])('the numbers, names and words are there to be read (%s)', async (layout) => {
    const { page, troubles } = await open(
      html`<market-ticker layout=${layout} .data=${seed} src="/none.json"
        ><p>Loading…</p>
        ${end}</market-ticker
      >`,
      '/npm.js',
      options,
    );
    const strip = page.locator('market-ticker');
    expect(await rows(page)).toEqual(seedRows);
    for (const row of ['KOSPI 2,855.77', 'USD/KRW 1,359.00'])
      await strip.getByText(row.split(' ')[1]!, { exact: true }).waitFor();
    expect(await text(page)).toContain('up 43.72 points, 1.55 percent');
    expect(await text(page)).toContain('20 min delay · Closed · KRX');
    expect(await strip.locator('p').isVisible()).toBe(false);
    expect(await strip.getByText('All markets').isVisible()).toBe(true);
    // No button that does nothing.
    expect(await strip.getByRole('button').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('all of them can be reached on a phone', async () => {
    const { page } = await open(html`<market-ticker .data=${seed}>${end}</market-ticker>`, '', {
      ...options,
      viewport: { width: 320, height: 600 },
    });
    const last = page.locator('market-ticker').getByText('1,359.00', { exact: true });
    await last.scrollIntoViewIfNeeded();
    const box = await last.boundingBox();
    expect(box!.x).toBeGreaterThan(0);
    expect(box!.x + box!.width).toBeLessThan(320);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('in Korean, with the colours of Korea', async () => {
    const { page } = await open(html`<market-ticker lang="ko" .data=${seed}></market-ticker>`, '', options);
    expect(await rows(page)).toEqual(inKorean);
    expect(await text(page)).toContain('43.72포인트 상승, 1.55퍼센트');
    expect(await text(page)).toContain('20분 지연 · 장 마감 · KRX');
    const move = page.locator('market-ticker [part="item"] .move').first();
    expect(await move.evaluate((move) => getComputedStyle(move).color)).toBe('rgb(196, 22, 42)');
  });
});

describe.each([
  ['the CDN file', '/cdn/market-ticker.js'],
  ['the npm build', '/npm.js'],
  ['the npm build, with Lit’s support for hydration', '/hydrating.js'],
])('%s', (_, script) => {
  it('takes over what the server has drawn, and shows it once', async () => {
    const feed = site.feed(seed);
    const { page, troubles } = await open(
      html`<market-ticker .data=${seed} src=${feed.url}><i>Loading…</i>${end}</market-ticker>`,
      script,
    );
    await defined(page);
    expect(await rows(page)).toEqual(seedRows);
    expect(await page.locator('market-ticker [part="controls"]').count()).toBe(1);
    // What is about the page's own children stays with them.
    expect(await page.locator('market-ticker').evaluate((strip) => strip.textContent.trim())).toBe(
      'Loading…All markets',
    );
    await works(page, feed);
    expect(times(await text(page), 'KOSPI ')).toBe(times(await text(page), '2,855.77'));
    expect(await page.locator('market-ticker style, market-ticker data').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('has the server’s values without any request', async () => {
    const { page, troubles } = await open(html`<market-ticker .data=${seed}></market-ticker>`, script);
    await defined(page);
    expect(await rows(page)).toEqual(seedRows);
    expect(
      await page
        .locator('market-ticker')
        .evaluate(({ status, quotes }: MarketTickerElement) => [status, quotes.length]),
    ).toEqual(['live', 4]);
    expect(troubles).toEqual([]);
  });

  it('a strip without data from the server begins as any other', async () => {
    const feed = site.feed(seed);
    const { page, troubles } = await open(html`<market-ticker src=${feed.url}><i>Markets</i></market-ticker>`, script);
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(seedRows);
    expect(troubles).toEqual([]);
  });

  it('the reader’s language, zone and hour are the reader’s', async () => {
    const data = [{ id: 'KOSPI', price: 2855.77, asOf: '2025-06-09T15:30:00+09:00', state: 'open' }];
    const { page, troubles } = await open(
      html`<div lang="ja"><market-ticker .data=${data}></market-ticker></div>`,
      script,
      {
        timezoneId: 'America/New_York',
      },
    );
    await defined(page);
    // The server knew neither; a year later the data of an open market are old.
    expect(await text(page)).toMatch(/2:30 GMT-4時点/);
    expect(await text(page)).toContain('最新ではありません');
    expect(await page.locator('market-ticker .strip').getAttribute('lang')).toBe('ja');
    expect(troubles).toEqual([]);
  });
});

it.each(['scroll', 'row', 'grid'])('nothing moves when the script comes late (%s)', async (layout) => {
  const feed = site.feed(seed);
  for (const width of [1280, 320])
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const script = site.hold('/cdn/market-ticker.js');
      const { page, troubles } = await open(
        html`<market-ticker layout=${layout} lang="ko" .data=${seed} src=${feed.url}>${end}</market-ticker>`,
        script.url,
        { viewport: { width, height: 600 }, reducedMotion },
      );
      const strip = page.locator('market-ticker');
      // Painted, and measured, before the script is there.
      await frames(page);
      expect(await strip.evaluate((strip) => strip.matches(':not(:defined)'))).toBe(true);
      expect(await rows(page)).toEqual(inKorean);
      const story = await page.locator('#story').boundingBox();
      script.release();
      await defined(page);
      await page.locator('market-ticker:state(live)').waitFor();
      expect(await shift(page)).toBe('0.0000');
      expect(await page.locator('#story').boundingBox()).toEqual(story);
      expect(await rows(page)).toEqual(inKorean);
      expect(troubles).toEqual([]);
      await page.close();
    }
});

it('a component that is hydrated around it hands its data over', async () => {
  customElements.define('front-page', FrontPage);
  const { page, troubles } = await open(html`<front-page></front-page>`, '/hydrating.js');
  await page.locator('front-page market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual([seedRows[3]]);
  expect(await page.locator('market-ticker').evaluate(({ data }: MarketTickerElement) => data)).toEqual([
    seed.items[3],
  ]);
  expect(troubles).toEqual([]);
});

describe('what a reader has begun before the script comes goes on', () => {
  const options = { viewport: { width: 400, height: 600 } };
  const held = async (attributes: { layout: string; dir: string }) => {
    const script = site.hold('/cdn/market-ticker.js');
    const { layout, dir } = attributes;
    const { page, troubles } = await open(
      html`<market-ticker dir=${dir} layout=${layout} .data=${seed} paused>${end}</market-ticker>`,
      script.url,
      options,
    );
    return { page, troubles, script };
  };

  it.each([
    ['scroll', 'ltr', 150],
    ['row', 'ltr', 150],
    ['scroll', 'rtl', -150],
    ['row', 'rtl', -150],
  ])('a %s, %s, stays where it was scrolled to', async (layout, dir, px) => {
    const { page, troubles, script } = await held({ layout, dir });
    const item = page.locator('market-ticker ul:not([aria-hidden]) [part="item"]').nth(1);
    await page
      .locator('market-ticker .viewport')
      .evaluate((box, px) => box.scrollTo({ left: px, behavior: 'instant' }), px);
    await frames(page);
    const before = (await item.boundingBox())!.x;
    script.release();
    await defined(page);
    await frames(page);
    expect((await item.boundingBox())!.x).toBeCloseTo(before, 0);
    expect(troubles).toEqual([]);
  });

  it('the keyboard’s focus stays on its item', async () => {
    const { page, troubles, script } = await held({ layout: 'scroll', dir: 'ltr' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('href'));
    expect(await focused()).toBe('/markets/kospi');
    script.release();
    await defined(page);
    expect(await focused()).toBe('/markets/kospi');
    expect(troubles).toEqual([]);
  });
});
