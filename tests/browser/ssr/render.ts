import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { TemplateResult } from 'lit';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { openPage } from '../../support/page.js';
import type { Site } from '../../support/pages/site.js';
import 'market-ticker';

export interface Visit {
  readonly site: Site;
  readonly browser: Browser;
}

/** The HTML that a server sends for a template. */
export const renderOnServer = (template: TemplateResult): Promise<string> => collectResult(render(template));

/** Opens an empty page that will add up the layout shifts of what is loaded into it, for `shiftOf`. */
export async function openBlankPage(browser: Browser, options: BrowserContextOptions) {
  const opened = await openPage(browser, 'about:blank', { viewport: { width: 1280, height: 600 }, ...options });
  onTestFinished(() => opened.page.close());
  await opened.page.addInitScript(() => {
    const seen = globalThis as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return opened;
}

/** The page’s cumulative layout shift, after three more frames. */
export async function shiftOf(page: Page): Promise<string> {
  await threeFrames(page);
  return page.evaluate(() => (globalThis as unknown as { shift: number }).shift.toFixed(4));
}

/** Opens a page of the site with the server-rendered template and a story below it. An empty `script` loads no script. */
export async function openStripPage(
  { site, browser }: Visit,
  template: TemplateResult,
  script: string,
  options: BrowserContextOptions = {},
) {
  const { page, troubles } = await openBlankPage(browser, options);
  const head = `<style>body { margin: 0 }</style>
    ${script && `<script type="module" src="${script}"></script>`}`;
  await page.goto(site.page(`<h1>Paper</h1>${await renderOnServer(template)}<p id="story">A story.</p>`, {}, head), {
    waitUntil: 'commit',
  });
  await page.locator('#story').waitFor();
  return { page, troubles };
}

export const whenUpgraded = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await customElements.whenDefined('market-ticker');
    await document.querySelector('market-ticker')!.updateComplete;
  });

export const threeFrames = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
