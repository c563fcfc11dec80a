import { aTimeout, expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, beforeEach, describe, onTestFinished, test, vi } from 'vitest';
import { serveFeed } from '../../support/feed-server/feed.js';
import { query, reachesStatus, rows, setPageHidden, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const wait = { interval: 20, timeout: 25_000 };

const realNow = Date.now.bind(Date);
/** By how many ms the reader's clock differs from the real time. */
let error = 0;

/** Makes the reader's clock wrong, or sets it while the page is open. It goes on, and `performance.now()` is not affected. */
function setClock(wrongBy: number): void {
  error = wrongBy;
  if (!vi.isMockFunction(Date.now)) vi.spyOn(Date, 'now').mockImplementation(() => realNow() + error);
}

/** A page that has never been told the time believes the latest that it has seen. So each test begins with an answer. */
beforeEach(async () => {
  setClock(0);
  const feed = await serveFeed([{ body: openMarket(1) }]);
  const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
  element.remove();
});

afterEach(() => vi.restoreAllMocks());

/** Sleeps for eight hours, from a moment on at which the strip has nothing to do. No event reports that the sleep is over. */
async function sleep(): Promise<void> {
  await aTimeout(500); // nothing signals that the strip has nothing to do
  setClock(8 * HOUR);
}

/** An open market whose data are some seconds old in real time. */
const openMarket = (price: number, secondsOld = 0) => {
  const asOf = new Date(realNow() - secondsOld * 1000).toISOString();
  return { version: 1, ttl: 5, state: 'open', generatedAt: asOf, items: [{ id: 'KOSPI', price, asOf }] };
};

const statusText = (element: MarketTickerElement): string => query(element, '[part="status"]').textContent.trim();
const shows = (element: MarketTickerElement, price: string): Promise<void> =>
  waitUntil(() => rows(element)[0]?.includes(price), `${price}, not ${rows(element).join()}`, wait);

describe('a clock that is set while the page is open', { timeout: 30_000 }, () => {
  test.each([-HOUR, -9 * HOUR, 10 * MINUTE, 365 * 24 * HOUR])('by %i ms does not stop the requests', async (by) => {
    const feed = await serveFeed([{ body: openMarket(1) }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await feed.respond([{ body: openMarket(2) }]);
    setClock(by);
    await shows(element, '2.00');
    await reachesStatus(element, 'live');
  });

  test('back does not keep old data live', async () => {
    const feed = await serveFeed([{ body: openMarket(1, 57) }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    setClock(-HOUR);
    await waitUntil(() => statusText(element) === 'Not current', 'marked as old', wait);
    expect(element.status).to.equal('stale');
  });
});

describe('after a sleep', { timeout: 30_000 }, () => {
  test('old values are marked, and a request is made, within a second', async () => {
    const feed = await serveFeed([{ body: { ...openMarket(1), ttl: 600 } }, { fault: 'hang' }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await sleep();
    await waitUntil(() => statusText(element) === 'Not current', 'marked as old', { interval: 20, timeout: 3000 });
    await waitUntil(async () => (await feed.requests()).length === 2, 'asked', { interval: 20, timeout: 3000 });
  });

  test('values that were handed over by script are marked as well', async () => {
    const element = await strip(html`<market-ticker .data=${openMarket(1)}></market-ticker>`, 'live');
    await sleep();
    await waitUntil(() => statusText(element) === 'Not current', 'marked as old', { interval: 20, timeout: 3000 });
  });

  test('in a hidden page, old values are marked as soon as the page is visible again', async () => {
    const element = await strip(html`<market-ticker .data=${openMarket(1)}></market-ticker>`, 'live');
    setPageHidden(true);
    await sleep();
    setPageHidden(false);
    await element.updateComplete;
    await waitUntil(() => statusText(element) === 'Not current', 'marked as old', { interval: 20, timeout: 3000 });
  });
});

describe('a wrong clock', { timeout: 30_000 }, () => {
  test.each([10 * MINUTE, 24 * HOUR])(
    'that is %i ms fast is corrected by the first answer: new data are live, and old data are not',
    async (by) => {
      setClock(by);
      const newFeed = await serveFeed([{ body: openMarket(1) }]);
      const oldFeed = await serveFeed([{ body: openMarket(1, 300) }]);
      const page = await strip(
        html`<div>
          <market-ticker src=${newFeed.url}></market-ticker><market-ticker src=${oldFeed.url}></market-ticker>
        </div>`,
      );
      const [recent, old] = page.querySelectorAll('market-ticker');
      await reachesStatus(recent!, 'live');
      await reachesStatus(old!, 'stale');
      expect(statusText(recent!)).to.equal('');
      expect(statusText(old!)).to.equal('Not current');
    },
  );

  test('is corrected for strips without a feed of their own as well', async () => {
    setClock(2 * HOUR);
    const element = await strip(html`<market-ticker .data=${openMarket(1)}></market-ticker>`, 'stale');
    const feed = await serveFeed([{ body: openMarket(2) }]);
    const other = document.createElement('market-ticker');
    other.src = feed.url;
    element.after(other);
    onTestFinished(() => other.remove());
    await reachesStatus(element, 'live');
    await waitUntil(
      () => query(element, '.hidden[aria-live]').textContent === 'Up to date again',
      'no longer marked',
      wait,
    );
  });

  test('is not corrected by a date that the page may not read', async () => {
    setClock(10 * MINUTE);
    const headers = { 'access-control-expose-headers': null };
    const feed = await serveFeed([{ body: openMarket(1), headers }]);
    await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'stale');
  });

  test('that is slow does not keep old data live', async () => {
    // As seen from this page, the server is a thousand days ahead, and so are its data.
    const ahead = 1000 * 24 * HOUR;
    const headers = { date: new Date(realNow() + ahead).toUTCString() };
    const feed = await serveFeed([{ body: openMarket(1, -ahead / 1000 + 300), headers }]);
    await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'stale');
  });
});
