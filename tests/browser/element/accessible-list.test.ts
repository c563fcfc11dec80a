import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { test } from 'vitest';
import { listsOf } from './accessibility-tree.js';
import { laidOutFrame, nextFrame, queryAll, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const SIZES = [1, 4, 24, 25, 40, 500];

const feedOf = (count: number, price: number) => ({
  items: Array.from({ length: count }, (_, index) => ({
    id: `N${index}`,
    price: price + index,
    change: 1,
    ...(index % 3 === 0 && { url: `/${index}` }),
  })),
});

/** What a reader hears of each item: one text, without anything of the boxes that are for the eye. */
const sentencesOf = (count: number, price: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const digits = (price + index).toFixed(2).replace(/^(\d)(\d{3}\.)/, '$1,$2');
    const percent = ((1 / (price + index - 1)) * 100).toFixed(2);
    return `N${index} ${digits}, up 1.00, ${percent} percent`;
  });

async function settle(element: MarketTickerElement): Promise<void> {
  await element.updateComplete;
  for (let frames = 0; frames < 3; frames++) await laidOutFrame();
  await element.updateComplete;
  await nextFrame();
}

for (const layout of ['scroll', 'rotate', 'row', 'grid'] as const)
  test(`a ${layout} of any size is one list of exactly its quotes, each with one text, while it moves and afterwards`, async () => {
    const element = await strip(html`<market-ticker layout=${layout} style="inline-size: 900px"></market-ticker>`);
    for (const count of SIZES) {
      element.data = feedOf(count, 1000);
      await settle(element);
      if (layout === 'scroll') {
        // The row is repeated if it is short, and parts of it are parked if it is long.
        await waitUntil(() => (count < 4 ? queryAll(element, 'ul').length > 1 : true), 'copies');
        await waitUntil(() => (count < 40 ? true : queryAll(element, '[data-parked]').length > 0), 'parked');
      }
      const expected = [sentencesOf(count, 1000)];
      expect(await listsOf(element), `${count} quotes`).to.deep.equal(expected);
      element.next();
      element.style.inlineSize = '600px';
      await settle(element);
      expect(await listsOf(element), `${count} quotes in another width`).to.deep.equal(expected);
      element.style.inlineSize = '900px';
    }
    // The texts follow the values, also of items out of sight.
    element.data = feedOf(40, 1000);
    await settle(element);
    element.data = feedOf(40, 1001);
    await waitUntil(
      () =>
        queryAll(element, 'ul:not([aria-hidden]) .spoken').every(
          ({ textContent }, index) => textContent === sentencesOf(40, 1001)[index],
        ),
      'all sentences are written',
      { timeout: 10_000 },
    );
    expect(await listsOf(element)).to.deep.equal([sentencesOf(40, 1001)]);
  });
