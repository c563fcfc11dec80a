import { chromium } from 'playwright';
import { expect, onTestFinished, test, vi } from 'vitest';
import { setPageHidden, knowsPrice, siteAndFeeds } from './visit.js';

// Playwright disables the back/forward cache by default, because pages that come back from it confuse some of its features.
const { site, visit } = siteAndFeeds(() =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  }),
);

test.each([
  ['polls', 'share="page"'],
  ['shares its feed with other tabs', 'share="tabs"'],
  ['listens to a stream', 'STREAM'],
])(
  'a page whose strip %s is kept in the back/forward cache, and continues when it comes back',
  async (_, attributes) => {
    const { feed, tab, respond, requests } = await visit(onTestFinished);
    const stream = `${feed}-stream`;
    const headers = { 'content-type': 'text/event-stream' };
    await fetch(stream, {
      method: 'PUT',
      body: JSON.stringify({ responses: [{ headers, body: '\n', fault: 'open' }] }),
    });
    const page = await tab(1, attributes.replace('STREAM', `stream="${stream}"`));
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'kept' : 'new'));
    });
    await page.goto(site().page('<p>Another story</p>'));
    await respond(2860);
    const before = (await requests()).length;
    await page.goBack({ waitUntil: 'commit' });
    await vi.waitFor(async () => expect(await page.title()).toBe('kept'), 10_000);
    await knowsPrice(page, 2860);
    expect((await requests()).length).toBe(before + 1);
  },
);

test('a page that is hidden for five minutes makes no request, and exactly one when it is visible again', async ({
  onTestFinished,
}) => {
  const { context, tab, respond, requests } = await visit(onTestFinished);
  await context.clock.install();
  const page = await tab(1, '');
  await setPageHidden(page, true);
  const before = (await requests()).length;
  await page.clock.runFor('05:00');
  expect((await requests()).length).toBe(before);
  await respond(2860);
  await setPageHidden(page, false);
  await knowsPrice(page, 2860);
  expect((await requests()).length).toBe(before + 1);
  // The fake clock does drive the polling: the next request follows.
  await page.clock.runFor('00:06');
  await vi.waitFor(async () => expect((await requests()).length).toBe(before + 2));
});
