import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, beforeEach, describe, onTestFinished, test, vi } from 'vitest';
import { trueTime } from '../../../src/clock/page-time.js';
import { seed } from '../../support/fixtures/seed.js';
import { allAnimated, nextFrame, query, queryAll, segments, setPageHidden, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

/** The time at the start of a test, by the clock that the strips of all tests share and that never goes back. */
let start = 0;

/** A feed of an open market, whose prices are `price`, `price + 1` and so on. */
const feedOf = (price: number, count = 4) => ({
  version: 1,
  state: 'open',
  ttl: 10,
  delay: 0,
  items: Array.from({ length: count }, (_, index) => ({
    id: `N${index}`,
    kind: 'index',
    price: price + index,
    previousClose: 1000,
    asOf: new Date(start).toISOString(),
  })),
});

/** The prices in all copies of the row, each as the first price that it is made from. */
const shown = (element: MarketTickerElement): number[] =>
  queryAll(element, 'li[data-id^="N"]').map(
    (item) =>
      Number(item.querySelector('[part~="price"]')!.textContent.replaceAll(',', '')) -
      Number(item.dataset.id!.slice(1)),
  );

const realNow = performance.now.bind(performance);
/** By how many ms the tests of this file have advanced `performance.now()`, which never goes back. */
let advanced = 0;

/** Lets so many ms pass for the strip's timers, as a page does on which nothing else happens. */
async function pass(ms: number): Promise<void> {
  for (let rest = ms; rest > 0; rest -= 250) {
    advanced += Math.min(250, rest);
    await vi.advanceTimersByTimeAsync(Math.min(250, rest));
  }
}

/** A strip far below the window, which has shown the price 1000 and knows that it is out of view. */
async function stripBelow(layout: string, count = 4): Promise<MarketTickerElement> {
  const page = await strip(
    html`<div>
      <div style="block-size: 3000px"></div>
      <market-ticker layout=${layout} .data=${feedOf(1000, count)}></market-ticker>
    </div>`,
  );
  const element = page.querySelector('market-ticker')!;
  onTestFinished(() => window.scrollTo(0, 0));
  // It is in view first, so that everything is rendered.
  element.scrollIntoView();
  if (layout === 'scroll') await allAnimated(element);
  await waitUntil(() => shown(element).length >= count, 'all items');
  window.scrollTo(0, 0);
  if (layout === 'scroll')
    await waitUntil(() => segments(element)[0]!.getAnimations()[0]!.playState === 'paused', 'the strip is out of view');
  for (let frames = 0; frames < 4; frames++) await nextFrame();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
  // The strips' timer is set anew, by the mocked function.
  document.dispatchEvent(new Event('visibilitychange'));
  return element;
}

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => realNow() + advanced);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  start = trueTime();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.each(['scroll', 'row', 'grid'])('a strip out of view, in layout %s', (layout) => {
  test('shows the newest values within 30 seconds', async () => {
    const element = await stripBelow(layout, 40);
    for (let times = 1; times <= 5; times++) {
      element.data = feedOf(1000 + 100 * times, 40);
      await pass(4000);
      expect(new Set(shown(element))).to.deep.equal(new Set([1000]));
    }
    await pass(10_000);
    expect(new Set(shown(element))).to.deep.equal(new Set([1500]));
  });

  test('marks old values within 30 seconds', async () => {
    const element = await stripBelow(layout);
    expect(query(element, '[part="status"]').textContent).to.equal('');
    // The data are stale after 60 s.
    await pass(90_000);
    expect(query(element, '[part="status"]').textContent).to.equal('Not current');
  });

  test('does not change while it is paused', async () => {
    const element = await stripBelow(layout);
    element.pause();
    await pass(100);
    element.data = feedOf(2000);
    await pass(60_000);
    expect(new Set(shown(element))).to.deep.equal(new Set([1000]));
  });

  test('does not change while the page is hidden', async () => {
    const element = await stripBelow(layout);
    setPageHidden(true);
    element.data = feedOf(2000);
    await pass(120_000);
    expect(new Set(shown(element))).to.deep.equal(new Set([1000]));
    setPageHidden(false);
    await pass(30_000);
    expect(new Set(shown(element))).to.deep.equal(new Set([2000]));
  });

  test('is up to date on paper, before the script that prints goes on', async () => {
    const element = await stripBelow(layout, 40);
    element.data = feedOf(2000, 40);
    await pass(500);
    dispatchEvent(new Event('beforeprint'));
    expect(new Set(shown(element))).to.deep.equal(new Set([2000]));
    element.data = feedOf(3000, 40);
    vi.setSystemTime(Date.now() + 600_000);
    dispatchEvent(new Event('beforeprint'));
    expect(new Set(shown(element))).to.deep.equal(new Set([3000]));
    expect(query(element, '[part="status"]').textContent).to.equal('Not current');
  });
});

test('a strip in view is complete on paper, even right after it was created or changed', async () => {
  const element = document.createElement('market-ticker');
  element.data = { ...seed, items: feedOf(1000, 100).items };
  document.body.append(element);
  onTestFinished(() => element.remove());
  dispatchEvent(new Event('beforeprint'));
  expect(shown(element).length).to.be.at.least(100);
  element.data = { ...seed, items: feedOf(2000, 100).items };
  dispatchEvent(new Event('beforeprint'));
  expect(new Set(shown(element))).to.deep.equal(new Set([2000]));
});
