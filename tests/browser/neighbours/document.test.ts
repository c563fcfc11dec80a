import type { Browser, Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { startChangingSite, type ChangingSite } from '../../support/pages/changing-site.js';
import { withSite } from '../../support/pages/with-site.js';

let site: ChangingSite;
let browser: Browser;

withSite(startChangingSite, (...started) => ([site, browser] = started));

/** A policy that allows no `<style>` element. The attribute `style` of a strip is the page's own. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; style-src-attr 'unsafe-inline'";

/** Whether the strip has its styles, and whether it moves within nine frames. */
const look = (page: Page) =>
  page.evaluate(async () => {
    const { strip } = window as unknown as { strip: HTMLElement };
    const view = strip.ownerDocument.defaultView!;
    const left = (): number => strip.shadowRoot!.querySelector('li')!.getBoundingClientRect().left;
    const before = left();
    for (let frames = 0; frames < 9; frames++) await new Promise(requestAnimationFrame);
    const { display } = view.getComputedStyle(strip.shadowRoot!.querySelector('.strip')!);
    return { display, isLow: strip.offsetHeight < 60, moves: left() !== before };
  });

const places = {
  'a frame': `document.body.appendChild(document.createElement('iframe')).contentDocument.body`,
  'a window that the page opens': `open('about:blank', '', 'width=900,height=200').document.body`,
};

test.each(Object.entries(places))(
  'under a strict policy a strip has its styles and moves in %s, and back in the page, without a further request',
  async (_, place) => {
    site.publish(1);
    const address = site.page([], `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
    const { page, troubles } = await openPage(browser, address);
    onTestFinished(() => page.context().close());
    await page.waitForFunction(() =>
      [...document.querySelectorAll('market-ticker')].every(({ quotes }) => quotes?.length === 4),
    );
    const requests = site.requestCount();
    // In a narrow frame, a strip that chooses its layout stands still between its steps.
    await page.evaluate('window.strip = document.querySelector("#strip"); strip.layout = "scroll"');
    for (const to of [place, 'document.body']) {
      await page.evaluate(`${to}.append(strip)`);
      await expect.poll(() => look(page)).toEqual({ display: 'flex', isLow: true, moves: true });
    }
    expect(site.requestCount()).toBe(requests);
    expect(troubles).toEqual([]);
  },
);
