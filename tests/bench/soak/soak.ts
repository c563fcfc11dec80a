import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { expect } from 'vitest';
import type { Site } from '../../browser/compositor/server.js';
import { changeStrips } from './change-strips.js';
import { heapOf, heldResources, type HeldResources } from './counting.js';
import { startMarket, type Market } from './market.js';
import { createRandom } from './random.js';
import { createTabs, type Tab, type Tabs } from './tabs.js';

const MARKETS = 3;
/** How many feeds the page remembers when no strip shows them. */
const REMEMBERED_FEEDS = 50;
/** The longest simulated time in ms between two changes. */
const MAX_STEP = 90_000;
/** For how many real ms a request is waited for while some of the servers are ill, and when all are well. */
const SHORT = 20;
const LONG = 10_000;

interface Measured {
  readonly held: HeldResources;
  /** The number of requests that are open. */
  readonly requests: number;
  /** In bytes. */
  readonly heap: number;
  readonly heapWithoutCode: number;
}

/**
 * Runs a page through faults, streams, tabs, layouts, clocks and strips that change at random, in simulated time, and
 * checks that its strips then show the newest values.
 *
 * @param warmUp for how many simulated ms before the first measurement
 * @param duration for how many simulated ms between the measurements
 * @returns what the page holds before and after, without strips, and the errors that nothing caught
 */
export async function soak(
  browser: Browser,
  site: Site,
  { seed, warmUp, duration }: { seed: number; warmUp: number; duration: number },
) {
  const random = createRandom(seed);
  const context = await browser.newContext();
  const tabs = createTabs(context, site.page('<p>A page</p>'), random);
  const markets = await Promise.all(Array.from({ length: MARKETS }, () => startMarket(random, tabs.now)));
  const openRequests = async () =>
    (await Promise.all(markets.map((market) => market.connections()))).reduce((sum, count) => sum + count, 0);

  const runRandomly = async (ms: number): Promise<void> => {
    for (const end = tabs.now() + ms; tabs.now() < end;) {
      const tab = random.of(tabs.all);
      if (tab.frozenFor === undefined) await changeStrips(tab.page, random, random.of(markets));
      if (random.next() < 0.15) await tabs.change();
      if (random.next() < 0.5) await random.of(markets).change();
      if (random.next() < 0.7) await random.of(markets).tick();
      await tabs.pass(random.next() * MAX_STEP, SHORT);
    }
  };

  /** Removes all strips, and measures when what ends by itself has ended. */
  const measure = async (tab: Tab): Promise<Measured> => {
    for (const market of markets) await market.recover();
    await showAndRemove(tab, markets[0]!.src);
    await tabs.pass(60_000, LONG);
    await frames(tab);
    // The browser itself takes some real seconds to let go of nodes whose animations have ended.
    for (let rest = 20; ; rest--) {
      const held = await heldResources(tab.page, tab.session);
      const requests = await openRequests();
      if (!rest || !(held.detached + requests)) return { held, requests, ...(await heapOf(tab.session)) };
      await sleep(500);
    }
  };

  try {
    const tab = await tabs.open();
    await runRandomly(warmUp);
    await tabs.tidy();
    const before = await measure(tab);
    await runRandomly(duration);
    await tabs.tidy();
    await showNewest(tab, markets, tabs.pass);
    const after = await measure(tab);
    return { before, after, uncaught: tabs.uncaught };
  } finally {
    await context.close();
    await Promise.all(markets.map((market) => market.close()));
  }
}

/** Fills the page's memory of feeds, so that it is as full before as after, and leaves no strip. */
const showAndRemove = ({ page }: Tab, src: string): Promise<void> =>
  page.evaluate(
    async ({ src, count, patience }) => {
      for (const strip of document.querySelectorAll('market-ticker')) strip.remove();
      for (let index = 0; index < count; index++) {
        const strip = document.createElement('market-ticker');
        strip.src = `${src}?remembered=${index}`;
        document.body.append(strip);
        await simulated.advance(500, patience);
        strip.remove();
      }
    },
    { src, count: REMEMBERED_FEEDS, patience: LONG },
  );

/** Waits for some frames, in which observers report. */
const frames = ({ page }: Tab): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });

/** Ends all faults, lets every strip show everything, and checks that they show the newest values. */
async function showNewest(tab: Tab, markets: readonly Market[], pass: Tabs['pass']): Promise<void> {
  const { page } = tab;
  for (const market of markets) await market.recover();
  await page.evaluate(
    (streams) => {
      for (const { src, stream } of streams) {
        const strip = document.createElement('market-ticker');
        Object.assign(strip, { src, stream });
        document.body.append(strip);
      }
      document.body.style.paddingBlockStart = '';
      for (const strip of document.querySelectorAll('market-ticker')) {
        for (const name of ['paused', 'adapter', 'symbols', 'fields', 'hidden']) strip.removeAttribute(name);
        strip.setAttribute('interval', '20');
      }
    },
    markets.map((market) => ({ src: market.src, stream: market.stream() })),
  );
  await frames(tab);
  // The reader's own choice to pause is ended by the reader.
  await page.evaluate(() => {
    const strip = document.querySelector('market-ticker')!;
    if (strip.paused) strip.shadowRoot!.querySelector('button')!.click();
  });
  // A server may have told readers to come back after 90 s, or a stream after two minutes.
  for (let minute = 0; minute < 5; minute++) await pass(60_000, LONG);
  for (let step = 0; step < 4; step++) {
    for (const market of markets) await market.tick(1);
    await pass(20_000, LONG);
    await frames(tab);
  }
  const expected = Object.fromEntries(markets.map((market) => [market.src, market.prices()]));
  const shown = await page.evaluate(() =>
    Array.from(document.querySelectorAll('market-ticker'), (strip) => ({
      src: strip.src!.split('?')[0]!,
      strip: strip.cloneNode() as Element,
      status: strip.status,
      prices: Array.from(strip.shadowRoot!.querySelectorAll<HTMLElement>('li[data-id^="Q"]'), (item) => [
        item.dataset.id!,
        Number(item.querySelector('[part~="price"]')?.textContent?.replace(/\D/g, '')) / 100,
      ]),
    })).map(({ strip, ...rest }) => ({ ...rest, tag: strip.outerHTML })),
  );
  for (const { src, tag, status, prices } of shown)
    expect({ tag, status, prices: Object.fromEntries(prices) }).toEqual({ tag, status: 'live', prices: expected[src] });
  expect(shown.length).toBeGreaterThanOrEqual(markets.length);
}
