import type { Page } from 'playwright';
import { describe, expect, test, vi } from 'vitest';
import { knowsPrice, siteAndFeeds } from './visit.js';

const { visit } = siteAndFeeds();

test('twenty strips of a page make one request per poll', async ({ onTestFinished }) => {
  const { tab, respond, requests } = await visit(onTestFinished);
  const page = await tab(20, '');
  await respond(2860);
  await knowsPrice(page, 2860);
  expect((await requests()).length).toBe(2);
});

describe('three tabs of a site', () => {
  test('make one request per poll and all show its answer, even after the leading tab is closed', async ({
    onTestFinished,
  }) => {
    const { tab, respond, requests } = await visit(onTestFinished);
    const [first, ...others] = [await tab(2), await tab(), await tab()];
    expect((await requests()).length).toBe(1);
    await respond(2860);
    for (const page of [first, ...others]) await knowsPrice(page, 2860);
    expect((await requests()).length).toBe(2);

    await first.close();
    await respond(2870);
    for (const page of others) await knowsPrice(page, 2870);
    const times = (await requests()).map(({ at }) => at);
    expect(times.length).toBe(3);
    // The new leader continues at the polling interval: it makes no extra request when it begins to lead.
    expect(times[2]! - times[1]!).toBeGreaterThan(4000);
  });

  test('wait for the network, and make one request when it is back', async ({ onTestFinished }) => {
    const { context, tab, respond, requests } = await visit(onTestFinished);
    const pages = [await tab(), await tab()];
    await context.setOffline(true);
    const status = (page: Page) => page.evaluate(() => document.querySelector('market-ticker')!.status);
    for (const page of pages) await vi.waitFor(async () => expect(await status(page)).toBe('error'), 15_000);
    await respond(2860);
    const before = (await requests()).length;
    await context.setOffline(false);
    for (const page of pages) await knowsPrice(page, 2860);
    expect((await requests()).length).toBe(before + 1);
  });

  test('share one stream, even after the leading tab is closed', async ({ onTestFinished }) => {
    const { feed, tab } = await visit(onTestFinished);
    const stream = `${feed}-stream`;
    const put = (url: string, body: string) => fetch(url, { method: 'PUT', body });
    const headers = { 'content-type': 'text/event-stream' };
    await put(stream, JSON.stringify({ responses: [{ headers, body: 'retry: 50\n\n', fault: 'open' }] }));
    const listeners = async () => (await fetch(`${stream}/open`)).json() as Promise<number>;
    const push = (price: number) => put(`${stream}/open`, `data: {"items": [{"id": "KOSPI", "price": ${price}}]}\n\n`);
    const oneListener = () => vi.waitFor(async () => expect(await listeners()).toBe(1), 15_000);
    const attributes = `share="tabs" stream="${stream}"`;
    const [first, ...others] = [await tab(1, attributes), await tab(1, attributes), await tab(1, attributes)];
    await oneListener();
    await push(2860);
    for (const page of [first, ...others]) await knowsPrice(page, 2860);

    await first.close();
    // The server may not know yet that the first has left.
    await vi.waitFor(async () => {
      await oneListener();
      await push(2870);
      for (const page of others) {
        const price = await page.evaluate(() => document.querySelector('market-ticker')!.quotes[0]!.price);
        expect(price).toBe(2870);
      }
    }, 20_000);
    await oneListener();
  });

  test('all report a failure and its end', async ({ onTestFinished }) => {
    const { tab, answer, respond } = await visit(onTestFinished);
    const pages = [await tab(), await tab()];
    await answer({ status: 500 });
    const status = (page: Page) => page.evaluate(() => document.querySelector('market-ticker')!.status);
    for (const page of pages) await vi.waitFor(async () => expect(await status(page)).toBe('error'), 15_000);
    await respond(2860);
    for (const page of pages) {
      await knowsPrice(page, 2860);
      expect(await status(page)).toBe('live');
    }
  });

  test('make a request when any of them is refreshed', async ({ onTestFinished }) => {
    const { tab, respond, requests } = await visit(onTestFinished);
    const [, second] = [await tab(), await tab()];
    await respond(2860);
    await second!.evaluate(() => document.querySelector('market-ticker')!.refresh());
    await knowsPrice(second!, 2860);
    expect((await requests()).length).toBe(2);
  });
});
