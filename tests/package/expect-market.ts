import type { Browser, Page } from 'playwright';
import { expect } from 'vitest';
import { openPage } from '../support/page.js';
import { seedRows } from '../support/fixtures/seed.js';

/** Waits until the strip has items. @returns the visible text of each */
export async function rowsOf(page: Page, selector: string): Promise<string[]> {
  await page.waitForFunction(
    (selector) => document.querySelector(selector)?.shadowRoot?.querySelector('[part~="item"]'),
    selector,
  );
  return page.evaluate((selector) => {
    const items = document
      .querySelector(selector)!
      .shadowRoot!.querySelectorAll('ul:not([aria-hidden]) [part~="item"]');
    const parts = ['name', 'price', 'arrow', 'change', 'percent'];
    return [...items].map((item) =>
      parts.map((part) => item.querySelector(`[part~="${part}"]`)!.textContent!.trim()).join(' '),
    );
  }, selector);
}

/**
 * Checks that the app at `url` shows the seed feed and, if it has a second strip, a feed that is set as a property; that it receives
 * the update event and can pause the strip; and that the page logs no errors.
 */
export async function expectMarket(browser: Browser, url: string): Promise<void> {
  const { page, troubles } = await openPage(browser, url);
  expect(await rowsOf(page, 'market-ticker')).toEqual(seedRows);
  await page.waitForFunction(() => document.querySelector('output')?.textContent);
  expect(await page.textContent('output')).toBe('live: KOSPI,KOSDAQ,KOSPI200,USD/KRW');
  if (await page.$('#own')) expect(await rowsOf(page, '#own')).toEqual(seedRows.slice(0, 1));
  await page.getByRole('button', { name: 'Pause', exact: true }).last().click();
  await page.waitForFunction(() => document.querySelector<HTMLElement & { paused: boolean }>('market-ticker')!.paused);
  expect(troubles).toEqual([]);
  await page.close();
}
