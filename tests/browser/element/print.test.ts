import { expect, fixture, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed } from '../../support/fixtures/seed.js';
import { queryAll, query, isChromium, allAnimated, rows } from './strip.js';
import { waitUntil } from './wait-until.js';

const ids = Array.from({ length: 12 }, (_, index) => `INDEX ${index}`);
const items = ids.map((id) => ({ ...seed.items[0]!, id, name: id, trend: [2812, 2830, 2822, 2855.77] }));

/** A strip in print media, with its list items that are printed, all of which must be inside the strip's box. */
async function printed(layout: string, width: number, lang = 'en') {
  const page = await fixture(
    html`<div lang=${lang} style="inline-size: ${width}px">
      <market-ticker layout=${layout} .data=${{ ...seed, items }}
        ><a href="/markets" slot="end">All markets</a></market-ticker
      >
    </div>`,
  );
  const element = page.querySelector<MarketTickerElement>('market-ticker')!;
  await waitUntil(() => rows(element).length === items.length, 'all rows');
  if (layout === 'scroll') await allAnimated(element);
  await emulateMedia({ media: 'print' });
  const { left, right, bottom } = element.getBoundingClientRect();
  const printedItems = queryAll(element, 'li').filter((item) => item.getClientRects().length);
  for (const item of [...printedItems, page.querySelector('a')!]) {
    const box = item.getBoundingClientRect();
    expect(box.left, item.textContent).to.be.at.least(left - 0.5);
    expect(box.right, item.textContent).to.be.at.most(right + 0.5);
    expect(box.bottom, item.textContent).to.be.at.most(bottom + 0.5);
  }
  return { element, printedItems };
}

/** The items that overlap another, each with the overlap in px. */
function overlaps(items: readonly Element[]): string[] {
  const boxes = items.map((item) => item.getBoundingClientRect());
  return boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return wide > 0.5 && high > 0.5 ? [`${items[index]!.textContent}: ${wide} × ${high}`] : [];
    }),
  );
}

describe.runIf(isChromium)('on paper', () => {
  for (const layout of ['scroll', 'row', 'grid'])
    for (const width of [320, 1000])
      for (const lang of ['en', 'ar'])
        test(`a ${layout} has every quote once, wrapped, with the time: ${width} px, ${lang}`, async () => {
          const { element, printedItems } = await printed(layout, width, lang);
          expect(printedItems.map(({ dataset }) => dataset.id)).to.deep.equal([...ids, '']);
          expect(printedItems.at(-1)!.textContent.trim()).to.match(/^As of Jun 9, 2025, \d\d:30/);
          expect(query(element, '[part="controls"]').checkVisibility()).to.equal(false);
          expect(overlaps(printedItems)).to.deep.equal([]);
        });

  test('a grid keeps its columns', async () => {
    const { printedItems } = await printed('grid', 1000);
    expect(new Set(printedItems.map((item) => Math.round(item.getBoundingClientRect().left))).size).to.be.at.least(3);
  });
});
