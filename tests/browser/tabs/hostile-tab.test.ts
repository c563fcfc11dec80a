import type { Page } from 'playwright';
import { expect, test, vi } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { knowsPrice, siteAndFeeds } from './visit.js';

const { site, visit } = siteAndFeeds();

/** A script of the same site, which finds the lock by looking at the locks of the site. */
async function hostileTab({
  tab,
  context,
}: Awaited<ReturnType<typeof visit>>): Promise<{ hostile: Page; lock: string }> {
  const first = await tab();
  const lock = await first.evaluate(async () => (await navigator.locks.query()).held![0]!.name!);
  await first.close();
  const hostile = await context.newPage();
  await hostile.goto(site().page(''));
  return { hostile, lock };
}

/** Opens a strip in a tab whose time the test moves. */
async function tabWithClock({ context, feed }: Awaited<ReturnType<typeof visit>>): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(site().page(`<market-ticker src="${feed}" interval="5" share="tabs"></market-ticker>`));
  await page.waitForFunction(() => !!document.querySelector('market-ticker')?.shadowRoot);
  return page;
}

test('a script that holds the lock for ever keeps a tab from its feed for 18 s', async ({ onTestFinished }) => {
  const visited = await visit(onTestFinished);
  const { hostile, lock } = await hostileTab(visited);
  await hostile.evaluate((lock) => void navigator.locks.request(lock, () => new Promise(() => undefined)), lock);
  const page = await tabWithClock(visited);
  await page.clock.runFor(19_000);
  await knowsPrice(page, 2855.77);
});

test('a script that takes the lock back each time keeps a tab from its feed for 36 s', async ({ onTestFinished }) => {
  const visited = await visit(onTestFinished);
  const { hostile, lock } = await hostileTab(visited);
  await visited.respond(2860);
  await hostile.evaluate((lock) => {
    const scope = globalThis as unknown as { thefts: number };
    scope.thefts = 0;
    const steal = (): unknown => {
      scope.thefts++;
      return navigator.locks.request(lock, { steal: true }, () => new Promise(() => undefined)).catch(steal);
    };
    void steal();
  }, lock);
  const page = await tabWithClock(visited);
  await page.clock.runFor(19_000);
  const thefts = () => hostile.evaluate(() => (globalThis as unknown as { thefts: number }).thefts);
  await vi.waitFor(async () => expect(await thefts()).toBe(2));
  await page.clock.runFor(19_000);
  await knowsPrice(page, 2860);
});

test('a script that takes the lock away all the time causes no flood of requests, and keeps no feed back', async ({
  onTestFinished,
}) => {
  const visited = await visit(onTestFinished);
  const { hostile, lock } = await hostileTab(visited);
  const before = (await visited.requests()).length;
  await visited.answer({ body: { ...seed, items: [{ id: 'KOSPI', price: 2861 }] }, delayMs: 300 });
  await hostile.evaluate((lock) => {
    setInterval(() => void navigator.locks.request(lock, { steal: true }, () => undefined).catch(() => {}), 10);
  }, lock);
  const page = await tabWithClock(visited);
  const price = () => page.evaluate(() => document.querySelector('market-ticker')!.quotes[0]?.price);
  await vi.waitFor(
    async () => {
      await page.clock.runFor(500);
      expect(await price()).toBe(2861);
    },
    { timeout: 30_000, interval: 100 },
  );
  // Two times the lock was taken away, and each time the next attempt was 5 s later.
  expect((await visited.requests()).length - before).toBeLessThanOrEqual(4);
});

test('ten thousand wishes to refresh cost one request', async ({ onTestFinished }) => {
  const visited = await visit(onTestFinished);
  const { hostile, lock } = await hostileTab(visited);
  const page = await visited.tab();
  const before = (await visited.requests()).length;
  const answers = await hostile.evaluate(
    (lock) =>
      new Promise<number>((resolve) => {
        const channel = new BroadcastChannel(lock);
        let answers = 0;
        channel.onmessage = () => answers++;
        for (let wish = 0; wish < 5000; wish++) {
          channel.postMessage('refresh');
          channel.postMessage('hello');
        }
        // The answers are counted for as long as several of the times in which a tab gathers messages.
        setTimeout(() => resolve(answers), 1500);
      }),
    lock,
  );
  expect((await visited.requests()).length).toBeLessThanOrEqual(before + 1);
  // Ten answers a second at most, whatever is asked.
  expect(answers).toBeLessThanOrEqual(20);
  await knowsPrice(page, 2855.77);
});
