import type { MarketTickerElement } from 'market-ticker';
import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import type { MarketFeed } from '../../../src/feed.js';
import { seed } from '../../support/fixtures/seed.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';

// A script can add and remove strips for as long as the page is open. The CDN file is tested, because a minifier decides what the
// functions in it keep in memory.

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

/** Opens an empty page whose strips can be counted after they are gone. */
async function openEmpty() {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.clock.install();
  const page = await context.newPage();
  await page.goto(site.page('<body>', {}, '<script type="module" src="/cdn/market-ticker.js"></script>'));
  const added = await page.evaluateHandle((): WeakRef<MarketTickerElement>[] => []);
  const devTools = await context.newCDPSession(page);
  const feed = site.feed(seed).url;
  const stream = site.feed(`data: ${JSON.stringify(seed)}\n\n`, { 'content-type': 'text/event-stream' }).url;
  return {
    /** Replaces the strips of the page with strips for these feeds, and waits until these have quotes. */
    show: (feeds: number[]): Promise<void> =>
      added.evaluate(
        async (added, { feeds, feed, stream }) => {
          const create = (index: number): MarketTickerElement => {
            const strip = document.createElement('market-ticker');
            if (index % 4 === 0) strip.stream = `${stream}?${index}`;
            else strip.src = `${feed}?${index}`;
            strip.interval = 60;
            if (index % 4 === 1) strip.share = 'tabs';
            // A framework makes an adapter for each strip, which may refer to the strip.
            if (index % 4 === 2)
              strip.adapter = (payload) => ({
                fields: { name: strip.label },
                items: (payload as MarketFeed).items!.map((item) => ({ path: 'items', fields: { ...item } })),
              });
            return strip;
          };
          const strips = feeds.map(create);
          const updates = strips.map(
            (strip) =>
              new Promise((resolve) => strip.addEventListener('market-ticker-update', resolve, { once: true })),
          );
          added.push(...strips.map((strip) => new WeakRef(strip)));
          document.body.replaceChildren(...strips);
          await Promise.all(updates);
        },
        { feeds, feed, stream },
      ),
    /** Counts the requests so far for these feeds. */
    requests: (feeds: number[]): number => feeds.flatMap((index) => site.requests(`${feed}?${index}`)).length,
    /** Counts what is in memory when no source waits any longer for its strip to come back. */
    inMemory: async () => {
      await page.clock.runFor('00:06');
      await devTools.send('HeapProfiler.collectGarbage');
      await devTools.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await devTools.send('Memory.getDOMCounters');
      const strips = await added.evaluate((added) => added.filter((strip) => strip.deref()).length);
      return { strips, nodes, listeners };
    },
  };
}

// Bound: none of the strips, nodes and listeners.
test('120 strips that come and go, each with a feed of its own, are freed with their nodes and listeners', async () => {
  const { show, inMemory } = await openEmpty();
  // The first strips leave behind what a page makes only once, such as templates.
  await show([0, 1, 2, 3]);
  await show([]);
  const before = await inMemory();
  expect(before.strips).toBe(0);
  for (let first = 4; first < 124; first += 12) await show(Array.from({ length: 12 }, (_, index) => first + index));
  await show([]);
  expect(await inMemory()).toEqual(before);
});

// Bound: the strips that are shown.
test('strips that others with the same feeds have replaced are freed while these are shown', async () => {
  const { show, inMemory } = await openEmpty();
  const feeds = [0, 1, 3];
  await show(feeds);
  await show(feeds);
  expect((await inMemory()).strips).toBe(feeds.length);
});

// Bound: 50 feeds.
test('what is known of 50 feeds is kept, and no more, when 60 strips go at once', async () => {
  const { show, inMemory, requests } = await openEmpty();
  const feeds = Array.from({ length: 60 }, (_, index) => 3 + 4 * index);
  await show(feeds);
  await show([]);
  await inMemory();
  expect(requests(feeds)).toBe(60);
  await show(feeds);
  // Only feeds of which nothing is known any more are requested anew, because none is due.
  expect(requests(feeds)).toBe(60 + 10);
});
