import { html } from 'lit';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../../support/page.js';
import { seed } from '../../support/fixtures/seed.js';
import { startSite } from '../../support/pages/site.js';
import { whenUpgraded, threeFrames, openStripPage, type Visit } from './render.js';

let visit: Visit;

beforeAll(async () => {
  const [site, browser] = await Promise.all([startSite(), launch()]);
  visit = { site, browser };
});

afterAll(async () => {
  await visit?.browser.close();
  await visit?.site.close();
});

const end = html`<a slot="end" href="#all">All markets</a>`;

/** The page’s cumulative layout shift, once all that is to be painted has been. */
async function shift(page: Page): Promise<string> {
  await threeFrames(page);
  return page.evaluate(() => (globalThis as unknown as { shift: number }).shift.toFixed(4));
}

interface Place {
  readonly what: string;
  readonly at: readonly number[];
  /** A reader can see some of it. */
  readonly seen: boolean;
}

/** Where a strip’s items are, and the place of its buttons, and the story below. */
const places = (page: Page): Promise<Place[]> =>
  page.evaluate(() => {
    const root = document.querySelector('market-ticker')!.shadowRoot!;
    const items = [...root.querySelectorAll('ul:not([aria-hidden]) [part]')];
    const { left, right } = root.querySelector('.viewport')!.getBoundingClientRect();
    return [...items, root.querySelector('[part="controls"]')!, document.querySelector('#story')!].map((box) => {
      const { x, y, width, height } = box.getBoundingClientRect();
      const seen = !items.includes(box) || (x < right && x + width > left);
      return { what: box.textContent!.trim(), at: [x, y, width, height], seen };
    });
  });

describe.each(['scroll', 'row', 'grid'])('nothing moves when the script comes late (%s)', (layout) => {
  test.each([
    [1280, 'no-preference', 'ltr'],
    [320, 'no-preference', 'ltr'],
    [1280, 'no-preference', 'rtl'],
    // Only what would move is another layout then, and 320 px is where a button more is felt.
    ...(layout === 'scroll' ? [[320, 'reduce', 'ltr'] as const] : []),
  ] as const)('at %i px, reduced motion: %s, %s', async (width, reducedMotion, dir) => {
    const script = visit.site.hold('/cdn/market-ticker.js');
    const { page, troubles } = await openStripPage(
      visit,
      // What moves on purpose is to rest; and a still row has one button more while it is not paused.
      html`<market-ticker layout=${layout} lang="ko" dir=${dir} ?paused=${reducedMotion !== 'reduce'} .data=${seed}
        >${end}</market-ticker
      >`,
      script.url,
      { viewport: { width, height: 600 }, reducedMotion },
    );
    // Painted before the script is there.
    await threeFrames(page);
    expect(await page.locator('market-ticker').evaluate((strip) => strip.matches(':not(:defined)'))).toBe(true);
    const before = await places(page);
    script.release();
    await whenUpgraded(page);
    await threeFrames(page);
    const after = await places(page);
    expect(before.filter(({ seen }) => seen).length).toBeGreaterThan(4);
    for (const [index, { what, at, seen }] of before.entries())
      for (const [side, px] of at.entries())
        // What moves stands on whole px.
        if (seen)
          expect(
            Math.abs(after[index]!.at[side]! - px),
            `${what}, ${String(at)}: ${String(after[index]!.at)}`,
          ).toBeLessThan(2);
    expect(await shift(page)).toBe('0.0000');
    expect(troubles).toEqual([]);
  });
});

describe('what a reader has begun before the script comes goes on', () => {
  const options = { viewport: { width: 400, height: 600 } };
  const held = async (attributes: { layout: string; dir: string }) => {
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
  ])('a %s, %s, stays where it was scrolled to', async (layout, dir, px) => {
    const { page, troubles, script } = await held({ layout, dir });
    const item = page.locator('market-ticker ul:not([aria-hidden]) [part="item"]').nth(1);
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
    const { page, troubles, script } = await held({ layout: 'scroll', dir: 'ltr' });
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
