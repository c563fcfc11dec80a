import { aTimeout, expect, html, nextFrame } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf } from '../../support/feed-server/feed.js';
import { reachesStatus, rows, setPageHidden, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const wait = { interval: 20, timeout: 30_000 };
const slowSeed = { ...seed, ttl: 600 };

/** A strip like another one, in its place. */
function replacement(element: MarketTickerElement, change: Partial<MarketTickerElement> = {}): MarketTickerElement {
  const { src, stream, share, interval } = element;
  const other = document.createElement('market-ticker');
  Object.assign(other, { src, stream, share, interval }, change);
  onTestFinished(() => other.remove());
  return other;
}

const steps: Record<string, (element: MarketTickerElement) => Promise<MarketTickerElement>> = {
  'is taken out and put back': async (element) => {
    const { parentElement } = element;
    element.remove();
    await nextFrame();
    parentElement!.append(element);
    return element;
  },
  'is moved': async (element) => {
    element.parentElement!.prepend(element);
    return Promise.resolve(element);
  },
  'is replaced by another': async (element) => {
    const other = replacement(element);
    element.replaceWith(other);
    return Promise.resolve(other);
  },
  'is replaced by another a moment later': async (element) => {
    const { parentElement } = element;
    element.remove();
    await nextFrame();
    const other = replacement(element);
    parentElement!.append(other);
    return other;
  },
  'has its src changed away and back': async (element) => {
    const { src } = element;
    element.src = null;
    await element.updateComplete;
    element.src = src!.replace('/feed/', '/no-feed/');
    await element.updateComplete;
    element.src = src;
    await element.updateComplete;
    return element;
  },
  'has its interval changed': async (element) => {
    element.interval = element.interval === 900 ? 800 : 900;
    await element.updateComplete;
    return element;
  },
  'shares its feed with other tabs, and then no longer': async (element) => {
    element.share = element.share === 'tabs' ? 'page' : 'tabs';
    await element.updateComplete;
    return element;
  },
  'is taken out while the page is hidden': async (element) => {
    const { parentElement } = element;
    setPageHidden(true);
    element.remove();
    await nextFrame();
    setPageHidden(false);
    parentElement!.append(element);
    return element;
  },
};

describe('a strip that again and again', () => {
  for (const [name, step] of Object.entries(steps)) {
    test(`${name} makes no request before one is due, and shows its values at once`, async () => {
      const feed = await serveFeed([{ body: slowSeed }]);
      let element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
      for (let times = 0; times < 5; times++) {
        element = await step(element);
        await element.updateComplete;
        expect(rows(element)).to.deep.equal(seedRows);
        expect(element.status).to.equal('live');
      }
      expect((await feed.requests()).length).to.equal(1);
    });

    test(`${name} waits for as long as the server has asked for`, async () => {
      const feed = await serveFeed([{ status: 429, headers: { 'retry-after': '120' } }]);
      let element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
      for (let times = 0; times < 5; times++) {
        element = await step(element);
        await element.updateComplete;
        expect(element.status).to.equal('error');
      }
      expect((await feed.requests()).length).to.equal(1);
    });
  }
});

describe('what a page knows of a feed', () => {
  test('includes a wait that the server has asked another adapter for', async () => {
    const feed = await serveFeed([{ status: 429, headers: { 'retry-after': '120' } }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
    const other = replacement(element, { adapter: () => ({ fields: {}, items: [] }) });
    element.after(other);
    await other.updateComplete;
    await aTimeout(300); // until after the request that would have been made: nothing signals that it was not
    expect((await feed.requests()).length).to.equal(1);
    await other.refresh();
    expect((await feed.requests()).length).to.equal(2);
  });

  test('includes the answer to a request that was under way when the strip was taken out', async () => {
    const feed = await serveFeed([{ body: slowSeed, delayMs: 500 }]);
    let element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'loading');
    await waitUntil(async () => (await feed.requests()).length === 1, 'asked', wait);
    for (let times = 0; times < 4; times++) element = await steps['is replaced by another a moment later']!(element);
    await reachesStatus(element, 'live');
    expect((await feed.requests()).length).to.equal(1);
  });

  test('does not keep a strip that polls faster from asking', { timeout: 30_000 }, async () => {
    const feed = await serveFeed([{ body: slowSeed }, { body: ticked }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    const other = replacement(element, { interval: 5 });
    element.replaceWith(other);
    await waitUntil(() => rows(other)[1]?.includes('765.02'), 'the next value', wait);
  });

  test('is asked for again by a strip that loads it once, when it is out of date', { timeout: 30_000 }, async () => {
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }, { body: ticked }]);
    const element = await strip(html`<market-ticker interval="0" src=${feed.url}></market-ticker>`, 'live');
    element.src = null;
    await element.updateComplete;
    const early = replacement(element, { src: feed.url });
    element.after(early);
    await reachesStatus(early, 'live');
    expect((await feed.requests()).length).to.equal(1);
    early.src = null;
    await early.updateComplete;
    await aTimeout(5_100); // the ttl
    early.src = feed.url;
    await waitUntil(() => rows(early)[1]?.includes('765.02'), 'the next value', wait);
  });
});

describe('the stream of a strip', () => {
  test('stays open while the strip is replaced, and misses nothing', async () => {
    const stream = await serveStream([streamOf(seed)]);
    let element = await strip(html`<market-ticker stream=${stream.url}></market-ticker>`, 'live');
    element = await steps['is taken out and put back']!(element);
    element = await steps['is replaced by another a moment later']!(element);
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await waitUntil(() => rows(element)[1]?.includes('760.00'), 'the update', wait);
    expect((await stream.requests()).length).to.equal(1);
  });

  test.each([
    ['ended by the server', { status: 204 }],
    ['refused with Retry-After', { status: 503, headers: { 'retry-after': '120' } }],
  ])('that was %s is not opened by another strip either', async (_, response) => {
    const stream = await serveStream([response]);
    const feed = await serveFeed([{ body: slowSeed }]);
    const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`);
    // The strip may be live only for a moment, until the stream is refused.
    await waitUntil(() => rows(element).length === 4, 'the values', wait);
    await waitUntil(async () => (await stream.requests()).length === 1, 'the request', wait);
    await aTimeout(100); // until the answer has arrived
    const { src, stream: address } = element;
    Object.assign(element, { src: null, stream: null });
    await element.updateComplete;
    const other = replacement(element, { src, stream: address });
    element.replaceWith(other);
    await waitUntil(() => rows(other).length === 4, 'the known values', wait);
    await aTimeout(300); // until after the request that would have been made: nothing signals that it was not
    expect((await stream.requests()).length).to.equal(1);
  });
});
