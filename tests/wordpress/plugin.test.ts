import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { pluginFiles } from '../../scripts/wordpress/plugin-files.mjs';
import { seedRows } from '../support/fixtures/seed.js';
import { rows } from '../support/pages/strip.js';
import { allLive, hold, pluginZip, withWordPress, type Site } from './site.js';

let site: Site;

withWordPress((started) => void (site = started));

const settingsPage = 'options-general.php?page=market-ticker';
const script = '/wp-content/plugins/market-ticker/script/market-ticker.js';

// Each test begins with the site as the one before it has left it, as a publisher would set it up.

test('an administrator uploads the zip and activates the plugin', async () => {
  const { page, troubles } = await site.admin('plugin-install.php?tab=upload');
  await page
    .getByLabel('Plugin zip file')
    .setInputFiles({ name: 'market-ticker.zip', mimeType: 'application/zip', buffer: pluginZip() });
  await page.getByRole('button', { name: 'Install Now' }).click();
  await page.getByRole('link', { name: 'Activate Plugin' }).click();
  const row = page.getByRole('row', { name: 'Market Ticker' });
  expect(await row.getByRole('link', { name: 'Settings' }).getAttribute('href')).toContain(settingsPage);
  expect(troubles).toEqual([]);
});

test('without a feed address, authors see why there is no strip, and readers see nothing', async () => {
  const path = await site.post('<p>Before.</p>[market_ticker]<p>After.</p>');
  const { page } = await site.visit(path);
  expect(await page.locator('.entry-content').innerText()).toBe('Before.\n\nAfter.');
  const { page: admin } = await site.admin('profile.php', 'author');
  await admin.goto(site.origin + path);
  expect(await admin.locator('.entry-content').innerText()).toContain('no feed address is set');
});

test('the settings refuse wrong values with a message each, keep the saved ones, and show what was typed once more', async () => {
  const { page } = await site.admin(settingsPage);
  await page.getByLabel('Feed address').fill('javascript:alert("1")');
  await page.getByLabel('Feed format').selectOption('paths');
  await page.getByLabel('Field mapping').fill('[1, 2]');
  await page.getByLabel('Items').fill(`KOSPI ${'x'.repeat(65)}`);
  await page.getByLabel('Layout').evaluate((select: HTMLSelectElement) => select.add(new Option('x', 'marquee')));
  await page.getByLabel('Layout').selectOption('marquee');
  await page.getByLabel('Link address').fill('//elsewhere.example/');
  await page.getByLabel('Link text').fill('All <b>markets</b>');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await page.locator('.notice-error').first().waitFor();
  expect(await page.locator('.notice-error').allInnerTexts()).toEqual([
    expect.stringContaining('Feed address not changed'),
    expect.stringContaining('Field mapping not changed'),
    expect.stringContaining('Items not changed: enter at most 500 ids of at most 64 characters.'),
    expect.stringContaining('Layout not changed'),
    expect.stringContaining('Link address not changed'),
    expect.stringContaining('Feed format not changed: “Any JSON” needs a field mapping.'),
  ]);
  const labels = ['Feed address', 'Feed format', 'Field mapping', 'Items', 'Layout', 'Link address', 'Link text'];
  const shown = (): Promise<string[]> => Promise.all(labels.map((label) => page.getByLabel(label).inputValue()));
  const tooLong = `KOSPI ${'x'.repeat(65)}`;
  const typed = ['javascript:alert("1")', 'paths', '[1, 2]', tooLong, 'auto', '//elsewhere.example/', 'All markets'];
  expect(await shown()).toEqual(typed);
  expect(await page.locator('[aria-invalid]').count()).toBe(5);
  await page.reload();
  expect(await shown()).toEqual(['', 'canonical', '', '', 'auto', '', 'All markets']);
});

test('the settings take the feed of the site, and show a preview', async () => {
  const { page, troubles } = await site.admin(settingsPage);
  await page.getByLabel('Feed address').fill('/markets.json');
  await page.getByLabel('Link address').fill('/markets');
  await page.getByLabel('Link text').fill('');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await page.locator('.notice').first().waitFor();
  expect(await page.locator('.notice').allInnerTexts()).toEqual([expect.stringContaining('Settings saved.')]);
  await allLive(page);
  expect(await rows(page)).toEqual(seedRows);
  expect(troubles).toEqual([]);
});

test('only administrators reach the settings', async () => {
  const { page, troubles } = await site.admin('profile.php', 'author');
  await page.goto(`${site.origin}/wp-admin/${settingsPage}`);
  expect(await page.locator('body').innerText()).toContain('you are not allowed to access this page');
  expect(await page.getByLabel('Feed address').count()).toBe(0);
  expect(troubles.filter((trouble) => !trouble.includes('403'))).toEqual([]);
});

test('an author inserts the block, sees the strip in the editor, and publishes it', async () => {
  const { page, troubles } = await site.admin('post-new.php', 'author');
  const loadScript = await hold(page, '**/market-ticker.js*');
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByRole('textbox', { name: 'Add title' }).fill('Markets today');
  await page.getByRole('button', { name: 'Toggle block inserter' }).click();
  await page.getByRole('searchbox').fill('market ticker');
  await page.getByRole('option', { name: 'Market Ticker' }).click();
  const strip = canvas.locator('market-ticker:not(:defined)', { hasText: 'Market Ticker' });
  await strip.waitFor();
  expect(await strip.evaluate((element) => getComputedStyle(element).display)).toBe('block');
  loadScript();
  await canvas.locator('market-ticker:state(live)').waitFor();
  expect(await rows(canvas as never)).toEqual(seedRows);

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  expect(await page.getByLabel('Layout').getByRole('option').allInnerTexts()).toEqual([
    'As in the settings (Automatic: moves, or rotates where it is narrow)',
    'Automatic: moves, or rotates where it is narrow',
    'Moving strip',
    'Rotating: a few items at a time',
    'Still row',
    'Grid, for a sidebar',
  ]);
  await page.getByLabel('Items').fill('USD/KRW KOSPI');
  await canvas.locator('market-ticker[symbols="USD/KRW KOSPI"]:state(live)').waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('region', { name: 'Editor publish' })
    .getByRole('button', { name: 'Publish', exact: true })
    .click();
  const link = page.getByRole('region', { name: 'Editor publish' }).getByRole('link', { name: 'View Post' });
  const path = (await link.getAttribute('href'))!.replace(site.origin, '');
  expect(troubles).toEqual([]);

  const { page: reader, troubles: readersTroubles } = await site.visit(path);
  await allLive(reader);
  expect(await rows(reader)).toEqual([seedRows[3], seedRows[0]]);
  expect(await reader.getByRole('link', { name: 'Markets', exact: true }).getAttribute('href')).toBe('/markets');
  expect(readersTroubles).toEqual([]);
});

test('the script comes from the site itself, with the hash of the packed file and its version', async () => {
  const path = await site.post('<!-- wp:market-ticker/strip /-->');
  const requests: string[] = [];
  const { page } = await site.visit('/?p=1');
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(site.origin + path);
  await allLive(page);
  const [src, integrity, crossOrigin] = await page
    .locator('#market-ticker-js-module')
    .evaluate((element: HTMLScriptElement) => [element.src, element.integrity, element.crossOrigin]);
  const packed = pluginFiles().get('market-ticker/script/market-ticker.js')!;
  expect(src).toMatch(new RegExp(`^${site.origin}${script}\\?ver=\\d+\\.\\d+\\.\\d+$`));
  expect(integrity).toBe(`sha384-${createHash('sha384').update(packed).digest('base64')}`);
  expect(crossOrigin).toBe('anonymous');
  expect(requests.filter((url) => !url.startsWith(site.origin))).toEqual([]);
});

test('a browser refuses a changed script; the place of the strip and its link stay', async () => {
  const path = await site.post('<!-- wp:market-ticker/strip /-->');
  site.editPlugin('script/market-ticker.js', (code) => `${code}\nalert(1);`);
  onTestFinished(() => site.editPlugin('script/market-ticker.js', (code) => code.replace('\nalert(1);', '')));
  const { page, troubles } = await site.visit(path);
  expect(troubles).toEqual([expect.stringContaining("Failed to find a valid digest in the 'integrity' attribute")]);
  const strip = page.locator('market-ticker');
  expect(await strip.evaluate((element) => element.matches(':defined'))).toBe(false);
  const [height, fontSize] = await strip.evaluate((element) => [
    element.getBoundingClientRect().height,
    Number.parseFloat(getComputedStyle(element).fontSize),
  ]);
  expect(height).toBeCloseTo(2.75 * fontSize!, 0);
  expect(await strip.getByRole('link', { name: 'Markets' }).isVisible()).toBe(true);
});

test('readers without JavaScript see the link', async () => {
  const { page } = await site.visit(await site.post('<!-- wp:market-ticker/strip /-->'), { javaScriptEnabled: false });
  expect(await page.locator('market-ticker').innerText()).toBe('Markets');
});

test('feed readers get the link alone', async () => {
  await site.post('<!-- wp:market-ticker/strip {"link_text":"In the feed"} /-->');
  const feed = await (await fetch(`${site.origin}/?feed=rss2`)).text();
  expect(feed).toContain('>In the feed</a>');
  expect(feed).not.toContain('<market-ticker');
});

test('a page without a strip loads no script', async () => {
  const { page } = await site.visit('/?p=1');
  expect(await page.locator('script[src*="market-ticker"], link[href*="market-ticker"]').count()).toBe(0);
});
