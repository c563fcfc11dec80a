import type { MarketTickerElement } from 'market-ticker';
import type { Browser, Page } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { startChangingSite, type ChangingSite } from '../../support/pages/changing-site.js';
import { withSite } from '../../support/pages/with-site.js';

let site: ChangingSite;
let browser: Browser;

withSite(startChangingSite, (...started) => ([site, browser] = started));

/** How a library brings the new edition into the open page. */
interface Library {
  readonly scripts: readonly string[];
  readonly head?: string;
  readonly isReact?: boolean;
  /** The attributes by which the library keeps an element. */
  readonly keep?: string;
  /** Runs in the page. */
  readonly update: string;
}

const fetched = `const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');`;
const scripts = {
  idiomorph: ['idiomorph/dist/idiomorph.js'],
  morphdom: ['morphdom/dist/morphdom-umd.js'],
  alpine: ['@alpinejs/morph/dist/cdn.js', 'alpinejs/dist/cdn.js'],
  turbo: ['@hotwired/turbo/dist/turbo.es2017-umd.js'],
  htmx: ['htmx.org/dist/htmx.js', 'idiomorph/dist/idiomorph-ext.js'],
  unpoly: ['unpoly/unpoly.js'],
};
const htmx = (swap: string): string =>
  `document.body.setAttribute('hx-ext', 'morph');
  await htmx.ajax('GET', location.pathname, { target: '#main', select: '#main', swap: '${swap}' });`;

/** The libraries that keep the strips. */
const keeping: Record<string, Library> = {
  idiomorph: { scripts: scripts.idiomorph, update: `${fetched} Idiomorph.morph(document.body, next.body);` },
  'idiomorph, which moves children': {
    scripts: scripts.idiomorph,
    update: `${fetched} Idiomorph.morph(document.body, next.body, { morphStyle: 'innerHTML' });`,
  },
  morphdom: { scripts: scripts.morphdom, update: `${fetched} morphdom(document.body, next.body);` },
  'Alpine’s morph': {
    scripts: scripts.alpine,
    update: `${fetched}
      Alpine.morph(document.querySelector('#main'), next.querySelector('#main').outerHTML, { key: ({ id }) => id });`,
  },
  'a page refresh of Turbo 8': {
    scripts: scripts.turbo,
    head: '<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">',
    update: 'Turbo.visit(location.href, { action: "replace" });',
  },
  'a visit by Turbo, with permanent strips': {
    scripts: scripts.turbo,
    keep: 'data-turbo-permanent',
    update: 'Turbo.visit(location.href + "?next");',
  },
  'htmx with its morph extension': { scripts: scripts.htmx, update: htmx('morph:outerHTML') },
  'htmx with preserved strips': { scripts: scripts.htmx, keep: 'hx-preserve', update: htmx('outerHTML') },
  'Unpoly with kept strips': {
    scripts: scripts.unpoly,
    keep: 'up-keep',
    update: 'await up.render({ target: "#main", url: location.pathname, cache: false });',
  },
  'React, in strict mode': { scripts: [], isReact: true, update: 'draw(2);' },
};

/** The libraries that put new strips in the place of the old ones. */
const replacing: Record<string, Library> = {
  'a visit by Turbo': { scripts: scripts.turbo, update: 'Turbo.visit(location.href + "?next");' },
  'a swap by htmx': { scripts: scripts.htmx, update: htmx('outerHTML') },
  'a fragment of Unpoly': {
    scripts: scripts.unpoly,
    update: 'await up.render({ target: "#main", url: location.pathname, cache: false });',
  },
  'React, with a new key': { scripts: [], isReact: true, update: 'draw(2, "new");' },
  innerHTML: { scripts: [], update: `${fetched} document.body.innerHTML = next.body.innerHTML;` },
  'a swap of the body': { scripts: [], update: `${fetched} document.body.replaceWith(next.body);` },
};

const kospi = (page: Page, id: string): Promise<string> =>
  page.locator(`#${id}`).locator('ul:not([aria-hidden]) [part~="price"]').first().innerText();

const button = (page: Page, name: string) => page.locator('#strip').getByRole('button', { name });

/** Opens the first edition, scrolls the still row, pauses, and brings in the second edition, with the focus on a link. */
async function openAndUpdate({ scripts, head, isReact, keep, update }: Library) {
  site.publish(1);
  const { page, troubles } = await openPage(browser, site.page(scripts, head, keep));
  onTestFinished(() => page.close());
  if (isReact) {
    await page.evaluate(() => document.querySelector('#main')!.replaceChildren());
    await page.addScriptTag({ type: 'module', url: '/tests/support/pages/react-page.js' });
  }
  await page.waitForFunction(() => {
    const strips = [...document.querySelectorAll('market-ticker')];
    return strips.length > 1 && strips.every(({ quotes }) => quotes?.length === 4);
  });
  const requests = site.requestCount();
  await page.locator('#row [part~="viewport"]').evaluate(async (viewport) => {
    const scrolled = new Promise((resolve) => viewport.addEventListener('scroll', resolve, { once: true }));
    viewport.scrollLeft = 200;
    await scrolled;
  });
  await button(page, 'Pause').click();
  await page
    .locator('#strip')
    .getByRole('link', { name: /^KOSPI / })
    .focus();
  await page.evaluate(() => {
    Object.assign(window, { old: ['strip', 'row'].map((id) => document.querySelector(`#${id}`)) });
  });
  site.publish(2);
  await page.evaluate(`(async () => { ${update} })()`);
  await page.getByRole('heading', { name: 'Edition 2' }).waitFor();
  // A library that keeps an element keeps its content as well.
  if (!keep) await page.getByRole('link', { name: 'Markets 2' }).waitFor();
  return { page, troubles, requests };
}

/** Whether the strips are the elements of the first edition. */
const areOld = (page: Page): Promise<boolean[]> =>
  page.evaluate(() => {
    const { old } = window as unknown as { old: Element[] };
    return ['strip', 'row'].map((id, index) => document.querySelector(`#${id}`) === old[index]);
  });

/** Checks that the strips are paused and old whatever the page wishes, and have the newest values after Play. */
async function expectPauseUntilPlay(page: Page, { isReact }: Library): Promise<void> {
  const isPaused = (): Promise<boolean[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('market-ticker')].flatMap((strip) => [
        strip.paused,
        strip.matches(':state(paused)'),
      ]),
    );
  expect(new Set(await isPaused())).toEqual(new Set([true]));
  await page.evaluate(async () => {
    for (const strip of document.querySelectorAll('market-ticker')) {
      strip.paused = false;
      strip.play();
      await strip.refresh();
    }
  });
  expect(new Set(await isPaused())).toEqual(new Set([true]));
  expect(await page.locator('market-ticker[paused]').count()).toBe(0);
  expect(await kospi(page, 'strip')).toBe('2,801.00');
  await button(page, 'Play').click();
  await expect.poll(() => kospi(page, 'strip')).toBe('2,802.00');
  await expect.poll(() => kospi(page, 'row')).toBe('2,802.00');
  // This strip has no other feed than the one in the page.
  if (!isReact) await expect.poll(() => kospi(page, 'static')).toBe('2,802.00');
}

describe.each(Object.entries(keeping))('when %s brings a new edition of the page', (_, library) => {
  test('the strips stay as the reader has left them, with what is new around them', async () => {
    const { page, troubles, requests } = await openAndUpdate(library);
    expect(await areOld(page)).toEqual([true, true]);
    expect(site.requestCount()).toBe(requests);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent))
      .toContain('KOSPI');
    expect(await page.locator('#row [part~="viewport"]').evaluate(({ scrollLeft }) => scrollLeft)).toBe(200);
    await expectPauseUntilPlay(page, library);
    expect(troubles).toEqual([]);
  });
});

describe.each(Object.entries(replacing))('when %s brings a new edition of the page with new strips', (_, library) => {
  test('they are paused, ask for nothing, and have the newest values when the reader presses Play', async () => {
    const { page, troubles, requests } = await openAndUpdate(library);
    expect(await areOld(page)).toEqual([false, false]);
    await page.waitForFunction(() => document.querySelector<MarketTickerElement>('#strip')!.quotes.length === 4);
    expect(site.requestCount()).toBe(requests);
    await expectPauseUntilPlay(page, library);
    expect(troubles).toEqual([]);
  });
});
