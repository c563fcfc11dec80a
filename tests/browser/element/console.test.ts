import { expect, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, test, vi, type MockInstance } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf } from '../../support/feed-server/feed.js';
import type { FeedResponse } from '../../support/feed-server/feed-server.js';
import { reachesStatus, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

let warn: MockInstance;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());
const warnings = (): unknown[] => warn.mock.calls.map(([text]: unknown[]) => text);

const html200 = (body: string): FeedResponse => ({ body, headers: { 'content-type': 'text/html' } });

describe('the console says once, with the address and what was received,', () => {
  test.each<[string, FeedResponse, string]>([
    ['that a feed is HTML', html200('<p>Sign in'), 'a JSON feed, but got "text/html" with "<p>Sign in"'],
    [
      'that JSON has another content type',
      { body: '{"items": []}', headers: { 'content-type': 'text/plain' } },
      'a JSON feed, but got "text/plain" with "{\\"items\\": []}"',
    ],
    [
      'that a feed has no content type',
      { body: '{}', headers: { 'content-type': null } },
      'a JSON feed, but got "null" with "{}"',
    ],
    ['that a feed is cut off', { body: '{"items": [' }, 'a JSON feed, but got "{\\"items\\": ["'],
    ['that a feed is empty', { body: '' }, 'a JSON feed, but got ""'],
    ['that there is none', { status: 204 }, 'a JSON feed, but got ""'],
    [
      'that a feed has control characters',
      { body: '\u001b[31m\u0000\u009f\u202e' },
      'a JSON feed, but got "\\u001b[31m\\u0000\\u{9f}\\u{202e}"',
    ],
    ['that a feed is too large', { body: ' '.repeat(2 ** 20 + 1) }, `a JSON feed, but got "${' '.repeat(80)}"`],
    [
      'that JSON is no feed',
      { body: { error: 'no key' } },
      'a feed that the adapter canonical reads: not-a-feed, but got "{\\"error\\":\\"no key\\"}"',
    ],
    [
      'that a version is unknown',
      { body: { ...seed, version: 2 } },
      'a feed that the adapter canonical reads: unknown-version, but got "2"',
    ],
  ])('%s', async (_, response, expected) => {
    const feed = await serveFeed([response]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
    await element.refresh();
    expect(warnings()).to.deep.equal([`<market-ticker src="${feed.url}"> expects ${expected}`]);
  });

  test('that messages of a stream are no updates', async () => {
    const stream = await serveStream([streamOf(seed)]);
    const element = await strip(html`<market-ticker stream=${stream.url}></market-ticker>`, 'live');
    await stream.push('<p>Sign in');
    await waitUntil(() => warnings().length > 0, 'the warning', { interval: 20 });
    await stream.push('<p>Sign out');
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await waitUntil(() => rows(element)[1]!.includes('760.00'), 'the next update', { interval: 20 });
    expect(warnings()).to.deep.equal([
      `<market-ticker stream="${stream.url}"> expects a feed that the adapter canonical reads: not-a-feed, but got "<p>Sign in"`,
    ]);
  });

  test('that a stream begins with what is no feed, which is a failure', async () => {
    const stream = await serveStream([streamOf('<p>Sign in')]);
    await strip(html`<market-ticker stream=${stream.url}></market-ticker>`, 'error');
    expect(warnings()).to.deep.equal([
      `<market-ticker stream="${stream.url}"> expects a feed that the adapter canonical reads: not-a-feed, but got "<p>Sign in"`,
    ]);
  });

  test('that the feed in the page is no JSON', async () => {
    const page = await strip(html`<div></div>`);
    page.innerHTML = `<market-ticker><script type="application/json">{"items": [,]}</script></market-ticker>`;
    await reachesStatus(page.querySelector('market-ticker')!, 'error');
    expect(warnings()).to.deep.equal(['<market-ticker data="…"> expects a JSON feed, but got "{\\"items\\": [,]}"']);
  });

  test('nothing about a feed that can’t be reached, which the browser says itself', async () => {
    const feed = await serveFeed([{ status: 404 }]);
    await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
    expect(warnings()).to.deep.equal([]);
  });
});

describe('data that are handed over again', () => {
  const copy = (): typeof seed => structuredClone(seed);

  test.each<[string, (data: typeof seed) => void, string]>([
    [
      'another price',
      (data) => Object.assign(data.items[0]!, { price: 3000, change: 187.95, changePercent: 6.68 }),
      'KOSPI 3,000.00 ▲ +187.95 +6.68%',
    ],
    ['other items', (data) => data.items.splice(0, 1), seedRows[1]!],
    ['another name', (data) => Object.assign(data.items[0]!, { name: 'Seoul' }), 'Seoul 2,855.77 ▲ +43.72 +1.55%'],
  ])('as the same object with %s are shown', async (_, change, row) => {
    const data = copy();
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    change(data);
    element.data = data;
    await element.updateComplete;
    await waitUntil(() => rows(element)[0] === row, 'the new value', { interval: 20 });
    expect(warnings()).to.deep.equal([]);
  });

  test('as the same object without a change are said in the console once, and change nothing', async () => {
    const data = copy();
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    for (let times = 0; times < 3; times++) {
      element.data = data;
      await element.updateComplete;
    }
    expect(warnings()).to.deep.equal([
      '<market-ticker data="…"> expects new values, but the same object was set again, unchanged',
    ]);
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test.each([
    ['the same object', () => (data: typeof seed) => data],
    ['an equal object', () => (data: typeof seed) => structuredClone(data)],
  ])('as %s do not replace newer data of src', async (_, again) => {
    const data = copy();
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    const feed = await serveFeed([{ body: ticked }]);
    element.src = feed.url;
    await waitUntil(() => rows(element)[1]!.includes('765.02'), 'the newer value', { interval: 20 });
    element.data = again()(data);
    await element.updateComplete;
    expect(element.quotes[1]!.price).to.equal(765.02);
  });

  test('after a failure end the failure', async () => {
    const data = copy();
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    element.data = { error: 'no key' };
    await reachesStatus(element, 'error');
    element.data = data;
    await reachesStatus(element, 'live');
  });

  test('with other values as a new object are shown', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    element.data = seedWith({ KOSDAQ: { price: 760, change: 3.77, changePercent: 0.5 } });
    await waitUntil(() => rows(element)[1]!.includes('760.00'), 'the new value', { interval: 20 });
  });
});
