import type { Browser } from 'playwright';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { expectPolicyKept, strictPolicy } from '../../support/pages/policy.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { rows, expectStripWorks } from '../../support/pages/strip.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const scripts = (...addresses: string[]): string =>
  addresses.map((address) => `<script type="module" src="${address}"></script>`).join('');

/** Opens a page with a strip, with these headers and these module scripts. */
async function open(headers: Record<string, string>, addresses: string[], attributes = '', body = '') {
  const feed = site.feed(seed);
  const strip = `<market-ticker src="${feed.url}" ${attributes}><a href="/">Markets</a></market-ticker>`;
  const { page, troubles } = await openPage(browser, site.page(strip + body, headers, scripts(...addresses)));
  onTestFinished(() => page.close());
  return { page, troubles, feed };
}

const live = ':state(live)';
const cdn = '/cdn/market-ticker.js';

describe.each([
  ['the CDN file', cdn, 'market-ticker'],
  ['the npm build, as a bundler packs it', '/npm.js', 'lit-html'],
])('%s', (_, script, policy) => {
  test('works under a policy that allows no inline style and no inline script', async () => {
    const { page, troubles, feed } = await open(strictPolicy(), [script]);
    await page.locator(`market-ticker${live}`).waitFor();
    expect(await rows(page)).toEqual(seedRows);
    await expectStripWorks(page, feed);
    expect(troubles).toEqual([]);
    await expectPolicyKept(page, site);
  });

  test('loads icons where `img-src` allows them, and leaves their place empty elsewhere', async () => {
    const icon = (address: string) => ({ ...seed, items: seed.items.map((item) => ({ ...item, icon: address })) });
    const { page, feed } = await open(strictPolicy("img-src 'self'"), [script], 'layout="row" interval="0"');
    await page.locator(`market-ticker${live}`).waitFor();
    const refresh = async (address: string): Promise<void> => {
      feed.publish(icon(address));
      await page.locator('market-ticker').evaluate((element) => (element as MarketTickerElement).refresh());
    };
    await refresh('/own.svg');
    await expect.poll(() => site.requests('/own.svg').length).toBeGreaterThan(0);
    expect(site.requests('/own.svg')[0]!.headers.referer).toBe(undefined);
    await refresh('https://elsewhere.example/x.svg');
    expect(await site.reports('img-src https://elsewhere.example/x.svg')).toContain(
      'img-src https://elsewhere.example/x.svg',
    );
    const icons = page.locator('market-ticker [part="icon"]');
    expect(await icons.first().evaluate((element) => element.getBoundingClientRect().width)).toBe(17.5);
    expect(await rows(page)).toEqual(seedRows);
  });

  test('works where Trusted Types are required and only its own policy is allowed', async () => {
    const headers = strictPolicy("require-trusted-types-for 'script'", `trusted-types ${policy}`);
    const { page, troubles, feed } = await open(headers, [script]);
    await page.locator(`market-ticker${live}`).waitFor();
    await expectStripWorks(page, feed);
    // The browser does enforce them.
    expect(
      await page.evaluate(() => Reflect.set(document.createElement('p'), 'innerHTML', 'text')).catch(String),
    ).toContain('TrustedHTML');
    expect(await site.reports('require-trusted-types-for trusted-types-sink')).toEqual([
      'require-trusted-types-for trusted-types-sink',
    ]);
    expect(
      troubles.filter((trouble) => !trouble.includes('TrustedHTML') && !trouble.includes('require-trusted-types-for')),
    ).toEqual([]);
  });

  test.each(['row', 'grid'])(
    'works as a %s under the same policy, with a first feed in the page and a stream',
    async (layout) => {
      const headers = strictPolicy("require-trusted-types-for 'script'", `trusted-types ${policy}`);
      const first = `<script type="application/json">${JSON.stringify(seed)}</script>`;
      const stream = site.feed(`data: ${JSON.stringify({ items: [{ id: 'KOSDAQ', price: 765.02 }] })}\n\n`, {
        'content-type': 'text/event-stream',
      });
      const address = site.page(
        `<market-ticker stream="${stream.url}" layout="${layout}" lang="ko">${first}</market-ticker>`,
        headers,
        scripts(script),
      );
      const { page, troubles } = await openPage(browser, address);
      onTestFinished(() => page.close());
      await page.locator('market-ticker').getByText('765.02', { exact: true }).waitFor();
      expect(await page.locator('market-ticker .strip').evaluate((box) => getComputedStyle(box).whiteSpace)).toBe(
        'nowrap',
      );
      expect(troubles).toEqual([]);
      await expectPolicyKept(page, site);
    },
  );
});

test('the CDN file works beside another Lit that has created the policy `lit-html`', async () => {
  const headers = strictPolicy("require-trusted-types-for 'script'", 'trusted-types lit-html market-ticker');
  const { page, troubles, feed } = await open(headers, ['/other.js', cdn]);
  await page.locator(`market-ticker${live}`).waitFor();
  expect(await page.locator('body').textContent()).toContain('Another Lit has been here.');
  await expectStripWorks(page, feed);
  expect(troubles).toEqual([]);
  await expectPolicyKept(page, site);
});

test('a bundle with its own Lit works after the CDN file', async () => {
  const headers = strictPolicy("require-trusted-types-for 'script'", 'trusted-types lit-html market-ticker');
  const { page, troubles, feed } = await open(headers, [cdn, '/npm.js']);
  await page.locator(`market-ticker${live}`).waitFor();
  await expectStripWorks(page, feed);
  expect(troubles).toEqual([]);
  await expectPolicyKept(page, site);
});

test('the CDN file works on a page that is cross-origin isolated', async () => {
  const headers = {
    ...strictPolicy(),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
  const { page, troubles, feed } = await open(headers, [cdn]);
  await page.locator(`market-ticker${live}`).waitFor();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expectStripWorks(page, feed);
  expect(troubles).toEqual([]);
  await expectPolicyKept(page, site);
});
