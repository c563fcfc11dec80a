import type { MarketTickerElement } from 'market-ticker';
import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { rows } from '../../support/pages/strip.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

/**
 * Opens a page with a strip. It has no Content Security Policy, so that only the element itself prevents what a hostile feed tries.
 * Records scripts that were run and addresses that were requested.
 */
async function open(feed: string) {
  const script = '<script type="module" src="/cdn/market-ticker.js"></script>';
  const { page, troubles } = await openPage(browser, site.page('', {}, script));
  onTestFinished(() => page.close());
  const requested: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith(feed)) requested.push(request.url());
  });
  page.on('dialog', (dialog) => {
    troubles.push('a script was run');
    void dialog.dismiss();
  });
  // The strip is added last, so that everything is recorded from its first answer on.
  await page.evaluate((feed) => {
    const strip = document.createElement('market-ticker');
    strip.src = feed;
    document.body.append(strip);
  }, feed);
  const strip = page.locator('market-ticker');
  await strip.evaluate((strip: MarketTickerElement) => strip.refresh());
  return { page, strip, troubles, requested };
}

const attacks = [
  '<img src=/evil.png onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '<a href="/evil">x</a>',
  '${alert(1)}',
  '</style><link rel=stylesheet href=/evil.css>',
  "';alert(1);//",
];
const addresses = [
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:http://x/y',
  'file:///etc/passwd',
];

test('markup and scripts in any field of a feed are shown as text', async () => {
  const items = attacks.map((attack, index) => ({
    id: `${index}${attack}`,
    name: { en: attack, ko: attack, [attack]: attack },
    price: 1 + index,
    unit: attack,
    base: attack,
    state: attack,
    kind: attack,
    direction: attack,
    asOf: attack,
    trend: [attack, 1, 2],
    source: { name: attack, url: 'javascript:alert(1)' },
  }));
  const feed = site.feed({
    version: 1,
    items,
    notice: attacks.join(' '),
    source: { name: attacks[0], url: addresses[0] },
  });
  const { page, strip, troubles, requested } = await open(feed.url);
  expect((await rows(page)).length).toBe(attacks.length);
  const names = await strip.locator('ul:not([aria-hidden]) [part="name"]').allTextContents();
  expect(names).toEqual(attacks);
  const made = await strip.evaluate(
    ({ shadowRoot }) => shadowRoot!.querySelectorAll('img, script, link, style, iframe, a[href], [onerror]').length,
  );
  expect(made).toBe(0);
  expect(requested).toEqual([]);
  expect(troubles).toEqual([]);
});

test('an item links only to http and https addresses', async () => {
  const urls = [...addresses, '//elsewhere.example/x', '/markets/kospi', 'https://elsewhere.example/'];
  const feed = site.feed({ version: 1, items: urls.map((url, index) => ({ id: `I${index}`, price: 1, url })) });
  const { strip } = await open(feed.url);
  const links = await strip.evaluate(({ shadowRoot }) =>
    Array.from(
      shadowRoot!.querySelectorAll<HTMLAnchorElement>('ul:not([aria-hidden]) a[href]'),
      ({ protocol, href }) => [protocol, href],
    ),
  );
  expect(links).toEqual([
    ['http:', 'http://elsewhere.example/x'],
    ['http:', `${site.origin}/markets/kospi`],
    ['https:', 'https://elsewhere.example/'],
  ]);
});

test('ids and names that JavaScript objects have by default are ordinary ids, and do not change any prototype', async () => {
  const text = `{"version": 1, "__proto__": {"polluted": 1}, "items": [
    {"id": "__proto__", "price": 1, "__proto__": {"polluted": 1}, "name": {"__proto__": "x", "en": "Proto"}},
    {"id": "constructor", "price": 2}, {"id": "toString", "price": 3}]}`;
  const { page, strip } = await open(site.feed(text).url);
  expect((await rows(page)).map((row) => row.split(' ')[0])).toEqual(['Proto', 'constructor', 'toString']);
  const { quotes, polluted } = await strip.evaluate((strip: MarketTickerElement) => ({
    quotes: strip.quotes.map(({ id }) => id),
    polluted: 'polluted' in {} || strip.quotes.some((quote) => 'polluted' in quote),
  }));
  expect(quotes).toEqual(['__proto__', 'constructor', 'toString']);
  expect(polluted).toBe(false);
});

test('a body of more than 1 MiB is abandoned, and one that is nested too deep or has too many items does not hang the page', async () => {
  const feed = site.feed(seed);
  const { page, strip } = await open(feed.url);
  const failed = (): Promise<string> =>
    strip.evaluate(
      (strip: MarketTickerElement) =>
        new Promise<string>((resolve) => {
          strip.addEventListener('market-ticker-error', ({ kind }) => resolve(kind), { once: true });
          void strip.refresh();
        }),
    );
  feed.publish({ ...seed, notice: 'x'.repeat(2 ** 20) });
  expect(await failed()).toBe('size');
  feed.publish(`${'['.repeat(400_000)}${']'.repeat(400_000)}`);
  expect(await failed()).toMatch(/syntax|shape/);
  expect(await rows(page)).toEqual(seedRows);

  // As many items as fit.
  feed.publish({
    version: 1,
    items: Array.from({ length: 7000 }, (_, index) => ({ id: `${index}`, price: index + 1, name: 'n'.repeat(80) })),
  });
  await strip.evaluate((strip: MarketTickerElement) => strip.refresh());
  expect(await strip.evaluate((strip: MarketTickerElement) => strip.quotes.length)).toBe(500);
});
