import { html } from 'lit';
import type { MarketTickerElement } from 'market-ticker';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { seed, seedRows, seedWith } from '../../support/fixtures/seed.js';
import { startSite } from '../../support/pages/site.js';
import { rows, expectStripWorks } from '../../support/pages/strip.js';
import { FrontPage } from '../../support/pages/front-page.js';
import { whenUpgraded, openStripPage, renderOnServer, type Visit } from './render.js';
import { withSite } from '../../support/pages/with-site.js';

let visit: Visit;

withSite(
  () => startSite('development'),
  (site, browser) => void (visit = { site, browser }),
);

const end = html`<a slot="end" href="#all">All markets</a>`;
const inKorean = ['코스피 2,855.77 ▲ +43.72 +1.55%', ...seedRows.slice(1)];

const text = (page: Page): Promise<string> =>
  page.locator('market-ticker').evaluate((strip) => strip.shadowRoot!.textContent.replace(/\s+/g, ' '));

const countOf = (text: string, part: string): number => text.split(part).length - 1;

describe('without JavaScript', () => {
  const options = { javaScriptEnabled: false };

  test.each(['scroll', 'row', 'grid'])('the numbers, names and texts are readable (%s)', async (layout) => {
    const { page, troubles } = await openStripPage(
      visit,
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
    // There is no button without a function, and no gap in its place.
    expect(await strip.getByRole('button').count()).toBe(0);
    expect(await strip.locator('[part="controls"]').boundingBox()).toBe(null);
    expect(troubles).toEqual([]);
  });

  test('all items can be reached on a phone', async () => {
    const { page } = await openStripPage(visit, html`<market-ticker .data=${seed}>${end}</market-ticker>`, '', {
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

  test('the strip is in Korean on a Korean page, with Korean colours', async () => {
    const { page } = await openStripPage(
      visit,
      html`<market-ticker lang="ko" .data=${seed}></market-ticker>`,
      '',
      options,
    );
    expect(await rows(page)).toEqual(inKorean);
    expect(await text(page)).toContain('43.72포인트 상승, 1.55퍼센트');
    expect(await text(page)).toContain('20분 지연 · 장 마감 · KRX');
    const move = page.locator('market-ticker [part~="item"] .move').first();
    expect(await move.evaluate((move) => getComputedStyle(move).color)).toBe('rgb(196, 22, 42)');
  });
});

test('an element that is defined before it is parsed has the server’s values too', async () => {
  const drawn = await renderOnServer(html`<market-ticker .data=${seed}></market-ticker>`);
  const { page, troubles } = await openPage(visit.browser, visit.site.page(''));
  await page.addScriptTag({ url: '/cdn/market-ticker.js', type: 'module' });
  const shown = await page.evaluate(async (drawn) => {
    const box = document.createElement('div');
    document.body.append(box);
    // As after parsing: the element already has its root, and the template stays a template.
    box.innerHTML = drawn;
    const strip = box.querySelector('market-ticker')!;
    await strip.updateComplete;
    return strip.quotes.length;
  }, drawn);
  expect(shown).toBe(4);
  expect(await rows(page)).toEqual(seedRows);
  // Chromium warns that the template was set by `innerHTML`.
  expect(troubles.filter((trouble) => !/shadowroot/i.test(trouble))).toEqual([]);
  await page.close();
});

describe.each([
  ['the CDN file', '/cdn/market-ticker.js'],
  ['the CDN file, on a page whose own Lit hydrates', '/supported.js'],
  ['the npm build', '/npm.js'],
  ['the npm build, with Lit’s support for hydration', '/hydrating.js'],
])('%s', (_, script) => {
  test('replaces the server’s markup, and shows each item once', async () => {
    const feed = visit.site.feed(seed);
    const { page, troubles } = await openStripPage(
      visit,
      html`<market-ticker .data=${seed} src=${feed.url}><i>Loading…</i>${end}</market-ticker>`,
      script,
    );
    await whenUpgraded(page);
    expect(await rows(page)).toEqual(seedRows);
    expect(await page.locator('market-ticker [part="controls"]').count()).toBe(1);
    // The page's own children stay in place.
    expect(await page.locator('market-ticker').evaluate((strip) => strip.textContent.trim())).toBe(
      'Loading…All markets',
    );
    await expectStripWorks(page, feed);
    expect(countOf(await text(page), 'KOSPI ')).toBe(countOf(await text(page), '2,855.77'));
    expect(await page.locator('market-ticker style, market-ticker data').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  test('has the server’s values without a request', async () => {
    const { page, troubles } = await openStripPage(visit, html`<market-ticker .data=${seed}></market-ticker>`, script);
    await whenUpgraded(page);
    expect(await rows(page)).toEqual(seedRows);
    expect(
      await page
        .locator('market-ticker')
        .evaluate(({ status, quotes }: MarketTickerElement) => [status, quotes.length]),
    ).toEqual(['live', 4]);
    expect(troubles).toEqual([]);
  });

  test('shows newer values of the page in a strip that is added later', async () => {
    const asOf = (minute: number, price: number) =>
      seedWith({ KOSPI: { price, asOf: `2025-06-09T15:${minute}:00+09:00` } });
    const feed = visit.site.feed(asOf(30, 2860));
    const { page, troubles } = await openStripPage(
      visit,
      html`<market-ticker src=${feed.url}></market-ticker>`,
      script,
    );
    await page.locator('market-ticker:state(live)').waitFor();
    const late = await renderOnServer(html`<market-ticker .data=${asOf(20, 2850)} src=${feed.url}></market-ticker>`);
    const price = await page.evaluate(async (late) => {
      const box = document.createElement('div');
      (box as unknown as { setHTMLUnsafe(html: string): void }).setHTMLUnsafe(late);
      document.body.append(box);
      const strip = box.querySelector('market-ticker')!;
      await strip.updateComplete;
      return strip.quotes[0]!.price;
    }, late);
    expect(price).toBe(2860);
    expect(visit.site.requests(feed.url).length).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('ignores a shadow root that the server of this package did not write', async () => {
    const feed = visit.site.feed(seed);
    const { page, troubles } = await openPage(
      visit.browser,
      visit.site.page(
        `<market-ticker src="${feed.url}"><template shadowrootmode="open"><data value="n/a">–</data></template></market-ticker>`,
        {},
        `<script type="module" src="${script}"></script>`,
      ),
    );
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(seedRows);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('loads the feed for a strip without data from the server', async () => {
    const feed = visit.site.feed(seed);
    const { page, troubles } = await openStripPage(
      visit,
      html`<market-ticker src=${feed.url}><i>Markets</i></market-ticker>`,
      script,
    );
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(seedRows);
    expect(troubles).toEqual([]);
  });

  test('uses the reader’s language, time zone and current time', async () => {
    const data = [{ id: 'KOSPI', price: 2855.77, asOf: '2025-06-09T15:30:00+09:00', state: 'open' }];
    const { page, troubles } = await openStripPage(
      visit,
      html`<div lang="ja"><market-ticker .data=${data}></market-ticker></div>`,
      script,
      {
        timezoneId: 'America/New_York',
      },
    );
    await whenUpgraded(page);
    // The server knew none of them. A year later the data of an open market are old.
    expect(await text(page)).toMatch(/2:30 米国東部夏時間時点/);
    expect(await text(page)).toContain('最新ではありません');
    expect(await page.locator('market-ticker .strip').getAttribute('lang')).toBe('ja');
    expect(troubles).toEqual([]);
  });
});

test('a strip inside a hydrated component gets the component’s data', async () => {
  customElements.define('front-page', FrontPage);
  const { page, troubles } = await openStripPage(visit, html`<front-page></front-page>`, '/hydrating.js');
  await page.locator('front-page market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual([seedRows[3]]);
  expect(await page.locator('market-ticker').evaluate(({ data }: MarketTickerElement) => data)).toEqual([
    seed.items[3],
  ]);
  expect(troubles).toEqual([]);
});
