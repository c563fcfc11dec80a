import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSite, type Site } from '../../browser/compositor/server.js';
import { launch } from '../../support/page.js';
import { startFeedServer, type FeedResponse, type FeedServer } from '../../support/feed-server/feed-server.js';
import { countResources, heapOf, heldResources } from './counting.js';

/** SOAK and WARM are the durations of the test and of the warm-up before it in seconds; SEED is that of the random numbers. */
const { SOAK = '600', WARM = '240', SEED = String(Date.now() % 1e6) } = process.env;

let site: Site;
let feeds: FeedServer;
let streams: FeedServer;
let browser: Browser;

beforeAll(async () => {
  // A browser opens six connections to a server, so the streams have a server of their own.
  [site, feeds, streams, browser] = await Promise.all([startSite(), startFeedServer(), startFeedServer(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.close(), feeds?.close(), streams?.close()]);
});

/** A generator of random numbers that are the same for the same seed (mulberry32). */
function createRandom(seed: number) {
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, of: <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)]! };
}

const NAMES = ['one', 'two', 'three'];
const IDS = Array.from({ length: 12 }, (_, index) => `Q${index}`);

/** Temporary faults. Each lasts until the next response is set. */
const faults: FeedResponse[] = [
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 200, body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } },
  { body: '{"version": 1, "items": [' },
  { body: { Note: 'Too many calls' } },
  { fault: 'reset' },
  { fault: 'cut', body: { version: 1, items: [{ id: 'Q0', price: 1 }] } },
  { fault: 'slow', body: { version: 1, items: [{ id: 'Q0', price: 1 }] } },
  { fault: 'hang' },
];

/** Three feeds with streams, whose prices change. */
function markets(random: ReturnType<typeof createRandom>) {
  const prices = new Map(NAMES.map((name) => [name, new Map(IDS.map((id) => [id, 1000]))]));
  const put = (url: string, body: unknown) =>
    fetch(url, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const feed = (name: string) => `${feeds.origin}/feed/${name}`;
  const stream = (name: string) => `${streams.origin}/feed/${name}`;
  const items = (name: string) => [...prices.get(name)!].map(([id, price]) => ({ id, price, previousClose: 1000 }));
  const answer = (name: string, response: FeedResponse = { body: { version: 1, items: items(name) } }) =>
    put(feed(name), { responses: [response] });
  const open: FeedResponse = {
    headers: { 'content-type': 'text/event-stream' },
    body: 'retry: 100\n\n',
    fault: 'open',
  };
  return {
    feed,
    stream,
    prices,
    answer,
    begin: () => Promise.all(NAMES.flatMap((name) => [answer(name), put(stream(name), { responses: [open] })])),
    /** Changes some prices, and sends them by the stream. The next `answer()` puts them into the feed. */
    async tick(name: string) {
      const moved = IDS.filter(() => random.next() < 0.4);
      for (const id of moved) prices.get(name)!.set(id, Math.round(90_000 + random.next() * 20_000) / 100);
      const changed = moved.map((id) => ({ id, price: prices.get(name)!.get(id) }));
      await put(`${stream(name)}/open`, `data: ${JSON.stringify({ items: changed })}\n\n`);
    },
    drop: (name: string) => put(`${stream(name)}/open`, ''),
    listeners: async () =>
      (
        await Promise.all(NAMES.map(async (name) => (await fetch(`${stream(name)}/open`)).json() as Promise<number>))
      ).reduce((sum, one) => sum + one, 0),
  };
}

/** Adds, moves, changes or removes a strip at random. */
async function changePage(
  page: Page,
  random: ReturnType<typeof createRandom>,
  strips: readonly Record<string, string>[],
) {
  const [act, where, which] = [random.next(), random.next(), random.next()];
  await page.evaluate(
    ({ act, where, attributes }) => {
      const all = [...document.querySelectorAll('market-ticker')];
      const one = all[Math.floor(where * all.length)];
      const set = (strip: Element): void => {
        for (const [name, value] of Object.entries(attributes)) strip.setAttribute(name, value);
      };
      if (!one || (act < 0.4 && all.length < 12)) {
        const strip = document.createElement('market-ticker');
        set(strip);
        document.body.append(strip);
      } else if (act < 0.6) document.body.prepend(one);
      else if (act < 0.75) set(one);
      else one.remove();
    },
    { act, where, attributes: strips[Math.floor(which * strips.length)]! },
  );
}

/** Changes the page, prices and answers at random for so many seconds. */
async function runRandomly(page: Page, random: ReturnType<typeof createRandom>, seconds: number) {
  const market = markets(random);
  await market.begin();
  const strips: Record<string, string>[] = NAMES.flatMap((name): Record<string, string>[] => [
    { src: market.feed(name), interval: '5', layout: 'scroll' },
    { src: market.feed(name), interval: '5', layout: 'row', stream: market.stream(name) },
    { src: market.feed(name), interval: '5', layout: 'grid', share: 'tabs' },
  ]);
  const end = Date.now() + seconds * 1000;
  for (let faulty = ''; Date.now() < end;) {
    await changePage(page, random, strips);
    const name = random.of(NAMES);
    await market.tick(name);
    const act = random.next();
    if (act < 0.15) await market.drop(name);
    else if (act < 0.4) await market.answer((faulty = name), random.of(faults));
    else if (name !== faulty || act < 0.6) {
      if (name === faulty) faulty = '';
      await market.answer(name);
    }
    await sleep(100 + random.next() * 900);
  }
  for (const name of NAMES) {
    await market.tick(name);
    await market.answer(name);
  }
  return market;
}

async function endOf(page: Page, session: CDPSession, market: ReturnType<typeof markets>) {
  await page.evaluate(() => {
    for (const strip of document.querySelectorAll('market-ticker')) strip.remove();
  });
  await vi.waitFor(async () => expect(await market.listeners()).toBe(0), 15_000);
  // Pending frames, and requests to a server that hangs, end by themselves within this time.
  await sleep(15_000);
  return { held: await heldResources(page, session), heap: await heapOf(session) };
}

test(`${SOAK} s of faults and of strips that are added, moved and removed leak nothing (SEED=${SEED})`, async () => {
  const random = createRandom(Number(SEED));
  const page = await browser.newPage();
  const uncaught: string[] = [];
  page.on('pageerror', (error) => uncaught.push(error.message));
  await page.addInitScript(countResources);
  await page.goto(site.page('<p>A page</p>'));
  await page.waitForFunction(() => customElements.get('market-ticker'));
  const session = await page.context().newCDPSession(page);

  // The first strips make what stays for the page: style sheets, templates, formatters, the page's own listeners. And each fault
  // has code that the engine compiles when it first comes to it, and again when it comes often: by heap snapshots that is all that
  // grows, slower and slower (54 KiB of code in 150 s after the first minute; objects, closures and strings less than 1).
  const before = await endOf(page, session, await runRandomly(page, random, Number(WARM)));

  const market = await runRandomly(page, random, Number(SOAK));
  await page.evaluate(
    ({ src, stream }) => {
      const strip = document.createElement('market-ticker');
      Object.assign(strip, { src, stream, interval: 5 });
      document.body.append(strip);
    },
    { src: market.feed('one'), stream: market.stream('one') },
  );
  const expected = Object.fromEntries(
    NAMES.map((name) => [market.feed(name), Object.fromEntries(market.prices.get(name)!)]),
  );
  await vi.waitFor(
    async () => {
      const shown = await page.evaluate(() =>
        [...document.querySelectorAll('market-ticker')].map(({ src, quotes, status }) => ({
          src: src!,
          status,
          prices: Object.fromEntries(quotes.map(({ id, price }) => [id, price])),
        })),
      );
      for (const { src, prices, status } of shown)
        expect({ status, prices }).toEqual({ status: 'live', prices: expected[src] });
    },
    { timeout: 60_000, interval: 500 },
  );

  const after = await endOf(page, session, market);
  console.log(JSON.stringify({ before, after }, null, 1));
  expect(after.held).toEqual(before.held);
  expect(after.held).toMatchObject({ timers: 0, frames: 0, streams: 0, channels: 0, locks: 0, detached: 0 });
  expect(after.heap / before.heap).toBeLessThan(1.05);
  expect(uncaught).toEqual([]);
});
