import type { MarketTickerElement } from 'market-ticker';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { ticked } from '../fixtures/seed.js';
import type { PublishedFeed } from './site.js';

/** The visible text of each of the strip's items: name, price, arrow, change and percent. Works before any script has run. */
export const rows = (page: Pick<Page, 'locator'>): Promise<string[]> =>
  page.locator('market-ticker').evaluate((strip) =>
    [...strip.shadowRoot!.querySelectorAll('ul:not([aria-hidden]) [part~="item"]')].map((item) =>
      ['name', 'price', 'arrow', 'change', 'percent']
        .map((part) => item.querySelector(`[part~="${part}"]`)!.textContent.trim())
        .filter(Boolean)
        .join(' '),
    ),
  );

/** The positions of the strip's list items, to a tenth of a px. */
const positions = (page: Page): Promise<string> =>
  page
    .locator('market-ticker')
    .evaluate((strip) =>
      String([...strip.shadowRoot!.querySelectorAll('li')].map((box) => box.getBoundingClientRect().left.toFixed(1))),
    );

export const expectMotion = (page: Page): Promise<void> =>
  expect.poll(async () => (await positions(page)) !== (await positions(page)), { timeout: 10_000 }).toBe(true);

const expectRest = (page: Page): Promise<void> =>
  expect.poll(async () => (await positions(page)) === (await positions(page)), { timeout: 10_000 }).toBe(true);

/**
 * Checks everything that a strip is for: its styles apply, it moves, a reader can pause it, and a refresh shows new values and
 * dispatches an event.
 */
export async function expectStripWorks(page: Page, feed: PublishedFeed): Promise<void> {
  const strip = page.locator('market-ticker');
  expect(await strip.locator('.viewport').evaluate((box) => getComputedStyle(box).display)).toBe('flex');
  expect(
    await strip
      .locator('[part~="name"]')
      .first()
      .evaluate((name) => getComputedStyle(name).fontWeight),
  ).toBe('600');
  await expectMotion(page);
  await strip.getByRole('button', { name: 'Pause' }).click();
  await expectRest(page);
  await strip.getByRole('button', { name: 'Play' }).click();
  await expectMotion(page);

  feed.publish(ticked);
  const changed = await strip.evaluate(async (strip: MarketTickerElement) => {
    const update = new Promise<readonly string[]>((resolve) =>
      strip.addEventListener('market-ticker-update', ({ changed }) => resolve(changed), {
        __proto__: null,
        once: true,
      }),
    );
    await strip.refresh();
    return update;
  });
  expect(changed).toEqual(['KOSDAQ']);
  expect((await rows(page))[1]).toBe('KOSDAQ 765.02 ▲ +8.79 +1.16%');
}
