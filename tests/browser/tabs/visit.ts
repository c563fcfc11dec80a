import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { startSite, type Site } from '../compositor/server.js';
import { launch } from '../../support/page.js';
import { seed } from '../../support/fixtures/seed.js';
import {
  startFeedServer,
  type FeedRequest,
  type FeedResponse,
  type FeedServer,
} from '../../support/feed-server/feed-server.js';

/** Starts a site, a feed server and a browser before the tests of a file, and closes them after them. */
export function siteAndFeeds(start: () => Promise<Browser> = launch) {
  let site: Site;
  let feeds: FeedServer;
  let browser: Browser;

  beforeAll(async () => {
    [site, feeds, browser] = await Promise.all([startSite(), startFeedServer(), start()]);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.close(), feeds?.close()]);
  });

  /** Begins a visit to the site, with a feed of its own. */
  async function visit(onEnd: (end: () => Promise<void>) => void) {
    const context = await browser.newContext();
    onEnd(() => context.close());
    const feed = `${feeds.origin}/feed/${Math.random().toString(36).slice(2)}`;
    const answer = async (response: FeedResponse): Promise<void> =>
      void (await fetch(feed, { method: 'PUT', body: JSON.stringify({ responses: [response] }) }));
    const respond = (price: number): Promise<void> =>
      answer({ body: { ...seed, items: [{ id: 'KOSPI', price, previousClose: 2812.05 }] } });
    const requests = async (): Promise<FeedRequest[]> => (await fetch(`${feed}/log`)).json() as Promise<FeedRequest[]>;
    /** Opens a tab with `count` strips with these attributes. */
    const tab = async (count = 1, attributes = 'share="tabs"'): Promise<Page> => {
      const page = await context.newPage();
      const strip = `<market-ticker src="${feed}" interval="5" ${attributes}></market-ticker>`;
      await page.goto(site.page(strip.repeat(count)));
      await knowsPrice(page, 2855.77);
      return page;
    };
    await respond(2855.77);
    return { context, feed, tab, answer, respond, requests };
  }

  return { site: () => site, visit };
}

/** Waits until all strips of a page have this price. */
export const knowsPrice = (page: Page, price: number): Promise<unknown> =>
  page.waitForFunction(
    (price) => [...document.querySelectorAll('market-ticker')].every(({ quotes }) => quotes[0]?.price === price),
    price,
    { timeout: 30_000 },
  );

/** Makes the page look hidden, or visible again. In an automated browser all tabs count as visible. */
export const setPageHidden = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    Object.defineProperty(HTMLDocument.prototype, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
