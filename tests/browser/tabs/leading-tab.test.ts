import { describe, expect, test } from 'vitest';
import { setPageHidden, knowsPrice, siteAndFeeds } from './visit.js';

const { site, visit } = siteAndFeeds();

describe('three tabs of a site', () => {
  test('hand over when the leading tab is hidden, and make no requests while all are hidden', async ({
    onTestFinished,
  }) => {
    const { tab, respond, requests } = await visit(onTestFinished);
    const [first, second] = [await tab(), await tab()];
    await setPageHidden(first, true);
    await respond(2860);
    await knowsPrice(second, 2860);
    // A hidden tab gets the answer too, and shows it when it is visible again.
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

  test('are not led by a tab that has never been visible', async ({ onTestFinished }) => {
    const { context, feed, tab, requests } = await visit(onTestFinished);
    const background = await context.newPage();
    await background.addInitScript(() =>
      Object.defineProperty(HTMLDocument.prototype, 'hidden', { value: true, configurable: true }),
    );
    await background.goto(site().page(`<market-ticker src="${feed}" interval="5" share="tabs"></market-ticker>`));
    await background.waitForFunction(() => !!document.querySelector('market-ticker')?.shadowRoot);
    expect(await requests()).toEqual([]);
    await tab();
    // Once it is visible it gets the data from the leader, and makes no request.
    await setPageHidden(background, false);
    await knowsPrice(background, 2855.77);
    expect((await requests()).length).toBe(1);
  });

  test('replace a leading tab that hangs', async ({ onTestFinished }) => {
    const { feed, tab, respond } = await visit(onTestFinished);
    const silent = `${feed}-silent`;
    await fetch(silent, { method: 'PUT', body: JSON.stringify({ responses: [{ fault: 'hang' }] }) });
    const [first, second] = [await tab(), await tab()];
    // A script of the first tab waits synchronously for an answer that never comes.
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
});
