import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { parseFeed } from 'market-ticker/feed.js';
import type { Browser } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { rows } from '../../support/pages/strip.js';
import { openPage } from '../../support/page.js';
import { withBuiltTool } from '../../server/feed-tool/built-tool.js';

const readme = readFileSync('README.md', 'utf8');
/** Returns the code block after a marker in the README. */
const code = (marker: string): string =>
  new RegExp(`<!-- ${marker} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!;
const isFeed = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

/** The rows of the README's smallest feed, as the strip shows them. */
const smallestRows = [
  'KOSPI 6,788.88 ▼ −123.49 −1.79%',
  'KOSDAQ 838.41 ▲ +0.76 +0.09%',
  'KOSPI200 1,065.70 ▼ −22.91 −2.10%',
  'USD/KRW 1,451.30 ▲ +8.50 +0.59%',
];

let site: Site;
let browser: Browser;

withSite(startSite, (...made) => ([site, browser] = made));

test('the smallest feed of the README is valid, and shows the four rows', async () => {
  const feed: unknown = JSON.parse(code('smallest feed'));
  expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
  expect(parseFeed(feed).issues).toEqual([]);
  const { url } = site.feed(feed);
  const head = `<style>${/```css\n(market-ticker:not.*)/.exec(readme)![1]}</style>
    <script type="module" src="/cdn/market-ticker.js"></script>`;
  const { page, troubles } = await openPage(
    browser,
    site.page(`<market-ticker src="${url}"></market-ticker>`, {}, head),
  );
  await page.locator('market-ticker:state(live)').waitFor();
  expect(await rows(page)).toEqual(smallestRows);
  expect(troubles).toEqual([]);
  await page.close();
});

describe('the cron job of the README', () => {
  const tool = withBuiltTool();
  const key = 'key-that-nobody-may-see';

  /** Runs the command of the cron job in a folder that has the README's configuration. */
  async function run(folder: string) {
    const [command] = /(?<=npx --no-install market-ticker-feed )once .*(?= 2>>feed\.log)/.exec(readme)!;
    const args = command.replace('/srv/www', folder).split(' ');
    const env = { PATH: process.env.PATH };
    const job = spawn(process.execPath, [tool.file, ...args], { stdio: 'pipe', cwd: folder, env });
    let output = '';
    for (const stream of [job.stdout, job.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    const [status] = (await once(job, 'close')) as [number];
    return { status, output };
  }

  test('writes a valid feed, and keeps the last one if the source fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const row = (code: string, last: string, diff: string) => ({ code, last, diff, time: '2025-06-09T15:30:00+09:00' });
    const source = site.feed({ rows: [row('KOSDAQ', '764.21', '7.98'), row('KOSPI', '2,855.77', '43.72')] });
    const config = {
      ...(JSON.parse(
        code('feed config').replace('https://quotes.example/latest.json', site.origin + source.url),
      ) as object),
      allowPrivate: [new URL(site.origin).hostname],
    };
    writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
    writeFileSync(join(folder, '.env'), `QUOTES_KEY=${key}\n`);
    expect(await run(folder)).toMatchObject({ status: 0, output: expect.not.stringContaining(key) as string });
    const file = join(folder, 'markets.json');
    const written = readFileSync(file, 'utf8');
    const feed: unknown = JSON.parse(written);
    expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
    const asOf = Date.parse('2025-06-09T15:30:00+09:00');
    const read = parseFeed(feed);
    expect(read.issues).toEqual([]);
    expect(read.quotes).toMatchObject([
      { id: 'KOSPI', price: 2855.77, change: 43.72, delay: 20, asOf },
      { id: 'KOSDAQ', price: 764.21, change: 7.98, delay: 20, asOf },
    ]);

    source.publish({ error: 'unknown key' });
    const refused = await run(folder);
    expect([1, 3]).toContain(refused.status);
    expect(parseFeed(JSON.parse(readFileSync(file, 'utf8'))).quotes).toEqual(read.quotes);
    expect(readdirSync(folder).sort()).toEqual(['.env', 'feed.config.json', 'feed.state.json', 'markets.json']);
  });
});

describe('the iframe of the README, for pages without scripts', () => {
  const cors = { 'access-control-allow-origin': '*' };
  async function open(sandbox: string) {
    const [row, ...rest] = (JSON.parse(code('smallest feed')) as { items: object[] }).items;
    const target = site.page('<h1>KOSPI</h1>');
    const feed = site.feed({ version: 1, items: [{ ...row, url: target }, ...rest] }, cors);
    const strip = site.feed('', { 'content-type': 'text/html; charset=utf-8' });
    strip.publish(
      code('frame')
        .replace('https://cdn.example/market-ticker.js', `${site.origin}/cdn/market-ticker.js`)
        .replace('https://news.example/markets.json', site.origin + feed.url),
    );
    const [iframe] = /<iframe.*<\/iframe>/.exec(readme)!;
    const body = iframe.replace('https://news.example/strip.html', strip.url).replace('allow-scripts', sandbox);
    const { page, troubles } = await openPage(browser, site.page(body));
    onTestFinished(() => page.close());
    const frame = page.frames()[1]!;
    await frame.locator('market-ticker:state(live)').waitFor();
    return { page, frame, target, troubles };
  }

  test('has the four rows, without a scroll bar', async () => {
    const { frame, troubles } = await open('allow-scripts');
    expect(await rows(frame)).toEqual(smallestRows);
    const [contentHeight, frameHeight] = await frame.evaluate(() => [
      document.documentElement.scrollHeight,
      innerHeight,
    ]);
    expect(contentHeight).toBe(frameHeight);
    expect(troubles).toEqual([]);
  });

  test('opens links in the top page if the sandbox allows it', async () => {
    const { page, frame, target } = await open('allow-scripts allow-top-navigation-by-user-activation');
    await frame.getByRole('button', { name: '일시정지' }).click();
    await frame.getByRole('link', { name: 'KOSPI 6,788.88' }).click();
    await page.waitForURL(target);
    expect(await page.locator('h1').textContent()).toBe('KOSPI');
  });
});
