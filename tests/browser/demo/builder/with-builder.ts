import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { allLive, launch, openPage } from '../../../support/page.js';
import { demoSite, publisherSite, type DemoSite, type Publisher } from './site.js';

/** A browser, the built page and a publisher's site, for the tests of one file. */
export function pages() {
  let demo: DemoSite;
  const parts = {} as { browser: Browser; publisher: Publisher };

  beforeAll(async () => {
    [demo, parts.publisher, parts.browser] = await Promise.all([demoSite(), publisherSite(), launch()]);
  });

  afterAll(async () => {
    await Promise.all([parts.browser?.close(), demo?.close(), parts.publisher?.close()]);
  });

  return Object.assign(parts, {
    /** The page in a state, once its strips are live. */
    async open(set: Record<string, string> = {}, options: BrowserContextOptions = {}) {
      const wide = { viewport: { width: 1280, height: 800 }, locale: 'en-US' };
      const hash = String(new URLSearchParams(set));
      const opened = await openPage(parts.browser, `${demo.builder}#${hash}`, { ...wide, ...options });
      onTestFinished(() => opened.page.close());
      await allLive(opened.page);
      return opened;
    },
  });
}

/** What each of the three strips shows. */
export const idsShown = (page: Page): Promise<string[][]> =>
  page
    .locator('.stage > :first-child')
    .evaluateAll((strips) =>
      strips.map((strip) => (strip as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id)),
    );

/** What is to be pasted, by the title above it. */
export const code = (page: Page, title: string): Promise<string | null> =>
  page.locator('.block', { hasText: title }).locator('pre').textContent();

/** What each item of a strip shows: its id, its arrow, and what it says of the change. */
export const arrowsOf = (page: Page): Promise<string[]> =>
  page.locator('market-ticker').evaluate((strip) =>
    [...strip.shadowRoot!.querySelectorAll('[part~="item"]')].map((item) => {
      const text = (part: string): string => item.querySelector(`[part~="${part}"]`)?.textContent?.trim() ?? '';
      return [item.getAttribute('data-id'), text('arrow'), text('change')].filter(Boolean).join(' ');
    }),
  );
