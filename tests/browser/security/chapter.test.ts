import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { expect, test } from 'vitest';
import { codeOf } from '../../support/chapter.js';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { openPage } from '../../support/page.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { rows } from '../../support/pages/strip.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const chapter = readFileSync('docs/security.md', 'utf8');
const policy = /<!-- policy -->\s+(default-src.*)/.exec(chapter)![1]!;
const trustedTypes = /<!-- trusted types -->\s+Content-Security-Policy: (.*)/.exec(chapter)![1]!;
const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<string, string>;

/** Opens a page with a policy and the script tag of the chapter, with the addresses of the test site and this hash. */
async function open(hash: string, policy: string) {
  const feed = site.feed(seed);
  const script = codeOf('docs/security.md', 'integrity')
    .replace(/https:\/\/cdn\.example\/[^"]*\//, `${site.origin}/cdn/`)
    .replace('sha384-…', hash);
  const header = { 'content-security-policy': policy.replaceAll(/https:\/\/(cdn|news)\.example/g, site.origin) };
  const strip = `<market-ticker src="${feed.url}"><a href="/">Markets</a></market-ticker>`;
  return openPage(browser, site.page(strip, header, script));
}

test('the strip works under the policy of the chapter, with the script and its hash', async () => {
  const { page, troubles } = await open(hashes['market-ticker.js']!, policy);
  await page.locator('market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual(seedRows);
  expect(troubles).toEqual([]);
  await page.close();
});

test('the strip works under the header of the chapter for Trusted Types, even if the script is loaded twice', async () => {
  const { page, troubles } = await open(hashes['market-ticker.js']!, trustedTypes);
  await page.locator('market-ticker:state(live)').waitFor();
  expect(troubles).toEqual([]);
  await page.evaluate("import('/cdn/market-ticker.js?again')");
  expect(troubles.join()).toContain('allow-duplicates');
  expect(await rows(page)).toEqual(seedRows);
  await page.close();
});

test('a script with another hash does not run, and the content inside the tag stays', async () => {
  const { page, troubles } = await open(hashes['adapters/paths.js']!, policy);
  expect(troubles.join()).toContain('integrity');
  expect(await page.locator('market-ticker > a').isVisible()).toBe(true);
  expect(await page.evaluate(() => customElements.get('market-ticker'))).toBe(undefined);
  await page.close();
});
