import { chromium } from 'playwright';
import { expect, it, onTestFinished, vi } from 'vitest';
import { shows, siteAndFeeds } from './visit.js';

// Playwright switches the back/forward cache off, as pages that come back out of it confuse it in some of what it does.
const { site, visit } = siteAndFeeds(() =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  }),
);

it.each([
  ['polls', 'share="page"'],
  ['shares its feed with other tabs', 'share="tabs"'],
  ['listens to a stream', 'STREAM'],
])('a page whose strip %s is kept for the way back, and goes on then', async (_, attributes) => {
  const { feed, tab, respond, requests } = await visit(onTestFinished);
  const stream = `${feed}-stream`;
  const headers = { 'content-type': 'text/event-stream' };
  await fetch(stream, { method: 'PUT', body: JSON.stringify({ responses: [{ headers, body: '\n', fault: 'open' }] }) });
  const page = await tab(1, attributes.replace('STREAM', `stream="${stream}"`));
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'new'));
  });
  await page.goto(site().page('<p>Another story</p>'));
  await respond(2860);
  const before = (await requests()).length;
  await page.goBack({ waitUntil: 'commit' });
  await vi.waitFor(async () => expect(await page.title()).toBe('kept'), 10_000);
  await shows(page, 2860);
  expect((await requests()).length).toBe(before + 1);
});
