import { expect } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import type { FeedResponse } from '../../support/feed-server/feed-server.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { liveStripWithErrors, isWebKit, reachesStatus, rows } from './strip.js';
import { waitUntil } from './wait-until.js';

// Each fault takes as long as a poll or a request. So all run at the same time, each with a strip and a feed of its own.

const NEW_ROW = 'KOSDAQ 765.02 ▲ +8.79 +1.16%';
const INTERVAL = 5;

/** The messages of the errors that reached the page's own error handlers. There should be none. */
const uncaught: string[] = [];
const onUncaught = (event: ErrorEvent | PromiseRejectionEvent): void =>
  void uncaught.push('message' in event ? event.message : String(event.reason));

beforeAll(() => {
  for (const type of ['error', 'unhandledrejection'] as const) addEventListener(type, onUncaught);
});

afterAll(() => {
  for (const type of ['error', 'unhandledrejection'] as const) removeEventListener(type, onUncaught);
  expect(uncaught).to.deep.equal([]);
});

const shows = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `shows ${row}`, { interval: 20, timeout: 25_000 });

const secondsBetween = (from: number, to: number | null): number => (to! - from) / 1000;

const faults: Record<string, { response: FeedResponse; kind: string; status?: number; min?: number; max?: number }> = {
  '500': { response: { status: 500 }, kind: 'http', status: 500, min: 1, max: 2 },
  '404, which is retried at the polling interval': {
    response: { status: 404 },
    kind: 'http',
    status: 404,
    min: 4.5,
    max: 5,
  },
  '503 with Retry-After in seconds': {
    response: { status: 503, headers: { 'retry-after': '3' } },
    kind: 'http',
    status: 503,
    min: 3,
    max: 3.3,
  },
  '429 with Retry-After as a date': {
    response: {
      status: 429,
      // The date is in the server's time, and the server's clock is wrong.
      headers: { date: 'Mon, 23 Nov 2026 12:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 12:00:04 GMT' },
    },
    kind: 'http',
    status: 429,
    min: 4,
    max: 4.4,
  },
  'HTML with status 200': {
    response: { body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } },
    kind: 'type',
    status: 200,
  },
  'JSON as plain text': {
    response: { body: seed, headers: { 'content-type': 'text/plain' } },
    kind: 'type',
    status: 200,
  },
  'JSON that is no feed': { response: { body: { Note: 'Thank you for using our API' } }, kind: 'shape' },
  'an unknown version': { response: { body: { ...seed, version: 2 } }, kind: 'shape' },
  'more than 1 MiB': { response: { body: ' '.repeat(2 ** 20 + 1) }, kind: 'size' },
  // WebKitGTK treats a body that was cut off as complete, so that only the JSON parser fails.
  'a connection cut in the body': { response: { body: seed, fault: 'cut' }, kind: isWebKit ? 'syntax' : 'network' },
  'cut-off JSON': { response: { body: JSON.stringify(seed).slice(0, 200) }, kind: 'syntax', status: 200 },
  'a body byte by byte': { response: { body: seed, fault: 'slow' }, kind: 'timeout' },
  silence: { response: { fault: 'hang' }, kind: 'timeout' },
  'a reset': { response: { fault: 'reset' }, kind: 'network' },
  'a redirect loop': { response: { status: 302, headers: { location: '?again' } }, kind: 'network' },
  'a refusal by CORS': {
    response: { body: seed, headers: { 'access-control-allow-origin': null } },
    kind: 'network',
  },
};

describe('keeps the old values through a fault, and recovers with the first good answer', () => {
  for (const [name, { response, kind, status, min = 1, max = 5 }] of Object.entries(faults))
    test.concurrent(name, { timeout: 60_000 }, async ({ onTestFinished }) => {
      const feed = await serveFeed([{ body: seed }]);
      const strip = await liveStripWithErrors({ src: feed.url, interval: String(INTERVAL) }, onTestFinished);
      const { element, errors } = strip;
      await feed.respond([response]);
      await element.refresh();
      const refreshedAt = Date.now();
      const [error] = errors;
      expect(error?.kind).to.equal(kind);
      if (status) expect(error?.status).to.equal(status);
      // The time was computed a moment before `refreshedAt` was read.
      expect(secondsBetween(refreshedAt, error!.retryAt)).to.be.within(min - 0.5, max + 0.1);
      expect(element.status).to.equal('error');
      expect(rows(element)).to.deep.equal(seedRows);

      const requestsBefore = (await feed.requests()).length;
      await feed.respond([{ body: ticked }]);
      await waitUntil(async () => (await feed.requests()).length > requestsBefore, 'the next request', {
        interval: 50,
        timeout: 7000,
      });
      await shows(element, NEW_ROW);
      expect(element.status).to.equal('live');
    });

  test.concurrent(
    'turns stale as time passes when answers never change in an open market',
    { timeout: 60_000 },
    async ({ onTestFinished }) => {
      const old = new Date(Date.now() - 56_000).toISOString();
      const body = {
        ...seed,
        state: 'open',
        delay: 0,
        generatedAt: old,
        items: [{ id: 'KOSPI', price: 2855.77, asOf: old }],
      };
      const feed = await serveFeed([{ body }]);
      const strip = await liveStripWithErrors({ src: feed.url, interval: String(INTERVAL) }, onTestFinished);
      await reachesStatus(strip.element, 'stale');
      expect(strip.errors).to.deep.equal([]);
      await strip.element.refresh();
      // The server answers 304; the browser gives the page the same body again.
      if (!isWebKit) expect((await feed.requests()).at(-1)!.headers['if-none-match']).to.match(/^"/);
      expect(strip.element.status).to.equal('stale');
      const now = new Date().toISOString();
      await feed.respond([{ body: { ...body, generatedAt: now, items: [{ id: 'KOSPI', price: 2856, asOf: now }] } }]);
      await reachesStatus(strip.element, 'live');
    },
  );

  test.concurrent('ignores an old answer that is delivered again', { timeout: 60_000 }, async ({ onTestFinished }) => {
    const at = (asOf: string, price: number) => ({
      ...seed,
      items: [{ ...seed.items[0]!, price, change: 1, changePercent: 0.1, asOf }],
    });
    const feed = await serveFeed([{ body: at('2025-06-09T15:30:00+09:00', 2860) }]);
    const strip = await liveStripWithErrors({ src: feed.url, interval: String(INTERVAL) }, onTestFinished);
    await feed.respond([{ body: at('2025-06-09T15:29:00+09:00', 2700) }]);
    await strip.element.refresh();
    expect(strip.element.quotes[0]!.price).to.equal(2860);
    expect([strip.element.status, strip.errors.length]).to.deep.equal(['live', 0]);
  });

  test.concurrent(
    'treats times of a server clock that is an hour ahead as now',
    { timeout: 60_000 },
    async ({ onTestFinished }) => {
      const feed = await serveFeed([{ body: seed }]);
      const strip = await liveStripWithErrors({ src: feed.url, interval: String(INTERVAL) }, onTestFinished);
      const ahead = new Date(Date.now() + 3_600_000).toISOString();
      await feed.respond([
        { body: { ...ticked, generatedAt: ahead, items: ticked.items.map((item) => ({ ...item, asOf: ahead })) } },
      ]);
      await strip.element.refresh();
      await shows(strip.element, NEW_ROW);
      expect(strip.element.quotes[0]!.asOf).to.be.at.most(Date.now());
      expect([strip.element.status, strip.errors.length]).to.deep.equal(['live', 0]);
    },
  );
});
