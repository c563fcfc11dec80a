import { html } from 'lit';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { startSite } from '../../support/pages/site.js';
import { whenUpgraded, threeFrames, openStripPage, shiftOf, type Visit } from './render.js';
import { withSite } from '../../support/pages/with-site.js';

let visit: Visit;

withSite(startSite, (site, browser) => void (visit = { site, browser }));

const end = html`<a slot="end" href="#all">All markets</a>`;

interface BoxPosition {
  readonly text: string;
  /** x, y, width and height, px. */
  readonly rect: readonly number[];
  /** Whether at least a part of it is in view. */
  readonly visible: boolean;
}

/** The positions of the parts of a strip’s items, of its controls, and of the story below it. */
const boxPositions = (page: Page): Promise<BoxPosition[]> =>
  page.evaluate(() => {
    const root = document.querySelector('market-ticker')!.shadowRoot!;
    const items = [...root.querySelectorAll('ul:not([aria-hidden]) [part]')];
    const { left, right } = root.querySelector('.viewport')!.getBoundingClientRect();
    return [...items, root.querySelector('[part="controls"]')!, document.querySelector('#story')!].map((box) => {
      const { x, y, width, height } = box.getBoundingClientRect();
      const visible = !items.includes(box) || (x < right && x + width > left);
      return { text: box.textContent!.trim(), rect: [x, y, width, height], visible };
    });
  });

describe.each(['scroll', 'row', 'grid'])('nothing moves when the script loads late (%s)', (layout) => {
  test.each([
    [1280, 'no-preference', 'ltr'],
    [320, 'no-preference', 'ltr'],
    [1280, 'no-preference', 'rtl'],
    // With reduced motion only the layout `scroll` changes; at 320 px its additional button makes a difference.
    ...(layout === 'scroll' ? [[320, 'reduce', 'ltr'] as const] : []),
  ] as const)('at %i px, reduced motion: %s, %s', async (width, reducedMotion, dir) => {
    const script = visit.site.hold('/cdn/market-ticker.js');
    const { page, troubles } = await openStripPage(
      visit,
      // The strip is paused so that it does not move on purpose. With reduced motion it does not move anyway, and has its additional
      // button only while it is not paused.
      html`<market-ticker layout=${layout} lang="ko" dir=${dir} ?paused=${reducedMotion !== 'reduce'} .data=${seed}
        >${end}</market-ticker
      >`,
      script.url,
      { viewport: { width, height: 600 }, reducedMotion },
    );
    // The page is painted before the script is loaded.
    await threeFrames(page);
    expect(await page.locator('market-ticker').evaluate((strip) => strip.matches(':not(:defined)'))).toBe(true);
    const before = await boxPositions(page);
    script.release();
    await whenUpgraded(page);
    await threeFrames(page);
    const after = await boxPositions(page);
    expect(before.filter(({ visible }) => visible).length).toBeGreaterThan(4);
    for (const [index, { text, rect, visible }] of before.entries())
      for (const [side, px] of rect.entries())
        // A paused strip rests on whole px.
        if (visible)
          expect(
            Math.abs(after[index]!.rect[side]! - px),
            `${text}, ${String(rect)}: ${String(after[index]!.rect)}`,
          ).toBeLessThan(2);
    expect(await shiftOf(page)).toBe('0.0000');
    expect(troubles).toEqual([]);
  });
});

describe('when the script loads late', () => {
  const options = { viewport: { width: 400, height: 600 } };
  const openHeldPage = async (attributes: { layout: string; dir: string }) => {
    const script = visit.site.hold('/cdn/market-ticker.js');
    const { layout, dir } = attributes;
    const { page, troubles } = await openStripPage(
      visit,
      html`<market-ticker dir=${dir} layout=${layout} .data=${seed} paused>${end}</market-ticker>`,
      script.url,
      options,
    );
    return { page, troubles, script };
  };

  test.each([
    ['scroll', 'ltr', 150],
    ['row', 'ltr', 150],
    ['scroll', 'rtl', -150],
    ['row', 'rtl', -150],
  ])('a %s (%s) stays where the reader has scrolled it to', async (layout, dir, px) => {
    const { page, troubles, script } = await openHeldPage({ layout, dir });
    const item = page.locator('market-ticker ul:not([aria-hidden]) [part~="item"]').nth(1);
    await page
      .locator('market-ticker .viewport')
      .evaluate((box, px) => box.scrollTo({ left: px, behavior: 'instant' }), px);
    await threeFrames(page);
    const before = (await item.boundingBox())!.x;
    script.release();
    await whenUpgraded(page);
    await threeFrames(page);
    expect((await item.boundingBox())!.x).toBeCloseTo(before, 0);
    expect(troubles).toEqual([]);
  });

  test('the keyboard’s focus stays on its item', async () => {
    const { page, troubles, script } = await openHeldPage({ layout: 'scroll', dir: 'ltr' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('href'));
    expect(await focused()).toBe('/markets/kospi');
    script.release();
    await whenUpgraded(page);
    expect(await focused()).toBe('/markets/kospi');
    expect(troubles).toEqual([]);
  });
});
