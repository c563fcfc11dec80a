import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { trueTime } from '../../../src/clock/page-time.js';
import { seed } from '../../support/fixtures/seed.js';
import { MAX_PER_SECOND, recordBatches, maxPerSecond } from './write-batches.js';
import { query, queryAll, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

// A page that gives a strip reasons to render for 1.2 seconds, as fast as it can. The strip writes at most ten times a second.

const items = (price: number, count = 4) =>
  Array.from({ length: count }, (_, index) => ({ id: `N${index}`, price: price + index, previousClose: 1000 }));

/** The number of renderings of a strip from now on, whether or not they write anything. */
function countRenderings(element: MarketTickerElement): number[] {
  const at: number[] = [];
  element.addController({ hostUpdated: () => void at.push(performance.now()) });
  return at;
}

const busiestSecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

/** Calls `change` again and again for 1.2 s, in tasks of their own. @returns how often it was called */
async function keepChanging(change: (count: number) => void): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const end = performance.now() + 1200;
  let count = 0;
  await new Promise<void>((resolve) => {
    port2.onmessage = () => {
      if (performance.now() > end) return resolve();
      change(count++);
      port1.postMessage(undefined);
    };
    port1.postMessage(undefined);
  });
  return count;
}

const attacks: Record<string, (element: MarketTickerElement, count: number) => void> = {
  'the data change': (element, count) => (element.data = items(1000 + count)),
  'the data are not usable': (element, count) => (element.data = { count }),
  'the data are good and bad in turns': (element, count) => (element.data = count % 2 ? items(count) : { count }),
  'the label changes': (element, count) => (element.label = `Markets ${count}`),
  'the language changes': (element, count) => (element.lang = count % 2 ? 'ko' : 'ja'),
  'the language of the page changes': (_, count) => (document.documentElement.lang = count % 2 ? 'ko' : 'ja'),
  'the layout changes': (element, count) => (element.layout = count % 2 ? 'grid' : 'scroll'),
  'the palette changes': (element, count) => (element.palette = count % 2 ? 'red-blue' : 'green-red'),
  'the symbols change': (element, count) => (element.symbols = `N${count % 4} N3`),
  'the script pauses and plays': (element, count) => (count % 2 ? element.pause() : element.play()),
  'the attribute “paused” comes and goes': (element) => void element.toggleAttribute('paused'),
  'the page claims to be shown again': () => document.dispatchEvent(new Event('visibilitychange')),
  'the mapping changes': (element, count) => (element.paths = { id: `i${count}` }),
};

describe('a strip renders at most ten times a second while', () => {
  for (const [name, attack] of Object.entries(attacks))
    test(name, async () => {
      const element = await strip(html`<market-ticker .data=${items(1000)}></market-ticker>`);
      const { lang } = document.documentElement;
      onTestFinished(() => void (document.documentElement.lang = lang));
      const written = recordBatches(element);
      const renderings = countRenderings(element);
      const count = await keepChanging((count) => attack(element, count));
      await element.updateComplete;
      expect(count).to.be.above(50);
      // The number of copies of the row is a measurement, which is rendered and written in the same frame. Each rendering can change
      // it, and on a busy machine the two are not in the same task.
      const most = /layout|symbols/.test(name) ? 2 * MAX_PER_SECOND : MAX_PER_SECOND;
      expect(busiestSecond(renderings)).to.be.at.most(most);
      expect(maxPerSecond(written)).to.be.at.most(most);
    });
});

test('the address changes as fast as a script can: a request for ten of them a second at most', async () => {
  const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`);
  const requests = (): number =>
    performance.getEntriesByType('resource').filter(({ name }) => name.includes('/nowhere/')).length;
  performance.setResourceTimingBufferSize(10_000);
  const count = await keepChanging((count) => (element.src = `/nowhere/${count}.json`));
  expect(count).to.be.above(50);
  expect(requests()).to.be.at.most(1.2 * MAX_PER_SECOND + 1);
});

test(
  'of 500 items that become old one after the other, only those are written that become old',
  { timeout: 30_000 },
  async () => {
    const now = trueTime();
    // All of them have a limit of 60 s; each passes it 10 ms after the one before, from 2 s on. The newest keeps the strip itself live.
    const quotes = items(1000, 500).map((item, index) => ({
      ...item,
      asOf: new Date(now - 58_000 + (index === 499 ? 50_000 : index * 10)).toISOString(),
    }));
    const element = await strip(html`<market-ticker layout="grid"></market-ticker>`);
    element.data = { version: 1, ttl: 1, state: 'open', delay: 0, items: quotes };
    await element.updateComplete;
    expect(queryAll(element, '[part="badge"]').length).to.equal(0);
    const written = recordBatches(element);
    const renderings = countRenderings(element);
    await waitUntil(() => queryAll(element, '[part="badge"]').length === 499, 'all are marked as old', {
      timeout: 20_000,
      interval: 50,
    });
    expect(busiestSecond(renderings)).to.be.at.most(MAX_PER_SECOND);
    // Each item gets one badge, and no item is written a second time.
    const added = written.flatMap(({ records }) => records).flatMap(({ addedNodes }) => [...addedNodes]);
    expect(added.filter((node) => node instanceof Element && node.matches('[part="badge"]')).length).to.equal(499);
    expect(added.length).to.be.at.most(2 * 499);
  },
);

describe('what the reader does is shown at once, however much is written', () => {
  test('Pause and Play', async () => {
    const element = await strip(html`<market-ticker .data=${items(1000)}></market-ticker>`);
    const button = query<HTMLButtonElement>(element, 'button');
    onTestFinished(() => sessionStorage.clear());
    for (const label of ['Play', 'Pause', 'Play', 'Pause']) {
      element.data = items(Math.random() * 1000);
      button.click();
      for (let microtasks = 0; microtasks < 20; microtasks++) await null;
      expect(button.textContent.trim()).to.equal(label);
    }
  });

  test('the first data', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`);
    element.label = 'Markets';
    await element.updateComplete;
    element.label = 'Markets of today';
    element.insertAdjacentHTML('beforeend', `<script type="application/json">${JSON.stringify(seed)}</script><i></i>`);
    for (let microtasks = 0; microtasks < 40; microtasks++) await null;
    expect(queryAll(element, 'ul:not([aria-hidden]) [part~="item"]').length).to.equal(4);
  });
});
