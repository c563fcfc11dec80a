import type { MarketTickerElement } from 'market-ticker';
import type { Browser, Frame } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const cors = { 'access-control-allow-origin': '*' };

/** Opens a page with strips in a frame that may only run scripts. It has an opaque origin and no storage. */
async function open(attributes: string, count: number) {
  const feed = site.feed(seed, cors);
  const inner = site.page(
    `<market-ticker src="${site.origin}${feed.url}" interval="5" ${attributes}></market-ticker>`.repeat(count),
    {},
    `<script type="module" src="${site.origin}/cdn/market-ticker.js"></script>`,
  );
  const { page, troubles } = await openPage(
    browser,
    site.page(`<iframe sandbox="allow-scripts" src="${inner}"></iframe>`),
  );
  onTestFinished(() => page.close());
  const frame = page.frames()[1]!;
  await frame.waitForFunction(() =>
    [...document.querySelectorAll('market-ticker')].every(({ quotes }) => quotes?.length === 4),
  );
  return { frame, feed, troubles };
}

const storageErrors = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(async () => {
    const names: string[] = [];
    for (const get of [() => sessionStorage, () => localStorage, () => navigator.locks.request('x', () => 0)])
      try {
        await get();
      } catch (error) {
        names.push((error as Error).name);
      }
    return names;
  });

test.each(['', 'share="tabs"'])('a strip works in a sandboxed frame without storage (%s)', async (attributes) => {
  const { frame, feed, troubles } = await open(attributes, 2);
  expect(await storageErrors(frame)).toEqual(['SecurityError', 'SecurityError', 'SecurityError']);

  // Both strips share one request.
  expect(site.requests(feed.url)).toHaveLength(1);
  const first = frame.locator('market-ticker').first();
  const text = await first.evaluate((strip) => strip.shadowRoot!.textContent.replace(/\s+/g, ' '));
  expect(text).toContain(seedRows[0]!.split(' ').slice(0, 2).join(' '));

  // The reader's choice applies to all strips of the page, and lasts as long as the page.
  await first.getByRole('button', { name: 'Pause' }).click();
  const paused = (): Promise<boolean[]> =>
    frame.locator('market-ticker').evaluateAll((strips: MarketTickerElement[]) => strips.map((strip) => strip.paused));
  expect(await paused()).toEqual([true, true]);
  await first.getByRole('button', { name: 'Play' }).click();
  expect(await paused()).toEqual([false, false]);

  feed.publish(ticked);
  await first.evaluate((strip: MarketTickerElement) => strip.refresh());
  await frame.locator('market-ticker').last().getByText('765.02', { exact: true }).first().waitFor();
  expect(troubles).toEqual([]);
});
