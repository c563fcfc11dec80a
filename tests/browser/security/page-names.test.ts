import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { openPage } from '../../support/page.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { rows } from '../../support/pages/strip.js';
import { withSite } from '../../support/pages/with-site.js';

// What a page has may have any name, and the page may allow only its own policies. The strip works, or what is written inside the
// tag stays; the console has one warning at most.

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const CDN = '<script type="module" src="/cdn/market-ticker.js"></script>';

/** Opens a page with this content before the strip. */
async function open(before: string, head = CDN, headers: Record<string, string> = {}) {
  const feed = site.feed(seed);
  const strip = `<market-ticker src="${feed.url}">Fallback<a slot="end" href="/">Markets</a></market-ticker>`;
  const { page, troubles } = await openPage(browser, site.page(before + strip, headers, head));
  onTestFinished(() => page.close());
  return { page, troubles, feed };
}

/** Members of `document` that the strip, Lit or an adapter uses. */
const DOCUMENT =
  'hidden defaultView body activeElement timeline readyState baseURI visibilityState documentElement head fonts';
const FUNCTIONS =
  'addEventListener removeEventListener dispatchEvent createElement createComment createTreeWalker importNode';
const OTHERS =
  'adoptedStyleSheets getElementById querySelector querySelectorAll getAnimations location contains getRootNode';
const names = [DOCUMENT, FUNCTIONS, OTHERS].flatMap((list) => list.split(' '));

const elements: Record<string, string> = {
  'images with the names': names.map((name) => `<img alt="" name="${name}" id="${name}">`).join(''),
  'forms with the names': names.map((name) => `<form name="${name}" id="${name}"></form>`).join(''),
  'two forms with each of the names': names.map((name) => `<form name="${name}"></form>`.repeat(2)).join(''),
  'frames with the names': names.map((name) => `<iframe hidden name="${name}" srcdoc="x"></iframe>`).join(''),
};

test.each(Object.entries(elements))(
  'a strip works on a page that has %s of the document’s own members',
  async (_, before) => {
    const { page, feed, troubles } = await open(
      before,
      `${CDN}<script type="module" src="/cdn/adapters/krx.js"></script>`,
    );
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(seedRows);
    // The names do take the place of the members.
    expect(
      await page.evaluate(() => typeof document.addEventListener === 'function' || document.hidden === false),
    ).toBe(false);
    feed.publish(ticked);
    await page.evaluate(() => [...document.getElementsByTagName('market-ticker')][0]!.refresh());
    await page.locator('market-ticker').getByText('765.02', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('market-ticker:state(paused)').waitFor();
    expect(troubles).toEqual([]);
  },
);

test('a strip works beside elements that have the names of the variables of Lit', async () => {
  const names = 'reactiveElementVersions litElementVersions litHtmlVersions reactiveElementPolyfillSupport';
  const others =
    'litElementPolyfillSupport litHtmlPolyfillSupport litElementHydrateSupport litPropertyMetadata ShadyCSS';
  const elements = `${names} ${others}`.split(' ').map((name) => `<a id="${name}"></a>`);
  const { page, troubles } = await open(elements.join(''));
  await page.locator('market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual(seedRows);
  expect(troubles).toEqual([]);
});

test('a strip works in a form whose fields have the names of an element’s members', async () => {
  const fields = [
    'children',
    'getAttribute',
    'closest',
    'matches',
    'lang',
    'parentElement',
    'getRootNode',
    'attributes',
  ];
  const form = `<form lang="ko">${fields.map((name) => `<input name="${name}" aria-label="${name}">`).join('')}`;
  const { page, troubles } = await open(form);
  await page.locator('market-ticker:state(live)').waitFor();
  expect(await page.locator('market-ticker .strip').getAttribute('lang')).toBe('ko');
  expect(troubles).toEqual([]);
});

const policies = ["'none'", 'dompurify', 'dompurify default', "lit-html 'allow-duplicates'"];

test.each(policies)(
  'a strip works where Trusted Types are not required and the policy is `trusted-types %s`',
  async (policy) => {
    const { page, troubles } = await open('', CDN, {
      'content-security-policy': `script-src 'self'; trusted-types ${policy}`,
    });
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(seedRows);
    // The browser itself says that the policy was refused.
    expect(troubles.filter((trouble) => !/TrustedTypePolicy|CSP: trusted-types/.test(trouble))).toEqual([]);
  },
);

test.each(policies)(
  'what is inside the tag stays where Trusted Types are required and the policy is `trusted-types %s`',
  async (policy) => {
    const headers = {
      'content-security-policy': `script-src 'self'; trusted-types ${policy}; require-trusted-types-for 'script'`,
    };
    const { page } = await open('<script type="module" src="/cdn/market-ticker.js?2"></script>', CDN, headers);
    const errors: string[] = [];
    const warnings: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await page.reload();
    await page.waitForLoadState('load');
    expect(await page.evaluate(() => customElements.get('market-ticker'))).toBe(undefined);
    expect(await page.getByText('Fallback').isVisible()).toBe(true);
    expect(errors).toEqual([]);
    expect(new Set(warnings.filter((text) => text.includes('market-ticker')))).toEqual(
      new Set(['<market-ticker> needs the Trusted Types policy market-ticker, which this page does not allow']),
    );
  },
);

const globals: Record<string, string> = {
  'has no sessionStorage': 'delete window.sessionStorage',
  'throws for its storage': 'Object.defineProperty(window, "sessionStorage", { get() { throw new Error("no") } })',
  'has no BroadcastChannel and no AbortSignal.any': 'delete window.BroadcastChannel; delete AbortSignal.any',
};

test.each(Object.entries(globals))('a strip works on a page that %s', async (_, script) => {
  const { page, troubles } = await open('', `<script>${script}</script>${CDN}`);
  await page.locator('market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual(seedRows);
  expect(troubles).toEqual([]);
});

test.each(['delete window.fetch', 'window.fetch = () => { throw new Error("no") }'])(
  'a strip says that it failed after `%s`',
  async (script) => {
    const { page, troubles } = await open('', `<script>${script}</script>${CDN}`);
    await page.locator('market-ticker:state(error)').waitFor();
    expect(await page.getByText('Fallback').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  },
);
