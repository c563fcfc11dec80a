import type { Page } from 'playwright';
import { describe, expect, test, vi } from 'vitest';
import { setPageHidden, knowsPrice, siteAndFeeds } from './visit.js';

const { site, visit } = siteAndFeeds();

test('twenty strips of a page make one request a tick', async ({ onTestFinished }) => {
  const { tab, respond, requests } = await visit(onTestFinished);
  const page = await tab(20, '');
  await respond(2860);
  await knowsPrice(page, 2860);
  expect((await requests()).length).toBe(2);
});

describe('three tabs of a site', () => {
  test('make one request a tick, and all have its answer; also after the one that leads is closed', async ({
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
    // The next one goes on at the pace: it does not ask because it leads.
    expect(times[2]! - times[1]!).toBeGreaterThan(4000);
  });

  test('hand over when the one that leads is hidden; where all are, nobody asks', async ({ onTestFinished }) => {
    const { tab, respond, requests } = await visit(onTestFinished);
    const [first, second] = [await tab(), await tab()];
    await setPageHidden(first, true);
    await respond(2860);
    await knowsPrice(second, 2860);
    // What is hidden is told all the same, and has it when it is back.
    await knowsPrice(first, 2860);
    expect((await requests()).length).toBe(2);
    await setPageHidden(second, true);
    await respond(2870);
    const before = (await requests()).length;
    await setPageHidden(first, false);
    await knowsPrice(first, 2870);
    await knowsPrice(second, 2870);
    expect((await requests()).length).toBe(before + 1);
  });

  test('are not led by one that nobody has looked at yet', async ({ onTestFinished }) => {
    const { context, feed, tab, requests } = await visit(onTestFinished);
    const behind = await context.newPage();
    await behind.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    await behind.goto(site().page(`<market-ticker src="${feed}" interval="5" share="tabs"></market-ticker>`));
    await behind.waitForFunction(() => !!document.querySelector('market-ticker')?.shadowRoot);
    expect(await requests()).toEqual([]);
    await tab();
    // Once looked at it is told, and need not ask.
    await setPageHidden(behind, false);
    await knowsPrice(behind, 2855.77);
    expect((await requests()).length).toBe(1);
  });

  test('wait for the network, and ask once when it is back', async ({ onTestFinished }) => {
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

  test('have one stream; also after the one that leads is closed', async ({ onTestFinished }) => {
    const { feed, tab } = await visit(onTestFinished);
    const stream = `${feed}-stream`;
    const put = (url: string, body: string) => fetch(url, { method: 'PUT', body });
    const headers = { 'content-type': 'text/event-stream' };
    await put(stream, JSON.stringify({ responses: [{ headers, body: 'retry: 50\n\n', fault: 'open' }] }));
    const listeners = async () => (await fetch(`${stream}/open`)).json() as Promise<number>;
    const push = (price: number) => put(`${stream}/open`, `data: {"items": [{"id": "KOSPI", "price": ${price}}]}\n\n`);
    const one = () => vi.waitFor(async () => expect(await listeners()).toBe(1), 15_000);
    const attributes = `share="tabs" stream="${stream}"`;
    const [first, ...others] = [await tab(1, attributes), await tab(1, attributes), await tab(1, attributes)];
    await one();
    await push(2860);
    for (const page of [first, ...others]) await knowsPrice(page, 2860);

    await first.close();
    // The server may not know yet that the first has left.
    await vi.waitFor(async () => {
      await one();
      await push(2870);
      for (const page of others) {
        const price = await page.evaluate(() => document.querySelector('market-ticker')!.quotes[0]!.price);
        expect(price).toBe(2870);
      }
    }, 20_000);
    await one();
  });

  test('put off one that hangs', async ({ onTestFinished }) => {
    const { feed, tab, respond } = await visit(onTestFinished);
    const silent = `${feed}-silent`;
    await fetch(silent, { method: 'PUT', body: JSON.stringify({ responses: [{ fault: 'hang' }] }) });
    const [first, second] = [await tab(), await tab()];
    // Its script waits for an answer that never comes.
    void first
      .evaluate((address) => {
        const request = new XMLHttpRequest();
        request.open('GET', address, false);
        request.send();
      }, silent)
      .catch(() => undefined);
    await respond(2860);
    await knowsPrice(second, 2860);
  });

  test('know of a failure, and of its end', async ({ onTestFinished }) => {
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

  test('ask the server when one of them is asked to', async ({ onTestFinished }) => {
    const { tab, respond, requests } = await visit(onTestFinished);
    const [, second] = [await tab(), await tab()];
    await respond(2860);
    await second!.evaluate(() => document.querySelector('market-ticker')!.refresh());
    await knowsPrice(second!, 2860);
    expect((await requests()).length).toBe(2);
  });
});
