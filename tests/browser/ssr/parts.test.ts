import { html } from 'lit';
import { describe, expect, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { startSite } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { openBlankPage, renderOnServer, shiftOf, threeFrames, type Visit } from './render.js';

let visit: Visit;

withSite(startSite, (site, browser) => void (visit = { site, browser }));

/** What each part of the page ends before, within the strip’s shadow root. */
const ends = ['>KOSPI<', 'data-id="KOSDAQ"', '>764.21<', 'data-id="KOSPI200"', 'data-id="USD/KRW"', 'part="status"'];
/**
 * The link follows the shadow root. In right-to-left writing, it is not a part of its own: where it makes a row scroll,
 * Chromium counts a shift, although nothing moves.
 */
const link = '<a slot';

describe.each(['auto', 'scroll', 'rotate', 'row', 'grid'])('a page that arrives in parts (%s)', (layout) => {
  test.each([
    [1280, 'ltr'],
    [1280, 'rtl'],
    [320, 'ltr'],
    [320, 'rtl'],
  ])('at %i px, %s, paints the strip as a whole and moves nothing', async (width, dir) => {
    const { page, troubles } = await openBlankPage(visit.browser, { viewport: { width, height: 600 } });
    const strip = await renderOnServer(
      html`<market-ticker layout=${layout} lang="en" dir=${dir} .data=${seed}
        ><a slot="end" href="#all">All markets</a></market-ticker
      >`,
    );
    const cuts = [0, ...[...ends, ...(dir === 'ltr' ? [link] : [])].map((end) => strip.indexOf(end))];
    expect(cuts).toEqual([...new Set(cuts)].sort((a, b) => a - b));
    const parts = cuts.map((cut, index) => strip.slice(cut, cuts[index + 1]));
    const { url, next } = visit.site.pageInParts(
      [...parts, '<p id="story">A story.</p>'],
      '<style>body { margin: 0 }</style>',
    );
    await page.goto(url, { waitUntil: 'commit' });
    for (let part = 1; part <= parts.length; part++) {
      await threeFrames(page);
      next();
    }
    await page.locator('#story').waitFor();
    expect(await page.getByText('764.21', { exact: true }).isVisible()).toBe(true);
    expect(await shiftOf(page)).toBe('0.0000');
    expect(troubles).toEqual([]);
  });
});
