import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { allLive, launchShell, openPage } from '../../../support/page.js';
import { demoSite, publisherSite, type DemoSite, type Publisher } from './site.js';

/** Provides a browser, the built demo and a publisher's site to the tests of a file. */
export function withBuilder() {
  let demo: DemoSite;
  const parts = {} as { browser: Browser; publisher: Publisher };

  beforeAll(async () => {
    [demo, parts.publisher, parts.browser] = await Promise.all([demoSite(), publisherSite(), launchShell()]);
  });

  afterAll(async () => {
    await Promise.all([parts.browser?.close(), demo?.close(), parts.publisher?.close()]);
  });

  return Object.assign(parts, {
    /** Opens the builder in a state, and waits until its strips are live. */
    async open(state: Record<string, string> = {}, options: BrowserContextOptions = {}) {
      const desktop = { viewport: { width: 1280, height: 800 }, locale: 'en-US' };
      const hash = String(new URLSearchParams(state));
      const opened = await openPage(parts.browser, `${demo.builder}#${hash}`, { ...desktop, ...options });
      onTestFinished(() => opened.page.close());
      await allLive(opened.page);
      return opened;
    },
  });
}

/** Returns the ids that each of the four strips shows. */
export const idsShown = (page: Page): Promise<string[][]> =>
  page
    .locator('.stage > :first-child')
    .evaluateAll((strips) =>
      strips.map((strip) => (strip as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id)),
    );

/** Returns the code to paste that has a title. */
export const code = (page: Page, title: string): Promise<string | null> =>
  page.locator('.block', { hasText: title }).locator('pre').textContent();

/** Returns what each item of a strip shows: its id, its arrow and its change. */
export const itemTexts = (page: Page): Promise<string[]> =>
  page.locator('market-ticker').evaluate((strip) =>
    [...strip.shadowRoot!.querySelectorAll('[part~="item"]')].map((item) => {
      const text = (part: string): string => item.querySelector(`[part~="${part}"]`)?.textContent?.trim() ?? '';
      return [item.closest('li')!.dataset.id, text('arrow'), text('change')].filter(Boolean).join(' ');
    }),
  );
