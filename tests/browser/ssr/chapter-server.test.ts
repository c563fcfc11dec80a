import { createHash } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { html } from 'lit';
import { MarketTickerElement } from 'market-ticker';
import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { codeOf } from '../../support/chapter.js';
import { openPage } from '../../support/page.js';
import { seed } from '../../support/fixtures/seed.js';
import { expectPolicyKept, strictPolicy } from '../../support/pages/policy.js';
import { startSite, type PublishedFeed, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { rows, expectStripWorks } from '../../support/pages/strip.js';
import { renderOnServer } from './render.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const hash = createHash('sha256').update(String(MarketTickerElement.styles)).digest('base64');

/** Starts the server of the chapter with the addresses of the test site. @returns its address */
async function start(feed: PublishedFeed): Promise<string> {
  const server = spawn(process.execPath, ['--input-type=module'], {
    env: { ...process.env, TZ: 'Asia/Seoul' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void server.kill());
  server.stdin.end(
    codeOf('docs/server-rendering.md', 'server')
      .replaceAll('https://news.example/markets.json', site.origin + feed.url)
      .replaceAll('https://cdn.example/market-ticker.js', `${site.origin}/cdn/market-ticker.js`)
      .replace(/https:\/\/(news|cdn)\.example/g, site.origin)
      .replace('listen(8080)', `listen(0, '127.0.0.1', function () { console.log(this.address().port) })`),
  );
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return `http://127.0.0.1:${String(port).trim()}/`;
}

test('the server of the chapter renders the strip under a strict policy, and the CDN file takes over', async () => {
  const feed = site.feed(seed, { 'access-control-allow-origin': '*' });
  const address = await start(feed);

  const { page: unscripted } = await openPage(browser, address, { javaScriptEnabled: false });
  expect((await rows(unscripted))[0]).toBe('코스피 2,855.77 ▲ +43.72 +1.55%');
  const strip = unscripted.locator('market-ticker .strip');
  expect(await strip.evaluate((box) => getComputedStyle(box).display)).toBe('grid');
  expect(await strip.textContent()).toContain('2025년 6월 9일 15:30 한국시간 기준');
  await unscripted.close();

  const { page, troubles } = await openPage(browser, address, { locale: 'ko' });
  await page.locator('market-ticker:state(live)').waitFor();
  expect((await rows(page))[0]).toBe('코스피 2,855.77 ▲ +43.72 +1.55%');
  expect(troubles).toEqual([]);
  await page.close();
});

test('the server of the chapter makes its page without a feed that has more than 1 MiB', async () => {
  const feed = site.feed({ ...seed, padding: 'x'.repeat(2 ** 20) });
  const response = await fetch(await start(feed));
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain('<market-ticker');
  expect(page).not.toContain('2,855.77');
});

test('a policy with Trusted Types and the hash of the styles is not violated, and one without the hash is', async () => {
  const feed = site.feed(seed);
  const body = await renderOnServer(html`<market-ticker .data=${seed} src=${feed.url}></market-ticker>`);
  const head = '<script type="module" src="/cdn/market-ticker.js"></script>';
  const trusted = ["require-trusted-types-for 'script'", 'trusted-types market-ticker'];

  const url = site.page(body, strictPolicy(`style-src 'sha256-${hash}'`, ...trusted), head);
  const { page, troubles } = await openPage(browser, url);
  await page.locator('market-ticker:state(live)').waitFor();
  await expectStripWorks(page, feed);
  expect(troubles).toEqual([]);
  await expectPolicyKept(page, site);
  await page.close();

  const { page: without } = await openPage(browser, site.page(body, strictPolicy(...trusted), head));
  expect(await site.reports('style-src-elem inline')).toEqual(['style-src-elem inline']);
  await without.close();
});

test('the command of the security chapter prints the hash', () => {
  const [, code] = /node --input-type=module --eval "(.*)"/.exec(readFileSync('docs/security.md', 'utf8'))!;
  const args = ['--input-type=module', '--eval', code!];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe(`sha256-${hash}\n`);
});
